"""House styles: what a style leaves out comes from the one that it extends; faults at the line that holds them."""

from pathlib import Path

from reportgen.base.finding import Finding
from reportgen.load.styles import load_style, style_as_named, style_names
from reportgen.load.yaml_file import source_from
from reportgen.style.style import DateForm, Style

DEFAULT = (
    "labels:\n  reasons: Reasons\n  options: Options\nsections:\n  report: [title, summary]\nlook:\n  font: Arial\n"
)


def load(tmp_path: Path, name: str, files: dict[str, str]) -> tuple[Style | None, list[str]]:
    folders = []
    for file, text in files.items():
        path = tmp_path / file
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        if path.parent not in folders:
            folders.append(path.parent)
    style, findings = load_style(name, folders)
    return style, [told(finding, tmp_path) for finding in findings]


def told(finding: Finding, root: Path) -> str:
    hint = f" ({finding.hint})" if finding.hint else ""
    return f"{finding.location} {finding.rule} {finding.message}{hint}".replace(f"{root.as_posix()}/", "")


def test_groups_are_merged_name_by_name_and_lists_replaced(tmp_path: Path) -> None:
    northshire = (
        "extends: default\nlabels:\n  reasons: Why\nsections:\n  report: [title]\n  briefing: [title]\nlook:\n"
        "print:\n  dates: 5th June 2024\n"
    )
    style, findings = load(tmp_path, "northshire", {"s/default.yaml": DEFAULT, "s/northshire.yaml": northshire})
    assert style and findings == []
    assert style.id == "northshire"
    assert dict(style.labels) == {"reasons": "Why", "options": "Options"}
    assert dict(style.sections) == {"report": ("title",), "briefing": ("title",)}
    assert (style.look.font, style.print.dates) == ("Arial", DateForm.ORDINAL)


def test_a_style_that_extends_nothing_extends_the_default(tmp_path: Path) -> None:
    style, _ = load(tmp_path, "plain", {"s/default.yaml": DEFAULT, "s/plain.yaml": "letterhead: plain.docx\n"})
    assert style and style.label("reasons") == "Reasons"


def test_styles_may_extend_one_another_in_a_row(tmp_path: Path) -> None:
    files = {
        "s/default.yaml": DEFAULT, "s/a.yaml": "extends: default\nlabels:\n  reasons: A\n  options: A\n",
        "s/b.yaml": "extends: a\nlabels:\n  reasons: B\n",
    }  # fmt: skip
    style, _ = load(tmp_path, "b", files)
    assert style and dict(style.labels) == {"reasons": "B", "options": "A"}


def test_the_first_folder_that_has_a_style_wins(tmp_path: Path) -> None:
    files = {
        "own/a.yaml": "look: {font: Calibri}\n",
        "shipped/a.yaml": "look: {font: Arial}\n",
        "shipped/default.yaml": DEFAULT,
    }
    style, _ = load(tmp_path, "a", files)
    assert style and style.look.font == "Calibri"


def test_a_councils_own_default_may_build_on_the_shipped_one(tmp_path: Path) -> None:
    own = "extends: default\nlook: {font: Calibri}\n"
    style, findings = load(tmp_path, "default", {"own/default.yaml": own, "shipped/default.yaml": DEFAULT})
    assert style and findings == []
    assert (style.look.font, style.label("reasons")) == ("Calibri", "Reasons")


def test_an_unknown_style_is_told_with_the_nearest(tmp_path: Path) -> None:
    files = {"s/default.yaml": DEFAULT, "s/northshire.yaml": "extends: defualt\n"}
    assert load(tmp_path, "northshrie", files) == (
        None, ["northshrie.yaml STYLE-UNKNOWN There is no house style `northshrie`. (did you mean `northshire`?)"],
    )  # fmt: skip
    assert load(tmp_path, "northshire", files) == (
        None, ["s/northshire.yaml:1:10 STYLE-UNKNOWN There is no house style `defualt`. (did you mean `default`?)"],
    )  # fmt: skip


def test_a_name_is_never_a_way_to_another_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text(DEFAULT)
    style, findings = load(tmp_path, "../secret", {"s/default.yaml": DEFAULT})
    assert style is None and "STYLE-UNKNOWN" in findings[0]


def test_a_circle_is_told_at_the_line_that_closes_it(tmp_path: Path) -> None:
    style, findings = load(tmp_path, "a", {"s/a.yaml": "extends: b\n", "s/b.yaml": "letterhead: b.docx\nextends: a\n"})
    assert style is None
    assert findings == [
        "s/b.yaml:2:10 STYLE-CYCLE House styles extend one another in a circle: `a` extends `b` extends `a`. "
        "(extend `default`, or leave the line out)"
    ]


