"""Tables: rows of text under names that their first row gives."""
