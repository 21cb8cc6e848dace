"""The rules of linking that a question spells in its parameters."""

from willet.core.cases.rules import Link, Rules, Topic
from willet.core.metrics import Question


def rules_of(question: Question) -> Rules:
    """The rules that a question's parameters spell, defaults filled in.

    Raises:
        RequestError: one of them cannot be.
    """
    values = question.parameters()
    link: Link = "fixed" if values["link"] == "fixed" else "chain"
    topics: dict[object, Topic] = {"required": "required", "ignored": "ignored"}
    return Rules(float(values["window_days"]), link, topics.get(values["topic"], "if_known"))