def test_each_fault_is_told_in_the_file_that_holds_it(tmp_path: Path) -> None:
    files = {
        "s/default.yaml": DEFAULT + "numbring: {}\n",
        "s/a.yaml": "extends: default\nlook:\n  margin: wide\nlabels:\n  raesons: Why\n  options: [x]\n",
    }
    style, findings = load(tmp_path, "a", files)
    assert style is None
    assert sorted(finding.split(" (")[0] for finding in findings) == [
        "s/a.yaml:3:11 FIELD-VALUE `wide` is not a number.",
        "s/a.yaml:5:3 STYLE-LABEL No document has a label `raesons`.",
        "s/a.yaml:6:3 FIELD-SHAPE `options` is one value, not a list.",
        "s/default.yaml:8:1 FIELD-UNKNOWN `numbring` is not a field of this file.",
    ]


def test_an_unknown_label_is_a_warning_that_leaves_the_style_fit_for_use(tmp_path: Path) -> None:
    style, findings = load(tmp_path, "a", {"s/default.yaml": DEFAULT, "s/a.yaml": "labels:\n  raesons: Why\n"})
    assert style is not None
    assert findings == ["s/a.yaml:2:3 STYLE-LABEL No document has a label `raesons`. (did you mean `reasons`?)"]


def test_a_label_may_word_any_field_of_a_decision(tmp_path: Path) -> None:
    labels = """labels:
  contracts.initial_months: First term
  contracts.options.step_max: ""
  contracts.initial_month: First term
  finance.uplift.in_words: "{percent} in {yaer}"
"""
    style, findings = load(tmp_path, "a", {"s/default.yaml": DEFAULT, "s/a.yaml": labels})
    assert style is not None
    assert [finding.split(" (")[0] for finding in findings] == [
        "s/a.yaml:4:3 STYLE-LABEL No document has a label `contracts.initial_month`.",
        "s/a.yaml:5:28 STYLE-LABEL `finance.uplift` has no field `yaer`.",
    ]


def test_what_the_law_has_a_copy_say_cannot_be_taken_out(tmp_path: Path) -> None:
    labels = """labels:
  marking: "NOT FOR PUBLICATION ({paragraphs})"
  withheld_part: "{what}: left out, {paragraphs}"
  withheld_value: ""
  not_for_publication: Confidential
"""
    style, findings = load(tmp_path, "a", {"s/default.yaml": DEFAULT + "\n", "s/a.yaml": labels})
    assert style is None
    assert [finding.split(": the law")[0] for finding in findings if "must" in finding] == [
        "s/a.yaml:3:18 STYLE-LABEL The label `withheld_part` must say `not for publication`",
        "s/a.yaml:4:19 STYLE-LABEL The label `withheld_value` must say `{paragraphs}` and `not for publication`",
        "s/a.yaml:5:24 STYLE-LABEL The label `not_for_publication` must say `not for publication`",
    ]


def test_a_document_has_sections_and_each_once(tmp_path: Path) -> None:
    sections = "sections:\n  report: []\n  minutes: [title, header, title]\n"
    style, findings = load(tmp_path, "a", {"s/default.yaml": DEFAULT, "s/a.yaml": sections})
    assert style is None
    assert [finding.split(" (")[0] for finding in findings] == [
        "s/a.yaml:2:11 STYLE-SECTION `report` has no sections.",
        "s/a.yaml:3:28 STYLE-SECTION The section `title` stands twice in `minutes`.",
    ]


def test_broken_yaml_in_a_style_is_told(tmp_path: Path) -> None:
    style, findings = load(tmp_path, "a", {"s/default.yaml": DEFAULT, "s/a.yaml": "look:\n\tfont: Arial\n"})
    assert style is None and findings[0].startswith("s/a.yaml:2:1 YAML-TAB")


def test_the_names_of_the_styles_there_are(tmp_path: Path) -> None:
    load(tmp_path, "a", {"own/b.yaml": "", "shipped/a.yaml": "", "shipped/b.yaml": ""})
    assert style_names([tmp_path / "own", tmp_path / "shipped", tmp_path / "none"]) == ("a", "b")


def test_a_style_that_a_council_names_and_there_is_none_of_is_told_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "eastmoor.yaml").write_text("extends: default\n", "utf-8")
    council, _ = source_from(b"name: Eastmoor\nstyle: eastmore\n", "council.yaml")
    assert council
    _, findings = load_style("eastmore", [tmp_path])
    (finding,) = style_as_named(findings, "eastmore", council)
    assert (finding.location.file, finding.location.line, finding.hint) == (
        "council.yaml", 2, "did you mean `eastmoor`?",
    )  # fmt: skip
