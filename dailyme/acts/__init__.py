"""What the commands do, once their flags are read. Each is imported by its command alone."""
