"""Plain values to a model: what pydantic finds wrong, in our own sentences, at its place in the file."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import NoneType, UnionType
from typing import Annotated, Any, Final, NamedTuple, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails
from pydantic_core.core_schema import ErrorType

from reportgen.base.finding import Finding, found_at
from reportgen.base.source import FieldPath, Source, Span
from reportgen.base.suggest import did_you_mean, nearest
from reportgen.load import faults
from reportgen.model.values import Money, MoneyForm, PassageForm, Prose, Reader

M = TypeVar("M", bound=BaseModel)

_MOST_FINDINGS: Final = 500
_FEW: Final = 12
_PYDANTIC_TYPES: Final = frozenset(get_args(ErrorType))
_FORMS: Final[dict[Any, type[BaseModel]]] = {Money: MoneyForm, Prose: PassageForm}
"""The groups of fields as which values may be written."""

_CUT: Final = re.compile(r"[0-9]{3}")
"""What a comma cuts off a sum in a list."""

_RULES: Final = {"blank": faults.FIELD_MISSING, "choice": faults.FIELD_CHOICE, "list": faults.FIELD_SHAPE}
_LIST_TYPES: Final = ("list_type", "tuple_type", "set_type", "frozen_set_type", "iterable_type")
_GROUP_TYPES: Final = ("model_type", "model_attributes_type", "dict_type", "mapping_type", "dataclass_type")
_NO_FIELD: Final = ("missing", "extra_forbidden", "invalid_key")
"""Errors of what is no field of the file, whose empty value says nothing: it must never be passed over in silence."""
_SHAPE_TYPES: Final = frozenset((*_LIST_TYPES, *_GROUP_TYPES, "string_type"))


def structure(source: Source, kind: type[M]) -> tuple[M | None, tuple[Finding, ...]]:
    """Return the model that a file's values make, or None and everything that keeps them from making it."""
    try:
        return kind.model_validate(source.tree), ()
    except ValidationError as error:
        errors = error.errors(include_url=False)
    blanks = {_path_in(source.tree, e["loc"])[0] for e in errors if e["input"] is None and e["type"] not in _NO_FIELD}
    if blanks:
        try:
            return kind.model_validate(_without(source.tree, blanks)), ()
        except ValidationError as error:
            errors = error.errors(include_url=False)
    cases = _to_the_point([_Case(source, kind, *_path_in(source.tree, e["loc"]), e) for e in errors])
    return None, _once([_finding(case) for case in cases[:_MOST_FINDINGS]])


def _once(findings: list[Finding]) -> tuple[Finding, ...]:
    """Return findings each once, and none of a missing field whose name only is misspelled."""
    guessed = {(*f.path[:-1], f.hint) for f in findings if f.rule == faults.FIELD_UNKNOWN}
    return tuple(
        finding
        for finding in dict.fromkeys(findings)
        if finding.rule != faults.FIELD_MISSING
        or not finding.path
        or (*finding.path[:-1], f"did you mean `{finding.path[-1]}`?") not in guessed
    )


def fields_at(kind: type[BaseModel], path: FieldPath) -> dict[str, FieldInfo]:
    """Return the fields that a group at a path may have, by the names that officers write."""
    models = [m for annotation in _annotations_at(kind, path) for m in _models_in(annotation)]
    return {_written_name(name, field): field for model in models for name, field in model.model_fields.items()}


