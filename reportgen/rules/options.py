"""Options, risks and recommendations: what members choose between, and what they are asked to decide."""

import re
from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher
from typing import Final

from reportgen.base.finding import Severity
from reportgen.base.source import FieldPath
from reportgen.check.case import Case
from reportgen.check.rule import InForce, Judged, NotApplicable, Problem, Rule, Theme
from reportgen.check.words import counted, listed, months_of, pounds, say
from reportgen.model.choices import Option, Recommendation, Risk, RiskKind
from reportgen.model.council import BodyType
from reportgen.model.decision import Decision
from reportgen.model.header import ReportType
from reportgen.model.values import Day, Money

FEW: Final = 3
"""The options that council templates commonly ask for at least, doing nothing among them."""
THIN: Final = 4
"""The words below which a reason says no more than that there is one."""
ALIKE: Final = 0.9
"""How alike two texts are, from 0 to 1, before one is taken to repeat the other."""


def _is_for_decision(case: Case) -> bool:
    asks = case.decision.report.type in (ReportType.DECISION, ReportType.MINUTES)
    return asks and case.decision.meeting.body_type is not BodyType.SCRUTINY


def _called(option: Option) -> str:
    return f"“{option.title}”"


# Options -------------------------------------------------------------------------------------------------------


def _do_nothing(case: Case) -> Iterator[Judged]:
    if not _is_for_decision(case):
        yield NotApplicable("the paper asks for no decision")
        return
    if not any(option.is_do_nothing for option in case.decision.options):
        weighed = counted(len(case.decision.options), "option") if case.decision.options else "no option at all"
        yield Problem(
            ("options",),
            f"Doing nothing is not among the options: the file has {weighed}, and none is marked `is_do_nothing: yes`.",
            "add what would happen if nothing were done, and why it is not recommended; or mark the option that is it",
        )


OPT_DO_NOTHING: Final = Rule(
    id="OPT-DO-NOTHING",
    about=(Decision,),
    severity=Severity.WARNING,
    title="Doing nothing is one of the options",
    checks=(
        "A paper that asks for a decision weighs doing nothing: one of its options is marked `is_do_nothing: yes`. "
        "The mark counts, not the words of the title. Papers to scrutiny, updates and briefings are left alone."
    ),
    why=(
        "Members can't see what a decision is worth without knowing what happens if it isn't taken, and a court asks "
        "whether the alternatives were weighed."
    ),
    source=(
        "Practice of council report templates; SI 2012/2089, regulation 12(2)(c), for the alternatives that the record "
        "of the decision must tell."
    ),
    check=_do_nothing,
    bad="options: [{title: Extend, is_preferred: yes}, {title: Tender now}]",
    good="options: [{title: Extend, is_preferred: yes}, {title: Let it end, is_do_nothing: yes}]",
)


def _preferred(case: Case) -> Iterator[Judged]:
    options = case.decision.options
    if not options:
        yield NotApplicable("there are no options")
        return
    preferred = [(place, option) for place, option in enumerate(options) if option.is_preferred]
    if len(preferred) > 1:
        names = listed(_called(option) for _, option in preferred)
        yield Problem(
            ("options", preferred[1][0], "is_preferred"),
            f"{counted(len(preferred), 'option')} are marked as preferred: {names}.",
            "mark the one that is recommended, and say of the others why they are not",
        )
    elif not preferred and any(option.rejected_because is None and not option.is_do_nothing for option in options):
        yield Problem(
            ("options",),
            "No option is marked as preferred, and not all of them are rejected.",
            "mark the one that is recommended with `is_preferred: yes`",
        )
    if len(preferred) == 1:
        yield from _same_as_recommended(case, ("options", preferred[0][0]), preferred[0][1])


