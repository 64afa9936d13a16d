"""Posts and people."""

from typing import ClassVar

from reportgen.model.record import Brief, optional, required
from reportgen.model.values import Day, Email, Line, Prose


class Person(Brief):
    """A post, with the person who holds it where that matters. Plain text is the post alone."""

    main: ClassVar[str] = "post"
    called: ClassVar[str] = "Person"

    post: Line = required("Post", "The title of the post, as Director of Adult Social Care.")
    name: Line | None = optional("Name", "The name as it is to be printed. Leave it out where the post is enough.")
    portfolio: Line | None = optional("Portfolio", "A cabinet member's portfolio, as Health and Adult Social Care.")
    department: Line | None = optional("Department", "The department or directorate, as Health and Care.")
    team: Line | None = optional("Team", "The team, as Integrated Commissioning.")
    email: Email | None = optional("E-mail", "The e-mail address, as care.commissioning@example.org.")
    phone: Line | None = optional("Telephone", "The telephone number, as 01632 960001.")


class Comment(Brief):
    """What an officer with a statutory part in the decision says, and when they cleared it."""

    text: Prose | None = optional("Text", "The comment, in Markdown.")
    author: Person | None = optional("Author", "Who gave the comment: a post, as Chief Finance Officer.")
    cleared_on: Day | None = optional("Cleared on", "The date on which the author cleared the comment, as 2024-05-14.")
