"""Makes the letterhead and slide template of every house style again: `make letterheads`, after a change of look.

`reportgen style letterhead` and `reportgen style deck` make the same of one style.
"""

from pathlib import Path

from reportgen.house.office import SUFFIXES, office_file
from reportgen.house.shelf import shelf_of

STYLES = Path(__file__).parent.parent / "templates" / "styles"


def main() -> None:
    """Write each style's letterhead and slide template beside it, where it has ones of its own."""
    for path in sorted(STYLES.glob("*.yaml")):
        for setting, suffix in SUFFIXES.items():
            own = path.with_suffix(suffix)
            if own.exists():
                content, findings = office_file(setting, path.stem, shelf_of(path))
                if content is None:
                    raise SystemExit("\n".join(map(str, findings)))
                own.write_bytes(content)


if __name__ == "__main__":
    main()
