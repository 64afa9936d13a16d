"""Saving: the file is the old or the new one, whole; nothing else in it is touched; nobody is overwritten."""

import os
import stat
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.serve.folder import Folder, Moved, plain, written
from tests.serve.browser import PAPER, Answer, Served, folder_of_papers

FILE = "northshire/care.yaml"


def on_disk(papers: Served) -> bytes:
    return (papers.folder / FILE).read_bytes()


def opened(papers: Served) -> tuple[str, str]:
    told = papers.get("api/open", file=FILE).told
    return told["text"], told["version"]


def test_one_word_is_changed_and_not_a_byte_else(papers: Served) -> None:
    text, version = opened(papers)
    answer = papers.post("save", file=FILE, text=text.replace("thin", "thinning"), version=version)
    assert answer.status == 200
    assert on_disk(papers) == PAPER.replace("thin", "thinning").encode()


def test_what_is_saved_can_be_saved_again(papers: Served) -> None:
    text, version = opened(papers)
    version = papers.post("save", file=FILE, text=text + "# one\n", version=version).told["version"]
    assert papers.post("save", file=FILE, text=text + "# two\n", version=version).status == 200
    assert on_disk(papers).endswith(b"# two\n")


MIXED = b"a: 1\r\nb: 2\nc: 3\r\nd: |\r\n  x\n  y\n"


@pytest.mark.parametrize(
    ("disk", "old", "new", "expected"),
    [
        (b"a: 1\r\nb: 2\r\n", "b: 2", "b: 3\nc: 4", b"a: 1\r\nb: 3\r\nc: 4\r\n"),
        (b"\xef\xbb\xbfa: 1\n", "1", "2", b"\xef\xbb\xbfa: 2\n"),
        (b"\xef\xbb\xbfa: \xc2\xa31\r\n", "1", "2", b"\xef\xbb\xbfa: \xc2\xa32\r\n"),
        (MIXED, "c: 3", "c: 4", MIXED.replace(b"c: 3", b"c: 4")),
        (MIXED, "c: 3\n", "", MIXED.replace(b"c: 3\r\n", b"")),
        (MIXED, "a: 1\n", "", MIXED.replace(b"a: 1\r\n", b"")),
        (MIXED, "  y\n", "", MIXED.replace(b"  y\n", b"")),
        (b"a: 1", "1", "2", b"a: 2"),
        (b"a: 1\n\n\n", "1", "2", b"a: 2\n\n\n"),
        (b"a: 1   \n", "1", "2", b"a: 2   \n"),
    ],
)
def test_a_file_keeps_its_line_ends_and_its_mark(
    papers: Served, disk: bytes, old: str, new: str, expected: bytes
) -> None:
    (papers.folder / FILE).write_bytes(disk)
    text, version = opened(papers)
    assert "\r" not in text
    assert papers.post("save", file=FILE, text=text.replace(old, new, 1), version=version).status == 200
    assert on_disk(papers) == expected


@settings(derandomize=True, max_examples=200)
@given(
    st.lists(
        st.tuples(st.sampled_from(["a: 1", "b: 2", "", "  x"]), st.sampled_from(["\n", "\r\n", "\r"])), max_size=8
    ),
    st.integers(0, 8),
    st.integers(0, 8),
    st.sampled_from(["", "new: line\n", "one\ntwo\n", "end"]),
)
def test_whatever_the_line_ends_the_text_is_that_of_the_browser(
    lines: list[tuple[str, str]], start: int, length: int, put: str
) -> None:
    old = "".join(line + end for line, end in lines)
    shown = plain(old).splitlines(keepends=True)
    new = "".join([*shown[:start], put, *shown[start + length :]])
    assert plain(written(new, old.encode()).decode()) == new
    if "\r" not in old.replace("\r\n", ""):
        # A file of the old Macintosh alone is mended; in any other, what is not changed stays byte for byte.
        assert written(plain(old), old.encode()).decode() == old


def test_a_file_of_notepads_unicode_is_saved_as_utf_8(papers: Served) -> None:
    (papers.folder / FILE).write_bytes("a: £1\r\n".encode("utf-16"))
    told = papers.get("api/open", file=FILE).told
    assert (told["text"], told["encoding"], told["line_end"]) == ("a: £1\n", "UTF-16", "\r\n")
    assert papers.post("save", file=FILE, text="a: £2\n", version=told["version"]).status == 200
    assert on_disk(papers) == "a: £2\r\n".encode()


