"""Wording: acronyms, names, the title, statutes by their titles, left-over instructions, slips of the pen."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import compress
from operator import eq
from typing import Final

from reportgen.base.finding import Severity
from reportgen.base.source import FieldPath
from reportgen.check.case import Case, Stage
from reportgen.check.rule import Judged, NotApplicable, Problem, Rule, Theme
from reportgen.check.texts import REFERENCE_MARK, Text
from reportgen.check.words import say
from reportgen.law.statutes import Statute, cited_in, known_as, meant_by, old_names
from reportgen.model.decision import Decision
from reportgen.model.meeting import Meeting
from reportgen.model.notes import read_notes

# Acronyms ------------------------------------------------------------------------------------------------------

_KNOWN: Final = """
AM BBC BST CBE CCTV EU GDPR GMT GP HR ICT ID IT KC MP NB NHS OBE PDF PM PO QC SI TV UK US USA VAT
AND DRAFT EXEMPT FINAL NONE NOT OPEN OR RESOLVED TBA TBC TODO
II III IV VI VII VIII IX XI XII XIII XIV XV
"""
EVERYBODY_KNOWS: Final = frozenset(_KNOWN.split())
"""Capitals that no reader of a council paper stumbles over, or that are no acronyms."""
# Expressions begin with the letter that is looked for, and look behind it then: so a text is gone through at once.
_ACRONYM: Final = re.compile(r"([A-Z](?<![\w/&.£#-].)[A-Z]{1,5})s?(?![\w/&]|-?\d|\.\w)")
_CASE_NAME: Final = re.compile(
    r"\bv\.? [^;.\[\]\n]{1,60}\[(?:19|20)\d\d\][^;,.\n]{0,30}|\[(?:19|20)\d\d\] [A-Z]{2,5}\b"
)
"""The end of the name of a case in court, with where it is reported: `v SSWP [2013] EWCA Civ 1345`."""
_SHORT_TITLE: Final = re.compile(r"([A-Z](?<![\w/&.£#-].)[A-Z]{1,5}) ((?:19|20)\d\d)\b")
_EXPLAINED: Final = re.compile(r"([A-Z](?<!\w.)[A-Z]{1,5})s?\s+\((?=[A-Za-z][\w-]*\s+[A-Za-z])")
_IN_BRACKETS: Final = re.compile(r"\(\W{0,2}(?:the\s+)?\W{0,2}([A-Z]{2,6})s?(?:\s(?:19|20)\d\d)?\W{0,2}\)")


def _acronyms(case: Case) -> Iterator[Judged]:
    used = set(_ACRONYM.findall(case.wording)) - EVERYBODY_KNOWS
    used -= {one.acronym for one in case.council.acronyms} | (_explained(case) if used else set())
    # Capitals for weight are no acronym: NOT, where the paper also has “not”.
    unknown = {one for one in used if not _stands(one.lower(), case.wording)}
    if not unknown:
        return
    short_titles = _short_titles(case)
    first: dict[str, Text] = {}
    uses: Counter[str] = Counter()
    for text in case.read_texts:
        for found in _used_in(text, short_titles) if any(one in text.plain for one in unknown) else ():
            if found in unknown:
                first.setdefault(found, text)
                uses[found] += 1
    for acronym, text in first.items():
        often = f" {uses[acronym]} times" if uses[acronym] > 1 else ""
        yield Problem(
            text.path,
            f"“{acronym}” is used{often} and explained nowhere.",
            "write it out at its first use, with the acronym in brackets; or add it to the glossary",
            words=acronym,
        )


def _stands(word: str, wording: str) -> bool:
    """Return whether a word stands in a text by itself."""
    return word in wording and re.search(rf"{word}(?<!\w{word})\b", wording) is not None


def _used_in(text: Text, short_titles: set[str]) -> Iterator[str]:
    """Yield the acronyms of a text, names of cases in court and short titles of statutes cited in full left out."""
    for line in text.plain.splitlines():
        if not line.isupper():
            line = _CASE_NAME.sub(" ", line) if "[" in line else line
            yield from _ACRONYM.findall(_SHORT_TITLE.sub(lambda one: "" if one[0] in short_titles else one[0], line))


def _short_titles(case: Case) -> set[str]:
    """Return the short forms of the statutes that the file cites in full: `PCR 2015`, `LGA 1972`."""
    if not _SHORT_TITLE.search(case.wording):
        return set()
    cited = (known for one in cited_in(case.wording) if (known := known_as(one)) is not None)
    return {f"{''.join(re.findall('[A-Z]', known.title))} {known.title[-4:]}" for known in cited}


def _explained(case: Case) -> set[str]:
    known = set(_IN_BRACKETS.findall(case.wording))
    known.update(_EXPLAINED.findall(case.wording))
    if isinstance(case.subject, Decision):
        for term in case.subject.glossary:
            known.update(_ACRONYM.findall(f"{term.term} {term.acronym or ''}"))
    return known


GLOS_ACRONYM: Final = Rule(
    id="GLOS-ACRONYM",
    about=(Decision, Meeting),
    severity=Severity.WARNING,
    title="Acronyms are explained",
    checks=(
        "A word of two to six capitals (a plural s is allowed) is in the glossary, among the acronyms that the council "
        "says everybody knows, written out beside brackets somewhere in the paper, or one that no reader stumbles "
        "over, as NHS. Lines all in capitals, codes with digits or slashes, words in capitals for weight, names "
        "of cases in court, short titles of statutes that the paper cites in full (LGA 1972), and quotations are left "
        "alone."
    ),
    why="A resident who can't read the paper can't hold the council to it.",
    source="Practice of council report templates; plain English.",
    check=_acronyms,
    bad="reasons: The CQC has rated both providers good.",
    good="reasons: The Care Quality Commission (CQC) has rated both providers good.",
)


# Names ---------------------------------------------------------------------------------------------------------

_NAME: Final = re.compile(r"[A-Z](?<!\w.)(?!(?<=T)he\b)[\w'’-]+(?:\s+(?:(?:of|and|for|the|&)\s+)*[A-Z][\w'’-]+)+")
_LONG_ENOUGH: Final = 12


def _names(case: Case) -> Iterator[Judged]:
    yield from _two_meanings(case)
    yield from _two_departments(case)
    seen: dict[str, tuple[str, Text]] = {}
    told, judged = set(), set()
    for text in case.read_texts:
        for name in _NAME.findall(text.plain):
            if name in judged:
                continue
            judged.add(name)
            key = _letters(name)
            if len(key) < _LONG_ENOUGH:
                continue
            plain = " ".join(name.replace("’", "'").split())
            other, _ = seen.setdefault(key, (plain, text))
            if _differ(plain, other) and (key not in told):
                told.add(key)
                yield Problem(
                    text.path,
                    f"“{plain}” is “{other}” elsewhere in the file.",
                    "use one form of the name throughout",
                    words=name,
                )


def _letters(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower().replace("&", "and"))


def _differ(one: str, other: str) -> bool:
    """Return whether two names with the same letters are written differently; capitals alone are left alone."""
    return one.lower() != other.lower()


def _two_meanings(case: Case) -> Iterator[Judged]:
    meanings: dict[str, str] = {one.acronym: one.meaning for one in case.council.acronyms if one.meaning}
    if not isinstance(case.subject, Decision):
        return
    for place, term in enumerate(case.subject.glossary):
        if term.acronym is None:
            continue
        other = meanings.setdefault(term.acronym, term.term)
        if _letters(other) != _letters(term.term):
            yield Problem(
                ("glossary", place, "term"),
                f"{term.acronym} stands for “{term.term}” here and for “{other}” elsewhere.",
                "give one acronym one meaning",
            )


_DEPARTMENT: Final = re.compile(r"\b(?:Director|Head|Lead|Manager)s? (?:of|for) (.+)$")


def _two_departments(case: Case) -> Iterator[Judged]:
    """Yield a post whose department is another's by the stems of its words, and two as they are written."""
    # By all the stems of a department and by those that it begins with: its first word as written, and its first post.
    whole: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    begun: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for text in case.texts:
        found = _DEPARTMENT.search(text.plain) if text.path[-1] in ("post", "report_of") else None
        if found is None:
            continue
        words = [_letters(word) for word in found[1].split()]
        stems = tuple(word.rstrip("s") for word in words)
        starts = [stems[:length] for length in range(1, len(stems) + 1)]
        alike = (begun.get(stems, {}), *(whole.get(start, {}) for start in starts))
        other = next((post for posts in alike for first, post in posts.items() if first != words[0]), None)
        if other is not None:
            yield Problem(
                text.path,
                f"“{text.plain}” and “{other}” seem to be of one department, which is written in two ways.",
                "write the department as the council calls it",
            )
            return
        whole[stems].setdefault(words[0], text.plain)
        for start in starts:
            begun[start].setdefault(words[0], text.plain)


