"""Where agents meet their edges: each function here builds one of them from settings."""
