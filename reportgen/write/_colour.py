"""Colours that can be read: contrast as WCAG 2.2 measures it, and a house colour moved until it reaches a ratio."""

from functools import lru_cache

WHITE = "#FFFFFF"
BLACK = "#000000"
TEXT_RATIO = 4.5
"""The least contrast of words with what is behind them (WCAG 2.2, success criterion 1.4.3)."""
SHAPE_RATIO = 3.0
"""The least contrast of lines and bars that carry meaning (WCAG 2.2, success criterion 1.4.11)."""


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mix(colour: str, other: str, share: float) -> str:
    """Return a colour with a share (0 to 1) of another mixed into it."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


@lru_cache(maxsize=256)
def readable(colour: str, behind: str = WHITE, ratio: float = TEXT_RATIO) -> str:
    """Return the colour itself where its contrast is enough, else the nearest step to black or white that is."""
    if contrast(colour, behind) >= ratio:
        return colour.upper()
    goal = BLACK if contrast(BLACK, behind) >= contrast(WHITE, behind) else WHITE
    steps = (mix(colour, goal, step / 50) for step in range(1, 51))
    return next((step for step in steps if contrast(step, behind) >= ratio), goal)


@lru_cache(maxsize=64)
def shades(colour: str, count: int) -> tuple[str, ...]:
    """Return colours for the series of a chart: the house colour first, each apart from the last and from white."""
    first = readable(colour)
    dark, light = mix(first, BLACK, 0.55), _tint(first)
    order = (first, light, dark, mix(first, light, 0.5), mix(dark, first, 0.5))
    return tuple(order[place % len(order)] for place in range(count))


def _tint(colour: str) -> str:
    """Return the lightest tint of a colour that still stands out from white."""
    steps = (mix(colour, WHITE, step / 50) for step in range(50, -1, -1))
    return next((step for step in steps if contrast(step, WHITE) >= SHAPE_RATIO), colour)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return float(channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4)
