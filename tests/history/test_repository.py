"""What git is asked, and how: each test in a repository of its own."""

import os
import re
import stat
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from reportgen.history import repository as reading
from reportgen.history.repository import HistoryError, Repository, repository_of
from tests.history.repositories import CLERK, OFFICER, Made, new_repository

ONE = "title: Home care\ncost: £1m\nend: 2027\n"
TWO = ONE.replace("£1m", "£2m")


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return new_repository(tmp_path / "council")


def of(made: Made) -> Repository:
    found = repository_of(made.top)
    assert found is not None
    return found


def refusal(made: Made, named: str) -> str:
    with pytest.raises(HistoryError) as refused:
        of(made).revision(named)
    return str(refused.value)


# What is read ---------------------------------------------------------------------------------------------------


def test_commits_of_a_file_newest_first_by_its_older_name_too(made: Made) -> None:
    first = made.commit("Start the home care paper", CLERK, care=ONE)
    made.commit("Something else", other="a: b\n")
    made.git("mv", "care.yaml", "home-care.yaml")
    moved = made.commit("Call it by its name")
    last = made.commit("Cost as at month 5", home_care="", **{"home-care": TWO})
    commits = of(made).commits(made.top / "home-care.yaml")
    assert [(one.hash, one.author, one.subject, one.name) for one in commits] == [
        (last, OFFICER, "Cost as at month 5", "home-care.yaml"),
        (moved, OFFICER, "Call it by its name", "home-care.yaml"),
        (first, CLERK, "Start the home care paper", "care.yaml"),
    ]
    assert commits[-1].date == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert commits[0].before == (commits[1].content,)
    assert of(made).contents([commits[0].content, commits[-1].content]) == {
        commits[0].content: TWO.encode(),
        commits[-1].content: ONE.encode(),
    }


def test_a_paper_begun_from_anothers_file_has_not_that_ones_history(made: Made) -> None:
    made.commit("The first home's paper", care=ONE)
    made.commit("Its cost", care=TWO)
    made.commit("The second home's paper", second=TWO.replace("Home", "Second home"))
    made.commit("Change", second=TWO.replace("Home", "The second home"))
    subjects = [one.subject for one in of(made).commits(made.top / "second.yaml")]
    assert subjects == ["Change", "The second home's paper"]
    assert of(made).content_at("HEAD~3", made.top / "second.yaml") is None


def test_commits_between_two_revisions(made: Made) -> None:
    for place in range(5):
        made.commit(f"Change {place}", care=f"cost: {place}\n")
    subjects = [one.subject for one in of(made).commits(made.top / "care.yaml", "HEAD~3", "HEAD~1")]
    assert subjects == ["Change 3", "Change 2"]


def test_a_merge_is_a_commit_of_a_file_where_it_settles_what_it_says(made: Made) -> None:
    made.commit("Start", care=ONE)
    made.git("checkout", "-q", "-b", "finance")
    made.commit("Finance's figure", care=ONE.replace("£1m", "£3m"))
    made.git("checkout", "-q", "main")
    made.commit("Our figure", care=TWO)
    made.git("merge", "-q", "finance", refused=True)
    path = made.top / "care.yaml"
    assert of(made).is_in_conflict(path)
    settled = made.commit("Agreed figure", care=ONE.replace("£1m", "£2.5m"))
    commits = of(made).commits(path)
    assert [one.subject for one in commits] == ["Agreed figure", "Our figure", "Finance's figure", "Start"]
    assert [len(one.before) for one in commits] == [2, 1, 1, 0]
    assert of(made).commit_holding(path) == settled
    assert not of(made).is_in_conflict(path)


def test_the_text_of_a_file_at_a_revision_by_the_name_that_it_had(made: Made) -> None:
    made.commit("Start", care=ONE)
    made.git("tag", "draft")
    made.git("mv", "care.yaml", "home-care.yaml")
    made.commit("Rename and change", **{"home-care": TWO})
    path = made.top / "home-care.yaml"
    assert of(made).content_at("draft", path) == ONE.encode()
    assert of(made).content_at("HEAD", path) == TWO.encode()
    assert of(made).content_at("HEAD", made.top / "nowhere.yaml") is None


def test_a_file_renamed_but_not_committed_yet_is_known_by_its_older_name(made: Made) -> None:
    made.commit("Start", care=ONE)
    made.git("mv", "care.yaml", "home-care.yaml")
    path = made.top / "home-care.yaml"
    assert of(made).content_at("HEAD", path) == ONE.encode()
    assert [one.subject for one in of(made).commits(path)] == ["Start"]


