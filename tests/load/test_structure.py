"""Pydantic's errors in our own sentences: complete, at the right place, and all at once."""

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError
from pydantic_core._pydantic_core import list_all_errors

from reportgen.base.finding import Finding
from reportgen.base.source import Source
from reportgen.load import structure as module
from reportgen.load.faults import FAULTS
from reportgen.load.structure import structure
from reportgen.load.yaml_file import source_from


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


def refuse_long(text: str) -> str:
    if len(text) > 9:
        raise PydanticCustomError("long", "{words}", {"words": "This is too long.", "hint": "cut it"})
    return text


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str = Field(title="Name", description="What the part is called, as Wheel.")
    count: int = 1
    price: Decimal | None = None
    made: date | None = None
    spare: bool = False


class Machine(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    title: Annotated[str, Field(min_length=3)]
    colour: Colour = Colour.RED
    paint: Annotated[str, Field(pattern="^#[0-9A-F]{6}$", examples=["#003366"])] = "#000000"
    side: Literal["left", "right"] = "left"
    parts: tuple[Part, ...] = ()
    engine: Part | None = None
    notes: str | Part | None = None
    labels: dict[str, str] = Field(default_factory=dict)
    size: float = Field(11, ge=9, le=24)
    pair: tuple[str, ...] = Field(("a", "b"), min_length=2, max_length=2)
    from_: str | None = Field(None, alias="from")


def told(text: str, kind: type[BaseModel] = Machine) -> list[str]:
    source, findings = source_from(text.encode(), "m.yaml")
    assert source and findings == ()
    return [line(f) for f in structure(source, kind)[1]]


def line(finding: Finding) -> str:
    hint = f" ({finding.hint})" if finding.hint else ""
    return f"{finding.location.line}:{finding.location.column} {finding.rule} {finding.message}{hint}"


def test_a_sound_file_gives_its_model_and_no_finding() -> None:
    source, _ = source_from(b"title: Press\nparts:\n  - name: Wheel\n    count: 2\nfrom: Eastmoor\n", "m.yaml")
    assert source
    machine, findings = structure(source, Machine)
    assert findings == ()
    assert machine and (machine.title, machine.parts[0].count, machine.from_) == ("Press", 2, "Eastmoor")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("titel: Press\n", "1:1 FIELD-UNKNOWN `titel` is not a field of this file. (did you mean `title`?)"),
        ("title: Press\ntitel: x\n",
         "2:1 FIELD-UNKNOWN `titel` is not a field of this file. (did you mean `title`, which stands on line 1?)"),
        ("title: Press\nform: x\n", "2:1 FIELD-UNKNOWN `form` is not a field of this file. (did you mean `from`?)"),
        ("title: Press\nparts:\n  - nme: x\n",
         "3:5 FIELD-UNKNOWN `nme` is not a field of entry 1 of `parts`. (did you mean `name`?)"),
        ("title: Press\nxyz:\n", "2:1 FIELD-UNKNOWN `xyz` is not a field of this file. "
         "(its fields are `title`, `colour`, `paint`, `side`, `parts`, `engine`, `notes`, `labels`, `size`, `pair`, "
         "`from`)"),
        ("title: Press\nengine:\n  xyz: 1\n  name: E\n",
         "3:3 FIELD-UNKNOWN `xyz` is not a field of `engine`. "
         "(its fields are `name`, `count`, `price`, `made`, `spare`)"),
        ("title: Press\nengine:\n  count: 1\n",
         "2:1 FIELD-MISSING `name` is missing from `engine`. (add `name:` (what the part is called, as Wheel))"),
        ("colour: red\n", "1:1 FIELD-MISSING `title` is missing from this file. (add `title:`)"),
        ("title:\n", "1:1 FIELD-MISSING `title` is left blank. (fill it in)"),
        ("title: Press\nengine:\n  name:\n",
         "3:3 FIELD-MISSING `name` is left blank. (`name` is what the part is called, as Wheel)"),
        ("title: Press\nparts:\n  -\n",
         "3:4 FIELD-MISSING Entry 1 of `parts` is left blank. (fill it in, or delete the entry)"),
        ("title: Press\nparts: Wheel\n",
         "2:1 FIELD-SHAPE `parts` is a list: each entry begins with a dash. "
         "(write each entry on a line of its own below the name, as `- entry`)"),
        ("title: Press\nparts:\n  name: Wheel\n",
         "2:1 FIELD-SHAPE `parts` is a list: each entry begins with a dash. "
         "(write each entry on a line of its own below the name, as `- entry`)"),
        ("title: Press\nengine: fast\n",
         "2:9 FIELD-SHAPE `engine` is a group of fields, each written `name: value` on a line of its own. "
         "(its fields are `name`, `count`, `price`, `made`, `spare`)"),
        ("title: Press\nengine:\n  - name: E\n",
         "2:1 FIELD-SHAPE `engine` is one group of fields, not a list. "
         "(write its fields as `name: value`, without dashes)"),
        ("title:\n  - Press\n", "1:1 FIELD-SHAPE `title` is one value, not a list. (write one value, without dashes)"),
        ("title: {a: b}\n",
         "1:1 FIELD-SHAPE `title` is one value, not a group of fields. "
         "(write the value after the colon, on the same line)"),
        ("title: Press\nengine: {name: E, count: two}\n",
         "2:26 FIELD-VALUE `two` is not a whole number. (write it in figures, as in `12`)"),
        ("title: Press\nengine: {name: E, count: 1.5}\n",
         "2:26 FIELD-VALUE `1.5` is not a whole number. (write it in figures, as in `12`)"),
        ("title: Press\nengine: {name: E, price: dear}\n",
         "2:26 FIELD-VALUE `dear` is not a number. (write it in figures, as in `12.5`)"),
        ("title: Press\nengine: {name: E, made: soon}\n",
         "2:25 FIELD-VALUE `soon` is not a date. (write it as in `5 June 2024`)"),
        ("title: Press\nengine: {name: E, spare: maybe}\n",
         "2:26 FIELD-CHOICE `spare` is yes or no, not `maybe`. (write `yes` or `no`)"),
        ("title: Press\ncolour: rad\n",
         "2:9 FIELD-CHOICE `rad` is not a choice for `colour`. (did you mean `red`? The choices are `red` or `green`)"),
        ("title: Press\nside: up\n", "2:7 FIELD-CHOICE `up` is not a choice for `side`. (write `left` or `right`)"),
        ("title: Press\npaint: blue\n",
         "2:8 FIELD-VALUE `blue` is not written as `paint` must be. (write it as in `#003366`)"),
        ("title: Press\nsize: 3\n", "2:7 FIELD-VALUE `size` must be at least 9.0, not `3`."),
        ("title: Press\npair: [a]\n", "2:1 FIELD-VALUE `pair` needs at least 2 entries."),
        ("title: Pr\n", "1:8 FIELD-VALUE `title` needs at least 3 characters."),
        ("title: Press\nlabels: {a: [b]}\n",
         "2:10 FIELD-SHAPE `a` is one value, not a list. (write one value, without dashes)"),
        ("just text\n",
         "1:1 FIELD-SHAPE The file is a group of fields, each written `name: value` on a line of its own. "
         "(its fields are `title`, `colour`, `paint`, `side`, `parts`, `engine`, `notes`, `labels`, `size`, `pair`, "
         "`from`)"),
    ],
)  # fmt: skip
def test_each_fault_has_its_sentence_and_place(text: str, expected: str) -> None:
    assert told(text) == [expected]


