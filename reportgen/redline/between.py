"""Two versions of a paper with their documents: what stands between them, and whether it may be shown."""

from dataclasses import dataclass, replace
from typing import Final

from reportgen.history.versions import UNCOMMITTED, Version
from reportgen.model.audience import Audience, is_open
from reportgen.pipeline import Order, WordCopy, default_kind, exempt_in, public_texts, word_copy
from reportgen.redline import pages
from reportgen.redline.docx import redline_docx
from reportgen.redline.exempt import no_longer_public
from reportgen.write.writer import Output

FORMATS: Final = ("docx", "md", "html")
_MOST_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two versions: how it is called in a sentence, and its document, as far as there is one.

    `shown` is how its file is called where what is wrong with it is told.
    """

    version: Version
    called: str
    shown: str
    copy: WordCopy


def side(version: Version, called: str, shown: str, order: Order) -> Side:
    """Return a version with its document, made by its own council's file, house style and templates."""
    return Side(version, called, shown, word_copy(version.path, shown, replace(order, commit=version.hash)))


def for_older(newer: Side, order: Order) -> Order:
    """Return what is asked for of the older version: the kind of document that the newer one is."""
    subject = newer.copy.loaded.subject
    return replace(order, kind=order.kind or (default_kind(subject) if subject is not None else None))


def exempt_now(old: Side, new: Side, order: Order) -> str:
    """Return what the older version says in public that is exempt by now; empty where there is none of it.

    What was public in a draft would stand in a redline as taken out (SI 2012/2089, regulation 20).
    """
    subject, before, after = new.copy.loaded.subject, old.copy.document, new.copy.document
    if order.audience is not Audience.PUBLIC or subject is None or is_open(subject):
        return ""
    if before is None or after is None:
        return ""
    found = list(exempt_in(before, subject))
    exempt = word_copy(new.version.path, new.shown, replace(order, audience=Audience.EXEMPT)).document
    if exempt is not None:
        found += no_longer_public(before, after, exempt, public_texts(subject))
    more = f" and {len(found) - _MOST_NAMED} more" if len(found) > _MOST_NAMED else ""
    # The sentence that these go into has its own full stop.
    return f"{'; '.join(said.rstrip(' .:;') for said in found[:_MOST_NAMED])}{more}"


def in_word(old: Side, new: Side, author: str = "") -> bytes:
    """Return the redline in Word; its changes are those of an author, else of whoever made the newer version."""
    moment = new.version.moment
    # Word shows the clock of whoever made a change, though it writes a Z behind it.
    date = f"{moment:%Y-%m-%dT%H:%M:%SZ}" if moment is not None else ""
    return redline_docx(old.copy.content, new.copy.content, author or new.version.author, date)


def on_page(old: Side, new: Side, form: str, told: str) -> Output | None:
    """Return the redline as `md` or `html`; None where a version has no document. `told` says what was compared."""
    before, after, style = old.copy.document, new.copy.document, new.copy.style
    if before is None or after is None or style is None:
        return None
    kind = f"{after.kind}.redline"
    make = pages.markdown if form == "md" else pages.page
    return make(replace(before, kind=kind), replace(after, kind=kind), style, told)


def told(old: Side, new: Side, author: str = "") -> str:
    """Return in words what is compared, and whose changes they are where anybody's name is known."""
    whose = author or new.version.author
    by = f", by {whose}" if whose not in ("", UNCOMMITTED) else ""
    return f"What changed from {old.called} to {new.called}{by}."
