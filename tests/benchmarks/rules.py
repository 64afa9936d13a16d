"""How fast files are checked: decisions of Bury's size a second, and the rules that take longest.

    python tests/benchmarks/rules.py [--papers 1000]

Every paper is a file of its own, with its own names, sums, years and words, so that nothing that was read before helps;
a file that is edited and checked again is timed apart. Processor time, since other programs share the machine. Garbage
is looked for between files alone, as the command does it.
"""

import argparse
import gc
import re
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from reportgen.check.case import Case
from reportgen.check.runner import judge
from reportgen.load.subjects import load_subject
from reportgen.pipeline import Order, all_rules, check, date_judged

ROOT = Path(__file__).parent.parent.parent
BURY = ROOT / "decisions" / "bury"
NO_PROSE = re.compile(r"\s*(?:#|- [\[{]|(?:- )?[\w-]+:)")
SYLLABLES = ("ba", "de", "fi", "go", "lu", "ma", "ne", "pi", "ro", "su")


def main() -> None:
    """Write the papers, check them, and print how long it took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--papers", type=int, default=1000)
    papers = parser.parse_args().papers
    with TemporaryDirectory() as name:
        files = write_papers(Path(name), papers)
        gc.disable()
        check(files[0], files[0].name)
        gc.freeze()
        whole = seconds(files, Order(formats=()))
        unjudged = seconds(files[: max(1, papers // 5)], Order(formats=(), rules=()))
        again = seconds(edited(files[-1], max(1, papers // 10)), Order(formats=()))
        slowest = time_rules(files[: max(1, papers // 10)])
    print(f"{papers} papers checked: {1 / whole:.0f} a second, {whole * 1000:.1f} ms each")
    print(f"without the rules: {unjudged * 1000:.1f} ms each")
    print(f"a file checked again after each word typed: {again * 1000:.1f} ms each")
    print(f"all rules: {sum(slowest.values()):.2f} ms; the slowest:")
    for rule, spent in sorted(slowest.items(), key=lambda one: -one[1])[:12]:
        print(f"  {rule:<18} {spent:.2f} ms")


def write_papers(folder: Path, papers: int) -> list[Path]:
    """Write as many decisions of Bury's size, and return their files.

    No two share a sentence: each has its own place, service, sums and years, and words of its own in every sentence.
    """
    (folder / "council.yaml").write_bytes((BURY / "council.yaml").read_bytes())
    text = (BURY / "care-at-home-2024.yaml").read_text("utf-8")
    files = [folder / f"paper-{n:04}.yaml" for n in range(papers)]
    for n, file in enumerate(files):
        file.write_text(varied(text, n), "utf-8")
    return files


def varied(text: str, n: int) -> str:
    """Return a decision's text as another council might have it: other names, sums and years, other words."""
    word = made_up(n)
    text = text.replace("Bury", word.capitalize()).replace("Care at Home", f"Care in {word.capitalize()}")
    text = re.sub(r"£(\d[\d,]*\d)", lambda found: f"£{int(found[1].replace(',', '')) + 100 * n:,}", text)
    text = re.sub(r"\b20(\d\d)(?=-\d\d\b)", lambda found: f"20{int(found[1]) + n % 3:02}", text)
    return "\n".join(
        line if NO_PROSE.match(line) else re.sub(r"(?<=[a-z]{3})(?=[,.](?: |$))", f" {word}ly", line)
        for line in text.split("\n")
    )


def made_up(n: int) -> str:
    """Return a word that no other number has."""
    return "".join(SYLLABLES[n // 10**place % 10] for place in range(4))


def edited(file: Path, times: int) -> Iterator[Path]:
    """Yield a file so many times, another word put in at the end of a sentence each time."""
    for n in range(times):
        yield file
        text = re.sub(r"(?<=[a-z])\.$", f" {made_up(n)}.", file.read_text("utf-8"), count=1, flags=re.MULTILINE)
        file.write_text(text, "utf-8")


def seconds(files: Iterable[Path], order: Order) -> float:
    """Return the processor time in seconds of checking a file, over all files."""
    spent, count = 0.0, 0
    for count, file in enumerate(files, 1):
        start = time.process_time()
        check(file, file.name, order)
        gc.collect(2 if count % 100 == 0 else 0)
        spent += time.process_time() - start
    return spent / count


def time_rules(files: list[Path]) -> dict[str, float]:
    """Return the milliseconds that each rule takes on a file, and those that gathering the texts takes."""
    spent: defaultdict[str, float] = defaultdict(float)
    for file in files:
        loaded = load_subject(file, file.name)
        if loaded.subject is None or loaded.council is None or loaded.source is None:
            raise ValueError(f"{file.name} can't be read")
        case = Case(loaded.subject, loaded.council, date_judged(loaded.subject))
        start = time.process_time()
        _ = case.lowered, case.read_texts, case.is_open, case.derived
        spent["(texts, values)"] += time.process_time() - start
        for rule in all_rules():
            start = time.process_time()
            judge([rule], case, loaded.source)
            spent[rule.id] += time.process_time() - start
    return {rule: total / len(files) * 1000 for rule, total in spent.items()}


if __name__ == "__main__":
    main()
