"""Changes to contracts under the Procurement Act 2023: its grounds with their limits, and what has to be published."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from reportgen.base.finding import Severity
from reportgen.base.source import FieldPath
from reportgen.check.case import Case
from reportgen.check.changes import (
    Change,
    Places,
    earlier_changes,
    is_light_touch,
    is_works,
    on_ground,
    threshold_under,
    values_of,
)
from reportgen.check.grounds import BELOW_THRESHOLD, LIGHT_TOUCH, NOT_SUBSTANTIAL, Ground, read_grounds, schedule_8
from reportgen.check.regime import period_of
from reportgen.check.rule import CannotTell, InForce, Judged, NotApplicable, Problem, Rule, Theme
from reportgen.check.words import counted, days_of, listed, months_of, percent, pounds, say, say_weekday
from reportgen.law.tables import limit
from reportgen.model.contracts import Regime
from reportgen.model.decision import Decision
from reportgen.model.duties import Standstill
from reportgen.model.values import Day
from reportgen.model.working_days import add_working_days, count_working_days

SINCE: Final = InForce(period_of(Regime.PA2023)[0])
_NONE_HELD: Final = NotApplicable("no ordinary contract under the Procurement Act 2023 is changed")
_ESTIMATED: Final = ("estimated_value", "value_original")


def _held(change: Change) -> Places:
    """Return the contracts under the Act that are changed and are not light touch (section 74(2))."""
    return tuple(one for one in change.under(Regime.PA2023) if not is_light_touch((one,)))


def _not_on(*grounds: Ground) -> NotApplicable:
    return NotApplicable(f"the change does not rely on {listed(map(str, grounds), 'or')}")


# Light touch ----------------------------------------------------------------------------------------------------


def _light_touch(case: Case) -> Iterator[Judged]:
    change = Change(case)
    light = tuple(one for one in change.contracts if change.laws[one[0]] is Regime.PA2023 and is_light_touch((one,)))
    if not light:
        yield NotApplicable("no light touch contract under the Procurement Act 2023 is changed")
        return
    if LIGHT_TOUCH in change.grounds or _named_in_texts(case):
        return
    yield Problem(
        change.path,
        "The contracts are light touch contracts under the Procurement Act 2023, which section 74(2) allows to be "
        "changed without any of the permitted grounds, and without a notice of the change; the report does not say "
        "that it relies on this.",
        "name section 74(2) as the ground",
    )


def _named_in_texts(case: Case) -> bool:
    return any("74" in text.written and LIGHT_TOUCH in read_grounds(text.plain) for text in case.texts)


PA74_LIGHT: Final = Rule(
    id="PA74-LIGHT",
    about=(Decision,),
    severity=Severity.INFO,
    title="Section 74(2) is named where it is relied on",
    checks=(
        "Where a light touch contract under the Procurement Act 2023 is changed, the report says that section 74(2) is "
        "relied on. No other ground, ceiling or notice is asked of such a contract: PA74-TERM, PA74-VALUE, PA-SCH8-1, "
        "PA-SCH8-50, PA75-CCN and PA77-COPY leave it alone."
    ),
    why="Readers look for one of the permitted grounds; the report tells them why there need be none.",
    source="Procurement Act 2023, sections 9, 74(2) and 75(6)(b).",
    in_force=SINCE,
    check=_light_touch,
    bad="legal: {clauses: ~, modification_ground: ~, comment: ~}",
    good="legal: {modification_ground: {regime: pa2023, ground: s.74(2)}}",
)


# Not substantial ------------------------------------------------------------------------------------------------


def _term(case: Case) -> Iterator[Judged]:
    change = Change(case)
    held = _held(change)
    if not held or NOT_SUBSTANTIAL not in change.grounds:
        yield _NONE_HELD if not held else _not_on(NOT_SUBSTANTIAL)
        return
    most = limit("pa74-term") / 100
    for place, contract in held:
        longest = case.value("contracts", place, "max_months")
        if change.months is None or not isinstance(longest, int) or longest == 0:
            missing = "the length of the extension in months" if change.months is None else "the maximum term at award"
            path: FieldPath = ("extension", "months") if change.months is None else ("contracts", place, "max_months")
            yield CannotTell(path, missing)
            break
        share = Decimal(change.months) / longest
        if share > most:
            yield Problem(
                ("extension", "months"),
                f"{months_of(change.months)} are added to a maximum term of {months_of(longest)} for {contract.title}: "
                f"{percent(share)}, where a change that is not substantial adds {percent(most, 0)} at most, here "
                f"{_months(longest * most)} months.",
                "shorten the extension, or name another ground",
            )
            break
    yield from _substance(change)


def _months(months: Decimal) -> str:
    return f"{months.normalize():f}"


def _substance(change: Change) -> Iterator[Problem]:
    if change.stated.nature_changed:
        yield Problem(
            ("legal", "modification_ground", "nature_changed"),
            "The change is said to alter the scope of the contract materially; it is then substantial.",
            "name another ground, or put the contract out to competition",
        )
    if change.stated.balance_shifted:
        yield Problem(
            ("legal", "modification_ground", "balance_shifted"),
            "The change is said to shift the economic balance of the contract in favour of the supplier; it is then "
            "substantial.",
            "name another ground, or put the contract out to competition",
        )


PA74_TERM: Final = Rule(
    id="PA74-TERM",
    about=(Decision,),
    severity=Severity.ERROR,
    title="A change that is called not substantial is not",
    checks=(
        "Where a contract under the Procurement Act 2023 that is not light touch is changed on section 74(1)(b), the "
        "extension is no more than 10% of the maximum term at award, options included, and neither the scope nor the "
        "economic balance in favour of the supplier is said to change."
    ),
    why="Above a tenth of the term the change is substantial by the Act's own words.",
    source="Procurement Act 2023, section 74(1)(b) and (3).",
    in_force=SINCE,
    check=_term,
    bad="""\
