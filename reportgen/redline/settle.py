"""A Word file with its tracked changes accepted, or rejected: what each of its two versions says.

Read here as Word does it, so that a redline can be proved: accepting all gives the newer version, rejecting all the
older one.
"""

from typing import Any, Final

from reportgen.redline.word.package import Package
from reportgen.write._ooxml import tag

_PPR, _RPR, _P, _TBL, _TR, _SDT = map(tag, ("pPr", "rPr", "p", "tbl", "tr", "sdt"))
_CONTENT, _LINK = tag("sdtContent"), tag("hyperlink")
_PUT_IN: Final = tuple(map(tag, ("ins", "moveTo")))
_TAKEN_OUT: Final = tuple(map(tag, ("del", "moveFrom")))
_FORMER: Final = tuple(
    map(tag, ("rPrChange", "pPrChange", "tblPrChange", "tcPrChange", "trPrChange", "sectPrChange", "tblGridChange"))
)
_PLAIN: Final = {tag("delText"): tag("t"), tag("delInstrText"): tag("instrText")}
_RANGES: Final = tuple(
    map(tag, (f"{kind}Range{end}" for kind in ("customXmlIns", "customXmlDel", "moveFrom", "moveTo")
              for end in ("Start", "End")))
)  # fmt: skip
_BOOKMARKS: Final = (tag("bookmarkStart"), tag("bookmarkEnd"))


def accepted(content: bytes) -> bytes:
    """Return a Word file with every tracked change of its body accepted."""
    return _settled(content, keeping=_PUT_IN, dropping=_TAKEN_OUT)


def rejected(content: bytes) -> bytes:
    """Return a Word file with every tracked change of its body rejected."""
    return _settled(content, keeping=_TAKEN_OUT, dropping=_PUT_IN)


def has_changes(content: bytes) -> bool:
    """Tell whether a Word file has a tracked change in its body."""
    return next(Package.read(content).document.iter(*_PUT_IN, *_TAKEN_OUT, *_FORMER), None) is not None


def _settled(content: bytes, *, keeping: tuple[str, ...], dropping: tuple[str, ...]) -> bytes:
    package = Package.read(content)
    root = package.document
    _settle_controls(root, tag(f"customXml{'Ins' if dropping is _PUT_IN else 'Del'}RangeStart"))
    _drop_rows(root, dropping, keeping)
    _settle_former(root, restoring=dropping is _PUT_IN)
    _settle_runs(root, keeping, dropping)
    _settle_ends(root, keeping, dropping)
    for place in list(root.iter(*_RANGES)):
        place.getparent().remove(place)
    package.order_notes()
    return package.content()


def _settle_controls(root: Any, begin: str) -> None:
    """Take away the content controls that go, and leave what stands in them."""
    for control in list(root.iter(_SDT)):
        before = control.getprevious()
        if before is not None and before.tag == begin:
            _unwrap(control, control.find(_CONTENT))


def _unwrap(element: Any, content: Any) -> None:
    parent, at = element.getparent(), element.getparent().index(element)
    parent[at : at + 1] = list(content) if content is not None else []


def _drop_rows(root: Any, dropping: tuple[str, ...], keeping: tuple[str, ...]) -> None:
    for row in list(root.iter(_TR)):
        look = row.find(tag("trPr"))
        for mark in [] if look is None else [child for child in look if child.tag in (*dropping, *keeping)]:
            look.remove(mark)
            if mark.tag in dropping and row.getparent() is not None:
                row.getparent().remove(row)
    for table in list(root.iter(_TBL)):
        if table.find(_TR) is None:
            table.getparent().remove(table)


def _settle_former(root: Any, *, restoring: bool) -> None:
    """Take away the notes of how something looked, or give it that look again."""
    for note in list(root.iter(*_FORMER)):
        holder = note.getparent()
        holder.remove(note)
        if not restoring:
            continue
        for child in list(holder):
            if child.tag not in (_RPR, tag("sectPr")) or holder.tag != _PPR:
                holder.remove(child)
        for at, child in enumerate(list(note[0]) if len(note) else []):
            holder.insert(at, child)


def _settle_runs(root: Any, keeping: tuple[str, ...], dropping: tuple[str, ...]) -> None:
    for mark in list(root.iter(*dropping)):
        if mark.getparent() is not None and mark.getparent().tag not in (_RPR, tag("trPr")):
            mark.getparent().remove(mark)
    for mark in list(root.iter(*keeping)):
        if mark.getparent().tag not in (_RPR, tag("trPr")):
            _unwrap(mark, mark)
    for node in list(root.iter(*_PLAIN)):
        node.tag = _PLAIN[node.tag]
    for link in list(root.iter(_LINK)):
        if len(link) == 0:
            link.getparent().remove(link)


def _settle_ends(root: Any, keeping: tuple[str, ...], dropping: tuple[str, ...]) -> None:
    """Join each paragraph whose end goes to the next; one with nothing left goes altogether."""
    for paragraph in list(root.iter(_P)):
        look = paragraph.find(f"{_PPR}/{_RPR}")
        marks = [] if look is None else [child for child in look if child.tag in (*keeping, *dropping)]
        for mark in marks:
            look.remove(mark)
        if look is not None and len(look) == 0:
            look.getparent().remove(look)
        if any(mark.tag in dropping for mark in marks):
            _join(paragraph)


def _join(paragraph: Any) -> None:
    content = [child for child in paragraph if child.tag != _PPR]
    after = _next_block(paragraph)
    if after is None:
        # The last end of a story stays, whatever marks it.
        return
    if any(child.tag not in _BOOKMARKS for child in content):
        if after.tag != _P:
            return
        start = 0 if after.find(_PPR) is None else 1
        after[start:start] = content
    paragraph.getparent().remove(paragraph)


def _next_block(block: Any) -> Any:
    """Return the paragraph or table after a block, in or out of the content controls round it; None at the end."""
    after = block.getnext()
    while after is not None and after.tag not in (_P, _TBL, _SDT):
        after = after.getnext()
    if after is not None and after.tag == _SDT:
        content = after.find(_CONTENT)
        first = (
            next((child for child in content if child.tag in (_P, _TBL, _SDT)), None) if content is not None else None
        )
        return _next_block(after) if first is None else first
    if after is None and block.getparent().tag == _CONTENT:
        return _next_block(block.getparent().getparent())
    return after
