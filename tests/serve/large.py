"""A paper with thousands of risks or of paragraphs: 2,850 risks are about as much as a file may hold."""

import re


def with_risks(text: str, number: int) -> str:
    """Return a paper in whose list of risks so many stand in place of its own."""
    head, old = text.split("\nrisks:\n", 1)
    rest = re.split(r"^(?=\w)", old, maxsplit=1, flags=re.MULTILINE)[1]
    return f"{head}\nrisks:\n{''.join(map(risk, range(1, number + 1)))}{rest}"


def with_paragraphs(text: str, number: int) -> str:
    """Return a paper whose reasons are so many paragraphs of a line each."""
    head, old = text.split("\nreasons:", 1)
    rest = re.split(r"^(?=\w)", old, maxsplit=1, flags=re.MULTILINE)[1]
    return f"{head}\nreasons: |\n{''.join(map(paragraph, range(1, number + 1)))}{rest}"


def paragraph(number: int) -> str:
    return f"  The market for care at home is thin, and its prices rise, as note {number * 7919} of them says.\n\n"


def risk(number: int) -> str:
    return f"""  - id: risk-{number}
    title: Provider {number} may leave
    text: A provider of care, number {number * 7919}, may hand its contract back before the end of term {number}.
    likelihood: {number % 5 + 1}
    impact: {number % 4 + 1}
    mitigation: Visits each quarter, and a list of {number + 3} other providers who would take its hours over.
    owner: Head of commissioning {number}
"""
