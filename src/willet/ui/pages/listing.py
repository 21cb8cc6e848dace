"""A list of things: a title, what can be done, and a table that says why it is empty."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from willet.ui.components import Table


@dataclass(frozen=True, slots=True)
class Action:
    """A way on from a page, drawn as a button; `permission` hides it from those who may not."""

    label: str
    href: str
    icon: str = "plus"
    permission: str | None = None


def show_list(
    request: HttpRequest,
    table: Table,
    *,
    title: str,
    actions: Sequence[Action] = (),
    page: Page[Any] | None = None,
) -> HttpResponse:
    """The page of a list; `page` where its rows are one of several pages."""
    may = [a for a in actions if a.permission is None or request.user.has_perm(a.permission)]
    return render(
        request,
        "ui/pages/list.html",
        {"title": title, "table": table, "actions": may, "page": page},
    )
