import json
from dataclasses import fields, is_dataclass
from decimal import Decimal

import pytest

from reportgen.model.audience import Audience, Withholding, withhold
from reportgen.model.decision import Decision
from reportgen.model.derive import derive, stated_or_derived
from reportgen.model.record import Record
from reportgen.model.references import ProseReference, Resolved, resolve, split
from reportgen.model.resolved import resolved
from reportgen.model.walk import passages, value_at
from reportgen.model.withheld import Withheld
from tests.model.specimens import EXTENSION, decision

CANARY = """
report:
  title: Care at home
  report_of: Director of Adult Social Care
  summary: [Open., {text: CANARY summary, exempt: {paragraphs: 3, reason: CANARY reason}}, Open too.]
contracts:
- {id: acme-canary, title: CANARY title, current_end: 2024-10-24, value_original: 7654321, exempt: 3}
- id: open
  title: Open contract
  current_end: 2024-10-24
  value_original: {amount: 7654321, exempt: {paragraphs: 3, public_interest: {for: CANARY for}}}
suppliers:
- {id: s1, name: CANARY supplier, contract: open, exempt: [3, 5]}
- {id: s2, name: Open supplier, contract: acme-canary, unit_price: {amount: £76.54, exempt: 3}}
extension:
  months: 12
  scope: [{contract: acme-canary}, {contract: open}]
  cost_parts:
  - {label: Adults, money: £1m}
  - {label: CANARY part, money: £7.654321m, exempt: 3}
  purpose: "See {{ contracts.acme-canary.value_original | pounds }} and {{ contracts.open.value_original }}."
recommendations:
- text: First.
- {text: CANARY recommendation, exempt: 3}
- {text: Third., contracts: [acme-canary, open]}
options:
- {title: CANARY option, exempt: 3, cost: 7654321}
- {title: Open option, cost: {amount: 7654321, exempt: 3}}
risks: [{text: CANARY risk, exempt: 1}]
narrative:
- title: Open section
  sections: [{title: CANARY section, exempt: 3, sections: [{title: CANARY nested}]}]
- {title: Whole text exempt, text: {text: CANARY text, exempt: 5}}
measures:
- {id: whole, label: All, value: 100}
- {id: m1, label: CANARY figure, value: 7654321, part_of: whole, exempt: 3}
- {label: Part of the hidden, value: 5, part_of: m1}
charts:
- {id: c1, title: CANARY chart, exempt: 3, series: [{name: N, points: [{label: CANARY point, value: 7654321}]}]}
appendices:
- {title: Open appendix}
- {title: CANARY appendix, exempt: {paragraphs: [3], public_title: Prices, public_reason: They are secret.}}
- {title: Another}
- {title: CANARY appendix two, exempt: yes}
background_papers: [{title: CANARY paper, exempt: 3}]
evidence: [{title: CANARY evidence, exempt: 3}]
finance:
  base_spend: {money: {amount: 7654321, exempt: 3}, year: 2023/24}
  uplift: {percent: 8.24%}
  split:
  - {year: 2024/25, money: {amount: 7654321, exempt: 3}}
  - {year: 2025/26, money: £1m}
review_notes: [CANARY note]
waive: [{rule: KEY-REASON, reason: CANARY waiver, by: Clerk, on: 2024-05-01}]
meta: {note: CANARY meta}
"""


def canary() -> Decision:
    body = CANARY.partition("recommendations:")
    head = "meeting: {body: Cabinet, date: 2024-06-05}\nreasons: Time is needed.\n"
    return decision(head + "".join(body), base="")


def everything(value: object) -> str:
    """Return all that can be reached from a value, whether or not it would be printed."""
    if isinstance(value, Record):
        return " ".join(everything(held) for held in value.__dict__.values())
    if isinstance(value, tuple):
        more = " ".join(everything(held) for held in getattr(value, "__dict__", {}).values())
        return " ".join(map(everything, value)) + more
    if is_dataclass(value):
        return " ".join(everything(getattr(value, field.name)) for field in fields(value))
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


LEAKS = ("CANARY", "canary", "7654321", "7,654,321", "7.654", "76.54")


def test_nothing_exempt_can_be_reached_from_the_public_record() -> None:
    public = withhold(canary(), Audience.PUBLIC)
    derived = derive(public.subject)
    for text in (
        everything(public.subject),
        " ".join(everything((w.value, w.how)) for w in derived.values()),
        json.dumps(resolved(public.subject, derived), ensure_ascii=False),
        " ".join(everything(w) for w in public.withheld),
    ):
        assert not [leak for leak in LEAKS if leak in text], text


def test_the_search_finds_what_an_internal_copy_holds() -> None:
    internal = withhold(canary(), Audience.INTERNAL)
    assert internal.subject == canary()
    assert {"CANARY", "canary", "7654321", "76.54"} <= {leak for leak in LEAKS if leak in everything(internal.subject)}


def test_members_see_what_is_exempt_but_not_officers_notes() -> None:
    exempt = withhold(canary(), Audience.EXEMPT).subject
    assert (exempt.review_notes, exempt.waive, exempt.meta) == ((), (), None)
    assert [a.title for a in exempt.appendices][1] == "CANARY appendix"


