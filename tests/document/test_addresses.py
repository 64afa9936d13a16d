"""Addresses in words: what is one, where it ends, and what it leads to."""

import pytest

from reportgen.document.addresses import in_links, leads_by_itself
from reportgen.document.nodes import Link, Text, Value


def marked(text: str) -> str:
    """Return a text with each address of it as `[words>address]`."""
    pieces = in_links(Value(text))
    assert "".join(_words(piece) for piece in pieces) in (text, "")
    return "".join(f"[{_words(one)}>{one.address}]" if isinstance(one, Link) else one.text for one in pieces)


def _words(piece: Text | Link) -> str:
    return piece.text if isinstance(piece, Text) else "".join(_words(child) for child in piece.children)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("clerk@example.org", "[clerk@example.org>mailto:clerk@example.org]"),
        ("Write to clerk@example.org.", "Write to [clerk@example.org>mailto:clerk@example.org]."),
        ("mailto:a.b+c@x.example.org, or", "[mailto:a.b+c@x.example.org>mailto:a.b+c@x.example.org], or"),
        ("(https://example.org/a_(b))", "([https://example.org/a_(b)>https://example.org/a_(b)])"),
        ("See www.example.org/x?y=1#z;", "See [www.example.org/x?y=1#z>https://www.example.org/x?y=1#z];"),
        ("“WWW.EXAMPLE.ORG”", "“[WWW.EXAMPLE.ORG>https://WWW.EXAMPLE.ORG]”"),
        ("www.example.org/@clerk", "[www.example.org/@clerk>https://www.example.org/@clerk]"),
        ("HTTP://example.org!", "[HTTP://example.org>HTTP://example.org]!"),
        ("https://example.org/a…", "[https://example.org/a>https://example.org/a]…"),
    ],
)
def test_an_address_is_a_link_without_the_punctuation_around_it(text: str, expected: str) -> None:
    assert marked(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a@b",
        "@example.org",
        "5 @ £3",
        "example.org",
        "www.",
        "www.example",
        "awww.example.org",
        "javascript://www",
        "https://",
        "http://.",
        "https://[x",
        "https://example.org:99999/",
        "ftp://example.org",
        "file:///etc/passwd",
        "//www.example.org",
    ],
)
def test_what_is_no_address_is_words(text: str) -> None:
    assert in_links(Value(text)) == ()


@pytest.mark.parametrize(
    ("words", "address", "expected"),
    [
        ("clerk@example.org", "mailto:clerk@example.org", True),
        ("www.example.org", "http://www.example.org/", True),
        ("https://example.org/a", "https://example.org/a", True),
        ("https://example.org", "https://example.org/a", False),
        ("clerk@example.org", "mailto:other@example.org", False),
        ("see www.example.org", "https://www.example.org", False),
        ("the report", "https://example.org/report", False),
        ("www.example.org.", "https://www.example.org.", False),
    ],
)
def test_words_lead_by_themselves_where_they_are_the_address(words: str, address: str, *, expected: bool) -> None:
    assert leads_by_itself(words, address) is expected
