from django.db import migrations, models


def _field():
    return models.JSONField(blank=True, default=list, verbose_name="bladen met inhoud")


class Migration(migrations.Migration):
    dependencies = [("huisvesting", "0017_plaatsing_woning_verplicht")]

    operations = [
        migrations.AddField(model_name="aanbodlijst", name="bladen", field=_field()),
        migrations.AddField(model_name="coaimport", name="bladen", field=_field()),
    ]
