"""What this room keeps of persons: accounts, agents and their spellings."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from willet.core.lake.erased import Forgotten
from willet.people.agents.publishing import publish
from willet.people.models import KnownAgent, NotOne, Spelling, User
from willet.ui.personal import Holder, Sought


def _accounts(names: frozenset[str]) -> Iterator[User]:
    named = Q(agent__in=names) | Q(name__in=names) | Q(username__in=names) | Q(email__in=names)
    yield from User.objects.filter(named)


def _names(names: frozenset[str]) -> frozenset[str]:
    """Every name of the employee: of the account, and the agent's spellings."""
    agents = KnownAgent.objects.filter(Q(name__in=names) | Q(spellings__spelt__in=names))
    more = set(names) | set(agents.values_list("name", flat=True))
    more |= set(Spelling.objects.filter(agent__in=agents).values_list("spelt", flat=True))
    for person in _accounts(frozenset(more)):
        more |= {person.name, person.username, person.email, person.agent}
    return frozenset(more - {""})


def _held(sought: Sought) -> Sequence[Mapping[str, Any]]:
    accounts = [
        {
            "account": person.pk,
            "name": person.name,
            "username": person.username,
            "email": person.email,
            "role": person.role,
            "language": person.language,
            "teams": [str(team) for team in person.teams.all()],
        }
        for person in _accounts(sought.names)
    ]
    agents = [
        {
            "agent": agent.name,
            "spellings": [spelling.spelt for spelling in agent.spellings.all()],
            "hired": agent.hired and agent.hired.isoformat(),
            "left": agent.left and agent.left.isoformat(),
            "teams": [str(stretch) for stretch in agent.stretches.all()],
        }
        for agent in KnownAgent.objects.filter(name__in=sought.names)
    ]
    return [*accounts, *agents]


def _forget(gone: Forgotten) -> int:
    """Give pseudonyms past the models, for an entry of the change would say whose name it was."""
    count = sum(_forget_account(person, gone) for person in User.objects.all())
    count += sum(_forget_agent(agent, gone) for agent in KnownAgent.objects.all())
    for spelling in Spelling.objects.all():
        alias = gone.called(spelling.spelt)
        if alias != spelling.spelt:
            _rename_spelling(spelling, alias)
    for pair in NotOne.objects.all():
        if gone.called(pair.one) != pair.one or gone.called(pair.other) != pair.other:
            NotOne.objects.filter(pk=pair.pk)._raw_delete(NotOne.objects.db)
    if count:
        publish()
    return count


def _forget_account(person: User, gone: Forgotten) -> bool:
    aliases = {gone.called(n) for n in (person.agent, person.name) if n and gone.called(n) != n}
    if not aliases:
        return False
    alias = min(aliases)
    user = f"{alias}-{person.pk}"
    person.set_unusable_password()
    User.objects.filter(pk=person.pk).update(
        name=alias,
        username=user,
        email=f"{user}@willet.invalid",
        agent=gone.called(person.agent),
        is_active=False,
        password=person.password,
    )
    return True


def _forget_agent(agent: KnownAgent, gone: Forgotten) -> bool:
    alias = gone.called(agent.name)
    if alias == agent.name:
        return False
    taken = KnownAgent.objects.filter(name=alias).exists()
    name = f"{alias}-{agent.pk}" if taken else alias
    KnownAgent.objects.filter(pk=agent.pk).update(name=name, is_former=True)
    return True


def _rename_spelling(spelling: Spelling, alias: str) -> None:
    """The facts carry the pseudonym now; where the agent has it as a spelling already, one is enough."""
    itself = Spelling.objects.filter(pk=spelling.pk)
    if Spelling.objects.filter(source=spelling.source, spelt=alias).exists():
        itself._raw_delete(itself.db)
    else:
        itself.update(spelt=alias)


HOLDERS = (Holder("people", _("Accounts and agents"), _held, _forget, _names),)
