from django.db import migrations


class Migration(migrations.Migration):
    # The tables stay; the room of imports owns them now.
    dependencies = [
        ("calls", "0003_said"),
        ("imports", "0001_moved_in"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel("Job"),
                migrations.DeleteModel("SavedMapping"),
                migrations.DeleteModel("Upload"),
            ],
        ),
    ]
