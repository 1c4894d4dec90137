"""Rows that are copied in come out as rows that are inserted, on both databases."""

import json
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from huisvesting.models import CoaImport, CoaImportregel, Huishouden, Statushouder
from huisvesting.models.coa import Oordeel
from huisvesting.regels.zoeken import search_name
from samenwerking.basis.alleen_toevoegen import MELDING
from samenwerking.basis.bulk import among, copy_kolommen, copy_rows
from samenwerking.basis.versleuteling import lookup_index
from samenwerking.models import Actie, Actielijst, Gebeurtenis, Gebruiker, Gemeente, Logregel
from samenwerking.services.logboek import make_logregel
from tests.factories.huisvesting import HuishoudenFactory, dag
from tests.factories.samenwerking import GemeenteFactory

pytestmark = [pytest.mark.django_db, pytest.mark.beide]
OP = dag(0)
# What COPY itself gives a meaning, and what it must tell apart from NULL.
LASTIG = ("", "\\N", "\\.", "a\tb", "regel\nregel", "a\\nb", '"a"', "Ünal, O'Brien", "NULL", "\U0001f3e0")


def make_persoon(huishouden: Huishouden, nummer: int, tekst: str) -> Statushouder:
    return Statushouder(
        huishouden=huishouden,
        v_nummer=f"{9_980_000_000 + nummer}",
        v_nummer_index=lookup_index(f"{9_980_000_000 + nummer}"),
        achternaam=f"Bedacht {tekst}",
        voornamen=tekst,
        zoeknaam=search_name("Bedacht", tekst),
        geboortedatum=date(1990, 2, 28),
        datum_vergunning=None if nummer % 2 else date(2026, 1, 1),
        rolstoel=bool(nummer % 2),
        bijzonderheden=tekst,
    )


def make_regel(coa_import: CoaImport, rij: int, tekst: str) -> CoaImportregel:
    return CoaImportregel(
        coa_import=coa_import,
        rij=rij,
        oordeel=Oordeel.NIEUW,
        meldingen=[{"kolom": "", "code": "opmerking", "melding": tekst}] if rij % 2 else [],
        inhoud=tekst,
    )


def make_actie(gemeente: Gemeente, door: Gebruiker, tekst: str) -> Actie:
    return Actie(gemeente=gemeente, titel=tekst, lijst=Actielijst.LOS, gemaakt_op=OP, gemaakt_door=door)


def stored(model: type[Any]) -> list[dict[str, Any]]:
    """The columns of the table as the database has them, those that no model knows too; without what differs for every
    row: its key, and an encrypted text (which is compared as the model reads it)."""
    geheim = {"v_nummer", "v_nummer_index", "inhoud"}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table} ORDER BY 1")  # noqa: S608
        namen = [kolom[0] for kolom in cursor.description]
        rijen = [dict(zip(namen, rij, strict=True)) for rij in cursor.fetchall()]
    for rij, gelezen in zip(rijen, model.objects.order_by("pk"), strict=True):
        rij["gelezen"] = getattr(gelezen, "inhoud", "")
    return sorted(
        ({k: v for k, v in rij.items() if k not in geheim | {"id"}} for rij in rijen),
        key=lambda rij: json.dumps(rij, default=str),
    )


def make_objects(soort: str) -> tuple[type[Any], list[Any]]:
    gemeente = GemeenteFactory()
    door = Gebruiker.objects.systeem()
    if soort == "huishouden":
        feiten = {"gemeente": gemeente, "koppeldatum": date(2026, 1, 12), "aangemeld_op": OP, "aangemeld_door": door}
        return Huishouden, [Huishouden(huishoudnummer=f"H{n}{t}", **feiten) for n, t in enumerate(LASTIG)]
    if soort == "persoon":
        huishouden = HuishoudenFactory(gemeente=gemeente)
        return Statushouder, [make_persoon(huishouden, n, tekst) for n, tekst in enumerate(LASTIG)]
    if soort == "coa-regel":
        coa_import = CoaImport.objects.create(gemeente=gemeente, ontvangen_op=OP, ontvangen_door=door)
        return CoaImportregel, [make_regel(coa_import, n, tekst) for n, tekst in enumerate(LASTIG)]
    if soort == "actie":
        return Actie, [make_actie(gemeente, door, tekst) for tekst in LASTIG]
    gebeurtenis = Gebeurtenis.HUISHOUDEN_GEKOPPELD
    return Logregel, [
        make_logregel(gebeurtenis, onderwerp=gemeente, door=door, op=OP, gegevens={"tekst": tekst}) for tekst in LASTIG
    ]