contracts: [{id: north, max_months: 60, max_end: ~}, {id: south, max_months: 60, max_end: ~}]
extension: {months: 7, end: 2026-06-30}
legal: {modification_ground: {ground: section 74(1)(b)}}
""",
    good="""\
contracts: [{id: north, max_months: 60, max_end: ~}, {id: south, max_months: 60, max_end: ~}]
extension: {months: 6, end: 2026-05-31}
legal: {modification_ground: {ground: section 74(1)(b)}}
""",
)


# Below threshold ------------------------------------------------------------------------------------------------


def _value(case: Case) -> Iterator[Judged]:
    change = Change(case)
    held = _held(change)
    if not held or BELOW_THRESHOLD not in change.grounds:
        yield _NONE_HELD if not held else _not_on(BELOW_THRESHOLD)
        return
    if change.stated.nature_changed:
        yield Problem(
            ("legal", "modification_ground", "nature_changed"),
            "The change is said to alter the scope of the contract materially, which section 74(1)(c) does not allow.",
            "name another ground, or put the contract out to competition",
        )
    estimated, cost = values_of(held, *_ESTIMATED), change.cost
    if estimated is None or cost is None or estimated == 0:
        yield _worth_unknown(held, is_cost=bool(estimated))
        return
    most = _value_share(held)
    share = abs(cost.amount) / estimated
    if share > most:
        yield Problem(
            ("extension", "cost_max"),
            f"The change adds {cost} to an estimated value of {pounds(estimated)}: {_exactly(share, most)}, where "
            f"section 74(1)(c) allows {percent(most, 0)} ({pounds(estimated * most)}).",
            "lower the cost, or name another ground",
        )
    earlier = [one.value for _, one in earlier_changes(held) if one.value and on_ground(one, (BELOW_THRESHOLD,))]
    total = cost.amount + sum((money.amount for money in earlier), Decimal(0))
    threshold = threshold_under(Regime.PA2023, held[0][1], case.as_of)
    if threshold is not None and total >= threshold:
        added = f" with {counted(len(earlier), 'earlier one')}" if earlier else ""
        yield Problem(
            ("extension", "cost_max"),
            f"Changes below the threshold come to {pounds(total)}{added}; all of them together have to stay below "
            f"{pounds(threshold)}.",
            "name another ground",
        )


def _worth_unknown(held: Places, *, is_cost: bool) -> CannotTell:
    if is_cost:
        return CannotTell(("extension", "cost_max"), "what the change adds to the value of the contracts")
    return CannotTell(("contracts", held[0][0], "estimated_value"), "the estimated value of the contracts")


def _value_share(held: Places) -> Decimal:
    return limit("pa74-value-works" if is_works(held) else "pa74-value") / 100


def _exactly(share: Decimal, most: Decimal) -> str:
    """Return a share with as many places as it takes to tell it from a limit."""
    return next((shown for n in (1, 2, 3, 4) if (shown := percent(share, n)) != percent(most, n)), percent(share, 6))


PA74_VALUE: Final = Rule(
    id="PA74-VALUE",
    about=(Decision,),
    severity=Severity.ERROR,
    title="A below-threshold change is within its limits",
    checks=(
        "Where a contract under the Procurement Act 2023 that is not light touch is changed on section 74(1)(c), the "
        "change adds no more than 10% (15% for works) to the estimated value, all changes on that ground come to less "
        "than the threshold for the contract, and the scope is not said to change."
    ),
    why="The small change is free only as long as all small changes together are small.",
    source="Procurement Act 2023, section 74(1)(c), (4) and (6).",
    in_force=SINCE,
    check=_value,
    bad="""\
