"""Feeds: XML that is read as a stream, one element at a time."""
