from django.db import migrations


def move_koppen(apps, schema_editor):
    """The headers that were recognised stood in the summary; they are the `toewijzing` of every import now."""
    for naam in ("CoaImport", "Aanbodlijst"):
        model = apps.get_model("huisvesting", naam)
        for lijst in model.objects.defer("inhoud"):
            koppen = lijst.samenvatting.pop("koppen", {})
            model.objects.filter(pk=lijst.pk).update(
                toewijzing=lijst.toewijzing or koppen,
                koppen=[*koppen.values(), *lijst.samenvatting.get("onbekende_kolommen", [])],
                samenvatting=lijst.samenvatting,
            )


class Migration(migrations.Migration):
    dependencies = [("huisvesting", "0013_inlezing")]

    operations = [migrations.RunPython(move_koppen, migrations.RunPython.noop, elidable=True)]
