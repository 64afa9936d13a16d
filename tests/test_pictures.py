"""The table of papers: a small picture of each, with words for those who can't see it, and the command for it."""

import re
import shlex
from pathlib import Path

from tools.pictures import PICTURES, SHOWN

ROOT = Path(__file__).parents[1]
TABLE = (ROOT / "docs" / "papers.md").read_text("utf-8")


def test_each_picture_stands_in_the_table_with_words_for_it() -> None:
    shown = re.findall(r"!\[([^\]]{20,})\]\(pictures/([\w-]+)\.png\)", TABLE)
    assert sorted(name for _, name in shown) == sorted(picture.name for picture in SHOWN)
    assert sorted(path.stem for path in PICTURES.iterdir()) == sorted(picture.name for picture in SHOWN)


def test_pictures_are_small() -> None:
    assert [path.name for path in PICTURES.iterdir() if not 5_000 < path.stat().st_size < 60_000] == []


def test_the_commands_name_files_that_are_there() -> None:
    commands = [shlex.split(command) for command in re.findall(r"`(make [^`]+)`", TABLE)]
    named = [words[2].partition("=")[2] for words in commands if len(words) > 2]
    assert len(commands) == len(SHOWN) + 1 and named
    assert [name for name in named if not (ROOT / name).is_file()] == []
