"""Keeping a catalog at an address in step: asked politely, kept in a file, resumed where it broke off."""
