"""Daily Me: the command line, the settings and the wiring of the agents."""
