"""Changes to contracts under the Public Contracts Regulations 2015: the grounds of regulation 72, each with its limits.

Contracts keep these regulations for life, so that they are judged so long after 24 February 2025 too.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Final

from reportgen.base.finding import Severity
from reportgen.base.source import FieldPath
from reportgen.check.case import Case
from reportgen.check.changes import (
    Change,
    Places,
    earlier_changes,
    is_works,
    on_ground,
    threshold_under,
    values_of,
)
from reportgen.check.grounds import Ground, pcr
from reportgen.check.regime import period_of
from reportgen.check.rule import CannotTell, InForce, Judged, NotApplicable, Problem, Rule, Theme
from reportgen.check.words import counted, listed, months_of, percent, pounds, say
from reportgen.law.tables import limit, platforms
from reportgen.model.contracts import Contract, Modification, Regime
from reportgen.model.decision import Decision
from reportgen.model.values import Money, Prose

SINCE: Final = InForce(period_of(Regime.PCR2015)[0])
_WHAT_IT_ADDS: Final = "what the change adds to the value of the contracts"


def _not_on(*grounds: Ground) -> NotApplicable:
    return NotApplicable(f"the change does not rely on {listed(map(str, grounds), 'or')}")


# Ground (a) -----------------------------------------------------------------------------------------------------


def _option(case: Case) -> Iterator[Judged]:
    change = Change(case)
    ground = pcr("a")
    held = _held(change)
    extension = case.decision.extension
    implied = not change.grounds and extension is not None and bool(extension.within_terms)
    if not held or not (ground in change.grounds or implied):
        yield _not_on(ground)
        return
    for place, contract in held:
        yield from _option_of(case, change, place, contract, cited=not implied)


def _held(change: Change) -> Places:
    """Return the contracts under these regulations, those included whose law isn't settled but can be no later one."""
    may_be_later = change.case.as_of >= period_of(Regime.PA2023)[0]
    return tuple(
        (place, contract)
        for place, contract in change.contracts
        if change.laws[place] is Regime.PCR2015
        or (
            change.laws[place] is None and (not may_be_later or any(g.regime is Regime.PCR2015 for g in change.grounds))
        )
    )


def _option_of(case: Case, change: Change, place: int, contract: Contract, *, cited: bool) -> Iterator[Judged]:
    path: FieldPath = ("contracts", place, "options")
    clause = change.stated.clause or next((option.clause for option in contract.options if option.clause), None)
    left = case.value("contracts", place, "months_left")
    if cited and clause is None:
        yield Problem(
            ("legal", "modification_ground", "clause"),
            f"Regulation 72(1)(a) needs a clear, precise and unequivocal clause; none is cited for {contract.title}.",
            "add `clause`: the number of the clause that holds the option",
        )
    if not isinstance(left, int):
        yield CannotTell(
            path,
            f"the option to extend {contract.title}, with its clause and the months left of it,",
            "The extension is said to be within the contract, which is what regulation 72(1)(a) is about.",
        )
        return
    if cited and change.months is not None and change.months > left:
        yield Problem(
            path,
            f"{months_of(change.months)} are sought for {contract.title} on the strength of its option, and "
            f"{months_of(left)} of it {'is' if left == 1 else 'are'} left: {months_of(change.months - left)} too many "
            "for regulation 72(1)(a).",
            "shorten the extension, or name a ground for the rest",
        )
    if cited and not _is_described(change, contract):
        yield Problem(
            path,
            f"What the clause on extending {contract.title} allows is not described: its scope, its nature and the "
            "conditions on which it may be used.",
            "add `conditions` to the option, or the clause with its `text` under `clauses`",
        )


def _is_described(change: Change, contract: Contract) -> bool:
    told = (*(option.conditions for option in contract.options), *(clause.text for clause in contract.clauses))
    return change.stated.text is not None or any(text is not None for text in told)