extension: {cost_parts: ~, cost_max: £150k}
contracts: [{id: north, estimated_value: £600k}, {id: south, estimated_value: £600k}]
legal: {modification_ground: {ground: section 74(1)(c)}}
""",
    good="""\
extension: {cost_parts: ~, cost_max: £108k}
contracts: [{id: north, estimated_value: £600k}, {id: south, estimated_value: £600k}]
legal: {modification_ground: {ground: section 74(1)(c)}}
""",
)


# Schedule 8 -----------------------------------------------------------------------------------------------------

_CAPPED: Final = {4: "unforeseeable circumstances", 5: "a known risk", 8: "additional goods, services or works"}
_FROM_MEMORY: Final = 8


def _half(case: Case) -> Iterator[Judged]:
    change = Change(case)
    held = _held(change)
    paragraph = next((number for number in _CAPPED if schedule_8(number) in change.grounds), None)
    if not held or paragraph is None:
        yield _NONE_HELD if not held else _not_on(*map(schedule_8, _CAPPED))
        return
    estimated, cost = values_of(held, *_ESTIMATED), change.cost
    if estimated is None or cost is None or estimated == 0:
        yield _worth_unknown(held, is_cost=bool(estimated))
        return
    most = limit("pa-schedule-8-increase") / 100
    share = cost.amount / estimated
    if share > most:
        yield Problem(
            ("extension", "cost_max"),
            f"The change adds {cost} to an estimated value of {pounds(estimated)}: {_exactly(share, most)}, where "
            f"Schedule 8, paragraph {paragraph} ({_CAPPED[paragraph]}) allows {percent(most, 0)} "
            f"({pounds(estimated * most)}).",
            "lower the cost, or name another ground",
            severity=Severity.WARNING if paragraph == _FROM_MEMORY else None,
        )


PA_SCH8_50: Final = Rule(
    id="PA-SCH8-50",
    about=(Decision,),
    severity=Severity.ERROR,
    title="A change under Schedule 8 adds no more than half",
    checks=(
        "Where a contract under the Procurement Act 2023 that is not light touch is changed for unforeseeable "
        "circumstances (Schedule 8, paragraph 4), a known risk (5) or additional goods, services or works (8), the "
        "change adds no more than 50% to the estimated value. Each change is tested by itself."
    ),
    why="Above half, the change is a new contract, whatever the reason for it.",
    source="Procurement Act 2023, Schedule 8, paragraphs 4(1)(c), 5 and 8.",
    to_confirm="Paragraph 8 is from memory, so that what is found under it is a warning.",
    in_force=SINCE,
    check=_half,
    bad="""\
