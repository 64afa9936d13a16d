"""What belongs together in two versions: words as a reader would mark them, paragraphs by likeness."""

import pytest

from reportgen.redline.align import Likeness, aligned, tokens, word_changes


def marked(old: str, new: str) -> str:
    before, after = tokens(old), tokens(new)
    said = ""
    for change in word_changes(before, after, lambda word: sum(map(str.isalnum, str(word)))):
        gone, come = "".join(before[at] for at in change.old), "".join(after[at] for at in change.new)
        said += come if change.same else (f"[-{gone}-]" if gone else "") + (f"{{+{come}+}}" if come else "")
    return said


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Approve the extension.", "Approve a further extension.", "Approve[- the-]{+ a further+} extension."),
        ("at £14.011m a year", "at £14.361m a year", "at[- £14.011m-]{+ £14.361m+} a year"),
        ("by 30 November", "by 30 November 2026, at the latest", "by 30 November{+ 2026, at the latest+}"),
        ("care, and support", "care and support", "care[-,-] and support"),
        ("The same.", "The same.", "The same."),
        ("", "New.", "{+New.+}"),
    ],
)  # fmt: skip
def test_words_are_marked_one_by_one(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


def test_a_stray_word_between_two_changes_goes_with_them() -> None:
    old = "Providers deliver safe care to every older resident in the north of the county."
    new = "Providers deliver daily visits to some younger people in the north of the county."
    assert marked(old, new) == (
        "Providers deliver[- safe care to every older resident-]{+ daily visits to some younger people+}"
        " in the north of the county."
    )


def test_what_shares_next_to_nothing_is_written_anew_whole() -> None:
    old, new = "The cost is within the budget for the year.", "Residents were asked, and the answers are at the end."
    assert marked(old, new) == f"[-{old}-]{{+{new}+}}"


def paired(old: list[str], new: list[str]) -> list[tuple[str, str]]:
    olds, news = [[Likeness("p", text, text) for text in texts] for texts in (old, new)]
    return [
        ("" if before is None else old[before], "" if after is None else new[after])
        for before, after in aligned(olds, news)
    ]


def test_a_paragraph_that_was_changed_is_one_paragraph() -> None:
    old = ["Providers met their targets in June.", "The budget holds."]
    new = ["Staff were asked.", "Providers met all of their targets in July.", "The budget holds."]
    assert paired(old, new) == [("", new[0]), (old[0], new[1]), (old[1], new[2])]


def test_a_paragraph_that_moved_is_taken_out_and_put_in() -> None:
    first, second, third = "Providers met their targets.", "The budget holds.", "Residents were asked in May."
    assert paired([first, second, third], [second, third, first]) == [
        (first, ""), (second, second), (third, third), ("", first),
    ]  # fmt: skip


def test_the_likest_of_several_is_the_same_one() -> None:
    old = ["The north has two providers of care at home.", "The south has six providers of care at home."]
    new = ["The east has one provider alone.", *old]
    assert paired(old, new) == [("", new[0]), (old[0], new[1]), (old[1], new[2])]


def test_what_is_of_another_kind_is_never_the_same() -> None:
    assert aligned([Likeness("p", "a", "words")], [Likeness("table", "a", "words")]) == [(0, None), (None, 0)]
