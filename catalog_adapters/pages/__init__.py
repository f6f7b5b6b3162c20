"""Pages: what shops say in the markup of their own pages."""
