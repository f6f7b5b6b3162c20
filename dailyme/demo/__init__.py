"""The demo: a market, three brands and a person's twin on this machine, and the story of one wish."""
