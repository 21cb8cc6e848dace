"""What is refused of articles, and why."""

from willet.core.records import RequestError, saying

NEWER_WRITTEN = saying(
    "article_written_meanwhile",
    "Revision %(number)s was written meanwhile. Your text is kept in the form: compare the two, then save again.",
)
NEWER_PUBLISHED = saying(
    "article_newer_published",
    "Revision %(newer)s is newer than %(number)s and published. Write what is still missing as a new revision.",
)
NOT_WAITING = saying("revision_not_waiting", "Revision %(number)s is not waiting for a decision.")
IS_ARCHIVED = saying(
    "article_archived", "The article is archived. Take it back into use before it is written on."
)
STALE_MEANING = saying(
    "article_stale_meaning",
    "This language does not go along with the newest meaning yet. Bring it in line first, then change the meaning.",
)
NOTHING_SEEN = saying(
    "article_nothing_seen",
    "Title and text need at least one letter, digit or sign that can be seen. Write them.",
)
SAME_TEXT = saying("article_same_text", "The text is the same as that of revision %(number)s.")


class ArticleError(RequestError):
    """Something that cannot be done with an article as it is now."""
