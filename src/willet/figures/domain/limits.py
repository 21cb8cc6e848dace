"""The seconds a reader may set for figures: how soon to answer, how soon a hang-up is short. Read from the address."""

from collections.abc import Iterable, Mapping, Sequence

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from willet.core.metrics import Parameter, catalogue, parameters
from willet.figures.domain.targets import SECONDS, targets
from willet.ui import formats
from willet.ui.components import FilterBar, NumberField

LABELS: Mapping[str, str | Promise] = {n: gettext_lazy(label) for n, label in SECONDS.items()}
"""The parameters that are limits in seconds, and what their fields are called; a test holds that these are all."""
USUAL: Mapping[str, Sequence[int]] = {
    "target_s": (10, 15, 20, 30, 60, 120),
    "short_abandon_s": (3, 5, 10, 15),
}
_DIGITS = 6

Limits = Mapping[str, int]


def read_limits(address: QueryDict) -> tuple[dict[str, int], list[str]]:
    """The limits an address or the centre sets otherwise than Willet, and what of it cannot be, in words."""
    own = targets()
    result = {n: value for n, value in own.items() if value != parameters()[n].default}
    problems = list[str]()
    for name in LABELS:
        text, parameter = address.get(name, ""), parameters()[name]
        if not text:
            continue
        value = _number(text, parameter)
        if value is None:
            problems.append(_refused(name, text, parameter))
        elif value != parameter.default or name in own:
            result[name] = value
    return result, problems


def limits_of(names: Iterable[str]) -> list[str]:
    """The limits that some of these metrics count by, in a fixed order."""
    used = {p for name in names if name in catalogue() for p in catalogue()[name].parameters}
    return [name for name in LABELS if name in used]


def limit_bar(
    names: Iterable[str], limits: Limits, *, kept: Sequence[tuple[str, str]]
) -> FilterBar | None:
    """The limits these metrics count by, to be changed; None where they count by none."""
    mine = limits_of(names)
    stays = [pair for pair in kept if pair[0] not in mine]
    fields = [_field(name, limits) for name in mine]
    return FilterBar(fields, kept=stays, label=_("Limits in seconds")) if fields else None


def parameter_words(parameter: Parameter) -> str:
    """What a parameter means, in the reader's language."""
    language = (get_language() or "en").split("-")[0]
    return parameter.words.get(language) or parameter.words["en"]


def _field(name: str, limits: Limits) -> NumberField:
    low, high = _ends(parameters()[name])
    value = limits.get(name, int(parameters()[name].default))
    return NumberField(name, str(LABELS[name]), value, low, high, USUAL[name])


def _number(text: str, parameter: Parameter) -> int | None:
    # Digits of any script count as digits for Python; seconds are written in plain ones.
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        return None
    low, high = _ends(parameter)
    return int(text) if low <= int(text) <= high else None


def _refused(name: str, text: str, parameter: Parameter) -> str:
    low, high = _ends(parameter)
    sentence = _("%(label)s: a whole number from %(low)s to %(high)s is wanted, not “%(text)s”.")
    ends = {"low": formats.number(low), "high": formats.number(high)}
    return sentence % {"label": LABELS[name], **ends, "text": text[:40]}


def _ends(parameter: Parameter) -> tuple[int, int]:
    return int(parameter.lowest or 0), int(parameter.highest or 0)
