"""Terms: what was agreed, how long it runs, what an extension may add to it, and when notice of it is due."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from reportgen.base.finding import Severity
from reportgen.base.source import FieldPath
from reportgen.check.case import Case
from reportgen.check.changes import Change
from reportgen.check.grounds import pcr
from reportgen.check.rule import CannotTell, Judged, NotApplicable, Problem, Rule, Theme
from reportgen.check.spans import Span, days_between, on, say_days, say_span, span_of, span_of_term
from reportgen.check.words import days_of, listed, months_of, percent, say
from reportgen.model.calendar import ONE_DAY, months_in, term_end
from reportgen.model.contracts import Contract, Regime
from reportgen.model.decision import Decision
from reportgen.model.values import Day

NO_EXTENSION: Final = "no extension is proposed"
CONTRACTS: Final[FieldPath] = ("contracts",)
EXTENSION_START: Final[FieldPath] = ("extension", "start")
EXTENSION_END: Final[FieldPath] = ("extension", "end")


def _terms(case: Case) -> Iterator[tuple[FieldPath, Day | None, int | None, Day | None, str]]:
    """Yield each stated term: the path of its end, its start, length in months and end, and what it is called."""
    for place, contract in enumerate(case.decision.contracts):
        path: FieldPath = ("contracts", place, "initial_end")
        yield path, contract.start, contract.initial_months, contract.initial_end, "the initial term"
    extension = case.decision.extension
    if extension is not None:
        start = case.day("extension", "start")
        yield ("extension", "end"), start, extension.months, extension.end, "the extension"


def _term(case: Case) -> Iterator[Judged]:
    stated = [term for term in _terms(case) if all(part is not None for part in term[1:4])]
    if not stated:
        yield NotApplicable("no term states its start, its length and its end")
    for path, start, months, end, called in stated:
        if start is None or months is None or end is None:
            continue
        first, last = start.exact, end.exact
        if first is None or last is None:
            yield from _loose_term(path, start, months, end, called)
        elif last != term_end(first, months):
            hint = f"write {term_end(first, months)}, or mend the start or the length"
            yield Problem(path, _wrong_end(called, first, months, last), hint)


def _wrong_end(called: str, first: date, months: int, last: date) -> str:
    right = term_end(first, months)
    given = months_in(first, last)
    really = f"{months_of(given)}" if given else f"{days_of((last - first).days + 1)}"
    return (
        f"{called.capitalize()} is said to be {months_of(months)} from {say(first)}, which ends {say(right)}; "
        f"{say(last)} is stated, which makes it {really}."
    )


def _loose_term(path: FieldPath, start: Day, months: int, end: Day, called: str) -> Iterator[Judged]:
    earliest, latest = term_end(start.earliest, months), term_end(start.latest, months)
    if end.latest < earliest or latest < end.earliest:
        yield Problem(
            path,
            f"{called.capitalize()} of {months_of(months)} from {say(start)} ends between {say(earliest)} and "
            f"{say(latest)}; {say(end)} is stated.",
            "check the start, the length and the end against the contract",
        )


DATE_TERM: Final = Rule(
    id="DATE-TERM",
    about=(Decision,),
    severity=Severity.ERROR,
    title="Stated length fits stated dates",
    checks=(
        "A term of so many months ends the day before the same day of the month, so many months later (at most the "
        "last day of that month). Where a term states its start, its length and its end, these agree; where a date "
        "is known only to the month, they can agree."
    ),
    why="Members decide on dates: a term that is a day too long or too short is not the one that they approved.",
    source="Arithmetic.",
    check=_term,
    bad="extension: {start: 2024-10-25, months: 12, end: 2025-10-25}",
    good="extension: {start: 2024-10-25, months: 12, end: 2025-10-24}",
)


# From the present term to the extension ------------------------------------------------------------------------


def _ends(case: Case) -> dict[Day | None, list[tuple[int, Contract]]]:
    """Return the contracts that are extended by the day on which they now end."""
    found: dict[Day | None, list[tuple[int, Contract]]] = {}
    for place, contract in case.extended:
        found.setdefault(case.day("contracts", place, "current_end"), []).append((place, contract))
    return found


def _named(contracts: list[tuple[int, Contract]]) -> str:
    return listed(contract.title for _, contract in contracts)


def _continuity(case: Case) -> Iterator[Judged]:
    extension = case.decision.extension
    if extension is None or extension.only_changes:
        yield NotApplicable(NO_EXTENSION)
        return
    if not case.extended:
        yield CannotTell(CONTRACTS, "the contract that is extended")
        return
    start = case.day("extension", "start")
    for end, contracts in _ends(case).items():
        if end is None:
            where: FieldPath = ("contracts", contracts[0][0], "current_end")
            yield CannotTell(where, f"the day on which the present term ends ({_named(contracts)})")
        elif start is None:
            yield CannotTell(EXTENSION_START, "the first day of the extension")
        else:
            yield from _follows(end, start, contracts)


def _follows(end: Day, start: Day, contracts: list[tuple[int, Contract]]) -> Iterator[Judged]:
    """Yield what is wrong between the end of the present term and the start of the extension."""
    fewest, most = days_between(span_of(end), span_of(start))
    ends = f"The present term ({_named(contracts)}) is said to end {on(end)}, and the extension to start {on(start)}"
    if fewest > 0:
        which = ""
        if fewest == most:
            first, last = end.latest + ONE_DAY, start.earliest - ONE_DAY
            which = f", {say(first)}," if first == last else f", {say(first)} to {say(last)},"
        leap = f" {end.year} is a leap year, so that February has 29 days." if _ends_short_in_leap_year(end) else ""
        message = f"{ends}: {say_days(fewest, most)}{which} {'is' if most == 1 else 'are'} in neither.{leap}"
        yield Problem(EXTENSION_START, message, "make the one follow on the other: mend whichever of the two is wrong")
    elif most < 0:
        message = f"{ends}: they overlap by {say_days(-most, -fewest)}."
        yield Problem(EXTENSION_START, message, "make the one follow on the other: mend whichever of the two is wrong")
    elif fewest != most:
        path: FieldPath = ("contracts", contracts[0][0], "current_end")
        because = f"{ends}: from {_apart(fewest)} to {_apart(most)}."
        loose, missing = (path, "the end of the present term") if end.exact is None else (EXTENSION_START, "its start")
        yield CannotTell(loose, f"the exact day of {missing}", because)


def _apart(days: int) -> str:
    return f"an overlap of {days_of(-days)}" if days < 0 else "no day" if days == 0 else f"{days_of(days)} between them"


def _ends_short_in_leap_year(end: Day) -> bool:
    last = end.exact
    return last is not None and (last.month, last.day) == (2, 28) and (last + ONE_DAY).month == 2


DATE_CONTINUITY: Final = Rule(
    id="DATE-CONTINUITY",
    about=(Decision,),
    severity=Severity.ERROR,
    title="The extension starts the day after the present term ends",
    checks=(
        "The first day of the extension is the day after the current end of each contract that it covers. Where one "
        "of the two is known only to the month, the rule fails if no day of that month will do, and can't tell if "
        "some would. It says which two statements disagree, not that care was in fact interrupted."
    ),
    why="On a day in neither term there is no contract, though people's needs for care must be met on it all the same.",
    source="Arithmetic. The duty to meet needs goes on (Care Act 2014, section 18).",
    check=_continuity,
    bad="extension: {start: 2025-12-02, months: ~}",
    good="extension: {start: 2025-12-01}",
)


# The longest term, and what is left of it ----------------------------------------------------------------------


def _months_asked(case: Case) -> int | None:
    """Return the months that the extension takes, a part of a month counted as one; None where that isn't known."""
    months = case.value("extension", "months")
    if isinstance(months, int):
        return months
    first, last = case.exact("extension", "start"), case.exact("extension", "end")
    if first is None or last is None:
        return None
    whole = (last.year - first.year) * 12 + last.month - first.month
    return next(n for n in range(max(whole - 1, 0), whole + 2) if term_end(first, n) >= last)


