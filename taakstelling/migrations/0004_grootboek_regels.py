from django.db import migrations, models

from samenwerking.basis.alleen_toevoegen import AlleenToevoegen

# Only PostgreSQL can say this about more than one row, at the end of the transaction. On SQLite the service checks it,
# and no two writers are busy at once there.
SOM_NUL = """
CREATE FUNCTION overdracht_adds_up_to_zero() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    welke uuid := COALESCE(NEW.overdracht_id, OLD.overdracht_id);
BEGIN
    IF (SELECT COALESCE(SUM(aantal), 0) FROM taakstelling_overdrachtregel WHERE overdracht_id = welke) <> 0 THEN
        RAISE EXCEPTION 'De regels van een overdracht zijn samen nul.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'overdracht_adds_up_to_zero';
    END IF;
    RETURN NULL;
END$$;
CREATE CONSTRAINT TRIGGER overdracht_adds_up_to_zero
    AFTER INSERT OR UPDATE OR DELETE ON taakstelling_overdrachtregel
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION overdracht_adds_up_to_zero();
"""
# Voortgang is updated in place by every booking: room on the page keeps that cheap. Of the ledger only the visibility
# map must be fresh, or counting reads five times as much.
OPSLAG = """
ALTER TABLE taakstelling_voortgang SET (fillfactor = 50);
ALTER TABLE taakstelling_realisatie SET (
    autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02
);
"""
OPSLAG_WEG = """
ALTER TABLE taakstelling_voortgang RESET (fillfactor);
ALTER TABLE taakstelling_realisatie RESET (autovacuum_vacuum_insert_scale_factor, autovacuum_analyze_scale_factor);
"""
WEG = """
DROP TRIGGER overdracht_adds_up_to_zero ON taakstelling_overdrachtregel;
DROP FUNCTION overdracht_adds_up_to_zero();
"""


def on_postgresql(statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(statements, params=None)

    return run


class Migration(migrations.Migration):
    dependencies = [("taakstelling", "0003_overdracht_afsluiting")]

    operations = [
        AlleenToevoegen("taakstelling_saldocorrectie", "Saldocorrectie"),
        AlleenToevoegen("taakstelling_afsluiting", "Afsluiting"),
        migrations.AddIndex(
            model_name="realisatie",
            index=models.Index(
                condition=models.Q(("aantal", 1), _negated=True),
                fields=["gemeente", "halfjaar"],
                name="realisatie_anders_dan_een",
            ),
        ),
        migrations.RunPython(on_postgresql(SOM_NUL), on_postgresql(WEG)),
        migrations.RunPython(on_postgresql(OPSLAG), on_postgresql(OPSLAG_WEG)),
    ]
