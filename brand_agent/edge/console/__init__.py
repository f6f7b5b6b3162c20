"""The people of a brand's console, their sessions, and the changes that take two of them, in its store."""
