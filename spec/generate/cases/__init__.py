"""The vectors by topic: what goes in, what must come out, and why, written by hand."""
