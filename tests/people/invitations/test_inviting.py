"""Invitations: mailed in a chosen language or handed over, made again, taken back; their links work once."""

import re
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from tests.jobs.rooms import done
from tests.notices.post import Post, hanging_server, post_office
from tests.scaffold.cast import Cast
from willet.activity.models import Act, ActivityEntry
from willet.imports.domain.watched.telling import NOT_TAKEN
from willet.jobs.models import Job
from willet.notices.domain.choices import language_of
from willet.notices.models import Notice
from willet.people.domain import add_person, invitation_path
from willet.people.invitations.inviting import invite_by_hand, state_of, withdraw
from willet.people.invitations.mailing import NOT_ARRIVED
from willet.people.models import User
from willet.ui.notices import notify
from willet.ui.tasks import MAIL

EVA = {"name": "Eva", "username": "eva", "email": "eva@willet.example", "role": "analyst"}
SUBJECTS = {
    "en": "[Willet] You are invited",
    "nl": "[Willet] Je bent uitgenodigd",
    "de": "[Willet] Sie sind eingeladen",
    "es": "[Willet] Tiene una invitación",
    "vi": "[Willet] Bạn được mời",
}
SECRET = "five long enough words"


def link_in(text: str) -> str:
    """The path of the only link with a key."""
    (path,) = set(re.findall(r"https?://[^/\s]+(/account/password/reset/key/[^\s\"<]+)", text))
    return str(path)


def opens(path: str) -> bool:
    """Whether a link leads to choosing a password."""
    answer = Client(SERVER_NAME="localhost").get(path, follow=True)
    return "This link no longer works" not in answer.content.decode()


def body_of(mail: EmailMessage) -> str:
    return str(mail.get_content())


def add(cast: Cast, **answers: str) -> str:
    answer = cast.client("administrator").post("/people/add/", EVA | answers)
    return answer.content.decode()


def mailed(post: Post) -> EmailMessage:
    job = done(MAIL)
    assert job.state == Job.State.DONE, job.error
    return post.taken[-1]


@pytest.mark.parametrize("language", SUBJECTS)
def test_invitation_goes_by_mail_in_the_language_of_the_person(cast: Cast, language: str) -> None:
    with post_office() as post:
        page = add(cast, language=language)
        mail = mailed(post)

    assert (mail["To"], mail["Subject"]) == ("eva@willet.example", SUBJECTS[language])
    assert opens(link_in(body_of(mail)))
    assert "on its way to eva@willet.example" in page
    assert "/reset/key/" not in page


def test_language_of_the_mail_is_chosen_when_it_is_sent(cast: Cast) -> None:
    person = add_person("eva", email="eva@willet.example", language="vi")
    choice = {"by": "mail", "language": "de"}

    with post_office() as post:
        cast.client("administrator").post(f"/people/{person.pk}/invitation/", choice)

        assert mailed(post)["Subject"] == SUBJECTS["de"]


def test_link_rests_neither_in_the_job_nor_in_the_activity(cast: Cast) -> None:
    with post_office() as post:
        add(cast)
        key = link_in(body_of(mailed(post))).split("/")[-2].partition("-")[2]

    kept = [str(job.payload) for job in Job.objects.all()]
    kept += [f"{e.thing_name}{e.fields}" for e in ActivityEntry.objects.all()]
    assert [text for text in kept if key in text] == []


def test_without_a_mail_server_the_link_is_shown_once(cast: Cast) -> None:
    page = add(cast)

    assert opens(link_in(page))
    assert "No mail was sent: no mail server is set" in page
    assert not Job.objects.filter(kind="people.invitation").exists()
    again = cast.client("administrator").get(f"/people/{User.objects.get(name='Eva').pk}/")
    assert "/reset/key/" not in again.content.decode()


def test_new_invitation_makes_the_one_before_void(cast: Cast) -> None:
    first = link_in(add(cast))
    person = User.objects.get(name="Eva")

    again = cast.client("administrator").post(f"/people/{person.pk}/invitation/", {"by": "link"})

    assert (opens(first), opens(link_in(again.content.decode()))) == (False, True)


def test_invitation_is_taken_back(cast: Cast) -> None:
    link, person = link_in(add(cast)), User.objects.get(name="Eva")

    answer = cast.client("administrator").post(
        f"/people/{person.pk}/invitation/withdraw/", follow=True
    )

    person.refresh_from_db()
    assert "The invitation is taken back" in answer.content.decode()
    assert (opens(link), state_of(person)) == (False, "none")
    acts = list(
        ActivityEntry.objects.filter(thing_id=str(person.pk), kind="people.user")
        .exclude(act__in=[Act.ADDED, Act.CHANGED])
        .order_by("number")
        .values_list("act", "who_name")
    )
    assert acts == [("invited", "Daan"), ("undone", "Daan")]


def test_nothing_is_taken_back_where_nothing_is_out(cast: Cast) -> None:
    answer = cast.client("administrator").post(
        f"/people/{cast.agent.pk}/invitation/withdraw/", follow=True
    )

    assert "No invitation of Anna is out" in answer.content.decode()
    cast.agent.refresh_from_db()
    assert cast.agent.has_usable_password()


