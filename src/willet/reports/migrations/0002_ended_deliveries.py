"""Reports that were given up, or may have arrived, are no longer on their way."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two more ways to end."""

    dependencies = [("reports", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="delivery",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "waiting"),
                    ("sending", "being sent"),
                    ("sent", "sent"),
                    ("empty", "not sent: no calls"),
                    ("closed", "a sentence in place of figures"),
                    ("silent", "not sent: still without the right"),
                    ("gone", "not sent: the account is closed"),
                    ("refused", "refused by the mail server"),
                    ("given_up", "not sent: given up"),
                    ("unsure", "perhaps sent: the mail server did not say"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
    ]
