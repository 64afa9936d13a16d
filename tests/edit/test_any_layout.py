"""Any file, laid out in any way, and any edits: the values come out right, and what was not touched stays as it was."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from reportgen.base.finding import Severity
from reportgen.base.source import FieldPath, Source
from reportgen.edit.splice import CannotSpliceError, Edit, Insert, Move, Put, Remove, edited, spliced
from reportgen.load.yaml_file import layout_of, read_source, source_from
from tests.edit.layouts import NAMES, edits, files, paths, texts, trees, value_at

DECISIONS = sorted(Path(__file__).parents[2].joinpath("decisions").rglob("*.yaml"))

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
bounded = settings(max_examples=80, derandomize=True, deadline=None, suppress_health_check=SLOW)


def read(text: str) -> Source:
    source, findings = source_from(text.encode(), "d.yaml")
    assert source is not None, findings
    return source


def comments(text: str) -> list[str]:
    return sorted(re.findall("# comment [0-9]+", text))


@bounded
@given(files(), st.data())
def test_the_values_are_those_asked_for(text: str, data: st.DataObject) -> None:
    source = read(text)
    made = edits(data.draw, source.tree)
    assert read(spliced(source, made)).tree == edited(source, made)


@bounded
@given(files(), st.data(), texts)
def test_a_text_changes_on_its_own_lines_only(text: str, data: st.DataObject, new: str) -> None:
    source = read(text)
    leaves = [path for path in paths(source.tree) if isinstance(value_at(source.tree, path), str)]
    assume(leaves)
    path: FieldPath = data.draw(st.sampled_from(leaves))
    layout = layout_of(source)
    written = layout.at(path) if layout else None
    assert written is not None
    after = spliced(source, [Put(path, new)])
    begin, end = text.rfind("\n", 0, written.span.start) + 1, text.find("\n", written.span.end)
    begin = text.rfind("\n", 0, begin - 1) + 1 if not re.search("[:-]", text[begin : written.span.start]) else begin
    assert after.startswith(text[:begin])
    assert end < 0 or after.endswith(text[end:])
    # A comment may have come to stand within text after `|`, and so to belong to it.
    assert sorted([*comments(after), *comments(str(value_at(source.tree, path)))]) == comments(text)


@bounded
@given(files(), st.data(), trees)
def test_an_entry_put_in_and_taken_out_leaves_the_file_as_it_was(text: str, data: st.DataObject, new: object) -> None:
    source = read(text)
    lists = [path for path in paths(source.tree) if value_at(source.tree, path)]
    path: FieldPath = data.draw(st.sampled_from(lists)) if lists else ()
    value = value_at(source.tree, path)
    assume(isinstance(value, (list, dict)))
    layout = layout_of(source)
    written = layout.at(path) if layout else None
    assume(written is not None and not (written.style and "\\n" in repr(new)))  # brackets give way to lines
    if isinstance(value, list):
        at = data.draw(st.integers(0, len(value)))
        after = spliced(source, [Insert(path, at, new)])
        back = spliced(read(after), [Remove((*path, at))])
    else:
        after = spliced(source, [Put((*path, "brand new"), new)])
        back = spliced(read(after), [Remove((*path, "brand new"))])
    assume("|-" not in back or "|-" in text)  # a text that ended a file without a line end says so in its sign
    assert back.removesuffix("\n").removesuffix("\r") == text.removesuffix("\n").removesuffix("\r")


@bounded
@given(files(), st.data())
def test_what_is_moved_takes_its_comments_and_no_other_is_lost(text: str, data: st.DataObject) -> None:
    source = read(text)
    entries = [path for path in paths(source.tree) if isinstance(path[-1], int)]
    assume(entries)
    path: FieldPath = data.draw(st.sampled_from(entries))
    above = value_at(source.tree, path[:-1])
    assert isinstance(above, list)
    after = spliced(source, [Move(path, data.draw(st.integers(0, len(above))))])
    assert comments(after) == comments(text)


@bounded
@given(files(), st.data())
def test_what_is_written_raises_no_new_warning(text: str, data: st.DataObject) -> None:
    source, before = source_from(text.encode(), "d.yaml")
    assert source is not None
    _, after = source_from(spliced(source, edits(data.draw, source.tree)).encode(), "d.yaml")
    assert {f.rule for f in after} <= {f.rule for f in before}


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_text_of_a_real_file_put_elsewise_and_back(path: Path) -> None:
    source, _ = read_source(path, path.name)
    assert source is not None
    leaves = [one for one in paths(source.tree) if isinstance(value_at(source.tree, one), str)]
    for one in leaves[:: max(1, len(leaves) // 15)]:
        old = str(value_at(source.tree, one))
        after = spliced(source, [Put(one, "Another text" + "\n" * old.endswith("\n"))])
        assert spliced(read(after), [Put(one, old)]) == source.text, one
    others = [Put(one, f"Other {place}") for place, one in enumerate(leaves)]
    after = spliced(source, others)
    assert read(after).tree == edited(source, others)


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_list_of_a_real_file_added_to_and_taken_from(path: Path) -> None:
    source, findings = read_source(path, path.name)
    assert source is not None
    assert not [f for f in findings if f.severity is Severity.ERROR]
    lists = [one for one in paths(source.tree) if isinstance(value_at(source.tree, one), list)]
    lists = [one for one in lists if value_at(source.tree, one)]
    for one in lists[:: max(1, len(lists) // 12)]:
        entries = value_at(source.tree, one)
        assert isinstance(entries, list)
        for at in {0, len(entries)}:
            after = spliced(source, [Insert(one, at, entries[0])])
            assert spliced(read(after), [Remove((*one, at))]) == source.text, one


STEPS = st.sampled_from(NAMES) | st.integers(0, 3)
PATHS = st.lists(STEPS, max_size=4).map(tuple)
EDITS = st.one_of(
    st.builds(Put, PATHS, trees),
    st.builds(Insert, PATHS, st.integers(0, 3), trees),
    st.builds(Remove, PATHS),
    st.builds(Move, PATHS, st.integers(0, 3)),
)


@bounded
@given(files(), st.lists(EDITS, min_size=1, max_size=3))
def test_edits_of_what_is_not_there_are_made_right_or_refused(text: str, made: list[Edit]) -> None:
    source = read(text)
    try:
        after = spliced(source, made)
    except CannotSpliceError as refused:
        assert re.fullmatch(r"[A-Z`].*\.", str(refused))
    else:
        assert read(after).tree == edited(source, made)