extension: {cost_parts: ~, cost_max: £624k}
contracts: [{id: north, estimated_value: £600k}, {id: south, estimated_value: £600k}]
legal: {modification_ground: {ground: "Schedule 8, paragraph 4"}}
""",
    good="""\
extension: {cost_parts: ~, cost_max: £480k}
contracts: [{id: north, estimated_value: £600k}, {id: south, estimated_value: £600k}]
legal: {modification_ground: {ground: "Schedule 8, paragraph 4"}}
""",
)


def _provided_for(case: Case) -> Iterator[Judged]:
    change = Change(case)
    held = _held(change)
    ground = schedule_8(1)
    if not held or ground not in change.grounds:
        yield _NONE_HELD if not held else _not_on(ground)
        return
    stated = change.stated
    has_clause = bool(stated.clause) or all(any(option.clause for option in one.options) for _, one in held)
    has_notice = bool(stated.tender_notice) or all(one.tender_notice_ref for _, one in held)
    wanting = [
        *([] if has_clause else ["the clause of the contract"]),
        *([] if has_notice else ["the tender or transparency notice"]),
    ]
    if wanting:
        yield Problem(
            ("legal", "modification_ground", "clause" if not has_clause else "tender_notice"),
            f"A change that was provided for stands in the contract and in the tender or transparency notice; "
            f"{listed(wanting)} {'is' if len(wanting) == 1 else 'are'} not cited.",
            f"add {listed((['`clause`'] if not has_clause else []) + ([] if has_notice else ['`tender_notice`']))}",
        )
    if stated.nature_changed:
        yield Problem(
            ("legal", "modification_ground", "nature_changed"),
            f"The change is said to alter what the contract is in its overall nature, which {ground} does not allow.",
            "name another ground, or put the contract out to competition",
        )


PA_SCH8_1: Final = Rule(
    id="PA-SCH8-1",
    about=(Decision,),
    severity=Severity.ERROR,
    title="What was provided for stands in contract and notice",
    checks=(
        "Where a contract under the Procurement Act 2023 that is not light touch is changed as provided for (Schedule "
        "8, paragraph 1), both the clause and the tender or transparency notice are cited, and the overall nature of "
        "the contract is not said to change."
    ),
    why="An option that no notice announced was not open to all who might have bid.",
    source="Procurement Act 2023, Schedule 8, paragraph 1.",
    in_force=SINCE,
    check=_provided_for,
    bad="""\
