"""Makes what is generated in `spec/`: vectors, schemas, tables and examples. See `python -m spec.generate`.

Nothing is random and no clock is read: a second run writes the same bytes. The vectors are made without
the project's own code, so that they can judge it: `rfc8785` spells, PyNaCl signs, and what must come of an
input is written by hand.
"""
