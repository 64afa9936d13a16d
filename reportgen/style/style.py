"""A house style: one YAML file a council, `extends: default`, then only what differs.

Every key says what it does in its description, which is also its hover help in an editor. Settings are words and
examples, never format codes. `templates/styles/default.yaml` holds them all with their usual values.
"""

import re
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError


def _file_name(name: str) -> str:
    if not is_file_name(name):
        plain = re.split(r"[/\\:]", name)[-1] or "northshire.docx"
        hint = f"put the file beside the style, and write its name alone, as `{plain}`"
        raise PydanticCustomError(
            "file_name", "{sentence}", {"sentence": f"`{name}` leads out of the folder of the style.", "hint": hint}
        )
    return name


def is_file_name(name: str) -> bool:
    """Return whether a name is that of a file beside the style, not of one in another folder or on another disk."""
    return re.fullmatch(r"[^/\\:]+", name) is not None


FileName = Annotated[
    str,
    AfterValidator(_file_name),
    WithJsonSchema({"type": "string", "pattern": r"^[^/\\:]+$", "examples": ["northshire.docx"]}),
]
"""The name of a file beside the style, without a folder: a style can't reach files elsewhere."""


def _colour(written: str) -> str:
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", written):
        hint = 'write `#` and its six figures, in quotation marks, as "#003366"'
        raise PydanticCustomError(
            "colour", "{sentence}", {"sentence": f"`{written}` is not a colour in figures.", "hint": hint}
        )
    return written


Colour = Annotated[
    str,
    AfterValidator(_colour),
    WithJsonSchema({"type": "string", "pattern": "^#[0-9A-Fa-f]{6}$", "examples": ["#003366"]}),
]
"""A colour as six hexadecimal digits, as in `#003366`."""

YesNo = Annotated[bool, WithJsonSchema({"enum": [True, False, "yes", "no"]})]
"""Yes or no. To an editor, which reads YAML 1.2, `yes` is a text."""


HeaderRow = Annotated[tuple[str, ...], Field(min_length=1, max_length=3, examples=["[report_to, date]"])]
"""The fields in one row of the table at the head of a report."""


