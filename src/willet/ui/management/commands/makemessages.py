"""Gathers sentences as Django does, and those of the core, which knows no gettext: `saying(code, text)`."""

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    """`django-admin makemessages` that knows our own way of writing a sentence too."""

    xgettext_options = [
        *makemessages.Command.xgettext_options,
        "--keyword=saying:2",
        "--keyword=counted:2,3",
    ]
