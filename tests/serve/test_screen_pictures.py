"""The pictures of the screens: small, each in the page about them with words for those who can't see it."""

import re
from pathlib import Path

from tools.screens import SCREENS, SHOWN

DOCS = Path(__file__).parents[2] / "docs"


def test_each_screen_has_a_picture_with_words_for_it() -> None:
    shown = re.findall(r"!\[([^\]]{40,})\]\(screens/([\w-]+)\.png\)", (DOCS / "screens.md").read_text("utf-8"))
    assert [name for _, name in shown] == list(SHOWN)
    assert sorted(path.stem for path in SCREENS.iterdir()) == sorted(SHOWN)


def test_pictures_of_screens_are_small() -> None:
    assert [path.name for path in SCREENS.iterdir() if not 10_000 < path.stat().st_size < 100_000] == []