contracts: [{id: north, tender_notice_ref: ~}, {id: south, tender_notice_ref: ~}]
legal: {modification_ground: {tender_notice: ~}}
""",
    good="legal: {modification_ground: {tender_notice: 2025/S 000-000101}}",
)


# The contract change notice -------------------------------------------------------------------------------------

_NOVATION: Final = schedule_8(9)


def _change_notice(case: Case) -> Iterator[Judged]:
    change = Change(case)
    held = _held(change)
    if not held:
        yield _NONE_HELD
        return
    needed = _needs_notice(case, change, held)
    if isinstance(needed, NotApplicable | CannotTell):
        yield needed
        return
    published = change.stated.notice_date or _notice_listed(change)
    if published is None:
        yield Problem(
            ("legal", "modification_ground", "notice_date"),
            f"{needed} A contract change notice has to be published before the change, and none is planned.",
            "add `notice_date`: the day on which the notice is to be published, before the change is made",
        )
    elif change.day is not None and published.earliest >= change.day:
        yield Problem(
            ("legal", "modification_ground", "notice_date"),
            f"{needed} The contract change notice is dated {say(published)}, and the change is made on "
            f"{say(change.day)}: the notice has to come before it.",
            "publish the notice first",
        )
    elif change.day is not None and published.latest >= change.day:
        yield CannotTell(
            ("legal", "modification_ground", "notice_date"),
            f"the day in {say(published)} on which the contract change notice is published",
            f"{needed} The change is made on {say(change.day)}: the notice has to come before it.",
        )


def _notice_listed(change: Change) -> Day | None:
    return next((one.date for one in change.legal.notices if "change" in one.kind.lower() and one.date), None)


def _needs_notice(case: Case, change: Change, held: Places) -> str | NotApplicable | CannotTell:
    """Return why a notice is needed, as a sentence; or why not, or what is missing to tell."""
    if _NOVATION in change.grounds:
        return "A contract that passes to another supplier always has its change announced."
    most_value, most_term = _value_share(held), limit("pa74-term") / 100
    estimated, cost = values_of(held, *_ESTIMATED), change.cost
    by_value = abs(cost.amount) / estimated if estimated and cost else None
    longest = [case.value("contracts", place, "max_months") for place, _ in held]
    terms = [
        Decimal(change.months) / one for one in longest if isinstance(one, int) and one and change.months is not None
    ]
    by_term = max(terms) if len(terms) == len(held) else None
    told = [
        f"{percent(by_value)} more value" if by_value is not None else "",
        f"{percent(by_term)} more time" if by_term is not None else "",
    ]
    figures = f"The change brings {listed(part for part in told if part)}." if any(told) else ""
    if any(share is not None and 0 < share <= most for share, most in ((by_value, most_value), (by_term, most_term))):
        return NotApplicable(f"the change is small enough to need no notice: {figures}")
    if by_value is None or by_term is None:
        if by_term is None and change.months is None:
            return CannotTell(("extension", "months"), "the length of the extension in months", figures)
        missing = "the maximum term at award" if by_term is None else "the estimated value of the contracts"
        path: FieldPath = ("contracts", held[0][0], "max_months" if by_term is None else "estimated_value")
        return CannotTell(path, missing, figures)
    if by_value == 0 or by_term == 0:
        return CannotTell(
            ("legal", "modification_ground"),
            "legal advice on whether this change needs a contract change notice",
            f"{figures} The Act excuses a change of 10% or less in value or in term; whether a side that does not "
            "change at all excuses the other is not clear.",
        )
    return figures


PA75_CCN: Final = Rule(
    id="PA75-CCN",
    about=(Decision,),
    severity=Severity.ERROR,
    title="A contract change notice comes before the change",
    checks=(
        "Where a contract under the Procurement Act 2023 that is not light touch is changed, a contract change notice "
        "is dated before the change is made, unless the change is one of 10% or less of the estimated value (15% for "
        "works) or of 10% or less of the maximum term at award. A contract that passes to another supplier (Schedule "
        "8, paragraph 9) always has one. The change is made when the deed is, or anything is done about it."
    ),
    why="Without the notice a change can't lawfully be made, and others learn of it too late.",
    source="Procurement Act 2023, section 75(1), (2) and (4) to (6).",
    in_force=SINCE,
    check=_change_notice,
    bad="legal: {modification_ground: {notice_date: ~, notice_ref: ~}}",
    good="legal: {modification_ground: {notice_date: 2025-09-24}}",
)


# The voluntary standstill -----------------------------------------------------------------------------------------


def _standstill(case: Case) -> Iterator[Judged]:
    change = Change(case)
    standstill = change.legal.standstill
    if not change.under(Regime.PA2023) or standstill is None or not standstill.offered:
        yield NotApplicable("no standstill is offered for a change under the Procurement Act 2023")
        return
    published = standstill.published or change.stated.notice_date
    first = published.exact if published else None
    if first is None:
        yield CannotTell(("legal", "standstill", "published"), "the day on which the notice is published")
        return
    days = int(limit("pa76-standstill"))
    last = add_working_days(first - timedelta(days=1), days)
    yield from _too_short(standstill, first, last, days)
    if change.day is not None and change.day <= last:
        yield Problem(
            ("legal", "standstill"),
            f"The notice is published on {say_weekday(first)}; {days} working days, that day being the first, end on "
            f"{say_weekday(last)}. The change is to be made on {say_weekday(change.day)}, before they are over.",
            f"make the change on {say(last + timedelta(days=1))} or later",
        )


def _too_short(standstill: Standstill, first: date, last: date, days: int) -> Iterator[Problem]:
    ends = standstill.ends.exact if standstill.ends else None
    if ends is not None and ends < last:
        given = count_working_days(first, ends)
        yield Problem(
            ("legal", "standstill", "ends"),
            f"The standstill runs from {say_weekday(first)} to {say_weekday(ends)}, {counted(given, 'working day')}; "
            f"it has to be {days} at least, to {say_weekday(last)}.",
            f"write {last}",
        )


PA76_STANDSTILL: Final = Rule(
    id="PA76-STANDSTILL",
    about=(Decision,),
    severity=Severity.ERROR,
    title="A voluntary standstill lasts eight working days",
    checks=(
        "Where a standstill is offered before a contract under the Procurement Act 2023 is changed, it is of eight "
        "working days at least, the day on which the notice is published being the first of them if it is a working "
        "day, and the change is made after it."
    ),
    why="A standstill that is too short protects nobody: the change can still be set aside.",
    source="Procurement Act 2023, section 76(1) and (2).",
    in_force=SINCE,
    check=_standstill,
    bad="""\
