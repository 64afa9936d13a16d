"""Minutes: what became of each recommendation, in the words and figures that were recommended."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from reportgen.base.finding import Severity
from reportgen.base.source import FieldPath
from reportgen.check.case import Case, Stage
from reportgen.check.rule import InForce, Judged, NotApplicable, Problem, Rule, Theme
from reportgen.check.typed_figures import figures_of, other_figures
from reportgen.check.words import listed
from reportgen.law.periods import since
from reportgen.model.choices import Recommendation
from reportgen.model.decision import Decision
from reportgen.model.derive import derive
from reportgen.model.meeting import Meeting
from reportgen.model.outcome import RecommendationOutcome, Resolution
from reportgen.rules.options import first_verb, opening_verb, resolves

_SINCE: Final = InForce(since("record of executive decisions"))
_NO_MINUTES: Final = "there are no minutes here"
_RESOLVED: Final = (RecommendationOutcome.AGREED, RecommendationOutcome.AMENDED)
_AS_IT_STOOD: Final = (RecommendationOutcome.AGREED, RecommendationOutcome.NOTED)


@dataclass(frozen=True, slots=True)
class _Minuted:
    """The resolutions on one decision, the path of their list, and the decision with its recommendations."""

    path: FieldPath
    resolutions: tuple[Resolution, ...]
    paper: Decision

    def named(self, resolution: Resolution) -> Recommendation | None:
        """Return the recommendation that a resolution disposes of."""
        for one in self.paper.recommendations:
            if resolution.recommendation is not None and resolution.recommendation in (one.number, one.id):
                return one
        return None

    def path_of(self, place: int) -> FieldPath:
        return (*self.path, place)


def _minuted(case: Case) -> list[_Minuted]:
    """Return the resolutions that the subject's own file holds, by decision; none at all where there should be some."""
    subject = case.subject
    if isinstance(subject, Decision):
        minutes = subject.minutes
        return [] if minutes is None else [_Minuted(("minutes", "resolutions"), minutes.resolutions, subject)]
    return _minuted_items(subject, case) if subject.attendance is not None else []


def _minuted_items(meeting: Meeting, case: Case) -> list[_Minuted]:
    found = []
    for path, paper in case.papers:
        item = meeting.items[int(path[1])]
        elsewhere = item.as_recommended or (paper.minutes is not None and bool(paper.minutes.resolutions))
        if item.resolutions or not (elsewhere or item.exempt is not None):
            found.append(_Minuted((*path[:2], "resolutions"), item.resolutions, paper))
    return found


# Every recommendation -------------------------------------------------------------------------------------------


def _resolve_all(case: Case) -> Iterator[Judged]:
    minuted = [one for one in _minuted(case) if one.paper.recommendations]
    if case.stage is Stage.DRAFT:
        minuted = [one for one in minuted if one.resolutions]
    at_odds = list(_not_as_recommended(case)) if isinstance(case.subject, Meeting) else []
    if not minuted and not at_odds:
        yield NotApplicable(_NO_MINUTES)
    yield from at_odds
    for one in minuted:
        yield from _disposed_of(one)


def _not_as_recommended(case: Case) -> Iterator[Problem]:
    """Yield the items said to be agreed as recommended of which the decision's own file says something else."""
    for path, paper in case.papers:
        item = case.subject.items[int(path[1])] if isinstance(case.subject, Meeting) else None
        if item is None or not item.as_recommended or paper.minutes is None:
            continue
        said = [one.outcome for one in paper.minutes.resolutions]
        other = [outcome.value for outcome in said if outcome is not None and outcome not in _AS_IT_STOOD]
        if other:
            message = f"All is said to be agreed as recommended; in the decision's own file something is {other[0]}."
            hint = "delete `as_recommended`, or mend the resolutions in the file of the decision"
            yield Problem((*path[:2], "as_recommended"), message, hint)


