"""What all agents stand on; import each part by its own name: reading a price opens no database."""
