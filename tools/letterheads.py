"""Makes the letterhead of every house style in `templates/styles` again: `make letterheads`, after a change of look."""

from pathlib import Path

from reportgen.load.styles import load_style
from reportgen.write.docx.letterhead import make_letterhead

STYLES = Path(__file__).parent.parent / "templates" / "styles"


def main() -> None:
    """Write each style's letterhead beside it, where the style names one of its own."""
    for path in sorted(STYLES.glob("*.yaml")):
        style, findings = load_style(path.stem, [STYLES])
        if style is None:
            raise SystemExit("\n".join(map(str, findings)))
        if style.letterhead == f"{path.stem}.docx":
            (STYLES / style.letterhead).write_bytes(make_letterhead(style))


if __name__ == "__main__":
    main()