def _used(contract: Contract) -> int:
    """Return the months of option that were used, as stated or as the ends of the first and present terms tell."""
    stated = sum(option.exercised for option in contract.options)
    first, last = contract.initial_end, contract.current_end
    if first is None or last is None or first.exact is None or last.exact is None or contract.modifications:
        return stated
    return max(stated, months_in(first.exact + ONE_DAY, last.exact) or 0)


def _over_option(case: Case, contract: Contract) -> bool:
    """Return whether the extension takes more months than a contract's options have left."""
    months = _months_asked(case)
    return bool(contract.options) and months is not None and months > _left(contract)


def _left(contract: Contract) -> int:
    return max(sum(option.months for option in contract.options) - _used(contract), 0)


def _one_step(contract: Contract) -> int:
    """Return the most months that the options allow at one go."""
    return sum(
        min(option.months - option.exercised, option.step_max if option.step_max is not None else option.months)
        for option in contract.options
    )


def _option_left(case: Case) -> Iterator[Judged]:
    extension = case.decision.extension
    if extension is None or extension.only_changes:
        yield NotApplicable(NO_EXTENSION)
        return
    with_options = [(place, contract) for place, contract in case.extended if contract.options]
    if not with_options and extension.within_terms is False:
        yield NotApplicable("the extension is not made under an option of the contracts")
        return
    if not with_options:
        place = case.extended[0][0] if case.extended else None
        where: FieldPath = CONTRACTS if place is None else ("contracts", place, "options")
        yield CannotTell(where, "what the contracts say about extending them (`options`)")
        return
    months = _months_asked(case)
    if months is None:
        yield CannotTell(("extension", "months"), "the length of the extension in months")
        return
    change = Change(case)
    for place, contract in with_options:
        stated = case.value("contracts", place, "months_left")
        on_ground = pcr("a") in change.grounds and change.laws.get(place) is Regime.PCR2015
        if not (on_ground and isinstance(stated, int) and months > stated):
            yield from _within_option(("contracts", place, "options"), contract, months)