PCR72_A_OPTION: Final = Rule(
    id="PCR72-A-OPTION",
    about=(Decision,),
    severity=Severity.ERROR,
    title="An extension by option fits a clear option",
    checks=(
        "Where a contract under the Public Contracts Regulations 2015 is extended on ground (a), a clause is cited, "
        "what it allows is described, and the months sought are no more than those left of the option. Where no "
        "ground is cited but the extension is said to be within the contract, it has to be known what the option is. "
        "Where ground (a) isn't cited, DATE-OPTION-LEFT alone judges the months."
    ),
    why="Ground (a) holds only as far as the contract itself, as tendered, foresaw the change.",
    source="Public Contracts Regulations 2015, regulation 72(1)(a)(i) and (ii).",
    in_force=SINCE,
    check=_option,
    bad="extension: {end: 2027-01-31, months: 14}",
    good="extension: {end: 2026-11-30, months: 12}",
)


# Grounds (b) and (c) ----------------------------------------------------------------------------------------------

_B_C: Final = (pcr("b"), pcr("c"))
_NEAR: Final = Decimal("0.8")
"""From which part of the ceiling on an increase is near it: 40% where 50% is the most."""


def _half(case: Case) -> Iterator[Judged]:
    change = Change(case)
    ground = change.relies_on(*_B_C)
    held = _held(change)
    if ground is None or not held:
        yield _not_on(*_B_C)
        return
    original = values_of(held, "value_indexed", "value_original")
    if original is None or change.cost is None or original == 0:
        path: FieldPath = ("extension", "cost_max") if original else ("contracts", held[0][0], "value_original")
        yield CannotTell(path, _WHAT_IT_ADDS if original else "the original value of the contracts")
        return
    most = limit("pcr72-increase") / 100
    share = change.cost.amount / original
    if share > most:
        yield Problem(
            ("extension", "cost_max"),
            f"The change adds {change.cost} to contracts of {pounds(original)}: {_exactly(share, most)}, where "
            f"{ground} allows {percent(most, 0)} ({pounds(original * most)}).",
            "lower the cost, or name another ground",
        )
        return
    earlier = [_share(one, original) for _, one in earlier_changes(held) if on_ground(one, _B_C)]
    run = [part for part in (*earlier, share) if part is not None and part >= most * _NEAR]
    if len(run) > 1 and share >= most * _NEAR:
        yield Problem(
            ("extension", "cost_max"),
            f"This is change number {len(run)} that comes near the {percent(most, 0)} of {ground}: "
            f"{listed(percent(part) for part in run)}. Each is below it, but such changes may not be made to get "
            "round the Regulations.",
            "say why each of them was needed when it was made",
            severity=Severity.WARNING,
        )


def _share(change: Modification, original: Decimal) -> Decimal | None:
    return change.value.amount / original if change.value else None


def _exactly(share: Decimal, most: Decimal) -> str:
    """Return a share with as many places as it takes to tell it from a limit."""
    return next((shown for n in (1, 2, 3, 4) if (shown := percent(share, n)) != percent(most, n)), percent(share, 6))


PCR72_BC_50: Final = Rule(
    id="PCR72-BC-50",
    about=(Decision,),
    severity=Severity.ERROR,
    title="A change on ground (b) or (c) adds no more than half",
    checks=(
        "Where a contract under the Public Contracts Regulations 2015 is changed on ground (b) or (c), what the change "
        "adds is no more than 50% of the original value, or of that value as the contract's own indexation clause has "
        "brought it up to date. Each change is tested by itself; a second one between 40% and 50% is remarked on."
    ),
    why="Above half, the change is a new contract, whatever the reason for it.",
    source="Public Contracts Regulations 2015, regulation 72(1)(b), (1)(c)(iii), (2) and (7).",
    in_force=SINCE,
    check=_half,
    bad="""\
extension: {cost_parts: ~, cost_max: £1.1m}
contracts: [{id: north, value_original: £1.0m}, {id: south, value_original: £1.0m}]
legal: {modification_ground: {ground: regulation 72(1)(b)}}
""",
    good="""\
extension: {cost_parts: ~, cost_max: £0.9m}
contracts: [{id: north, value_original: £1.0m}, {id: south, value_original: £1.0m}]
legal: {modification_ground: {ground: regulation 72(1)(b)}}
""",
)


