"""A copy for members prints what is exempt in marks: they are the house style's, and no part of what was typed."""

from reportgen.model.audience import Audience
from reportgen.pipeline import Order, build
from tests.pull.hands import Hand
from tests.pull.paper import PAPER, folder, lines_changed, pulled_back

EXEMPT = PAPER.replace("£4,380,000", "{amount: £4.3m, exempt: 3}").replace("{{ extension.cost_max }}", "so much")


def test_an_exempt_sum_is_changed_inside_its_marks() -> None:
    order = Order(rules=(), held=EXEMPT.encode(), audience=Audience.EXEMPT)
    copy = build(folder() / "care.yaml", "care.yaml", order).files[0].content
    found = pulled_back(Hand(copy).retype("£4.3m", "£4.5m").saved(), now=EXEMPT)
    assert lines_changed(found) == [
        "-  cost_max: {amount: £4.3m, exempt: 3}",
        "+  cost_max: {amount: £4.5m, exempt: 3}",
    ]
    assert found.is_whole
