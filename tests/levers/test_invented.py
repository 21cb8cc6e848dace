"""What is planted in an invented centre is what pages show: stale languages, review by use, gaps, limits that block."""

from collections import Counter
from datetime import date
from pathlib import Path

from django.utils import timezone

from tests.scaffold.cast import EVERYONE, Cast
from tests.scaffold.causes_lake import causes_lake, made_causes
from willet.figures.domain.asking import read_lake
from willet.levers.authority import invented as authority
from willet.levers.authority.domain.ledger import ledger_of
from willet.levers.authority.models import Grant, GrantLimit
from willet.levers.knowledge import invented as knowledge
from willet.levers.knowledge.domain.gaps import topic_gaps
from willet.levers.knowledge.domain.reviewing import due, gaps, worths
from willet.levers.knowledge.models import Article, ArticleUse
from willet.ui.invented import InventedCentre

__all__ = ["causes_lake", "made_causes"]


def centre_of(cast: Cast) -> InventedCentre:
    """The accounts of a centre; these rooms read its calls in the data store."""
    people = {person.role: person for person in (cast.manager, cast.agent)}
    return InventedCentre([], timezone.now(), people)


def test_articles_are_as_planted(cast: Cast, causes_lake: Path) -> None:
    knowledge.invent(centre_of(cast))
    Article.objects.update(reviewed_at="2026-01-01T00:00Z", review_days=0, review_uses=40)

    now = timezone.now()
    (known,) = worths()
    # Of 123 calls on order with a verdict 33 were unresolved: every second of 90, every fourth of 33.
    assert (known.article.topic, known.opened) == ("order", 45 + 8)
    assert (known.solved, known.not_helpful) == (45, 8)
    assert (known.stale, known.flags) == (("vi",), 1)
    assert due([known], now) == [known]
    assert {gap.words: gap.times for gap in gaps(now)} == dict(knowledge.IN_VAIN)
    assert [gap.topic for gap in topic_gaps(read_lake(EVERYONE))] == ["fix"]


def test_limits_are_as_planted(cast: Cast, causes_lake: Path) -> None:
    authority.invent(centre_of(cast))

    book = ledger_of(cast.manager, date(2026, 3, 1), date(2026, 3, 31), read_lake(EVERYONE))
    (line,), (step,) = book.lines(), book.steps(GrantLimit.objects.all())

    # Of Anna W’s calls every fourth of 36 resolved, every second of 24 unresolved, of which every third was refused.
    # Otto K granted in every twelfth of 54 resolved and every twentieth of 8 others, Tomás R in one of 2.
    assert (line.grants, line.resolved, line.refused, line.missed) == (9 + 5 + 1 + 1, 9 + 5, 4, 8)
    assert line.granted_minor == 16 * authority.GRANTED_MINOR
    (limit,) = GrantLimit.objects.all()
    first = min(grant.at for grant in Grant.objects.all())
    assert limit.settled_at is not None
    assert limit.settled_at <= first
    by_agent = Counter((grant.agent_name, grant.agent.agent) for grant in Grant.objects.all())
    assert by_agent == {("Anna W",) * 2: 9, ("Otto K",) * 2: 6, ("Tomás R",) * 2: 1}
    assert (step.higher_minor, step.wanted, len(step.unresolved)) == (5_000, 12, 12)


def test_planting_again_changes_nothing_and_an_empty_house_stays_empty(
    cast: Cast, causes_lake: Path
) -> None:
    for room in (knowledge, authority):
        room.invent(centre_of(cast))
    before = (Article.objects.count(), ArticleUse.objects.count(), GrantLimit.objects.count())

    for room in (knowledge, authority):
        room.invent(centre_of(cast))

    assert (
        Article.objects.count(),
        ArticleUse.objects.count(),
        GrantLimit.objects.count(),
    ) == before
