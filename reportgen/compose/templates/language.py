"""What a template may say: a closed list of Jinja2's constructs, held when it is read, before any of it runs."""

import re
from collections.abc import Iterator, Mapping

from jinja2 import TemplateSyntaxError, nodes

EACH = "each entry"
"""The filter that every loop's list goes through. No template can name it: it has a space."""

LARGEST = 1_000_000
"""In characters. A template is a page or two of text."""

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff\U000f0000-\U0010ffff]"
)

_ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr, nodes.Getitem,
    nodes.Filter, nodes.Test, nodes.If, nodes.For, nodes.Include, nodes.Import, nodes.FromImport, nodes.Macro,
    nodes.Call, nodes.Keyword, nodes.Assign, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
    nodes.CondExpr, nodes.Add, nodes.Sub, nodes.Mul, nodes.List, nodes.Tuple,
)  # fmt: skip

_NAMES: Mapping[type[nodes.Node], str] = {
    nodes.Pow: "a power", nodes.Div: "a division", nodes.FloorDiv: "a division", nodes.Mod: "a percent sign",
    nodes.Neg: "a minus sign before a value", nodes.Pos: "a plus sign before a value",
    nodes.Dict: "a table of its own",
    nodes.Slice: "a stretch of a list", nodes.CallBlock: "`call`", nodes.FilterBlock: "`filter`",
    nodes.AssignBlock: "`set` without `=`", nodes.NSRef: "`set` to a part of a value",
    nodes.Scope: "`autoescape`", nodes.With: "`with`", nodes.Block: "`block`",
    nodes.Extends: "`extends`",
}  # fmt: skip

WHAT_MAY = "a template may print, loop, choose, include, define macros and set names"


class RefusedError(TemplateSyntaxError):
    """What no template may do, with how to mend it."""

    def __init__(self, line: int, message: str, hint: str, name: str | None, filename: str | None) -> None:
        super().__init__(message, line, name, filename)
        self.hint = hint


def read_closed(tree: nodes.Template, source: str, name: str | None, filename: str | None) -> nodes.Template:
    """Return the tree of a template with its loops bounded. Raises RefusedError for what no template may do."""

    def refuse(line: int, message: str, hint: str) -> None:
        raise RefusedError(line, message, hint, name, filename)

    if len(source) > LARGEST:
        refuse(1, "This template is larger than 1 MB.", "part it, and include the parts")
    for found in _UNPRINTABLE.finditer(source):
        line = source.count("\n", 0, found.start()) + 1
        refuse(line, f"The character U+{ord(found[0]):04X} can't stand in a template.", "take it out: it can't be seen")
    for node, line in _all(tree, 1):
        if fault := _fault(node):
            refuse(line, *fault)
    for loop in tree.find_all(nodes.For):
        loop.iter = nodes.Filter(loop.iter, EACH, [], [], None, None, lineno=loop.lineno)
    return tree


def _all(node: nodes.Node, line: int) -> Iterator[tuple[nodes.Node, int]]:
    """Yield a node and all that is in it, each with its line: its own, or that of what it stands in."""
    line = node.lineno or line
    yield node, line
    for child in node.iter_child_nodes():
        # What an include names may be put together of texts; nothing else may.
        if isinstance(node, (nodes.Include, nodes.Import, nodes.FromImport)) and isinstance(child, nodes.Concat):
            for part in child.nodes:
                yield from _all(part, line)
        else:
            yield from _all(child, line)


def _fault(node: nodes.Node) -> tuple[str, str] | None:
    """Return what is wrong with a node that is not in the language and how to mend it; None where it is."""
    match node:
        case nodes.Concat():
            return (
                "`~` can only make the name of a part to include.",
                "print the values one after another: `{{ … }}{{ … }}`",
            )
        case nodes.For(recursive=True):
            return "A template may not use `recursive`.", WHAT_MAY
        case nodes.Getattr(attr=attribute) | nodes.Getitem(arg=nodes.Const(value=str() as attribute)):
            hint = "name a field as it stands in the decision file"
            return (f"`{attribute}` begins with `_`, which no field does.", hint) if attribute.startswith("_") else None
        case nodes.Call(node=nodes.Name() | nodes.Getattr(node=nodes.Name()), dyn_args=None, dyn_kwargs=None):
            return None
        case nodes.Call():
            return "Only functions and macros can be called, by their names.", "take the brackets off to print a field"
        case nodes.Filter(args=given, kwargs=named) if given or named:
            return f"The filter `{node.name}` takes nothing in brackets.", f"write `| {node.name}`"
        case nodes.Const(value=value) if not isinstance(value, str | int | None) or _odd(value):
            return "A template's own numbers are whole, and its texts hold what can be printed.", "write another"
        case _ if isinstance(node, _ALLOWED):
            return None
        case _:
            kind = next((words for kind, words in _NAMES.items() if isinstance(node, kind)), "this")
            return f"A template may not use {kind}.", WHAT_MAY


def _odd(value: object) -> bool:
    return isinstance(value, str) and _UNPRINTABLE.search(value) is not None


def mark_lines(tree: nodes.Template, marks: list[tuple[str, int]], name: str, first: int) -> None:
    """Put a mark before each line end of a template's own text, and note which line of which template each stands for.

    A mark is one private character, counted from `first`. Templates are marked to find the line of a fault that shows
    only in the text that they give, such as a box that is never closed.
    """
    for text in tree.find_all(nodes.TemplateData):
        lines = text.data.split("\n")
        marked = []
        for at, line in enumerate(lines[:-1]):
            marks.append((name, text.lineno + at))
            marked.append(f"{line}{chr(first + len(marks) - 1)}\n")
        text.data = "".join(marked) + lines[-1]