def _same_as_recommended(case: Case, path: FieldPath, option: Option) -> Iterator[Judged]:
    months, end, cost = (
        case.value("extension", "months"),
        case.day("extension", "end"),
        case.money("extension", "cost_max"),
    )
    wrong = []
    if option.months is not None and isinstance(months, int) and option.months != months:
        wrong.append(("months", f"{months_of(option.months)}, and the extension is for {months_of(months)}"))
    if option.end is not None and end is not None and not _overlap(option.end, end):
        wrong.append(("end", f"an end on {say(option.end)}, and the extension ends {say(end)}"))
    if option.cost is not None and cost is not None and not option.cost.agrees_with(cost):
        wrong.append(("cost", f"a cost of {pounds(option.cost.amount)}, and the extension costs {pounds(cost.amount)}"))
    for name, says in wrong:
        yield Problem(
            (*path, name),
            f"The preferred option {_called(option)} has {says}.",
            "make the option and what is recommended the same",
        )


def _overlap(one: Day, other: Day) -> bool:
    return one.earliest <= other.latest and other.earliest <= one.latest


OPT_PREFERRED_1: Final = Rule(
    id="OPT-PREFERRED-1",
    about=(Decision,),
    severity=Severity.ERROR,
    title="Exactly one option is preferred, and it is what is recommended",
    checks=(
        "One option is marked as preferred, or, where only rejected alternatives are listed, none. Its months, end and "
        "cost, where it states them, are those of the extension."
    ),
    why="Two preferred options, or one with another length or cost, leave open what members have agreed to.",
    source="Practice.",
    check=_preferred,
    bad="options: [{title: Extend, is_preferred: yes}, {title: Let it end, is_do_nothing: yes, is_preferred: yes}]",
    good="options: [{title: Extend, is_preferred: yes}, {title: Let it end, is_do_nothing: yes}]",
)


def _reasons(case: Case) -> Iterator[Judged]:
    options = case.decision.options
    others = [(place, option) for place, option in enumerate(options) if not option.is_preferred]
    if not others or not _is_for_decision(case):
        yield NotApplicable("there is no decision with other options to it")
        return
    open_ones = [option for _, option in others if option.rejected_because is None]
    has_preferred = len(others) < len(options)
    for place, option in others:
        reason = option.rejected_because
        if reason is None:
            # Without a mark the one option that isn't rejected may be the one that is recommended.
            if has_preferred or len(open_ones) > 1 or option.is_do_nothing:
                yield Problem(
                    ("options", place),
                    f"The option {_called(option)} is not recommended, and no reason is given.",
                    "say under `rejected_because` why it is not; the record of the decision needs it",
                )
        elif len(reason.text.split()) < THIN:
            yield Problem(
                ("options", place, "rejected_because"),
                f"The reason against {_called(option)} says no more than “{reason.text.strip().rstrip('.')}”.",
                "say what speaks against this option in particular",
                severity=Severity.WARNING,
            )


OPT_REASONS: Final = Rule(
    id="OPT-REASONS",
    about=(Decision,),
    severity=Severity.ERROR,
    title="Each rejected option has its own reason",
    checks=(
        "Every option that is not preferred says under `rejected_because` why. A reason of fewer than four words is a "
        "warning."
    ),
    why="The record of an executive decision must give the alternatives considered and rejected; without it, it fails.",
    source="SI 2012/2089, regulations 12(2)(c) and 13(2)(c).",
    in_force=InForce(date(2012, 9, 10)),
    check=_reasons,
    bad="options: [{title: Extend, is_preferred: yes}, {title: Let it end, is_do_nothing: yes}]",
    good=(
        "options:\n"
        "  - {title: Extend, is_preferred: yes}\n"
        "  - {title: Let it end, is_do_nothing: yes, rejected_because: Care would stop on the day.}"
    ),
)


def _range(case: Case) -> Iterator[Judged]:
    if not _is_for_decision(case):
        yield NotApplicable("the paper asks for no decision")
        return
    options = case.decision.options
    if len(options) < FEW:
        what = f"The file has only {counted(len(options), 'option')}" if options else "The file has no options"
        yield Problem(
            ("options",),
            f"{what}{_not_weighed(case)}.",
            "weigh a realistic range, or say in the report why there are no more",
        )


