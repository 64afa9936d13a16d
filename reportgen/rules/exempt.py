"""Exempt matter: on what ground it is withheld, how it is marked, and that it gets into no public copy."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from reportgen.base.finding import Severity
from reportgen.base.source import FieldPath, show_path
from reportgen.check.case import Case
from reportgen.check.exempt_parts import ExemptPart
from reportgen.check.rule import InForce, Judged, NotApplicable, Problem, Rule, Theme
from reportgen.check.words import listed, pounds
from reportgen.law.periods import since
from reportgen.law.tables import ExemptParagraph, exempt_paragraphs, in_force
from reportgen.model.contracts import Supplier
from reportgen.model.decision import Decision
from reportgen.model.exempt_values import leaks_in_record, sums_in
from reportgen.model.header import Classification
from reportgen.model.meeting import Meeting
from reportgen.model.papers import PAPER
from reportgen.model.record import Record, stated_fields
from reportgen.model.story import Appendix, AppendixContent, Table
from reportgen.model.values import Exemption, Money
from reportgen.model.walk import records, value_at
from reportgen.model.withheld import Remaining

_SINCE: Final = InForce(since("exempt information"))
_MARKING_SINCE: Final = InForce(since("agenda of the executive"))
_NOTHING_EXEMPT: Final = "nothing here is exempt"
_CLASS: Final[FieldPath] = ("report", "classification")


def _whole(case: Case) -> bool:
    """Return whether a report is exempt as a whole."""
    subject = case.subject
    return isinstance(subject, Decision) and (
        subject.exempt is not None or subject.report.classification is Classification.EXEMPT
    )


def _name(part: ExemptPart) -> str:
    """Return what an exempt part is called in a sentence, without saying what it holds."""
    held = part.held
    if isinstance(held, Money):
        return "This sum"
    if isinstance(held, Record):
        number = getattr(held, "number", None)
        called = type(held).called or ("The report" if isinstance(held, Decision) else "This part")
        return f"{called} {number}" if number else called if called.startswith("Th") else f"This {called.lower()}"
    return "This passage"


# The ground -----------------------------------------------------------------------------------------------------


def _paragraph(case: Case) -> Iterator[Judged]:
    subject, parts = case.subject, case.exempt_parts
    unmarked_whole = isinstance(subject, Decision) and _whole(case) and subject.exempt is None
    agenda = _on_agenda(subject) if isinstance(subject, Meeting) else []
    if not parts and not unmarked_whole and not agenda:
        yield NotApplicable(_NOTHING_EXEMPT)
        return
    hint = "add the paragraph of Schedule 12A, as `paragraphs: [3]` for financial or business affairs"
    for part in parts:
        if not part.exemption.paragraphs:
            message = f"{_name(part)} is marked exempt, and no paragraph of Schedule 12A is given for it."
            yield Problem(part.path, message, hint)
    if unmarked_whole:
        message = "The report is exempt as a whole, and no paragraph of Schedule 12A is given for it."
        yield Problem(_CLASS, message, "add `exempt:` with `paragraphs`, `reason` and `public_interest` to the file")
    for place in agenda:
        message = "This item is to be taken in private, and no paragraph of Schedule 12A is given for it."
        yield Problem(("items", place, "private"), message, hint)


def _on_agenda(meeting: Meeting) -> list[int]:
    """Return the places of private items of a meeting to come, without those that a paragraph is given for."""
    if meeting.attendance is not None:
        return []
    given = {name for one in meeting.exclusions if one.paragraphs for name in one.items}
    return [
        place
        for place, item in enumerate(meeting.items)
        if item.private and not item.paragraphs and item.exempt is None and not given & {item.number, item.id}
    ]


EXM_PARA: Final = Rule(
    id="EXM-PARA",
    about=(Decision, Meeting),
    severity=Severity.ERROR,
    title="What is exempt cites a paragraph of Schedule 12A",
    checks=(
        "Everything that is marked exempt, and a report that is exempt as a whole, gives at least one of the "
        "paragraphs 1 to 7; so does an item on an agenda that is to be taken in private (by itself or in the "
        "resolution to exclude the public). In minutes that is for PRIV-RESOLUTION."
    ),
    why="Nothing may be withheld as exempt unless it is described by one of these paragraphs.",
    source=(
        "SI 2012/2089, regulation 7(5)(b)(ii); Local Government Act 1972, section 100B(5) and Schedule 12A, Part 1."
    ),
    in_force=_SINCE,
    check=_paragraph,
    bad="appendices: [{id: prices, exempt: {paragraphs: ~}}]",
    good="appendices: [{id: prices, exempt: {paragraphs: [3]}}]",
)


def _public_interest(case: Case) -> Iterator[Judged]:
    parts = case.exempt_parts
    if not parts:
        yield NotApplicable(_NOTHING_EXEMPT)
        return
    weighed = [set(part.exemption.paragraphs) for part in parts if not _unweighed(part.exemption)]
    for part in parts:
        lacking = _unweighed(part.exemption)
        if lacking and not any(set(part.exemption.paragraphs) <= known for known in weighed):
            message = f"{_name(part)} is marked exempt; of the public interest {listed(lacking)} missing."
            yield Problem(part.path, message, "add `public_interest` with `for`, `against` and `conclusion`")
            weighed.append(set(part.exemption.paragraphs))


def _unweighed(exemption: Exemption) -> list[str]:
    """Return what is missing of the balance of the public interest."""
    balance = exemption.public_interest
    facts = (
        ("what speaks for withholding", balance and balance.in_favour),
        ("what speaks for disclosing", balance and balance.against),
        ("which outweighs the other", balance and balance.conclusion),
    )
    lacking = [name for name, held in facts if not held]
    return [*lacking[:-1], f"{lacking[-1]} {'are' if len(lacking) > 1 else 'is'}"] if lacking else []


EXM_PIT: Final = Rule(
    id="EXM-PIT",
    about=(Decision,),
    severity=Severity.ERROR,
    title="The balance of the public interest is recorded",
    checks=(
        "What is marked exempt says what speaks for withholding it, what for disclosing it, and which of the two "
        "outweighs the other. One balance serves all that is exempt under the same paragraphs, or fewer of them."
    ),
    why=(
        "Information is exempt only if, and for as long as, the public interest in withholding it outweighs that in "
        "disclosing it."
    ),
    source="Local Government Act 1972, Schedule 12A, Part 2.",
    in_force=_SINCE,
    check=_public_interest,
    bad="appendices: [{id: prices, exempt: {public_interest: ~}}]",
    good=(
        "appendices: [{id: prices, exempt: {public_interest: {for: Providers would be harmed in the tender., against: "
        "The public pays., conclusion: The harm outweighs what the public would gain.}}}]"
    ),
)

_CONTENTS: Final = {
    AppendixContent.PRICES: "prices",
    AppendixContent.BIDS: "bids",
    AppendixContent.CLIENTS: "matters of named clients",
    AppendixContent.STAFF: "matters of named staff",
    AppendixContent.LABOUR_RELATIONS: "consultation or negotiation with staff or trade unions",
    AppendixContent.LEGAL_ADVICE: "legal advice",
    AppendixContent.ENFORCEMENT: "a notice, order or direction to come",
    AppendixContent.CRIME: "an investigation of crime",
}


def _fit(case: Case) -> Iterator[Judged]:
    judged = False
    rows = in_force(exempt_paragraphs(), case.as_of)
    for part in case.exempt_parts:
        content = _content(part)
        if content is None or not part.exemption.paragraphs:
            continue
        judged = True
        yield from _misfit(part, content, rows)
        if isinstance(part.held, Appendix) and part.held.registered_info and 3 in part.exemption.paragraphs:
            message = f"{_name(part)} holds what must be registered by law, which paragraph 3 does not make exempt."
            hint = "publish it, or give another paragraph that applies"
            yield Problem(part.path, message, hint, severity=Severity.ERROR)
    if not judged:
        yield NotApplicable("nothing that is exempt says what it holds" if case.exempt_parts else _NOTHING_EXEMPT)


def _content(part: ExemptPart) -> AppendixContent | None:
    if isinstance(part.held, Supplier):
        return AppendixContent.PRICES if part.held.value or part.held.unit_price else None
    if not isinstance(part.held, Appendix) or part.held.content is AppendixContent.OTHER:
        return AppendixContent.OTHER if isinstance(part.held, Appendix) and part.held.registered_info else None
    return part.held.content or (AppendixContent.OTHER if part.held.registered_info else None)


def _misfit(part: ExemptPart, content: AppendixContent, rows: Iterable[ExemptParagraph]) -> Iterator[Judged]:
    fitting = [row.number for row in rows if content.value in row.content]
    given = part.exemption.paragraphs
    if fitting and not set(fitting) & set(given):
        message = (
            f"{_name(part)} holds {_CONTENTS[content]} and is exempt under {_in_words(given, 'and')}; that is commonly "
            f"{_in_words(fitting, 'or')}."
        )
        yield Problem(part.path, message, "check the paragraph against Schedule 12A")


def _in_words(numbers: Iterable[int], last: str) -> str:
    shown = [str(number) for number in numbers]
    return f"paragraph{'s' if len(shown) > 1 else ''} {listed(shown, last)}"


EXM_FIT: Final = Rule(
    id="EXM-FIT",
    about=(Decision,),
    severity=Severity.WARNING,
    title="The paragraph fits what is withheld",
    checks=(
        "An exempt appendix that says what it holds gives a paragraph that covers such content: prices and bids "
        "paragraph 3, named clients or staff 1 or 2, negotiation with staff 4, legal advice 5, a notice or order 6, "
        "crime 7; so does an exempt supplier with what it is paid (3). Information that must be registered by law "
        "can't be exempt under paragraph 3, which is an error."
    ),
    why="A paragraph that doesn't describe the information doesn't make it exempt.",
    source="Local Government Act 1972, Schedule 12A, paragraphs 1 to 8.",
    to_confirm="paragraph 7, and all but the opening words of paragraph 6",
    in_force=_SINCE,
    check=_fit,
    bad="appendices: [{id: prices, content: prices, exempt: {paragraphs: [5]}}]",
    good="appendices: [{id: prices, content: prices, exempt: {paragraphs: [3]}}]",
)


# How it is marked and classed -----------------------------------------------------------------------------------


def _marked(case: Case) -> Iterator[Judged]:
    apart = [
        (place, appendix)
        for place, appendix in enumerate(case.decision.appendices)
        if appendix.file is not None and (appendix.exempt is not None or _whole(case))
    ]
    if not apart:
        yield NotApplicable("no exempt appendix is a file of its own")
    for place, appendix in apart:
        if not appendix.marked:
            message = (
                f"Appendix {appendix.number} is exempt and a file of its own ({appendix.file}), which nothing here "
                "marks “Not for publication” with its paragraph."
            )
            hint = "put the marking on its pages, then write `marked: yes`; or hold its text in this file"
            yield Problem(("appendices", place, "file"), message, hint)


EXM_MARK: Final = Rule(
    id="EXM-MARK",
    about=(Decision,),
    severity=Severity.ERROR,
    title="Every exempt copy is marked “Not for publication”",
    checks=(
        "An exempt appendix that is a file of its own is said to bear its marking (`marked: yes`). Whatever is built "
        "from this file for members bears the words and the paragraphs on every page by itself; that a paragraph is "
        "missing is told by EXM-PARA."
    ),
    why="A copy that doesn't say that it is exempt is handed on as if it were public.",
    source="SI 2012/2089, regulation 7(5)(a) and (b); Local Government Act 1972, section 100B(5).",
    in_force=_MARKING_SINCE,
    check=_marked,
    bad="appendices: [{id: prices, file: prices.pdf}]",
    good="appendices: [{id: prices, file: prices.pdf, marked: yes}]",
)


def _minimal(case: Case) -> Iterator[Judged]:
    if not _whole(case):
        yield NotApplicable("the report is not exempt as a whole")
    elif case.decision.report.public_version is None:
        path: FieldPath = ("exempt",) if case.decision.exempt is not None else _CLASS
        message = "The whole report is exempt, and there is no public version or summary of it."
        hint = "mark only what must be withheld, or say under `public_version` where a public version is"
        yield Problem(path, message, hint)


EXM_MINIMAL: Final = Rule(
    id="EXM-MINIMAL",
    about=(Decision,),
    severity=Severity.WARNING,
    title="Only what has to be exempt is",
    checks="A report that is exempt as a whole says where its public version or summary is.",
    why="Only the part that would disclose exempt information may be withheld.",
    source="SI 2012/2089, regulations 4(4) and 7(2).",
    in_force=_MARKING_SINCE,
    check=_minimal,
    bad="report: {classification: exempt}",
    good="report: {classification: exempt, public_version: Appendix 2}",
)

_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+|\n\s*\n|\n\s*[-*•]\s")
_CALLED_EXEMPT: Final = re.compile(r"\bexempt\b|not for publication|\bconfidential\b|\bprivate\b", re.IGNORECASE)


def _classed(case: Case) -> Iterator[Judged]:
    decision = case.decision
    stated = "classification" in decision.report.model_fields_set
    if decision.report.classification is Classification.OPEN and stated and case.exempt_parts:
        at = show_path(case.exempt_parts[0].path[:-1])
        message = f"The report is classed as open, but part of it is marked exempt ({at or 'the whole of it'})."
        yield Problem(_CLASS, message, "write `part_exempt`, or take the `exempt` marks out")
    if decision.report.classification is Classification.PART_EXEMPT and not case.exempt_parts:
        message = "The report is classed as part exempt, and nothing in it is marked exempt."
        yield Problem(_CLASS, message, "mark what is exempt, or write `open`", severity=Severity.WARNING)
    exempt = [appendix for appendix in decision.appendices if appendix.exempt is not None]
    sentences = _on_appendices(case) if exempt else []
    for appendix in exempt:
        yield from _called_both(sentences, appendix)


def _on_appendices(case: Case) -> list[tuple[FieldPath, str]]:
    """Return the sentences that name an appendix, with the fields that they stand in."""
    texts = [text for text in case.texts if "ppendix" in text.written and text.path[0] != "appendices"]
    found = [(text.path, sentence) for text in texts for sentence in _SENTENCE.split(text.written)]
    return [(path, sentence) for path, sentence in found if "ppendix" in sentence]


def _called_both(sentences: list[tuple[FieldPath, str]], appendix: Appendix) -> Iterator[Judged]:
    """Yield the sentences that name an exempt appendix as if it were open, where others call it exempt."""
    names = [re.escape(name) for name in (appendix.number, appendix.id) if name]
    named = re.compile(
        rf"\{{\{{\s*appendix\.(?:{'|'.join(names)})\s*\}}\}}|\bAppendix {re.escape(appendix.number or '')}\b"
    )
    as_exempt: list[FieldPath] = []
    as_open: list[tuple[FieldPath, str]] = []
    for path, sentence in sentences:
        found = named.search(sentence)
        if found and _CALLED_EXEMPT.search(sentence):
            as_exempt.append(path)
        elif found:
            as_open.append((path, found.group()))
    for path, words in as_open if as_exempt else ():
        message = (
            f"Appendix {appendix.number} is exempt and is called so at {show_path(as_exempt[0])}; here it is named "
            "without a word of that."
        )
        yield Problem(path, message, "add “(exempt)”, here or nowhere", words=words, severity=Severity.WARNING)


EXM_CLASS: Final = Rule(
    id="EXM-CLASS",
    about=(Decision,),
    severity=Severity.ERROR,
    title="The classification agrees with the parts",
    checks=(
        "A report classed as open has no part that is marked exempt; one classed as part exempt has one (a warning). "
        "An exempt appendix that one sentence calls exempt is called so wherever it is named (a warning). Without a "
        "classification it follows from the marks."
    ),
    why="A report that calls itself open is published as it stands.",
    source="SI 2012/2089, regulation 7(5). Practice for the wording.",
    in_force=_MARKING_SINCE,
    check=_classed,
    bad="report: {classification: open}",
    good="report: {classification: part_exempt}",
)


# Leaks ----------------------------------------------------------------------------------------------------------


def _leak(case: Case) -> Iterator[Judged]:
    if case.secrets.are_none and not case.exempt_parts:
        yield NotApplicable(_NOTHING_EXEMPT)
        return
    told: set[tuple[FieldPath, str]] = set()
    for public_path, words in leaks_in_record(case.secrets, case.public):
        path = case.withholding.path_of(public_path)
        if PAPER in path or path[:2] == ("key", "notice") or (path, words) in told:
            continue  # In the file of the decision, or in its notice, another finding tells of it.
        told.add((path, words))
        message = f"“{words}” is exempt elsewhere in this file, and this text would publish it"
        yield Problem(path, message, "take it out of public text, or mark the text exempt", words=words)
    yield from _by_subtraction(case)
    yield from _by_addition(case)


def _by_addition(case: Case) -> Iterator[Judged]:
    """Yield each exempt sum that public ones in a list come to."""
    found = ((part.path[:-1], value_at(case.subject, part.path[:-1])) for part in case.exempt_parts)
    exempt = [(path, money) for path, money in found if isinstance(money, Money)]
    for at, sums in _public_lists(case) if exempt else ():
        total = sum((money.amount for money in sums), Decimal(0))
        coarsest = max(money.step for money in sums)
        for path, money in exempt:
            close = abs(total - money.amount) <= coarsest * len(sums) / 2
            if close and coarsest * _CLOSE_ENOUGH <= money.amount:
                message = (
                    f"This exempt sum can be worked out: the public sums of {show_path(at)} come to {pounds(total)}."
                )
                yield Problem(path, message, "withhold one of them as well, or disclose the sum")


def _public_lists(case: Case) -> Iterator[tuple[FieldPath, list[Money]]]:
    """Yield the sums of one kind in each list of the public copy, where there is more than one and none is withheld."""
    for path, record in records(case.public):
        for fact, held in stated_fields(record):
            whole = isinstance(held, tuple) and not (isinstance(held, Remaining) and held.withheld)
            if not whole or len(held) < 2 or not isinstance(held[0], Record):
                continue
            for key in {one.key for one, value in stated_fields(held[0]) if isinstance(value, Money)}:
                sums = [value for element in held for one, value in stated_fields(element) if one.key == key]
                if len(sums) == len(held) and all(isinstance(value, Money) for value in sums):
                    yield case.withholding.path_of((*path, fact.key)), sums


def _by_subtraction(case: Case) -> Iterator[Judged]:
    """Yield each exempt sum that anyone can work out from public ones."""
    hidden_paths = {part.path[:-1] for part in case.exempt_parts}
    public: list[tuple[FieldPath, Money]] = []
    for path, hidden, shown in _lists(case.subject, (), hidden_paths):
        public = public or [(case.withholding.path_of(at), money) for at, money in sums_in(case.public)]
        total = _total_of(hidden, shown, public, path)
        if total is not None:
            at, known = total
            rest = sum((money.amount for _, money in shown if _ != at), Decimal(0))
            message = (
                f"This exempt sum can be worked out: the public sum {known} ({show_path(at)}) less the "
                f"{pounds(rest)} disclosed beside it."
            )
            yield Problem(path, message, _HIDE_ANOTHER)
    if isinstance(case.subject, Decision):
        yield from _of_three(case.subject, case)


_HIDE_ANOTHER: Final = "withhold the total or a second part as well, or give the parts in one public sum"


def _lists(
    value: object, path: FieldPath, hidden: set[FieldPath]
) -> Iterator[tuple[FieldPath, Money, list[tuple[FieldPath, Money]]]]:
    """Yield each sum that is the only exempt one of its kind in a list, with the public ones beside it."""
    if isinstance(value, Table):
        columns = [
            [((*path, "rows", place), money) for place, money in enumerate(column) if money is not None]
            for column in _columns(value)
        ]
        yield from _single(columns, hidden)
    if isinstance(value, Record):
        if path in hidden:
            return
        for fact, held in stated_fields(value):
            if fact.key != PAPER:
                yield from _lists(held, (*path, fact.key), hidden)
    elif isinstance(value, tuple) and value and isinstance(value[0], Record):
        kinds: dict[str, list[tuple[FieldPath, Money]]] = {}
        for place, element in enumerate(value):
            for fact, held in stated_fields(element):
                if isinstance(held, Money):
                    kinds.setdefault(fact.key, []).append(((*path, place, fact.key), held))
            yield from _lists(element, (*path, place), hidden)
        yield from _single(kinds.values(), hidden)


def _columns(table: Table) -> list[list[Money | None]]:
    """Return the sums in each column of a table, by row."""
    wide = max((len(row.cells) for row in table.rows), default=0)
    return [
        [_sum_in(row.cells[column].text) if column < len(row.cells) else None for row in table.rows]
        for column in range(wide)
    ]


def _sum_in(text: str) -> Money | None:
    try:
        return Money.read(text) if "£" in text else None
    except ValueError:
        return None


def _single(
    columns: Iterable[list[tuple[FieldPath, Money]]], hidden: set[FieldPath]
) -> Iterator[tuple[FieldPath, Money, list[tuple[FieldPath, Money]]]]:
    for column in columns:
        exempt = [one for one in column if one[0] in hidden or one[0][:-1] in hidden]
        shown = [one for one in column if one not in exempt]
        if len(exempt) == 1 and shown:
            yield (*exempt[0], shown)


_CLOSE_ENOUGH: Final = 50
"""How many times what a public total is rounded to an exempt sum has to be, for the total to tell it."""


def _total_of(
    hidden: Money, shown: list[tuple[FieldPath, Money]], public: list[tuple[FieldPath, Money]], path: FieldPath
) -> tuple[FieldPath, Money] | None:
    """Return the public sum that an exempt one and those beside it make up, closely enough to tell the exempt one.

    It may stand among those beside it, as the row of a total does.
    """
    beside = sum((money.amount for _, money in shown), Decimal(0))
    own = {at for at, _ in shown}
    others = sorted((one for one in public if one[0] not in own), key=lambda one: one[0][:1] != path[:1])
    for at, money in [*shown, *others]:
        rest = beside - money.amount if at in own else beside
        close = abs(money.amount - rest - hidden.amount) <= money.step / 2
        if close and money.step * _CLOSE_ENOUGH <= hidden.amount and (rest > 0 or at not in own):
            return at, money
    return None


def _of_three(decision: Decision, case: Case) -> Iterator[Judged]:
    """Yield the one of three sums that is exempt where the other two, which give it, are public."""
    extension = decision.extension
    if extension is None or extension.exempt is not None:
        return
    names = ("total_before", "cost_max", "total_after")
    sums: list[Money | None] = [getattr(extension, name) for name in names]
    hidden = [name for name, money in zip(names, sums, strict=True) if money is not None and money.exempt is not None]
    if None in sums or len(hidden) != 1:
        return
    how = {
        "total_before": "the value with the extension less its cost",
        "cost_max": "the value with the extension less the value so far",
        "total_after": "the value so far and the cost of the extension",
    }[hidden[0]]
    message = f"This exempt sum can be worked out from two public ones: {how}."
    yield Problem(("extension", hidden[0]), message, "withhold one of the other two as well")


EXM_LEAK: Final = Rule(
    id="EXM-LEAK",
    about=(Decision, Meeting),
    severity=Severity.ERROR,
    title="Nothing exempt gets into a public copy",
    checks=(
        "No sum, name, percentage or figure that is marked exempt stands in public text of the file, in whatever way a "
        "sum is written; and no exempt sum follows from public ones: it is not the only exempt part of a list or "
        "column of a table whose total is stated anywhere in public, nor one of cost, value before and value after "
        "where the other two are public, nor what the public sums of a list come to. Before a public copy is written, "
        "its own words are searched as well. The notice of a key decision is for KEY-NOTICE-CLEAN."
    ),
    why="What is published can't be called back: a price that leaks harms the council in its next tender.",
    source="SI 2012/2089, regulations 7(2) and 20(2).",
    in_force=_MARKING_SINCE,
    check=_leak,
    can_be_waived=False,
    bad=("extension: {cost_parts: [{label: North, money: {amount: £2.2m, exempt: 3}}, {label: South, money: £2.18m}]}"),
    good=(
        "extension: {cost_parts: [{label: North, money: {amount: £2.2m, exempt: 3}}, "
        "{label: South, money: {amount: £2.18m, exempt: 3}}]}"
    ),
)

THEME: Final = Theme(
    "exempt",
    "Exempt matter",
    (EXM_PARA, EXM_PIT, EXM_FIT, EXM_MARK, EXM_MINIMAL, EXM_CLASS, EXM_LEAK),
)