@pytest.mark.parametrize("soort", ["huishouden", "persoon", "coa-regel", "actie", "logregel"])
def test_copied_rows_equal_inserted_rows(soort):
    model, objecten = make_objects(soort)
    vooraf = len(stored(model))

    def write(way: Any) -> list[dict[str, Any]]:
        with transaction.atomic():
            way(objecten)
            rijen = stored(model)
            transaction.set_rollback(True)
        for object_ in objecten:
            object_._state.adding = True
            if model._meta.pk.get_internal_type() == "BigAutoField":
                object_.pk = None
        return rijen

    ingevoegd = write(model.objects.bulk_create)
    gekopieerd = write(lambda rijen: copy_rows(model, rijen))

    assert len(gekopieerd) == vooraf + len(LASTIG)
    assert gekopieerd == ingevoegd


@pytest.mark.parametrize("soort", ["huishouden", "persoon", "coa-regel", "actie", "logregel"])
def test_rows_copied_from_columns_equal_inserted_rows(soort):
    model, objecten = make_objects(soort)
    namen = [veld.attname for veld in model._meta.concrete_fields if not veld.primary_key]
    kolommen = {naam: [getattr(object_, naam) for object_ in objecten] for naam in namen}
    vast = {naam: waarden[0] for naam, waarden in kolommen.items() if all(w == waarden[0] for w in waarden)}
    assert vast
    with transaction.atomic():
        model.objects.bulk_create(objecten)
        ingevoegd = stored(model)
        transaction.set_rollback(True)
    # What has its default need not be named.
    niet_leeg = {naam: w for naam, w in vast.items() if w != model._meta.get_field(naam).get_default()}
    copy_kolommen(model, {naam: waarden for naam, waarden in kolommen.items() if naam not in vast}, **niet_leeg)
    assert stored(model) == ingevoegd


def test_columns_without_rows_are_nothing():
    copy_kolommen(Statushouder, {"v_nummer": [], "geboortedatum": []})
    assert not Statushouder.objects.exists()


def test_among_many_values():
    huishoudens = [HuishoudenFactory(huishoudnummer=tekst) for tekst in LASTIG[1:]]
    gevonden = among(Huishouden.objects, "huishoudnummer", [*LASTIG[2:], "niemand"])
    assert set(gevonden) == set(huishoudens[1:])
    assert not among(Huishouden.objects, "huishoudnummer", []).exists()


def test_a_copied_row_keeps_the_constraints_and_writes_nothing_when_one_refuses():
    huishouden = HuishoudenFactory()
    vooraf = Statushouder.objects.count()

    with pytest.raises(IntegrityError, match="v_nummer"), transaction.atomic():
        copy_rows(Statushouder, [make_persoon(huishouden, 1, "a"), make_persoon(huishouden, 1, "b")])

    assert Statushouder.objects.count() == vooraf


def test_a_copied_line_of_the_logboek_stays_as_it_is():
    gemeente = GemeenteFactory()
    copy_rows(Logregel, [make_logregel(Gebeurtenis.HUISHOUDEN_GEKOPPELD, onderwerp=gemeente, door=None, op=OP)])

    with pytest.raises(IntegrityError, match=MELDING), transaction.atomic():
        Logregel.objects.for_onderwerp(gemeente).update(door_naam="een ander")


def test_nothing_to_copy_is_nothing_written():
    assert copy_rows(Logregel, []) == []
    assert not Logregel.objects.filter(gebeurtenis=Gebeurtenis.HUISHOUDEN_GEKOPPELD).exists()