@pytest.mark.parametrize(
    ("disk", "notice"),
    [
        (
            "a: £1\n".encode("utf-16"),
            "This file is stored as UTF-16, not as UTF-8. Saving writes it as UTF-8, all its words the same.",
        ),
        (
            b"a: \xa31 \x81\n",
            "This file is stored as Windows-1252, not as UTF-8. Saving writes it as UTF-8, all its words the same."
            " What can't be read of it stands as `\ufffd`: type that again.",
        ),
        (
            b"a: 1\rb: 2\r",
            "The lines of this file end as on an old Macintosh. Saving ends them in today's way, all words the same.",
        ),
        ("a: £1\r\nb: 2\n".encode(), ""),
    ],
)
def test_what_saving_would_change_unasked_is_told_before(papers: Served, disk: bytes, notice: str) -> None:
    (papers.folder / FILE).write_bytes(disk)
    assert papers.get("api/open", file=FILE).told["notice"] == notice


def test_a_file_that_somebody_else_has_changed_is_not_overwritten(papers: Served) -> None:
    text, version = opened(papers)
    (papers.folder / FILE).write_text(PAPER + "# theirs\n")
    answer = papers.post("save", file=FILE, text=text + "# mine\n", version=version)
    assert answer.status == 409
    assert answer.told["reason"] == "changed"
    assert answer.told["disk"]["text"] == PAPER + "# theirs\n"
    assert on_disk(papers) == (PAPER + "# theirs\n").encode()


def test_changes_of_different_fields_are_offered_together(papers: Served) -> None:
    text, version = opened(papers)
    (papers.folder / FILE).write_text(PAPER.replace("Care at home", "Care in the home"))
    answer = papers.post("save", file=FILE, text=text.replace("thin", "thinning"), version=version)
    both = PAPER.replace("Care at home", "Care in the home").replace("thin", "thinning")
    assert answer.told["merged"] == {"text": both, "conflicts": [], "left": []}
    assert answer.told["base"] == PAPER
    assert papers.post("merge", file=FILE, text=text.replace("thin", "thinning"), version=version).told == answer.told
    now = answer.told["disk"]["version"]
    assert papers.post("save", file=FILE, text=both, version=now).status == 200
    assert on_disk(papers) == both.encode()


def test_changes_of_one_field_are_set_side_by_side(papers: Served) -> None:
    text, version = opened(papers)
    (papers.folder / FILE).write_text(PAPER.replace("thin.", "small."))
    merged = papers.post("save", file=FILE, text=text.replace("thin.", "thinning."), version=version).told["merged"]
    assert merged["text"] == PAPER.replace("thin.", "small.")
    assert merged["conflicts"] == [
        {
            "path": "reasons",
            "at": ["reasons"],
            "base": "The market is thin.",
            "yours": "The market is thinning.",
            "theirs": "The market is small.",
        }
    ]


@pytest.mark.parametrize(("ours", "theirs"), [('"', ""), ("", '"')])
def test_a_text_that_cannot_be_read_is_not_merged(papers: Served, ours: str, theirs: str) -> None:
    text, version = opened(papers)
    (papers.folder / FILE).write_text(PAPER + "# theirs\n" + theirs)
    answer = papers.post("save", file=FILE, text=text + ours, version=version)
    assert (answer.status, answer.told["merged"]) == (409, None)
    assert answer.told["disk"]["text"] == PAPER + "# theirs\n" + theirs


def test_a_file_that_changes_in_the_very_moment_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Folder(folder_of_papers(tmp_path / "papers"))
    version = folder.open(FILE).version

    def somebody_saves(text: str, old: bytes | None) -> bytes:
        (folder.path / FILE).write_text(PAPER + "# theirs\n")
        return written(text, old)

    monkeypatch.setattr("reportgen.serve.folder.written", somebody_saves)
    with pytest.raises(Moved) as told:
        folder.save(FILE, PAPER + "# mine\n", version)
    assert told.value.disk
    assert told.value.disk.text == (folder.path / FILE).read_text() == PAPER + "# theirs\n"