def _notice(case: Case) -> Iterator[Judged]:
    change = Change(case)
    ground = change.relies_on(*_B_C)
    held = _held(change)
    if ground is None or not held:
        yield _not_on(*_B_C)
        return
    stated = change.stated
    listed_ones = [notice for notice in change.legal.notices if re.search(r"modif|change", notice.kind, re.I)]
    if not (stated.notice_ref or stated.notice_date or listed_ones):
        yield Problem(
            ("legal", "modification_ground", "notice_ref"),
            f"A change on {ground} has to be announced by a modification notice, and none is planned or published.",
            "add `notice_ref` or `notice_date`: the notice's number, or the day on which it is to be published",
        )
        return
    where = stated.notice_platform or next((notice.platform for notice in listed_ones if notice.platform), None)
    began = held[0][1].procurement_started or held[0][1].tendered or held[0][1].start
    for platform in platforms():
        is_named = where is not None and any(word.lower() in where.lower().split() for word in platform.words)
        if is_named and began and platform.end and began.earliest > platform.end:
            yield Problem(
                ("legal", "modification_ground", "notice_platform"),
                f"The notice is to be published in the {platform.name}; for procurements begun after "
                f"{say(platform.end)}, as this one, notices go to {platform.instead}.",
                f"publish it on {platform.instead}",
            )


PCR72_BC_NOTICE: Final = Rule(
    id="PCR72-BC-NOTICE",
    about=(Decision,),
    severity=Severity.ERROR,
    title="A change on ground (b) or (c) is announced",
    checks=(
        "Where a contract under the Public Contracts Regulations 2015 is changed on ground (b) or (c), a modification "
        "notice is published or planned: on Find a Tender where the procurement began after 31 December 2020; before "
        "that, in the Official Journal."
    ),
    why="The notice is the condition on which other suppliers learn of a change that they could not compete for.",
    source="Public Contracts Regulations 2015, regulations 72(3) and (4) and 51; SI 2020/1319.",
    in_force=SINCE,
    check=_notice,
    bad="legal: {modification_ground: {ground: regulation 72(1)(c)}}",
    good="legal: {modification_ground: {ground: regulation 72(1)(c), notice_ref: 2025/S 000-000777}}",
)


# Ground (e) -----------------------------------------------------------------------------------------------------

_LIMBS: Final = {
    "a": "a contract different in kind",
    "b": "other suppliers would have come in",
    "c": "the balance shifts to the contractor",
    "d": "the scope grows considerably",
    "e": "another contractor",
}
"""Regulation 72(8)(a) to (e) in a few words."""
_LETTER: Final = re.compile(r"(?:^|[\s(])([a-e])\)?\s*$", re.IGNORECASE)


def _limbs(case: Case) -> Iterator[Judged]:
    change = Change(case)
    ground = pcr("e")
    if ground not in change.grounds or not _held(change):
        yield _not_on(ground)
        return
    answered: dict[str, bool] = {}
    for place, limb in enumerate(change.stated.limbs):
        letter = _LETTER.search(limb.limb)
        if letter is None:
            continue
        answered[letter[1].lower()] = limb.reason is not None
        if re.match(r"yes\b", limb.answer, re.IGNORECASE):
            yield Problem(
                ("legal", "modification_ground", "limbs", place),
                f"Limb ({letter[1].lower()}) of regulation 72(8), {_LIMBS[letter[1].lower()]}, is answered yes: the "
                "change is then substantial, and ground (e) does not hold.",
                "name another ground, or put the contract out to competition",
            )
    missing = [letter for letter in _LIMBS if not answered.get(letter)]
    if missing:
        spelt = f"{'limb' if len(missing) == 1 else 'limbs'} {listed(f'({letter})' for letter in missing)}"
        which = "any of its five limbs" if len(missing) == len(_LIMBS) else spelt
        yield Problem(
            ("legal", "modification_ground", "limbs") if change.stated.limbs else change.path,
            "Ground (e) says that the change is not substantial in any way of regulation 72(8); there is no answer "
            f"with a reason for {which}.{''.join(' ' + flag for flag in _flags(case, change))}",
            "add `limbs`: for each of (a) to (e) an answer and, under `reason`, what shows it",
        )