def _not_weighed(case: Case) -> str:
    """Return what an extension could have been weighed against, where its contracts leave room for more."""
    months = case.value("extension", "months")
    left = [case.value("contracts", place, "months_left") for place, _ in case.extended]
    most = max((one for one in left if isinstance(one, int)), default=0)
    if isinstance(months, int) and most > months:
        return f", though the contracts allow up to {months_of(most)} and {months_of(months)} are proposed"
    return ", and no shorter, longer or partial extension among them" if isinstance(months, int) else ""


OPT_RANGE: Final = Rule(
    id="OPT-RANGE",
    about=(Decision,),
    severity=Severity.INFO,
    title="There is a realistic range of options",
    checks="A paper that asks for a decision weighs three options or more, with doing nothing and the preferred one.",
    why="A single alternative looks as if the choice had been made before it came to members.",
    source="Practice of council report templates, which ask for three or more.",
    check=_range,
    bad="options: [{title: Extend, is_preferred: yes}, {title: Let it end, is_do_nothing: yes}]",
    good="options: [{title: Extend, is_preferred: yes}, {title: Let it end, is_do_nothing: yes}, {title: Tender now}]",
)


# Risks ---------------------------------------------------------------------------------------------------------

_SCALES: Final = {"owner": "an owner", "likelihood": "a likelihood", "impact": "an impact"}


def _risks(case: Case) -> Iterator[Judged]:
    if case.decision.report.type is ReportType.MINUTES:
        yield NotApplicable("the file holds a minute, not a report")
        return
    risks = [(place, risk) for place, risk in enumerate(case.decision.risks) if risk.kind is RiskKind.RISK]
    if not risks and not _is_for_decision(case):
        yield NotApplicable("the paper asks for no decision, and lists no risks")
        return
    if not risks:
        yield Problem(
            ("risks",),
            "No risk is listed.",
            "list what may go wrong, with its owner, likelihood, impact and mitigation",
            severity=Severity.WARNING,
        )
        return
    lacking = [[name for name in _SCALES if getattr(risk, name) is None] for _, risk in risks]
    same = len(risks) > 1 and bool(lacking[0]) and all(names == lacking[0] for names in lacking)
    if same:
        yield _lacks(("risks",), f"None of the {len(risks)} risks has", lacking[0], "or")
    for (place, risk), names in zip(risks, lacking, strict=True):
        path: FieldPath = ("risks", place)
        called = f"The risk “{risk.title}”" if risk.title else f"Risk {risk.number or place + 1}"
        if risk.mitigation is None:
            yield Problem(path, f"{called} has no mitigation.", "say under `mitigation` what is done about it")
        elif _repeats(risk):
            yield Problem(
                (*path, "mitigation"),
                f"The mitigation of {called[0].lower()}{called[1:]} says the risk again.",
                "say what is done about it",
                severity=Severity.INFO,
            )
        if names and not same:
            yield _lacks(path, f"{called} lacks", names, "and")


def _lacks(path: FieldPath, opening: str, names: list[str], last: str) -> Problem:
    missing = listed((_SCALES[name] for name in names), last)
    hint = f"fill in {listed(f'`{name}`' for name in names)}"
    return Problem(path, f"{opening} {missing}.", hint, severity=Severity.WARNING)


def _repeats(risk: Risk) -> bool:
    if risk.mitigation is None:
        return False
    one, other = risk.text.text.lower(), risk.mitigation.text.lower()
    if len(one) >= 2000:
        return one == other
    alike = SequenceMatcher(None, one, other, autojunk=False)
    # The first two can only be too high, and take a hundredth of the time.
    return alike.real_quick_ratio() > ALIKE and alike.quick_ratio() > ALIKE and alike.ratio() > ALIKE


