"""How officers are spoken to: words that only programmers say are none of theirs."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

PROGRAMMERS = re.compile(
    r"\b(?:None(?! [a-z])|NoneType|null|str|int|dict|tuple|pydantic|regex|regular expression|schema|parse[dr]?|parsing|"
    r"Traceback|undefined|attribute|token|Jinja2?|stack|boolean|iterable|mapping|validator)\b"
)
"""What no message may say. A field or value of the file that is called so is quoted, and not looked at."""

_QUOTED = re.compile(r"`[^`]*`|“[^”]*”|\"[^\"]*\"")

SPOKEN = {
    *("CannotTell", "CannotWriteError", "ComposeError", "CouldNotRun", "Dangling", "Fault", "Finding", "HistoryError"),
    *("LetterheadError", "ModelFault", "Problem", "ProseError", "PydanticCustomError", "ReferenceFault"),
    *("RefusedError", "Rule", "TemplateError", "TemplateFault", "UsageError", "fault", "finding", "found"),
    *("found_at", "found_in_field", "found_in_style", "refusal", "refuse", "_of_file", "_say", "echo"),
}
"""What is given messages: the makers of findings and refusals, and what prints."""


def programmers_words(said: str) -> list[str]:
    """Return the words of programmers in a message."""
    return PROGRAMMERS.findall(_QUOTED.sub("", said))


def messages_of(module: Path) -> Iterator[tuple[int, str]]:
    """Yield the texts that a module gives to what speaks to officers, and texts named message or hint, with lines."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in SPOKEN:
                for given in (*node.args, *(keyword.value for keyword in node.keywords)):
                    yield from _texts(given)
            case ast.Assign(targets=targets, value=value) if {"message", "hint"} & set(map(_name, targets)):
                yield from _texts(value)


def _name(target: ast.expr) -> str:
    return target.id if isinstance(target, ast.Name) else ""


def _texts(value: ast.expr) -> Iterator[tuple[int, str]]:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.lineno, value.value
    elif isinstance(value, ast.JoinedStr):
        # What a message puts in is the officer's own, or a word of another message.
        yield value.lineno, "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in value.values)
    elif isinstance(value, ast.Tuple | ast.BoolOp | ast.IfExp | ast.BinOp):
        for inner in ast.iter_child_nodes(value):
            if isinstance(inner, ast.expr):
                yield from _texts(inner)
