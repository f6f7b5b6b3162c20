"""Who may do what in a brand's console: people with roles, their doors, and four eyes for the limits.

Nothing of it is on the wire. Decided in docs/adr/0039-limits-take-two-people.md.
"""