def _within_option(path: FieldPath, contract: Contract, months: int) -> Iterator[Judged]:
    allowed, used, left = sum(option.months for option in contract.options), _used(contract), _left(contract)
    if months > left:
        yield Problem(path, _overrun(contract, allowed, used, left, months), "see whether another ground allows it")
    elif months > _one_step(contract):
        message = (
            f"{contract.title} may be extended by at most {months_of(_one_step(contract))} at a time; "
            f"{months_of(months)} are proposed."
        )
        yield Problem(path, message, "extend in steps that the contract allows")


def _overrun(contract: Contract, allowed: int, used: int, left: int, months: int) -> str:
    begin = f"{contract.title} allows {months_of(allowed)} of extension, and {_used_up(used)}"
    message = f"{begin}: {left or 'none'} {'is' if left < 2 else 'are'} left for the {months} that are proposed."
    longest = contract.max_months or ((contract.initial_months or 0) + allowed if contract.initial_months else 0)
    if not longest:
        return message
    over = months - left
    longer = percent(_share(over, longest))
    return f"{message} The term would be {longest + over} months, not at most {longest}: {longer} longer."


def _used_up(months: int) -> str:
    return f"{months or 'none'} of these {'has' if months == 1 else 'have'} been used"


def _share(part: int, whole: int) -> Decimal:
    return Decimal(part) / Decimal(whole)


DATE_OPTION_LEFT: Final = Rule(
    id="DATE-OPTION-LEFT",
    about=(Decision,),
    severity=Severity.ERROR,
    title="The contract has enough of its option left",
    checks=(
        "The months of option that earlier extensions have used and those of this one are together no more than the "
        "options of each contract allow, and this one is no longer than the longest step that they allow. Used is "
        "what `exercised` says, or what the end of the first term and the present end tell, whichever is more. Where "
        "regulation 72(1)(a) is the ground and the months stated show it, PCR72-A-OPTION says so instead."
    ),
    why="An extension beyond the option is a new contract without competition, unless the law gives another ground.",
    source="The contract. Public Contracts Regulations 2015, regulation 72(1)(a); Procurement Act 2023, section 74.",
    check=_option_left,
    bad="contracts: [{id: north, options: [{months: 12, step_max: 12, exercised: 1}]}]",
    good="contracts: [{id: north, options: [{months: 24, step_max: 12, exercised: 12}]}]",
)


def _latest_end(case: Case, place: int, contract: Contract) -> Span | None:
    """Return the latest day on which a contract may end, as far as that is known."""
    if contract.max_end is not None:
        return span_of(contract.max_end)
    months = case.value("contracts", place, "max_months")
    if contract.start is None or not isinstance(months, int):
        return None
    return span_of_term(contract.start, months)