class _Case(NamedTuple):
    """One error of pydantic's: the path of the file's value nearest to it, and what of its own path lies beyond."""

    source: Source
    kind: type[BaseModel]
    path: FieldPath
    beyond: FieldPath
    error: ErrorDetails

    @property
    def context(self) -> Mapping[str, Any]:
        return self.error.get("ctx", {})

    @property
    def field(self) -> FieldInfo | None:
        names = [step for step in self.path if isinstance(step, str)]
        if not names:
            return None
        parent = self.path[: max(i for i, step in enumerate(self.path) if isinstance(step, str))]
        return fields_at(self.kind, parent).get(names[-1])

    @property
    def name(self) -> str:
        """Return what to call the value: `title`, entry 3 of `risks`, or the file."""
        if not self.path:
            return "the file"
        if isinstance(self.path[-1], str):
            return f"`{self.path[-1]}`"
        parent = next((step for step in reversed(self.path) if isinstance(step, str)), None)
        entry = f"entry {self.path[-1] + 1}"
        return f"{entry} of `{parent}`" if parent else entry

    @property
    def shown(self) -> str:
        """Return the value as its author wrote it, shortened where it is long; a list or group in words."""
        if not isinstance(self.error["input"], str):
            return "what stands here"
        written = " ".join(self.error["input"].split())
        return f"`{written}`" if len(written) <= 40 else f"`{written[:39]}…`"

    @property
    def example(self) -> str:
        """Return a hint with an example of the field, or with what it says of itself, or nothing."""
        field = self.field
        if field is not None and field.examples:
            return f"write it as in `{field.examples[0]}`"
        return f"{self.name} is {_as_clause(field.description)}" if field is not None and field.description else ""

    def found(self, rule: str, message: str, hint: str = "", span: Span | None = None) -> Finding:
        at = _first_line(self.source, span or self.source.span(self.path) or self.source.span(()))
        path = (*self.path, *self.beyond[-1:]) if self.error["type"] == "missing" else self.path
        message = message[:1].upper() + message[1:]
        return found_at(self.source, at, rule, message, hint=hint, path=path)


def _finding(case: _Case) -> Finding:
    error_type = case.error["type"]
    if error_type not in _PYDANTIC_TYPES:
        return _custom(case)
    if error_type in ("value_error", "assertion_error"):
        return case.found(faults.FIELD_VALUE, str(case.context.get("error") or "This can't stand here."), case.example)
    if error_type == "missing" and case.beyond:
        return _missing(case)
    if error_type != "extra_forbidden" and (case.error["input"] is None or error_type == "missing"):
        return _blank(case)
    explain = _SENTENCES.get(error_type)
    return explain(case) if explain else _unfit(case)


def _custom(case: _Case) -> Finding:
    """An error of our own models: its sentence, and the hint, rule and field that it may carry."""
    hint = str(case.context.get("hint", "")) or ("" if "`" in case.error["msg"] else case.example)
    rule = _RULES.get(case.error["type"], faults.FIELD_VALUE)
    if isinstance(case.error["input"], (dict, list)) and rule == faults.FIELD_VALUE:
        rule = faults.FIELD_SHAPE
    span = case.source.span(case.path, key=True) if rule != faults.FIELD_VALUE and not _is_text(case) else None
    return case.found(rule, case.error["msg"], hint, span)


def _is_text(case: _Case) -> bool:
    return isinstance(case.error["input"], str)


def _missing(case: _Case) -> Finding:
    name = str(case.beyond[-1]) if case.beyond else ""
    field = fields_at(case.kind, case.path).get(name)
    title = f" ({field.title})" if field is not None and field.title and _plain(field.title) != _plain(name) else ""
    where = " from this file" if not case.path else f" from {case.name}"
    message = f"`{name}`{title} is missing{where}."
    what = f" ({_as_clause(field.description)})" if field is not None and field.description else ""
    hint = f"add `{name}:`{what}"
    return case.found(faults.FIELD_MISSING, message, hint, _group_span(case.source, case.path))


def _blank(case: _Case) -> Finding:
    is_entry = bool(case.path) and isinstance(case.path[-1], int)
    hint = "fill it in, or delete the entry" if is_entry else case.example or "fill it in"
    span = case.source.span(case.path, key=True)
    return case.found(faults.FIELD_MISSING, f"{case.name} is left blank.", hint, span)