NAME_CONSISTENT: Final = Rule(
    id="NAME-CONSISTENT",
    about=(Decision, Meeting),
    severity=Severity.WARNING,
    title="Names and acronyms mean one thing, written one way",
    checks=(
        "A name of several words with capitals is written in one way throughout: the same letters with another "
        "apostrophe, hyphen, space or ampersand are another form. A department is the same in all posts that are of "
        "it (People, not Peoples). An acronym stands for one thing. Short names, and differences of capitals alone, "
        "are left alone."
    ),
    why="Two forms of one name leave the reader to wonder whether they are two bodies.",
    source="Consistency.",
    check=_names,
    bad="reasons: The Carers' Reference Group agrees. The Carers Reference Group met in July.",
    good="reasons: The Carers' Reference Group agrees. The Carers' Reference Group met in July.",
)


# The title -----------------------------------------------------------------------------------------------------

_WORD: Final = re.compile(r"[A-Za-z]{5,}")


def _title(case: Case) -> Iterator[Judged]:
    title = case.decision.report.title
    words = {word.lower() for word in _WORD.findall(title)}
    if not words:
        yield NotApplicable("the title has no longer word")
        return
    path: FieldPath = ("report", "title")
    lower = case.lowered
    if all(lower.count(word) > title.lower().count(word) for word in words):
        return
    body = {word.lower() for text in case.read_texts if text.path != path for word in _WORD.findall(text.plain)}
    for word in _WORD.findall(title):
        if word.lower() in body:
            continue
        for near in get_close_matches(word.lower(), body, 3, 0.8):
            if _is_slip(word.lower(), near):
                yield Problem(
                    path,
                    f"“{word}” stands in the title and nowhere else; the report has “{near}”.",
                    "check the spelling of the title",
                    words=word,
                )
                break


