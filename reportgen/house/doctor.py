"""What a council's own Word file offers as a letterhead and what it lacks, for an officer or as JSON."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import groupby

from reportgen.write.docx.examine import SLOTS, Examination, ListLevel, Running, StyleUse, examine
from reportgen.write.writer import LetterheadError

_A4 = (21.0, 29.7)
_PAPERS = {_A4: "A4", (21.6, 27.9): "US Letter", (29.7, 42.0): "A3", (14.8, 21.0): "A5"}
_PAGES = {"default": "ordinary pages", "first": "first page", "even": "even pages"}
_UNFILLED = {
    "body": "the paper follows whatever the file holds",
    "title": "the title is not repeated on each page",
    "council": "the council's name is only where the file has it",
    "classification": "the classification is only in the paper itself",
    "marking": "“Not for publication” goes on top of every header of an exempt copy",
    "draft": "the draft line goes on top of every footer of a draft",
}


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What is to be said of a Word file: what it holds, or why it can't be used; and what would make it better."""

    file: str
    found: Examination | None = None
    fault: str = ""
    advice: tuple[str, ...] = ()


def diagnose(file: str, content: bytes, word_styles: Mapping[str, str]) -> Diagnosis:
    """Return what a Word file offers and lacks, where a house style names styles of its own for some uses."""
    try:
        found = examine(content, word_styles)
    except LetterheadError as fault:
        return Diagnosis(file, fault=str(fault))
    return Diagnosis(file, found, advice=tuple(_advice(found)))


def as_json(diagnosis: Diagnosis) -> str:
    """Return a diagnosis as JSON, for other programs."""
    found = diagnosis.found
    told = {
        "file": diagnosis.file,
        "usable": found is not None,
        "fault": diagnosis.fault,
        "advice": diagnosis.advice,
        "found": None if found is None else asdict(found),
    }
    return json.dumps(told, indent=2, ensure_ascii=False)


def as_text(diagnosis: Diagnosis) -> str:
    """Return a diagnosis as an officer reads it."""
    found = diagnosis.found
    if found is None:
        return f"{diagnosis.file} can't be used as a letterhead.\n\n{diagnosis.fault}"
    sections = (
        ("", [f"{diagnosis.file} can be used as a letterhead."]),
        ("Page", _page_lines(found)),
        ("Headers and footers", [line for part in found.running for line in _running_lines(part)]),
        ("Slots", list(_slot_lines(found))),
        ("Lists", list(_list_lines(found))),
        ("Styles: a use, as `word_styles:` calls it, and the style that serves", list(_style_lines(found))),
        ("To make it better", [f"- {line}" for line in diagnosis.advice] or ["Nothing."]),
    )
    return "\n\n".join(
        "\n".join([title, *(f"  {line}" for line in lines)] if title else lines) for title, lines in sections
    )


def _advice(found: Examination) -> Iterator[str]:
    missing = [
        use.wanted for use in found.uses if use.use.startswith("heading_") and use.stands_in and not use.by_outline
    ]
    if missing:
        yield (
            f"There is no style for {', '.join(missing)}: Word shows no outline of those headings, and screen readers "
            "don't find them. Add them in Word (Styles, Manage Styles), or name yours under `word_styles:`."
        )
    if not found.page.width < found.page.height:
        yield "The page lies on its side: in Word, choose Layout, Orientation, Portrait."
    elif (found.page.width, found.page.height) != _A4:
        yield "The paper is not A4: in Word, choose Layout, Size, A4."
    if found.language and not found.language.lower().startswith("en"):
        yield f"Its words are in another language ({found.language}): papers are marked as English all the same."
    if found.words:
        yield f"It holds words of its own, which stand in every paper: {_cut(found.words, 60)}"
    if found.sections > 1:
        yield f"It has {found.sections} sections: the paper has the pages of the last."
    if not any("PAGE" in part.fields for part in found.running if part.is_shown):
        yield "No header or footer counts pages: in Word, choose Insert, Page Number."
    hidden = [f"{part.kind} of {_PAGES[part.page]}" for part in found.running if part.is_there and not part.is_shown]
    if hidden:
        yield f"Not shown, as Word is not told to use it: {', '.join(hidden)}."
    unknown = sorted({slot for slot in _all_slots(found) if slot not in SLOTS})
    if unknown:
        yield f"Slots that nothing fills: {', '.join(unknown)}. The slots are {', '.join(SLOTS)}."