def test_mail_of_an_invitation_taken_back_does_not_go(cast: Cast) -> None:
    with post_office() as post:
        add(cast)
        person = User.objects.get(name="Eva")
        cast.client("administrator").post(f"/people/{person.pk}/invitation/withdraw/")
        done(MAIL)

    assert post.taken == []


def test_used_invitation_is_no_longer_out(cast: Cast) -> None:
    link, new = link_in(add(cast)), Client(SERVER_NAME="localhost")
    form = new.get(link, follow=True).redirect_chain[-1][0]

    new.post(form, {"password1": SECRET, "password2": SECRET})

    person = User.objects.get(name="Eva")
    assert (person.invited_at, person.check_password(SECRET)) == (None, True)
    assert not opens(link)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("age", "state"),
    [(timedelta(), "out"), (timedelta(days=2.99), "out"), (timedelta(days=3), "expired")],
)
def test_invitation_is_out_for_three_days(age: timedelta, state: str) -> None:
    person = add_person("eva", email="eva@willet.example")
    invite_by_hand(person)
    person.invited_at = timezone.now() - age

    assert state_of(person) == state


def test_refused_address_is_told_to_whoever_invited(cast: Cast) -> None:
    with post_office(rcpt=["550 no such user"]):
        add(cast)
        job = done(MAIL)

    assert job.state == Job.State.FAILED
    notice = Notice.objects.get()
    assert notice.reader == cast.administrator
    assert "The mail server refuses mail to eva@willet.example: 550 no such user" in str(notice)


# What the server answers, to the address and to the content, and what then becomes of the mail.
@pytest.mark.parametrize(
    ("rcpt", "data", "state"),
    [
        (["450 greylisted"], [], Job.State.WAITING),
        (["550 no such user"], [], Job.State.FAILED),
        ([], ["451 busy"], Job.State.WAITING),
        ([], ["554 looks like spam"], Job.State.FAILED),
        ([], ["silence"], Job.State.WAITING),
    ],
)
def test_answer_of_the_mail_server_says_whether_it_is_tried_again(
    cast: Cast, rcpt: list[str], data: list[str], state: str
) -> None:
    with post_office(rcpt=rcpt, data=data):
        add(cast)

        assert done(MAIL).state == state


def test_server_that_does_not_answer_is_tried_again(cast: Cast) -> None:
    with hanging_server():
        add(cast)
        job = done(MAIL)

    assert (job.state, job.attempts) == (Job.State.WAITING, 1)


@pytest.mark.parametrize("way", ["used", "withdrawn", "replaced by a link", "deactivated"])
def test_mail_that_waited_does_not_go_for_an_invitation_that_is_over(cast: Cast, way: str) -> None:
    daan = cast.client("administrator")
    with post_office() as post:
        add(cast)
        person = User.objects.get(name="Eva")
        match way:
            case "used":
                choose_password(invite_by_hand(person))
            case "withdrawn":
                daan.post(f"/people/{person.pk}/invitation/withdraw/")
            case "replaced by a link":
                daan.post(f"/people/{person.pk}/invitation/", {"by": "link"})
            case _:
                daan.post(f"/people/{person.pk}/active/", {"active": "0"})

        job = done(MAIL)

    assert (job.state, post.taken) == (Job.State.DONE, [])


def test_invited_withdrawn_and_invited_again_is_one_mail(cast: Cast) -> None:
    daan = cast.client("administrator")
    with post_office() as post:
        add(cast)
        person = User.objects.get(name="Eva")
        daan.post(f"/people/{person.pk}/invitation/withdraw/")
        daan.post(f"/people/{person.pk}/invitation/", {"by": "mail"})
        done(MAIL)
        done(MAIL)

    assert len(post.taken) == 1
    assert opens(link_in(body_of(post.taken[0])))


def test_password_set_by_another_way_ends_a_first_invitation(cast: Cast) -> None:
    with post_office() as post:
        add(cast)
        person = User.objects.get(name="Eva")
        person.set_password(SECRET)
        person.save()
        done(MAIL)

    assert post.taken == []


# Whether the first link and the second still open, by what happened to them in that order.
VOIDED = {
    ("link",): (True, None),
    ("link", "withdraw"): (False, None),
    ("link", "link"): (False, True),
    ("link", "link", "withdraw"): (False, False),
    ("link", "withdraw", "link"): (False, True),
    ("link", "sign in"): (False, None),
    ("link", "password"): (False, None),
    ("link", "link", "password"): (False, False),
}


@pytest.mark.django_db
@pytest.mark.parametrize("password", [None, SECRET], ids=["new", "has a password"])
@pytest.mark.parametrize("story", VOIDED, ids=" ".join)
def test_link_holds_for_the_newest_invitation_alone(
    story: tuple[str, ...], password: str | None
) -> None:
    person = add_person("eva", email="eva@willet.example", password=password)

    links = [link for act in story if (link := happens(act, person))]

    assert [opens(link) for link in links] == [
        is_open for is_open in VOIDED[story] if is_open is not None
    ]
    is_out = story[-1] == "link"
    assert state_of(User.objects.get()) == ("out" if is_out else "none")


