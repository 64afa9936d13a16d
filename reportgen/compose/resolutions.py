"""Recommendations turned into resolutions: `Approve the extension` was asked, `To approve the extension` is resolved.

Only the verb that they begin with changes. What a recommendation says is in its decision's file and is not typed again;
what was changed at the meeting, or moved there, stands in the resolution itself.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from reportgen.base.source import FieldPath
from reportgen.compose.grid import hole_of
from reportgen.compose.view import View
from reportgen.compose.wording import sentence
from reportgen.document.nodes import Block, Box, Counting, Entry, Inline, List, Paragraph, Role, Text, Value
from reportgen.model.outcome import RecommendationOutcome
from reportgen.model.record import Record
from reportgen.model.withheld import Remaining, Withheld
from reportgen.style.style import ResolutionForm, Style

_PAST: Mapping[str, str] = {
    "accept": "accepted", "adopt": "adopted", "agree": "agreed", "appoint": "appointed", "approve": "approved",
    "ask": "asked", "authorise": "authorised", "authorize": "authorized", "award": "awarded",
    "commission": "commissioned", "confirm": "confirmed", "consider": "considered", "consult": "consulted",
    "decline": "declined", "defer": "deferred",
    "delegate": "delegated", "direct": "directed", "endorse": "endorsed", "extend": "extended", "give": "gave",
    "grant": "granted", "instruct": "instructed", "invite": "invited", "make": "made", "note": "noted",
    "procure": "procured", "publish": "published", "ratify": "ratified", "receive": "received",
    "recommend": "recommended", "refer": "referred", "reject": "rejected", "request": "requested",
    "require": "required", "revoke": "revoked", "support": "supported", "terminate": "terminated", "vary": "varied",
    "waive": "waived", "welcome": "welcomed", "withdraw": "withdrew",
}  # fmt: skip
"""The verbs that decide something, and their past."""

_FIRST_WORD = re.compile(r"\s*([A-Za-z]+)")
_SECOND_VERB = re.compile(r"( and )([a-z]+)\b")


def resolutions_box(paper: View, listed: View, prefix: str, style: Style) -> Box | None:
    """Return what was resolved, as a numbered list; None where nothing was.

    `listed` are the resolutions of the meeting; where there are none, every recommendation was agreed as it stood.
    `prefix` parts the recommendations of one decision of a meeting from those of another.
    """
    entries = list(_entries(paper, listed, prefix, style))
    if not entries:
        return None
    return Box(Role.RESOLUTIONS, tuple(_lists(entries)))


def _lists(entries: Sequence[tuple[int | None, Entry]]) -> Iterator[List]:
    """Yield entries as a list that counts on, and as another where the file states a number that does not follow."""
    run: list[Entry] = []
    start = 1
    for number, entry in entries:
        if run and number is not None and number != start + len(run):
            yield List(Counting.DECIMAL, tuple(run), start=start, role=Role.RESOLUTIONS)
            run = []
        start = start if run or number is None else number
        run.append(entry)
    yield List(Counting.DECIMAL, tuple(run), start=start, role=Role.RESOLUTIONS)


def _entries(paper: View, listed: View, prefix: str, style: Style) -> Iterator[tuple[int | None, Entry]]:
    """Yield what was resolved, each with the number that its file states or that follows from its place."""
    wanted = listed if stands(listed) else paper.field("recommendations")
    for shown in in_order(wanted):
        if isinstance(shown.value, Withheld):
            blocks: tuple[Block, ...] = (Paragraph(hole_of(shown).inlines, origin=shown.origin),)
            yield None, Entry(blocks, origin=shown.origin)
        elif wanted is listed:
            stated = shown.field("number").value
            number = int(stated) if isinstance(stated, str) and stated.isdecimal() else None
            yield number, _resolution(shown, paper, prefix, style)
        else:
            name = f"{prefix}recommendation-{shown.field('number').value}"
            yield None, Entry(agreed(shown, style), id=name, origin=shown.origin)


def stands(listed: View) -> bool:
    """Return whether a list holds something, or held it before it was withheld."""
    return bool(listed.value) or (isinstance(listed.value, Remaining) and bool(listed.value.withheld))


def in_order(listed: View) -> list[View]:
    """Return the entries of a list, with what stands for those withheld at the places where they stood."""
    views = list(listed)
    if not isinstance(listed.value, Remaining):
        return views
    placed = list(zip(listed.value.positions, views, strict=True))
    placed += [(_place(hidden.path), View(hidden, listed.path, listed.scope)) for hidden in listed.value.withheld]
    return [view for _, view in sorted(placed, key=lambda both: both[0])]


def _place(path: FieldPath) -> int:
    return next((step for step in reversed(path) if isinstance(step, int)), 0)


def _resolution(resolution: View, paper: View, prefix: str, style: Style) -> Entry:
    named, outcome, text = (resolution.field(name) for name in ("recommendation", "outcome", "text"))
    found = recommendation(paper, named)
    number = found.field("number").value if found is not None and isinstance(found.value, Record) else None
    name = f"{prefix}recommendation-{number}" if isinstance(number, str) else ""
    return Entry(_said(found, outcome, text, number, style), id=name, origin=resolution.origin)


def _said(found: View | None, outcome: View, text: View, number: object, style: Style) -> tuple[Block, ...]:
    """Return the words of one resolution."""
    own = _blocks(text) if text else ()
    if found is None or outcome.value is RecommendationOutcome.AMENDED:
        return turned(own, style.print.resolutions)
    if outcome.value is RecommendationOutcome.AGREED:
        return turned(own, style.print.resolutions) if own else agreed(found, style)
    words = sentence(f"recommendation_{outcome.value}", {"number": number if isinstance(number, str) else ""}, style)
    return (Paragraph(words, origin=outcome.origin), *own)


def recommendation(paper: View, named: View) -> View | None:
    """Return the recommendation that a number or id names, or what stands for it where it is withheld."""
    if isinstance(named.value, Withheld):
        return View(named.value, named.path, named.scope)
    if not isinstance(named.value, str):
        return None
    listed = paper.field("recommendations")
    for one in listed:
        if named.value in (one.field("number").value, one.field("id").value):
            return one
    hidden = listed.value.withheld if isinstance(listed.value, Remaining) else ()
    for stand_in in hidden:
        if stand_in.number in (named.value, ""):
            return View(stand_in, listed.path, listed.scope)
    return None


def agreed(found: View, style: Style) -> tuple[Block, ...]:
    """Return a recommendation in the form of a resolution, or what stands for it where it is withheld."""
    if isinstance(found.value, Withheld):
        return (Paragraph(hole_of(found).inlines, origin=found.origin),)
    verb, text = found.field("verb"), _blocks(found.field("text"))
    if not isinstance(verb.value, str):
        return turned(text, style.print.resolutions)
    first = Value(_turn(verb.value, style.print.resolutions, sure=True), verb.origin)
    if not text or not isinstance(text[0], Paragraph):
        return (Paragraph((first,), origin=verb.origin), *text)
    return (replace(text[0], children=(first, Text(" "), *text[0].children)), *text[1:])


def _blocks(text: View) -> tuple[Block, ...]:
    hole = hole_of(text)
    return hole.blocks if hole.blocks is not None else (Paragraph(hole.inlines, origin=text.origin),)


def turned(blocks: tuple[Block, ...], form: ResolutionForm) -> tuple[Block, ...]:
    """Return blocks with the verb that they begin with in the form of a resolution; others stay as they are."""
    if not blocks or not isinstance(blocks[0], Paragraph):
        return blocks
    first: tuple[Inline, ...] = blocks[0].children
    if not first or not isinstance(first[0], Text):
        return blocks
    return (replace(blocks[0], children=(replace(first[0], text=_turn(first[0].text, form)), *first[1:])), *blocks[1:])


def _turn(words: str, form: ResolutionForm, *, sure: bool = False) -> str:
    """Return words whose first is the verb of a recommendation in the form of a resolution.

    A first word that is no verb we know is left as it is, unless it is `sure` to be one.
    """
    found = _FIRST_WORD.match(words)
    if found is None or form is ResolutionForm.PLAIN:
        return words
    verb, rest = _base(found[1].lower()), words[found.end() :]
    if verb not in _PAST and not sure:
        return words
    if form is ResolutionForm.TO:
        return f"To {verb}{_second(rest, lambda other: other)}"
    past = _PAST.get(verb)
    if past is None:
        return words
    if form is ResolutionForm.CAPITALS:
        return past.upper() + _second(rest, lambda other: _PAST[other].upper())
    return past.capitalize() + _second(rest, lambda other: _PAST[other])


def _second(rest: str, change: Callable[[str], str]) -> str:
    """Return what follows a verb, with a second verb that is joined to it changed alike: `Note and approve`."""
    found = _SECOND_VERB.match(rest)
    if found is None or _base(found[2]) not in _PAST:
        return rest
    return f"{found[1]}{change(_base(found[2]))}{rest[found.end() :]}"


def _base(verb: str) -> str:
    """Return a verb without the ending of the third person: `approves` is `approve`, `ratifies` is `ratify`."""
    for ending, instead in (("ies", "y"), ("es", "e"), ("s", ""), ("es", "")):
        base = verb.removesuffix(ending) + instead
        if verb.endswith(ending) and base in _PAST:
            return base
    return verb
