"""The rule catalogue: one module a theme."""
