"""Numbers, in each scheme that a house style may ask for; those of Word's multilevel lists."""

import pytest

from reportgen.compose.number import count
from reportgen.document.nodes import Counting
from reportgen.model.audience import Audience
from tests.compose.conftest import SMALL, Make
from tests.compose.trees import tree

PAPER = """\
# Title

## Summary {#summary}

A

## Reasons {#reasons}

B

- C

D

### Money

E

F

### People

G

## Next steps {#next-steps}

H
"""


def scheme(sections: str, subsections: str, paragraphs: str, under: str, unnumbered: str = "[]") -> str:
    return f"""\
numbering:
  sections: "{sections}"
  subsections: "{subsections}"
  paragraphs: "{paragraphs}"
  under_subsections: "{under}"
  unnumbered: {unnumbered}
"""


SCHEMES = {
    "no numbers": (
        scheme("none", "none", "none", "1.1"),
        "Title|Summary|A|Reasons|B|• C|D|Money|E|F|People|G|Next steps|H",
    ),
    "sections": (
        scheme("1", "none", "none", "1.1"),
        "Title|1 Summary|A|2 Reasons|B|• C|D|Money|E|F|People|G|3 Next steps|H",
    ),
    "sections with a full stop": (
        scheme("1.", "none", "none", "1.1"),
        "Title|1. Summary|A|2. Reasons|B|• C|D|Money|E|F|People|G|3. Next steps|H",
    ),
    "paragraphs": (
        scheme("1", "none", "1.1", "1.1.1"),
        "Title|1 Summary|1.1 A|2 Reasons|2.1 B|• C|2.2 D|Money|2.3 E|2.4 F|People|2.5 G|3 Next steps|3.1 H",
    ),
    "some sections have none": (
        scheme("1", "none", "1.1", "1.1.1", "[summary, next_steps]"),
        "Title|Summary|A|1 Reasons|1.1 B|• C|1.2 D|Money|1.3 E|1.4 F|People|1.5 G|Next steps|H",
    ),
    "sub-headings": (
        scheme("1", "1.1", "none", "1.1.1"),
        "Title|1 Summary|A|2 Reasons|B|• C|D|2.1 Money|E|F|2.2 People|G|3 Next steps|H",
    ),
    "a level of paragraphs below sub-headings": (
        scheme("1", "1.1", "1.1", "1.1.1"),
        "Title|1 Summary|1.1 A|2 Reasons|2.1 B|• C|2.2 D|2.3 Money|2.3.1 E|2.3.2 F|2.4 People|2.4.1 G"
        "|3 Next steps|3.1 H",
    ),
    "headings and paragraphs in one run": (
        scheme("1", "1.1", "1.1", "1.1"),
        "Title|1 Summary|1.1 A|2 Reasons|2.1 B|• C|2.2 D|2.3 Money|2.4 E|2.5 F|2.6 People|2.7 G|3 Next steps|3.1 H",
    ),
}


def numbers(shown: str) -> str:
    """Return the lines of a tree without what they are."""
    bare = (line.partition(" ")[2] if line[0] in "hp" else line[2:].replace("p ", "") for line in shown.splitlines())
    return "|".join(bare)


@pytest.mark.parametrize("name", SCHEMES)
def test_the_outline(name: str, make: Make) -> None:
    style, expected = SCHEMES[name]
    assert numbers(tree(make(SMALL, PAPER, style=style))) == expected


def test_a_box_does_not_disturb_the_numbers_around_it(make: Make) -> None:
    style, _ = SCHEMES["paragraphs"]
    boxed = "# T\n\n## One\n\nA\n\n::: withheld\nB\n\n1. C\n2. D\n:::\n\nE\n\n::: note\nF\n:::\n\nG"
    assert tree(make(SMALL, boxed, style=style)) == (
        "h1#t T\nh2#one 1 One\np 1.1 A\nbox.withheld\n  p B\n  - 1. p C\n  - 2. p D\np 1.2 E\np.note F\np 1.3 G"
    )


