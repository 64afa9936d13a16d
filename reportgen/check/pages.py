"""The rule catalogue as people read it: one rule explained, a list, the pages of the documentation, JSON."""

import json
from collections.abc import Sequence
from textwrap import fill, indent
from typing import Any, Final

from reportgen.check.case import Stage
from reportgen.check.rule import InForce, Rule, Theme
from reportgen.check.words import counted, say

_WIDTH: Final = 100
ADVICE: Final = (
    "A rule informs a judgement; it is no legal advice. What the law asks in a case is for the council's solicitor."
)


def explain(rule: Rule, theme: Theme) -> str:
    """Return all there is to say of a rule, for a terminal."""
    facts = [f"Severity  {rule.severity}", f"Theme     {theme.name}: {theme.title}", f"Judges    {_judged(rule)}"]
    parts = [
        f"{rule.id}: {rule.title}",
        "\n".join(facts),
        _paragraph("Checks", rule.checks),
        _paragraph("Why", rule.why),
        _paragraph("Source", _source(rule)),
        *([_paragraph("In force", _in_force(rule.in_force))] if _in_force(rule.in_force) else []),
        f"Fails\n{indent(rule.bad.strip(), '  ')}",
        f"Passes\n{indent(rule.good.strip(), '  ')}",
        *([] if rule.can_be_waived else ["It can't be waived."]),
        fill(ADVICE, _WIDTH),
    ]
    return "\n\n".join(parts) + "\n"


def list_text(themes: Sequence[Theme]) -> str:
    """Return the rules of some themes, a line each, for a terminal."""
    rules = [rule for theme in themes for rule in theme.rules]
    wide = max((len(rule.id) for rule in rules), default=0)
    parts = []
    for theme in themes:
        lines = [f"  {rule.id:<{wide}}  {rule.severity:<7}  {rule.title}" for rule in theme.rules]
        parts.append("\n".join([f"{theme.title} ({theme.name})", *lines]))
    return "\n\n".join([*parts, f"{counted(len(rules), 'rule')}. `reportgen explain RULE` says all about one."]) + "\n"


def list_json(themes: Sequence[Theme]) -> str:
    """Return the rules of some themes as JSON: `{"rules": [...]}`."""
    rules = [_as_json(rule, theme) for theme in themes for rule in theme.rules]
    return json.dumps({"rules": rules}, indent=2, ensure_ascii=False) + "\n"


def _as_json(rule: Rule, theme: Theme) -> dict[str, Any]:
    return {
        "id": rule.id,
        "theme": theme.name,
        "severity": rule.severity.value,
        "title": rule.title,
        "judges": [kind.__name__.lower() for kind in rule.about],
        "checks": rule.checks,
        "why": rule.why,
        "source": rule.source,
        "to_confirm": rule.to_confirm,
        "in_force": {"from": _iso(rule.in_force.start), "to": _iso(rule.in_force.end)},
        "stage": rule.from_stage.value,
        "can_be_waived": rule.can_be_waived,
        "bad": rule.bad,
        "good": rule.good,
    }


def _iso(day: object) -> str | None:
    return str(day) if day else None


def list_markdown(themes: Sequence[Theme]) -> str:
    """Return the pages of some themes as one Markdown document, a heading a rule."""
    return "\n".join(_page(theme) for theme in themes)


def index_markdown(themes: Sequence[Theme]) -> str:
    """Return the first page of the rules in the documentation: the themes, with how many rules each has."""
    total = sum(len(theme.rules) for theme in themes)
    rows = [f"| [{theme.title}]({theme.name}.md) | {len(theme.rules)} |" for theme in themes]
    lines = [
        "# Rules",
        "",
        f"What `reportgen check` looks for: {counted(total, 'rule')}. `reportgen explain RULE` says the same of one.",
        "",
        "| theme | rules |",
        "| --- | --- |",
        *rows,
        "",
        f"*{ADVICE}*",
        "",
    ]
    return "\n".join(lines)


def _page(theme: Theme) -> str:
    rows = [f"| [{rule.id}](#{rule.id.lower()}) | {rule.severity} | {rule.title} |" for rule in theme.rules]
    head = [f"# {theme.title}", "", "| rule | severity | what is right where it passes |", "| --- | --- | --- |", *rows]
    return "\n".join([*head, "", *(_section(rule) for rule in theme.rules), f"*{ADVICE}*", ""])


def _section(rule: Rule) -> str:
    in_force = _in_force(rule.in_force)
    lines = [
        f"## {rule.id}",
        "",
        f"**{rule.title}** ({rule.severity}; judges {_judged(rule)})",
        "",
        rule.checks,
        "",
        f"**Why:** {rule.why}",
        "",
        f"**Source:** {_source(rule)}",
        "",
        *([f"**In force:** {in_force}", ""] if in_force else []),
        *([] if rule.can_be_waived else ["It can't be waived.", ""]),
        "Fails:",
        "",
        f"```yaml\n{rule.bad.strip()}\n```",
        "",
        "Passes:",
        "",
        f"```yaml\n{rule.good.strip()}\n```",
        "",
    ]
    return "\n".join(lines)


def _paragraph(head: str, text: str) -> str:
    return f"{head}\n{fill(text, _WIDTH, initial_indent='  ', subsequent_indent='  ', break_on_hyphens=False)}"


def _judged(rule: Rule) -> str:
    kinds = " and ".join(f"{kind.__name__.lower()} files" for kind in rule.about)
    return f"{kinds}, when they are to be published" if rule.from_stage is Stage.PUBLISH else kinds


def _source(rule: Rule) -> str:
    open_still = rule.to_confirm.rstrip(".")
    return f"{rule.source.rstrip('.')}. To be confirmed: {open_still}." if open_still else rule.source


def _in_force(days: InForce) -> str:
    first = f"from {say(days.start)}" if days.start else ""
    last = f"until {say(days.end)}" if days.end else ""
    return " ".join(filter(None, (first, last)))
