"""Loading the demonstration: only in an empty database, the same each time, on every day that the data reach."""

from datetime import date
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from huisvesting.models import Huishouden, Statushouder, Voordracht, Woningaanbod
from rapportage.services.demo import ACCOUNTS, WACHTWOORD, load_demo
from rapportage.services.demo.cijfers import BUURGEMEENTE
from rapportage.services.demo.gevallen import LIJSTEN
from rapportage.services.demo.laden import GEMEENTE
from samenwerking.models import Demonstratie, Gebruiker, Gemeente
from samenwerking.services.team import find_ontbrekend
from taakstelling.models import Afsluiting, CoaStand, Koppelingsdekking, Mijlpaal, Realisatie, Voortgang
from taakstelling.services.realisatie import book_correctie
from taakstelling.services.voortgang import find_drift
from tests.bewijs import snapshot
from tests.factories.huisvesting import HuishoudenFactory
from tests.factories.samenwerking import GebruikerFactory, GemeenteFactory, WoningcorporatieFactory
from tools.klok import klok_op

pytestmark = pytest.mark.django_db

VANDAAG = date(2026, 11, 24)
# A country of these few loads in a second.
KLEIN_LAND = (GEMEENTE, BUURGEMEENTE, "GM0200", "GM0363", "GM0999", "GM1680")


@pytest.fixture
def klein_land(referentie, db) -> None:
    Gemeente.objects.exclude(code__in=KLEIN_LAND).update(is_actief=False)


def load(dag: date = VANDAAG) -> None:
    with klok_op(dag):
        load_demo(peildatum=dag)


def figures() -> list[tuple]:
    """Everything that the pages show, without keys."""
    dag = Demonstratie.objects.get().peildatum
    return [
        *Voortgang.objects.order_by("gemeente__code", "halfjaar").values_list(
            "gemeente__code", "halfjaar", "taakstelling", "saldo_begin", "gerealiseerd"
        ),
        *Realisatie.objects.order_by("pk").values_list("gemeente__code", "datum", "aantal", "regel"),
        *Afsluiting.objects.order_by("gemeente__code", "halfjaar").values_list("gemeente__code", "vingerafdruk"),
        *CoaStand.objects.order_by("gemeente__code", "peildatum").values_list("gemeente__code", "gerealiseerd"),
        *Koppelingsdekking.objects.values_list("peildatum", "vingerafdruk"),
        *Mijlpaal.objects.order_by("datum").values_list("datum", "aantal"),
        *Huishouden.objects.with_status().order_by("huishoudnummer").values_list("huishoudnummer", "status"),
        *Statushouder.objects.order_by("v_nummer_index").values_list("achternaam", "voornamen", "geboortedatum"),
        *Woningaanbod.objects.with_status(dag).order_by("woning__huisnummer").values_list("woning__straat", "status"),
        *Voordracht.objects.order_by("aanbod__woning__huisnummer", "voorgesteld_op").values_list("status", "reden"),
    ]


@pytest.mark.parametrize(
    ("dag", "is_gelijk"),
    [(VANDAAG, True), pytest.param(date(2026, 11, 25), False, marks=pytest.mark.volledig)],  # each load takes seconds
    ids=str,
)
def test_the_same_day_gives_the_same_figures_and_another_day_others(klein_land, dag, is_gelijk):
    keren = []
    for laaddag in (VANDAAG, dag):
        with transaction.atomic():
            load(laaddag)
            keren.append(figures())
            transaction.set_rollback(True)

    assert (keren[0] == keren[1]) == is_gelijk
    assert len(keren[0]) > 100


