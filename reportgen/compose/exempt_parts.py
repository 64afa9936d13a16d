"""Which parts of a document come from what is exempt, told by the fields that they come from."""

from collections.abc import Iterable

from reportgen.base.source import FieldPath
from reportgen.document.nodes import NOWHERE, Block, Box, Cell, List, Origin, Quote, Row, Table
from reportgen.document.walk import children
from reportgen.model.withheld import Withheld


class ExemptParts:
    """What is exempt of a record, by the path at which it stands in the file."""

    __slots__ = ("_by_path",)

    def __init__(self, withheld: Iterable[Withheld]) -> None:
        self._by_path: dict[FieldPath, Withheld] = {part.path: part for part in withheld if part.path}

    def __bool__(self) -> bool:
        return bool(self._by_path)

    def of(self, origin: Origin) -> Withheld | None:
        """Return what is exempt of the field that something comes from."""
        path = origin.path
        return next((part for at in range(1, len(path) + 1) if (part := self._by_path.get(path[:at]))), None)

    def of_block(self, block: Block) -> Withheld | None:
        """Return what is exempt of a block: of its own field, or the first of those that all its parts come from."""
        if part := self.of(getattr(block, "origin", NOWHERE)):
            return part
        parts: list[Withheld | None] = []
        match block:
            case List():
                parts = [self.of(entry.origin) for entry in block.entries]
            case Table():
                parts = [self.of_row(row) for row in block.body]
            case Box() | Quote():
                parts = [self.of_block(inner) for inner in children(block)]
        return parts[0] if parts and all(parts) else None

    def of_row(self, row: Row) -> Withheld | None:
        """Return what is exempt of a row as a whole."""
        if part := self.of(row.origin):
            return part
        parts = [self.of_cell(cell) for cell in row.cells if not cell.header and cell.blocks]
        return parts[0] if parts and all(parts) else None

    def of_cell(self, cell: Cell) -> Withheld | None:
        """Return what is exempt of a cell as a whole."""
        if part := self.of(cell.origin):
            return part
        parts = [self.of_block(block) for block in cell.blocks]
        return parts[0] if parts and all(parts) else None