def _disposed_of(minuted: _Minuted) -> Iterator[Judged]:
    without: list[str] = []
    for recommendation in minuted.paper.recommendations:
        places = [n for n, one in enumerate(minuted.resolutions) if minuted.named(one) is recommendation]
        if not places:
            without.append(str(recommendation.number))
        for place in places[1:]:
            message = (
                f"Recommendation {recommendation.number} is disposed of twice: by resolution "
                f"{minuted.resolutions[places[0]].number} and by this one."
            )
            yield Problem(minuted.path_of(place), message, "keep one of the two, or name the other recommendation")
    if without:
        recommended = "Recommendation" if len(without) == 1 else "Recommendations"
        has = "has" if len(without) == 1 else "have"
        message = (
            f"{recommended} {listed(without)} of {len(minuted.paper.recommendations)} {has} no outcome in the minutes."
        )
        hint = "add a resolution for each, with `outcome`: agreed, amended, rejected, deferred or withdrawn"
        path = minuted.path if minuted.resolutions else minuted.path[:-1]
        yield Problem(path, message, hint)


MIN_RESOLVE_ALL: Final = Rule(
    id="MIN-RESOLVE-ALL",
    about=(Decision, Meeting),
    severity=Severity.ERROR,
    title="Every recommendation is disposed of",
    checks=(
        "In minutes each recommendation of the report has exactly one outcome: agreed, amended, rejected, deferred, "
        "withdrawn or noted. An item of a meeting may say `as_recommended: yes`, or leave it to the file of the "
        "decision, but not both where they differ. Of draft minutes that have no resolutions yet nothing is asked."
    ),
    why="What became of a recommendation can't be left to be guessed: nobody may act on it.",
    source="SI 2012/2089, regulation 12(2)(a), for the executive; elsewhere practice.",
    in_force=_SINCE,
    check=_resolve_all,
    bad="minutes: {resolutions: [{number: 1, recommendation: extend, outcome: agreed}]}",
    good=(
        "minutes: {resolutions: [{number: 1, recommendation: extend, outcome: agreed}, "
        "{number: 2, recommendation: delegate, outcome: deferred}]}"
    ),
)


def _no_extra(case: Case) -> Iterator[Judged]:
    minuted = [one for one in _minuted(case) if one.resolutions]
    if not minuted:
        yield NotApplicable(_NO_MINUTES)
    for one in minuted:
        for place, resolution in enumerate(one.resolutions):
            yield from _extra(one, place, resolution)


def _extra(minuted: _Minuted, place: int, resolution: Resolution) -> Iterator[Judged]:
    path, recommendation = minuted.path_of(place), minuted.named(resolution)
    if recommendation is None and not resolution.moved_at_meeting:
        message = (
            f"Resolution {resolution.number} rests on no recommendation, and is not said to be moved at the meeting."
        )
        yield Problem(path, message, "add `recommendation`, or `moved_at_meeting: yes`")
        return
    if resolution.outcome not in _RESOLVED and not resolution.moved_at_meeting:
        return
    if resolution.text is not None:
        verb, at = opening_verb(resolution.text.text), (*path, "text")
        if resolves(resolution.text.text, verb):
            return
    elif recommendation is not None:
        verb, at = first_verb(recommendation), path
        if resolves(recommendation.text.text, verb):
            return
    else:
        return
    message = f"Resolution {resolution.number} begins with “{verb}”: it tells of something, and resolves nothing."
    yield Problem(at, message, "begin it with what was resolved, as `To note`; or leave it in the report")


MIN_NO_EXTRA: Final = Rule(
    id="MIN-NO-EXTRA",
    about=(Decision, Meeting),
    severity=Severity.WARNING,
    title="Every resolution was recommended or moved, and resolves something",
    checks=(
        "A resolution disposes of a recommendation, or is said to have been moved at the meeting; and one that was "
        "agreed or amended begins with a verb that resolves, as approve, agree, note or delegate (past `To`, `That "
        "Cabinet` and the like), in its own words or those of its recommendation."
    ),
    why="Sentences of the report that get among the resolutions become decisions that nobody meant to take.",
    source="Practice.",
    check=_no_extra,
    bad=(
        "minutes: {resolutions: [{number: 1, recommendation: extend, outcome: agreed}, {number: 2, recommendation: "
        "delegate, outcome: agreed}, {number: 3, outcome: noted, text: The cost is within the budget.}]}"
    ),
    good=(
        "minutes: {resolutions: [{number: 1, recommendation: extend, outcome: agreed}, {number: 2, recommendation: "
        "delegate, outcome: agreed}, {number: 3, moved_at_meeting: yes, text: To note the thanks of members.}]}"
    ),
)


