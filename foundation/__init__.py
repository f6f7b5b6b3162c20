"""What all agents stand on; each part is imported by its own name, so that reading a price opens no database."""
