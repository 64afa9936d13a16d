"""Finance, legal and directors stay in Word: a paper from its first build to what git says in the end.

As officers see it, by what they type and what they are told: nothing that anybody wrote is lost on the way.
"""

import re
import shlex
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document

from reportgen.cli import commands
from tests.history.repositories import OFFICER, Made, new_repository
from tests.pull.hands import Hand

PAPER = "northshire/home-care-2025.yaml"
WORD = Path("build/northshire/home-care-2025/report.docx")
DIRECTOR = "Director of Finance"
RISK = "Providers lose staff over the winter and can't take new residents."
EXAMPLE = Path(__file__).parent.parent.parent / "decisions/northshire"


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Made]:
    """Return a repository with the worked example committed, as `reportgen init` and an officer leave it."""
    monkeypatch.chdir(tmp_path)
    made = new_repository(tmp_path)
    shutil.copytree(EXAMPLE, tmp_path / "northshire")
    made.put(".gitignore", "build/\n")
    made.commit("The home care paper")
    yield made


def run(*words: str, expect: int = 0) -> Result:
    done = CliRunner().invoke(commands, words)
    assert done.exit_code == expect, done.output
    return done


def in_word(path: Path, *changes: tuple[str, str], author: str = "") -> None:
    """Change words in a document as a director does, and save it in her name; with an author, as tracked changes."""
    hand = Hand(path.read_bytes(), author)
    for old, new in changes:
        hand.retype(old, new)
    path.write_bytes(hand.saved())
    document = Document(str(path))
    document.core_properties.last_modified_by = DIRECTOR
    document.core_properties.modified = datetime(2025, 9, 3, 15, 20, tzinfo=UTC)
    document.save(str(path))


def in_yaml(*changes: tuple[str, str]) -> None:
    text = Path(PAPER).read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    Path(PAPER).write_text(text, "utf-8")


def changed_lines(made: Made) -> list[str]:
    """Return the lines that git shows as taken out and put in."""
    return [line for line in made.git("diff", "-U0").splitlines() if re.match(r"[-+](?![-+])", line)]


def words_of(path: Path) -> str:
    paragraphs = Document(str(path)).element.body.iter(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
    )
    return "".join(str(one.text) for one in paragraphs)


@pytest.mark.parametrize("author", ["", DIRECTOR], ids=["plain", "tracked"])
def test_what_a_director_changes_in_word_comes_into_the_file_and_stays(made: Made, author: str) -> None:
    run("build", PAPER)
    in_word(WORD, ("lose staff", "lose a third of their staff"), author=author)
    theirs = WORD.read_bytes()

    # The officer goes on with the file, and builds again: nothing of the director's is written over.
    in_yaml(("cost_likely: £4,161,000", "cost_likely: £4,160,000"))
    told = run("build", PAPER, expect=1)
    assert WORD.read_bytes() == theirs
    assert f"last by {DIRECTOR} on 3 September 2025" in told.stderr
    offered = re.search(r"reportgen (pull .*)", told.stderr)
    assert offered is not None

    # The command that was offered shows the change and writes nothing; with --apply it is one line of the file.
    before = Path(PAPER).read_bytes()
    shown = run(*shlex.split(offered[1]))
    assert "risks[1].text" in shown.stdout
    assert "a third of their" in shown.stdout
    assert Path(PAPER).read_bytes() == before
    run(*shlex.split(offered[1]), "--apply")
    assert changed_lines(made) == [
        "-  cost_likely: £4,161,000",
        "+  cost_likely: £4,160,000",
        f"-    text: {RISK}",
        f"+    text: {RISK.replace('lose staff', 'lose a third of their staff')}",
    ]

    # The next build takes the document's place; what the director saved is kept, and the two say the same.
    told = run("build", PAPER)
    assert told.stdout == f"{WORD}\n"
    kept = re.search(r"it is kept as `(.*?)`", told.stderr)
    assert kept is not None
    assert Path(kept[1]).read_bytes() == theirs
    assert "Providers lose a third of their staff over the winter" in words_of(WORD)
    assert sorted(path.name for path in WORD.parent.glob("*.docx")) == [Path(kept[1]).name, "report.docx"]
    assert run("build", PAPER).stderr == ""

    # And git tells of it in words.
    made.commit("Comments of Finance", DIRECTOR)
    history = run("history", PAPER).stdout
    assert f"  {DIRECTOR}  {made.git('rev-parse', 'HEAD')[:8]}\nComments of Finance\n" in history
    assert "  extension.cost_likely £4,161,000 to £4,160,000\n" in history
    assert "  risk 1 reworded (4 words of 15: “a third of their” put in)\n" in history
    assert history.rstrip().endswith("The file begins here.")


def test_a_text_that_both_changed_is_nobodys_to_settle_but_theirs(made: Made) -> None:
    run("build", PAPER)
    in_word(WORD, ("over the winter", "every winter"))
    in_yaml((f"text: {RISK}", "text: Providers are short of carers from November to March."))
    made.commit("Our own words", OFFICER)
    before = Path(PAPER).read_bytes()
    shown = run("pull", str(WORD), "--apply", expect=1)
    told = " ".join(re.sub(r"\[-|-\]|\{\+|\+\}", "", shown.stdout).split())
    for words in (RISK, "every winter", "from November to March"):
        assert words in told
    assert Path(PAPER).read_bytes() == before
    # What was not taken in is still left alone.
    assert "was changed after reportgen wrote it" in run("build", PAPER, expect=1).stderr


