"""Makes the small pictures of the papers again: `make pictures`, after a change of look.

Each is made from the file that the paper is built as: LibreOffice lays it out, pdftoppm (poppler-utils) takes the
pages, ImageMagick sets them under one another and keeps the picture small.
"""

import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportgen.pipeline import Order, build

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
WIDTH = 300
COLOURS = 24


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture shows: some pages of one document of one file."""

    name: str
    subject: str
    kind: str
    format: str = "docx"
    pages: tuple[int, ...] = (1,)


SHOWN = (
    Picture("rutland-report", "rutland/homecare-2018", "report"),
    Picture("tower-hamlets-report", "tower-hamlets/domiciliary-care-2021", "report"),
    Picture("bury-report", "bury/care-at-home-2024", "report"),
    Picture("haringey-minute", "haringey/home-support-2024", "minutes"),
    Picture("haringey-minutes", "haringey/meetings/2023-12-05-cabinet", "minutes"),
    Picture("haringey-decision-record", "haringey/home-support-2024", "decision-record"),
    Picture("haringey-agenda", "haringey/meetings/2023-12-05-cabinet", "agenda"),
    Picture("hackney-briefing", "hackney/homecare-recommissioning-2021", "briefing", "pptx", (1, 9, 12)),
)


def main() -> None:
    """Write every picture anew."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for picture in SHOWN:
            _draw(picture, Path(folder))


def _draw(picture: Picture, folder: Path) -> None:
    path = ROOT / "decisions" / f"{picture.subject}.yaml"
    made = build(path, path.name, Order(formats=(picture.format,), kind=picture.kind))
    document = folder / f"{picture.name}.{picture.format}"
    document.write_bytes(made.files[0].content)
    pages = list(_pages(document, picture.pages, folder))
    small = ["-background", "#767676", "-append", "-dither", "None", "-colors", str(COLOURS), "-strip"]
    target = PICTURES / f"{picture.name}.png"
    _run("convert", *map(str, pages), "-bordercolor", "#767676", "-border", "1", *small, f"PNG8:{target}")
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size // 1000} kB")


def _pages(document: Path, wanted: tuple[int, ...], folder: Path) -> Iterator[Path]:
    """Yield a picture of each page that is wanted."""
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    _run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(document))
    for page in wanted:
        drawn = folder / f"{document.stem}-{page}"
        size = ["-scale-to-x", str(WIDTH - 2), "-scale-to-y", "-1"]
        number = ["-f", str(page), "-l", str(page), "-singlefile"]
        _run("pdftoppm", "-png", *size, *number, str(document.with_suffix(".pdf")), str(drawn))
        yield drawn.with_suffix(".png")


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 (the commands above, and no other)


if __name__ == "__main__":
    main()