def test_the_commit_that_gave_a_file_its_very_bytes(made: Made) -> None:
    first = made.commit("Start", care=ONE, other=ONE)
    second = made.commit("Change", care=TWO)
    care, other = made.top / "care.yaml", made.top / "other.yaml"
    assert of(made).commits_holding((care, other)) == {care: second, other: first}
    care.write_text(ONE, "utf-8")
    assert of(made).commit_holding(care) is None
    care.write_bytes(TWO.replace("\n", "\r\n").encode())
    assert of(made).commit_holding(care) == second
    assert of(made).commit_holding(made.put("new.yaml", ONE)) is None


def test_lines_know_the_commit_that_they_come_from(made: Made) -> None:
    made.commit("Start", CLERK, care=ONE)
    made.commit("Cost as at month 5", OFFICER, care=TWO)
    path = made.put("care.yaml", TWO + "new: line\n")
    lines = of(made).blame(path)
    assert [one and one.subject for one in lines] == ["Start", "Cost as at month 5", "Start", None]
    assert [one and one.author for one in lines] == [CLERK, OFFICER, CLERK, None]
    unsaved = of(made).blame(path, ONE.replace("\n", "\r\n"))
    assert [one and one.subject for one in unsaved] == ["Start", None, "Start"]
    assert of(made).blame(made.put("new.yaml", ONE)) == (None, None, None)


def test_what_a_subject_stood_on_is_laid_in_a_folder(made: Made, tmp_path: Path) -> None:
    made.put("templates/styles/northshire.docx", "a letterhead")
    made.put("notes.txt", "nobody stands on this")
    made.commit("Start", northshire__council="name: Northshire\n", northshire__care=ONE)
    made.git("mv", "northshire/care.yaml", "northshire/home-care.yaml")
    made.commit("Change", northshire__council="name: Northshire Council\n")
    laid = of(made).subject_at("HEAD~1", made.top / "northshire/home-care.yaml", tmp_path / "then")
    assert laid == tmp_path / "then/northshire/care.yaml"
    found = {path.relative_to(tmp_path / "then").as_posix() for path in (tmp_path / "then").rglob("*")}
    assert {name for name in found if "." in name} == {
        ".git", "northshire/care.yaml", "northshire/council.yaml", "templates/styles/northshire.docx",
    }  # fmt: skip
    assert laid.read_text("utf-8") == ONE
    assert (laid.parent / "council.yaml").read_text("utf-8") == "name: Northshire\n"
    assert of(made).subject_at("HEAD", made.top / "nowhere.yaml", tmp_path / "none") is None


def test_a_link_leads_to_what_it_led_to_and_never_out_of_the_repository(made: Made, tmp_path: Path) -> None:
    made.put("shared/council.yaml", "name: Northshire\n")
    made.put("care.yaml", ONE)
    (made.top / "council.yaml").symlink_to("shared/council.yaml")
    (made.top / "secret.yaml").symlink_to("/etc/passwd")
    made.commit("Links")
    of(made).subject_at("HEAD", made.top / "care.yaml", tmp_path / "then")
    assert (tmp_path / "then/council.yaml").read_text("utf-8") == "name: Northshire\n"
    assert not (tmp_path / "then/secret.yaml").exists()


def test_what_stands_in_the_work_tree_today_does_not_matter_to_an_older_version(made: Made, tmp_path: Path) -> None:
    made.commit("Start", northshire__council="name: Northshire\n", northshire__care=ONE, northshire__other=TWO)
    for name in ("council", "other"):
        (made.top / f"northshire/{name}.yaml").unlink()
        (made.top / f"northshire/{name}.yaml").symlink_to("/etc/passwd")
    laid = of(made).subject_at("HEAD", made.top / "northshire/care.yaml", tmp_path / "then")
    assert laid is not None
    assert (laid.parent / "council.yaml").read_text("utf-8") == "name: Northshire\n"


def test_a_file_in_a_repository_within_the_repository_has_the_history_of_that_one(made: Made, tmp_path: Path) -> None:
    inner = new_repository(tmp_path / "inner")
    inner.commit("Inner", care=ONE)
    made.commit("Outer", other=ONE)
    made.git("submodule", "--quiet", "add", str(inner.top), "within")
    made.commit("Take the inner one in")
    path = made.top / "within/care.yaml"
    within = repository_of(path)
    assert within is not None
    assert within.top == made.top / "within"
    assert [one.subject for one in within.commits(path)] == ["Inner"]
    of(made).subject_at("HEAD", made.top / "other.yaml", tmp_path / "then")
    assert not (tmp_path / "then/within").exists()


