"""What stands where a document should go: ours is written over, a person's never."""

import hashlib
import json
import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen import outputs
from reportgen.files import CannotWriteError, put_files
from reportgen.outputs import RECORD, Placed, Why, note_taken, opener_of, place_documents

NOON = datetime(2026, 11, 22, 7, 31)


def place(folder: Path, *, discard: bool = False, **names: bytes) -> Placed:
    files = [(PurePosixPath(f"care/{name.replace('_', '.')}"), content) for name, content in names.items()]
    return place_documents(folder, files, NOON, discard=discard)


def everything(folder: Path) -> dict[str, bytes]:
    found = {
        p.relative_to(folder / "care").as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }
    return {name: content for name, content in found.items() if name != RECORD}


def edit(folder: Path, name: str = "report.docx", content: bytes = b"the director's") -> Path:
    (folder / "care").mkdir(exist_ok=True)
    (folder / "care" / name).write_bytes(content)
    return folder / "care" / name


def word(changer: str, changed: str) -> bytes:
    """Return as much of a Word file as says who changed it."""
    from io import BytesIO

    held = BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr(
            "docProps/core.xml",
            f"<cp:coreProperties><cp:lastModifiedBy>{changer}</cp:lastModifiedBy><dcterms:modified "
            f'xsi:type="dcterms:W3CDTF">{changed}</dcterms:modified></cp:coreProperties>',
        )
    return held.getvalue()


# Ours -----------------------------------------------------------------------------------------------------------


def test_what_nobody_has_changed_is_written_over_without_a_word(tmp_path: Path) -> None:
    for content in (b"one", b"two", b"three", b"one"):
        placed = place(tmp_path, report_docx=content, report_md=content)
        assert placed == Placed((tmp_path / "care/report.docx", tmp_path / "care/report.md"), ())
        assert everything(tmp_path) == {"report.docx": content, "report.md": content}


def test_what_says_the_same_is_not_touched(tmp_path: Path) -> None:
    place(tmp_path, report_docx=b"one")
    before = (tmp_path / "care/report.docx").stat()
    record = (tmp_path / "care" / RECORD).stat()
    assert place(tmp_path, report_docx=b"one").left == ()
    assert (tmp_path / "care/report.docx").stat().st_mtime_ns == before.st_mtime_ns
    assert (tmp_path / "care" / RECORD).stat().st_mtime_ns == record.st_mtime_ns


def test_an_older_one_of_ours_that_was_put_back_is_ours(tmp_path: Path) -> None:
    for content in (b"one", b"two", b"three"):
        place(tmp_path, report_docx=content)
    edit(tmp_path, content=b"one")
    assert place(tmp_path, report_docx=b"four").left == ()
    assert everything(tmp_path) == {"report.docx": b"four"}


def test_a_new_one_that_a_person_has_renamed_is_still_ours(tmp_path: Path) -> None:
    place(tmp_path, report_docx=b"one")
    edit(tmp_path)
    place(tmp_path, report_docx=b"two")
    (tmp_path / "care/report (new).docx").replace(tmp_path / "care/report.docx")
    assert place(tmp_path, report_docx=b"three").left == ()
    assert everything(tmp_path) == {"report.docx": b"three"}


def test_the_record_holds_hashes_and_names_and_nothing_else(tmp_path: Path) -> None:
    place(tmp_path, report_exempt_docx=b"exempt: 14.4m")
    record = json.loads((tmp_path / "care" / RECORD).read_bytes())
    assert sorted(record) == ["about", "written"]
    assert record["written"] == {"report.exempt.docx": [hashlib.sha256(b"exempt: 14.4m").hexdigest()]}


# A person's -----------------------------------------------------------------------------------------------------


def test_what_was_changed_is_left_and_the_new_one_put_beside_it(tmp_path: Path) -> None:
    place(tmp_path, report_docx=b"one", report_md=b"one")
    changed = edit(tmp_path)
    placed = place(tmp_path, report_docx=b"two", report_md=b"two")
    assert placed.paths == (tmp_path / "care/report (new).docx", tmp_path / "care/report.md")
    assert [(one.path, one.why, one.new, one.kept) for one in placed.left] == [
        (changed, Why.CHANGED, tmp_path / "care/report (new).docx", None)
    ]
    assert everything(tmp_path) == {
        "report (new).docx": b"two", "report.docx": b"the director's", "report.md": b"two",
    }  # fmt: skip


