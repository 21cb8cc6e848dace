"""Jobs become a room of their own: those of before are carried over, under the same ids, and their table goes."""

import hashlib
import json
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

KINDS = {
    "check": "imports.check",
    "import": "imports.import",
    "undo": "imports.undo",
    "correct": "resolution.correct",
}
OVER = ("done", "failed")


def payload_of(job: Any) -> tuple[dict[str, Any], str]:
    """What a job is to be done with, and what it is about."""
    if job.kind == "undo":
        return {"run_id": job.run_id}, job.run_id
    if job.kind == "correct":
        return job.ask, job.ask.get("contact_id", "")[:120]
    return {"upload": str(job.upload_id), **job.ask}, str(job.upload_id)


def carry_over(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Each job as a row of the new table; one that ran waits, for no worker of before runs any more."""
    new, here = apps.get_model("jobs", "Job"), schema_editor.connection.alias
    for job in apps.get_model("imports", "Job").objects.using(here):
        payload, about = payload_of(job)
        row = new(id=job.id, kind=KINDS[job.kind], payload=payload, about=about, lane="lake")
        row.state = "waiting" if job.state == "running" else job.state
        row.step, row.share, row.error = job.step, job.share, job.error
        row.attempts, row.asked_by_id = job.attempts, job.asked_by_id
        row.asked_at = row.not_before = job.asked_at
        row.ended_at = job.ended_at
        row.open_as = None if job.state in OVER else same(row.kind, payload)
        if row.open_as is None or not new.objects.using(here).filter(open_as=row.open_as).exists():
            row.save(force_insert=True, using=here)


def same(kind: str, payload: dict[str, Any]) -> str:
    """As jobs told two of the same when they moved out."""
    text = json.dumps([kind, payload], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


class Migration(migrations.Migration):
    dependencies = [("imports", "0002_messages"), ("jobs", "0001_initial")]

    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop, elidable=True),
        migrations.DeleteModel("Job"),
    ]
