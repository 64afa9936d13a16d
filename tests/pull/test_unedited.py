"""A Word file that nobody edited changes nothing, whatever its prose is made of: any shape of prose in any field."""

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from reportgen.base.source import FieldPath
from reportgen.edit.edits import Put
from reportgen.edit.splice import spliced
from reportgen.load.yaml_file import source_from
from reportgen.pipeline import Order, orders_of, styles, word_copy
from reportgen.pull.laid import Laid, lay_out
from reportgen.pull.pull import pull, read_edited
from reportgen.pull.typed import entry_at
from tests.pull.hands import Hand
from tests.pull.paper import PAPER, lines_changed, pulled_back, told, word_file

ENTRIES = f"""{PAPER}benefits:
  - text: |
      - People stay at home.
      - Staff stay.
  - text: Prices are held.
"""


def test_a_list_that_an_entry_begins_with_is_the_entrys_own() -> None:
    found = pulled_back(word_file(ENTRIES), now=ENTRIES)
    assert (told(found), found.unplaced) == ([], ())


def test_what_is_typed_behind_it_there_is_the_entrys_own_too() -> None:
    found = pulled_back(Hand(word_file(ENTRIES)).put_in("Staff stay.", "Homes stay.").saved(), now=ENTRIES)
    assert lines_changed(found) == ["+      - Homes stay."]


def test_a_paragraph_behind_an_entry_that_was_put_in_stays_where_it_was() -> None:
    text = ENTRIES.replace("- People stay at home.\n      - Staff stay.", "People stay at home.\n\n      Staff stay.")
    found = pulled_back(Hand(word_file(text)).put_in("People stay at home.", "Homes stay.").saved(), now=text)
    assert lines_changed(found) == ["+  - text: Homes stay."]


def test_a_table_in_prose_is_one_text_though_a_row_of_it_holds_a_reference() -> None:
    table = "  | Year | End |\n  | --- | --- |\n  | 2025/26 | {{ extension.end }} |\n"
    text = PAPER.replace("  Care goes on.\n", table)
    found = pulled_back(Hand(word_file(text)).retype("2025/26", "2026/27").saved(), now=text)
    assert lines_changed(found) == ["-  | 2025/26 | {{ extension.end }} |", "+  | 2026/27 | {{ extension.end }} |"]


DECISION = Path("decisions/northshire/home-care-2025.yaml")
LINES = [
    "Plain words here.", "**Bold all through.**", "**Bold** first and last **bold**", "a **b**_c_ d", "***both***",
    "see [the survey](https://www.example.org/a) now", "ends {{ extension.end }}", "**{{ extension.cost_max }}**",
    "line one  \nline two", "**bold\\\nbroken**", "a&nbsp;b", "&nbsp;", "5 \\* 6 \\_ 7", "1\\. no list", "– dash first",
    "`code` here", "x^2^ [1]", "A & B < C > D", "Repeated.", "Repeated.", "https://www.example.org/bare",
    "(a) in brackets", "**Bold:** then words.", "a** b", "word**s**",
]  # fmt: skip
CELLS = st.sampled_from(["x", "**b**", "_i_", "£1m", "", "{{ extension.end }}", "a b c"])
WORDS = st.sampled_from(LINES)


def hung(mark: str, text: str) -> str:
    return mark + text.replace("\n", "\n" + " " * len(mark)).replace("\n" + " " * len(mark) + "\n", "\n\n")


@st.composite
def tables(draw: st.DrawFn) -> str:
    width = draw(st.integers(1, 3))
    rows = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=2, max_size=4))
    shown = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([shown[0], f"|{draw(st.sampled_from([' --- |', ' ---: |'])) * width}", *shown[1:]])


@st.composite
def lists(draw: st.DrawFn, depth: int = 0) -> str:
    marks = draw(st.sampled_from([["- "] * 3, ["1. ", "2. ", "3. "], ["3. ", "4. ", "5. "], ["(a) ", "(b) ", "(c) "]]))
    entries = []
    for mark in marks[: draw(st.integers(1, 3))]:
        text = draw(WORDS)
        more = draw(st.integers(0, 7)) if depth < 2 else 0
        if more in (1, 2):
            text += "\n" + draw(lists(depth + 1))
        elif more > 2:
            text += draw(st.sampled_from(["", "", "\n\nA second paragraph.", "\n\n> quoted in an entry"]))
        entries.append(hung(mark, text))
    return draw(st.sampled_from(["\n", "\n\n"])).join(entries)


QUOTES = st.lists(WORDS, min_size=1, max_size=2).map(lambda lines: hung("> ", "\n\n".join(lines)).replace("\n ", "\n>"))
PROSE = st.lists(
    st.one_of(WORDS, WORDS, lists(), tables(), QUOTES, st.just("### A heading")), min_size=1, max_size=4
).map(lambda blocks: "\n\n".join(blocks) + "\n")


@cache
def fields(kind: str) -> tuple[FieldPath, ...]:
    """Return the fields of prose that a kind of paper prints."""
    laid = lay_out(DECISION, "decision.yaml", Order(rules=(), kind=kind), in_word=False)
    assert isinstance(laid, Laid)
    return tuple(path for path in laid.prose if isinstance(entry_at(laid, path), str))


@cache
def copy_of_the_decision() -> Path:
    made = Path(mkdtemp(prefix="unedited")) / "northshire" / DECISION.name
    made.parent.mkdir()
    (made.parent / "council.yaml").write_bytes(DECISION.with_name("council.yaml").read_bytes())
    return made


KINDS = [order.kind or "" for order in orders_of(DECISION, "decision.yaml", Order(rules=()))]


@pytest.mark.parametrize("kind", KINDS)
@settings(
    max_examples=5,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    phases=[Phase.explicit, Phase.generate],
)
@given(st.data())
def test_prose_of_any_shape_that_nobody_edited_is_not_changed(kind: str, data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from(fields(kind)), min_size=4, max_size=8, unique=True))
    source, _ = source_from(DECISION.read_bytes(), "decision.yaml")
    assert source is not None
    path = copy_of_the_decision()
    path.write_text(spliced(source, [Put(field, data.draw(PROSE)) for field in chosen]), "utf-8")
    style = data.draw(st.sampled_from(sorted(styles())))
    copy = word_copy(path, "decision.yaml", Order(rules=(), kind=kind, style=style))
    assume(copy.content)
    found = pull(read_edited(copy.content), path, "decision.yaml")
    assert (told(found), found.unplaced, found.findings) == ([], (), ())
