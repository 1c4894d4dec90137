from django.db import migrations
from django.db.models import OuterRef, Subquery


def copy_woning(apps, schema_editor):
    """Leases of before say the kind of home and the gemeente as they stand now; nothing says that they were others."""
    woning = apps.get_model("huisvesting", "Woningaanbod").objects.filter(pk=OuterRef("aanbod"))
    apps.get_model("huisvesting", "Plaatsing").objects.update(
        vorm=Subquery(woning.values("woning__vorm")[:1]),
        woongemeente=Subquery(woning.values("woning__gemeente")[:1]),
    )


class Migration(migrations.Migration):
    dependencies = [("huisvesting", "0015_plaatsing_woning")]

    operations = [migrations.RunPython(copy_woning, migrations.RunPython.noop, elidable=True)]