def test_the_new_one_beside_it_is_ours_until_somebody_changes_that_too(tmp_path: Path) -> None:
    place(tmp_path, report_docx=b"one")
    edit(tmp_path)
    place(tmp_path, report_docx=b"two")
    place(tmp_path, report_docx=b"three")
    assert everything(tmp_path) == {"report (new).docx": b"three", "report.docx": b"the director's"}
    edit(tmp_path, "report (new).docx", b"the lawyer's")
    placed = place(tmp_path, report_docx=b"four")
    assert placed.paths == (tmp_path / "care/report (new 2).docx",)
    assert everything(tmp_path) == {
        "report (new 2).docx": b"four", "report (new).docx": b"the lawyer's", "report.docx": b"the director's",
    }  # fmt: skip


def test_what_no_record_tells_of_may_be_anybodys(tmp_path: Path) -> None:
    edit(tmp_path)
    assert place(tmp_path, report_docx=b"one").left[0].why is Why.UNKNOWN
    assert everything(tmp_path) == {"report (new).docx": b"one", "report.docx": b"the director's"}


def test_what_no_record_tells_of_but_says_the_same_is_ours_from_now_on(tmp_path: Path) -> None:
    edit(tmp_path, content=b"one")
    assert place(tmp_path, report_docx=b"one").left == ()
    assert place(tmp_path, report_docx=b"two").left == ()


@pytest.mark.parametrize(
    "record", [b"", b"{", b"[]", b'{"written": []}', b'{"written": {"report.docx": "x"}}', b"\xff\xfe", b"[" * 100_000]
)
def test_a_record_that_cannot_be_read_makes_nothing_ours(tmp_path: Path, record: bytes) -> None:
    place(tmp_path, report_docx=b"one")
    (tmp_path / "care" / RECORD).write_bytes(record)
    assert place(tmp_path, report_docx=b"two").left[0].why is Why.UNKNOWN
    assert place(tmp_path, report_md=b"two").left == ()


def test_what_was_changed_is_kept_where_it_is_to_be_written_over(tmp_path: Path) -> None:
    place(tmp_path, report_docx=b"one")
    edit(tmp_path)
    placed = place(tmp_path, discard=True, report_docx=b"two")
    kept = tmp_path / "care/report (kept 2026-11-22 0731).docx"
    assert placed.paths == (tmp_path / "care/report.docx",)
    assert [one.kept for one in placed.left] == [kept]
    assert everything(tmp_path) == {kept.name: b"the director's", "report.docx": b"two"}
    assert place(tmp_path, report_docx=b"three").left == ()


def test_no_copy_takes_the_place_of_another(tmp_path: Path) -> None:
    for content in (b"first", b"second", b"first"):
        edit(tmp_path, content=content)
        place(tmp_path, discard=True, report_docx=b"ours")
    assert everything(tmp_path) == {
        "report (kept 2026-11-22 0731 2).docx": b"second",
        "report (kept 2026-11-22 0731).docx": b"first",
        "report.docx": b"ours",
    }


def test_a_new_one_beside_goes_once_it_has_taken_its_place(tmp_path: Path) -> None:
    place(tmp_path, report_docx=b"one", report_md=b"one")
    edit(tmp_path)
    edit(tmp_path, "report.md")
    place(tmp_path, report_docx=b"two", report_md=b"two")
    edit(tmp_path, "report (new).md", b"changed too")
    place(tmp_path, discard=True, report_docx=b"three", report_md=b"three")
    assert sorted(everything(tmp_path)) == [
        "report (kept 2026-11-22 0731).docx", "report (kept 2026-11-22 0731).md", "report (new).md",
        "report.docx", "report.md",
    ]  # fmt: skip


def test_a_changed_picture_of_a_page_is_left_too(tmp_path: Path) -> None:
    place(tmp_path, report_md=b"page", **{"report-chart-1_svg": b"bars"})
    edit(tmp_path, "report-chart-1.svg", b"bars, retouched")
    placed = place(tmp_path, report_md=b"page", **{"report-chart-1_svg": b"longer bars"})
    assert [one.path.name for one in placed.left] == ["report-chart-1.svg"]
    assert everything(tmp_path)["report-chart-1 (new).svg"] == b"longer bars"


