"""The document tree: frozen, closed, and ignorant of councils."""
