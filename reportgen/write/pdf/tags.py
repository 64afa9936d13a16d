"""Tags that Typst 0.15 has no way to ask for: headers of rows, what a table is about, how a list counts."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from reportgen.document.nodes import Counting
from reportgen.write.pdf.content import TableTags

_COUNTING = {
    Counting.DECIMAL: Name.Decimal,
    Counting.LOWER_ALPHA: Name.LowerAlpha,
    Counting.UPPER_ALPHA: Name.UpperAlpha,
    Counting.LOWER_ROMAN: Name.LowerRoman,
    Counting.UPPER_ROMAN: Name.UpperRoman,
    Counting.BULLET: Name.Disc,
}


def with_tags(content: bytes, tables: Sequence[TableTags], lists: Sequence[Counting]) -> bytes:
    """Return a PDF file whose tags say more; `tables` and `lists` are those of the file, in order.

    The same input gives the same bytes: the identity of the file is worked out from what it holds.
    """
    with pikepdf.open(io.BytesIO(content)) as file:
        elements = list(_elements(file.Root.StructTreeRoot))
        drawn = [element for element in elements if element.get("/S") == "/Table"]
        for element, table in zip(drawn, tables, strict=True):
            _tell_table(element, table)
        listed = [element for element in elements if element.get("/S") == "/L"]
        for element, counting in zip(listed, lists, strict=True):
            _set(element, Name.List, {"/ListNumbering": _COUNTING[counting]})
        written = io.BytesIO()
        file.save(
            written,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return written.getvalue()


def _elements(parent: Any) -> Iterator[Any]:
    """Yield the elements of the tree of tags, each before what is inside it."""
    children = parent.get("/K")
    if children is None:
        return
    for child in children if isinstance(children, Array) else [children]:
        if isinstance(child, Dictionary) and "/S" in child:
            yield child
            yield from _elements(child)


def _tell_table(element: Any, table: TableTags) -> None:
    if table.summary:
        _set(element, Name.Table, {"/Summary": String(table.summary)})
    for row, headers, head in zip(
        list(_own_rows(element)),
        (*table.head, *table.body),
        (True,) * len(table.head) + (False,) * len(table.body),
        strict=True,
    ):
        for cell, header in zip(_children(row), headers, strict=True):
            _tell_cell(cell, header=header, head=head)


def _own_rows(element: Any) -> Iterator[Any]:
    for child in _children(element):
        if child.S == "/TR":
            yield child
        elif child.S in ("/THead", "/TBody", "/TFoot"):
            yield from _own_rows(child)


def _children(element: Any) -> list[Any]:
    children = element.get("/K", Array())
    listed = children if isinstance(children, Array) else [children]
    return [child for child in listed if isinstance(child, Dictionary) and "/S" in child]


def _tell_cell(cell: Any, *, header: bool, head: bool) -> None:
    """Make a cell a header of its column or row, or a plain cell. Scopes say which cells a header is of.

    Typst takes every cell of the head for a header; one without words names nothing.
    """
    for owner in _owners(cell, Name.Table):
        for key in ("/Scope", "/Headers"):
            if key in owner:
                del owner[key]
    cell.S = Name.TH if header else Name.TD
    if header:
        _set(cell, Name.Table, {"/Scope": Name.Column if head else Name.Row})


def _set(element: Any, owner: Any, values: dict[str, Any]) -> None:
    for found in _owners(element, owner):
        for key, value in values.items():
            found[key] = value
        return
    made = Dictionary({"/O": owner, **values})
    before = element.get("/A")
    if before is None:
        element.A = made
    elif isinstance(before, Array):
        before.append(made)
    else:
        element.A = Array([before, made])


def _owners(element: Any, owner: Any) -> list[Any]:
    found = element.get("/A")
    listed = found if isinstance(found, Array) else [] if found is None else [found]
    return [one for one in listed if isinstance(one, Dictionary) and one.get("/O") == owner]
