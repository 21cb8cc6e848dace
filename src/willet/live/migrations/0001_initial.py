
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='LiveEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('topic', models.CharField(max_length=40)),
                ('audience', models.CharField(blank=True, max_length=80)),
                ('payload', models.JSONField(default=dict)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
    ]
