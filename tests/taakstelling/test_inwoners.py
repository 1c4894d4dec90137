"""A CBS file of inhabitants: what it replaces, what follows from it, and what is refused whole."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.core.exceptions import ValidationError

from samenwerking.models import Gebeurtenis, Gebruiker, Gemeente, Logregel
from taakstelling.models import Inwonertal, Taakstelling, Voortgang
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.inwoners import load_inwoners
from taakstelling.services.referentie import load_reference
from taakstelling.services.taakstelling import record_landelijke_taakstelling
from taakstelling.services.voortgang import find_drift, recompute_voortgang
from tests.factories.samenwerking import GebruikerFactory
from tests.factories.taakstelling import BeginsaldoFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("referentie")]
H1 = Halfjaar(2026, 1)
KOP = ("Perioden", "RegioS", "Bevolking op 1 januari")


def table(rijen, kop=KOP):
    uitvoer = StringIO()
    csv.writer(uitvoer, delimiter=";").writerows([kop, *rijen])
    return uitvoer.getvalue().encode()


def load(rijen, kop=KOP, **velden):
    return load_inwoners(data=table(rijen, kop), bestandsnaam="cbs.csv", door=GebruikerFactory(), **velden)


def country(jaar=2025, aantal=10_000, peildatum=None):
    """Every gemeente that exists, with the same number of inhabitants."""
    codes = Gemeente.objects.actief().values_list("code", flat=True)
    return [(peildatum or f"{jaar}JJ00", code, aantal) for code in codes]


def op(jaar):
    return Inwonertal.objects.op(date(jaar, 1, 1))


def test_a_real_file_replaces_the_estimate_and_everything_that_rests_on_it():
    dronten = Gemeente.objects.get(code="GM0303")
    door = GebruikerFactory()
    record_landelijke_taakstelling(
        halfjaar=H1, aantal=3_420, soort="aanname", zekerheid="laag", bron="verzonnen", door=door
    )
    BeginsaldoFactory(gemeente=dronten, halfjaar=H1, saldo=0)
    recompute_voortgang()
    assert Taakstelling.objects.for_halfjaar(H1).filter(is_geschat=True).count() == 342

    assert load(country()) == {date(2025, 1, 1): 342}

    assert set(op(2025).values_list("aantal", "is_geschat", "bron")) == {(10_000, False, "CBS, bestand cbs.csv")}
    assert set(Taakstelling.objects.for_halfjaar(H1).values_list("adams", "is_geschat")) == {(10, False)}
    assert Voortgang.objects.get(gemeente=dronten).taakstelling == 10
    assert find_drift() == []


def test_a_real_file_survives_the_next_loading_of_the_reference_data():
    load(country())

    assert not load_reference(door=Gebruiker.objects.systeem())
    assert not op(2025).filter(is_geschat=True).exists()


def test_every_version_of_a_halfjaar_follows_and_other_years_do_not():
    load(country(2024))

    versies = Taakstelling.objects.for_halfjaar(Halfjaar(2025, 1)).filter(gemeente__code="GM0303")
    assert sorted(versies.values_list("inwoners", flat=True)) == [10_000, 10_000]
    assert Taakstelling.objects.for_halfjaar(Halfjaar(2024, 1)).get(gemeente__code="GM0303").inwoners != 10_000


def test_loading_leaves_one_line():
    before = Logregel.objects.count()

    load(country(), bron="CBS StatLine, 2025")

    assert Logregel.objects.count() == before + 1
    regel = Logregel.objects.last()
    assert regel.gebeurtenis == Gebeurtenis.INWONERS_GELADEN
    assert regel.gegevens == {"gemeenten": {"2025-01-01": 342}, "bron": "CBS StatLine, 2025"}


def test_totals_of_the_country_and_its_parts_are_passed_over():
    assert load([("2025JJ00", "NL01", 18_044_027), ("2025JJ00", "PV24", 450_826), *country()]) == {
        date(2025, 1, 1): 342
    }


def test_a_gemeente_may_stand_there_by_name_and_more_years_in_one_file():
    namen = dict(Gemeente.objects.values_list("code", "naam"))
    rijen = [
        (peildatum, namen[code], aantal) for peildatum, code, aantal in country(peildatum="01-01-2025") + country(2024)
    ]

    assert load(rijen, kop=("Peildatum", "Gemeentenaam", "Inwoners")) == {date(2024, 1, 1): 342, date(2025, 1, 1): 342}


def test_a_code_beside_the_name_decides():
    rijen = [(jaar, code, "zomaar", aantal) for jaar, code, aantal in country()]

    assert load(rijen, kop=("Jaar", "Gemeentecode", "Gemeente", "Inwonertal")) == {date(2025, 1, 1): 342}


def test_a_year_in_between_needs_only_what_was_there_before_and_after():
    """1-1-2019 is not on file; the gemeenten of 1-1-2020 that were made since then are not asked for."""
    codes = set(op(2016).values_list("gemeente__code", flat=True)) & set(
        op(2020).values_list("gemeente__code", flat=True)
    )

    assert load([("2019", code, 5_000) for code in codes]) == {date(2019, 1, 1): len(codes)}
    # The national numbers of 2020 were on file already: now they have targets.
    assert Taakstelling.objects.for_halfjaar(Halfjaar(2020, 2)).count() == len(codes)


def test_gemeenten_that_merged_count_as_present():
    """The file for 1-1-2022 may come in the division of that day: Weesp, Brielle and their neighbours apart."""
    oud = ["GM0457", "GM0501", "GM0530", "GM0614"]
    rijen = [rij for rij in country(2022) if rij[1] != "GM1992"] + [("2022JJ00", code, 9_000) for code in oud]

    assert load(rijen) == {date(2022, 1, 1): 345}
    assert Taakstelling.objects.for_halfjaar(Halfjaar(2023, 1)).get(gemeente__code="GM1992").inwoners == 27_000


FOUT = [
    (("2025JJ00", "GM9999", 5), "Rij 2: de gemeente ‘GM9999’ is niet bekend"),
    (("2025JJ00", "", 5), "Rij 2: de gemeente ‘’ is niet bekend"),
    (("2025JJ00", "GM0303", ""), "Rij 2: ‘’ is geen aantal inwoners van Dronten"),
    (("2025JJ00", "GM0303", -5), "Rij 2: ‘-5’ is geen aantal inwoners van Dronten"),
    (("2025JJ00", "GM0303", "veel"), "Rij 2: ‘veel’ is geen aantal inwoners van Dronten"),
    (("2025MM07", "GM0303", 5), "Rij 2: ‘2025MM07’ is geen 1 januari"),
]


@pytest.mark.parametrize(("rij", "zin"), FOUT)
def test_a_bad_row_is_named_and_nothing_is_written(rij, zin):
    with pytest.raises(ValidationError, match=zin):
        load([rij, *country()])
    assert op(2025).filter(is_geschat=True).count() == 342


def test_a_gemeente_that_stands_there_twice_is_refused():
    with pytest.raises(ValidationError, match="Rij 344: Dronten staat er voor 01-01-2025 al in"):
        load([*country(), ("2025-01-01", "Dronten", 5)])


@pytest.mark.parametrize(
    ("weg", "zin"),
    [
        (1, r"Op 01-01-2025 ontbreekt: Dronten\. Laad"),
        (7, r"ontbreekt: ([^,]+, ){4}[^,]+ en 2 andere\. Laad"),
    ],
)
def test_a_part_of_the_country_is_refused(weg, zin):
    rijen = sorted(country(), key=lambda rij: rij[1] != "GM0303")[weg:]

    with pytest.raises(ValidationError, match=zin):
        load(rijen)
    assert op(2025).filter(is_geschat=True).count() == 342


def test_a_new_year_needs_everything_that_the_year_before_had():
    with pytest.raises(ValidationError, match="Op 01-01-2027 ontbreekt"):
        load(country(2027)[1:])
    assert load(country(2027)) == {date(2027, 1, 1): 342}


def test_an_empty_database_asks_for_every_gemeente_that_exists():
    Taakstelling.objects.all().delete()
    Inwonertal.objects.all().delete()

    with pytest.raises(ValidationError, match="niet compleet"):
        load(country()[1:])


@pytest.mark.parametrize(
    ("data", "naam", "zin"),
    [
        (b"", "leeg.csv", "Het bestand is leeg"),
        (b"%PDF-1.7", "lijst.pdf", "pdf"),
        (table([("2025", 5)], kop=("Jaar", "Inwoners")), "a.csv", "mist de kolom Gemeentecode of Gemeente"),
        (table([("GM0303", 5)], kop=("Gemeente", "Inwoners")), "a.csv", "mist de kolom Peildatum"),
        (table([("2025JJ00", "NL01", 5)]), "a.csv", "geen enkele gemeente"),
    ],
)
def test_a_file_that_is_no_table_of_inhabitants_gets_one_sentence(data, naam, zin):
    with pytest.raises(ValidationError, match=zin) as fout:
        load_inwoners(data=data, bestandsnaam=naam, door=GebruikerFactory())
    assert len(fout.value.messages) == 1


def test_a_source_that_does_not_fit_is_refused_before_anything_is_read():
    with pytest.raises(ValidationError, match="langer dan 200 tekens"):
        load(country(), bron="x" * 201)
