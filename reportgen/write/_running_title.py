"""The title at the head of each page after the first."""

_RUNNING_TITLE = 90


def shortened(title: str) -> str:
    """Return a title for the head of a page: one that would fill the head is cut at a word."""
    if len(title) <= _RUNNING_TITLE:
        return title
    kept = title[:_RUNNING_TITLE]
    return (kept.rpartition(" ")[0] or kept[:-1]).rstrip(" ,;:–—-(") + "…"