legal: {standstill: {offered: yes, published: 2026-03-02}}
extension: {deed_planned: 2026-03-10, implemented_from: ~}
""",
    good="""\
legal: {standstill: {offered: yes, published: 2026-03-02}}
extension: {deed_planned: 2026-03-12, implemented_from: ~}
""",
)


# The copy of the changed contract -------------------------------------------------------------------------------


def _copy(case: Case) -> Iterator[Judged]:
    change = Change(case)
    held = _held(change)
    least = limit("pa77-value")
    if not held:
        yield _NONE_HELD
        return
    estimated = values_of(held, *_ESTIMATED)
    if isinstance(_needs_notice(case, change, held), NotApplicable) or (estimated is not None and estimated <= least):
        yield NotApplicable(f"no notice of the change is needed, or the contract is worth no more than {pounds(least)}")
        return
    if estimated is None:
        yield _worth_unknown(held, is_cost=False)
        return
    planned, made = change.stated.copy_published, change.day
    last = made + timedelta(days=int(limit("pa77-days")) - 1) if made else None
    if planned is None:
        by = f", by {say(last)}" if last else ""
        yield Problem(
            ("legal", "modification_ground", "copy_published"),
            f"The contracts are worth {pounds(estimated)}, more than {pounds(least)}: a copy of the changed contract, "
            f"or of the change, has to be published{by}, and none is planned.",
            "add `copy_published`: the day on which it is to be published",
        )
    elif last is not None and planned.earliest > last:
        yield Problem(
            ("legal", "modification_ground", "copy_published"),
            f"The change is made on {say(made or last)} and the copy published on {say(planned)}: that is "
            f"{days_of((planned.earliest - last).days)} after the last day for it, {say(last)}.",
            "publish it sooner",
        )
    elif last is not None and planned.latest > last:
        yield CannotTell(
            ("legal", "modification_ground", "copy_published"),
            f"the day in {say(planned)} on which the copy is published",
            f"The last day for it is {say(last)}.",
        )


PA77_COPY: Final = Rule(
    id="PA77-COPY",
    about=(Decision,),
    severity=Severity.WARNING,
    title="A copy of a large changed contract is published",
    checks=(
        "Where a change under the Procurement Act 2023 needs a contract change notice and the contracts are estimated "
        "at more than £5 million, a copy of the changed contract is to be published within 90 days, the day of the "
        "change being the first. Several contracts are taken together."
    ),
    why="The public may read what large contracts say, as changed.",
    source="Procurement Act 2023, section 77(1) and (2).",
    in_force=SINCE,
    check=_copy,
    bad="legal: {modification_ground: {copy_published: ~}}",
    good="legal: {modification_ground: {copy_published: 2025-12-04}}",
)

THEME: Final = Theme(
    "modification-pa",
    "Changes to contracts under the Procurement Act 2023",
    (PA74_LIGHT, PA74_TERM, PA74_VALUE, PA_SCH8_50, PA_SCH8_1, PA75_CCN, PA76_STANDSTILL, PA77_COPY),
)