def _unknown(case: _Case) -> Finding:
    name = str(case.path[-1]) if case.path else ""
    known = fields_at(case.kind, case.path[:-1])
    group = "this file" if len(case.path) == 1 else _Case(*case[:2], case.path[:-1], (), case.error).name
    present = case.source.places.key((*case.path[:-1], nearest(name, known) or ""))
    if present:
        line = case.source.location(present.start).line
        hint = f"did you mean `{nearest(name, known)}`, which stands on line {line}?"
    elif _is_split_text(case, name):
        hint = "put the whole text before it in quotation marks: between { and } a comma begins a new field"
    else:
        hint = did_you_mean(name, known) or _home(case, name) or _known_names(known)
    span = case.source.span(case.path, key=True)
    return case.found(faults.FIELD_UNKNOWN, f"`{name}` is not a field of {group}.", hint, span)


def _is_split_text(case: _Case, name: str) -> bool:
    """Return whether a name is what a comma has cut off a text, as `by notice` of `{terms: same, by notice}`."""
    key = case.source.span(case.path, key=True)
    if key is None or case.error.get("input") is not None or name.isidentifier():
        return False
    return case.source.text[: key.start].rstrip().endswith(",")


def _home(case: _Case, name: str) -> str:
    """Return a hint naming the one group of the file to which a misplaced field belongs, or nothing."""
    homes = [
        group for group, field in fields_at(case.kind, ()).items()
        if any(name in map(str, _names_of(model)) for model in _models_in(field.annotation))
    ]  # fmt: skip
    return f"it belongs under `{homes[0]}`" if len(homes) == 1 and case.path[:1] != (homes[0],) else ""


def _known_names(known: Mapping[str, FieldInfo]) -> str:
    names = [f"`{name}`" for name in known]
    if not names:
        return ""
    more = f" and {len(names) - _FEW} more" if len(names) > _FEW else ""
    return f"its fields are {', '.join(names[:_FEW])}{more}"


def _not_a_list(case: _Case) -> Finding:
    message = f"{case.name} is a list: each entry begins with a dash."
    hint = "write each entry on a line of its own below the name, as `- entry`"
    return case.found(faults.FIELD_SHAPE, message, hint, _group_span(case.source, case.path))


def _not_a_group(case: _Case) -> Finding:
    known = fields_at(case.kind, case.path)
    names = _known_names(known)
    if isinstance(case.error["input"], list):
        return case.found(
            faults.FIELD_SHAPE,
            f"{case.name} is one group of fields, not a list.",
            _as_entry(case, known) or "write its fields as `name: value`, without dashes",
            _group_span(case.source, case.path),
        )
    message = f"{case.name} is a group of fields, each written `name: value` on a line of its own."
    main = next((name for name in ("text", "title", "name") if name in known), "")
    if main and isinstance(case.error["input"], str) and case.path and isinstance(case.path[-1], int):
        written = case.shown[1:-1]
        names = f"write `- {main}: {written}`" if ": " not in written else f'write `- {main}: "{written}"`'
    return case.found(faults.FIELD_SHAPE, message, names, None)


def _as_entry(case: _Case, known: Mapping[str, FieldInfo]) -> str:
    """Return how a list is written that stands for an entry with one list of its own; empty for any other."""
    lists = [name for name, field in known.items() if any(get_origin(c) is tuple for c in _choices(field.annotation))]
    written = case.error["input"]
    if (
        len(lists) != 1
        or not case.path
        or not isinstance(case.path[-1], int)
        or not all(isinstance(w, str) and not _CUT.fullmatch(w) for w in written)
    ):
        return ""
    held: Any = case.source.tree
    for step in case.path[:-1]:
        held = held[step]
    others = ", and the others likewise" if sum(isinstance(entry, list) for entry in held) > 1 else ""
    return f"write it as `- {lists[0]}: [{', '.join(written)}]`{others}"


