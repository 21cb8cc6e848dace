"""Numbers that no column holds: no row has them, whether one is asked for or a list."""

import pytest
from django import forms

from willet.people.models import KnownAgent, Team, TeamStretch, User

HUGE = (10**24, -(10**24), 2**63, -(2**63) - 1)


@pytest.mark.django_db
@pytest.mark.parametrize("huge", HUGE)
def test_a_number_beyond_the_column_is_no_row(huge: int) -> None:
    north = Team.objects.create(name="North")

    assert list(Team.objects.filter(pk=huge)) == []
    assert list(Team.objects.filter(pk__in=[huge])) == []
    assert list(Team.objects.filter(pk__in=[north.pk, huge])) == [north]
    assert list(Team.objects.exclude(pk__in=[huge])) == [north]


@pytest.mark.django_db
@pytest.mark.parametrize("huge", HUGE)
def test_a_number_beyond_the_column_names_no_row_of_another_table(huge: int) -> None:
    north = Team.objects.create(name="North")
    (ann, lone) = (User.objects.create(username=name, email=f"{name}@x.example") for name in "al")
    ann.teams.add(north)
    led = TeamStretch.objects.create(agent=KnownAgent.objects.create(name="Ann"), team=north)

    assert list(TeamStretch.objects.filter(team=huge)) == []
    assert list(TeamStretch.objects.filter(team__in=[north.pk, huge])) == [led]
    assert list(TeamStretch.objects.filter(team_id__in=[huge])) == []
    assert list(TeamStretch.objects.exclude(team=huge)) == [led]
    assert list(TeamStretch.objects.exclude(team__in=[huge])) == [led]
    assert list(User.objects.filter(teams__in=[huge])) == []
    assert list(User.objects.filter(teams__in=[north, huge])) == [ann]
    assert list(User.objects.exclude(teams__in=[north.pk, huge])) == [lone]


@pytest.mark.django_db
@pytest.mark.parametrize("edge", [2**63 - 1, -(2**63)])
def test_the_largest_numbers_of_a_column_may_be_asked_for(edge: int) -> None:
    north = Team.objects.create(pk=edge, name="Edge")

    assert list(Team.objects.filter(pk__in=[edge, edge - 1, edge + 1])) == [north]


@pytest.mark.django_db
def test_a_form_of_several_choices_refuses_a_number_that_is_no_choice() -> None:
    north = Team.objects.create(name="North")
    field = forms.ModelMultipleChoiceField(Team.objects.all())

    assert list(field.clean([str(north.pk)])) == [north]
    with pytest.raises(forms.ValidationError) as refused:
        field.clean([str(north.pk), "9" * 24])
    assert refused.value.code == "invalid_choice"
