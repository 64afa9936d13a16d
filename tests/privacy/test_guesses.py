"""A guess of what is exempt can't be tried out on a public copy: it bears no hash of anything that it leaves out."""

from pathlib import Path

from reportgen.model.audience import Audience
from reportgen.pipeline import Order, build, formats
from tests.office import parts_of

COUNCIL = "id: northshire\nname: Northshire Council\n"
PAPER = """\
meeting: {body: Cabinet, date: 2025-09-17}
report: {title: Care, report_of: Director}
recommendations: [{verb: Approve, text: the care.}]
extension: {cost_max: {amount: PRICE, exempt: 3}, start: 2025-12-01, end: 2026-11-30}
reasons: [Care goes on., {text: WORDS, exempt: 3}]
risks:
  - {id: staff, title: Staff leave, text: They go.}
  - {id: bid, title: TITLE, text: It is high., exempt: 3}
"""
MEETING = """\
date: 2025-09-17
body: Cabinet
items:
  - {title: Care, decision: care.yaml, as_recommended: yes}
attendance: {present: [{member: Leader of the Council}]}
"""
GUESSES = [("£4.38m", "The bid was low.", "A bid"), ("£4.39m", "The bid was high.", "No bid")]


def copies(folder: Path, price: str, words: str, title: str, audience: Audience) -> dict[str, bytes]:
    """Return every document of a paper with these exempt things in it, and of the meeting that takes it."""
    (folder / "council.yaml").write_text(COUNCIL)
    text = PAPER.replace("PRICE", price).replace("WORDS", words).replace("TITLE", title)
    (folder / "care.yaml").write_text(f"# Seen by {title}.\n{text}")
    (folder / "meeting.yaml").write_text(MEETING)
    made = {}
    for name, kind in (("care.yaml", "report"), ("meeting.yaml", "minutes"), ("meeting.yaml", "agenda")):
        wanted = formats() if kind == "report" else ("docx",)
        order = Order(rules=(), formats=wanted, kind=kind, audience=audience, commit="c" * 40)
        found = build(folder / name, name, order)
        assert found.files, [one.message for one in found.findings]
        made |= {str(file.name): file.content for file in found.files}
    return made


def test_papers_that_differ_in_what_is_exempt_have_the_same_public_copies(tmp_path: Path) -> None:
    one, other = (copies(tmp_path, *guess, Audience.PUBLIC) for guess in GUESSES)
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


def test_members_copies_differ(tmp_path: Path) -> None:
    one, other = (copies(tmp_path, *guess, Audience.EXEMPT) for guess in GUESSES)
    assert [name for name in one if one[name] != other[name]]


def test_a_copy_that_leaves_something_out_does_not_say_of_which_commit_it_is(tmp_path: Path) -> None:
    public, whole = (copies(tmp_path, *GUESSES[0], audience) for audience in (Audience.PUBLIC, Audience.EXEMPT))
    said = [
        parts_of(content)["customXml/item1.xml"].count(b'commit="')
        for made in (public, whole)
        for name, content in made.items()
        if name.endswith(".docx") and "care" in name
    ]
    assert said == [0, 1]