def _not_a_text(case: _Case) -> Finding:
    is_list = isinstance(case.error["input"], list)
    message = f"{case.name} is one value, not {'a list' if is_list else 'a group of fields'}."
    hint = "write one value, without dashes" if is_list else "write the value after the colon, on the same line"
    return case.found(faults.FIELD_SHAPE, message, hint, _group_span(case.source, case.path))


def _number(case: _Case) -> Finding:
    if not isinstance(case.error["input"], str):
        return _not_a_text(case)
    whole = str(case.error["type"]).startswith("int")
    kind, example = ("a whole number", "12") if whole else ("a number", "12.5")
    return case.found(faults.FIELD_VALUE, f"{case.shown} is not {kind}.", f"write it in figures, as in `{example}`")


def _yes_or_no(case: _Case) -> Finding:
    if not isinstance(case.error["input"], str):
        return _not_a_text(case)
    return case.found(faults.FIELD_CHOICE, f"{case.name} is yes or no, not {case.shown}.", "write `yes` or `no`")


def _date(case: _Case) -> Finding:
    if not isinstance(case.error["input"], str):
        return _not_a_text(case)
    return case.found(faults.FIELD_VALUE, f"{case.shown} is not a date.", "write it as in `5 June 2024`")


def _choice(case: _Case) -> Finding:
    if not isinstance(case.error["input"], str):
        return _not_a_text(case)
    expected = str(case.context.get("expected") or case.context.get("expected_tags") or "")
    choices = re.findall(r"'((?:[^'\\]|\\.)*)'", expected)
    listed = _listed([f"`{choice}`" for choice in choices])
    hint = f"write {listed}"
    if near := nearest(str(case.error["input"]), choices):
        hint = f"did you mean `{near}`?" + (f" The choices are {listed}" if len(choices) > 1 else "")
    return case.found(faults.FIELD_CHOICE, f"{case.shown} is not a choice for {case.name}.", hint if choices else "")


def _no_kind(case: _Case) -> Finding:
    """A group that does not say which of several kinds it is."""
    name = str(case.context.get("discriminator", "")).strip("'")
    return case.found(
        faults.FIELD_MISSING, f"`{name}` is missing from {case.name}.", f"add a line `{name}: …`",
        _group_span(case.source, case.path),
    )  # fmt: skip


def _pattern(case: _Case) -> Finding:
    return case.found(faults.FIELD_VALUE, f"{case.shown} is not written as {case.name} must be.", case.example)


def _bound(words: str, bound: str) -> Callable[[_Case], Finding]:
    def finding(case: _Case) -> Finding:
        limit = case.context.get(bound)
        return case.found(faults.FIELD_VALUE, f"{case.name} must be {words} {limit}, not {case.shown}.", case.example)

    return finding


def _length(words: str, bound: str, what: str) -> Callable[[_Case], Finding]:
    def finding(case: _Case) -> Finding:
        limit = case.context.get(bound)
        unit = what.removesuffix("s").replace("entrie", "entry") if limit == 1 else what
        if limit == 1 and words == "at least" and what == "characters":
            return _blank(case)
        span = _group_span(case.source, case.path) if what == "entries" else None
        hint = "take some out, or part it in two" if what == "entries" and bound == "max_length" else case.example
        return case.found(faults.FIELD_VALUE, f"{case.name} needs {words} {limit} {unit}.", hint, span)

    return finding


def _unfit(case: _Case) -> Finding:
    """Anything else that pydantic may find: true of every error, if not the last word on any."""
    return case.found(faults.FIELD_VALUE, f"{case.shown} can't be read as {case.name}.", case.example)


