"""What the worker does for this room: it forgets jobs long over."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from willet.jobs.domain.forgetting import forget_old_jobs
from willet.ui.tasks import Daily, Every, Work

FORGET = "jobs.forget"

JOBS = (Work(FORGET, _("Forget jobs long over"), lambda order, progress: forget_old_jobs()),)
EVERY = (Every(FORGET, Daily(time(4, 10))),)
