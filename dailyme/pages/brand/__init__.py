"""The console: the pages on which a brand's people see, steer and stop their Co-Marketer."""
