"""The environment of all templates: strict, closed, and blind to everything but fields of records."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from traceback import walk_tb
from types import FunctionType
from typing import Any, NamedTuple

from jinja2 import (
    FileSystemLoader,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    nodes,
    pass_context,
)
from jinja2 import TemplateError as JinjaError
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, LoopContext, Macro, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reportgen.base.suggest import did_you_mean
from reportgen.compose.faults import ComposeError, ProseError
from reportgen.compose.filters import template_filters
from reportgen.compose.functions import Labels
from reportgen.compose.templates.budget import MOST_DEPTH, Budget, budget
from reportgen.compose.templates.faults import TemplateError, in_words
from reportgen.compose.templates.language import EACH, RefusedError, mark_lines, read_closed
from reportgen.compose.view import Shown, View
from reportgen.style.style import Setting

SUFFIX = ".md.j2"

_PACKAGE = Path(__file__).resolve().parents[2]

_FIRST_MARK = 0x100000
"""The marks of lines are characters of the last plane: a document that large would not be marked."""

_ADDED = ("_loop_vars", "_block_vars")

_LOOP = frozenset({"index", "index0", "first", "last", "length", "revindex", "revindex0"})


def shipped_templates() -> Path:
    """Return the folder of the templates that come with reportgen: inside the wheel, or at the top of a checkout."""
    inside = _PACKAGE / "templates"
    return inside if inside.is_dir() else _PACKAGE.parent / "templates"


class Nothing(StrictUndefined):
    """What stands for a name that a template uses and nothing has."""

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return self._undefined_hint
        return f"There is nothing called `{self._undefined_name}` here."


class Function:
    """A function that templates are given. It takes values of the record, lists of them and words."""

    __slots__ = ("_name", "_run")

    def __init__(self, name: str, run: FunctionType) -> None:
        self._name, self._run = name, run

    def __call__(self, *given: object, **named: object) -> object:
        """Return what the function returns. Raises ComposeError where it is given what it does not take."""
        wanted = self._run.__code__
        if named or (len(given) != wanted.co_argcount and not wanted.co_flags & 0x04):
            takes = {0: "nothing", 1: "one value"}.get(wanted.co_argcount, f"{wanted.co_argcount} values")
            raise ComposeError(
                f"The function `{self._name}` takes {takes} in its brackets.",
                f"write `{self._name}({', '.join(['…'] * wanted.co_argcount)})`",
            )
        try:
            return self._run(*given)
        except (TypeError, AttributeError) as fault:
            if all(isinstance(value, View) for value in given):
                raise
            raise ComposeError(
                f"The function `{self._name}` can't take what is in its brackets.",
                "give it a field, an entry or a list of the record",
            ) from fault


class ReportEnvironment(ImmutableSandboxedEnvironment):
    """Jinja2 with every door shut that a document does not need."""

    intercepted_binops = frozenset({"+", "-", "*"})
    marks: list[tuple[str, int]] | None = None
    """Where the lines of the templates stand, in an environment that marks them."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = read_closed(super()._parse(source, name, filename), source, name, filename)
        if self.marks is not None:
            mark_lines(tree, self.marks, filename or "", _FIRST_MARK)
        return tree

    def concat(self, pieces: Iterable[str]) -> str:
        """Return the pieces that a template or macro gives as one text."""
        return budget.get().joined(pieces)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a field of a record or setting; a name that it does not have is a fault."""
        match obj:
            case View():
                return obj.field(attribute)
            case Labels():
                return obj.word(attribute)
            case Setting() if attribute in type(obj).model_fields:
                return getattr(obj, attribute)
            case dict() if attribute in obj:
                return obj[attribute]
            case Setting() | dict():
                known = type(obj).model_fields if isinstance(obj, Setting) else obj
                hint = did_you_mean(attribute, known) or f"there are {', '.join(sorted(known))}"
                raise ComposeError(f"The house style has no `{attribute}` there.", hint)
            case LoopContext() if attribute in _LOOP:
                return getattr(obj, attribute)
            case TemplateModule() if not attribute.startswith("_") and attribute in obj.__dict__:
                return obj.__dict__[attribute]
            case TemplateModule():
                macros = [name for name, held in obj.__dict__.items() if isinstance(held, Macro)]
                hint = did_you_mean(attribute, macros) or f"there are {', '.join(f'`{name}`' for name in macros)}"
                raise ComposeError(f"There is no macro `{attribute}` there.", hint)
            case StrictUndefined():
                return getattr(obj, attribute)
            case _:
                raise ComposeError(
                    f"`{attribute}` is asked of something that has no parts.",
                    f"take `.{attribute}` off, or name a record",
                )

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return a field by its name or an entry by its position."""
        if isinstance(argument, str):
            return self.getattr(obj, argument)
        if isinstance(obj, View) and isinstance(argument, int):
            return obj.entry(argument)
        raise ComposeError(
            "This asks for an entry of something that is not a list of the record.",
            "name a list, or take the square brackets off",
        )

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """Call one of the functions that templates are given, or a macro; nothing else can be called."""
        if isinstance(__obj, StrictUndefined):
            return __obj()
        if not isinstance(__obj, (Function, Macro)):
            raise ComposeError(
                "Only functions and macros can be called, by their names.", "take the brackets off to print a field"
            )
        # Jinja2 adds names of its own to a call inside a loop, for functions of another kind than these.
        named = {name: value for name, value in kwargs.items() if name not in _ADDED} if kwargs else kwargs
        left = budget.get()
        left.step()
        left.depth += 1
        if left.depth > MOST_DEPTH:
            raise ComposeError("A macro calls itself without end.", "take the call of the macro out of the macro")
        try:
            if isinstance(__obj, Macro):
                return __self._call_macro(__context, __obj, args, named)
            return __obj(*args, **named)
        finally:
            left.depth -= 1

    def _call_macro(self, context: Context, macro: Macro, args: tuple[Any, ...], named: Mapping[str, Any]) -> Any:
        """Call a macro. Raises ComposeError, at the call, where it is given too little or what it does not take."""
        left = macro.arguments[len(args) :]
        if len(args) > len(macro.arguments) or any(name not in left for name in named):
            message = f"The macro `{macro.name}` is given more than it takes, or by another name."
            raise ComposeError(message, _takes(macro))
        try:
            return macro(context.eval_ctx, *args, **named)
        except UndefinedError as fault:
            lacking = [name for name in left if name not in named and f"parameter {name!r} was not" in str(fault)]
            if not lacking:
                raise
            message = f"The macro `{macro.name}` is not given its `{lacking[0]}`."
            raise ComposeError(message, _takes(macro)) from fault

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Return a sum or difference of whole numbers, or a mark so many times."""
        whole = type(left) is type(right) is int and abs(left) + abs(right) < 10_000
        if operator == "*" and isinstance(left, str) and type(right) is int and len(left) * right <= 100:
            return left * right
        if whole and operator != "*":
            return left + right if operator == "+" else left - right
        raise ComposeError(
            f"`{operator}` can't be done with these.",
            "a template may add and take away small whole numbers of its own, and repeat a mark with `*`",
        )

    def get_or_select_template(self, template_name_or_list: Any, parent: Any = None, globals: Any = None) -> Template:  # noqa: A002
        """Return a template to include. Raises ComposeError for a name that is none."""
        if not isinstance(template_name_or_list, str):
            raise ComposeError(
                "A template may only include parts by name.",
                'write the name in quotation marks: `{% include "parts/reasons.md.j2" %}`',
            )
        return self.get_template(template_name_or_list, parent, globals)

    def get_template(self, name: Any, parent: Any = None, globals: Any = None) -> Template:  # noqa: A002
        """Return the template of a name. Raises TemplateNotFound for what is none."""
        if not isinstance(name, str) or not name.endswith(SUFFIX):
            raise TemplateNotFound(str(name) if isinstance(name, str) else "")
        if found := budget.get(None):
            found.step()
        try:
            return super().get_template(name, parent, globals)
        except TemplateNotFound:
            raise
        except (UnicodeDecodeError, OSError) as fault:
            hint = "save it as UTF-8 text, where you may open it"
            raise RefusedError(0, "This template can't be read.", hint, name, str(_file_of(self, name))) from fault


def _takes(macro: Macro) -> str:
    return f"it takes {', '.join(f'`{name}`' for name in macro.arguments) or 'nothing'}"


@pass_context
def _finalize(_: Context, printed: object) -> str:
    """Turn what a template prints into text: a value of the record becomes the token of a hole."""
    if isinstance(printed, (View, Shown, str, StrictUndefined)) or type(printed) is int:
        return str(printed)
    raise ComposeError("This prints something that is no value of the record.", "print a field, a label or words")


@pass_context
def _each(_: Context, entries: object) -> list[object]:
    """Return what a loop goes through, its steps counted."""
    if not isinstance(entries, (View, list, tuple, StrictUndefined)):
        raise ComposeError(
            "This goes through something that is not a list.", "name a list, or print the value by itself"
        )
    listed: list[object] = list(entries)
    budget.get().step(len(listed) + 1)
    return listed


def _length(entries: object) -> int:
    if isinstance(entries, (list, tuple)) or (isinstance(entries, View) and isinstance(entries.value, tuple)):
        return len(entries)
    raise ComposeError("`length` is for lists.", "ask it of a list of the record")


def _end(entries: object, position: int) -> object:
    listed = list(entries) if isinstance(entries, (View, list, tuple)) else []
    if not listed:
        raise ComposeError("`first` and `last` are for lists that hold something.", "test the list with `if` first")
    return listed[position]


@lru_cache(maxsize=16)
def environment(folders: tuple[Path, ...]) -> ReportEnvironment:
    """Return the environment for templates in the folders, the first that has a file wins."""
    return _made(folders)


def _made(folders: tuple[Path, ...]) -> ReportEnvironment:
    made = ReportEnvironment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        undefined=Nothing,
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
    made.filters = {
        EACH: _each,
        "length": _length,
        "first": lambda entries: _end(entries, 0),
        "last": lambda entries: _end(entries, -1),
        **template_filters(),
    }
    made.tests = {name: made.tests[name] for name in ("defined",)}
    made.globals = {}
    return made


def has_template(made: ReportEnvironment, name: str) -> bool:
    """Return whether there is a template of that name, good or not."""
    try:
        made.get_template(name)
    except TemplateNotFound:
        return False
    except (TemplateSyntaxError, RecursionError):
        return True
    return True


def render(made: ReportEnvironment, name: str, context: Mapping[str, object]) -> str:
    """Return the text that a template gives.

    Raises TemplateError for any fault of the template, ProseError for one of a text that it prints.
    """
    given = {
        known: Function(known, value) if isinstance(value, FunctionType) else value for known, value in context.items()
    }
    spending = budget.set(Budget())
    try:
        return made.get_template(name).render(given)
    except ProseError:
        raise
    except (JinjaError, ComposeError, TypeError, RecursionError) as fault:
        place = _place(fault, made, name)
        if isinstance(fault, TypeError) and place.ours:
            raise
        message, hint = _told(fault, made, context)
        raise TemplateError(place.file, place.line, message, hint) from fault
    finally:
        budget.reset(spending)


def line_of_text(
    made: ReportEnvironment, name: str, context: Mapping[str, object], number: int
) -> tuple[Path | str, int]:
    """Return the file and line of the template that a line (from 1) of the text that it gives comes from."""
    marking = _made(_folders(made))
    marking.marks = []
    text = render(marking, name, context)
    for line in text.split("\n")[number - 1 :]:
        for found in reversed(line):
            if 0 <= ord(found) - _FIRST_MARK < len(marking.marks):
                file, at = marking.marks[ord(found) - _FIRST_MARK]
                return Path(file), at
    return f"templates/{name}", 0


def render_marked(
    made: ReportEnvironment, name: str, context: Mapping[str, object]
) -> tuple[str, dict[str, tuple[str, int]]]:
    """Return the text that a template gives with a mark at the end of each line, and what the marks stand for.

    That is the template, by its name under the folder of templates that it is in, and the line in it.
    """
    marking = _marking(_folders(made))
    text = render(marking, name, context)
    marks = marking.marks or []
    return text, {chr(_FIRST_MARK + at): (_named(file, _folders(made)), line) for at, (file, line) in enumerate(marks)}


@lru_cache(maxsize=4)
def _marking(folders: tuple[Path, ...]) -> ReportEnvironment:
    marking = _made(folders)
    marking.marks = []
    return marking


@lru_cache(maxsize=256)
def _named(file: str, folders: tuple[Path, ...]) -> str:
    """Return the name of a template file; of one in the folder of a style, with that folder."""
    under = [Path(file).relative_to(folder).as_posix() for folder in folders if Path(file).is_relative_to(folder)]
    return max(under, key=len, default=file)


class _Place(NamedTuple):
    """Where a fault comes from; `ours` where the innermost code is not a template's and not Jinja2's."""

    file: Path | str
    line: int
    ours: bool


def _place(fault: Exception, made: ReportEnvironment, name: str) -> _Place:
    """Return the innermost template and line that a fault came through (Jinja2 rewrites tracebacks to say so)."""
    if isinstance(fault, TemplateSyntaxError) and fault.filename:
        return _Place(Path(fault.filename), fault.lineno, False)
    folders, found = _folders(made), _file_of(made, name)
    line, ours = 0, False
    for frame, number in walk_tb(fault.__traceback__):
        file = Path(frame.f_code.co_filename)
        ours = file.is_relative_to(_PACKAGE) and file.suffix == ".py"
        if any(file.is_relative_to(folder) for folder in folders):
            found, line = file, number
    return _Place(found, line, ours)


def _file_of(made: ReportEnvironment, name: str) -> Path | str:
    return next((folder / name for folder in _folders(made) if (folder / name).is_file()), f"templates/{name}")


def _folders(made: ReportEnvironment) -> tuple[Path, ...]:
    return tuple(Path(folder) for folder in getattr(made.loader, "searchpath", ()))


def _told(fault: Exception, made: ReportEnvironment, context: Mapping[str, object]) -> tuple[str, str]:
    """Return a fault of a template in words, and how to mend it where we can tell."""
    match fault:
        case ComposeError():
            return fault.message, fault.hint
        case RefusedError():
            return str(fault.message), fault.hint
        case TemplateNotFound():
            known = [name for name in made.list_templates() if name.endswith(SUFFIX)]
            hint = (
                did_you_mean(str(fault.name), known) or "a part stands in the folder `templates`, as in parts/why.md.j2"
            )
            return f"There is no template `{fault.name}`.", hint
        case RecursionError():
            return "The template goes too deep.", "look for a part that includes itself, or brackets in brackets"
        case JinjaError() | TypeError():
            message, hint = in_words(str(fault))
            if unknown := re.fullmatch(r"There is no filter `(.+)`\.", message):
                known = sorted(name for name in made.filters if name != EACH)
                hint = did_you_mean(unknown[1], known) or f"the filters are {', '.join(known)}"
            elif unknown := re.fullmatch(r"There is nothing called `(.+)` here\.", message):
                names = ", ".join(f"`{name}`" for name in context if not callable(context[name]))
                hint = did_you_mean(unknown[1], context) or f"there are {names} and the functions that the README lists"
            return message, hint
        case _:
            raise AssertionError(fault)