def _cap(case: Case) -> Iterator[Judged]:
    extension = case.decision.extension
    if extension is None or extension.only_changes:
        yield NotApplicable(NO_EXTENSION)
        return
    end = case.day("extension", "end")
    if end is None:
        yield CannotTell(EXTENSION_END, "the last day of the extension")
        return
    if not case.extended:
        yield CannotTell(CONTRACTS, "the contract that is extended")
        return
    judged = [(place, contract) for place, contract in case.extended if not _over_option(case, contract)]
    if not judged:
        yield NotApplicable("the options of the contracts are used up, which DATE-OPTION-LEFT tells")
    for place, contract in judged:
        yield from _within_cap(case, place, contract, end)


def _within_cap(case: Case, place: int, contract: Contract, end: Day) -> Iterator[Judged]:
    cap = _latest_end(case, place, contract)
    if cap is None:
        no_start, no_term = (case.value("contracts", place, name) is None for name in ("start", "max_months"))
        missing = f"the {'longest term' if no_term else 'start'} of {contract.title}"
        yield CannotTell(("contracts", place), f"{missing}, with its start," if no_start and no_term else missing)
        return
    told = f"The extension ends {on(end)}, and {contract.title} may run no later than {_say_last(cap)}"
    over = days_between(cap, span_of(end))
    if end.earliest > cap.last:
        message = f"{told}: {say_days(over[0] + 1, over[1] + 1)} too long{_counted_from(case, place, contract)}."
        yield Problem(EXTENSION_END, message, "end it within the longest term of the contract")
    elif end.latest > cap.first:
        loose = "the start of the contract to the day" if end.exact else "the last day of the extension"
        yield CannotTell(("contracts", place, "start") if end.exact else EXTENSION_END, loose, f"{told}.")


def _say_last(cap: Span) -> str:
    return say(cap.first) if cap.first == cap.last else f"a day between {say(cap.first)} and {say(cap.last)}"


def _counted_from(case: Case, place: int, contract: Contract) -> str:
    months = case.value("contracts", place, "max_months")
    if contract.max_end is not None or contract.start is None or not isinstance(months, int):
        return ""
    return f" ({months_of(months)} from {say(contract.start)})"


DATE_CAP: Final = Rule(
    id="DATE-CAP",
    about=(Decision,),
    severity=Severity.ERROR,
    title="The term stays within the contract's longest",
    checks=(
        "The extension ends no later than the latest day on which each contract that it covers may end: `max_end`, or "
        "`max_months` from its start. A contract with less of its option left than the extension takes is left to "
        "DATE-OPTION-LEFT, since that says the same more exactly."
    ),
    why="A contract that runs beyond its own longest term has no terms, and was put to no competition for that time.",
    source="The contract. Public Contracts Regulations 2015, regulation 72(1)(a); Procurement Act 2023, section 74.",
    check=_cap,
    bad="contracts: [{id: north, max_end: 2026-11-29}]",
    good="contracts: [{id: north, max_end: 2026-11-30}]",
)


# Notice --------------------------------------------------------------------------------------------------------


def _notice(case: Case) -> Iterator[Judged]:
    extension = case.decision.extension
    if extension is None or extension.only_changes:
        yield NotApplicable(NO_EXTENSION)
        return
    asked = [(place, contract) for place, contract in case.extended if contract.notice is not None]
    if not asked:
        yield NotApplicable("no contract is said to ask for notice")
        return
    deadlines: dict[Day | None, list[tuple[int, Contract]]] = {}
    for place, contract in asked:
        deadlines.setdefault(case.day("contracts", place, "notice", "deadline"), []).append((place, contract))
    for deadline, contracts in deadlines.items():
        if deadline is None:
            where: FieldPath = ("contracts", contracts[0][0], "notice")
            yield CannotTell(where, f"the last day for notice ({_named(contracts)})")
        else:
            yield from _served(extension.notice_planned, deadline, contracts)


def _served(planned: Day | None, deadline: Day, contracts: list[tuple[int, Contract]]) -> Iterator[Judged]:
    path: FieldPath = ("extension", "notice_planned")
    last = f"The last day for notice is {say(deadline)} ({_named(contracts)})"
    if planned is None:
        yield CannotTell(path, "the day on which notice is to be served", f"{last}.")
    elif planned.earliest > deadline.latest:
        late = say_days((planned.earliest - deadline.latest).days, (planned.latest - deadline.earliest).days)
        yield Problem(path, f"{last}; it is to be served {on(planned)}, {late} late.", "serve notice in time")
    elif planned.latest > deadline.earliest:
        yield CannotTell(path, "the exact day of the notice", f"{last}; it is to be served {on(planned)}.")


