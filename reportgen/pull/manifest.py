"""What a Word file of ours says that it was made from: the part that its writer put in for this."""

from dataclasses import dataclass, field
from typing import Final

from reportgen.pull.package import Package

MANIFEST: Final = "urn:reportgen:manifest:1"
"""The name space of the part; its version is the last number."""
_MOST_PARTS = 20


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch as it was written: its id, its field as an officer reads it, its template's line, its hash."""

    id: str
    path: str
    place: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a Word file was made from, and the hash of what each stretch of it said then."""

    generator: str = ""
    council: str = ""
    source: str = ""
    record: str = ""
    commit: str = ""
    kind: str = ""
    style: str = ""
    audience: str = ""
    as_of: str = ""
    blocks: tuple[Said, ...] = field(default=())


def read_manifest(package: Package) -> Manifest | None:
    """Return what a Word file says it was made from, or None where it says nothing: not ours, or taken out since."""
    names = sorted(name for name in package.names if name.startswith("customXml/item") and name.endswith(".xml"))
    for name in names[:_MOST_PARTS]:
        if "itemProps" in name:
            continue
        root = package.part(name)
        if root is not None and root.tag == f"{{{MANIFEST}}}manifest":
            said = {str(key).replace("-", "_"): str(value)[:500] for key, value in root.attrib.items()}
            blocks = tuple(
                Said(
                    str(block.get("id") or ""),
                    str(block.get("path") or ""),
                    str(block.get("template") or ""),
                    str(block.get("sha256") or ""),
                )
                for block in root.iter(f"{{{MANIFEST}}}block")
            )
            known = {key: value for key, value in said.items() if key in Manifest.__dataclass_fields__}
            return Manifest(**known, blocks=blocks)
    return None