def _flags(case: Case, change: Change) -> Iterator[str]:
    """Yield what speaks for an extension being substantial, in figures."""
    held = _held(change)
    place, contract = held[0]
    longest = case.value("contracts", place, "max_months") or contract.initial_months
    if change.months and isinstance(longest, int) and change.months * 10 > longest:
        share = percent(Decimal(change.months) / longest)
        yield f"It adds {months_of(change.months)} to a term of {months_of(longest)}, {share}."
    threshold = threshold_under(Regime.PCR2015, contract, case.as_of)
    if change.cost and threshold and change.cost.amount >= threshold:
        times = (change.cost.amount / threshold).quantize(Decimal("0.1"))
        yield f"It is worth {change.cost}, {times} times the threshold of {pounds(threshold)}."
    original = values_of(held, "value_indexed", "value_original")
    if change.cost and original and change.cost.amount * 2 >= original:
        yield f"It is {percent(change.cost.amount / original)} of the original value of {pounds(original)}."


PCR72_E_REASONED: Final = Rule(
    id="PCR72-E-REASONED",
    about=(Decision,),
    severity=Severity.WARNING,
    title="That the change is not substantial is reasoned limb by limb",
    checks=(
        "Where a contract under the Public Contracts Regulations 2015 is changed on ground (e), each of the five limbs "
        "of regulation 72(8) has an answer with a reason, and none is answered yes. What the extension adds in months, "
        "against the threshold and against the original value, is told beside it."
    ),
    why="The ground fails if a single limb is met, so that a bare conclusion shows nothing.",
    source="Public Contracts Regulations 2015, regulation 72(1)(e) and (8)(a) to (e). The figures told are practice.",
    in_force=SINCE,
    check=_limbs,
    bad="legal: {modification_ground: {ground: regulation 72(1)(e), text: The change is not substantial.}}",
    good="""\
legal:
  modification_ground:
    ground: regulation 72(1)(e)
    limbs:
      - {limb: (8)(a), answer: "no", reason: "The same care is bought, in the same areas."}
      - {limb: (8)(b), answer: "no", reason: "All six who bid were admitted, and the price was not decisive."}
      - {limb: (8)(c), answer: "no", reason: "The rates are those of the tender."}
      - {limb: (8)(d), answer: "no", reason: "Two months are added to sixty."}
      - {limb: (8)(e), answer: "no", reason: "The providers stay the same."}
""",
)


# Ground (f) -----------------------------------------------------------------------------------------------------


def _low_value(case: Case) -> Iterator[Judged]:
    change = Change(case)
    ground = pcr("f")
    held = _held(change)
    if ground not in change.grounds or not held:
        yield _not_on(ground)
        return
    if change.stated.nature_changed:
        yield _other_nature(ground)
    initial = values_of(held, "value_original")
    if initial is None or change.cost is None or initial == 0:
        path: FieldPath = ("extension", "cost_max") if initial else ("contracts", held[0][0], "value_original")
        yield CannotTell(path, _WHAT_IT_ADDS if initial else "the initial value of the contracts")
        return
    earlier = [
        one.value for _, one in earlier_changes(held) if one.value and (not one.ground or on_ground(one, (ground,)))
    ]
    total = change.cost.amount + sum((money.amount for money in earlier), Decimal(0))
    most = limit("pcr72-low-value-works" if is_works(held) else "pcr72-low-value") / 100
    threshold = threshold_under(Regime.PCR2015, held[0][1], case.as_of)
    summed = _sum_of(change.cost, earlier)
    if total >= initial * most:
        yield Problem(
            ("extension", "cost_max"),
            f"{summed}, {percent(total / initial)} of the initial value of {pounds(initial)}: {ground} asks that all "
            f"such changes together stay below {percent(most, 0)} ({pounds(initial * most)}).",
            "lower the cost, or name another ground",
        )
    if threshold is not None and total >= threshold:
        yield Problem(
            ("extension", "cost_max"),
            f"{summed}, which is not below the threshold of {pounds(threshold)} that {ground} sets as well.",
            "lower the cost, or name another ground",
        )


def _sum_of(cost: Money, earlier: list[Money]) -> str:
    if not earlier:
        return f"The change adds {cost}"
    total = cost.amount + sum((money.amount for money in earlier), Decimal(0))
    sums = " + ".join(map(str, (*earlier, cost)))
    return f"With {counted(len(earlier), 'earlier change')}, {sums} = {pounds(total)} is added"


