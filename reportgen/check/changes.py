"""A change to a contract as procurement law sees it: which contracts, under which law, on what ground, worth what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final

from reportgen.base.source import FieldPath
from reportgen.check.case import Case
from reportgen.check.grounds import Ground, laws_named, read_grounds
from reportgen.check.regime import regime_of
from reportgen.law.tables import regimes, threshold_on
from reportgen.model.contracts import Contract, Modification, Regime, ServiceType
from reportgen.model.duties import Legal, ModificationGround
from reportgen.model.values import Money

_MARKS: Final = ("72", "74", "schedule 8", "sch 8", "sch. 8", "psr", "provider selection")
"""What a text that cites a ground has in it; one without need not be read for grounds."""
GROUND: Final[FieldPath] = ("legal", "modification_ground", "ground")
Places = tuple[tuple[int, Contract], ...]
"""Contracts, each with its place in the list of the file."""


@dataclass(frozen=True)
class Change:
    """The change that a decision proposes: its extension, with what else it changes in the contracts."""

    case: Case

    @property
    def is_proposed(self) -> bool:
        """Return whether the decision proposes an extension at all."""
        return self.case.decision.extension is not None

    @property
    def legal(self) -> Legal:
        """Return what the file says of the law, blank where it says nothing."""
        return self.case.decision.legal or Legal()

    @cached_property
    def stated(self) -> ModificationGround:
        """Return the ground as it is stated, blank where there is none."""
        return self.legal.modification_ground or ModificationGround()

    @cached_property
    def grounds(self) -> tuple[Ground, ...]:
        """Return the grounds relied on: as stated under the ground for the change; else those of the provisions."""
        if self.stated.ground:
            return read_grounds(self.stated.ground, self.stated.regime)
        return tuple(
            dict.fromkeys(
                ground
                for clause in self.legal.clauses
                for ground in read_grounds(clause.provision or "")
                if ground.regime in laws_named(clause.statute)
            )
        )

    @cached_property
    def in_words(self) -> tuple[Ground, ...]:
        """Return the grounds that the texts of the report name, of the laws that govern the contracts or may."""
        laws = {Regime.PCR2015 if law is Regime.PCR2006 else law for law in self.laws.values()}
        return tuple(
            dict.fromkeys(
                ground
                for text in self.case.saying(*_MARKS)
                for ground in read_grounds(text.plain)
                if ground.whole
                and (not laws or None in laws or ground.regime in laws)
                and (ground.regime is not Regime.PSR or ground.regime in laws_named(text.plain))
            )
        )

    def relies_on(self, *grounds: Ground) -> Ground | None:
        """Return the first of some grounds that is relied on."""
        return next((ground for ground in grounds if ground in self.grounds), None)

    @property
    def path(self) -> FieldPath:
        """Return where the ground stands, or should stand."""
        return GROUND if self.stated.ground else ("legal", "modification_ground")

    @cached_property
    def contracts(self) -> Places:
        """Return the contracts that are changed."""
        return self.case.extended

    @cached_property
    def laws(self) -> dict[int, Regime | None]:
        """Return the law of each contract that is changed, by its place; None where the file doesn't settle it."""
        return {place: regime_of(contract, self.case.as_of) for place, contract in self.contracts}

    def under(self, regime: Regime) -> Places:
        """Return the contracts changed that a law governs: those it does, or may, where a ground of it is relied on."""
        cited = any(ground.regime is regime for ground in self.grounds)
        return tuple(
            (place, contract)
            for place, contract in self.contracts
            if self.laws[place] is regime or (self.laws[place] is None and cited)
        )

    @cached_property
    def months(self) -> int | None:
        """Return the months that it adds, where they are whole; none where it leaves the term as it is."""
        extension = self.case.decision.extension
        if extension is not None and extension.only_changes:
            return 0
        found = self.case.value("extension", "months")
        return found if isinstance(found, int) else None

    @cached_property
    def cost(self) -> Money | None:
        """Return the most that it costs."""
        return self.case.money("extension", "cost_max")

    @cached_property
    def day(self) -> date | None:
        """Return the first day on which the contracts are changed: when the deed is made, or anything is done."""
        extension = self.case.decision.extension
        stated = (extension.deed_planned, extension.implemented_from) if extension else ()
        known = [day.exact for day in stated if day and day.exact]
        return min(known) if known else self.case.exact("extension", "start")


def values_of(contracts: Places, *names: str) -> Decimal | None:
    """Return what contracts are worth in all, by the first of some fields that each states; None where one has none."""
    total = Decimal(0)
    for _, contract in contracts:
        stated = (getattr(contract, name) for name in names)
        value = next((money for money in stated if isinstance(money, Money)), None)
        if value is None:
            return None
        total += value.amount
    return total if contracts else None


def is_works(contracts: Places) -> bool:
    """Return whether all of some contracts are for works."""
    return bool(contracts) and all(contract.service_type is ServiceType.WORKS for _, contract in contracts)


def is_light_touch(contracts: Places) -> bool:
    """Return whether all of some contracts are for light touch services (PCR 2015, Schedule 3; PA 2023, section 9)."""
    return bool(contracts) and all(contract.service_type is ServiceType.LIGHT_TOUCH for _, contract in contracts)


def threshold_of(contract: Contract, day: date) -> Decimal | None:
    """Return the threshold for a contract of its kind on a day, None before the first that we hold."""
    row = threshold_on(day)
    if row is None:
        return None
    if contract.service_type is ServiceType.WORKS:
        return row.works
    return row.light_touch if contract.service_type is ServiceType.LIGHT_TOUCH else row.services


def threshold_under(regime: Regime, contract: Contract, day: date) -> Decimal | None:
    """Return the threshold that a law sets for a contract on a day.

    The Public Contracts Regulations 2015 stay as they were on their last day for the contracts that they govern still.
    """
    last = next((row.end for row in regimes() if row.regime == regime), None)
    return threshold_of(contract, min(day, last) if last else day)


def earlier_changes(contracts: Places) -> tuple[tuple[FieldPath, Modification], ...]:
    """Return the changes made before to some contracts, each with its path."""
    return tuple(
        (("contracts", place, "modifications", number), change)
        for place, contract in contracts
        for number, change in enumerate(contract.modifications)
    )


def on_ground(change: Modification, grounds: Sequence[Ground]) -> bool:
    """Return whether a change made before relied on one of some grounds."""
    return any(ground in grounds for ground in read_grounds(change.ground or "", grounds[0].regime))


def titles_of(contracts: Iterable[tuple[int, Contract]]) -> list[str]:
    """Return the titles of contracts, as findings name them."""
    return [contract.title for _, contract in contracts]
