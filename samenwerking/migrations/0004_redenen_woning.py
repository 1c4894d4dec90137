"""Reasons why a home cannot be used: blocked by the corporation, or unsuitable for the gemeente (workflow.md 5.3)."""

from django.db import migrations

# klasse, code, text, note required
REDENEN = [
    ("corporatie", "nutsvoorziening", "Gas, water of stroom werkt niet", False),
    ("corporatie", "inspectie", "De woning wordt nog gekeurd", False),
    ("gemeente", "te-duur", "Te duur", False),
    ("gemeente", "te-groot-of-klein", "Te groot of te klein", False),
    ("gemeente", "ontoegankelijk", "Niet toegankelijk", False),
]


def add(apps, schema_editor):
    reden = apps.get_model("samenwerking", "Reden")
    for klasse, code, tekst, verplicht in REDENEN:
        reden.objects.get_or_create(
            code=code, defaults={"klasse": klasse, "tekst": tekst, "toelichting_verplicht": verplicht}
        )


class Migration(migrations.Migration):
    dependencies = [("samenwerking", "0003_redenen")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