# What can't be read ---------------------------------------------------------------------------------------------


def test_no_repository(tmp_path: Path) -> None:
    assert repository_of(tmp_path / "care.yaml") is None


def test_a_folder_called_git_is_not_enough(made: Made, tmp_path: Path) -> None:
    (made.top / "paper/.git").mkdir(parents=True)
    found = repository_of(made.top / "paper/care.yaml")
    assert found is not None
    with pytest.raises(HistoryError, match=r"is there, but is no git repository that can be read: clone it anew\."):
        found.commits(made.top / "paper/care.yaml")


def test_before_the_first_commit(made: Made) -> None:
    path = made.put("care.yaml", ONE)
    assert of(made).commits(path) == ()
    assert of(made).commit_holding(path) is None
    assert of(made).blame(path) == (None, None, None)
    assert refusal(made, "HEAD") == "There is no commit in this git repository yet."


def test_a_revision_that_there_is_none_of(made: Made) -> None:
    made.commit("Start", care=ONE)
    assert refusal(made, "mian") == "There is no revision `mian` in this git repository: did you mean `main`?"
    assert refusal(made, "HEAD~7") == (
        "There is no revision `HEAD~7` in this git repository: give a commit's hash, a branch, a tag, or `HEAD~1` for "
        "the commit before the last."
    )
    assert "no revision `HEAD:care.yaml`" in refusal(made, "HEAD:care.yaml")


@pytest.mark.parametrize("named", ["--all", "--output=stolen", "-1", "", "HEAD\n--all", "HEAD\0", "--upload-pack=x"])
def test_a_revision_is_never_an_option(made: Made, named: str) -> None:
    made.commit("Start", care=ONE)
    assert "There is no revision" in refusal(made, named)
    assert not (made.top / "stolen").exists()


def test_a_copy_without_the_older_commits_says_so(made: Made, tmp_path: Path) -> None:
    made.commit("Start", care=ONE)
    made.commit("Change", care=TWO)
    made.git("clone", "-q", "--depth=1", made.top.as_uri(), str(tmp_path / "copy"))
    copy = Made(tmp_path / "copy")
    assert of(copy).is_shallow
    assert [one.subject for one in of(copy).commits(copy.top / "care.yaml")] == ["Change"]
    assert refusal(copy, "HEAD~1").endswith(
        "This copy was made without the older commits: `git fetch --unshallow` brings them."
    )


def test_a_file_outside_the_repository(made: Made, tmp_path: Path) -> None:
    made.commit("Start", care=ONE)
    with pytest.raises(HistoryError, match="is not in the git repository"):
        of(made).content_at("HEAD", tmp_path / "care.yaml")


