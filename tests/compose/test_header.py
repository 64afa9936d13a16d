"""The table at the head of a report."""

from reportgen.check.report_text import report
from reportgen.compose.header import FIELDS
from reportgen.model.audience import Audience
from tests.compose.conftest import SMALL, Make
from tests.compose.trees import tree

TEMPLATE = "{{ header_table() }}"
FULL = """\
meeting: {body: Cabinet, date: 2024-06-05, item_no: "7", time: "18:30", place: Town Hall}
report:
  title: Care at home
  ref: CAB/24/07
  report_of: Director of Adult Social Care
  introduced_by: {post: Leader}
  lead_member: {post: Member for Care}
  authors: [{post: Commissioning Manager}, {post: Finance Manager}]
  decision_type: key
  wards: [Northgate, Southgate]
  strategic_links: [{aim: Live well}]
key: {is_key: yes, reasons: [spend], forward_plan_ref: FP/1, notice_published: 2024-05-01}
recommendations: [{text: Approve the plan.}]
reasons: Time is needed to plan a better service.
"""


def test_fields_side_by_side_and_alone(make: Make) -> None:
    style = "header:\n- [report_to, date]\n- [subject]\n- [wards]\n- [reference]"
    assert tree(make(FULL.replace("  ref: CAB/24/07\n", ""), TEMPLATE, style=style)) == (
        "p Report to | p {Cabinet} | p Date | p {5 June 2024}\n"
        "p Subject | p {Care at home}\n"
        "p Wards affected | p {Northgate}⏎{Southgate}"
    )


def test_a_header_of_nothing_is_no_table(make: Make) -> None:
    assert tree(make(SMALL, f"a\n\n{TEMPLATE}", style="header:\n- [wards, reference]")) == "p a"


def test_every_field_there_is_can_be_printed(make: Make) -> None:
    style = "header:\n" + "".join(f"- [{name}]\n" for name in FIELDS)
    shown = tree(make(FULL, TEMPLATE, style=style))
    assert len(shown.splitlines()) == len(FIELDS)
    assert not [line for line in shown.splitlines() if line.rstrip().endswith("| p")]


def test_a_field_that_there_is_not_is_told_at_the_style(make: Make) -> None:
    composed = make(SMALL, TEMPLATE, style="header:\n  - [subject]\n  - [report_to, wrads]")
    assert composed.document is None
    assert report(composed.findings).rpartition("northshire.yaml")[2] == (
        ":3:17: STYLE-HEADER error: `wrads` is not a field of the header table.\n"
        "  3 |   - [report_to, wrads]\n"
        "    |                 ^^^^^\n"
        "  did you mean `wards`?\n\n1 error.\n"
    )


def test_a_section_that_there_is_not_is_told_at_the_style(make: Make) -> None:
    composed = make(SMALL, style="sections:\n  report:\n    - title\n    - raesons")
    assert report(composed.findings).rpartition("northshire.yaml")[2] == (
        ":4:7: STYLE-SECTION error: There is no section `raesons`.\n"
        "  4 |     - raesons\n"
        "    |       ^^^^^^^\n"
        "  did you mean `reasons`?\n\n1 error.\n"
    )


# Exempt sums in public text ------------------------------------------------------------------------------------

EXEMPT = SMALL.replace("Time is needed", "Time and SAID are needed") + (
    'extension: {start: 2024-10-25, months: 12, cost_max: {amount: "£9,893,001", exempt: 3}}\n'
)


def saying(said: str) -> str:
    return EXEMPT.replace("SAID", said)


def test_an_exempt_sum_in_public_text_is_found_at_its_words(make: Make) -> None:
    (found,) = make(saying("£9.893m")).findings
    assert (found.rule, str(found.location), found.width) == ("EXM-LEAK", "care.yaml:6:20", 6)
    assert found.message == "“9.893m” is exempt elsewhere in this file, and this text would publish it."


def test_an_exempt_sum_is_found_in_each_way_of_writing_it(make: Make) -> None:
    for said in ("£9,893,001", "9893001", "£9.893 million", "£9.9m", "£9,893k", "£9,893 thousand"):
        assert [f.rule for f in make(saying(said)).findings] == ["EXM-LEAK"], said
    for said in ("£9,893,002", "19.893m", "9.8931m", "£9.893,001", "£10m"):
        assert make(saying(said)).findings == (), said


def test_an_exempt_sum_in_what_only_the_record_holds_is_found_too(make: Make) -> None:
    paper = saying("money") + "coproduction: {text: It costs £9.893m.}\n"
    assert [str(f.location) for f in make(paper).findings] == ["care.yaml:8:32"]


def test_an_exempt_copy_may_say_it(make: Make) -> None:
    assert make(saying("£9.893m"), audience=Audience.EXEMPT).findings == ()


# What prose may not do -----------------------------------------------------------------------------------------


def test_an_officers_text_runs_nothing(make: Make) -> None:
    prose = "{% include '/etc/passwd' %} {! x !} [a](javascript:alert(1)) <script>x</script> ::: note"
    paper = SMALL.replace("reasons: Time is needed to plan a better service.", f"reasons: |\n  {prose}")
    assert tree(make(paper, "{{ decision.reasons }}")) == f"p {prose}"


def test_a_keyword_stands_once_however_it_is_written(make: Make) -> None:
    stated = SMALL.replace(
        "title: Care at home",
        "service: adult social care, title: Care at home, keywords: [Care, Adult Social Care, care]",
    )
    document = make(stated).document
    assert document is not None
    assert document.keywords == ("Care", "Adult Social Care")
