"""Redlines from the command line: which versions, whose changes, what is written, what is refused, how."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.cli import commands
from reportgen.redline.settle import accepted, rejected
from tests.history.repositories import CLERK, OFFICER, Made, new_repository
from tests.office import numbers_of, parts_of, root_of, w
from tests.redline.meaning import meaning
from tests.redline.shown import shown

NORTHSHIRE = Path(__file__).parents[2] / "decisions" / "northshire"
COUNCIL = (NORTHSHIRE / "council.yaml").read_text("utf-8")
OLD = (NORTHSHIRE / "home-care-2025.yaml").read_text("utf-8")
NEW = OLD.replace("cost: £2,184,000", "cost: £2,190,000").replace("so that carers drive less", "so that carers walk")
CARE = "northshire/care.yaml"
WORD = "build/northshire/care/report.redline.docx"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return a repository with two versions of a decision."""
    made = new_repository(tmp_path_factory.mktemp("northshire"))
    made.commit("First draft", OFFICER, northshire__council=COUNCIL, northshire__care=OLD)
    made.commit("The sums of finance", CLERK, northshire__care=NEW)
    return made


@pytest.fixture(autouse=True)
def _in_the_repository(kept: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.git("checkout", "-q", "main", "--", ".")
    monkeypatch.chdir(kept.top)


def redline(*words: str, expect: int = 0, out: Path | None = None) -> Result:
    done = CliRunner().invoke(commands, ("redline", *words))
    assert done.exit_code == expect, done.output
    return done


def changes(content: bytes) -> list[str]:
    return [line for line in shown(content) if re.search(r"\{\+|\[-", line)]


def marks(content: bytes) -> set[tuple[str, str]]:
    found = root_of(content).iter(w("ins"), w("del"))
    return {(mark.get(w("author")), mark.get(w("date"), "")) for mark in found}


def test_word_shows_what_changed_since_a_revision() -> None:
    assert redline(CARE, "--from", "HEAD~1", "-o", "build/a").stdout == "build/a/northshire/care/report.redline.docx\n"
    content = Path("build/a/northshire/care/report.redline.docx").read_bytes()
    assert changes(content) == [
        "Cost: [-£2,184,000-]{+£2,190,000+} (all hours at contract prices)",
        "Rounds are planned by area, so that carers [-drive less-]{+walk+}.",
    ]


def test_both_versions_come_out_as_build_makes_them(tmp_path: Path) -> None:
    redline(CARE, "--from", "HEAD~1", "-o", str(tmp_path))
    content = (tmp_path / "northshire/care/report.redline.docx").read_bytes()
    for name, text, settled in (("new", NEW, accepted), ("old", OLD, rejected)):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "council.yaml").write_text(COUNCIL, "utf-8")
        (folder / "care.yaml").write_text(text, "utf-8")
        CliRunner().invoke(commands, ("build", str(folder / "care.yaml"), "-o", str(folder)))
        assert meaning(settled(content)) == meaning((folder / "northshire/care/report.docx").read_bytes())


def test_a_redline_can_be_pulled_as_the_document_can(tmp_path: Path) -> None:
    redline(CARE, "--from", "HEAD~1", "-o", str(tmp_path))
    done = CliRunner().invoke(commands, ("pull", str(tmp_path / "northshire/care/report.redline.docx")))
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "Nothing was changed.")


def test_changes_are_those_of_the_commit(tmp_path: Path) -> None:
    redline(CARE, "--from", "HEAD~1", "--to", "HEAD", "-o", str(tmp_path))
    content = (tmp_path / "northshire/care/report.redline.docx").read_bytes()
    assert marks(content) == {(CLERK, "2026-03-02T10:00:00Z")}


def test_a_file_that_is_unchanged_since_its_commit_is_that_commits(tmp_path: Path) -> None:
    redline(CARE, "--from", "HEAD~1", "-o", str(tmp_path))
    assert {author for author, _ in marks((tmp_path / "northshire/care/report.redline.docx").read_bytes())} == {CLERK}


def test_what_is_not_committed_is_the_working_copys(tmp_path: Path) -> None:
    Path(CARE).write_text(NEW.replace("so that carers walk", "so that carers cycle"), "utf-8")
    redline(CARE, "--from", "HEAD", "-o", str(tmp_path))
    ((author, date),) = marks((tmp_path / "northshire/care/report.redline.docx").read_bytes())
    assert author == "Working copy"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", date)


