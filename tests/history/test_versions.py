"""Whose a version of a file is: a commit's, or nobody's yet."""

import os
from pathlib import Path

import pytest

from reportgen.history.repository import repository_of
from reportgen.history.versions import UNCOMMITTED, version_at, version_now
from tests.history.repositories import CLERK, OFFICER, Made, new_repository

CARE = "northshire/care.yaml"


@pytest.fixture
def made(tmp_path: Path) -> Made:
    made = new_repository(tmp_path / "kept")
    made.commit("First", OFFICER, northshire__care="title: Care\n")
    made.commit("Second", CLERK, northshire__care="title: Home care\n")
    return made


def test_a_file_unchanged_since_its_commit_is_that_commits(made: Made) -> None:
    version = version_now(made.top / CARE)
    assert (version.author, version.hash, version.revision) == (CLERK, made.git("rev-parse", "HEAD"), "")
    assert f"{version.moment:%Y-%m-%d %H:%M}" == "2026-03-02 10:00"


def test_a_file_changed_since_is_nobodys_and_of_when_it_was_saved(made: Made) -> None:
    path = made.put(CARE, "title: Care at home\n")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    version = version_now(path)
    assert (version.author, version.commit, version.hash) == (UNCOMMITTED, None, "")
    assert version.moment is not None
    assert version.moment.timestamp() == 1_700_000_000


def test_a_version_of_a_revision_lies_in_a_folder_of_its_own(made: Made, tmp_path: Path) -> None:
    repository = repository_of(made.top)
    assert repository is not None
    version = version_at(repository, made.top / CARE, "HEAD~1", tmp_path)
    assert version is not None
    assert (version.path, version.author) == (tmp_path / CARE, OFFICER)
    assert version.revision == version.hash == made.git("rev-parse", "HEAD~1")
    assert version.path.read_text("utf-8") == "title: Care\n"


def test_a_revision_without_the_file_has_no_version(made: Made, tmp_path: Path) -> None:
    repository = repository_of(made.top)
    assert repository is not None
    assert version_at(repository, made.put("northshire/new.yaml", ""), "HEAD", tmp_path) is None
