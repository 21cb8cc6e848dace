import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    # The tables stand since the calls' first migrations: only where they belong changes.
    dependencies = [
        ('calls', '0003_said'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='SavedMapping',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=80, unique=True, verbose_name='name')),
                        ('text', models.TextField(verbose_name='mapping (TOML)')),
                        ('saved_at', models.DateTimeField(auto_now=True)),
                        ('saved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'db_table': 'calls_savedmapping',
                        'ordering': ['name'],
                    },
                ),
                migrations.CreateModel(
                    name='Upload',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('uploaded_at', models.DateTimeField(auto_now_add=True)),
                        ('source', models.CharField(max_length=40)),
                        ('zone', models.CharField(blank=True, max_length=60)),
                        ('region', models.CharField(blank=True, max_length=2)),
                        ('mapping', models.TextField(blank=True)),
                        ('files', models.JSONField(default=list)),
                        ('preview', models.JSONField(null=True)),
                        ('report', models.JSONField(null=True)),
                        ('run_id', models.CharField(blank=True, db_index=True, max_length=80)),
                        ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'db_table': 'calls_upload',
                        'ordering': ['-uploaded_at'],
                    },
                ),
                migrations.CreateModel(
                    name='Job',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('kind', models.CharField(choices=[('check', 'dry run'), ('import', 'import'), ('undo', 'undo'), ('correct', 'correction by hand')], max_length=10)),
                        ('run_id', models.CharField(blank=True, max_length=80)),
                        ('ask', models.JSONField(default=dict)),
                        ('state', models.CharField(choices=[('waiting', 'waiting'), ('running', 'running'), ('done', 'done'), ('failed', 'failed')], db_index=True, default='waiting', max_length=10)),
                        ('step', models.CharField(blank=True, max_length=200)),
                        ('share', models.FloatField(null=True)),
                        ('error', models.TextField(blank=True)),
                        ('said', models.JSONField(null=True)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('asked_at', models.DateTimeField(auto_now_add=True)),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('upload', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='jobs', to='imports.upload')),
                    ],
                    options={
                        'db_table': 'calls_job',
                        'ordering': ['-asked_at'],
                    },
                ),
            ],
        ),
    ]
