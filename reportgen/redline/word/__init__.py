"""Word: two files that our writer made, as one with tracked changes."""
