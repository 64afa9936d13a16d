"""Model to tree: templates, holes, the report language, numbers and references."""
