"""How Django knows this room."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The room of the jobs."""

    name = "willet.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Answer rooms beneath that ask for a job."""
        from willet.jobs.domain.asking import answer  # app ready: models
        from willet.ui.tasks import job_wanted

        job_wanted.connect(answer)
