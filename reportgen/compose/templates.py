"""Jinja2 behind one module: where templates are found, what they may do, and how their faults are told.

A template may read the record and the style, loop, choose, include parts and call the filters and functions that
it is given: nothing else. What it prints from the record goes through holes (see `holes`).
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from traceback import walk_tb
from typing import Any

from jinja2 import FileSystemLoader, Template, TemplateNotFound, TemplateSyntaxError, UndefinedError, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel

from reportgen.base.finding import Finding, Severity, found_at
from reportgen.base.source import Source, Span
from reportgen.compose.faults import ComposeError
from reportgen.compose.filters import template_filters
from reportgen.compose.functions import Labels
from reportgen.compose.view import Shown, View

SUFFIX = ".md.j2"


def shipped_templates() -> Path:
    """Return the folder of the templates that come with reportgen: inside the wheel, or at the top of a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


class ReportEnvironment(ImmutableSandboxedEnvironment):
    """The environment of all templates: strict, closed, and blind to everything but fields of records."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a field of a record or setting; a name that it does not have is a fault."""
        if isinstance(obj, View):
            return obj.field(attribute)
        if isinstance(obj, Labels):
            return obj.word(attribute)
        if isinstance(obj, BaseModel):
            return (
                getattr(obj, attribute)
                if attribute in type(obj).model_fields
                else self.undefined(obj=obj, name=attribute)
            )
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return a field by its name or an entry by its position."""
        if isinstance(obj, View):
            return obj.entry(argument) if isinstance(argument, int) else obj.field(str(argument))
        if isinstance(obj, BaseModel | Labels) and isinstance(argument, str):
            return self.getattr(obj, argument)
        return super().getitem(obj, argument)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Allow what templates need of Jinja2's own loop and macro objects, of dicts and of texts; nothing else."""
        return not attr.startswith("_") and super().is_safe_attribute(obj, attr, value)


@pass_context
def _finalize(_: Context, printed: object) -> str:
    """Turn what a template prints into text: a value of the record becomes the token of a hole."""
    if isinstance(printed, View | Shown):
        return str(printed)
    if printed is None or isinstance(printed, bool):
        raise UndefinedError("a template prints something that is not there")
    return str(printed)


@lru_cache(maxsize=16)
def environment(folders: tuple[Path, ...]) -> ReportEnvironment:
    """Return the environment for templates in the folders, the first that has a file wins."""
    made = ReportEnvironment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        undefined=StrictUndefined,
        finalize=_finalize,
        autoescape=False,
        # Jinja2's own comments begin as the ids of headings do: `## Background {#background}`.
        comment_start_string="{!",
        comment_end_string="!}",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=400,
    )
    made.filters = {name: made.filters[name] for name in ("length", "first", "last", "list")}
    made.tests = {name: made.tests[name] for name in ("defined", "none", "sameas", "eq", "equalto", "in")}
    made.filters.update(template_filters())
    made.globals = {}
    return made


def has_template(made: ReportEnvironment, name: str) -> bool:
    """Return whether there is a template of that name."""
    try:
        made.get_template(name)
    except TemplateNotFound:
        return False
    except TemplateSyntaxError:
        return True
    return True


def render(made: ReportEnvironment, name: str, context: Mapping[str, object]) -> str:
    """Return the text that a template gives. Raises TemplateError for any fault of the template."""
    try:
        template: Template = made.get_template(name)
        return template.render(context)
    except TemplateSyntaxError as fault:
        raise TemplateError(fault.name or name, fault.lineno, _sentence(str(fault.message)), made) from fault
    except TemplateNotFound as fault:
        raise TemplateError(name, _line(fault, made)[1], f"there is no template `{fault.name}`", made) from fault
    except SecurityError as fault:
        where, line = _line(fault, made, name)
        raise TemplateError(where, line, "the template asks for something that templates may not do", made) from fault
    except (UndefinedError, ComposeError, TypeError, ValueError) as fault:
        where, line = _line(fault, made, name)
        hint = fault.hint if isinstance(fault, ComposeError) else ""
        raise TemplateError(where, line, _sentence(str(fault)), made, hint) from fault


class TemplateError(Exception):
    """A fault of a template, with its file and line."""

    def __init__(self, name: str, line: int, message: str, made: ReportEnvironment, hint: str = "") -> None:
        super().__init__(message)
        self.name, self.line, self.message, self.hint = name, line, message, hint
        self.text = _text_of(made, name)

    def finding(self) -> Finding:
        """Return the fault as a finding at its line of the template."""
        source = Source(f"templates/{self.name}", self.text)
        lines = self.text.split("\n")
        span = None
        if 0 < self.line <= len(lines):
            start = sum(len(line) + 1 for line in lines[: self.line - 1])
            line = lines[self.line - 1]
            indent = len(line) - len(line.lstrip())
            span = Span(start + indent, start + max(len(line.rstrip()), indent + 1))
        return found_at(
            source,
            span,
            "TEMPLATE",
            self.message,
            severity=Severity.ERROR,
            hint=self.hint or "a template is mended by the person who keeps your house style",
        )


def _text_of(made: ReportEnvironment, name: str) -> str:
    if made.loader is None:
        return ""
    try:
        return made.loader.get_source(made, name)[0]
    except (TemplateNotFound, UnicodeDecodeError):
        return ""


def _line(fault: BaseException, made: ReportEnvironment, name: str = "") -> tuple[str, int]:
    """Return the innermost template and line that a fault came through (Jinja2 rewrites tracebacks to say so)."""
    folders = [Path(path) for path in getattr(made.loader, "searchpath", ())]
    where, line = name, 0
    for frame, number in walk_tb(fault.__traceback__):
        file = Path(frame.f_code.co_filename)
        for folder in folders:
            if file.is_relative_to(folder):
                where, line = file.relative_to(folder).as_posix(), number
    return where, line


_WORDS = (
    (
        r"Unexpected end of template.*innermost block that needs to be closed is '(\w+)'.*",
        r"`{% \1 %}` is opened in this template and never closed: `{% end\1 %}` is missing",
    ),
    (
        r"Encountered unknown tag '(end\w+)'.*",
        r"`{% \1 %}` closes something that is not open here",
    ),
    (r"Encountered unknown tag '(\w+)'.*", r"`{% \1 %}` is nothing that a template can say"),
    (r"expected token '?(.+?)'?, got '(.+)'", r"`\2` stands where `\1` is wanted"),
    (r"unexpected '(.+)'(?:, expected .*)?", r"`\1` can't stand here"),
    (r"unexpected char '(.+)' at \d+", r"`\1` can't stand here"),
    (r"[Nn]o filter named '(\w+)'", r"there is no filter `\1`"),
    (r"'None' has no attribute '(\w+)'", r"nothing there has a field `\1`"),
)
"""What Jinja2 says of a template, and how we say it."""


def _sentence(message: str) -> str:
    """Return Jinja2's words for a fault without its words for programmers."""
    plain = message.replace("\n", " ").removesuffix(".")
    for theirs, ours in _WORDS:
        if re.fullmatch(theirs, plain):
            return re.sub(theirs, ours, plain)
    return plain.replace("reportgen.style.style.", "").replace("object'", "setting'")
