"""People and teams as tables of words, for their files."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from willet.people.models import Team, User
from willet.ui import formats
from willet.ui.components import Cell, Column, Row, Table


def people_table(people: Iterable[User]) -> Table:
    """Everybody: who they are, what they may, and whether they can sign in."""
    columns = [
        Column("name", _("Name")),
        Column("mail", _("Mail")),
        Column("role", _("Role")),
        Column("teams", _("Teams")),
        Column("agent", _("Name in the call records")),
        Column("account", _("Account")),
    ]
    return Table(_("People"), columns, [_person_row(person) for person in people])


def _person_row(person: User) -> Row:
    teams = ", ".join(str(team) for team in person.teams.all())
    texts = (str(person), person.email, person.get_role_display(), teams, person.agent)
    return Row([*map(Cell, texts), Cell(account_words(person))])


def account_words(person: User) -> str:
    """Whether a person can sign in, and if not, what stands in the way."""
    if not person.is_active:
        return _("deactivated")
    if person.has_usable_password():
        return _("active")
    return _("invited") if person.invited_at else _("not invited")


def teams_table(teams: Iterable[Team]) -> Table:
    """Every team with how many people are in it; `members` is counted by the query."""
    rows = [Row([Cell(str(team)), Cell(formats.number(team.members))]) for team in teams]  # type: ignore[attr-defined]
    return Table(
        _("Teams"), [Column("name", _("Name")), Column("people", _("People"), "end")], rows
    )
