"""Motions and their votes in the sentences of minutes."""

from collections.abc import Iterator

from reportgen.compose.view import View
from reportgen.compose.wording import inlines_of, joined, sentence
from reportgen.document.nodes import Inline, Text
from reportgen.model.meeting import Motion, Vote, VoteMethod
from reportgen.style.style import Style

_SIDES = (
    ("for", "in_favour", "names_for"),
    ("against",) * 2 + ("names_against",),
    ("abstained",) * 2 + ("names_abstained",),
)
"""The sides of a vote: what its labels are called, and the fields that hold its count and its names."""


def vote_sentences(motion: View, style: Style) -> list[tuple[Inline, ...]]:
    """Return how a motion was voted on, who voted how where that is recorded, and what became of it."""
    record = motion.value
    if not isinstance(record, Motion):
        return []
    said = list(_vote(motion.field("vote"), record.vote, style)) if record.vote else []
    what = "amendment" if record.amends else "motion"
    if record.outcome is not None:
        said.append(sentence(f"{what}_{record.outcome.value}", motion, style))
    return said


def _vote(vote: View, record: Vote, style: Style) -> Iterator[tuple[Inline, ...]]:
    counts = [_count(vote, side, style) for side in _SIDES]
    shown = joined([count for count in counts if count])
    if shown:
        yield sentence(f"vote_{record.method.value}", {"counts": shown}, style)
    elif record.method is VoteMethod.ASSENT:
        yield sentence("vote_without", vote, style)
    for label, _, names in _SIDES:
        if vote.field(names):
            yield sentence(f"names_{label}", {"names": vote.field(names)}, style)
    if record.casting_vote is not None:
        who = vote.field("casting_member") or style.label("the_chair")
        yield sentence(f"casting_{record.casting_vote.value}", {"casting_member": who}, style)


def _count(vote: View, side: tuple[str, ...], style: Style) -> tuple[Inline, ...]:
    label, field, names = side
    count = vote.field(field)
    if isinstance(count.value, int):
        return (*inlines_of(count), Text(f" {style.label(f'votes_{label}')}"))
    named = vote.field(names)
    return (Text(f"{len(named)} {style.label(f'votes_{label}')}"),) if len(named) else ()
