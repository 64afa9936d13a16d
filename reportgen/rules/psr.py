"""Changes to contracts for health care services under the Provider Selection Regime."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from reportgen.base.finding import Severity
from reportgen.base.source import FieldPath
from reportgen.check.case import Case
from reportgen.check.changes import Change, Places, earlier_changes, titles_of, values_of
from reportgen.check.grounds import psr
from reportgen.check.regime import period_of, title_of
from reportgen.check.rule import CannotTell, InForce, Judged, NotApplicable, Problem, Rule, Theme
from reportgen.check.words import counted, listed, percent, pounds, say
from reportgen.law.tables import limit
from reportgen.model.contracts import Regime
from reportgen.model.decision import Decision


def _health(case: Case) -> Iterator[Judged]:
    change = Change(case)
    held = tuple(one for one in change.contracts if change.laws[one[0]] is Regime.PSR)
    if not held:
        yield NotApplicable("no contract for health care services is changed")
        return
    others = [ground for ground in change.grounds if ground.regime is not Regime.PSR]
    stated = change.stated.regime
    only_health = len(held) == len(change.contracts)
    if others and not any(ground.regime is Regime.PSR for ground in change.grounds):
        yield Problem(
            change.path,
            f"{listed(titles_of(held))}: a contract for health care services, changed on or after "
            f"{say(period_of(Regime.PSR)[0])}, is "
            f"governed by the {title_of(Regime.PSR)}, whenever it was let; the change is based on "
            f"{listed(map(str, others))}.",
            "name regulation 13(1)(a) to (d), or 14, or mend `health_service`",
        )
    elif not change.grounds and stated not in (None, Regime.PSR) and only_health:
        yield Problem(
            ("legal", "modification_ground", "regime"),
            f"{listed(titles_of(held))}: a contract for health care services is governed by the "
            f"{title_of(Regime.PSR)}; the {title_of(stated)} is stated."
            if stated
            else "",
            "write `psr`, and name the ground",
        )
    if change.stated.nature_changed and change.relies_on(psr("c"), psr("d")):
        yield Problem(
            ("legal", "modification_ground", "nature_changed"),
            "The change is said to make the contract materially different in character, which regulation 13(1)(c) and "
            "(d) do not allow.",
            "follow a new process under the Regulations",
        )
    if psr("d") in change.grounds:
        yield from _own_decision(change, held)


def _own_decision(change: Change, held: Places) -> Iterator[Judged]:
    original, cost = values_of(held, "value_original"), change.cost
    if original is None or cost is None or original == 0:
        path: FieldPath = ("extension", "cost_max") if original else ("contracts", held[0][0], "value_original")
        yield CannotTell(path, "what the change adds" if original else "the lifetime value of the original contract")
        return
    earlier = [one.value for _, one in earlier_changes(held) if one.value]
    total = cost.amount + sum((money.amount for money in earlier), Decimal(0))
    least, share = limit("psr13-value"), total / original
    if total >= least and share >= limit("psr13-share") / 100:
        summed = f" with {counted(len(earlier), 'earlier change')}" if earlier else ""
        yield Problem(
            ("extension", "cost_max"),
            f"The change adds {pounds(total)}{summed}, {percent(share)} of the lifetime value of {pounds(original)}: a "
            f"change that the Council decides on may reach {pounds(least)} or {percent(limit('psr13-share') / 100, 0)} "
            "of that value, but not both.",
            "follow a new process under the Regulations, or name another ground",
        )


PSR_13: Final = Rule(
    id="PSR-13",
    about=(Decision,),
    severity=Severity.ERROR,
    title="A health care contract is changed under the Provider Selection Regime",
    checks=(
        "From 1 January 2024 a contract for health care services, contracts made before included, is changed on a "
        "ground of regulation 13 or 14 and no other. On regulation 13(1)(d), this change and the earlier ones do not "
        "reach both £500,000 and 25% of the lifetime value of the original contract; nor, on (c) or (d), is the "
        "contract said to become another in character. That a ground is named at all, PROC-GROUND judges."
    ),
    why="The procurement regulations do not govern these contracts any longer, so that a ground of theirs is none.",
    source="Health Care Services (Provider Selection Regime) Regulations 2023 (SI 2023/1348), regulations 13 and 14.",
    in_force=InForce(period_of(Regime.PSR)[0]),
    check=_health,
    bad="legal: {modification_ground: {regime: pcr2015, ground: regulation 72(1)(a)}}",
    good='legal: {modification_ground: {regime: psr, ground: regulation 13(1)(a), clause: "5.1"}}',
)

THEME: Final = Theme("psr", "Changes to contracts for health care", (PSR_13,))
