"""Rules and their runner, and how findings are shown."""
