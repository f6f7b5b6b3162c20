"""Shops: what shop software and agents' feeds say in JSON or in tables of their own, under our names."""
