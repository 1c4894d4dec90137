from django.db import migrations

# PostgreSQL finds a name by its trigrams among everyone in the country, and then leaves out who lives elsewhere. With the
# gemeente of the household in the same index it finds only who may be seen: three times as fast. That copy belongs to the
# index alone: the database keeps it, no model knows it, and nobody can write it wrong.
NAAR_GEMEENTE = [
    "CREATE EXTENSION IF NOT EXISTS btree_gin",
    "ALTER TABLE huisvesting_statushouder ADD COLUMN zoekgemeente bigint",
    """
    UPDATE huisvesting_statushouder persoon SET zoekgemeente = huishouden.gemeente_id
    FROM huisvesting_huishouden huishouden WHERE huishouden.id = persoon.huishouden_id
    """,
    """
    CREATE FUNCTION statushouder_zoekgemeente() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        SELECT gemeente_id INTO NEW.zoekgemeente FROM huisvesting_huishouden WHERE id = NEW.huishouden_id;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER statushouder_zoekgemeente BEFORE INSERT OR UPDATE OF huishouden_id ON huisvesting_statushouder
    FOR EACH ROW EXECUTE FUNCTION statushouder_zoekgemeente()
    """,
    """
    CREATE FUNCTION huishouden_zoekgemeente() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE huisvesting_statushouder SET zoekgemeente = NEW.gemeente_id WHERE huishouden_id = NEW.id;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER huishouden_zoekgemeente AFTER UPDATE OF gemeente_id ON huisvesting_huishouden
    FOR EACH ROW WHEN (OLD.gemeente_id <> NEW.gemeente_id) EXECUTE FUNCTION huishouden_zoekgemeente()
    """,
    # A search is never slowed down by what an import left to be indexed later.
    """
    CREATE INDEX statushouder_zoeken ON huisvesting_statushouder
    USING gin (zoekgemeente, zoeknaam gin_trgm_ops) WITH (fastupdate = off)
    """,
    "DROP INDEX statushouder_zoeknaam_trigram",
]
TERUG = [
    """
    CREATE INDEX statushouder_zoeknaam_trigram ON huisvesting_statushouder
    USING gin (zoeknaam gin_trgm_ops) WITH (fastupdate = off)
    """,
    "DROP TRIGGER huishouden_zoekgemeente ON huisvesting_huishouden",
    "DROP TRIGGER statushouder_zoekgemeente ON huisvesting_statushouder",
    "DROP FUNCTION huishouden_zoekgemeente()",
    "DROP FUNCTION statushouder_zoekgemeente()",
    "ALTER TABLE huisvesting_statushouder DROP COLUMN zoekgemeente",
]


def run(statements):
    def forwards(apps, editor):
        if editor.connection.vendor == "postgresql":
            for statement in statements:
                editor.execute(statement, params=None)

    return forwards


class Migration(migrations.Migration):

    dependencies = [
        ("huisvesting", "0011_aanbodlijst"),
    ]

    operations = [
        migrations.RunPython(run(NAAR_GEMEENTE), run(TERUG)),
    ]
