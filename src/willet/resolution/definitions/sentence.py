"""The five definitions in one sentence: the usual one, and between what the others lie."""

from django.utils.translation import gettext as _

from willet.resolution.definitions.query import DEFINITIONS, Resolution
from willet.ui import formats


def first_contact_words(resolution: Resolution) -> str:
    """How many of a hundred cases were solved at the first contact, and how far the definitions are apart."""
    known = [resolution.figures[name].value for name in DEFINITIONS]
    values, usual = [value for value in known if value is not None], known[0]
    if usual is None:
        return ""
    # Nearly all is not all, and hardly any is not none.
    decimals = 1 if round(100 * usual) in {0, 100} and usual not in {0, 1} else 0
    solved = {"solved": formats.number(100 * usual, decimals)}
    if len(values) < 2:
        return _("%(solved)s of 100 cases were solved at the first contact.") % solved
    ends = {"low": formats.percent(min(values)), "high": formats.percent(max(values))}
    return _(
        "%(solved)s of 100 cases were solved at the first contact; the five definitions lie between %(low)s and "
        "%(high)s."
    ) % (solved | ends)