def test_a_changed_one_whose_changes_are_in_the_file_gives_its_place_and_is_kept(tmp_path: Path) -> None:
    place(tmp_path, report_docx=b"one")
    note_taken(edit(tmp_path))
    placed = place(tmp_path, report_docx=b"two")
    assert [(one.why, one.kept and one.kept.name) for one in placed.left] == [
        (Why.TAKEN, "report (kept 2026-11-22 0731).docx")
    ]
    assert everything(tmp_path) == {"report (kept 2026-11-22 0731).docx": b"the director's", "report.docx": b"two"}
    assert place(tmp_path, report_docx=b"three").left == ()


def test_one_that_was_only_saved_again_gives_its_place_and_is_kept(tmp_path: Path) -> None:
    place(tmp_path, report_docx=b"one")
    edit(tmp_path, content=b"one, as Word writes it")
    files = [(PurePosixPath("care/report.docx"), b"two")]
    placed = place_documents(tmp_path, files, NOON, says_nothing_new=lambda path: b"Word" in path.read_bytes())
    assert [one.why for one in placed.left] == [Why.SAVED]
    assert everything(tmp_path) == {
        "report (kept 2026-11-22 0731).docx": b"one, as Word writes it", "report.docx": b"two",
    }  # fmt: skip


def test_changes_made_after_that_count_again(tmp_path: Path) -> None:
    place(tmp_path, report_docx=b"one")
    note_taken(edit(tmp_path))
    edit(tmp_path, content=b"the director's, once more")
    assert place(tmp_path, report_docx=b"two").left[0].why is Why.CHANGED


def test_nothing_is_noted_of_a_document_that_was_not_written_where_it_is(tmp_path: Path) -> None:
    note_taken(edit(tmp_path))
    assert [path.name for path in (tmp_path / "care").iterdir()] == ["report.docx"]


# Who and when ---------------------------------------------------------------------------------------------------


def test_a_word_file_says_who_changed_it_and_when(tmp_path: Path) -> None:
    edit(tmp_path, content=word("Director of Finance &amp; \x1b[2JIT", "2026-11-21T16:05:00Z"))
    left = place(tmp_path, report_docx=word("Northshire", "2026-11-01T00:00:00Z")).left[0]
    assert (left.changer, left.changed) == ("Director of Finance &  [2JIT", datetime(2026, 11, 21, 16, 5, tzinfo=UTC))


@pytest.mark.parametrize(
    ("there", "new"),
    [
        (b"text", b"other text"),
        (b"PK\x03\x04 no package", b"other"),
        (word("Somebody", "2026-11-21T16:05:00Z").replace(b"lastMod", b"\xff\xff\xff\xff"), b"other"),
        (word("Northshire", "2026-11-01T00:00:00Z") + b" ", word("Northshire", "2026-11-01T00:00:00Z")),
        (word("", "some day"), word("Northshire", "2026-11-01T00:00:00Z")),
    ],
    ids=["no Office file", "broken", "spoilt", "properties as we wrote them", "no date that there is"],
)
def test_a_file_that_does_not_say_is_as_old_as_its_folder_says(tmp_path: Path, there: bytes, new: bytes) -> None:
    os.utime(edit(tmp_path, content=there), (1_000_000_000, 1_000_000_000))
    left = place(tmp_path, report_docx=new).left[0]
    assert (left.changer, left.changed) == ("", datetime(2001, 9, 9, 1, 46, 40, tzinfo=UTC))


# Open -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("document", "lock", "held"),
    [
        ("report.docx", ".~lock.report.docx#", b",Head of Legal,host,22.11.2026 07:31,file:///x;"),
        ("report.docx", "~$report.docx", b"\x0dHead of Legal" + bytes(100)),
        ("minutes.docx", "~$inutes.docx", b"\x0dHead of Legal" + bytes(100)),
        ("decision-record.docx", "~$cision-record.docx", b"\x0dHead of Legal" + bytes(100)),
        ("briefing.pptx", "~$briefing.pptx", b"\x0dHead of Legal" + bytes(100)),
    ],
)
def test_what_is_open_is_left_though_nobody_has_saved_a_change(
    tmp_path: Path, document: str, lock: str, held: bytes
) -> None:
    name = document.replace(".", "_")
    place(tmp_path, **{name: b"one"})
    edit(tmp_path, lock, held)
    for discard in (False, True):
        left = place(tmp_path, discard=discard, **{name: b"two"}).left[0]
        assert (left.path.name, left.why, left.kept) == (document, Why.OPEN, None)
        assert left.lock is not None
        assert opener_of(left.lock) == "Head of Legal"
    assert everything(tmp_path)[document] == b"one"
    assert place(tmp_path, **{name: b"one"}).left == ()


