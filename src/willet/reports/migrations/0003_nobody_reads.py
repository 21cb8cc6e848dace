"""An account that was only invited reads no report either."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The same state, called by what it is."""

    dependencies = [("reports", "0002_ended_deliveries")]

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
                    ("gone", "not sent: nobody reads the mail of this account"),
                    ("refused", "refused by the mail server"),
                    ("given_up", "not sent: given up"),
                    ("unsure", "perhaps sent: the mail server did not say"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
    ]
