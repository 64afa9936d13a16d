"""Makes the letterhead and slide template of every house style again: `make letterheads`, after a change of look."""

from pathlib import Path

from reportgen.load.styles import load_style
from reportgen.write.docx.letterhead import make_letterhead
from reportgen.write.pptx.template import make_deck_template

STYLES = Path(__file__).parent.parent / "templates" / "styles"


def main() -> None:
    """Write each style's letterhead and slide template beside it, where the style names ones of its own."""
    for path in sorted(STYLES.glob("*.yaml")):
        style, findings = load_style(path.stem, [STYLES])
        if style is None:
            raise SystemExit("\n".join(map(str, findings)))
        if style.letterhead == f"{path.stem}.docx":
            (STYLES / style.letterhead).write_bytes(make_letterhead(style))
        if style.deck == f"{path.stem}.pptx":
            (STYLES / style.deck).write_bytes(make_deck_template(style))


if __name__ == "__main__":
    main()
