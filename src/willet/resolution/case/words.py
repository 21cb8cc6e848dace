"""A case in words: its facts, who said what of it, and the corrections that were made by hand."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from willet.calls.domain.listing import local
from willet.calls.domain.statements import statements_table
from willet.core.cases import Edit
from willet.figures.domain.words import value_words
from willet.people.visibility import Visibility
from willet.resolution.case.query import CaseFile, WholeCase
from willet.ui import formats
from willet.ui.components import Table


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction in words, with what is needed to take it back."""

    edit: Edit
    words: str
    when: str
    elsewhere: str
    """The address of the case that a contact it names is in now, where that is another one."""


def case_facts(case: WholeCase, zone: ZoneInfo) -> list[tuple[str, str]]:
    """What is known of the case, as pairs; what is not known is left out."""
    facts = [
        (_("Verdict"), _verdict(case)),
        (_("Decided by"), value_words("kind", case.decided_by)),
        (_("Contacts it took"), formats.number(case.contacts)),
        (_("Linked by"), _linked_by(case)),
        (_("Topic"), value_words("topic", case.topic)),
        (_("Opened"), formats.moment(local(case.opened_at, zone))),
    ]
    return [fact for fact in facts if fact[1]]


def _linked_by(case: WholeCase) -> str:
    if case.linked_by == "by_hand":
        return _("correction by hand")
    return value_words("linked_by", case.linked_by)


def _verdict(case: WholeCase) -> str:
    if case.resolved is None:
        return _("not known: there is no evidence yet")
    return _("solved") if case.resolved else _("not solved")


def corrections_table(file: CaseFile, zone: ZoneInfo, *, visibility: Visibility) -> Table:
    """Every statement on the outcome. Agents whom the reader may not see stay without a name."""
    return statements_table(
        file.statements,
        zone=zone,
        name=lambda name: _named(name, file, visibility),
        when=lambda moment: formats.moment(local(moment, zone)),
    )


def _named(name: str, file: CaseFile, visibility: Visibility) -> str:
    if visibility.everyone:
        return value_words("agent", name)
    open_names = {m.agent for m in file.members if visibility.sees(agent=m.agent, team=m.team)}
    return value_words("agent", name) if name in open_names else _("another agent")


def corrections(file: CaseFile, zone: ZoneInfo) -> list[Correction]:
    """The corrections made by hand, oldest first."""
    return [
        Correction(e, _done(e), formats.moment(local(e.made_at, zone)), _elsewhere(e, file))
        for e in file.edits
    ]


def _elsewhere(edit: Edit, file: CaseFile) -> str:
    others = (file.elsewhere.get(name) for name in (edit.contact_id, edit.other_id))
    case_id = next((case_id for case_id in others if case_id), None)
    return reverse("resolution:case", args=[case_id]) if case_id else ""


def _done(edit: Edit) -> str:
    values = {"by": edit.made_by, "one": edit.contact_id, "other": edit.other_id}
    if edit.kind == "split":
        return _("%(by)s let %(one)s open a case of its own.") % values
    return _("%(by)s joined the cases of %(one)s and %(other)s.") % values
