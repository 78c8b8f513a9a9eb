"""A letter on its way out or in."""
