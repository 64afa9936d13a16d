"""The domain: decisions, meetings, councils. Typed, frozen, and ignorant of YAML, Jinja2 and Word."""
