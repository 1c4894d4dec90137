from django.db import migrations

from samenwerking.basis.alleen_toevoegen import AlleenToevoegen


class Migration(migrations.Migration):
    dependencies = [("taakstelling", "0001_initial")]

    operations = [AlleenToevoegen("taakstelling_realisatie", "Realisatie")]
