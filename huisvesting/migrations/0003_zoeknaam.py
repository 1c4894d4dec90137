from django.db import migrations, models

from huisvesting.regels.zoeken import search_name

PER_KEER = 1000


def fill_zoeknaam(apps, editor):
    """Everyone who is known already can be found."""
    statushouder = apps.get_model("huisvesting", "Statushouder")
    rijen = statushouder.objects.only("pk", "achternaam", "voornamen").order_by("pk")
    deel = []
    for persoon in rijen.iterator(PER_KEER):
        persoon.zoeknaam = search_name(persoon.achternaam, persoon.voornamen)
        deel.append(persoon)
        if len(deel) == PER_KEER:
            statushouder.objects.bulk_update(deel, ["zoeknaam"])
            deel = []
    statushouder.objects.bulk_update(deel, ["zoeknaam"])


def create_index(apps, editor):
    """Trigrams are only of PostgreSQL. A search is never slowed down by what an import left to be indexed later."""
    if editor.connection.vendor == "postgresql":
        editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm", params=None)
        editor.execute(
            "CREATE INDEX statushouder_zoeknaam_trigram ON huisvesting_statushouder "
            "USING gin (zoeknaam gin_trgm_ops) WITH (fastupdate = off)",
            params=None,
        )


def drop_index(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP INDEX statushouder_zoeknaam_trigram", params=None)


class Migration(migrations.Migration):

    dependencies = [
        ("huisvesting", "0002_verblijf"),
    ]

    operations = [
        migrations.AddField(
            model_name="statushouder",
            name="zoeknaam",
            field=models.TextField(blank=True, default="", editable=False, verbose_name="naam om op te zoeken"),
        ),
        migrations.RunPython(fill_zoeknaam, migrations.RunPython.noop),
        migrations.RunPython(create_index, drop_index),
    ]
