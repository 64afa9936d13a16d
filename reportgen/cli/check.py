"""`reportgen check`: what is wrong with decisions and meetings."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.app import commands
from reportgen.cli.arguments import paths_argument, refuse_unknown, report_option, severity_option, stage_option
from reportgen.cli.endings import COULD_NOT_RUN, own_up
from reportgen.cli.places import subject_files
from reportgen.cli.printing import print_utf8
from reportgen.cli.progress import Progress
from reportgen.cli.telling import rule_ids, tell_findings

if TYPE_CHECKING:
    from reportgen.base.finding import Finding
    from reportgen.check.rule import Rule


@commands.command()
@paths_argument
@report_option
@severity_option
@click.option("--select", metavar="RULES", multiple=True, help="Only these rules or themes, with commas between them.")
@click.option("--ignore", metavar="RULES", multiple=True, help="All rules but these, or these themes.")
@stage_option
@click.pass_context
def check(
    ctx: click.Context,
    paths: tuple[Path, ...],
    form: str,
    fail_on: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    stage: str,
) -> None:
    """Say what is wrong with decision and meeting files, or folders of them. Writes nothing."""
    from reportgen.check.case import Stage
    from reportgen.pipeline import Order, checked

    order = Order(formats=(), stage=Stage(stage), rules=_rules_named(select, ignore))
    subjects = subject_files(paths)
    found: list[Finding] = []
    unjudged = 0
    stumbled = False
    for file, shown in Progress(len(subjects)).over(subjects):
        try:
            made = checked(file, shown, order)
        except Exception as bug:
            own_up(bug)
            stumbled = True
            continue
        found += made.findings
        unjudged += not made.judged
    if stumbled and not found and form == "text":
        ctx.exit(COULD_NOT_RUN)
    if subjects or form != "text":
        ending = tell_findings(found, form, fail_on)
        if unjudged and form == "text":
            rest = "The rest" if len(subjects) == 1 else f"The rest of {unjudged} file{'s' * (unjudged > 1)}"
            print_utf8(f"{rest} is checked once this is mended.")
        ctx.exit(COULD_NOT_RUN if stumbled else ending)


def _rules_named(select: Sequence[str], ignore: Sequence[str]) -> tuple["Rule", ...] | None:
    """Return the rules that are to be run, None for all of them. Raises a usage error for a name that there isn't."""
    from reportgen.pipeline import themes

    wanted, unwanted = (_names(names) for names in (select, ignore))
    if not wanted and not unwanted:
        return None
    known = {rule.id: rule for theme in themes() for rule in theme.rules}
    by_theme = {theme.name: theme.rules for theme in themes()}
    for name in (*wanted, *unwanted):
        refuse_unknown("rule or theme", name, (*by_theme, *known))
    out = {rule.id for name in unwanted for rule in by_theme.get(name, (known.get(name),)) if rule}
    chosen = [rule for name in wanted for rule in by_theme.get(name, (known.get(name),)) if rule] or known.values()
    return tuple(dict.fromkeys(rule for rule in chosen if rule.id not in out))


def _names(given: Sequence[str]) -> tuple[str, ...]:
    """Return names that were given with commas between them: rules in capitals, themes not, others as they are."""
    from reportgen.pipeline import themes

    names = [name.strip() for each in given for name in each.split(",") if name.strip()]
    known = {name.casefold(): name for name in (*rule_ids(), *(theme.name for theme in themes()))}
    return tuple(known.get(name.casefold(), name) for name in names)