RISK_COMPLETE: Final = Rule(
    id="RISK-COMPLETE",
    about=(Decision,),
    severity=Severity.ERROR,
    title="Risks are listed, each with its mitigation, owner, likelihood and impact",
    checks=(
        "A risk without a mitigation is an error; one without an owner, a likelihood or an impact a warning, told once "
        "where no risk has it; no risk at all, in a paper that asks for a decision, a warning; a mitigation that only "
        "says the risk again is noted. Opportunities and minutes are left alone."
    ),
    why="A risk that nobody owns, or that nothing is done about, is one that members accept without knowing it.",
    source="Practice of council risk frameworks.",
    check=_risks,
    bad="risks: [{text: Staff leave., likelihood: 3, impact: 3, owner: Head of Commissioning}]",
    good=(
        "risks: [{text: Staff leave., likelihood: 3, impact: 3, owner: Head of Commissioning, "
        "mitigation: Providers pay the living wage.}]"
    ),
)


# Recommendations -----------------------------------------------------------------------------------------------

_RESOLVING: Final = """
accept acknowledge adopt agree allocate amend appoint approve ask authorise award cancel cease close commend commit
confirm consent consider consult continue declare decline defer delegate determine direct discharge dispose endorse
enter establish exempt extend give grant instruct invite issue make note nominate proceed procure publish receive
recommend refer refuse reject release remove request require rescind resolve retain revoke sanction seek set sign
support suspend take terminate transfer vary waive welcome withdraw write
"""
OPERATIVE: Final = frozenset(_RESOLVING.split())
"""Verbs that a resolution begins with."""
APPROVING: Final = frozenset(("agree", "approve", "authorise", "award", "extend", "grant", "sanction"))
"""Those of them that bring about what they speak of."""
_LEAD: Final = re.compile(
    r"^(?:(?:that|to|cabinet|the|members?|committee|council|executive|board|mayor|leader|it is recommended that|is|are|"
    r"asked|invited|recommended|hereby|formally|also|further)\b[\s:,;–-]*|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+|[-*•]\s+)+",
    re.IGNORECASE,
)
_CONDITION: Final = re.compile(
    r"^\W*(?:that,?\s+)?(?:subject to|having|in accordance with|pursuant to|for the reasons|following|with effect from|"
    r"under|on the basis)\b[^.;]{1,300}?,\s+",
    re.IGNORECASE,
)
_LONGEST_POST: Final = 12
"""The words among which the verb after a post is looked for: `That the Cabinet Member for Housing approves`."""
_PASSIVE: Final = re.compile(
    r"\s*(?:that|resolved)\b.*?(?:\bbe\s+(?:\w+ly\s+)?\w+(?:ed|en|wn|nt|de|ut|pt)\b"
    r"|\b(?:is|are)\s+(?:agreed|approved|noted)\b)",
    re.IGNORECASE | re.DOTALL,
)
"""`That the extension be approved`."""
_WORD: Final = re.compile(r"[A-Za-z]+")
_TYPED_SUM: Final = re.compile(r"£\s?\d")
_TYPED_DATE: Final = re.compile(
    r"\d{1,2}(?:st|nd|rd|th)?\s+(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December)\s+\d{4}"
)


def first_verb(recommendation: Recommendation) -> str:
    """Return the word that a recommendation begins with, in lower case, past `That Cabinet` and `To`."""
    return opening_verb(recommendation.verb or recommendation.text.text)


def opening_verb(text: str) -> str:
    """Return the verb that a text resolves with, in lower case; where there is none, the word that it begins with.

    `That Cabinet`, numbers of a list, conditions (`Subject to a deed,`) and the post that decides (`That the Leader`)
    may stand before it.
    """
    rest = _LEAD.sub("", _CONDITION.sub("", text.strip()))
    word = _WORD.search(rest)
    first = word[0].lower() if word else ""
    if is_operative(first) or rest == text.strip():
        return first
    return next((one for one in _WORD.findall(rest)[:_LONGEST_POST] if one.endswith("s") and is_operative(one)), first)


def is_operative(verb: str) -> bool:
    """Return whether a verb is one that a resolution begins with, in whatever form: approve, approves, approved."""
    return bool(_stems(verb) & OPERATIVE)


def _stems(verb: str) -> frozenset[str]:
    return frozenset((verb, *(verb.removesuffix(ending) for ending in ("s", "es", "d", "ed"))))


