"""The ends of exposures are registered with the starts; an interval that excludes nothing has no ends."""

from math import inf
from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def take_ends(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Give the newest wording of each intervention the ends by which it was judged until now."""
    for one in apps.get_model("plans", "Intervention").objects.exclude(registrations=None):
        newest = one.registrations.order_by("number").last()
        ends = {name: days["until"] for name, days in one.units.items() if days.get("until")}
        newest.ends = {name: day for name, day in ends.items() if name in newest.starts}
        newest.save(update_fields=["ends"])


def drop_infinities(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Early looks at long plans left infinite ends, which no page and no file can show."""
    looks = apps.get_model("plans", "PlanVerdict").objects
    looks.filter(low=-inf).update(low=None)
    looks.filter(high=inf).update(high=None)


class Migration(migrations.Migration):
    """Adds the ends."""

    dependencies: ClassVar = [("plans", "0002_shared_controls")]

    operations: ClassVar = [
        migrations.AddField("registration", "ends", models.JSONField(default=dict)),
        migrations.RunPython(take_ends, migrations.RunPython.noop),
        migrations.RunPython(drop_infinities, migrations.RunPython.noop),
    ]
