from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("calls", "0002_correction"),
    ]

    operations = [
        migrations.AddField(
            model_name="job",
            name="said",
            field=models.JSONField(null=True),
        ),
    ]
