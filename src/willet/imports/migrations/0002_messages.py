"""Steps and failures of jobs become messages; what was kept as English alone stays English."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from willet.core.records import Message
from willet.ui.keeping import MessageField


def keep_texts(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Each text as a message: with its code where one was kept beside it."""
    here = schema_editor.connection.alias
    for job in apps.get_model("imports", "Job").objects.using(here):
        job.step_kept = Message(job.step) if job.step else None
        if job.error:
            job.error_kept = Message.from_json(job.said, job.error) if job.said else Message(job.error)
        job.save(update_fields=["step_kept", "error_kept"])


class Migration(migrations.Migration):
    dependencies = [("imports", "0001_moved_in")]

    operations = [
        migrations.AddField("job", "step_kept", MessageField(null=True)),
        migrations.AddField("job", "error_kept", MessageField(null=True)),
        migrations.RunPython(keep_texts, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField("job", "step"),
        migrations.RemoveField("job", "error"),
        migrations.RemoveField("job", "said"),
        migrations.RenameField("job", "step_kept", "step"),
        migrations.RenameField("job", "error_kept", "error"),
    ]
