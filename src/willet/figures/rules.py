"""Who remarks on charts: whoever works with the figures of others. A remark is changed by its author alone."""

from typing import Any, Final

from willet.people.rules import is_analyst, is_manager, is_team_lead, predicate, set_perm

ANNOTATE: Final = "figures.annotate"
CHANGE_ANNOTATION: Final = "figures.change_annotation_of_ones_own"


def _is_ones_own(user: Any, annotation: Any) -> bool:
    """A remark that was never kept is whoever's writes it."""
    return annotation is not None and annotation.author_id in {None, user.pk}


is_annotator = is_manager | is_team_lead | is_analyst
set_perm(ANNOTATE, is_annotator)
set_perm(CHANGE_ANNOTATION, is_annotator & predicate(_is_ones_own))
