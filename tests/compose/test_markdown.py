"""Officers' Markdown, as cases: each file of `markdown_cases` holds names, texts and the trees they mean.

`⟨U+00A0⟩` is the character of that number, `⟨tab⟩` a tab, `␣` a space at the end of a line, `⟨1⟩` a value that comes
later. REPORTGEN_UPDATE=1 writes the trees anew; read every change.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.compose.markdown import TemplateFault, is_allowed_address, read_blocks
from reportgen.compose.markdown.parser import parse
from reportgen.document.nodes import (
    Align,
    Block,
    Box,
    Emphasis,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    Note,
    PageBreak,
    Paragraph,
    Quote,
    Role,
    Row,
    Strong,
    Table,
    Text,
)
from reportgen.document.walk import words

CASES = Path(__file__).parent / "markdown_cases"
SPECIAL = {"tab": "\t", "cr": "\r", "␣": " "}


def read_cases() -> Iterator[tuple[Path, str, str, str]]:
    for path in sorted(CASES.glob("*.txt")):
        for case in re.split(r"^== ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
            name, _, rest = case.partition("\n")
            text, _, tree = rest.partition("-- means\n")
            yield path, name, text.removesuffix("\n"), tree.strip("\n")


def typed(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        name = match[1]
        if name.isdigit():
            return chr(0xF0000 + int(name))
        return SPECIAL.get(name) or chr(int(name.removeprefix("U+"), 16))

    return re.sub(r"⟨([^⟩]+)⟩", character, text).replace("␣", " ")


def shown(text: str) -> str:
    def name(match: re.Match[str]) -> str:
        code = ord(match[0])
        return f"⟨{code - 0xF0000}⟩" if code >= 0xF0000 else f"⟨U+{code:04X}⟩"

    return re.sub(r"[\x00-\x1f\u00a0\u00ad\u2000-\u200f\u2028-\u202f\ue000-\uf8ff\U000f0000-\U0010ffff]", name, text)


def inline_text(inlines: tuple[Inline, ...]) -> str:
    return " ".join(one_inline(inline) for inline in inlines)


def one_inline(inline: Inline) -> str:
    match inline:
        case Text():
            return f'"{shown(inline.text)}"'
        case Strong():
            return f"bold({inline_text(inline.children)})"
        case Emphasis():
            return f"italic({inline_text(inline.children)})"
        case Link():
            return f"link({inline_text(inline.children)} to {shown(inline.address)})"
        case LineBreak():
            return "break"
        case Note():
            return f"note({inline.name}: {inline_text(inline.children)})"
    raise AssertionError(inline)


def tree_text(blocks: tuple[Block, ...], indent: str = "") -> str:
    return "\n".join(indent + line for block in blocks for line in block_lines(block))


def block_lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield f"{label('p', block.role, block.id)} {inline_text(block.children)}".rstrip()
        case Heading():
            yield f"{label(f'h{block.level}', Role.BODY, block.id)} {inline_text(block.children)}"
        case List():
            start = f" from {block.start}" if block.start != 1 else ""
            yield f"{label('list', block.role, '')} {block.counting} {block.pattern}".rstrip() + start
            for entry in block.entries:
                first, *rest = (line for inner in entry.blocks for line in block_lines(inner))
                yield f"  - {first}"
                yield from (f"    {line}" for line in rest)
        case Quote():
            yield "quote"
            yield tree_text(block.blocks, "  ")
        case Box():
            yield label("box", block.role, block.id)
            yield tree_text(block.blocks, "  ")
        case Table():
            yield from table_lines(block)
        case PageBreak():
            yield "page break"


def table_lines(table: Table) -> Iterator[str]:
    yield label("table", table.role if table.role is not Role.GRID else Role.BODY, table.id)
    columns = [
        f"{column.share:g}" + ("" if column.align is Align.LEFT else f" {column.align}") for column in table.columns
    ]
    yield f"  columns {', '.join(columns)}"
    if table.caption:
        yield f"  caption {inline_text(table.caption)}"
    if table.summary:
        yield f"  summary {shown(table.summary)}"
    for name, rows in (("head", table.head), ("row", table.body)):
        yield from (f"  {name} {row_text(row)}" for row in rows)


def row_text(row: Row) -> str:
    cells = []
    for cell in row.cells:
        inlines = cell.blocks[0].children if cell.blocks and isinstance(cell.blocks[0], Paragraph) else ()
        cells.append(("# " if cell.header else "") + (inline_text(inlines) or "empty"))
    return " | ".join(cells)


def label(name: str, role: Role, identity: str) -> str:
    return name + (f".{role}" if role is not Role.BODY else "") + (f"#{shown(identity)}" if identity else "")


def reading(text: str, *, template: bool) -> str:
    try:
        return tree_text(read_blocks(text, template=template)) or "nothing"
    except TemplateFault as fault:
        return f"fault in line {fault.line}: {fault.message}\nhint: {fault.hint}"


if os.environ.get("REPORTGEN_UPDATE"):
    for case_file in sorted(CASES.glob("*.txt")):
        written = [
            f"== {name}\n{text}\n-- means\n{reading(typed(text), template=path.stem == 'templates')}\n"
            for path, name, text, _ in read_cases()
            if path == case_file
        ]
        case_file.write_text("\n".join(written), encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "text", "tree"),
    [pytest.param(path, text, tree, id=f"{path.stem}: {name}") for path, name, text, tree in read_cases()],
)
def test_a_text_means_what_officers_expect(path: Path, text: str, tree: str) -> None:
    assert reading(typed(text), template=path.stem == "templates") == tree


def test_a_name_is_used_once() -> None:
    names = [(path, name) for path, name, _, _ in read_cases()]
    assert len(set(names)) == len(names) > 100


# Any text ------------------------------------------------------------------------------------------------------

LETTERS = "".join(map(chr, range(0x41, 0x7B))).translate(dict.fromkeys(map(ord, "[\\]^_`"), ""))
PLAIN = st.text(alphabet=LETTERS + "£€%5é’“”–—…,;:.!?'\"()/&$= \u00a0\u00ad\U000f0001\n", max_size=120)
PIECES = st.sampled_from(
    [
        *"*_-+#>|:()[]<>&`\\ \n\t\v\x02\x03i1aoA.•–",
        "\n\n",
        "\n  ",
        "\n    ",
        "**",
        "- ",
        "1. ",
        "(a) ",
        "> ",
        "## ",
        "| a |\n|---|\n",
        "https://example.org/a_b",
        "clerk@example.org",
        "[x](https://example.org)",
        ":::",
        "\n::: note\n",
        "\n:::\n",
        "\n::: table widths=1,2\n",
        "{#id}",
        "\U000f0001",
        "\r\n",
        "\u2028",
        "\x02klzzwxh:0001\x03",
    ]
)
ANY = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=40).map("".join))


def all_words(blocks: tuple[Block, ...]) -> str:
    return "".join(words(blocks))


@settings(derandomize=True, max_examples=400, deadline=None)
@given(ANY)
def test_any_text_is_good_prose_and_keeps_its_letters(text: str) -> None:
    # Marks go where they mark, and letters and figures before a stop or bracket may be the number of an entry.
    numbers = r"(?m)(?:^|(?<=\s))[\s>*+–·•-]*\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]+)[.)](?=\s|$)|(?:^|(?<=\s))o(?=\s)"
    left = letters(all_words(read_blocks(text)))
    kept = letters(re.sub(numbers, "", re.sub(r"\]\([^)]*\)", "]", text)))
    assert is_within(kept, left)


def letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum() or character >= "\U000f0000")


def is_within(part: str, whole: str) -> bool:
    remaining = iter(whole)
    return all(character in remaining for character in part)


@settings(derandomize=True, max_examples=400, deadline=None)
@given(PLAIN.filter(lambda text: ":::" not in text))
def test_plain_text_reads_the_same_with_the_parser_and_without(text: str) -> None:
    assert read_blocks(text) == parse(text, template=False) == parse(text, template=True)


@settings(derandomize=True, max_examples=400, deadline=None)
@given(ANY)
def test_what_is_read_without_the_parser_reads_the_same_with_it(text: str) -> None:
    assert read_blocks(text) == parse(text, template=False)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(PLAIN.filter(lambda text: "\n" not in text and not re.match(r"\s*[-–\w(]{0,8}[.):]|\s*[–:]", text)))
def test_plain_text_is_kept_to_the_character(text: str) -> None:
    assert all_words(read_blocks(text)) == ("" if text.isspace() else text.strip(" "))


@settings(derandomize=True, max_examples=300, deadline=None)
@given(ANY)
def test_any_text_is_a_template_or_has_a_fault_in_one_of_its_lines(text: str) -> None:
    try:
        read_blocks(text, template=True)
    except TemplateFault as fault:
        assert 1 <= fault.line <= len(re.split("[\n\r\f\u2029]", text)) + text.count("\f") + text.count("\u2029")
        assert fault.message
        assert fault.hint


DEPTHS = st.lists(st.integers(0, 3), min_size=1, max_size=12).map(
    lambda steps: [0, *(min(step, at + 1) for at, step in enumerate(steps))]
)


@settings(derandomize=True, max_examples=100, deadline=None)
@given(DEPTHS, st.sampled_from(["-", "*", "•", "1."]))
def test_two_three_and_four_spaces_and_a_tab_nest_alike(depths: list[int], marker: str) -> None:
    # Each entry at most one level below the one before it.
    levels = [0]
    for depth in depths[1:]:
        levels.append(min(depth, levels[-1] + 1))
    trees = {
        tree_text(read_blocks("\n".join(f"{step * level}{marker} entry {at}" for at, level in enumerate(levels))))
        for step in ("  ", "   ", "    ", "\t")
    }
    assert len(trees) == 1


def test_thousands_of_levels_are_words_beyond_the_sixteenth() -> None:
    deep_lists = "\n".join("  " * level + "- x" for level in range(1000))
    for text in (deep_lists, "> " * 10_000 + "x", "*x " * 5_000, "[" * 10_000, "**" * 10_000, "(a) " * 3_000):
        assert letters(all_words(read_blocks(text))).count("x") == text.count("x")


# Addresses and imports -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["https://example.org", "HTTP://example.org", "mailto:clerk@example.org"])
def test_a_link_may_lead_to_the_web_or_to_a_letter_box(address: str) -> None:
    assert is_allowed_address(address)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", " https://example.org", "data:,x", "//example.org", "", "mailto:", "https:"]
)
def test_a_link_may_lead_nowhere_else(address: str) -> None:
    assert not is_allowed_address(address)


def test_plain_and_bold_text_does_not_import_the_package() -> None:
    program = (
        "import sys; from reportgen.compose.markdown import read_blocks; read_blocks('Plain.\\n\\n**More:** of it.');"
        " sys.exit('markdown' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
