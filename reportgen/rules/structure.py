"""Structure: references, numbers, whom to ask, and the sections that a report must have."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from reportgen.base.finding import Severity
from reportgen.base.source import FieldPath
from reportgen.check.case import Case
from reportgen.check.rule import Judged, NotApplicable, Problem, Rule, Theme
from reportgen.check.texts import Text
from reportgen.check.words import listed
from reportgen.model.decision import Decision
from reportgen.model.duties import EqualityStatus, Implication, ImplicationStatus
from reportgen.model.header import ReportType
from reportgen.model.meeting import Meeting
from reportgen.model.people import Person
from reportgen.model.record import Record
from reportgen.model.walk import value_at
from reportgen.model.withheld import Withheld

# References ----------------------------------------------------------------------------------------------------

_TYPED: Final = re.compile(
    r"\b(?:see|refer to|in|under|at|set out (?:in|at)|described in|detailed (?:in|at)|outlined in|of) "
    r"(?P<what>sections?|paragraphs?|para\.?|appendix|appendices|annex|table|figure) "
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,2}|[A-H])\b(?!\s*\()(?P<rest>[^.;\n]{0,60})",
    re.IGNORECASE,
)
_NUMBERED: Final = ("section", "para", "appendi", "annex", "table", "figure")
_WRITTEN: Final = re.compile(r"\{\{\s*(?:section|appendix|recommendation|table|figure)\.")
_OF_A_LAW: Final = re.compile(
    r"^\s*(?:(?:of|to|in|and|or|,|&|\d+)\s+)*(?:the\s+)?(?:[A-Z][\w'’]*\s+)*(?:Act|Regulations?|Order|Rules|Code|Schedule|"
    r"Constitution|Charter|contracts?|agreement|specification|guidance|policy|Directive|Part|Framework|Standing)\b"
    r"|^\s+(?:officer|notice|agreement|order|payments?|checks?|duty|assessment|enquir|inquir)|\bAct\b|\bRegulations?\b"
)
_LAW_BEFORE: Final = re.compile(r"(?:Act|Regulations?|Order|Rules|Constitution|contract)(?:\s+(?:19|20)\d\d)?[,\s]*$")


def _references(case: Case) -> Iterator[Judged]:
    decision = case.decision
    found = False
    mentioned: set[str] = set()
    numbered = [word for word in _NUMBERED if word in case.lowered]
    for text in case.texts:
        mentioned.update(_appendices_in(text.written))
        found = found or ("{{" in text.written and _WRITTEN.search(text.written) is not None)
        if text.is_quotation or text.is_line:
            continue
        for typed in _TYPED.finditer(text.plain) if any(word in text.lowered for word in numbered) else ():
            if _OF_A_LAW.search(typed["rest"]) or _LAW_BEFORE.search(text.plain[: typed.start()]):
                continue
            found = True
            yield from _typed_reference(case, text, typed)
    unmentioned = [
        (place, appendix)
        for place, appendix in enumerate(decision.appendices)
        if not {appendix.id or "", appendix.number or str(place + 1), "*"} & mentioned
    ]
    for place, appendix in unmentioned:
        yield Problem(
            ("appendices", place),
            f"Appendix {appendix.number or place + 1} is referred to nowhere in the report.",
            f"refer to it where it matters, as {{{{ appendix.{appendix.id or place + 1} }}}}, or leave it out",
            severity=Severity.INFO,
        )
    if not found and not decision.appendices:
        yield NotApplicable("the texts refer to no section, appendix or table")


_APPENDIX: Final = re.compile(r"\{\{\s*append(?:ix|ices)\.([\w-]+)|\b[Aa]ppendix\s+(\w+)|\b[Aa]ppendices\b(?!\.)")


def _appendices_in(written: str) -> Iterable[str]:
    """Return the ids and numbers of the appendices that a text names; `*` where it names them all."""
    if "ppendi" not in written:
        return ()
    return [found[1] or found[2] or "*" for found in _APPENDIX.finditer(written)]


def _typed_reference(case: Case, text: Text, typed: re.Match[str]) -> Iterator[Judged]:
    what, number = typed["what"].lower(), typed["number"]
    if what.startswith("append") or what == "annex":
        there = [appendix.number or str(place) for place, appendix in enumerate(case.decision.appendices, 1)]
        kind = "appendix"
    elif what in ("table", "figure"):
        listed_ones = case.decision.tables if what == "table" else case.decision.charts
        there = [str(place) for place in range(1, len(listed_ones) + 1)]
        kind = what
        if not listed_ones or number.isalpha():
            return
    else:
        numbers = case.section_numbers()
        if not numbers or not number[0].isdigit():
            return
        there = sorted(numbers, key=lambda one: [int(part) if part.isdigit() else 0 for part in one.split(".")])
        kind = "section"
    if number not in there:
        tops = [one for one in there if "." not in one] or there
        last = f"the last is {tops[-1]}" if there else "there is none"
        yield Problem(
            text.path,
            f"The text refers to {what} {number}, which is not there: {last}.",
            f"write a reference that follows when numbers move, as {{{{ {kind}.… }}}}",
            words=f"{typed['what']} {number}",
        )


REF_RESOLVES: Final = Rule(
    id="REF-RESOLVES",
    about=(Decision,),
    severity=Severity.ERROR,
    title="Cross-references lead somewhere",
    checks=(
        "A section, paragraph, appendix, table or figure that a text refers to by a typed number is in the document as "
        "it is printed. Sections of statutes, contracts and codes are left alone. An appendix that no text refers to "
        "is noted. References written as {{ section.… }} are checked whenever the file is read."
    ),
    why="A reference that leads nowhere is the mark of a report that was changed after it was checked.",
    source="Consistency.",
    check=_references,
    bad="conclusion: The prices are set out in appendix 9.",
    good="conclusion: The prices are set out in appendix 2.",
)


# Numbers -------------------------------------------------------------------------------------------------------


def _numbers(case: Case) -> Iterator[Judged]:
    subject = case.subject
    lists: list[tuple[FieldPath, str, tuple[Record, ...]]] = []
    if isinstance(subject, Decision):
        lists += [
            (("recommendations",), "Recommendation", subject.recommendations),
            (("options",), "Option", subject.options),
            (("risks",), "Risk", subject.risks),
            (("appendices",), "Appendix", subject.appendices),
        ]
        if subject.minutes is not None:
            lists.append((("minutes", "resolutions"), "Resolution", subject.minutes.resolutions))
    else:
        lists.append((("items",), "Item", subject.items))
        for place, one in enumerate(subject.items):
            lists.append((("items", place, "resolutions"), "Resolution", one.resolutions))
    judged = [(path, called, records) for path, called, records in lists if len(records) > 1]
    if not judged:
        yield NotApplicable("there is no list of more than one numbered entry")
    for path, called, records in judged:
        yield from _used_twice(path, called, records, "number")
        if called == "Item":
            yield from _used_twice(path, "Minute", records, "minute_number")


def _used_twice(path: FieldPath, called: str, records: tuple[Record, ...], field: str) -> Iterator[Judged]:
    seen: dict[str, int] = {}
    for place, record in enumerate(records):
        number = getattr(record, field)
        if number is None or isinstance(number, Withheld):
            continue
        first = seen.setdefault(number, place)
        if first != place:
            yield Problem(
                (*path, place, field),
                f"{called} {number} stands twice: entries {first + 1} and {place + 1} of the list have that number.",
                "give each its own number, or leave the numbers out to have them counted",
            )
    whole = [int(number) for number in seen if number.isdigit()]
    if len(whole) == len(records) and called not in ("Item", "Minute"):
        skipped = sorted(set(range(min(whole), max(whole))) - set(whole))
        if skipped:
            yield Problem(
                path, f"The numbers of the list leave out {listed(str(one) for one in skipped)}.", "number without gaps"
            )


NUM_UNIQUE: Final = Rule(
    id="NUM-UNIQUE",
    about=(Decision, Meeting),
    severity=Severity.WARNING,
    title="Numbers are used once, and none is left out",
    checks=(
        "The numbers that the file gives to recommendations, options, risks, appendices, resolutions and minutes: none "
        "stands twice in its list, and none between the first and the last is left out. Items of an agenda may be "
        "taken from a longer one. Sections and paragraphs are numbered by the program, so that they can't repeat."
    ),
    why="“Resolution 1” must name one resolution, years later and in court.",
    source="Consistency.",
    check=_numbers,
    bad=(
        "minutes:\n"
        "  resolutions:\n"
        "    - {number: 1, recommendation: extend, outcome: agreed}\n"
        "    - {number: 1, recommendation: delegate, outcome: agreed}"
    ),
    good=(
        "minutes:\n"
        "  resolutions:\n"
        "    - {number: 1, recommendation: extend, outcome: agreed}\n"
        "    - {number: 2, recommendation: delegate, outcome: agreed}"
    ),
)


# Whom to ask ---------------------------------------------------------------------------------------------------


def _contact(case: Case) -> Iterator[Judged]:
    report = case.decision.report
    if report.type is ReportType.MINUTES:
        yield NotApplicable("the file holds a minute, not a report")
        return
    people = [*report.authors, *((report.contacts_for_documents,) if report.contacts_for_documents else ())]
    if not report.authors:
        yield Problem(
            ("report", "authors"),
            "The report names no officer to ask about it.",
            "add an author under `authors`, with a post and an e-mail address or telephone number",
        )
    elif not any(_can_be_reached(person) for person in people):
        yield Problem(
            ("report", "authors", 0),
            f"The {report.authors[0].post} can't be reached: the report gives neither an e-mail address nor a "
            "telephone number.",
            "add `email` or `phone`",
        )


def _can_be_reached(person: Person) -> bool:
    return bool(person.email or person.phone)


CONTACT_OFFICER: Final = Rule(
    id="CONTACT-OFFICER",
    about=(Decision,),
    severity=Severity.WARNING,
    title="Readers know whom to ask",
    checks="The report names an author by post, and an e-mail address or telephone number of one of those to ask.",
    why="The public may ask for the background papers and about the report, and must know whom.",
    source="Practice of council report templates.",
    check=_contact,
    bad="report: {authors: [Head of Commissioning], contacts_for_documents: Democratic Services}",
    good="report: {authors: [{post: Head of Commissioning, email: commissioning@example.org}]}",
)


# Sections ------------------------------------------------------------------------------------------------------

_NO: Final = (ImplicationStatus.NONE, ImplicationStatus.NOT_APPLICABLE)


def _sections(case: Case) -> Iterator[Judged]:
    decision = case.decision
    if decision.report.type is ReportType.MINUTES:
        yield NotApplicable("the file holds a minute, not a report")
        return
    for name in case.council.required_sections:
        path = tuple(name.split("."))
        held = value_at(decision, path)
        if held is None or held == ():
            yield Problem(
                path,
                f"The council's reports must say something under `{name}`, and this one doesn't.",
                f"fill in `{name}`",
            )
    told = _told_elsewhere(decision)
    for name, where in told.items():
        implication = getattr(decision.implications, name) if decision.implications else None
        if isinstance(implication, Implication) and implication.status in _NO and implication.text is None and where:
            yield Problem(
                ("implications", name),
                f"The report says that there is nothing on this, and yet it speaks of it under {where}.",
                "say here what was considered, or refer to where it stands",
            )
    equality = decision.equality
    if equality is not None and equality.status is EqualityStatus.NOT_NEEDED and equality.impacts:
        yield Problem(
            ("equality", "status"),
            "No equality assessment is said to be needed, and yet effects on groups are listed.",
            "give the status of the assessment that found them",
        )


def _told_elsewhere(decision: Decision) -> dict[str, str]:
    """Return, by implication, where the file holds content on the same matter, empty where it holds none."""
    engaged = decision.engagement is not None and (decision.engagement.strands or decision.engagement.summary)
    legal = decision.legal
    return {
        "consultation": "`engagement`" if engaged else "`coproduction`" if decision.coproduction else "",
        "risk": "`risks`" if decision.risks else "",
        "hr": "`legal.tupe`" if legal and legal.tupe and legal.tupe.applies else "",
        "social_value": "`legal.social_value`" if legal and legal.social_value else "",
        "procurement": "`successor`" if decision.successor else "",
    }


SECTION_SET: Final = Rule(
    id="SECTION-SET",
    about=(Decision,),
    severity=Severity.WARNING,
    title="The sections that the council asks for are there, and none is called empty that isn't",
    checks=(
        "Each field that council.yaml names under `required_sections` holds something. An implication marked none or "
        "not_applicable (consultation, risk, staffing, social value, procurement) has no content elsewhere in the "
        "file; equality marked not_needed lists no effects. The order of sections is the house style's."
    ),
    why="A statutory section that says “none” beside a page on the matter shows that it was not read.",
    source="Practice of council report templates.",
    check=_sections,
    bad="implications: {consultation: {status: none}}",
    good="implications: {consultation: {status: considered, text: See the engagement above.}}",
)

THEME: Final = Theme(
    "structure", "References, numbers and sections", (REF_RESOLVES, NUM_UNIQUE, CONTACT_OFFICER, SECTION_SET)
)
