"""Files are put whole or not at all, and an older one is never lost."""

import errno
import os
from pathlib import Path, PurePosixPath

import pytest

from reportgen.files import CannotWriteError, clear_leftovers, put_files


def put(folder: Path, **names: bytes) -> tuple[Path, ...]:
    return put_files(folder, [(PurePosixPath(name.replace("_", "/")), content) for name, content in names.items()])


def everything(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_files_are_put_and_folders_made(tmp_path: Path) -> None:
    assert put(tmp_path / "out", a_report=b"new") == (tmp_path / "out/a/report",)
    assert everything(tmp_path) == {"out/a/report": b"new"}


def test_an_older_file_is_replaced(tmp_path: Path) -> None:
    put(tmp_path, a_report=b"old")
    put(tmp_path, a_report=b"new")
    assert everything(tmp_path) == {"a/report": b"new"}


@pytest.mark.parametrize(
    ("number", "remedy"),
    [
        (errno.ENOSPC, "the disk is full: free some space there, then run this again"),
        (errno.EROFS, "it is on a disk that can only be read: choose another folder"),
        (errno.EIO, "the system says: Input/output error"),
    ],
)
def test_what_the_system_refuses_is_said_in_words_and_nothing_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, remedy: str
) -> None:
    put(tmp_path, a_one=b"old one", a_two=b"old two")
    written = []

    def refuse_the_second(path: Path, content: bytes) -> None:
        written.append(path)
        with path.open("wb") as stream:
            stream.write(content[:2])
            if len(written) == 2:
                raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(Path, "write_bytes", refuse_the_second)
    with pytest.raises(CannotWriteError) as refused:
        put(tmp_path, a_one=b"new one", a_two=b"new two", b_three=b"new three")
    assert str(refused.value) == f"cannot write `{tmp_path}/a/two`: {remedy}"
    assert everything(tmp_path) == {"a/one": b"old one", "a/two": b"old two"}


def test_a_document_that_is_open_elsewhere_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, a_one=b"old")

    def refuse(path: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "", str(path))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(CannotWriteError) as refused:
        put(tmp_path, a_one=b"new")
    assert str(refused.value) == (
        f"cannot write `{tmp_path}/a/one`: this computer does not allow it: "
        "close the document if it is open, or choose another folder"
    )
    assert everything(tmp_path) == {"a/one": b"old"}


def test_folders_made_for_what_could_not_be_written_go_again(tmp_path: Path) -> None:
    (tmp_path / "c").mkdir()
    (tmp_path / "c/report").mkdir()
    with pytest.raises(CannotWriteError, match="a folder stands where the document should go"):
        put(tmp_path, a_b_report=b"new", c_report=b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["c"]


def test_a_file_where_a_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"mine")
    with pytest.raises(CannotWriteError) as refused:
        put(tmp_path / "out", a_report=b"new")
    remedy = "a file stands where a folder is needed: rename that file, or choose another folder"
    assert str(refused.value) == f"cannot write `{tmp_path}/out`: {remedy}"
    assert everything(tmp_path) == {"out": b"mine"}


def test_a_file_marked_read_only_is_left_as_it_is(tmp_path: Path) -> None:
    put(tmp_path, a_report=b"old")
    (tmp_path / "a/report").chmod(0o444)
    with pytest.raises(CannotWriteError, match="it is marked read-only"):
        put(tmp_path, a_report=b"new")
    assert everything(tmp_path) == {"a/report": b"old"}


def test_being_stopped_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(path: Path, content: bytes) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_bytes", stop)
    with pytest.raises(KeyboardInterrupt):
        put(tmp_path, a_report=b"new")
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_half_written_goes_and_nothing_else(tmp_path: Path) -> None:
    """Only old files of that very name go: a new one may still be written."""
    names = (".0123456789abcdef.part", ".fedcba9876543210.part", "mine.part", ".of-mine.part")
    (tmp_path / "northshire").mkdir()
    for name in names:
        (tmp_path / "northshire" / name).write_text("half")
        os.utime(tmp_path / "northshire" / name, (1000, 1000))
    os.utime(tmp_path / "northshire" / names[1], (5000, 5000))
    assert [path.name for path in clear_leftovers(tmp_path, before=4000)] == [names[0]]
    assert sorted(path.name for path in (tmp_path / "northshire").iterdir()) == sorted(names[1:])
