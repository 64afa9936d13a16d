"""Makes the pictures of the README's walk-through again: the report as it is sent, and as a director sends it back.

LibreOffice lays out the Word file with its tracked changes, and puts comments into the PDF as notes; pdftoppm
(poppler-utils) takes the page, ImageMagick sets each note in the margin beside its line, as Word shows it, cuts out
what is shown and keeps the picture small.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import pikepdf

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs"
COLOURS = 32
WITH_NOTES = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'
WIDTH, MARGIN = 827, 190
# What is cut out of a page: width, height, left, top, in pixels.
SHOWN = f"{WIDTH + MARGIN - 60}x300+60+590"


def main() -> None:
    """Write both pictures anew."""
    sys.path.insert(0, str(ROOT))
    from tests.pull.director import sent, sent_back

    with tempfile.TemporaryDirectory() as folder:
        for name, content in (("pull-sent", sent(ROOT)), ("pull-sent-back", sent_back(ROOT))):
            _draw(name, content, Path(folder))


def _draw(name: str, content: bytes, folder: Path) -> None:
    word = folder / f"{name}.docx"
    word.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    _run("soffice", profile, "--headless", "--convert-to", WITH_NOTES, "--outdir", str(folder), str(word))
    drawn, laid_out = folder / name, word.with_suffix(".pdf")
    notes = _notes_taken_out(laid_out)
    page = ["-f", "1", "-l", "1", "-singlefile", "-scale-to-x", str(WIDTH), "-scale-to-y", "-1"]
    _run("pdftoppm", "-png", *page, str(laid_out), str(drawn))
    balloons = ["-background", "white", "-gravity", "NorthWest", "-extent", f"{WIDTH + MARGIN}x1169"]
    for top, text in notes:
        balloon = ["-background", "#FFF3C4", "-fill", "#222222", "-font", "DejaVu-Sans", "-pointsize", "12"]
        balloons += ["(", *balloon, "-size", f"{MARGIN - 30}x", f"caption:{text}", "-bordercolor", "#FFF3C4"]
        balloons += ["-border", "6", "-bordercolor", "#C9A227", "-border", "1", ")", "-geometry", f"+{WIDTH}+{top}"]
        balloons += ["-composite"]
    small = ["+repage", "-bordercolor", "#767676", "-border", "1", "-dither", "None", "-colors", str(COLOURS), "-strip"]
    target = PICTURES / f"{name}.png"
    _run(
        "convert",
        str(drawn.with_suffix(".png")),
        *balloons,
        "-gravity",
        "NorthWest",
        "-crop",
        SHOWN,
        *small,
        f"PNG8:{target}",
    )
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size // 1000} kB")


def _notes_taken_out(path: Path) -> list[tuple[int, str]]:
    """Take the notes out of the first page of a PDF, and return how far down each is in pixels, with its words."""
    notes = []
    with pikepdf.open(path, allow_overwriting_input=True) as laid_out:
        page = laid_out.pages[0]
        left, _, right, top = (float(edge) for edge in page.mediabox)
        others = []
        for note in page.obj.get("/Annots", pikepdf.Array()):
            if note.Subtype != "/Text":
                others.append(note)
                continue
            down = (top - float(note.Rect[3])) * WIDTH / (right - left)
            notes.append((round(down), f"{note.T}\n{str(note.Contents).strip()}"))
        page.obj["/Annots"] = pikepdf.Array(others)
        laid_out.save(path)
    return notes


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 (the commands above, and no other)


if __name__ == "__main__":
    main()
