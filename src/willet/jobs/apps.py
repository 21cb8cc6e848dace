"""How Django knows this room."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The room of the jobs."""

    name = "willet.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Answer rooms beneath that ask for a job; tell open pages how jobs go on."""
        from willet.jobs.domain.asking import answer  # app ready: models
        from willet.jobs.domain.changes import job_changed  # app ready: models
        from willet.jobs.topics import tell_pages  # app ready: models
        from willet.ui.tasks import job_wanted

        job_wanted.connect(answer)
        job_changed.connect(tell_pages)
