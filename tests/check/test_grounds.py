"""Grounds as officers write them, and the one way in which findings say them."""

import pytest

from reportgen.check.grounds import laws_named, read_grounds
from reportgen.model.contracts import Regime

WRITTEN = {
    "regulation 72(1)(a)": "regulation 72(1)(a)",
    "reg. 72 (1)(e)": "regulation 72(1)(e)",
    "Reg 72(1) (b)": "regulation 72(1)(b)",
    "Regulation 72 (1) (c) of the Public Contracts Regulations 2015": "regulation 72(1)(c)",
    "r.72(1)(f)": "regulation 72(1)(f)",
    "72(1)(a)": "regulation 72(1)(a)",
    "reg 72.1(a)": "regulation 72(1)(a)",
    "Regulation 72(1)f": "regulation 72(1)(f)",
    "PCR 2015, regulation 72(1)(a) and (e)": "regulation 72(1)(a) & regulation 72(1)(e)",
    "regulations 72(1)(b) or 72(1)(c)": "regulation 72(1)(b) & regulation 72(1)(c)",
    "regulation 72(8)": "regulation 72(1)(e)",
    "not substantial: regulation 72(1)(e) with paragraph (8)": "regulation 72(1)(e)",
    "regulation 72(5)": "regulation 72(1)(f)",
    "regulation 72": "regulation 72?",
    "regulation 72(9)": "",
    "s.74(1)(b)": "section 74(1)(b)",
    "section 74(2)": "section 74(2)",
    "s74(2)": "section 74(2)",
    "s 74 (1) (c)": "section 74(1)(c)",
    "Section 74(3), not substantial": "section 74(1)(b)",
    "section 74": "section 74?",
    "section 74(1)(a)": "section 74(1)(a)?",
    "section 74(1)(a) and Schedule 8 paragraph 1": "Schedule 8, paragraph 1",
    "Sch 8 para 1": "Schedule 8, paragraph 1",
    "Sch. 8, para. 4(1)": "Schedule 8, paragraph 4",
    "paragraph 5 of Schedule 8": "Schedule 8, paragraph 5",
    "para 9 to Sch 8, Procurement Act 2023": "Schedule 8, paragraph 9",
    "Schedule 8": "Schedule 8?",
    "regulation 13(1)(a)": "regulation 13(1)(a)",
    "reg 13(1)(d) PSR": "regulation 13(1)(d)",
    "regulation 13": "regulation 13?",
    "regulation 14": "regulation 14",
    "clause 4.2": "",
    "clause 72(1)(a) and clause 13(1)(a)": "",
    "contract procedure rule 74(2)": "",
    "regulation 72(1)(a), clause 14.2": "regulation 72(1)(a)",
    "Contract standing order 10.02.1 (b)": "",
    "72 hours' notice": "",
    "£72,500 and 13.5%": "",
    "14 days": "",
    "the extension is allowed by the contract": "",
    "(a)": "",
}


@pytest.mark.parametrize(("written", "read"), WRITTEN.items())
def test_a_ground_is_read_however_it_is_written(written: str, read: str) -> None:
    assert " & ".join(f"{ground}{'' if ground.whole else '?'}" for ground in read_grounds(written)) == read


@pytest.mark.parametrize("written", ["(a)", "a", "ground (a)", "Ground A"])
def test_a_letter_alone_is_read_where_the_law_is_stated_beside_it(written: str) -> None:
    assert [str(ground) for ground in read_grounds(written, Regime.PCR2015)] == ["regulation 72(1)(a)"]
    assert [str(ground) for ground in read_grounds(written, Regime.PSR)] == ["regulation 13(1)(a)"]
    assert read_grounds(written, Regime.PA2023) == ()


@pytest.mark.parametrize(
    ("text", "laws"),
    [
        ("the Public Contracts Regulations 2015 (as amended)", [Regime.PCR2015]),
        ("PCR 2015", [Regime.PCR2015]),
        ("PCR15 and PA23", [Regime.PA2023, Regime.PCR2015]),
        ("the Procurement Act 2023", [Regime.PA2023]),
        ("under the Provider Selection Regime (PSR)", [Regime.PSR]),
        ("the Local Government Act 1999", []),
    ],
)
def test_a_law_is_known_by_its_title(text: str, laws: list[Regime]) -> None:
    assert sorted(laws_named(text)) == laws