def test_what_has_no_field_is_told_and_never_lost(made: Made) -> None:
    run("build", PAPER)
    in_word(WORD, ("Recommendations", "What we ask for"))
    theirs = WORD.read_bytes()
    shown = run("pull", str(WORD), "--apply", expect=1)
    assert "What we ask for" in shown.stdout
    assert changed_lines(made) == []
    told = run("build", PAPER, "--discard-edits")
    kept = re.search(r"it is kept as `(.*?)`", told.stderr)
    assert kept is not None
    assert Path(kept[1]).read_bytes() == theirs
    assert run("pull", str(WORD)).exit_code == 0


def test_a_paper_that_was_sent_by_mail_is_pulled_from_where_it_lies(made: Made, tmp_path: Path) -> None:
    run("build", PAPER)
    mailed = tmp_path / "Downloads" / "home care v2 (final).docx"
    mailed.parent.mkdir()
    shutil.copy(WORD, mailed)
    in_word(mailed, ("lose staff", "lose carers"))
    in_yaml(("cost_likely: £4,161,000", "cost_likely: £4,160,000"))
    # What lies where it was built is unedited, and is written over without a word.
    assert run("build", PAPER).stderr == ""
    run("pull", str(mailed), "--apply")
    assert f"+    text: {RISK.replace('lose staff', 'lose carers')}" in changed_lines(made)
    assert [path.name for path in mailed.parent.iterdir()] == [mailed.name]


def test_a_comment_is_told_at_its_line_and_put_there(made: Made) -> None:
    run("build", PAPER)
    asked = "Is this still the figure for July?"
    WORD.write_bytes(Hand(WORD.read_bytes()).comment("lose staff", asked, DIRECTOR).saved())
    line = Path(PAPER).read_text("utf-8").split(RISK)[0].count("\n") + 1
    shown = " ".join(run("pull", str(WORD)).stdout.split())
    for words in (asked, DIRECTOR, f"{PAPER}:{line}"):
        assert words in shown
    run("pull", str(WORD), "--apply")
    new = changed_lines(made)
    assert all(one.startswith("+") and one[1:].lstrip().startswith("# ") for one in new)
    assert DIRECTOR in new[0]
    assert asked in " ".join(one[1:].strip(" #") for one in new)
    run("check", PAPER)


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_what_changed_since_the_last_version_is_shown_as_tracked_changes(made: Made) -> None:
    in_yaml(("lose staff", "lose carers"), ("cost_likely: £4,161,000", "cost_likely: £4,160,000"))
    made.commit("Comments of Finance", DIRECTOR)
    run("build", PAPER)
    redlined = Path(run("redline", PAPER, "--from", "HEAD~1").stdout.strip())
    body = Document(str(redlined)).element.body
    marked = {
        kind: [
            ("".join(text.text for text in one.iter(f"{W}{holds}")), one.get(f"{W}author")) for one in found if len(one)
        ]
        for kind, holds in (("ins", "t"), ("del", "delText"))
        if (found := list(body.iter(f"{W}{kind}")))
    }
    assert (" ".join(marked["del"][0][0].split()), marked["del"][0][1]) == ("£4,161,000", DIRECTOR)
    assert ("staff", DIRECTOR) in marked["del"]
    assert ("carers", DIRECTOR) in marked["ins"]
    assert run("build", PAPER).stderr == ""
    for form in ("md", "html"):
        shown = Path(run("redline", PAPER, "--from", "HEAD~1", "--format", form).stdout.splitlines()[0]).read_text(
            "utf-8"
        )
        assert "staff" in shown
        assert "carers" in shown


def test_a_change_that_is_rejected_in_the_tracked_changes_goes_back(made: Made) -> None:
    in_yaml(("lose staff", "lose carers"), ("cost_likely: £4,161,000", "cost_likely: £4,160,000"))
    made.commit("Comments of Finance", DIRECTOR)
    redlined = Path(run("redline", PAPER, "--from", "HEAD~1").stdout.strip())
    assert "Nothing was changed." in run("pull", str(redlined)).stdout
    hand = Hand(redlined.read_bytes())
    reject(hand, put_in="carers", taken_out="staff")
    redlined.write_bytes(hand.saved())
    run("pull", str(redlined), "--apply")
    assert changed_lines(made) == [f"-    text: {RISK.replace('lose staff', 'lose carers')}", f"+    text: {RISK}"]


def reject(hand: Hand, *, put_in: str, taken_out: str) -> None:
    """Reject one tracked change, as a right click on it does."""
    for change in list(hand.root.iter(f"{W}ins", f"{W}del")):
        words = "".join(change.itertext())
        above = change.getparent()
        assert above is not None
        if change.tag == f"{W}ins" and words == put_in:
            above.remove(change)
        elif change.tag == f"{W}del" and words == taken_out:
            for text in change.iter(f"{W}delText"):
                text.tag = f"{W}t"
            for run_of_words in list(change):
                change.addprevious(run_of_words)
            above.remove(change)


def test_who_wrote_a_paragraph_is_told(made: Made) -> None:
    in_yaml(("lose staff", "lose carers"))
    changed = made.commit("Comments of Finance", DIRECTOR)
    line = Path(PAPER).read_text("utf-8").split("lose carers")[0].count("\n") + 1
    field = run("blame", PAPER, "risks[1].text").stdout
    assert field.startswith(f"risks[1].text  {PAPER}:{line}\n")
    for words in (DIRECTOR, changed[:8], "Comments of Finance"):
        assert words in field
    report = run("blame", PAPER, "--kind", "report").stdout.splitlines()
    paragraph = next(one for one in report if "risks[1].text" in one)
    assert re.search(rf" {changed[:8]}  {DIRECTOR} +risks\[1\]\.text, line {line}$", paragraph)
    beside = next(one for one in report if "[1].mitigation" in one)
    assert OFFICER[:8] in beside
    assert changed[:8] not in beside
