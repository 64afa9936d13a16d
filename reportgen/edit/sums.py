"""Sums of money in words, as documents print them, to what a file holds."""

import re
from collections.abc import Mapping
from decimal import Decimal

from pydantic_core import PydanticCustomError

from reportgen.edit.edits import Tree
from reportgen.edit.refused import Refused, sentence_of
from reportgen.model.values import Money, VatBasis, pounds, read_sum

_ABOUT = re.compile(r"(?:about|approximately|approx\.?|around|circa|c\.?)\s*(?=[£0-9-])", re.IGNORECASE)
_SUM = re.compile(
    r"[-−]?\s?£?\s?[-−]?[0-9][0-9,]*(?:\.[0-9]+)?(?:\s?(?:k|thousand|mn?|million|bn|billion)\b)?", re.IGNORECASE
)
_ASIDE = re.compile(r"\s*(?:\(([^()]*)\)|,\s*([^(),]+)|((?:ex|in|plus|net|gross)[^(),]*))")
_VAT = {
    VatBasis.EXCLUSIVE: re.compile(r"(?:ex(?:cl(?:uding|usive of|\.)?|\.)?|plus|net of|before) VAT", re.IGNORECASE),
    VatBasis.INCLUSIVE: re.compile(r"(?:inc(?:l(?:uding|usive of|\.)?|\.)?|gross of|with) VAT", re.IGNORECASE),
    VatBasis.EXEMPT: re.compile(r"(?:exempt from|free of|no) VAT|VAT[- ]exempt", re.IGNORECASE),
}
_UNITS = {"k": "thousands", "m": "millions", "bn": "billions"}
_EXPONENTS = {"": 0, "k": 3, "m": 6, "bn": 9}
_UNIT = re.compile(r"\s?(?:k|thousand|mn?|million|bn|billion)$", re.IGNORECASE)


def sum_written(
    words: str, was: str, old: Money | None, tree: Tree, labels: Mapping[str, str], *, as_typed: bool = False
) -> Tree | Refused:
    """Return a sum as the file's author writes it there, as a group of fields where more than a sum is said of it.

    With `as_typed` the figures are written as they were typed, not as those before them.
    `was` is what was printed: what it said of VAT, of how sure the sum is or of what it covers, and the new words no
    longer say, is taken out. Refused where the words are rounded further than the sum in the file.
    """
    said = _Said.read(words, labels)
    if isinstance(said, Refused):
        return said
    before = _Said.read(was, labels) if was else None
    if refused := _coarser(said, old):
        return refused
    amount = said.bare if as_typed else _amount(said, old, _amount_of(tree))
    return _group(said, before if isinstance(before, _Said) else None, tree, amount)


class _Said:
    """What words say of a sum."""

    def __init__(
        self, money: Money | None, approx: bool, vat: VatBasis | None, note: str | None, bare: str = ""
    ) -> None:
        self.money = money
        self.approx = approx
        self.vat = vat
        self.note = note
        self.bare = bare

    @classmethod
    def read(cls, words: str, labels: Mapping[str, str]) -> "_Said | Refused":
        """Return what words say, or why they say no sum."""
        about = _ABOUT.match(words)
        rest = words[about.end() :] if about else words
        found = _SUM.match(rest)
        bare = found[0] if found else rest
        vat: VatBasis | None = None
        note: str | None = None
        for aside in _ASIDE.finditer(rest, len(bare)) if found else ():
            part = next(group for group in aside.groups() if group is not None).strip()
            basis = _basis(part, labels)
            vat, note = (basis, note) if basis else (vat, part)
        if found and _ASIDE.sub("", rest[len(bare) :]).strip(" ."):
            bare = rest
        try:
            money = Money(*read_sum(bare))
        except PydanticCustomError as error:
            return Refused(sentence_of(error))
        return cls(money, bool(about), vat, note, bare.strip())


def _basis(part: str, labels: Mapping[str, str]) -> VatBasis | None:
    """Return what an aside says of VAT, if that is what it is about."""
    for basis, pattern in _VAT.items():
        if part.lower() == labels.get(f"vat_{basis.value}", "").lower() or pattern.fullmatch(part):
            return basis
    return None


def _coarser(said: _Said, old: Money | None) -> Refused | None:
    if old is None or said.money is None or not old.amount % said.money.step:
        return None
    amount, in_full = said.money.amount, pounds(said.money.amount)
    as_held = str(Money(amount, old.places, old.scale)) if not amount % old.step else in_full
    ways = " or ".join(dict.fromkeys((as_held, in_full)) if old.scale else (in_full,))
    is_whole = said.money.scale and not said.money.places
    # Of 4m, “rounded to £1,000,000” would read as if it were one million.
    how = (
        f"says {_UNITS[said.money.scale]} without decimals" if is_whole else f"is rounded to {pounds(said.money.step)}"
    )
    return Refused(f"`{said.bare}` {how}, and the file holds {pounds(old.amount)}: type it as {ways}.")


def _amount(said: _Said, old: Money | None, old_text: str) -> str:
    """Return the sum as the old one was written (in full, in millions, with or without £), if it can be."""
    money = said.money
    if money is None or old is None or money.amount == old.amount:
        return old_text or said.bare
    scale = _EXPONENTS[old.scale]
    places = old.places
    step = Decimal(1).scaleb(scale - places)
    if money.amount % step:
        return said.bare
    unit = _UNIT.search(old_text)
    figures = f"{abs(money.amount).scaleb(-scale):.{places}f}"
    whole, point, part = figures.partition(".")
    in_thousands = "," in old_text or not re.search("[0-9]{4}", old_text)
    whole = f"{int(whole):,}" if in_thousands else whole
    sign = "-" if money.amount < 0 else ""
    return f"{sign}{'£' if '£' in old_text else ''}{whole}{point}{part}{unit[0] if unit else ''}"


def _amount_of(tree: Tree) -> str:
    held = tree.get("amount") if isinstance(tree, dict) else tree
    return held.strip() if isinstance(held, str) else ""


def _group(said: _Said, before: _Said | None, tree: Tree, amount: str) -> Tree:
    """Return a sum with what is said of it: as it stood, but for what the words changed."""
    group: dict[str, Tree] = dict(tree) if isinstance(tree, dict) else {}
    group["amount"] = amount
    held = str(group.get("approx") or "").strip().lower() in ("yes", "true")
    if said.approx and not held:
        group["approx"] = "yes"
    elif held and not said.approx and (before is None or before.approx):
        del group["approx"]
    _set(group, "vat", said.vat.value if said.vat else None, gone=before is not None and before.vat is not None)
    _set(group, "note", said.note, gone=before is not None and before.note is not None)
    return group if isinstance(tree, dict) or set(group) - {"amount"} else amount


def _set(group: dict[str, Tree], name: str, said: str | None, *, gone: bool) -> None:
    if said is None and gone:
        group.pop(name, None)
    elif said is not None and " ".join(str(group.get(name) or "").split()) != said:
        group[name] = said