def test_git_that_is_not_installed(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made.put("care.yaml", ONE)
    monkeypatch.setenv("PATH", str(made.top))
    with pytest.raises(HistoryError, match=r"^git is not installed, or not where programs are looked for: install it"):
        of(made).commits(path)


def test_a_program_called_git_in_the_current_folder_is_not_run(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    made.commit("Start", care=ONE)
    script(made.top / "git", made.top / "run")
    monkeypatch.chdir(made.top)
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.pathsep}{os.environ['PATH']}")
    assert len(of(made).commits(made.top / "care.yaml")) == 1
    assert not (made.top / "run").exists()


def test_a_repository_of_another_user_is_not_read(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    made.commit("Start", care=ONE)
    usual = reading._environment
    another = {"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    monkeypatch.setattr(reading, "_environment", lambda top: usual(top) | another)
    with pytest.raises(HistoryError) as refused:
        of(made).commits(made.top / "care.yaml")
    assert str(refused.value) == (
        f"git reads no repository that belongs to another user, and `{made.top}` does. If you trust it, run: "
        f"git config --global --add safe.directory {made.top}"
    )


def test_git_that_does_not_come_to_an_end_is_stopped(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = tmp_path / "bin/git"
    endless.parent.mkdir()
    endless.write_text("#!/bin/sh\nexec tail -f /dev/null\n")
    endless.chmod(0o755)
    monkeypatch.setenv("PATH", f"{endless.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(reading, "MOST_SECONDS", 0.05)
    with pytest.raises(HistoryError, match="git did not answer within 0 seconds"):
        _ = of(made).head


def test_more_than_can_be_read_is_not_read(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    made.commit("Start", care=ONE * 100)
    monkeypatch.setattr(reading, "MOST_BYTES", 500)
    with pytest.raises(HistoryError, match="git has more to say"):
        of(made).content_at("HEAD", made.top / "care.yaml")


# What a repository may not do -----------------------------------------------------------------------------------


def script(path: Path, trace: Path) -> str:
    """Write a program that leaves a trace when it is run."""
    path.write_text(f"#!/bin/sh\ntouch '{trace}'\ncat\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_nothing_that_a_repository_names_is_run(made: Made, tmp_path: Path) -> None:
    trace = tmp_path / "run"
    program = script(tmp_path / "program", trace)
    made.put(".gitattributes", "*.yaml diff=odd filter=odd\n")
    made.commit("Start", care=ONE)
    made.commit("Change", care=TWO)
    path = made.put("care.yaml", TWO + "new: line\n")
    for setting in (
        *(
            "core.fsmonitor",
            "core.pager",
            "core.editor",
            "core.sshCommand",
            "core.askPass",
            "core.alternateRefsCommand",
        ),
        *("diff.external", "diff.odd.textconv", "diff.odd.command", "filter.odd.clean", "filter.odd.smudge"),
        *("filter.odd.process", "gpg.program", "pager.log", "pager.blame", "pager.ls-tree"),
        *("core.alternateRefsCommand", "uploadpack.packObjectsHook", "interactive.diffFilter", "sequence.editor"),
    ):
        made.git("config", setting, program)
    made.git("config", "log.showSignature", "true")
    for hook in ("post-index-change", "reference-transaction", "fsmonitor-watchman", "pre-auto-gc"):
        script(made.top / ".git/hooks" / hook, trace)
    for setting in ("alias.log", "alias.blame", "alias.cat-file", "alias.ls-tree", "alias.rev-parse"):
        made.git("config", setting, f"!{program}")
    trace.unlink(missing_ok=True)
    ours = of(made)
    assert len(ours.commits(path)) == 2
    assert ours.content_at("HEAD~1", path) == ONE.encode()
    assert [one is not None for one in ours.blame(path)] == [True, True, True, False]
    assert ours.commit_holding(path) is None
    assert not ours.is_in_conflict(path)
    assert ours.subject_at("HEAD", path, tmp_path / "then") is not None
    assert not trace.exists()


def test_nothing_is_fetched_for_what_is_missing(made: Made, tmp_path: Path) -> None:
    trace = tmp_path / "run"
    program = script(tmp_path / "program", trace)
    made.commit("Start", care=ONE)
    kept = made.git("rev-parse", "HEAD:care.yaml")
    for name, value in (
        ("core.repositoryFormatVersion", "1"), ("extensions.partialClone", "origin"),
        ("remote.origin.url", f"ext::{program}"), ("remote.origin.promisor", "true"),
        ("protocol.ext.allow", "always"), ("remote.origin.uploadpack", program),
    ):  # fmt: skip
        made.git("config", name, value)
    (made.top / ".git/objects" / kept[:2] / kept[2:]).unlink()
    with pytest.raises(HistoryError, match="This copy of the repository lacks what `care"):
        of(made).content_at("HEAD", made.top / "care.yaml")
    assert not trace.exists()


def test_nothing_is_written(made: Made) -> None:
    made.commit("Start", care=ONE)
    path = made.put("care.yaml", TWO)
    before = {file: file.stat().st_mtime_ns for file in made.top.rglob("*")}
    ours = of(made)
    ours.commits(path), ours.blame(path), ours.commit_holding(path), ours.is_in_conflict(path), ours.is_shallow
    assert {file: file.stat().st_mtime_ns for file in made.top.rglob("*")} == before


def test_what_the_environment_says_leads_nowhere_else(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = new_repository(tmp_path / "other")
    other.commit("Of the other", care=TWO)
    made.commit("Of this one", care=ONE)
    for name, value in (
        ("GIT_DIR", str(other.top / ".git")), ("GIT_WORK_TREE", str(other.top)),
        ("GIT_INDEX_FILE", str(other.top / ".git/index")), ("GIT_EXTERNAL_DIFF", "false"),
        ("GIT_CONFIG_COUNT", "1"), ("GIT_CONFIG_KEY_0", "alias.log"), ("GIT_CONFIG_VALUE_0", "!false"),
        ("GIT_TRACE", "1"), ("GIT_LITERAL_PATHSPECS", "0"), ("LC_ALL", "de_DE.UTF-8"), ("LANGUAGE", "de"),
    ):  # fmt: skip
        monkeypatch.setenv(name, value)
    commits = of(made).commits(made.top / "care.yaml")
    assert [one.subject for one in commits] == ["Of this one"]
    assert of(made).content_at("HEAD", made.top / "care.yaml") == ONE.encode()


@pytest.mark.parametrize(
    "name", ["--all.yaml", "-n1.yaml", ":(top)care.yaml", "*.yaml", "a b.yaml", "’s £.yaml", "[x].yaml", 'q"q.yaml']
)
def test_a_name_is_never_an_option_or_a_pattern(made: Made, name: str) -> None:
    made.commit("Another", care=TWO)
    path = made.put(name, ONE)
    given = made.commit("Odd name")
    assert [one.subject for one in of(made).commits(path)] == ["Odd name"]
    assert of(made).content_at("HEAD", path) == ONE.encode()
    assert of(made).commit_holding(path) == given
    assert [one and one.subject for one in of(made).blame(path)] == ["Odd name"] * 3


def test_what_a_commit_says_can_not_move_a_terminals_cursor(made: Made) -> None:
    made.commit("Cost\x1b[2J up \x02to \u202e£9m", "Officer \x1b]0;x\x07", care=ONE)
    commit = of(made).commits(made.top / "care.yaml")[0]
    assert not re.search(r"[\x00-\x1f\u202e]", commit.subject + commit.author)
    assert commit.subject == "Cost [2J up  to  £9m"
    blamed = of(made).blame(made.top / "care.yaml")[0]
    assert blamed is not None
    assert (blamed.subject, blamed.author) == (commit.subject, commit.author)


def test_a_settings_way_of_showing_a_log_changes_nothing(made: Made) -> None:
    made.commit("Start", care=ONE)
    for name, value in (
        ("log.showRoot", "false"), ("log.date", "relative"), ("log.decorate", "full"), ("diff.renames", "false"),
        ("log.diffMerges", "off"), ("format.pretty", "oneline"), ("color.ui", "always"), ("core.abbrev", "4"),
        ("i18n.logOutputEncoding", "ISO-8859-1"), ("diff.noprefix", "true"), ("blame.ignoreRevsFile", "nowhere"),
        ("core.quotePath", "true"), ("diff.relative", "true"),
    ):  # fmt: skip
        made.git("config", name, value)
    made.git("mv", "care.yaml", "pflege-ü.yaml")
    made.commit("Für später", **{"pflege-ü": TWO})
    path = made.top / "pflege-ü.yaml"
    assert [(one.subject, one.name) for one in of(made).commits(path)] == [
        ("Für später", "pflege-ü.yaml"), ("Start", "care.yaml"),
    ]  # fmt: skip
    assert [one and one.subject for one in of(made).blame(path)] == ["Start", "Für später", "Start"]


def test_a_date_with_a_zone_of_its_own(made: Made) -> None:
    made.put("care.yaml", ONE)
    made.git("add", ".")
    made.git("commit", "-q", "-m", "In summer", "--date=2026-07-01T09:30:00+01:00")
    summer = datetime(2026, 7, 1, 9, 30, tzinfo=timezone(timedelta(hours=1)))
    commit = of(made).commits(made.top / "care.yaml")[0]
    assert (commit.date, commit.date.isoformat()) == (summer, "2026-07-01T09:30:00+01:00")
    blamed = of(made).blame(made.top / "care.yaml")[0]
    assert blamed is not None
    assert blamed.date.isoformat() == "2026-07-01T09:30:00+01:00"


def test_a_repository_with_the_longer_hashes(tmp_path: Path) -> None:
    top = tmp_path / "council"
    top.mkdir()
    made = Made(top)
    made.git("init", "-q", "-b", "main", "--object-format=sha256")
    made.commit("Start", care=ONE)
    last = made.commit("Change", care=TWO)
    path = top / "care.yaml"
    assert len(last) == 64
    assert [one.subject for one in of(made).commits(path)] == ["Change", "Start"]
    assert of(made).commit_holding(path) == last
    assert of(made).content_at("HEAD~1", path) == ONE.encode()
    assert [one and one.subject for one in of(made).blame(path)] == ["Start", "Change", "Start"]


def test_a_second_work_tree_of_one_repository(made: Made, tmp_path: Path) -> None:
    made.commit("Start", care=ONE)
    made.git("worktree", "add", "-q", "-b", "finance", str(tmp_path / "finance"))
    other = Made(tmp_path / "finance", hours=3)
    last = other.commit("Finance's figure", care=TWO)
    found = repository_of(other.top / "care.yaml")
    assert found is not None
    assert found.top == other.top
    assert found.commit_holding(other.top / "care.yaml") == last
    assert [one.subject for one in of(made).commits(made.top / "care.yaml")] == ["Start"]
