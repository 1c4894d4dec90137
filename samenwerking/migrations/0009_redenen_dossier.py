"""Reasons to park a household, to hand it back, and for a key that nobody came for (workflow.md 5.2 and 5.5)."""

from django.db import migrations

# klasse, code, text, note required
REDENEN = [
    ("huishouden", "medisch-onderzoek", "Wacht op medisch onderzoek of behandeling", False),
    ("huishouden", "detentie", "Zit vast", False),
    ("huishouden", "geen-antwoord", "Geen antwoord na twee pogingen", False),
    ("huishouden", "blijft-weigeren", "Blijft weigeren na een onterechte weigering", False),
    ("coa", "wacht-op-nareis", "COA laat nog weten of er nareis komt", False),
    ("coa", "gezin-elders", "Het gezin woont in een andere gemeente", False),
    ("corporatie", "afspraak-verzet", "De corporatie verzette de afspraak", False),
]


def add(apps, schema_editor):
    reden = apps.get_model("samenwerking", "Reden")
    for klasse, code, tekst, verplicht in REDENEN:
        reden.objects.get_or_create(
            code=code, defaults={"klasse": klasse, "tekst": tekst, "toelichting_verplicht": verplicht}
        )


class Migration(migrations.Migration):
    dependencies = [("samenwerking", "0008_actie")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