@pytest.mark.parametrize(
    "dag",
    [
        date(2026, 7, 1),  # the first day of a half-year
        *(
            pytest.param(dag, marks=pytest.mark.volledig)
            for dag in (
                date(2025, 1, 15),
                date(2023, 7, 1),  # the earliest
                date(2026, 1, 1),
                date(2026, 6, 30),  # the last day of a half-year
                date(2026, 12, 31),
                date(2027, 3, 2),
            )
        ),
    ],
    ids=str,
)
def test_the_demonstration_loads_on_any_day(klein_land, dag):
    load(dag)

    assert not find_drift()
    assert not Realisatie.objects.filter(datum__gt=dag).exists()
    assert Huishouden.objects.count() == sum(len(gevallen) for _, gevallen in LIJSTEN)
    assert Koppelingsdekking.objects.get().peildatum < dag
    assert CoaStand.objects.filter(peildatum=dag.replace(day=1)).exists()
    assert Mijlpaal.objects.count() == 3
    (ontbrekend,) = find_ontbrekend(Gemeente.objects.get(code=GEMEENTE), dag)
    assert "communicatieadviseur" in ontbrekend


@pytest.mark.parametrize(
    ("dag", "zin"),
    [
        (date(2023, 6, 30), "kan niet beginnen voor 01-07-2023"),
        (date(2031, 1, 1), "Laad ze met: manage.py load_inwoners BESTAND."),
    ],
)
def test_a_day_that_the_reference_data_do_not_reach_is_said(klein_land, dag, zin):
    before = snapshot()

    with pytest.raises(ValidationError, match=zin):
        load(dag)

    assert snapshot() == before


@pytest.mark.parametrize(
    "make",
    [
        GebruikerFactory,
        WoningcorporatieFactory,
        HuishoudenFactory,
        lambda: book_correctie(
            gemeente=GemeenteFactory(), datum=VANDAAG, aantal=1, reden="proef", door=GebruikerFactory()
        ),
    ],
    ids=["account", "corporatie", "huishouden", "telling"],
)
def test_a_database_that_is_used_is_refused(klein_land, make):
    make()
    before = snapshot()

    with pytest.raises(ValidationError, match="laadt alleen in een lege database"):
        load()

    assert snapshot() == before


@pytest.fixture
def geladen(db) -> Demonstratie:
    """The mark that the demonstration was loaded."""
    return Demonstratie.objects.create(
        peildatum=VANDAAG, geladen_op=timezone.now(), geladen_door=Gebruiker.objects.systeem()
    )


def test_loading_twice_is_refused(geladen):
    with pytest.raises(ValidationError, match="staan er al"):
        load()


def test_without_reference_data_nothing_is_loaded(db, monkeypatch):
    monkeypatch.setattr("rapportage.services.demo.laden.GEMEENTE", "GM9999")

    with pytest.raises(CommandError, match=r"Laad eerst de referentiegegevens: manage.py load_reference\."):
        call_command("load_demo")


@pytest.mark.parametrize("tekst", ["2026-11-24", "24-11-2026"])
def test_the_command_takes_a_day_as_people_write_it(monkeypatch, tekst):
    geladen, uitvoer = [], StringIO()
    monkeypatch.setattr(
        "rapportage.management.commands.load_demo.load_demo", lambda peildatum: geladen.append(peildatum)
    )

    call_command("load_demo", datum=tekst, stdout=uitvoer)

    assert geladen == [VANDAAG]
    assert uitvoer.getvalue() == "Demonstratie geladen zoals het staat op 24-11-2026.\n"


def test_the_command_says_what_is_no_day(db):
    with pytest.raises(CommandError, match=r"‘morgen’ is geen datum\. Schrijf hem als 2026-03-31 of 31-03-2026\."):
        call_command("load_demo", datum="morgen")


def test_who_can_log_in_is_printed_where_the_demonstration_stands(geladen):
    uitvoer = StringIO()

    call_command("load_demo", accounts=True, stdout=uitvoer)

    assert WACHTWOORD in uitvoer.getvalue()
    assert [account.username for account in ACCOUNTS if account.username not in uitvoer.getvalue()] == []


def test_elsewhere_nobody_reads_a_password(db):
    uitvoer = StringIO()

    call_command("load_demo", accounts=True, stdout=uitvoer)

    assert uitvoer.getvalue() == "Log in met uw eigen account.\n"
