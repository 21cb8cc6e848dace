"""An article begun from a case that was solved: KCS calls it *add it*. It waits for its writer, and for approval."""

import re
from typing import Final

from django.db import transaction
from django.utils.translation import gettext

from willet.levers.knowledge.domain.writing import propose
from willet.levers.knowledge.models import Article, Significance
from willet.levers.knowledge.rules import KEEP_ARTICLES
from willet.people.models import User

NUMBER: Final = re.compile(r"\d(?:[\d\s./()-]{3,}\d)")
ADDRESS: Final = re.compile(r"\S+@\S+")
LEFT_OUT: Final = "…"


def draft_article(*, topic: str, title: str, note: str, language: str, by: User) -> Article:
    """Begin an article with what somebody noted of a call; numbers and addresses are left out, they are a customer's.

    The wording waits for approval like any other; its writer is expected to go on with it.
    """
    with transaction.atomic():
        owner = by if by.has_perm(KEEP_ARTICLES) else None
        begun = Article.objects.create(topic=topic, owner=owner)
        propose(
            begun,
            language=language,
            title=title or gettext("New article"),
            body=_body(note),
            significance=Significance.MEANING,
            by=by,
            after=0,
        )
    return begun


def _body(note: str) -> str:
    problem, solution = gettext("Problem"), gettext("Solution")
    plain = ADDRESS.sub(LEFT_OUT, NUMBER.sub(LEFT_OUT, note)).strip()
    return f"## {problem}\n\n{LEFT_OUT}\n\n## {solution}\n\n{plain or LEFT_OUT}\n"
