"""The addresses of this room."""

from django.urls import path

from willet.people import views
from willet.people.agents import review
from willet.people.agents import views as agents
from willet.people.invitations import views as invitations
from willet.people.opening import views as opening

app_name = "people"
urlpatterns = [
    path("start/<str:key>/", opening.opening, name="opening"),
    path("first-steps/", opening.first_steps, name="steps"),
    path("first-steps/<str:name>/skip/", opening.skip_step, name="skip_step"),
    path("people/", views.people, name="list"),
    path("people/add/", views.add, name="add"),
    path("people/teams/", views.teams, name="teams"),
    path("people/teams/<int:pk>/", views.team, name="team"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/active/", views.set_active, name="set_active"),
    path("people/<int:pk>/invitation/", invitations.invitation, name="invitation"),
    path("people/<int:pk>/invitation/withdraw/", invitations.withdrawn, name="withdraw"),
    path("agents/", agents.agents, name="agents"),
    path("agents/new/", agents.added, name="new_agent"),
    path("agents/proposals/", review.proposed, name="agent_proposals"),
    path("agents/table/", review.table, name="agents_table"),
    path("agents/<int:pk>/", agents.agent, name="agent"),
    path("agents/<int:pk>/change/", agents.changed, name="change_agent"),
    path("agents/<int:pk>/remove/", agents.removed, name="remove_agent"),
    path("agents/<int:pk>/spellings/", agents.spelling_added, name="add_spelling"),
    path("agents/spellings/<int:pk>/remove/", agents.spelling_removed, name="remove_spelling"),
    path("agents/<int:pk>/teams/", agents.stretch_added, name="add_stretch"),
    path("agents/teams/<int:pk>/remove/", agents.stretch_removed, name="remove_stretch"),
    path("agents/<int:pk>/merge/", agents.merged, name="merge_agent"),
    path("agents/<int:pk>/apart/", agents.parted, name="part_agent"),
    path("profile/", views.profile, name="profile"),
    path("preferences/language/", views.choose_language, name="choose_language"),
    path("preferences/theme/", views.choose_theme, name="choose_theme"),
]