def _all_slots(found: Examination) -> tuple[str, ...]:
    return (*found.slots, *(slot for part in found.running for slot in part.slots))


def _page_lines(found: Examination) -> list[str]:
    page = found.page
    paper = _PAPERS.get((min(page.width, page.height), max(page.width, page.height)), "a size of its own")
    way = "upright" if page.width < page.height else "on its side"
    return [
        f"Paper     {paper}, {way}: {page.width} by {page.height} cm",
        f"Margins   top {page.top}, right {page.right}, bottom {page.bottom}, left {page.left} cm",
        f"Text      {page.text} cm wide",
        f"Language  {found.language or 'not stated'}",
        f"Words     {_cut(found.words, 60) if found.words else 'none of its own'}",
        f"Fields    {', '.join(found.fields) or 'none'}",
        "Macros    none",
    ]


def _running_lines(part: Running) -> Iterator[str]:
    place = f"{part.kind.capitalize()}, {_PAGES[part.page]}"
    if not part.is_there:
        # A kind of page that no section has needs no header.
        yield f"{place:<23} not there{', an empty one is made' if part.is_shown else ''}"
        return
    told = [] if part.is_shown else ["not shown"]
    told += [_cut(part.words, 40)] if part.words else []
    told += [f"slots {', '.join(part.slots)}"] if part.slots else []
    told += [f"fields {', '.join(part.fields)}"] if part.fields else []
    yield f"{place:<23} {'; '.join(told) or 'empty'}"


def _slot_lines(found: Examination) -> Iterator[str]:
    for slot in SLOTS:
        places = ["text"] if slot in found.slots else []
        places += [f"{part.kind} of {_PAGES[part.page]}" for part in found.running if slot in part.slots]
        yield f"{slot:<15} {', '.join(places) if places else f'not there: {_UNFILLED[slot]}'}"


def _list_lines(found: Examination) -> Iterator[str]:
    if not found.lists:
        yield "None. Papers bring lists of their own, numbered as the house style says."
        return
    first = 1
    for levels, alike in groupby(found.lists):
        last = first + len(tuple(alike)) - 1
        shown = str(first) if first == last else f"{first} to {last}"
        yield f"{shown:<8} {_levels(levels)}"
        first = last + 1
    yield "They stay for use in Word. Papers bring lists of their own: the house style says how they are numbered"
    yield "(`numbering:`, `lists:`), so that the numbers are the same in Word, on the web and in references."


def _levels(levels: tuple[ListLevel, ...]) -> str:
    linked = [place for place, level in enumerate(levels) if level.style]
    shown = levels[: max(linked) + 1] if linked else levels[:3]
    told = [(level.example.strip() or "no number") + (f" → {level.style}" if level.style else "") for level in shown]
    more = f" (of {len(levels)} levels)" if len(levels) > len(shown) else ""
    return f"{', '.join(told) or 'no levels of its own'}{more}"


def _style_lines(found: Examination) -> Iterator[str]:
    widest = max(len(use.use) for use in found.uses)
    names = max(len(use.style) for use in found.uses)
    for use in found.uses:
        yield f"{use.use:<{widest}}  {use.style or 'none':<{names}}  {_standing(use)}".rstrip()
    yield f"There are {len(found.found)} styles in all."


def _standing(use: StyleUse) -> str:
    if not use.stands_in:
        return ""
    if use.by_outline:
        return "known by its level in the outline"
    return f"stands in for {use.wanted}" if use.style else f"there is no {use.wanted}"


def _cut(words: str, most: int) -> str:
    return f"“{words}”" if len(words) <= most else f"“{words[: most - 1].rstrip()}…”"
