"""Jinja2 behind one package: where templates are found, what they may do, and how their faults are told.

A template may read the record and the style, loop, choose, include parts and call the filters and functions that
it is given: nothing else. What it prints from the record goes through holes (see `holes`). A council's own templates
run on the council's machines and in its CI, so that what a template may do is a closed list (`language`), and how
long it may go on is bounded (`budget`).
"""

from reportgen.compose.templates.environment import (
    SUFFIX,
    ReportEnvironment,
    environment,
    has_template,
    line_of_text,
    render,
    render_marked,
    shipped_templates,
)
from reportgen.compose.templates.faults import TemplateError

__all__ = [
    "SUFFIX",
    "ReportEnvironment",
    "TemplateError",
    "environment",
    "has_template",
    "line_of_text",
    "render",
    "render_marked",
    "shipped_templates",
]