def test_an_author_can_be_named(tmp_path: Path) -> None:
    redline(CARE, "--from", "HEAD~1", "--author", "Director of Finance", "-o", str(tmp_path))
    content = (tmp_path / "northshire/care/report.redline.docx").read_bytes()
    assert {author for author, _ in marks(content)} == {"Director of Finance"}


def test_two_files_are_compared(tmp_path: Path) -> None:
    for name, text in (("council", COUNCIL), ("old", OLD), ("new", NEW)):
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    done = redline(str(tmp_path / "old.yaml"), str(tmp_path / "new.yaml"), "-o", str(tmp_path))
    assert len(changes(Path(done.stdout.strip()).read_bytes())) == 2


def test_each_version_has_the_house_style_that_it_had(tmp_path: Path) -> None:
    council = Path("northshire/council.yaml")
    council.write_text(re.sub("(?m)^style: .*$", "style: bury", COUNCIL), "utf-8")
    assert "style: bury" in council.read_text("utf-8")
    redline(CARE, "--from", "HEAD", "-o", str(tmp_path))
    content = (tmp_path / "northshire/care/report.redline.docx").read_bytes()
    number = ("2.1", "The contracts provide for an extension")
    told = [[(n, words[:38]) for n, words in numbers_of(settled(content))] for settled in (rejected, accepted)]
    assert [number in one for one in told] == [True, False]


def test_markdown_and_a_page_show_the_same(tmp_path: Path) -> None:
    redline(CARE, "--from", "HEAD~1", "-f", "md", "-f", "html", "-o", str(tmp_path))
    folder = tmp_path / "northshire/care"
    text = (folder / "report.redline.md").read_text("utf-8")
    assert "4.5 Cost: {--£2,184,000--}{++£2,190,000++} (all hours at contract prices)" in text
    first = text.splitlines()[0]
    assert re.fullmatch(
        r"What changed from HEAD~1 \(\w{8}\) of 2 March 2026 to northshire/care\.yaml as it stands now, by "
        + re.escape(CLERK)
        + r"\. Added: \{\+\+like this\+\+\}\. Taken out: \{--like this--\}\.",
        first,
    )
    page = (folder / "report.redline.html").read_text("utf-8")
    assert '<del><span class="hidden">taken out: </span>£2,184,000<span class="hidden"> (end)</span></del>' in page


def test_the_same_versions_give_the_same_bytes(tmp_path: Path) -> None:
    words = (CARE, "--from", "HEAD~1", "--to", "HEAD", "-f", "docx", "-f", "html")
    for name in ("one", "other"):
        redline(*words, "-o", str(tmp_path / name))
    one, other = (
        {path.name: path.read_bytes() for path in (tmp_path / name).rglob("report.*")} for name in ("one", "other")
    )
    assert one == other
    assert not any(b"/tmp/" in part for part in parts_of(one["report.redline.docx"]).values())


def test_nothing_that_differs_is_said_and_nothing_written(tmp_path: Path) -> None:
    done = redline(CARE, "--from", "HEAD", "-o", str(tmp_path))
    assert re.sub(r"\w{8}(?=\))", "…", done.stderr) == (
        "Nothing differs between `HEAD` (…) of 2 March 2026 and `northshire/care.yaml` as it stands now in this "
        "document: nothing was written.\n"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        ((CARE, "--from", "man"), 2, "There is no revision `man` in this git repository: did you mean `main`?"),
        ((CARE,), 2, "Give the older version: --from and a revision, such as --from HEAD~1; `reportgen history "),
        ((CARE, CARE, "--from", "HEAD"), 2, "Two files are two versions: leave out --from and --to, or name one file."),
        ((CARE, CARE, CARE), 2, "Name one file and give --from, or name two files: the older one, then the newer one."),
        (("northshire", "--from", "HEAD"), 2, "`northshire` is a folder: name one decision or meeting file."),
        (("northshire/car.yaml", "--from", "HEAD"), 2, "There is no file `northshire/car.yaml`. Did you mean"),
        ((CARE, "--from", "HEAD~1", "-k", "repor"), 2, "There is no kind of document called `repor`. Did you mean"),
        ((CARE, "--from", "HEAD~1", "-s", "bury2"), 2, "There is no house style called `bury2`. Did you mean `bury`?"),
    ],
)
def test_what_is_meant_by_no_version_is_said(words: tuple[str, ...], code: int, message: str) -> None:
    assert message in " ".join(redline(*words, expect=code).stderr.split())