DATE_NOTICE: Final = Rule(
    id="DATE-NOTICE",
    about=(Decision,),
    severity=Severity.ERROR,
    title="Notice to providers is to be served in time",
    checks=(
        "`extension.notice_planned` is no later than the last day for notice of each contract that is extended: "
        "`notice.deadline`, or so many months before its current end. Notice on that day itself is in time. Whether "
        "the decision can be carried out by then is for CALLIN-IN-TIME."
    ),
    why="An option that is exercised too late is lost, and the contract ends.",
    source="The contract.",
    check=_notice,
    bad="extension: {notice_planned: 2025-10-31}",
    good="extension: {notice_planned: 2025-10-30}",
)


# Dates known to the month --------------------------------------------------------------------------------------


def _partial(case: Case) -> Iterator[Judged]:
    judged = False
    for place, contract in enumerate(case.decision.contracts):
        months = _months_run(contract)
        start, end = contract.start, contract.current_end
        if months is None or start is None or (start.exact and (end is None or end.exact)):
            continue
        judged = True
        term = span_of_term(start, months)
        path: FieldPath = ("contracts", place, "start" if start.exact is None else "current_end")
        if end is not None and (end.latest < term.first or term.last < end.earliest):
            message = f"{_has_run(contract, start, months, term)}; it is said to end {on(end)}."
            yield Problem(path, message, "write the dates in full, from the contract")
        elif (place, contract) in case.extended:
            yield from _partial_start(case, path, _has_run(contract, start, months, term), term, start)
    if not judged:
        yield NotApplicable("no term is reckoned from a date that is known only to the month")


def _months_run(contract: Contract) -> int | None:
    """Return the months of all the terms that a contract has had, None where one of them isn't known."""
    if contract.initial_months is None or any(change.months is None for change in contract.modifications):
        return None
    used = sum(option.exercised for option in contract.options)
    return contract.initial_months + used + sum(change.months or 0 for change in contract.modifications)


def _has_run(contract: Contract, start: Day, months: int, term: Span) -> str:
    return f"{contract.title} began {on(start)}, and its terms of {months} months end {say_span(term)}"


def _partial_start(case: Case, path: FieldPath, told: str, term: Span, start: Day) -> Iterator[Judged]:
    first = case.day("extension", "start")
    if first is None:
        return
    fewest, most = days_between(term, span_of(first))
    if fewest > 0 or most < 0:
        apart = say_days(fewest, most) if fewest > 0 else say_days(-most, -fewest)
        message = (
            f"{told}; the extension starts {on(first)}. Whatever the exact day, "
            f"{apart} {'lie between the two' if fewest > 0 else 'are in both'}."
        )
        yield Problem(
            path, message, "write the dates in full, from the contract; the terms and the extension must meet"
        )


DATE_PARTIAL: Final = Rule(
    id="DATE-PARTIAL",
    about=(Decision,),
    severity=Severity.WARNING,
    title="Dates known to the month can be true",
    checks=(
        "Where a contract's start or present end is known only to the month or the year, there is a day in it with "
        "which its terms, its present end and the start of the extension can all be right. No other day is ever taken "
        "in its place: every rule reckons with the first and with the last that it can be."
    ),
    why="A term reckoned from a month can be out by thirty days, enough for a contract to have ended.",
    source="Practice.",
    check=_partial,
    bad=(
        "contracts: [{id: north, start: 2013-05, initial_months: 60, initial_end: ~, current_end: 2018-05, "
        "max_months: 70, max_end: ~}, {id: south, gone: yes}]\n"
        "recommendations: [{id: extend, contracts: [north]}, {id: delegate, contracts: [north]}]\n"
        "extension: {start: ~, months: 10, end: 2019-03-31, scope: [{contract: north}]}"
    ),
    good="contracts: [{id: north, start: 2025-06, initial_end: ~}]",
)

THEME: Final = Theme(
    "dates",
    "Terms and notice",
    (DATE_TERM, DATE_CONTINUITY, DATE_CAP, DATE_OPTION_LEFT, DATE_NOTICE, DATE_PARTIAL),
)
