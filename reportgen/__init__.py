"""reportgen: council decision papers from one checked YAML file."""

__version__ = "0.1.0"
