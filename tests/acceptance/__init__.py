"""Whole papers, from a decision file of a real council to each format."""
