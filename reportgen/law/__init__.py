"""The law as dated tables: what was in force on which day, and where each figure was read. Files of figures, no code.

Each file holds rows with `from` and `to` (both days counted; without one of them, since or until any day), the
`source`, and, where that was not read in the law itself, `to_confirm`.
"""