def test_what_is_withheld_is_named_without_its_content() -> None:
    withheld = withhold(canary(), Audience.PUBLIC).withheld
    assert [f"{w.title} {list(w.paragraphs)} {w.reason}".strip() for w in withheld] == [
        "Second passage of the summary [3]",
        "Recommendation 2 [3]",
        "Option 1 [3]",
        "Cost of option 2 [3]",
        "Contract 1 [3]",
        "Original value of contract 2 [3]",
        "Supplier 1 [3, 5]",
        "Unit price of supplier 2 [3]",
        "Part 2 of the cost (Extension) [3]",
        "Sum of the base spend (Finance) [3]",
        "Sum of year's share 1 (Finance) [3]",
        "Measure 2 [3]",
        "Risk 1 [1]",
        "Evidence 1 [3]",
        "Chart 1 [3]",
        "Section 1 of section 1 [3]",
        "Text of section 2 [5]",
        "Prices [3] They are secret.",
        "Appendix 4 []",
        "Background paper 1 [3]",
    ]


def test_what_remains_keeps_its_number_and_its_place_in_the_file() -> None:
    public = withhold(canary(), Audience.PUBLIC)
    assert [r.number for r in public.subject.recommendations] == ["1", "3"]
    assert [a.number for a in public.subject.appendices] == ["1", "3"]
    assert public.path_of(("recommendations", 1, "text")) == ("recommendations", 2, "text")
    assert public.path_of(("appendices", 1)) == ("appendices", 2)
    assert public.path_of(("finance", "split", 0, "money")) == ("finance", "split", 0, "money")


def test_every_passage_left_leads_back_to_its_text() -> None:
    whole, public = canary(), withhold(canary(), Audience.PUBLIC)
    for path, passage in passages(public.subject):
        original = dict(passages(whole))[public.path_of(path)]
        assert len(original.text) == len(passage.text)
        assert original.text == passage.text or "acme-canary" in original.text


@pytest.mark.parametrize(
    "path",
    [
        ("extension", "cost_max"),
        ("extension", "total_before"),
        ("extension", "total_after"),
        ("extension", "start"),
        ("extension", "end"),
        ("finance", "uplift", "result"),
        ("finance", "split_total"),
        ("finance", "split"),
        ("measures", 1, "share"),
    ],
)
def test_what_needs_a_withheld_value_is_withheld(path: tuple[str | int, ...]) -> None:
    public = withhold(canary(), Audience.PUBLIC).subject
    derived = derive(public)
    assert isinstance(derived[path].value, Withheld)


def test_a_stated_total_stays() -> None:
    record = decision("extension: {cost_max: £9m, cost_parts: [{label: A, money: £8m, exempt: 3}]}\n")
    public = withhold(record, Audience.PUBLIC).subject
    assert str(stated_or_derived(public, derive(public), ("extension", "cost_max"))) == "£9m"


def test_a_withheld_sum_is_not_worked_out_again_from_what_is_public() -> None:
    record = decision("extension: {cost_max: {amount: £9m, exempt: 3}, cost_parts: [{label: A, money: £9m}]}\n")
    public = withhold(record, Audience.PUBLIC).subject
    assert isinstance(derive(public)["extension", "cost_max"].value, Withheld)


def test_a_required_value_that_is_exempt_leaves_its_record_standing() -> None:
    public = withhold(canary(), Audience.PUBLIC).subject
    assert isinstance(value_at(public, ("finance", "base_spend", "money")), Withheld)
    assert str(value_at(public, ("finance", "base_spend", "year"))) == "2023/24"


def test_ids_of_what_is_withheld_are_gone_from_what_names_them() -> None:
    public = withhold(canary(), Audience.PUBLIC).subject
    assert public.recommendations[1].contracts == ("open",)
    assert isinstance(public.suppliers[0].contract, Withheld)


def test_a_reference_to_something_withheld_finds_that_it_is_withheld() -> None:
    public = withhold(canary(), Audience.PUBLIC).subject
    text = dict(passages(public))["extension", "purpose"].text
    for piece in split(text):
        if isinstance(piece, ProseReference):
            found = resolve(piece, public, derive(public))
            assert isinstance(found, Resolved)
            assert isinstance(found.value, Withheld)
            assert found.value.paragraphs == (3,)


WHOLE = EXTENSION.replace("Time is needed", "CANARY") + "key: {is_key: yes, savings: £7654321}\n"


@pytest.mark.parametrize(
    "text",
    [
        WHOLE + "exempt: 3\n",
        WHOLE.replace("title: Care at home, report", "title: A, classification: exempt, report"),
    ],
    ids=["marked", "classed"],
)
def test_of_a_report_that_is_exempt_as_a_whole_only_the_notice_is_public(text: str) -> None:
    record = decision(base=text)
    public: Withholding[Decision] = withhold(record, Audience.PUBLIC)
    assert [w.title for w in public.withheld] == ["The report"]
    assert public.subject.recommendations == ()
    assert isinstance(value_at(public.subject, ("reasons",)), Withheld)
    assert isinstance(value_at(public.subject, ("extension", "cost_max")), Withheld)
    assert public.subject.meeting == record.meeting
    assert public.subject.report.title == record.report.title
    assert not [leak for leak in (*LEAKS, "9893001") if leak in everything(public.subject)]
    assert all(isinstance(worked.value, Withheld) for worked in derive(public.subject).values())


def test_withheld_prints_nothing_and_hides_all_that_is_in_it() -> None:
    withheld = Withheld((3,), ("extension",), "Extension")
    assert (str(withheld), list(withheld), withheld.cost_max.amount) == ("", [], withheld)