def resolves(text: str, verb: str) -> bool:
    """Return whether a text that begins with a verb decides something: by that verb, or as `That a contract be let`."""
    return is_operative(verb) or bool(_PASSIVE.match(text))


def _operative(case: Case) -> Iterator[Judged]:
    if not _is_for_decision(case):
        yield NotApplicable("the paper asks for no decision")
        return
    recommendations = case.decision.recommendations
    if not recommendations:
        yield NotApplicable("there are no recommendations")
    has_sum = any(_states_sum(case, one) for one in recommendations)
    is_approved = False
    # What the decision costs, and its dates, are said once, so their want is told once.
    for place, one in enumerate(recommendations):
        path: FieldPath = ("recommendations", place, "text")
        verb = first_verb(one)
        if not resolves(one.text.text, verb):
            yield Problem(
                path,
                f"Recommendation {one.number or place + 1} begins with “{verb}”, so that it decides nothing.",
                "begin it with what members do, as approve, agree, note or delegate; or put it into the report",
            )
        elif not is_approved and _stems(verb) & APPROVING and one.delegate is None and _is_about_extension(case, one):
            yield from _stands_alone(case, path, one, has_sum=has_sum)
            is_approved = True


def _is_about_extension(case: Case, one: Recommendation) -> bool:
    about = any(word in one.text.text.lower() for word in ("exten", "term")) or bool(one.contracts or one.lots)
    return case.decision.extension is not None and about


def _stands_alone(case: Case, path: FieldPath, one: Recommendation, *, has_sum: bool) -> Iterator[Judged]:
    values = case.named(one.text.text)
    days = sum(isinstance(value, Day) for value in values) + len(_TYPED_DATE.findall(one.text.text))
    has_months = any(isinstance(value, int) for value in values) or "month" in one.text.text or "year" in one.text.text
    missing = []
    if days == 0:
        missing.append("the dates from which and to which it runs")
    elif days == 1 and not has_months:
        missing.append("from which date it runs")
    if not has_sum:
        missing.append("what it costs at most")
    if missing:
        yield Problem(
            path,
            f"Recommendation {one.number} can't stand alone: it {_unsaid(missing)}.",
            "say it by a reference, as {{ extension.start }}, {{ extension.end }} or {{ extension.cost_max }}",
        )


def _unsaid(missing: list[str]) -> str:
    return f"says neither {listed(missing, 'nor')}" if len(missing) > 1 else f"does not say {missing[0]}"


def _states_sum(case: Case, one: Recommendation) -> bool:
    text = one.text.text
    return bool(_TYPED_SUM.search(text)) or any(isinstance(value, Money) for value in case.named(text))


REC_OPERATIVE: Final = Rule(
    id="REC-OPERATIVE",
    about=(Decision,),
    severity=Severity.WARNING,
    title="Recommendations decide something and can stand alone",
    checks=(
        "Each recommendation begins with a verb that members can resolve with (approve, agree, note, delegate and the "
        "like), after `That Cabinet`, `To` or a condition, or is of the form `That the contract be extended`. The "
        "first that approves an extension says from when to when, or to when and "
        "for how long; and one of the recommendations says what it costs. Papers that ask for no decision are left "
        "alone."
    ),
    why="The minutes print the recommendation and nothing else: what it doesn't say has not been decided.",
    source="Practice of democratic services.",
    check=_operative,
    bad="recommendations: [{verb: Approve, text: a six month extension of the contracts.}]",
    good=(
        "recommendations:\n"
        "  - verb: Approve\n"
        "    text: the extension of the contracts from {{ extension.start }} to {{ extension.end }}, at a cost of at "
        "most {{ extension.cost_max }}."
    ),
)

THEME: Final = Theme(
    "options",
    "Options, risks and recommendations",
    (OPT_DO_NOTHING, OPT_PREFERRED_1, OPT_REASONS, OPT_RANGE, RISK_COMPLETE, REC_OPERATIVE),
)
