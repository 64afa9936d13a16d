"""A paper with thousands of risks, each with its own words and numbers: at 2,850 it is as large as a file may be."""

import re


def with_risks(text: str, number: int) -> str:
    """Return a paper in whose list of risks so many stand in place of its own."""
    head, old = text.split("\nrisks:\n", 1)
    rest = re.split(r"^(?=\w)", old, maxsplit=1, flags=re.MULTILINE)[1]
    return f"{head}\nrisks:\n{''.join(map(risk, range(1, number + 1)))}{rest}"


def risk(number: int) -> str:
    return f"""  - id: risk-{number}
    title: Provider {number} may leave
    text: A provider of care, number {number * 7919}, may hand its contract back before the end of term {number}.
    likelihood: {number % 5 + 1}
    impact: {number % 4 + 1}
    mitigation: Visits each quarter, and a list of {number + 3} other providers who would take its hours over.
    owner: Head of commissioning {number}
"""