def test_all_faults_are_found_at_once() -> None:
    assert len(told("colour: blue\nparts:\n  - count: x\n  - name: y\n    cuont: 1\nengine: no\n")) == 6


def test_of_a_field_that_may_be_text_or_a_group_only_the_group_is_judged_where_one_stands() -> None:
    assert told("title: Press\nnotes: {nam: x}\n") == [
        "2:9 FIELD-UNKNOWN `nam` is not a field of `notes`. (did you mean `name`?)"
    ]


def test_a_blank_that_has_a_usual_value_takes_it() -> None:
    source, _ = source_from(b"title: Press\ncolour:\nparts:\nlabels:\n", "m.yaml")
    assert source
    machine, findings = structure(source, Machine)
    assert findings == ()
    assert machine and (machine.colour, machine.parts) == (Colour.RED, ())


def test_an_unknown_name_without_a_value_is_not_dropped_with_the_blanks() -> None:
    assert told("title: Press\nparts:\nengine: {name: E, 139}\n") == [
        "3:19 FIELD-UNKNOWN `139` is not a field of `engine`. "
        "(put the whole text before it in quotation marks: between { and } a comma begins a new field)"
    ]


def test_a_sentence_of_our_own_models_passes_through_with_its_hint() -> None:
    class Tag(BaseModel):
        text: str

        def model_post_init(self, _context: Any) -> None:
            refuse_long(self.text)

    assert told("text: much too long\n", Tag) == ["1:1 FIELD-SHAPE This is too long. (cut it)"]


ERRORS: list[Any] = list_all_errors()


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error["type"])
@pytest.mark.parametrize("written", ["some text", None, [], {}])
def test_no_error_of_pydantics_speaks_in_its_own_words(error: Any, written: object) -> None:
    context = dict(error.get("example_context") or {})
    details: Any = {"type": error["type"], "loc": ("title",), "msg": "RAW", "input": written, "ctx": context}
    source = Source("m.yaml", "title: x", {"title": written})
    finding = module._finding(module._Case(source, Machine, ("title",), (), details))
    raw = re.sub(r"\{\w+\}", "", error["message_template_python"]).strip()
    words = f"{finding.message} {finding.hint}"
    assert finding.message and raw not in words and "RAW" not in words
    assert not re.search(r"\b(None|str|dict|int|tuple|NoneType|null|Input|input|valid)\b", words)
    assert finding.rule in FAULTS


NAMES = st.sampled_from([*Machine.model_fields, *Part.model_fields, "x"])
ANYTHING = st.recursive(
    st.none() | st.text(max_size=5),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(NAMES, part),
    max_leaves=12,
)  # fmt: skip


@given(ANYTHING)
@settings(derandomize=True, max_examples=300, deadline=None)
def test_whatever_the_file_holds_there_is_a_model_or_a_finding(tree: object) -> None:
    model, findings = structure(Source("m.yaml", "", tree), Machine)
    assert (model is None) == bool(findings)
    assert all(f.message.endswith(".") and f.rule in FAULTS for f in findings)