def happens(act: str, person: User) -> str:
    """One thing that befalls an invitation; the link, where one is made."""
    person.refresh_from_db()
    match act:
        case "link":
            return invite_by_hand(person)
        case "withdraw":
            withdraw(person)
        case "sign in":
            person.last_login = timezone.now() + timedelta(seconds=1)
            person.save()
        case _:
            choose_password(invitation_path(person))
    return ""


def choose_password(link: str) -> None:
    """Follow a link and choose one."""
    new = Client(SERVER_NAME="localhost")
    form = new.get(link, follow=True).redirect_chain[-1][0]
    new.post(form, {"password1": SECRET + "!", "password2": SECRET + "!"})


@override_settings(WILLET_ADDRESS="https://willet.centre.example")
def test_mail_leads_where_people_open_willet_and_not_where_it_was_asked_for(cast: Cast) -> None:
    with post_office() as post:
        add(cast)
        body = body_of(mailed(post))

    begins = set(re.findall(r"https?://[^/\s,]+", body))
    assert begins == {"https://willet.centre.example"}


@pytest.mark.parametrize(("own", "language"), [("", "vi"), ("de", "de")])
def test_who_accepts_is_written_to_in_the_language_they_began_in(
    cast: Cast, own: str, language: str
) -> None:
    person = add_person("eva", email="eva@willet.example", language=own)
    new = Client(SERVER_NAME="localhost", headers={"accept-language": "vi"})

    page = new.get(invitation_path(person), follow=True)
    new.post(page.redirect_chain[-1][0], {"password1": SECRET, "password2": SECRET})

    person.refresh_from_db()
    assert (person.has_usable_password(), language_of(person)) == (True, language)


def test_no_notice_is_mailed_to_an_address_that_nobody_answered_from(cast: Cast) -> None:
    invited = add_person("eva", email="eva@willet.example", role="administrator")

    notify(NOT_TAKEN, NOT_ARRIVED(why="x"), to=[invited, cast.administrator])

    mails = dict(Notice.objects.values_list("reader__username", "mail"))
    assert (mails["eva"], mails[cast.administrator.username]) == (
        Notice.Mail.NONE,
        Notice.Mail.WAITING,
    )


LEAVES = {
    "left": {"is_active": False},
    "lost the right": {"role": "analyst"},
}


@pytest.mark.parametrize("what", LEAVES.values(), ids=LEAVES)
def test_link_handed_out_holds_after_who_invited_left(cast: Cast, what: dict[str, object]) -> None:
    link = link_in(add(cast))

    User.objects.filter(pk=cast.administrator.pk).update(**what)

    assert opens(link)


@pytest.mark.parametrize("what", LEAVES.values(), ids=LEAVES)
def test_mail_not_sent_before_who_invited_left_is_told_to_who_may_invite(
    cast: Cast, what: dict[str, object]
) -> None:
    other = add_person("olga", email="olga@willet.example", role="administrator", password=SECRET)
    with post_office() as post:
        add(cast)
        User.objects.filter(pk=cast.administrator.pk).update(**what)
        done(MAIL)

    notice = Notice.objects.get()
    assert (notice.reader, post.taken) == (other, [])
    assert "no longer permitted" in str(notice)
    assert notice.href == f"/people/{User.objects.get(name='Eva').pk}/"


def test_link_opened_by_somebody_signed_in_says_so_and_signs_in_whose_it_is(cast: Cast) -> None:
    person = add_person("eva", name="Eva", email="eva@willet.example", role="analyst")
    daan = cast.client("manager")

    page = daan.get(invitation_path(person), follow=True)
    said = page.content.decode()
    daan.post(page.redirect_chain[-1][0], {"password1": SECRET, "password2": SECRET})

    assert f"{cast.manager} was signed in here and no longer is" in said
    assert "eva" in daan.get("/profile/").content.decode()


def test_link_opened_by_nobody_in_particular_names_nobody_else(cast: Cast) -> None:
    person = add_person("eva", email="eva@willet.example", role="analyst")

    page = Client(SERVER_NAME="localhost").get(invitation_path(person), follow=True)

    assert "was signed in here" not in page.content.decode()


@pytest.mark.parametrize("spelt", ["EVA@Willet.Example", " eva@willet.example "])
def test_somebody_s_address_spelt_otherwise_is_theirs(cast: Cast, spelt: str) -> None:
    add(cast)

    page = add(cast, username="eva2", email=spelt)

    assert "already" in page
    assert User.objects.filter(username="eva2").count() == 0


@pytest.mark.parametrize("spelt", ["EVA@Willet.Example", " eva@willet.example"])
def test_who_was_invited_signs_in_by_their_address_however_it_is_spelt(
    cast: Cast, spelt: str
) -> None:
    choose_password(invite_by_hand(add_person("eva", email="eva@willet.example")))
    new = Client(SERVER_NAME="localhost")

    new.post("/account/login/", {"login": spelt, "password": SECRET + "!"})

    assert new.session.get("_auth_user_id") == str(User.objects.get(username="eva").pk)
