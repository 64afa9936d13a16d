"""Figures typed in texts: whether the record holds them, and whether one is another mistyped."""

from collections.abc import Iterator
from typing import Final

from reportgen.base.finding import Severity
from reportgen.base.source import FieldPath
from reportgen.check.case import Case
from reportgen.check.rule import Judged, NotApplicable, Problem, Rule, Theme
from reportgen.check.sums import holds_money, looks_mistyped
from reportgen.check.typed import Known, Typed, known_values, typed_figures, typed_sums
from reportgen.check.words import listed
from reportgen.law.tables import limits_in_per_cent
from reportgen.model.decision import Decision
from reportgen.model.values import Money, Percent

REFERENCE: Final = "ask for the value by name, as {{ extension.cost_max }}, so that it can't differ"


def _meant(typed: Money, known: Known) -> Money | None:
    """Return the sum of the record that a typed sum is, rounded or not; None where there is none."""
    return next((held for held in known.sums if held.agrees_with(typed)), None)


def _mistyped(typed: Money, known: Known) -> Money | None:
    """Return the sum of the record that a typed sum looks like, where it is none of them."""
    if _meant(typed, known) is not None:
        return None
    return next((held for held in known.sums if looks_mistyped(typed, held)), None)


def _same(case: Case) -> Iterator[Judged]:
    sums = list(typed_sums(case))
    if not sums and not holds_money(case.decision):
        yield NotApplicable("there are no sums")
        return
    known = known_values(case) if sums else Known()
    for typed in sums:
        held = _mistyped(typed.money, known)
        if held is not None:
            message = f"{typed.words} is typed here; the file has {held}."
            yield Problem(typed.text.path, message, REFERENCE, words=typed.words)


MONEY_SAME: Final = Rule(
    id="MONEY-SAME",
    about=(Decision,),
    severity=Severity.ERROR,
    title="One sum has one value",
    checks=(
        "No sum typed in a text is one of the file's with two neighbouring digits that have changed places, or with "
        "one digit wrong, after £m, £k and pounds are brought to one scale and rounded as the sum is typed. Short and "
        "round sums are not compared so: at least five digits must count for the first and six for the second. The "
        "cost of the preferred option is left to OPT-PREFERRED-1, and quotations are left alone."
    ),
    why="Two values for one sum: members approve the one, and the deed says the other.",
    source="Arithmetic.",
    check=_same,
    bad="reasons: Last year £4,211,358 was spent.",
    good="reasons: Last year £4,211,538 was spent.",
)


def _ledger(case: Case) -> Iterator[Judged]:
    sums, others = list(typed_sums(case)), list(typed_figures(case))
    if not sums and not others:
        yield NotApplicable("no figure is typed in a text")
        return
    known = known_values(case)
    not_held: dict[FieldPath, list[tuple[str, str]]] = {}
    for one in sums:
        if _meant(one.money, known) is None and _mistyped(one.money, known) is None:
            not_held.setdefault(one.text.path, []).append((one.words, "sum"))
    for typed in others:
        if not typed.is_known(known) and not _is_of_law(typed):
            not_held.setdefault(typed.text.path, []).append((typed.words, typed.called))
    for path, figures in not_held.items():
        yield _told(path, figures)


def _is_of_law(typed: Typed) -> bool:
    """Return whether a percentage in a legal text is one that a provision sets: `no more than 50%`."""
    in_law = typed.text.path[0] == "legal"
    return in_law and isinstance(typed.value, Percent) and typed.value.value in limits_in_per_cent()


def _told(path: FieldPath, figures: list[tuple[str, str]]) -> Problem:
    """Return the finding on the figures of one text that the file doesn't hold: words, and what each is called."""
    words, called = figures[0]
    hint = (
        "put it in a field (`measures` takes any figure) and name that in the text, to change with it; or let it stand"
    )
    if len(figures) == 1:
        return Problem(path, f"`{words}` is typed here, and the file holds no such {called}.", hint, words=words)
    message = f"{listed(f'`{one}`' for one, _ in figures)} are typed here, and the file holds none of them."
    return Problem(path, message, hint.replace("put it", "put each").replace(" or let it", " or let them"), words=words)


FIG_LEDGER: Final = Rule(
    id="FIG-LEDGER",
    about=(Decision,),
    severity=Severity.INFO,
    title="Figures typed in the text are values of the record",
    checks=(
        "Each sum, date to the day, percentage, and count of ten or more of people, hours, contracts, months and the "
        "like that is typed in a text is a value of the file, stated or worked out, of the council's settings or of "
        "the law of the day; sums and percentages may be rounded. Those of one text are told together. A sum that "
        "looks like another mistyped is left to MONEY-SAME. Quotations, single lines, the ends of financial years, 0% "
        "and 100%, and shares in a legal text that a provision sets are left alone."
    ),
    why="A figure that is typed stays as it is when the record changes, and no rule can check it.",
    source="Practice.",
    check=_ledger,
    bad="reasons: The extension costs £5.2m.",
    good="reasons: The extension costs £4.38m.",
)

THEME: Final = Theme("ledger", "Figures typed in texts", (MONEY_SAME, FIG_LEDGER))
