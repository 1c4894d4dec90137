"""The reasons to start with (workflow.md 5.5). A gemeente adds its own and retires what it does not use."""

from django.db import migrations

# klasse, code, text, note required
REDENEN = [
    ("huishouden", "weigert-locatie", "Weigert de locatie", False),
    ("huishouden", "weigert-grootte", "Weigert de grootte", False),
    ("huishouden", "weigert-huur", "Weigert de huur", False),
    ("huishouden", "medische-reden", "Medische reden", False),
    ("huishouden", "familie-elders", "Wil bij familie elders wonen", False),
    ("huishouden", "studie-werk-elders", "Studie of werk elders", False),
    ("huishouden", "nareis-eerst", "Wil eerst de nareis afwachten", False),
    ("huishouden", "onbereikbaar", "Niet bereikbaar na twee pogingen", False),
    ("huishouden", "zelf-woonruimte", "Heeft zelf woonruimte gevonden", False),
    ("huishouden", "niet-verschenen", "Niet verschenen", False),
    ("corporatie", "woning-niet-leeg", "De woning is niet leeg", False),
    ("corporatie", "onderhoud-schade", "Onderhoud of schade", False),
    ("corporatie", "andere-bestemming", "Toch een andere bestemming", True),
    ("corporatie", "huurder-afgewezen", "Huurder past niet in het complex", True),
    ("corporatie", "contractgegevens", "Gegevens voor het contract ontbreken", False),
    ("gemeente", "optie-verlopen", "De optie is verlopen", False),
    ("gemeente", "wijkgrens", "Past niet bij de afspraken over de wijk", True),
    ("gemeente", "regelfout", "Fout bij het invoeren", False),
    ("gemeente", "besluit-te-laat", "Het besluit kwam te laat", False),
    ("coa", "herkoppeling", "COA koppelt aan een andere gemeente", False),
    ("coa", "profiel-onjuist", "Het profiel klopt niet", True),
    ("coa", "geen-bsn-pas", "Geen BSN of verblijfspas", False),
    ("coa", "vervoer-niet-gereed", "Vervoer of overdracht niet geregeld", False),
    ("overmacht", "brandveiligheid", "Brand- of bouwveiligheid", True),
    ("overmacht", "overlijden", "Overlijden", False),
    ("overmacht", "vertrek", "Vertrokken uit Nederland", False),
]


def add(apps, schema_editor):
    reden = apps.get_model("samenwerking", "Reden")
    for klasse, code, tekst, verplicht in REDENEN:
        reden.objects.get_or_create(
            code=code, defaults={"klasse": klasse, "tekst": tekst, "toelichting_verplicht": verplicht}
        )


class Migration(migrations.Migration):
    dependencies = [("samenwerking", "0002_logregel_alleen_toevoegen")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