class Setting(BaseModel):
    """A group of settings. Frozen; a name that is not one of its settings is a finding."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True)


class DateForm(StrEnum):
    """How dates are printed, by example."""

    PLAIN = "5 June 2024"
    PADDED = "05 June 2024"
    ORDINAL = "5th June 2024"
    WEEKDAY = "Wednesday 5 June 2024"
    SLASHES = "05/06/2024"


class MoneyForm(StrEnum):
    """How sums are printed where the record does not say otherwise, by example."""

    FULL = "£9,139,875"
    MILLIONS = "£9.140m"
    THOUSANDS = "£9,140k"


class CountForm(StrEnum):
    """How counts of one to twelve are printed, by example."""

    FIGURES = "8"
    WORDS = "eight"
    BOTH = "eight (8)"


class PercentForm(StrEnum):
    """How percentages are printed, by example."""

    SIGN = "8.24%"
    WORDS = "8.24 per cent"


class ListForm(StrEnum):
    """How the entries of a list are marked, by example."""

    BULLETS = "bullets"
    ONE_DOT = "1."
    ONE_BRACKET = "1)"
    ALPHA = "(a)"
    ALPHA_BRACKET = "a)"
    ROMAN = "(i)"
    ROMAN_DOT = "i."
    PLAIN = "none"


class VerbForm(StrEnum):
    """How the verb of a recommendation is printed, by example: after `is recommended to:`, or after `That Cabinet:`."""

    PLAIN = "Approve"
    THIRD_PERSON = "Approves"


class ResolutionForm(StrEnum):
    """How the verb of a recommendation is printed once it is resolved, by example: after `RESOLVED:`."""

    TO = "To approve"
    PAST = "Approved"
    CAPITALS = "APPROVED"
    PLAIN = "Approve"


class HeaderLayout(StrEnum):
    """How the table at the head of a report is laid out."""

    PAIRS = "pairs"
    THREE_COLUMNS = "three columns"


class Numbering(Setting):
    """How sections and paragraphs are numbered."""

    sections: Literal["none", "1", "1."] = Field(
        "none", title="Sections", description="Numbers of main headings: `none`, `1` or `1.`."
    )
    subsections: Literal["none", "1.1"] = Field(
        "none", title="Sub-headings", description="Numbers of headings inside a section: `none` or `1.1`."
    )
    paragraphs: Literal["none", "1.1"] = Field(
        "none",
        title="Paragraphs",
        description="Numbers of paragraphs: `none`, or `1.1` to count them within their section.",
    )
    under_subsections: Literal["1.1.1", "1.1"] = Field(
        "1.1.1",
        title="Paragraphs under a sub-heading",
        description="`1.1.1` counts them below their sub-heading; "
        "`1.1` lets headings and paragraphs share one run of numbers.",
    )
    unnumbered: tuple[str, ...] = Field(
        (), title="Sections without a number", description="Sections (by name) that take no number, such as `summary`."
    )


class Lists(Setting):
    """How the lists that a council has its own way with are marked."""

    recommendations: ListForm = Field(
        ListForm.ONE_DOT, title="Recommendations", description="How recommendations are marked, by example."
    )
    resolutions: ListForm = Field(
        ListForm.ONE_DOT, title="Resolutions", description="How resolutions in minutes are marked, by example."
    )
    legal: ListForm = Field(
        ListForm.PLAIN, title="Legal implications", description="How legal points are marked, by example."
    )
    options: ListForm = Field(
        ListForm.PLAIN, title="Options", description="How alternative options are marked, by example."
    )
    numbers: ListForm = Field(
        ListForm.ONE_DOT,
        title="Numbered lists",
        description="How a list that is typed with 1., 2., 3. in a text is marked, by example.",
    )
    bullets: tuple[str, ...] = Field(
        ("•", "–", "▪"), title="Bullets", description="The bullet of each level, outermost first.", min_length=1
    )


class Look(Setting):
    """Fonts, sizes (points), colours and paper. The Word letterhead made from these holds the same."""

    font: str = Field("Arial", title="Font", description="The font of the text.")
    heading_font: str = Field("Arial", title="Heading font", description="The font of headings.")
    text_size: float = Field(
        11, title="Text size", description="Size of the text in points; 11 or more for easy reading.", ge=9, le=24
    )
    title_size: float = Field(18, title="Title size", description="Size of the title in points.", ge=10, le=40)
    heading_sizes: tuple[float, ...] = Field(
        (14, 12, 11),
        title="Heading sizes",
        description="Sizes in points of main headings, sub-headings and those below.",
        min_length=3,
        max_length=3,
    )
    heading_colour: Colour = Field("#1F3A5F", title="Heading colour", description="Colour of headings.")
    text_colour: Colour = Field("#1A1A1A", title="Text colour", description="Colour of the text.")
    accent: Colour = Field("#1F3A5F", title="Accent", description="Colour of rules, chart bars and links.")
    table_head_fill: Colour = Field("#1F3A5F", title="Table head", description="Background of header rows.")
    table_head_text: Colour = Field(
        "#FFFFFF", title="Table head text", description="Colour of the words in header rows."
    )
    label_fill: Colour = Field(
        "#EEF2F6",
        title="Label cells",
        description="Background of the label cells of the header table and of row headers.",
    )
    table_lines: Colour = Field("#9AA5B1", title="Table lines", description="Colour of the lines of tables.")
    capitals: YesNo = Field(
        False, title="Capitals", description="`yes` prints the title and main headings in capitals."
    )
    margin: float = Field(2.2, title="Margins", description="Page margins in centimetres, A4.", ge=1, le=5)
    bold_labels: YesNo = Field(
        True, title="Bold labels", description="`yes` prints the labels of the header table in bold."
    )


class Print(Setting):
    """How dates, sums, counts and percentages are printed, by example."""

    dates: DateForm = Field(DateForm.PLAIN, title="Dates", description="How dates are printed, by example.")
    money: MoneyForm = Field(
        MoneyForm.FULL,
        title="Sums",
        description="How sums are printed, by example; a sum that the record rounds stays rounded.",
    )
    counts: CountForm = Field(
        CountForm.FIGURES,
        title="Counts",
        description="How counts of one to twelve are printed where a template asks for words.",
    )
    percentages: PercentForm = Field(
        PercentForm.SIGN, title="Percentages", description="How percentages are printed, by example."
    )
    verbs: VerbForm = Field(
        VerbForm.PLAIN, title="Verbs", description="How the verb that begins a recommendation is printed, by example."
    )
    resolutions: ResolutionForm = Field(
        ResolutionForm.TO,
        title="Resolutions",
        description="How the verb of a recommendation is printed in the resolution that it became, by example.",
    )


class Style(Setting):
    """A house style, complete: what the council's file leaves out comes from the style that it extends."""

    id: str = Field("default", title="Style", description="The name of the style: its file name without `.yaml`.")
    extends: str | None = Field(
        None, title="Extends", description="The style that this one starts from, usually `default`."
    )
    letterhead: FileName = Field(
        "default.docx",
        title="Letterhead",
        description="The Word file, beside the style, whose styles, header and footer are used.",
    )
    deck: FileName = Field(
        "default.pptx",
        title="Slides",
        description="The PowerPoint file, beside the style, whose layouts are used for slides.",
    )
    logo: FileName | Literal[""] = Field(
        "",
        title="Logo",
        description="The picture (PNG or JPEG), beside the style, at the head of the first page of a PDF; "
        "a letterhead holds its own.",
    )
    word_styles: dict[str, str] = Field(
        default_factory=dict,
        title="Word styles",
        description="Which of the letterhead's own styles to use for a role, "
        "where its name differs from ours: `body: Report Text`.",
    )
    header: tuple[HeaderRow, ...] = Field(
        (),
        title="Header table",
        description="The rows of the table at the head of a report; "
        "each row names one to three fields, such as `report_to`.",
    )
    header_layout: HeaderLayout = Field(
        HeaderLayout.PAIRS,
        title="Layout of the header table",
        description="`pairs` puts each label beside its value; "
        "`three columns` gives people a column for how to reach them.",
    )
    sections: dict[str, tuple[str, ...]] = Field(
        default_factory=dict,
        title="Sections",
        description="For each kind of document, the sections that it has, in order.",
    )
    labels: dict[str, str] = Field(
        default_factory=dict,
        title="Labels",
        description="The words of headings and labels, such as `recommendations: Recommendation(s)`.",
    )
    numbering: Numbering = Field(
        Numbering(), title="Numbering", description="How sections and paragraphs are numbered, by example."
    )
    lists: Lists = Field(
        Lists(), title="Lists", description="How recommendations, resolutions, options and other lists are marked."
    )
    print: Print = Field(
        Print(),
        title="Printing values",
        description="How dates, sums, counts and percentages are printed, by example.",
    )
    look: Look = Field(Look(), title="Look", description="Fonts, sizes (points), colours and margins.")

    def label(self, name: str) -> str:
        """Return the words for a label, empty where the style has none."""
        return self.labels.get(name, "")
