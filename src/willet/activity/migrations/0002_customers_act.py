"""What customers themselves do has an act of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('activity', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='activityentry',
            name='act',
            field=models.CharField(choices=[('added', 'added'), ('changed', 'changed'), ('removed', 'removed'), ('restored', 'brought back'), ('signed_in', 'signed in'), ('signed_out', 'signed out'), ('sign_in_failed', 'failed to sign in'), ('invited', 'invited'), ('handed_in', 'handed in'), ('asked', 'asked for'), ('done', 'carried out'), ('undone', 'took back'), ('discarded', 'discarded'), ('downloaded', 'downloaded'), ('revealed', 'looked at'), ('opted_out', 'wants no more contact'), ('exported', 'exported'), ('erased', 'erased'), ('aged', 'removed by age')], max_length=20),
        ),
    ]
