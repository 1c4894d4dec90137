from django.db import migrations

from samenwerking.basis.alleen_toevoegen import AlleenToevoegen


class Migration(migrations.Migration):
    dependencies = [("samenwerking", "0001_initial")]

    operations = [AlleenToevoegen("samenwerking_logregel", "Logregel")]