_SENTENCES: Final[dict[str, Callable[[_Case], Finding]]] = {
    "extra_forbidden": _unknown,
    "invalid_key": _unknown,
    **dict.fromkeys(_LIST_TYPES, _not_a_list),
    **dict.fromkeys(_GROUP_TYPES, _not_a_group),
    "string_type": _not_a_text,
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float", "int_parsing_size"), _number),
    **dict.fromkeys(("float_type", "float_parsing", "decimal_type", "decimal_parsing", "finite_number"), _number),
    **dict.fromkeys(("bool_type", "bool_parsing"), _yes_or_no),
    **dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"), _date),
    **dict.fromkeys(("enum", "literal_error", "union_tag_invalid"), _choice),
    "union_tag_not_found": _no_kind,
    "string_pattern_mismatch": _pattern,
    "greater_than": _bound("more than", "gt"),
    "greater_than_equal": _bound("at least", "ge"),
    "less_than": _bound("less than", "lt"),
    "less_than_equal": _bound("at most", "le"),
    "string_too_short": _length("at least", "min_length", "characters"),
    "string_too_long": _length("at most", "max_length", "characters"),
    "too_short": _length("at least", "min_length", "entries"),
    "too_long": _length("at most", "max_length", "entries"),
}  # fmt: skip


def _to_the_point(cases: list[_Case]) -> list[_Case]:
    """Return the cases without those that only say that a value is not the other thing it might have been."""
    told = {case.path[:length] for case in cases if not _is_shape(case) for length in range(len(case.path) + 1)}
    pointed = [case for case in cases if not (_is_shape(case) and case.path in told and case.path)]
    # A list whose only entries are faulty is not too short: the faults of the entries say what is wrong.
    faulty = {case.path[:length] for case in pointed for length in range(len(case.path))}
    pointed = [case for case in pointed if not (case.error["type"] == "too_short" and case.path in faulty)]
    # Entries that are all lists where groups are wanted are one slip, told at the first of them.
    lists = [case for case in pointed if case.error["type"] in _GROUP_TYPES and isinstance(case.error["input"], list)]
    first = {case.path[:-1]: case.path for case in reversed(lists) if case.path and isinstance(case.path[-1], int)}
    pointed = [case for case in pointed if case not in lists or first.get(case.path[:-1], case.path) == case.path]
    by_place: dict[FieldPath, list[_Case]] = {}
    for case in pointed:
        by_place.setdefault(case.path, []).append(case)
    return [case for place in by_place.values() for case in _of_one_place(place)]


def _of_one_place(cases: list[_Case]) -> list[_Case]:
    """Return, of the errors of one value, our own sentence where there is one; else all missing names, or the first."""
    custom = [case for case in cases if case.error["type"] not in _PYDANTIC_TYPES]
    missing = [case for case in cases if case.error["type"] == "missing"]
    others = [case for case in cases if case.error["type"] in _PYDANTIC_TYPES and case.error["type"] != "missing"]
    return custom[:1] + missing if custom else missing + others[:1]


def _is_shape(case: _Case) -> bool:
    return case.error["type"] in _SHAPE_TYPES and case.error["input"] is not None


def _path_in(tree: object, location: tuple[int | str, ...]) -> tuple[FieldPath, FieldPath]:
    """Return the way through the tree that pydantic's location names, without the branches of unions, and its rest."""
    path: list[str | int] = []
    beyond: list[str | int] = []
    for step in location:
        in_group = isinstance(tree, dict) and step in tree
        if in_group or (isinstance(tree, list) and isinstance(step, int) and step < len(tree)):
            tree = tree[step]  # type: ignore[index]  # one of the two, as was just seen
            path.append(step)
        else:
            beyond.append(step)
    return tuple(path), tuple(beyond)


def _without(tree: object, blanks: set[FieldPath], path: FieldPath = ()) -> object:
    """Return a tree without the blank fields at the paths, so that their usual values stand."""
    if isinstance(tree, dict):
        return {
            key: _without(value, blanks, (*path, key))
            for key, value in tree.items()
            if not (value is None and (*path, key) in blanks)
        }
    if isinstance(tree, list):
        return [_without(value, blanks, (*path, index)) for index, value in enumerate(tree)]
    return tree


