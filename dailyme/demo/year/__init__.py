"""A year of one person and one brand: from guest to repeat customer, and back."""
