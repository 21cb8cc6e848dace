"""Jobs changed: cancelled, or tried again."""

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from willet.jobs.domain.asking import cancel, try_again
from willet.jobs.models import Job
from willet.jobs.rules import CHANGE_JOBS
from willet.people.models import User

may_change = permission_required(CHANGE_JOBS, raise_exception=True)


@require_POST
@may_change
def cancelled(request: HttpRequest, pk: str) -> HttpResponseRedirect:
    """Let a job not be done."""
    job = _changed(request, pk, cancel)
    if job.state == Job.State.CANCELLED:
        messages.success(request, _("The job was cancelled."))
    elif job.is_over:
        messages.info(request, _("The job was over already."))
    else:
        messages.info(request, _("The job stops at its next step."))
    return redirect("jobs:job", job.pk)


@require_POST
@may_change
def tried_again(request: HttpRequest, pk: str) -> HttpResponseRedirect:
    """Let a job that failed or was cancelled be tried once more."""
    job = _changed(request, pk, try_again)
    if job.is_over:
        messages.info(request, _("This job was done; there is nothing to try again."))
    return redirect("jobs:job", job.pk)


def _changed(request: HttpRequest, pk: str, change: Callable[..., Job]) -> Job:
    return change(get_object_or_404(Job, pk=pk), by=cast(User, request.user))
