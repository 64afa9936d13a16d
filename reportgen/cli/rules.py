"""`reportgen rules` and `reportgen explain`: the rules that papers are checked by."""

import click

from reportgen.cli.app import commands
from reportgen.cli.arguments import form_option, refuse_unknown
from reportgen.cli.printing import print_utf8
from reportgen.cli.telling import catalogue, rule_ids


@commands.command()
@click.option("--theme", metavar="THEME", help="The rules of one theme only.")
@form_option("text", "md", "json", help="How they are written.")
def rules(theme: str | None, form: str) -> None:
    """List the rules that papers are checked by."""
    from reportgen.check import pages

    chosen = catalogue()
    if theme is not None:
        refuse_unknown("theme", theme, [one.name for one in chosen])
        chosen = tuple(one for one in chosen if one.name == theme)
    shown = {"text": pages.list_text, "md": pages.list_markdown, "json": pages.list_json}[form](chosen)
    print_utf8(shown.rstrip("\n"))


@commands.command()
@click.argument("rule", metavar="RULE")
def explain(rule: str) -> None:
    """Say what a rule checks, why, on what authority, and what fails and passes it."""
    from reportgen.check import pages
    from reportgen.pipeline import faults

    wanted = rule.upper()
    for theme in catalogue():
        for one in theme.rules:
            if one.id == wanted:
                return print_utf8(pages.explain(one, theme).rstrip("\n"))
    told = faults()
    refuse_unknown("rule", wanted, (*rule_ids(), *told))
    return print_utf8(f"{wanted}: {told[wanted]}")
