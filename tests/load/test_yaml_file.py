"""YAML to plain values with their places; whatever the bytes, findings and never an exception."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.base.finding import Finding, Severity
from reportgen.base.source import FieldPath, Source
from reportgen.load import faults, yaml_file
from reportgen.load.yaml_file import read_source, source_from


def read(text: str) -> tuple[Source | None, tuple[Finding, ...]]:
    return source_from(text.encode("utf-8", "surrogatepass"), "d.yaml")


def told(text: str | bytes) -> list[str]:
    findings = source_from(text, "d.yaml")[1] if isinstance(text, bytes) else read(text)[1]
    return [f"{f.location.line}:{f.location.column} {f.rule}" for f in findings]


def test_every_scalar_stays_the_text_that_was_typed() -> None:
    source, findings = read("a: NO\nb: 012\nc: 1.10\nd: 12:30\ne: 2024-02-30\nf: 'null'\ng: 9,139,875\nh: 0x1F\n")
    assert findings == ()
    assert source and source.tree == {
        "a": "NO", "b": "012", "c": "1.10", "d": "12:30", "e": "2024-02-30", "f": "null", "g": "9,139,875", "h": "0x1F",
    }  # fmt: skip


def test_blanks_are_nothing_and_quoted_blanks_are_text() -> None:
    source, _ = read("a:\nb: ~\nc: null\nd: ''\ne: '~'\n")
    assert source and source.tree == {"a": None, "b": None, "c": None, "d": "", "e": "~"}


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        (("title",), "Café – £5", "title"),
        (("risks", 0, "text"), '"two\n    lines"', "text"),
        (("risks", 1), "text: 'it''s'", None),
        (("notes",), "|\n  One.\n\n  Two.", "notes"),
        (("folded",), ">-\n  # no comment\n  here", "folded"),
        (("flow",), "[a, {b: c}]", "flow"),
        (("flow", 1, "b"), "c", "b"),
        (("blank",), "", "blank"),
        (("last",), "x\n  y", "last"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("opening", ["", "\ufeff"])
def test_a_place_is_exactly_the_text_of_its_value(path: FieldPath, value: str, key: str | None, opening: str) -> None:
    text = (
        "# ü €\ntitle: Café – £5   # note\nrisks:\n  - text: \"two\n    lines\"\n  - text: 'it''s'\n\n# between\n"
        "notes: |\n  One.\n\n  Two.\n\n\nfolded: >-\n  # no comment\n  here\n\nflow: [a, {b: c}]\nblank:\n"
        "last: x\n  y   \n\n# end\n"
    )
    source, findings = read(opening + text)
    assert source and not findings and source.text == text
    span = source.places.value(path)
    assert span and source.text[span.start : span.end] == value
    name = source.places.key(path)
    assert (source.text[name.start : name.end] if name else None) == key


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn", "Zl", "Zp"], exclude_characters="\ufeff"), max_size=12
)
WRITTEN = st.recursive(
    WORDS, lambda part: st.lists(part, max_size=3) | st.dictionaries(WORDS.filter(bool), part, max_size=3)
)


@given(WRITTEN, st.sampled_from([None, 2]))
@settings(derandomize=True, max_examples=200, deadline=None)
def test_what_stands_at_a_place_is_what_the_tree_says(written: object, indent: int | None) -> None:
    text = json.dumps({"ü": written}, ensure_ascii=False, indent=indent)
    source, findings = read(text)
    assert source and findings == ()
    assert source.tree == {"ü": written}
    for path, value in every_value(source.tree, ()):
        span = source.places.value(path)
        assert span and json.loads(source.text[span.start : span.end]) == value
        name = source.places.key(path)
        assert (json.loads(source.text[name.start : name.end]) if name else None) == (
            path[-1] if path and isinstance(path[-1], str) else None
        )


def every_value(value: object, path: FieldPath) -> Iterator[tuple[FieldPath, object]]:
    yield path, value
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from every_value(inner, (*path, name))
    if isinstance(value, list):
        for place, inner in enumerate(value):
            yield from every_value(inner, (*path, place))


@given(st.binary(max_size=200))
@settings(derandomize=True, max_examples=300, deadline=None)
def test_no_bytes_are_too_odd(raw: bytes) -> None:
    source, findings = source_from(raw, "d.yaml")
    assert source is not None or findings


PIECES = [
    *("a", "b: ", ": ", "- ", "\n", "\n  ", "\t", "'", '"', "[", "]", "{", "}", "{{ x }}", ",", "|", ">", "#", "<<: "),
    *("&a", "*a", "!t ", "---\n", "...\n", "%", "@", "`", "?", "\\", "\x00", "\x0b", "\u2028", "\r", "\ufeff", "é"),
    *("😀", "\U000f0001"),
]


@pytest.mark.parametrize("loader", [yaml_file._LOADER, yaml_file.untyped(yaml.SafeLoader)])
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=40))
@settings(derandomize=True, max_examples=400, deadline=None)
def test_nothing_like_yaml_is_too_odd_with_either_loader(loader: object, pieces: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_file, "_LOADER", loader)
        source, findings = read("".join(pieces))
    assert source is not None or findings
    assert all(f.location.line <= len(pieces) + "".join(pieces).count("\n") + 1 for f in findings)


SPECIMENS = sorted((Path(__file__).parents[1] / "errors").glob("yaml-*.yaml"))


@pytest.mark.parametrize("path", SPECIMENS, ids=lambda path: path.stem)
def test_without_the_c_library_the_same_lines_are_blamed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, with_c = source_from(path.read_bytes(), "d.yaml")
    monkeypatch.setattr(yaml_file, "_LOADER", yaml_file.untyped(yaml.SafeLoader))
    _, without = source_from(path.read_bytes(), "d.yaml")
    assert [(f.location.line, f.rule) for f in with_c] == [(f.location.line, f.rule) for f in without]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\nb: 4\n", ["3:1 YAML-DUPLICATE", "4:1 YAML-DUPLICATE"]),
        ("a: &x 1\nb: *x\nc: !t 2\n", ["1:4 YAML-ANCHOR", "2:4 YAML-ANCHOR", "3:4 YAML-TAG"]),
        ("a: !!python/object:os.system x\n", ["1:4 YAML-TAG"]),
        ("<<: {a: b}\n", ["1:1 YAML-ANCHOR"]),
        ("a: 1\n---\nb: 2\n---\nc: 3\n", ["2:1 YAML-DOCUMENTS", "4:1 YAML-DOCUMENTS"]),
        ("a:\n\tb: 1\n\tc: 2\n", ["2:1 YAML-TAB", "3:1 YAML-TAB"]),
        ("a: |\n  x\n  \tb\n", []),
        ("a: |\n\tx\n  y\n", ["2:1 YAML-TAB"]),
        ("? [a]\n: b\n", ["1:3 YAML-NAME"]),
        ("a: {{ b }}\n", ["1:4 YAML-QUOTES"]),
        ("a: {sum: £9,139,875, vat: exclusive}\n", ["1:10 YAML-QUOTES"]),
        ("a: {sum: 12,000.50}\nb: {sum: 1,200k , c: 2}\n", ["1:10 YAML-QUOTES", "2:10 YAML-QUOTES"]),
        ("a: [5, £9,139,875]\n", ["1:8 YAML-QUOTES"]),
        ("a: [120,130]\n", ["1:5 YAML-QUOTES"]),
        ("a: [120, 130]\nb: {c: '1,000', d: [\"2,000\"]}\nc: {d: 2, 139: x}\n", []),
        ("a:b\nc:d\ne: 'f\n", ["1:2 YAML-SYNTAX", "2:2 YAML-SYNTAX", "3:4 YAML-QUOTES"]),
        ("a: x: y\nb: @c\nd: 'it's'\n", ["1:5 YAML-QUOTES", "2:4 YAML-QUOTES", "3:8 YAML-QUOTES"]),
        ("a: one\x0btwo\nb: x\u2028y\x07\n", ["1:7 FILE-CHARACTER", "2:5 FILE-CHARACTER", "2:7 FILE-CHARACTER"]),
        *((f"a: £1,2{turns}34\n", ["1:8 FILE-CHARACTER"]) for turns in "\u061c\u200e\u200f\u202a\u202e\u2066\u2069"),
        ('a: "\\u202e12"\n', ["1:4 FILE-CHARACTER"]),
        ("a: £1,2‐34 ½ ‘x’ – “y” café Łódź\n", []),
        ("a: \U000f0000\n", ["1:4 FILE-CHARACTER"]),
        ('a: "\\U000F0000"\nb: "\\0"\n', ["1:4 FILE-CHARACTER", "2:4 FILE-CHARACTER"]),
        ("a: \ud800\n", ["1:4 FILE-ENCODING"]),
        ("", ["0:0 FILE-EMPTY"]),
        ("# only a comment\n", ["0:0 FILE-EMPTY"]),
    ],
)
def test_faults_are_found_all_at_once_where_they_stand(text: str, expected: list[str]) -> None:
    assert sorted(told(text)) == sorted(expected)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_named_and_read_all_the_same(encoding: str) -> None:
    source, findings = source_from("title: £5\nrisks: none\n".encode(encoding), "d.yaml")
    assert [f.rule for f in findings] == [faults.FILE_ENCODING]
    assert source and source.tree == {"title": "£5", "risks": "none"}


def test_windows_1252_is_named_with_its_characters_and_lines() -> None:
    source, (finding,) = source_from("a: £5\nb: x\nc: “d” e\n".encode("cp1252"), "d.yaml")
    assert (
        finding.message
        == "This `£` is not stored as UTF-8 but, it seems, as Windows-1252; so are characters on line 3."
    )
    assert source and source.tree == {"a": "£5", "b": "x", "c": "“d” e"}


def test_a_mark_of_utf_8_at_the_start_is_no_fault() -> None:
    assert told(b"\xef\xbb\xbfa: b\n") == []


def test_text_garbled_by_another_program_is_a_warning() -> None:
    (finding,) = read("a: it costs Â£5\n")[1]
    assert (finding.severity, finding.message) == (
        Severity.WARNING,
        "`Â£` looks like a character that another program garbled; it was most likely `£`.",
    )


@pytest.mark.parametrize("text", ["[" * 10_000, "- " * 400_000, "? " * 10_000, "{a: " * 10_000, "[" * 999_999,
                                  "a: 'b\n" + "[" * 10_000, "a:b\nc: " + "[" * 10_000,
                                  "\n".join(" " * n + "a:" for n in range(1200))])  # fmt: skip
def test_ten_thousand_levels_are_refused_before_they_overrun_the_stack(text: str) -> None:
    source, findings = read(text)
    assert source is None
    assert findings


def test_forty_levels_pass_and_forty_one_do_not() -> None:
    assert told("[" * 40 + "]" * 40) == []
    assert told("[" * 41 + "]" * 41) == ["1:41 YAML-DEPTH"]


def test_more_values_than_a_decision_ever_holds_are_refused() -> None:
    assert told("a: [" + "x, " * 60_000 + "]") == ["1:149996 FILE-SIZE"]
    assert told("a: [" + "x, " * 40_000 + "]") == []


def test_shared_parts_that_unfold_without_end_are_never_unfolded() -> None:
    laughs = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    source, findings = read(laughs)
    assert source is None
    assert {f.rule for f in findings} == {faults.YAML_ANCHOR}


def test_files_that_are_no_text_files_are_named() -> None:
    assert told(b"PK\x03\x04rest") == ["0:0 FILE-UNREADABLE"]
    assert "Word" in source_from(b"PK\x03\x04rest", "d.docx")[1][0].message


def test_a_missing_file_a_folder_and_a_closed_file(tmp_path: Path) -> None:
    (tmp_path / "decision.yaml").write_text("a: b\n")
    _, (missing,) = read_source(tmp_path / "decison.yaml", "decison.yaml")
    assert (missing.rule, missing.hint) == (faults.FILE_MISSING, "did you mean `decision.yaml`?")
    _, (folder,) = read_source(tmp_path, "here")
    assert (folder.rule, folder.message) == (faults.FILE_UNREADABLE, "This is a folder, not a file.")


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "decision.yaml"
    path.write_text("a: b\n")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    _, (finding,) = read_source(path, "decision.yaml")
    assert (finding.rule, finding.message) == (faults.FILE_UNREADABLE, "You may not read this file.")


def test_a_file_of_one_megabyte_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    path = tmp_path / "full.yaml"
    path.write_bytes(b"a: b\n#" + b"x" * (1_048_576 - 6))
    source, findings = read_source(path, "full.yaml")
    assert source is not None and (source.tree, findings) == ({"a": "b"}, ())
    path.write_bytes(path.read_bytes() + b"x")
    _, (finding,) = read_source(path, "full.yaml")
    assert finding.message == "The file holds 1.1 MB; at most 1 MB is read."


def test_two_megabytes_are_refused_without_being_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "big.yaml"
    path.write_bytes(b"a: b\n" * 400_000)
    monkeypatch.setattr(yaml_file, "source_from", lambda *_: pytest.fail("read all the same"))
    _, (finding,) = read_source(path, "big.yaml")
    assert (finding.rule, finding.message) == (faults.FILE_SIZE, "The file holds 2.0 MB; at most 1 MB is read.")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    _, (finding,) = read_source(tmp_path / "pipe.yaml", "pipe.yaml")
    assert finding.rule == faults.FILE_UNREADABLE


def test_thousands_of_faults_are_told_without_taking_for_ever() -> None:
    _, findings = read("a: 1\n" * 20_000)
    assert 100 <= len(findings) <= 1000