def test_each_list_starts_again_and_bullets_change_with_depth(make: Make) -> None:
    template = "1. a\n2. b\n   - c\n     1. d\n        - e\n          - f\n3. g\n\nthen\n\n1. h\n\n> 4. i\n> 5. j"
    assert tree(make(SMALL, template)) == (
        "- 1. p a\n- 2. p b\n  - • p c\n    - 1. p d\n      - – p e\n        - ▪ p f\n- 3. p g\n"
        "p then\n- 1. p h\nquote\n  - 4. p i\n  - 5. p j"
    )


RECOMMENDED = "::: recommendations\n{% for one in decision.recommendations %}\n1. {{ one.text }}\n{% endfor %}\n:::"


@pytest.mark.parametrize(
    ("form", "first", "second"),
    [
        ("bullets", "- #recommendation-1 • p ", "- #recommendation-2 • p "),
        ("1.", "- #recommendation-1 1. p ", "- #recommendation-2 2. p "),
        ("1)", "- #recommendation-1 1) p ", "- #recommendation-2 2) p "),
        ("(a)", "- #recommendation-1 (a) p ", "- #recommendation-2 (b) p "),
        ("a)", "- #recommendation-1 a) p ", "- #recommendation-2 b) p "),
        ("(i)", "- #recommendation-1 (i) p ", "- #recommendation-2 (ii) p "),
        ("i.", "- #recommendation-1 i. p ", "- #recommendation-2 ii. p "),
        ("none", "p#recommendation-1 ", "p#recommendation-2 "),
    ],
)
def test_recommendations_in_each_form(form: str, first: str, second: str, make: Make) -> None:
    style = f'lists: {{recommendations: "{form}"}}'
    *_, one, two = tree(make(SMALL, RECOMMENDED, style=style)).splitlines()
    assert (one.strip(), two.strip()) == (f"{first}Approve the plan.", f"{second}Note the risks.")


FIVE = """\
meeting: {body: Cabinet, date: 2024-06-05}
report: {title: Care at home, report_of: Director of Adult Social Care}
recommendations:
- {text: One.}
- {text: Two., exempt: 3}
- {text: Three.}
- {text: Four.}
- {text: Five., exempt: 3}
reasons: Time is needed.
"""


def test_recommendation_3_stays_3_where_2_is_withheld(make: Make) -> None:
    assert tree(make(FIVE, RECOMMENDED)) == (
        "box.recommendations\n  - #recommendation-1 1. p One.\n"
        "  - #recommendation-2 2. p {[not for publication: paragraph 3]}\n  - #recommendation-3 3. p Three.\n"
        "  - #recommendation-4 4. p Four.\n  - #recommendation-5 5. p {[not for publication: paragraph 3]}"
    )


def test_an_exempt_copy_counts_them_all(make: Make) -> None:
    shown = tree(make(FIVE, RECOMMENDED, audience=Audience.EXEMPT))
    assert [line.split()[2] for line in shown.splitlines()[1:]] == ["1.", "2.", "3.", "4.", "5."]


@pytest.mark.parametrize(
    ("number", "letters", "roman"),
    [
        (1, "a", "i"),
        (4, "d", "iv"),
        (9, "i", "ix"),
        (26, "z", "xxvi"),
        (27, "aa", "xxvii"),
        (28, "bb", "xxviii"),
        (40, "nn", "xl"),
        (53, "aaa", "liii"),
        (94, "pppp", "xciv"),
        (1999, "w" * 77, "mcmxcix"),
    ],
)
def test_letters_and_romans(number: int, letters: str, roman: str) -> None:
    assert count(number, Counting.LOWER_ALPHA) == letters
    assert count(number, Counting.UPPER_ALPHA) == letters.upper()
    assert count(number, Counting.LOWER_ROMAN) == roman
    assert count(number, Counting.UPPER_ROMAN) == roman.upper()
    assert count(number, Counting.DECIMAL) == str(number)
