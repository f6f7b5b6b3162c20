"""Daily Me: the pages of one person, served on their own machine to them alone."""
