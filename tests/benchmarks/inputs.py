"""The paper as each tool takes it: a decision file, Markdown for pandoc, values and a tagged template for docxtpl."""

import json
import shutil
import struct
import zlib
from pathlib import Path

from content import FOLDER, Grid, Paper, paper


def write_inputs(folder: Path, count: int) -> None:
    """Write what every tool needs for this many papers under a folder."""
    decisions = folder / "decisions"
    decisions.mkdir(parents=True)
    shutil.copytree(FOLDER / "templates", folder / "templates")
    shutil.copy(FOLDER / "council.yaml", decisions)
    (folder / "chart.png").write_bytes(_picture(paper(0)))
    for seed in range(count):
        made = paper(seed)
        (decisions / f"{made.name}.yaml").write_text(decision_file(made), encoding="utf-8")
        (folder / f"{made.name}.md").write_text(pandoc_markdown(made), encoding="utf-8")
        (folder / f"{made.name}.json").write_text(json.dumps(peer_values(made)), encoding="utf-8")


# The decision file ----------------------------------------------------------------------------------------------


def decision_file(made: Paper) -> str:
    """Return the paper as an officer would write it: facts in fields of their own, and text that refers to them."""
    held = dict(made.header)
    lines = [
        "meeting:",
        "  body: Cabinet",
        "  body_type: executive",
        f"  date: {made.iso['meeting']}",
        f"  item_no: {held['Agenda item']}",
        "report:",
        f"  title: {made.title}",
        f"  ref: {held['Report reference']}",
        "  classification: open",
        "  decision_type: key",
        f"  report_of: {held['Report of']}",
        f"  lead_member: {held['Lead member']}",
        "  wards: [All wards]",
        f"key: {{is_key: yes, forward_plan_ref: {held['Forward plan reference']}}}",
        "recommendations:",
    ]
    for verb, text in made.recommendations:
        lines += [f"  - verb: {verb}", *_prose("text", text, 4)]
    lines += _prose("reasons", "The reasons are in section 12 of the report.", 0)
    lines += [
        f'extension: {{end: {made.iso["end"]}, cost_max: "{made.facts["extension.cost_max"]}"}}',
        f"successor: {{start: {made.iso['start']}}}",
        f"finance: {{uplift: {{percent: {made.facts['finance.uplift.percent']}}}}}",
        "engagement:",
        "  strands:",
        f"    - {{id: letters, who: Households, responded: {made.facts['engagement.strands.letters.responded']}}}",
        "narrative:",
    ]
    for number, section in enumerate(made.sections[:-1], 1):
        lines += [f"  - id: s{number}", f"    title: {section.title}"]
        lines += _prose("text", "\n\n".join([*section.paragraphs, "\n".join(f"- {b}" for b in section.bullets)]), 4)
        for at, group in enumerate(section.groups):
            lines += ["    sections:"] * (at == 0) + [f"      - title: {group.title}"]
            lines += _prose("text", "\n\n".join(f"**{lead}** {text}" for lead, text in group.points), 8)
    return "\n".join([*lines, *_listed(made)]) + "\n"


def _listed(made: Paper) -> list[str]:
    """Return the timetable, finance table, chart and risks of a decision file."""
    lines = ["timetable:"]
    for _, stage in made.tables["timetable"].rows:
        lines.append(f"  - {{stage: {stage}, start: {made.iso[stage]}, part: s5}}")
    finance = made.tables["finance"]
    lines += ["tables:", "  - id: forecast", f"    title: {finance.caption}", "    section: s8"]
    lines += [f"    columns: [{', '.join(finance.head)}]", "    rows:"]
    for row in finance.rows:
        cells = ", ".join(f'"{cell}"' for cell in row)
        lines.append(f"      - cells: [{cells}]")
    title, alternative, labels, series = made.chart
    lines += ["charts:", "  - id: hours", f"    title: {title}", "    kind: column", "    unit: Hours"]
    lines += ["    section: s3", f"    alt: {alternative}", "    series:"]
    for name, values in series.items():
        points = ", ".join(f"{{label: {label}, value: {value}}}" for label, value in zip(labels, values, strict=True))
        lines += [f"      - name: {name}", f"        points: [{points}]"]
    lines.append("risks:")
    for risk, likelihood, impact, _, mitigation, owner, _ in made.tables["risks"].rows:
        lines += [f"  - text: {risk}", f"    likelihood: {likelihood}", f"    impact: {impact}"]
        lines += [f"    mitigation: {mitigation}", f"    owner: {owner}", f"    review: {made.iso['review']}"]
    return lines