def test_of_two_browsers_on_one_file_the_second_is_told(papers: Served) -> None:
    text, version = opened(papers)
    assert papers.post("save", file=FILE, text=text + "# first\n", version=version).status == 200
    assert papers.post("save", file=FILE, text=text + "# second\n", version=version).status == 409
    assert on_disk(papers).endswith(b"# first\n")


def test_of_many_that_save_at_once_one_wins_and_the_others_are_told(papers: Served) -> None:
    text, version = opened(papers)
    answers: list[Answer] = []
    threads = [
        threading.Thread(
            target=lambda at=at: answers.append(papers.post("save", file=FILE, text=f"{text}# {at}\n", version=version))
        )
        for at in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status for answer in answers) == [200] + [409] * 19


def test_a_file_that_is_gone_is_not_written_unless_it_is_wanted(papers: Served) -> None:
    text, version = opened(papers)
    (papers.folder / FILE).unlink()
    assert papers.get("api/changes", file=FILE, version=version).told["state"] == "gone"
    answer = papers.post("save", file=FILE, text=text, version=version)
    assert (answer.status, answer.told["reason"]) == (409, "gone")
    assert not (papers.folder / FILE).exists()
    assert papers.post("save", file=FILE, text=text, version="").status == 200
    assert on_disk(papers) == PAPER.encode()


def test_a_folder_that_is_gone_with_its_file_is_told_of(papers: Served) -> None:
    text, version = opened(papers)
    for file in (papers.folder / "northshire").iterdir():
        file.unlink()
    (papers.folder / "northshire").rmdir()
    assert papers.post("save", file=FILE, text=text, version=version).told["reason"] == "gone"


def test_a_new_file_does_not_take_the_place_of_one_that_is_there(papers: Served) -> None:
    assert papers.post("save", file=FILE, text="a: b\n", version="").status == 409
    assert on_disk(papers) == PAPER.encode()


def test_a_change_on_disk_is_noticed(papers: Served) -> None:
    _, version = opened(papers)
    assert papers.get("api/changes", file=FILE, version=version).told["state"] == "same"
    (papers.folder / FILE).write_text("a: b\n")
    assert papers.get("api/changes", file=FILE, version=version).told["state"] == "changed"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: " + "x" * 1_048_576, "It was not saved: the text comes to 1.1 MB, and at most 1 MB is read."),
        ("a: \ud800", "It was not saved: the text holds half of a character, which no file can."),
    ],
)
def test_what_no_file_may_hold_is_not_saved(papers: Served, text: str, said: str) -> None:
    _, version = opened(papers)
    assert papers.post("save", file=FILE, text=text, version=version).message == said
    assert on_disk(papers) == PAPER.encode()


@pytest.mark.skipif(os.name != "posix", reason="Windows has other permissions")
def test_who_may_read_the_file_stays_as_it_was(papers: Served) -> None:
    (papers.folder / FILE).chmod(0o640)
    text, version = opened(papers)
    papers.post("save", file=FILE, text=text + "#\n", version=version)
    assert stat.S_IMODE((papers.folder / FILE).stat().st_mode) == 0o640


def test_a_file_that_is_read_only_is_told_of(papers: Served) -> None:
    assert papers.get("api/open", file=FILE).told["writable"] is True
    (papers.folder / FILE).chmod(0o440)
    told = papers.get("api/open", file=FILE).told
    assert told["writable"] is False
    assert told["notice"].startswith("This file can be read here and not changed")
    text, version = opened(papers)
    assert "read-only" in papers.post("save", file=FILE, text=text + "#\n", version=version).message


def test_what_was_opened_is_remembered_to_merge_by_and_no_more_than_enough(tmp_path: Path) -> None:
    folder = Folder(folder_of_papers(tmp_path / "papers"))
    first = folder.open(FILE)
    assert folder.known(FILE, first.version) == PAPER
    version = first.version
    for at in range(100):
        version = folder.save(FILE, f"a: {at}\n", version)
    assert folder.known(FILE, version) == "a: 99\n"
    assert folder.known(FILE, first.version) is None
    with pytest.raises(Moved):
        folder.save(FILE, "a: b\n", first.version)