@pytest.mark.parametrize("held", [b"", b"\xff", b"\x05\x1b[2J\x07", b",,,"])
def test_a_lock_that_says_nothing_names_nobody(tmp_path: Path, held: bytes) -> None:
    assert "\x1b" not in opener_of(edit(tmp_path, "~$report.docx", held))
    assert opener_of(edit(tmp_path, ".~lock.report.docx#", b",,,")) == ""
    assert opener_of(tmp_path / "gone") == ""


# Between looking and writing ------------------------------------------------------------------------------------


def test_what_is_saved_while_the_new_one_is_made_is_looked_at_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place(tmp_path, report_docx=b"one", report_md=b"one")

    def put_late(*words: object) -> object:
        monkeypatch.setattr(outputs, "put_files", put_files)
        edit(tmp_path, content=b"saved just now")
        return put_files(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(outputs, "put_files", put_late)
    placed = place(tmp_path, report_docx=b"two", report_md=b"two")
    assert [one.path.name for one in placed.left] == ["report.docx"]
    assert everything(tmp_path) == {
        "report (new).docx": b"two", "report.docx": b"saved just now", "report.md": b"two",
    }  # fmt: skip


def test_what_is_saved_again_and_again_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place(tmp_path, report_docx=b"one", report_md=b"one")
    saved: list[bytes] = []

    def put_late(*words: object) -> object:
        saved.append(b"x" * len(saved))
        edit(tmp_path, content=saved[-1])
        return put_files(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(outputs, "put_files", put_late)
    with pytest.raises(CannotWriteError, match="it was changed while the new one was being made: run this again"):
        place(tmp_path, report_docx=b"two", report_md=b"two")
    assert everything(tmp_path) == {"report.docx": saved[-1], "report.md": b"one"}


def test_a_copy_is_kept_before_anything_takes_the_place_of_what_it_is_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place(tmp_path, report_docx=b"one", report_md=b"one")
    edit(tmp_path)
    edit(tmp_path, "report.md")
    order: list[str] = []
    rename = Path.replace

    def noted(path: Path, target: Path) -> Path:
        order.append(target.name)
        return rename(path, target)

    monkeypatch.setattr(Path, "replace", noted)
    place(tmp_path, discard=True, report_docx=b"two", report_md=b"two")
    kept = [at for at, name in enumerate(order) if "kept" in name]
    assert (order[0], len(kept)) == (RECORD, 2)
    assert max(kept) < min(order.index("report.docx"), order.index("report.md"))


def test_nothing_is_put_where_one_cannot_be(tmp_path: Path) -> None:
    place(tmp_path, report_docx=b"one")
    edit(tmp_path)
    (tmp_path / "care/report.md").mkdir()
    with pytest.raises(CannotWriteError, match="a folder stands where the document should go"):
        place(tmp_path, discard=True, report_docx=b"two", report_md=b"two")
    assert everything(tmp_path) == {"report.docx": b"the director's"}
    assert place(tmp_path, report_docx=b"two").left[0].why is Why.CHANGED


_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("build"), st.sampled_from([b"a", b"b", b"c"]), st.booleans()),
        st.tuples(st.just("edit"), st.binary(min_size=5, max_size=6), st.sampled_from(["", " (new)"])),
        st.tuples(st.just("forget"), st.just(b""), st.just("")),
    ),
    max_size=12,
)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(steps=_STEPS)
def test_whatever_happens_nothing_that_a_person_wrote_is_lost(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, bytes, str | bool]]
) -> None:
    folder = tmp_path_factory.mktemp("out")
    written: set[bytes] = set()
    for what, content, choice in steps:
        path = folder / f"care/report{choice}.docx"
        if what == "build":
            place(folder, discard=bool(choice), report_docx=content)
            assert content in everything(folder).values()
        elif what == "edit":
            # A person writes over a document knowingly: what was there before was theirs to lose.
            written.discard(path.read_bytes() if path.exists() else b"")
            edit(folder, path.name, content)
            written.add(content)
        else:
            (folder / "care" / RECORD).unlink(missing_ok=True)
    assert written <= set(everything(folder).values()) if written else True