def _other_nature(ground: Ground) -> Problem:
    return Problem(
        ("legal", "modification_ground", "nature_changed"),
        f"The change is said to alter what the contract is in its overall nature, which {ground} does not allow.",
        "name another ground, or put the contract out to competition",
    )


PCR72_F_LOWVALUE: Final = Rule(
    id="PCR72-F-LOWVALUE",
    about=(Decision,),
    severity=Severity.ERROR,
    title="A change of low value stays below both ceilings",
    checks=(
        "Where a contract under the Public Contracts Regulations 2015 is changed on ground (f), this change and the "
        "earlier ones on that ground, or on none that is stated, are together below the threshold for its kind and "
        "below 10% of the initial value (15% for works), and the overall nature of the contract stays the same."
    ),
    why="The small change is free only as long as all small changes together are small.",
    source="Public Contracts Regulations 2015, regulation 72(1)(f), (5), (6) and (7).",
    in_force=SINCE,
    check=_low_value,
    bad="""\
extension: {cost_parts: ~, cost_max: £150k}
contracts:
  - {id: north, value_original: £1.5m, modifications: [{on: 2025-08-01, value: "£200,000"}]}
  - {id: south, value_original: £1.5m}
legal: {modification_ground: {ground: regulation 72(1)(f)}}
""",
    good="""\
extension: {cost_parts: ~, cost_max: £50k}
contracts:
  - {id: north, value_original: £1.5m, modifications: [{on: 2025-08-01, value: "£200,000"}]}
  - {id: south, value_original: £1.5m}
legal: {modification_ground: {ground: regulation 72(1)(f)}}
""",
)


# One extension after another ------------------------------------------------------------------------------------


def _series(case: Case) -> Iterator[Judged]:
    change = Change(case)
    held = _held(change)
    extension = case.decision.extension
    if not held or extension is None:
        yield NotApplicable("no contract under the Public Contracts Regulations 2015 is extended")
        return
    for place, contract in held:
        outside = [one for one in contract.modifications if one.months]
        if not outside:
            continue
        path: FieldPath = ("contracts", place, "modifications")
        added = listed(f"{months_of(one.months or 0)} on {say(one.on)}" for one in outside)
        is_option = pcr("a") in change.grounds or bool(extension.within_terms)
        if len(outside) > 1:
            now = "" if is_option else f" This extension would be number {len(outside) + 1}."
            yield Problem(
                path,
                f"{contract.title} was extended {counted(len(outside), 'time')} outside its options: {added}.{now}",
                "say why the contract was not put out to competition instead, and when it will be",
            )
        elif not is_option and _said_again([*(one.text for one in outside), extension.purpose]):
            yield Problem(
                path,
                f"{contract.title} was extended outside its options before ({added}), for the same reason.",
                "say what has changed since, and when the contract will be put out to competition",
            )


def _said_again(reasons: list[Prose | None]) -> bool:
    plain = sorted(re.sub(r"\W+", " ", str(reason)).strip().lower() for reason in reasons if reason is not None)
    return any(one == other for one, other in pairwise(plain))


PCR72_SERIES: Final = Rule(
    id="PCR72-SERIES",
    about=(Decision,),
    severity=Severity.WARNING,
    title="Interim extensions do not follow on one another",
    checks=(
        "A contract under the Public Contracts Regulations 2015 that is to be extended has not been extended twice or "
        "more outside its options since it was let, nor once in the very words that are the purpose of this extension."
    ),
    why="One interim extension after another keeps a contract from competition for good.",
    source="Public Contracts Regulations 2015, regulation 72(2)(b) and (9).",
    in_force=SINCE,
    check=_series,
    bad="contracts: [{id: north, modifications: [{on: 2025-07-01, months: 3}, {on: 2025-08-01, months: 3}]}]",
    good="contracts: [{id: north, modifications: [{on: 2025-07-01, months: 3}]}]",
)

THEME: Final = Theme(
    "modification-pcr",
    "Changes to contracts under the Public Contracts Regulations 2015",
    (PCR72_A_OPTION, PCR72_BC_50, PCR72_BC_NOTICE, PCR72_E_REASONED, PCR72_F_LOWVALUE, PCR72_SERIES),
)
