"""Articles, wordings and gaps as tables."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from willet.figures.domain.words import value_words
from willet.levers.knowledge.domain.gaps import TopicGap
from willet.levers.knowledge.domain.importing import FileOutcome
from willet.levers.knowledge.domain.reviewing import KnowledgeGap, Worth
from willet.levers.knowledge.models import LANGUAGES, Article, ArticleRevision, RevisionState
from willet.people.models import User
from willet.ui import formats
from willet.ui.clocks import by_clock
from willet.ui.components import Cell, Column, Empty, Row, Table
from willet.ui.messages import translate


def no_article(*, writes: bool, keeps: bool) -> Empty:
    """Where there is no article yet: what its reader may do about it."""
    ways = {
        (True, True): _("Write the first one, or bring in a folder of texts that you have."),
        (True, False): _("Write the first one. It is found once it is approved."),
    }
    return Empty(_("No article yet"), ways.get((writes, keeps), ""))


def history_table(revisions: Iterable[ArticleRevision]) -> Table:
    """Every wording of one language, the newest first."""
    return Table(
        caption=_("All wordings"),
        columns=[
            Column("number", _("Revision")),
            Column("title", _("Title")),
            Column("what", _("What changes")),
            Column("state", _("State")),
            Column("by", _("Written by")),
            Column("at", by_clock(_("Written"))),
        ],
        rows=[_wording(one) for one in revisions],
        empty=Empty(_("No wording yet")),
    )


def waiting_table(revisions: Iterable[ArticleRevision]) -> Table:
    """What waits for a decision."""
    return Table(
        caption=_("Waits for approval"),
        columns=[
            Column("title", _("Title")),
            Column("language", _("Language")),
            Column("what", _("What changes")),
            Column("state", _("State")),
            Column("by", _("Written by")),
            Column("at", by_clock(_("Written"))),
        ],
        rows=[
            Row([_titled(one), Cell(_language(one.language)), *_about(one)]) for one in revisions
        ],
        empty=Empty(_("Nothing waits for approval")),
    )


def due_table(worths: Iterable[Worth], now: datetime) -> Table:
    """Articles to look at again, and why."""
    return Table(
        caption=_("To look at again"),
        columns=[
            Column("title", _("Title")),
            Column("why", _("Why")),
            Column("owner", _("Owner")),
            *_counts(),
        ],
        rows=[
            Row([_linked(w.article), Cell(" · ".join(reasons(w, now))), _owner(w), *_numbers(w)])
            for w in worths
        ],
        empty=Empty(_("Nothing to look at")),
    )


def used_table(worths: Iterable[Worth]) -> Table:
    """The most used articles."""
    return Table(
        caption=_("Used most since the last review"),
        columns=[Column("title", _("Title")), *_counts()],
        rows=[Row([_linked(w.article), *_numbers(w)]) for w in worths],
        empty=Empty(_("No article was used yet")),
    )


def unused_table(articles: Iterable[Article]) -> Table:
    """Articles that nobody ever used."""
    return Table(
        caption=_("Never used"),
        columns=[Column("title", _("Title")), Column("owner", _("Owner"))],
        rows=[Row([_linked(one), Cell(_name(one.owner))]) for one in articles],
        empty=Empty(_("No article published 30 days ago or earlier is unused")),
    )


def gaps_table(gaps: Iterable[KnowledgeGap]) -> Table:
    """What was searched in vain."""
    return Table(
        caption=_("Searched in vain, last 90 days"),
        columns=[
            Column("words", _("Words")),
            Column("times", _("Times"), "end"),
            Column("last", by_clock(_("Last"))),
        ],
        rows=[
            Row(
                [
                    Cell(gap.words, href=_new(title=gap.words)),
                    Cell(formats.number(gap.times)),
                    Cell(formats.moment(gap.last)),
                ]
            )
            for gap in gaps
        ],
        empty=Empty(_("Nothing was searched in vain")),
    )


def topics_table(gaps: Iterable[TopicGap]) -> Table:
    """Topics of unresolved cases without an article."""
    return Table(
        caption=_("Topics without an article"),
        columns=[
            Column("topic", _("Topic")),
            Column("cases", _("Unresolved cases, last 90 days"), "end"),
            Column("lacked", _("Of them information missing"), "end"),
        ],
        rows=[
            Row(
                [
                    Cell(value_words("topic", gap.topic), href=_new(topic=gap.topic)),
                    Cell(formats.number(gap.cases)),
                    Cell(formats.number(gap.lacked)),
                ]
            )
            for gap in gaps
        ],
        empty=Empty(_("No topic of unresolved cases lacks an article")),
    )


def outcomes_table(outcomes: Iterable[FileOutcome]) -> Table:
    """What became of each file of a folder."""
    return Table(
        caption=_("What became of each file"),
        columns=[
            Column("file", _("File")),
            Column("article", _("Article")),
            Column("state", _("State")),
            Column("why", _("Why")),
        ],
        rows=[_outcome(one) for one in outcomes],
        empty=Empty(_("The folder is empty")),
    )


def _outcome(one: FileOutcome) -> Row:
    why = " ".join(translate(text) for text in [*([one.why] if one.why else []), *one.notes])
    if one.revision is None:
        return Row([Cell(one.name), Cell(""), Cell(_("left alone"), tone="warn"), Cell(why)])
    state = Cell(one.revision.get_state_display(), tone="good")
    return Row([Cell(one.name), _titled(one.revision), state, Cell(why)])


def reasons(worth: Worth, now: datetime) -> list[str]:
    """Why somebody is to look at an article, in words."""
    languages = ", ".join(_language(code) for code in worth.stale)
    all_reasons = [
        (worth.flags > 0, _("flagged")),
        (worth.is_doubtful and not worth.flags, _("it often did not help")),
        (bool(worth.stale), _("stale: %(languages)s") % {"languages": languages}),
        (worth.is_used_enough, _("used often since the last review")),
        (worth.due_at is not None and worth.due_at <= now, _("not reviewed for long")),
    ]
    return [words for holds, words in all_reasons if holds]


def _new(**given: str) -> str:
    return f"{reverse('knowledge:new')}?{urlencode(given)}"


def _wording(one: ArticleRevision) -> Row:
    number = Cell(str(one.number), href=reverse("knowledge:revision", args=[one.pk]))
    return Row([number, Cell(one.title), *_about(one)])


def _titled(one: ArticleRevision) -> Cell:
    return Cell(one.title, href=reverse("knowledge:revision", args=[one.pk]))


def _about(one: ArticleRevision) -> Sequence[Cell]:
    return [
        Cell(what_changes(one)),
        Cell(one.get_state_display(), sub=publishing_words(one)),
        Cell(_name(one.written_by)),
        Cell(formats.moment(one.written_at)),
    ]


def what_changes(one: ArticleRevision) -> str:
    """What a wording changes; the first of its language has nothing before it to be changed."""
    return _("all of it is new") if one.number == 1 else str(one.get_significance_display())


def publishing_words(one: ArticleRevision) -> str:
    """The moment that an approved wording waits for, with its clock; nothing where it waits for none."""
    if one.state != RevisionState.SCHEDULED or one.publish_at is None:
        return ""
    return formats.zoned_moment(one.publish_at)


def _counts() -> Sequence[Column]:
    return [
        Column("opened", _("Times opened"), "end"),
        Column("sent", _("Sent"), "end"),
        Column("solved", _("Helped"), "end"),
        Column("not_helpful", _("Did not help"), "end"),
    ]


def _numbers(worth: Worth) -> Sequence[Cell]:
    counts = (worth.opened, worth.sent, worth.solved, worth.not_helpful)
    return [Cell(formats.number(count)) for count in counts]


def _linked(article: Article) -> Cell:
    return Cell(str(article), href=reverse("knowledge:article", args=[article.pk]))


def _owner(worth: Worth) -> Cell:
    return Cell(_name(worth.article.owner))


def _name(person: User | None) -> str:
    return person.name or person.username if person is not None else ""


def _language(code: str) -> str:
    return dict(LANGUAGES).get(code, code)
