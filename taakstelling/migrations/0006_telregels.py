from django.db import migrations
from django.utils import timezone

from samenwerking.basis.alleen_toevoegen import AlleenToevoegen
from samenwerking.basis.geen_overlap import GeenOverlap
from taakstelling.services.telregels import ensure_telregels


def add(apps, schema_editor):
    """Without rules nobody counts, so they come with the tables."""
    gebruiker = apps.get_model("samenwerking", "Gebruiker")
    systeem, _ = gebruiker.objects.get_or_create(
        username="systeem",
        defaults={
            "first_name": "Thuisgever",
            "last_name": "(automatisch)",
            "is_active": False,
            "password": "!",
            "date_joined": timezone.now(),
        },
    )
    ensure_telregels(door=systeem, model=apps.get_model("taakstelling", "Telregel"))


class Migration(migrations.Migration):
    dependencies = [("taakstelling", "0005_overzichten_telregels_toezicht")]

    operations = [
        AlleenToevoegen("taakstelling_koppelingsdekking", "Koppelingsdekking"),
        GeenOverlap("telregel_no_overlap", "taakstelling_telregel", ["vorm", "persoon"], "geldig_van", "geldig_tot"),
        migrations.RunPython(add, migrations.RunPython.noop),
    ]
