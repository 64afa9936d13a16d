"""What to do, in words for somebody at a browser, whom what other stages advise to type in a terminal doesn't help.

Findings and refusals pass through here before they are shown.
"""

import re
from typing import Final

_TYPED: Final = re.compile(r"`(?:reportgen (?!serve\b)|git |make )[^`]*`|(?<!\S)`?--[a-z]|on the command line")
_INSTEAD: Final = (
    (
        re.compile(r"`reportgen new` writes a file to start from"),
        "take back what emptied it with Undo, or begin another file on the home page with New decision or New meeting",
    ),
    (
        re.compile(r"`reportgen init` writes one; (?P<rest>.*)"),
        r"ask whoever set up this folder to put one there; \g<rest>",
    ),
    (
        re.compile(r"mend what `reportgen check [^`]*` finds, then pull"),
        "mend what the check finds beside the text, save, and drop the Word file here again",
    ),
    (
        re.compile(r"pull it into the file that it was made from,.*"),
        "open the paper that it was made from, and drop it there",
    ),
)


def hint_told(hint: str) -> str:
    """Return how to mend something without a terminal; empty where what is advised can only be typed in one."""
    for pattern, words in _INSTEAD:
        if found := pattern.fullmatch(hint):
            return found.expand(words)
    kept = [part for part in hint.split("; ") if not _TYPED.search(part)]
    return "; ".join(kept)
