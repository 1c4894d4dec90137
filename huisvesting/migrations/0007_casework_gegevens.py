"""What stood already fits the new facts: it was reported when it was written down, and every household was ready."""

from django.db import migrations
from django.db.models import F


def fill(apps, schema_editor):
    aanbod = apps.get_model("huisvesting", "Woningaanbod").objects
    aanbod.filter(ingevoerd_op=None).update(ingevoerd_op=F("aangeboden_op"), ingevoerd_door=F("aangeboden_door"))
    huishoudens = apps.get_model("huisvesting", "Huishouden").objects.filter(ontvangen_op=None)
    acts = ("ontvangen", "intake", "klaar")
    huishoudens.update(
        eigenaar=F("aangemeld_door"),
        **{f"{act}_op": F("aangemeld_op") for act in acts},
        **{f"{act}_door": F("aangemeld_door") for act in acts},
    )


class Migration(migrations.Migration):
    dependencies = [("huisvesting", "0006_casework")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