def _prose(name: str, text: str, indent: int) -> list[str]:
    margin = " " * indent
    return [f"{margin}{name}: |", *(f"{margin}  {line}" if line else "" for line in text.strip().split("\n"))]


# The others -----------------------------------------------------------------------------------------------------


def peer_values(made: Paper) -> dict[str, object]:
    """Return the paper as plain values with every reference filled in, for the tools that refer to nothing."""
    return {
        "name": made.name,
        "title": made.title,
        "header": [list(row) for row in made.header],
        "recommendations": [f"{verb} {made.printed(text)}" for verb, text in made.recommendations],
        "alternative": made.chart[1],
        "caption": made.chart[0],
        "sections": [
            {
                "title": section.title,
                "paragraphs": [made.printed(text) for text in section.paragraphs],
                "bullets": [made.printed(text) for text in section.bullets],
                "figure": section.table == "chart",
                "table": _table(made.tables.get(section.table)),
                "groups": [
                    {"title": group.title, "points": [[lead, made.printed(text)] for lead, text in group.points]}
                    for group in section.groups
                ],
            }
            for section in made.sections
        ],
    }


def _table(grid: Grid | None) -> dict[str, object] | None:
    return {"caption": grid.caption, "head": grid.head, "rows": grid.rows} if grid else None


def pandoc_markdown(made: Paper) -> str:
    """Return the paper as finished Markdown, with the styles that pandoc is to give its paragraphs."""
    lines = ["---", f'title: "{made.title}"', "lang: en-GB", "---", ""]
    lines += _pipes(["", ""], [list(row) for row in made.header])
    lines += ["## Recommendations {.unnumbered}", ""]
    lines += [f"{at}. {verb} {made.printed(text)}" for at, (verb, text) in enumerate(made.recommendations, 1)] + [""]
    for section in made.sections:
        lines += [f"# {section.title}", ""]
        for text in section.paragraphs:
            lines += _styled("Para 2", made.printed(text))
        lines += [*(f"- {made.printed(text)}" for text in section.bullets), ""]
        if section.table == "chart":
            lines += [f"![{made.chart[1]}](chart.png){{width=15cm}}\\", "", *_styled("Caption", made.chart[0])]
        elif section.table:
            grid = made.tables[section.table]
            lines += _styled("Caption", grid.caption) if grid.caption else []
            lines += _pipes(grid.head, grid.rows)
        for group in section.groups:
            lines += _styled("Group", group.title)
            for lead, text in group.points:
                lines += _styled("Para 3", f"**{lead}** {made.printed(text)}")
    return "\n".join(lines) + "\n"


def _styled(style: str, text: str) -> list[str]:
    return [f'::: {{custom-style="{style}"}}', text, ":::", ""]


def _pipes(head: list[str], rows: list[list[str]]) -> list[str]:
    def line(row: list[str]) -> str:
        return f"| {' | '.join(row)} |"

    return [line(head), f"|{'----------|' * len(head)}", *map(line, rows), ""]


def _picture(made: Paper) -> bytes:
    """Return the chart as a PNG of columns, for the tools that have no chart of their own."""
    width, height, series = 1000, 500, list(made.chart[3].values())
    rows = []
    for y in range(height):
        row = bytearray(b"\xff" * (3 * width))
        for at in range(8):
            for which, colour in ((0, b"\x1f\x4e\x79"), (1, b"\xc5\x5a\x11")):
                if height - y < series[which][at]:
                    start = 3 * (60 + at * 110 + which * 42)
                    row[start : start + 3 * 38] = colour * 38
        rows.append(b"\0" + bytes(row))

    def chunk(kind: bytes, held: bytes) -> bytes:
        return struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"".join(rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
