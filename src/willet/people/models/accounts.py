"""Accounts and teams. A person has one role; the agent's name links the account to the calls."""

from collections.abc import Collection
from typing import Any, ClassVar, Final

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rules.permissions import has_perm as has_perm_untyped

from willet.activity.models import AuditedModel
from willet.core.records.spelling import spelled

# The library carries no types of its own.
_allowed: Any = has_perm_untyped


NAME_TAKEN: Final = _("Somebody has this user name already.")


class Role(models.TextChoices):
    """What somebody does at the centre; each sees and may do what `willet.people.rules` says."""

    MANAGER = "manager", _("manager")
    TEAM_LEAD = "team_lead", _("team lead")
    AGENT = "agent", _("agent")
    ANALYST = "analyst", _("analyst")
    ADMINISTRATOR = "administrator", _("administrator")


class Theme(models.TextChoices):
    """Light or dark; `auto` follows the device."""

    AUTO = "auto", _("as the device")
    LIGHT = "light", _("light")
    DARK = "dark", _("dark")


class Team(AuditedModel):
    """A team; its name is the one that the call records carry."""

    name = models.CharField(_("name"), max_length=80, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """One spelling for one name, however it was typed."""
        self.name = spelled(self.name).strip()


class UserManager(BaseUserManager["User"]):
    """Makes accounts; `people.domain.add_person` is the verb that pages and commands use."""

    def create_user(
        self, username: str, email: str, password: str | None = None, **fields: Any
    ) -> "User":
        """Store a new account; without a password nobody can sign in to it yet."""
        person = self.model(
            username=self.model.normalize_username(username),
            email=self.normalize_email(email),
            **fields,
        )
        person.set_password(password)
        person.full_clean(exclude=["password"])
        person.save(using=self._db)
        return person

    def able(self) -> "models.QuerySet[User]":
        """Those who can sign in: active, with a password; who was only invited is none of them."""
        active = self.filter(is_active=True).order_by()
        return active.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)

    def administrators(self) -> "models.QuerySet[User]":
        """Those who can sign in and manage people; without any, the installation is there to be taken."""
        return self.able().filter(role=Role.ADMINISTRATOR)


class User(AuditedModel, AbstractBaseUser):
    """One person who signs in."""

    # That somebody signed in, or got an account, is an entry with a moment of its own.
    AUDIT_IGNORES = frozenset({"last_login", "date_joined", "invited_at"})

    username = models.CharField(
        _("user name"),
        max_length=60,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": NAME_TAKEN},
    )
    email = models.EmailField(
        _("e-mail address"), error_messages={"unique": _("Somebody has this address already.")}
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.AGENT)
    teams = models.ManyToManyField(Team, verbose_name=_("teams"), blank=True, related_name="people")
    agent = models.CharField(
        _("name in the call records"),
        max_length=120,
        blank=True,
        help_text=_(
            "As the phone system spells it. Figures under this name are this person's own."
        ),
    )
    language = models.CharField(_("language"), max_length=5, blank=True)
    """Empty: as the browser asks."""
    theme = models.CharField(_("appearance"), max_length=5, choices=Theme, default=Theme.AUTO)
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)
    invited_at = models.DateTimeField(null=True, editable=False)
    """When the link was made with which they choose a password; NULL where none is out. A link holds for one value."""

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["email"]

    class Meta:
        ordering = ["username"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_account_per_address",
                violation_error_message=_("Somebody has this address already."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def clean(self) -> None:
        """One spelling for one name, however it was typed: the same letters are the same person."""
        self.name, self.agent = spelled(self.name).strip(), spelled(self.agent).strip()
        self.email = spelled(self.email).strip()
        self.username = self.normalize_username(self.username)

    def validate_unique(self, exclude: Collection[str] | None = None) -> None:
        """A user name is read without regard to capitals, so no two differ by these alone.

        Raises:
            ValidationError: a name or an address is taken.
        """
        super().validate_unique(exclude)
        others = User.objects.filter(username__iexact=self.username).exclude(pk=self.pk)
        if "username" not in (exclude or ()) and others.exists():
            raise ValidationError({"username": NAME_TAKEN})

    def has_perm(self, permission: str, subject: object = None) -> bool:
        """Whether the predicates of `willet.people.rules` allow this; nothing is ever granted by hand."""
        return self.is_active and bool(_allowed(permission, self, subject))

    def has_perms(self, permissions: list[str], subject: object = None) -> bool:
        """Whether all of these are allowed."""
        return all(self.has_perm(name, subject) for name in permissions)

    def has_module_perms(self, label: str) -> bool:
        """Nobody: there is no ready-made back office here."""
        return False


class SkippedStep(AuditedModel):
    """A first step of the installation that somebody left out."""

    name = models.CharField(max_length=40, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class SignInAttempt(models.Model):
    """One attempt to sign in that failed, or has not succeeded yet. Who tried rests as keyed hashes, for a day."""

    NOT_AUDITED: Final = "counts attempts for a day; each is an entry by itself"

    account = models.CharField(max_length=32)
    address = models.CharField(max_length=32, blank=True)
    browser = models.CharField(max_length=16, blank=True)
    """The number of a browser in which this account has signed in before; empty for all others."""
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["account", "browser", "at"], name="attempts_of_an_account"),
            models.Index(fields=["address", "browser", "at"], name="attempts_from_an_address"),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.at}"
