from django.db import migrations

# To put each person into the trigrams alone was most of the work of storing a COA list. They are gathered now, and put in
# together whenever there are some eighty of them. So many a search reads besides, in less than a tenth of a millisecond;
# the limit keeps it at that, whatever an import leaves.
VERZAMELEN = ["ALTER INDEX statushouder_zoeken SET (fastupdate = on, gin_pending_list_limit = 64)"]
DIRECT = [
    "ALTER INDEX statushouder_zoeken SET (fastupdate = off)",
    "ALTER INDEX statushouder_zoeken RESET (gin_pending_list_limit)",
]


def run(statements):
    def forwards(apps, editor):
        if editor.connection.vendor == "postgresql":
            for statement in statements:
                editor.execute(statement, params=None)

    return forwards


class Migration(migrations.Migration):
    dependencies = [("huisvesting", "0020_integraal")]

    operations = [migrations.RunPython(run(VERZAMELEN), run(DIRECT))]