def _group_span(source: Source, path: FieldPath) -> Span | None:
    """Return the stretch to blame for a group: its name where it has one, else its first line."""
    return source.span(path, key=True)


def _first_line(source: Source, span: Span | None) -> Span | None:
    if span is None:
        return None
    end = source.text.find("\n", span.start, span.end)
    return Span(span.start, end) if end >= 0 else span


def _annotations_at(kind: Any, path: FieldPath) -> list[Any]:
    """Return the types that may stand at a path below a type."""
    annotations = [kind]
    for step in path:
        annotations = [found for annotation in annotations for found in _below(annotation, step)]
    return annotations


def types_at(kind: type[BaseModel], path: FieldPath) -> tuple[Any, ...]:
    """Return what may stand at a path, unions opened: classes, and for plain values the functions that read them."""
    named = fields_at(kind, path[:-1]).get(path[-1]) if path and isinstance(path[-1], str) else None
    found = _opened(named.annotation, named.metadata) if named else ()
    return tuple(found) or tuple(one for annotation in _annotations_at(kind, path) for one in _opened(annotation, ()))


def _opened(annotation: Any, marks: Sequence[Any]) -> Iterator[Any]:
    if reader := next((mark for mark in marks if isinstance(mark, Reader)), None):
        yield reader.read
    elif get_origin(annotation) is Annotated:
        yield from _opened(get_args(annotation)[0], get_args(annotation)[1:])
    elif get_origin(annotation) in (Union, UnionType):
        for choice in get_args(annotation):
            yield from _opened(choice, ())
    elif annotation is not NoneType:
        yield annotation


def has_field(kind: type[BaseModel], names: Sequence[str]) -> bool:
    """Return whether these names, one below another, lead to a field of a kind of record; lists are gone into."""
    annotations: list[Any] = [kind]
    for name in names:
        within = [*annotations, *(inner for annotation in annotations for inner in _below(annotation, 0))]
        annotations = [found for annotation in within for found in _below(annotation, name)]
    return bool(annotations)


def _below(annotation: Any, step: str | int) -> Iterator[Any]:
    for choice in _choices(annotation):
        if isinstance(choice, type) and issubclass(choice, BaseModel):
            for name, field in choice.model_fields.items():
                if _written_name(name, field) == step:
                    yield field.annotation
        elif isinstance(step, int) and get_origin(choice) in (list, tuple, set, frozenset):
            yield from (a for a in get_args(choice) if a is not Ellipsis)
        elif isinstance(step, str) and get_origin(choice) is dict:
            yield get_args(choice)[1]


def _choices(annotation: Any) -> Iterator[Any]:
    """Yield the types that an annotation allows, unions and aliases opened."""
    if hasattr(annotation, "__value__"):
        yield from _choices(annotation.__value__)
    elif get_origin(annotation) is Annotated:
        yield from _choices(get_args(annotation)[0])
    elif get_origin(annotation) in (Union, UnionType):
        for choice in get_args(annotation):
            yield from _choices(choice)
    elif annotation is not NoneType:
        yield _FORMS.get(annotation, annotation)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    for choice in _choices(annotation):
        if isinstance(choice, type) and issubclass(choice, BaseModel):
            yield choice


def _names_of(model: type[BaseModel]) -> list[str]:
    return [_written_name(name, field) for name, field in model.model_fields.items()]


def _written_name(name: str, field: FieldInfo) -> str:
    return field.alias or name


def _plain(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", text).strip().lower()


def _as_clause(text: str) -> str:
    """Return the first sentence of a description as it stands inside another sentence."""
    first = re.split(r"(?<=[.;])\s", text.strip(), maxsplit=1)[0].rstrip(".;")
    return first if first[1:2].isupper() else first[:1].lower() + first[1:]


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " or " + names[-1] if names else ""
