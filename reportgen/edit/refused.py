"""Words that can't be put into a file, and why."""

from dataclasses import dataclass

from pydantic_core import PydanticCustomError

from reportgen.base.finding import Finding


@dataclass(frozen=True, slots=True)
class Refused:
    """Why words are not taken for a field's value: one sentence for the officer."""

    sentence: str


def sentence_of(error: PydanticCustomError) -> str:
    """Return what a value type says of a text that it refuses, and how to mend it, as one sentence."""
    return _joined(error.message(), str((error.context or {}).get("hint", "")))


def sentence_in(finding: Finding) -> str:
    """Return a finding's message and hint as one sentence."""
    return _joined(finding.message, finding.hint)


def _joined(message: str, hint: str) -> str:
    return f"{message.rstrip('.')}: {hint.rstrip('.')}." if hint else message