def test_a_file_that_is_younger_than_the_revision_is_said_to_be() -> None:
    Path("northshire/other.yaml").write_text(OLD, "utf-8")
    done = redline("northshire/other.yaml", "--from", "HEAD", expect=2)
    assert "`northshire/other.yaml` is not in the revision `HEAD`. It is in no commit yet." in done.stderr
    Path("northshire/other.yaml").unlink()


def test_a_file_that_is_gone_can_be_compared_in_two_revisions(tmp_path: Path) -> None:
    Path(CARE).unlink()
    redline(CARE, "--from", "HEAD~1", "--to", "HEAD", "-o", str(tmp_path))
    assert len(changes((tmp_path / "northshire/care/report.redline.docx").read_bytes())) == 2
    gone = redline("northshire/none.yaml", "--from", "HEAD~1", "--to", "HEAD", expect=2)
    assert "`northshire/none.yaml` is not in the revision `HEAD`. It is in no commit yet." in gone.stderr


def test_a_file_outside_git_is_told_of_the_other_way(tmp_path: Path) -> None:
    path = tmp_path / "care.yaml"
    path.write_text(OLD, "utf-8")
    done = redline(str(path), "--from", "HEAD", expect=2)
    assert "is in no git repository" in done.stderr
    assert "reportgen redline OLD.yaml NEW.yaml" in done.stderr


def test_a_version_that_gives_no_document_is_told_at_its_line(tmp_path: Path) -> None:
    made = new_repository(tmp_path / "broken")
    made.commit("Broken", northshire__council=COUNCIL, northshire__care=OLD.replace("time: 14:00", "time: noon-ish"))
    Path(made.top, CARE).write_text(OLD, "utf-8")
    done = redline(str(made.top / CARE), "--from", "HEAD", "-o", str(tmp_path), expect=1)
    assert re.search(r"care\.yaml \(HEAD \(\w{8}\) of 2 March 2026\):10:9: FIELD-\w+ error: ", done.stderr)
    said = " ".join(done.stderr.split())
    assert "There is no document of `HEAD`" in said
    assert "name another revision (`reportgen history " in said
    assert "or mend a copy of the file as it was then and compare two files." in said
    assert "reportgen-" not in done.stderr


# What the public may not see -----------------------------------------------------------------------------------


def copies(tmp_path: Path, old: str, new: str, *words: str, expect: int = 0) -> Result:
    for name, text in (("council", COUNCIL), ("old", old), ("new", new)):
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    out = tmp_path / "out"
    return redline(str(tmp_path / "old.yaml"), str(tmp_path / "new.yaml"), "-o", str(out), *words, expect=expect)


PRICES = "    exempt:\n      paragraphs: [3]\n"
SECRET = "Acme charges £27.45 an hour in the north and Bright Care charges £28.95 there."


def test_a_public_redline_holds_nothing_exempt(tmp_path: Path) -> None:
    old = OLD.replace(PRICES, f"    text: {SECRET}\n{PRICES}")
    new = NEW.replace(PRICES, f"    text: {SECRET.replace('27.45', '27.95')}\n{PRICES}")
    done = copies(tmp_path, old, new, "-f", "docx", "-f", "md", "-f", "html")
    for line in done.stdout.splitlines():
        path = Path(line)
        said = b"".join(parts_of(path.read_bytes()).values()) if path.suffix == ".docx" else path.read_bytes()
        assert b"Acme" not in said
        assert b"27.45" not in said


def test_an_exempt_redline_shows_it_to_those_who_may_see_it(tmp_path: Path) -> None:
    old = OLD.replace(PRICES, f"    text: {SECRET}\n{PRICES}")
    new = NEW.replace(PRICES, f"    text: {SECRET.replace('27.45', '27.95')}\n{PRICES}")
    done = copies(tmp_path, old, new, "--audience", "exempt")
    assert done.stdout.endswith("report.redline.exempt.docx\n")
    assert any("£27.45" in line for line in changes(Path(done.stdout.strip()).read_bytes()))


def test_what_was_public_and_is_exempt_now_is_not_shown_as_taken_out(tmp_path: Path) -> None:
    reasons = "  The contracts provide for an extension, and providers"
    old = OLD.replace(reasons, f"  {SECRET} The contracts provide for an extension, and providers")
    new = OLD.replace(PRICES, f"    text: {SECRET}\n{PRICES}")
    done = copies(tmp_path, old, new, expect=1)
    assert f"says in public what is exempt now: {SECRET} A public redline" in done.stderr
    assert not (tmp_path / "out").exists()
    copies(tmp_path, old, new, "--audience", "exempt")
