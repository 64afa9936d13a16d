"""The name of a council, and the short name that its folders and house style go by."""

import re
import unicodedata

# Words that many councils' names have, so that a council's short name is the rest.
_COMMON = {"and", "borough", "city", "council", "county", "district", "london", "metropolitan", "of", "royal", "the"}


def council_id(council: str) -> str:
    """Return a council's short name: London Borough of Westford and Westford Council are both `westford`."""
    plain = unicodedata.normalize("NFKD", council).encode("ascii", "ignore").decode().lower().replace("'", "")
    words = re.findall(r"[a-z0-9]+", plain)
    own = [word for word in words if word not in _COMMON] or words
    return "-".join(own) or "council"


def in_the_name_of(council: str, text: str) -> str:
    """Return a text that speaks of Northshire Council, speaking of another council."""
    names = {"Northshire Council": council, "northshire": council_id(council)}
    return re.sub("|".join(names), lambda found: names[found.group()], text)
