"""A small decision with something of everything that people change in Word, and how a test lays its edits beside it."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from reportgen.base.source import show_path
from reportgen.pipeline import Order, build
from reportgen.pull.changes import Pulled
from reportgen.pull.pull import applied, pull, read_edited
from tests.pull.hands import Hand

COUNCIL = """\
id: northshire
name: Northshire County Council
executive_model: leader_cabinet
style: default
"""

PAPER = """\
# Care at home: a specimen. This comment stays.
meeting:
  body: Cabinet
  date: 2025-09-17
report:
  title: Care at home
  report_of: Director of Adult Social Care
  summary: |
    The contracts end on {{ contracts.north.current_end }}. The new ones **cost more**, by at most
    {{ extension.cost_max }} in all, as the
    [survey](https://www.example.org/survey) shows.

    Two things matter:

    - the price
    - the people who receive care
recommendations:
  - id: extend
    verb: Approve
    text: the extension to {{ extension.end }}.   # seen by legal
  - id: note
    verb: Note
    text: the risks.
reasons: |
  Care goes on.

  Prices are held.
options:
  - id: extend
    title: Extend
    is_preferred: yes
    summary: Use the option in the contracts.
  - id: nothing
    title: Do nothing
    is_do_nothing: yes
    summary: Let the contracts end.
    rejected_because: People would lose their care.
contracts:
  - {id: north, title: Home care in the north, current_end: 2025-11-30}
extension:
  months: 12
  start: 2025-12-01
  end: 2026-11-30
  cost_max: £4,380,000
  purpose: Time to buy a new service.
risks:
  - id: staff
    title: Staff leave
    text: Providers lose staff.
    likelihood: 2
    impact: 4
    mitigation: Meet each week.
    owner: Head of Commissioning
  - id: delay
    title: Delay
    text: The procurement takes longer.
    likelihood: 2
    impact: 3
    mitigation: Keep four weeks in hand.
    owner: Head of Procurement
timetable:
  - {stage: Specification, start: 2025-12-01, end: 2026-01-30}
  - {stage: Tender, start: 2026-02-02, end: 2026-03-31}
"""


@cache
def folder() -> Path:
    """Return a folder with the paper and its council."""
    made = Path(mkdtemp(prefix="pull")) / "northshire"
    made.mkdir()
    (made / "council.yaml").write_text(COUNCIL, "utf-8")
    (made / "care.yaml").write_text(PAPER, "utf-8")
    return made


@cache
def word_file(text: str = PAPER) -> bytes:
    """Return the Word file of the paper, as it is built."""
    built = build(folder() / "care.yaml", "care.yaml", Order(rules=(), held=text.encode()))
    assert built.files, [found.message for found in built.findings]
    return built.files[0].content


def pulled(*edits: Callable[[Hand], Hand], author: str = "", original: bool = False, now: str = PAPER) -> Pulled:
    """Return what edits of the Word file of the paper change in its file, which by now may say something else."""
    hand = Hand(word_file(), author=author)
    for edit in edits:
        hand = edit(hand)
    return pulled_back(hand.saved(), original=original, now=now)


def pulled_back(content: bytes, *, original: bool = False, now: str = PAPER) -> Pulled:
    """Return what a Word file changes in the paper's file."""
    path = folder() / "care.yaml"
    path.write_text(now, "utf-8")
    try:
        return pull(read_edited(content, original=original), path, "care.yaml")
    finally:
        path.write_text(PAPER, "utf-8")


def told(found: Pulled) -> list[str]:
    """Return the changes in short: what, where, before and after, and what is to be said of it."""
    shown = []
    for change in found.changes:
        by = f" ({change.author}, {change.date[:10]})" if change.author else ""
        shown.append(f"{change.what.value} {show_path(change.path)}: {change.before!r} -> {change.after!r}{by}")
        shown += [f"  {words}" for words in (change.note, change.refusal) if words]
    return shown


def lines_changed(found: Pulled) -> list[str]:
    """Return the lines that applying changes in the file, as git shows them."""
    from difflib import unified_diff

    new = applied(found)
    compared = unified_diff(found.source.text.splitlines(), new.splitlines(), lineterm="", n=0)
    return [line for line in compared if not line.startswith(("---", "+++", "@@"))]