def _is_slip(one: str, other: str) -> bool:
    """Return whether two words differ by a letter or two within, not at the end, where words bend."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    between = max(len(one), len(other)) - start - end
    return end >= 2 and between <= 2 and {one[start : len(one) - end], other[start : len(other) - end]} != {"s", "z"}


TITLE_SPELL: Final = Rule(
    id="TITLE-SPELL",
    about=(Decision,),
    severity=Severity.WARNING,
    title="The title is spelt as the report is",
    checks=(
        "A word of five letters or more in the title stands somewhere else in the file too. Where it doesn't, and the "
        "file has a word that differs by a letter or two within it, the title is likely to be misspelt."
    ),
    why="The title is what the public searches for, and it stands in the agenda, the minutes and the register.",
    source="Practice.",
    check=_title,
    bad='report: {title: "Home care: extenson of contracts"}',
    good='report: {title: "Home care: extension of contracts"}',
)


# Statutes ------------------------------------------------------------------------------------------------------

_HISTORY: Final = ("prior_decisions", "contract_history", "background_papers", "linked_reports", "modifications")
_SENTENCE_END: Final = re.compile(r"[.!?](?=\s|$)|\n\s*\n")
_BYGONE: Final = re.compile(
    r"\b(?:repeal\w*|revok\w*|replac\w+|supersed\w+|former(?:ly)?|previous(?:ly)?|then in force|until|before|prior to|"
    r"(?:was|were|been) (?:let|awarded|procured|tendered|made|entered into)|"
    r"(?:let|awarded|procured|tendered|procurement|procedure|made|entered into) (?:\w+ ){0,3}(?:under|by))\b",
    re.IGNORECASE,
)
"""Words by which law is told as it was: `was repealed by`, `let under`."""


def _statutes(case: Case) -> Iterator[Judged]:
    found = False
    told: set[str] = set()
    bygone = [statute for statute in old_names() if statute.title in case.lowered]
    for text in case.read_texts:
        plain = text.plain
        for cited in cited_in(plain) if "Act" in plain or "Regulation" in plain else ():
            found = True
            if cited not in told and not _is_bygone(text, cited):
                told.add(cited)
                yield from _citation(case, text, cited)
        for statute in bygone:
            if statute.title in plain.lower() and statute.title not in told and not _is_bygone(text, statute.title):
                found = True
                told.add(statute.title)
                yield from _no_longer_law(
                    case, text, statute, plain[plain.lower().index(statute.title) :][: len(statute.title)]
                )
    if not found:
        yield NotApplicable("no statute is cited by title and year")


def _is_bygone(text: Text, cited: str) -> bool:
    """Return whether what no longer is the law is told as history: by the field it is in, or by its own sentence."""
    known = known_as(cited)
    if known is None or known.end is None:
        return False
    if any(step in _HISTORY for step in text.path):
        return True
    at = text.plain.lower().find(cited.lower())
    start = max((found.end() for found in _SENTENCE_END.finditer(text.plain, 0, max(at, 0))), default=0)
    end = _SENTENCE_END.search(text.plain, at + len(cited))
    return bool(_BYGONE.search(text.plain, start, end.start() if end else len(text.plain)))


def _citation(case: Case, text: Text, cited: str) -> Iterator[Judged]:
    known = known_as(cited)
    if known is not None:
        yield from _no_longer_law(case, text, known, known.title)
        return
    meant = meant_by(cited)
    if meant is not None:
        number = f" ({meant.number})" if meant.number else ""
        yield Problem(
            text.path,
            f"“{cited}” is not the title of a statute; it is likely to be the {meant.title}{number}.",
            f"write “{meant.title}”, if that is meant",
            words=cited,
        )


def _no_longer_law(case: Case, text: Text, statute: Statute, words: str) -> Iterator[Judged]:
    if statute.end is not None and statute.end < case.as_of:
        yield Problem(
            text.path,
            f"“{words}” has not been the law for a new decision since {say(statute.end)}; what took its place is the "
            f"{statute.replaced_by}.",
            "cite what is in force; or, if it is told as history, say so",
            words=words,
        )


STAT_TITLE: Final = Rule(
    id="STAT-TITLE",
    about=(Decision, Meeting),
    severity=Severity.WARNING,
    title="Statutes are cited by their exact titles, and are in force",
    checks=(
        "A citation by title and year that is no statute we know, but is near one (another year, a word left out, a "
        "letter wrong), and one of law that had been replaced by the day of the decision, earlier decisions, the "
        "history of contracts, and sentences that tell it as history (was repealed, let under) aside. Statutes that "
        "are near none of the list are not judged."
    ),
    why="A decision that rests on law which is not there, or no longer there, can be set aside.",
    source="The titles and numbers on legislation.gov.uk.",
    to_confirm="most titles and numbers of the list were written from memory",
    check=_statutes,
    bad="legal: {power: section 1 of the Localism Act 2012}",
    good="legal: {power: section 1 of the Localism Act 2011}",
)


# What a template leaves behind ---------------------------------------------------------------------------------

_RESIDUE: Final = re.compile(
    r"\b(?:delete|strike out|amend) (?:as|where|if) (?:applicable|appropriate|necessary)\b"
    r"|\[(?:insert|enter|add|name|date|amount|figure|title|delete|to be)\b[^\]\n]{0,60}\]"
    r"|<(?:insert|enter|add|name|date|amount)\b[^>\n]{0,60}>"
    r"|\berror! (?:reference source not found|bookmark not defined|no text of specified style)"
    r"|\blorem ipsum\b|\bx{3,}\b|£\s?x{2,}\b|\bdd/mm/y{2,4}\b|_{4,}|\.{6,}"
    r"|\bplease (?:include|insert|list|set out|complete|delete|use this section)\b"
    r"|\b(?:report )?authors? (?:should|must) (?:include|insert|list|set out|complete|consider)\b",
    re.IGNORECASE,
)
_TRACES: Final = (
    *("delete", "strike out", "amend ", "[", "<", "lorem ipsum", "xxx", "£xx", "£ xx", "dd/mm", "____", "......"),
    *("error! ", "please ", "author should", "author must", "authors should", "authors must"),
)
"""What is in every text that holds such a thing, so that the others need not be searched."""
_OPEN: Final = ("TBC", "TBA", "TODO", "FIXME", "to be confirmed", "to be advised")
_UNDECIDED: Final = re.compile(rf"\b(?:{'|'.join(_OPEN)})\b")
_INSTRUCTION: Final = 12
_PRINTED: Final = (
    (re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)"), "A picture", "take it out, and add the picture as an appendix"),
    (re.compile(r"(?<!!)\[\s*\]\([^)\n]*\)"), "A link without words", "write what the link is to between [ and ]"),
    (
        re.compile(r"</?(?:a|b|br|div|em|font|h[1-6]|i|img|li|ol|p|span|strong|table|td|tr|u|ul)\b[^<>\n]*>", re.I),
        "A mark of a web page",
        "take it out: **bold**, *italic*, lists and links are written as Markdown",
    ),
)
"""What people type in the belief that it is made into something, what it is called, and what to do."""


def _residue(case: Case) -> Iterator[Judged]:
    instructions = [_squeezed(line) for line in case.council.template_instructions]
    traces = [trace for trace in _TRACES if trace in case.lowered]
    is_open = any(words in case.wording for words in _OPEN)
    # The wording has no brackets of links, pictures and notes any more: these are looked for in what was typed.
    is_linked = any("](" in text.written or "[^" in text.written for text in case.texts)
    if not (instructions or traces or is_open or is_linked):
        return
    boilerplate = [_squeezed(one.text.text) for one in case.council.boilerplate]
    for text in case.read_texts:
        squeezed = _squeezed(text.plain) if instructions or boilerplate else ""
        if any(squeezed and squeezed in standing for standing in boilerplate):
            continue
        for instruction in instructions:
            if len(instruction) >= _INSTRUCTION and instruction in squeezed:
                yield Problem(
                    text.path, "An instruction of the council's report form is left in the text.", "take it out"
                )
        for found in _RESIDUE.finditer(text.plain) if any(trace in text.lowered for trace in traces) else ():
            message = f"“{found[0]}” looks like what a template leaves to be filled in."
            yield Problem(text.path, message, "fill it in, or take it out", words=found[0])
        if (traces or is_linked) and not text.is_line:
            yield from _printed_as_typed(text)
        for found in _UNDECIDED.finditer(text.plain) if is_open else ():
            severity = Severity.INFO if case.stage is Stage.DRAFT else None
            message, hint = f"“{found[0]}” is left open.", "fill it in before the paper is published"
            yield Problem(text.path, message, hint, words=found[0], severity=severity)


def _printed_as_typed(text: Text) -> Iterator[Judged]:
    for fault in read_notes(text.written).faults:
        message = f"{fault.message}: {fault.outcome}."
        yield Problem(text.path, message, fault.hint, words=fault.written, severity=Severity.WARNING)
    for pattern, what, hint in _PRINTED if "[" in text.written or "<" in text.written else ():
        for found in pattern.finditer(text.written):
            message = f"{what} can't be typed into a text: “{found[0]}” is printed as it stands."
            yield Problem(text.path, message, hint, words=found[0], severity=Severity.WARNING)


def _squeezed(text: str) -> str:
    return " ".join(text.lower().split())


TEMPLATE_RESIDUE: Final = Rule(
    id="TEMPLATE-RESIDUE",
    about=(Decision, Meeting),
    severity=Severity.ERROR,
    title="No instructions or blanks of a template are left",
    checks=(
        "No text holds an instruction that council.yaml lists under `template_instructions`, an unfilled bracket, "
        "`delete as applicable`, a row of X or dots to be filled in, or TBC and the like (noted only in a draft), nor "
        "a picture or mark of a web page, or a footnote that lacks its mark or its words, which would be printed as it "
        "was typed. The council's standing texts are left alone."
    ),
    why="A published paper with its instructions in it was not read before it was signed off.",
    source="Practice.",
    check=_residue,
    bad='report: {purpose: "To extend the contracts from [insert date]."}',
    good="report: {purpose: To extend the contracts until the new service begins.}",
)


# Slips ---------------------------------------------------------------------------------------------------------

_DOUBLED: Final = re.compile(r"\b([A-Za-z]+)[ \t]+\1\b(?!['’-]\w)", re.IGNORECASE)
_MAY_DOUBLE: Final = frozenset(("had", "that", "is", "so", "very", "no", "bye", "many", "much", "long", "far"))
_LIST_ENTRY: Final = re.compile(r"^\s*(?:[-*•–+]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s|^\s*\||^\s*>|^\s*:::|^\s*#")


def _slips(case: Case) -> Iterator[Judged]:
    twice: dict[str, Text] = {}
    words = case.lowered.split()
    doubled = {one for one in compress(words, map(eq, words, words[1:])) if one.isalpha()} - _MAY_DOUBLE
    has_doubled = any(re.search(rf"{one}[ \t]+{one}\b", case.lowered) for one in doubled)
    for text in case.read_texts:
        for found in _DOUBLED.finditer(text.plain) if has_doubled else ():
            if found[1].lower() not in _MAY_DOUBLE and not found[0].isupper():
                yield Problem(text.path, f"“{found[1]}” stands twice in a row.", "take one of them out", words=found[0])
        if not text.is_line:
            yield from _loose_ends(text)
            yield from _said_twice(text, twice)


def _loose_ends(text: Text) -> Iterator[Judged]:
    if "\n" not in text.plain:
        return
    blocks = [block for block in re.split(r"\n\s*\n", text.plain) if block.strip()]
    for place, block in enumerate(blocks[:-1]):
        following = blocks[place + 1]
        if block.rstrip().endswith(":") and not _LIST_ENTRY.match(following) and "\n" not in following.strip():
            last = block.strip().splitlines()[-1].split()[-4:]
            yield Problem(
                text.path,
                f"“… {' '.join(last)}” leads in a list, and none follows.",
                "write the list, or end the sentence with a full stop",
                words=" ".join(last),
            )
    for block in blocks[1:]:
        opening = block.strip()
        if opening[:1].islower() and not _LIST_ENTRY.match(block) and REFERENCE_MARK not in opening[:2]:
            first = " ".join(opening.split()[:4])
            message = f"A paragraph begins in mid-sentence: “{first} …”."
            yield Problem(text.path, message, "begin it with a capital, or join it to the one before", words=first)


_WHOLE_PASSAGE: Final = 120


def _said_twice(text: Text, seen: dict[str, Text]) -> Iterator[Judged]:
    for paragraph in text.paragraphs if len(text.plain) >= _WHOLE_PASSAGE else ():
        if len(paragraph) < _WHOLE_PASSAGE:
            continue
        other = seen.setdefault(paragraph, text)
        if other is not text:
            yield Problem(
                text.path,
                f"The paragraph that begins “{' '.join(paragraph.split()[:6])} …” stands twice in the file.",
                "say it once, and refer to it",
            )
            return


TEXT_SLIPS: Final = Rule(
    id="TEXT-SLIPS",
    about=(Decision, Meeting),
    severity=Severity.INFO,
    title="No doubled words, half sentences or paragraphs said twice",
    checks=(
        "A word twice in a row; a paragraph that ends in a colon with another paragraph after it instead of a list; a "
        "paragraph that begins with a small letter; a paragraph of some length that stands in two fields word for "
        "word. Quotations are left alone."
    ),
    why="Slips make a reader doubt the figures too.",
    source="Practice.",
    check=_slips,
    bad="reasons: The contracts provide for for an extension.",
    good="reasons: The contracts provide for an extension.",
)

THEME: Final = Theme(
    "wording",
    "Wording",
    (GLOS_ACRONYM, NAME_CONSISTENT, TITLE_SPELL, STAT_TITLE, TEMPLATE_RESIDUE, TEXT_SLIPS),
)
