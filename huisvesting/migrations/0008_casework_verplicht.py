"""Every offer was written down by someone. Apart from the filling of it, which PostgreSQL must have finished first."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("huisvesting", "0007_casework_gegevens")]

    operations = [
        migrations.AlterField(
            model_name="woningaanbod",
            name="ingevoerd_op",
            field=models.DateTimeField(verbose_name="ingevoerd op"),
        ),
        migrations.AlterField(
            model_name="woningaanbod",
            name="ingevoerd_door",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
    ]