# Figures and numbers --------------------------------------------------------------------------------------------


def _values(case: Case) -> Iterator[Judged]:
    judged = [
        (one, place, resolution)
        for one in _minuted(case)
        for place, resolution in enumerate(one.resolutions)
        if resolution.outcome is RecommendationOutcome.AGREED and resolution.text is not None
    ]
    if not judged:
        yield NotApplicable("no recommendation was agreed in words of its own")
    for one, place, resolution in judged:
        recommendation = one.named(resolution)
        if recommendation is None or resolution.text is None:
            continue
        derived = case.derived if one.paper is case.subject else derive(one.paper)
        said = figures_of(resolution.text.text, one.paper, derived)
        asked = figures_of(f"{recommendation.verb or ''} {recommendation.text.text}", one.paper, derived)
        unlike = other_figures(said, asked)
        if unlike:
            message = (
                f"Resolution {resolution.number} was agreed as it stood, and says what recommendation "
                f"{recommendation.number} does not: {listed(unlike)}."
            )
            hint = "leave `text` out, so that the recommendation is printed; or write `outcome: amended`"
            yield Problem((*one.path_of(place), "text"), message, hint)


MIN_VALUES: Final = Rule(
    id="MIN-VALUES",
    about=(Decision, Meeting),
    severity=Severity.ERROR,
    title="The figures of a resolution are those that were recommended",
    checks=(
        "Where a recommendation was agreed without amendment and the minutes give it words of its own, each date, sum, "
        "percentage and number in these is in the recommendation too, references to values followed. A date known to "
        "the month agrees with a day in it, a rounded sum with the one it rounds, and years with their months. "
        "Numbers of sections, clauses and the like are left alone."
    ),
    why="A resolution to a day that was never recommended is what the council is held to.",
    source="SI 2012/2089, regulation 12(2)(a).",
    in_force=_SINCE,
    check=_values,
    bad=(
        "minutes: {resolutions: [{number: 1, recommendation: extend, outcome: agreed, text: To extend both contracts "
        "to 1 December 2026.}, {number: 2, recommendation: delegate, outcome: agreed}]}"
    ),
    good=(
        "minutes: {resolutions: [{number: 1, recommendation: extend, outcome: agreed, text: To extend both contracts "
        "to 30 November 2026.}, {number: 2, recommendation: delegate, outcome: agreed}]}"
    ),
)


def _dated(case: Case) -> Iterator[Judged]:
    subject = case.subject
    if isinstance(subject, Meeting):
        held, at, number = subject.attendance is not None, subject.date, "known"
        path: FieldPath = ("date",)
    else:
        held, at, number = subject.minutes is not None, subject.meeting.date, subject.meeting.item_no or ""
        path = ("meeting",)
    if not held:
        yield NotApplicable(_NO_MINUTES)
        return
    lacking = [] if at.exact else [("the day of the meeting", "`date`")]
    lacking += [] if number else [("the number of the item on the agenda", "`item_no`")]
    if lacking:
        where = "" if isinstance(subject, Meeting) else " under `meeting`"
        hint = f"give {listed(field for _, field in lacking)}{where}"
        yield Problem(path, f"The minutes lack {listed(name for name, _ in lacking)}.", hint)


MIN_DATED: Final = Rule(
    id="MIN-DATED",
    about=(Decision, Meeting),
    severity=Severity.ERROR,
    title="Minutes carry meeting, date and numbers",
    checks=(
        "Minutes state the day of the meeting; the minute of one item states its number on the agenda. A file that "
        "doesn't name the body is not read at all; that two resolutions bear one number is told by NUM-UNIQUE."
    ),
    why="An extract that can't be told apart from others proves nothing.",
    source="SI 2012/2089, regulation 12(2)(a), for the date of a decision. Practice.",
    check=_dated,
    bad="meeting: {item_no: ~}",
    good="meeting: {item_no: 7}",
)

THEME: Final = Theme("minutes", "Minutes", (MIN_RESOLVE_ALL, MIN_NO_EXTRA, MIN_VALUES, MIN_DATED))
