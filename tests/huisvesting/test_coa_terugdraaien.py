"""Undoing a COA list: everything as it was before, as long as nobody worked on its households."""

import json
import random
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from huisvesting.models import CoaImport, Huishouden, Notitie, Statushouder
from huisvesting.services.coa import apply_coa_import, discard_coa_import, expire_coa_imports
from huisvesting.services.coa_besluit import decide_rijen
from huisvesting.services.coa_ontvangst import receive_coa_lijst
from huisvesting.services.coa_terugdraaien import preview_undo, undo_coa_import
from huisvesting.services.dossier import add_notitie
from huisvesting.services.koppelingsdekking import count_gekoppeld
from samenwerking.models import Actie, Gebruiker, Inleesstatus, Logregel
from samenwerking.services.actie import finish_actie
from samenwerking.services.logboek import log_inzage
from tests.factories.huisvesting import VoordrachtFactory
from tests.factories.samenwerking import AmbtenaarFactory, BeheerderFactory, GemeenteFactory
from tests.huisvesting.coa_lijsten import make_csv, rij, sample
from tests.huisvesting.coa_stand import take_stand

pytestmark = pytest.mark.django_db

MOMENT = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
LATER = MOMENT + timedelta(hours=3)
HOOFD = {"gezinsrol": "hoofd"}
GEZIN = (rij(1, **HOOFD), rij(2))


@pytest.fixture
def ambtenaar():
    return AmbtenaarFactory(gemeente=GemeenteFactory(naam="Proefstad"))


@pytest.fixture
def receive(ambtenaar):
    def receive(data: bytes, **anders) -> CoaImport:
        invoer = {"gemeente": ambtenaar.gemeente, "door": ambtenaar, "op": MOMENT, **anders}
        return receive_coa_lijst(data=data, bestandsnaam="lijst.csv", **invoer)

    return receive


@pytest.fixture
def apply(ambtenaar, receive):
    def apply(data: bytes, **anders) -> CoaImport:
        return apply_coa_import(coa_import=receive(data, **anders), door=ambtenaar, op=anders.get("op", MOMENT))

    return apply


@pytest.fixture
def undo(ambtenaar):
    def undo(lijst: CoaImport, op: datetime = LATER) -> CoaImport:
        return undo_coa_import(coa_import=lijst, door=ambtenaar, op=op)

    return undo


def person(nummer: int) -> Statushouder:
    return Statushouder.objects.with_v_nummer(f"{9_990_000_000 + nummer}").get()


# --- Everything as it was ---------------------------------------------------------------------------------------------
@pytest.mark.beide
def test_first_list_undone_leaves_nobody(apply, undo):
    lijst = apply(sample("goed"))
    undo(lijst)
    assert take_stand() == {"Huishouden": [], "Statushouder": [], "Actie": []}
    lijst.refresh_from_db()
    assert (lijst.status, lijst.vorige, lijst.teruggedraaid_op) == (Inleesstatus.TERUGGEDRAAID, "", LATER)


@pytest.mark.beide
def test_changed_list_undone_gives_back_every_field(apply, undo):
    apply(sample("goed"))
    before = take_stand()
    undo(apply(sample("gewijzigd")))
    assert take_stand() == before


@pytest.mark.beide
@pytest.mark.parametrize(
    "rijen",
    [
        (rij(3, "H2", **HOOFD), rij(2, "H2"), rij(1, "H1", **HOOFD)),
        (rij(1, "H9", **HOOFD), rij(2, "H9"), rij(5, "H1", **HOOFD)),
        (*GEZIN, rij(3), rij(4)),
        (rij(2, **HOOFD),),
        (rij(1), rij(2, **HOOFD, nareis_verwacht="ja")),
    ],
    ids=["verhuisd", "ander nummer", "leeg", "ander hoofd", "ander hoofd en nareis"],
)
def test_every_kind_of_change_is_undone(apply, undo, rijen):
    apply(make_csv(*GEZIN, rij(3, "H2", **HOOFD), rij(4, "H2")))
    before = take_stand()
    lijst = apply(make_csv(*rijen))
    assert take_stand() != before
    undo(lijst)
    assert take_stand() == before


@pytest.mark.beide
def test_a_new_v_nummer_is_undone(apply, receive, undo, ambtenaar):
    apply(make_csv(*GEZIN))
    before = take_stand()
    lijst = receive(make_csv(rij(8, **HOOFD, achternaam="Bedacht1"), rij(2)))
    decide_rijen(coa_import=lijst, keuzes={2: "zelfde_persoon"}, door=ambtenaar, op=MOMENT)
    apply_coa_import(coa_import=lijst, door=ambtenaar, op=MOMENT)
    assert not Statushouder.objects.with_v_nummer("9990000001").exists()
    undo(lijst)
    assert take_stand() == before


def test_question_to_coa_goes_too(apply, receive, undo, ambtenaar):
    ander = AmbtenaarFactory()
    apply(make_csv(rij(7, "X", **HOOFD)), gemeente=ander.gemeente)
    before = take_stand()
    lijst = receive(make_csv(rij(7, "H7", **HOOFD), rij(6, "H7")))
    decide_rijen(coa_import=lijst, keuzes={2: "vraag_coa"}, door=ambtenaar, op=MOMENT)
    apply_coa_import(coa_import=lijst, door=ambtenaar, op=MOMENT)
    assert Actie.objects.for_onderwerp(lijst).count() == 1
    undo(lijst)
    assert take_stand() == before


def test_the_same_file_can_be_applied_again_and_undone_again(apply, undo):
    lijst = undo(apply(sample("goed")))
    lijst = apply(sample("goed"), op=LATER)
    assert (lijst.status, lijst.teruggedraaid_op, Statushouder.objects.count()) == (Inleesstatus.VERWERKT, None, 40)
    undo(lijst, LATER)
    assert Statushouder.objects.count() == 0


def test_applying_again_without_any_change_keeps_the_first_time_undoable(apply, undo):
    apply(sample("goed"))
    undo(apply(sample("goed"), op=LATER))
    assert Statushouder.objects.count() == 0


def test_counts_follow(apply, undo, ambtenaar):
    def count() -> int:
        return count_gekoppeld(gemeente=ambtenaar.gemeente, peildatum=MOMENT.date())

    apply(make_csv(*GEZIN))
    lijst = apply(make_csv(*GEZIN, rij(3), rij(5, "H5", **HOOFD)))
    assert count() == 4
    undo(lijst)
    assert count() == 2


def test_one_line_for_the_event_and_one_for_each_household_that_stays(apply, undo):
    apply(make_csv(*GEZIN))
    lijst = apply(make_csv(*GEZIN, rij(3), rij(5, "H5", **HOOFD)))
    na = Logregel.objects.order_by("pk").last().pk
    undo(lijst)
    regels = Logregel.objects.filter(pk__gt=na).order_by("pk")
    assert [regel.gebeurtenis for regel in regels] == ["huishouden_bijgewerkt", "coa_lijst_teruggedraaid"]
    assert regels[0].onderwerp_id == str(person(1).huishouden_id)
    assert regels[1].gegevens == {"personen": 2, "huishoudens": 1, "hersteld": 0}


# --- Not any more -----------------------------------------------------------------------------------------------------
def refuse(undo, lijst: CoaImport, zin: str, op: datetime = LATER) -> None:
    before = take_stand()
    with pytest.raises(ValidationError, match=zin):
        undo(lijst, op)
    assert take_stand() == before
    lijst.refresh_from_db()
    assert lijst.teruggedraaid_op is None


@pytest.mark.beide
@pytest.mark.parametrize("nummer", [1, 5])
def test_who_wrote_a_note_worked_on_it(apply, undo, ambtenaar, nummer):
    apply(make_csv(*GEZIN))
    lijst = apply(make_csv(*GEZIN, rij(3), rij(5, "H5", **HOOFD)))
    add_notitie(huishouden=person(nummer).huishouden, tekst="Gebeld.", door=ambtenaar, op=LATER)
    refuse(undo, lijst, "Aan 1 huishouden van deze lijst is al gewerkt")
    assert Notitie.objects.count() == 1


def test_a_point_that_was_done_is_work(apply, undo, ambtenaar):
    lijst = apply(make_csv(*GEZIN))
    finish_actie(actie=Actie.objects.get(), door=ambtenaar, op=LATER)
    refuse(undo, lijst, "Aan 1 huishouden van deze lijst is al gewerkt")


def test_a_voordracht_is_work(apply, undo, ambtenaar):
    lijst = apply(make_csv(*GEZIN, rij(3, "H3", **HOOFD)))
    for nummer in (1, 3):
        VoordrachtFactory(huishouden=person(nummer).huishouden, gemeente=ambtenaar.gemeente)
    refuse(undo, lijst, "Aan 2 huishoudens van deze lijst is al gewerkt")


def test_a_later_list_about_the_same_people_is_work(apply, undo):
    lijst = apply(make_csv(*GEZIN))
    latere = apply(make_csv(*GEZIN, rij(3)), op=LATER)
    refuse(undo, lijst, "Aan 1 huishouden van deze lijst is al gewerkt")
    undo(latere)
    refuse(undo, lijst, "Aan 1 huishouden van deze lijst is al gewerkt")


def test_a_later_list_about_others_is_not(apply, undo):
    lijst = apply(make_csv(*GEZIN))
    apply(make_csv(*GEZIN, rij(3, "H3", **HOOFD)), op=LATER)
    undo(lijst)
    assert [h.huishoudnummer for h in Huishouden.objects.all()] == ["H3"]


def test_looking_is_no_work(apply, undo, ambtenaar):
    lijst = apply(make_csv(*GEZIN))
    log_inzage([person(1).huishouden], door=ambtenaar)
    undo(lijst)
    assert Huishouden.objects.count() == 0


def test_work_from_before_is_no_work_since(apply, undo, ambtenaar):
    apply(make_csv(*GEZIN))
    add_notitie(huishouden=person(1).huishouden, tekst="Gebeld.", door=ambtenaar, op=MOMENT)
    lijst = apply(make_csv(*GEZIN, rij(3)))
    undo(lijst)
    assert Statushouder.objects.count() == 2


def test_after_the_term_it_is_too_late_and_nothing_is_kept(apply, undo, settings):
    settings.TERUGDRAAIDAGEN = 7
    lijst = apply(make_csv(*GEZIN))
    einde = MOMENT + timedelta(days=7)
    refuse(undo, lijst, "kan niet worden teruggedraaid", einde + timedelta(seconds=1))
    systeem = Gebruiker.objects.systeem()
    expire_coa_imports(door=systeem, op=einde)
    assert CoaImport.objects.exclude(vorige="").count() == 1
    expire_coa_imports(door=systeem, op=einde + timedelta(seconds=1))
    assert CoaImport.objects.exclude(vorige="").count() == 0


def test_nothing_to_undo_is_said(receive, apply, undo, ambtenaar):
    open_ = receive(make_csv(*GEZIN))
    refuse(undo, open_, "opnieuw ingelezen")
    refuse(undo, discard_coa_import(coa_import=open_, door=ambtenaar, op=MOMENT), "kan niet worden teruggedraaid")
    lijst = undo(apply(sample("goed")))
    with pytest.raises(ValidationError, match="kan niet worden teruggedraaid"):
        undo(lijst)


def test_nothing_readable_about_people_is_kept(apply):
    apply(sample("goed"))
    apply(sample("gewijzigd"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT vorige FROM huisvesting_coaimport")
        tekst = str(cursor.fetchall())
    assert len(tekst) > 1000
    assert not [naam for naam in ("Testari", "9990001006", "KH-2026", "19-03-2014") if naam in tekst]


def test_number_of_queries_does_not_grow_with_the_list(apply, undo):
    aantallen = []
    for aantal in (5, 60):
        gemeente = GemeenteFactory()
        rijen = [rij(1000 * aantal + i, f"H{i}", **HOOFD) for i in range(aantal)]
        lijst = apply(make_csv(*rijen), gemeente=gemeente)
        with CaptureQueriesContext(connection) as queries:
            undo(lijst)
        aantallen.append(len(queries))
    assert aantallen[1] - aantallen[0] <= 4


# --- Any list ---------------------------------------------------------------------------------------------------------
def draw_list(kans: random.Random) -> bytes:
    """A list about some of ten people in some of five households; most lists have a household or two that is fine."""
    rijen, hoofden = [], set()
    for nummer in kans.sample(range(1, 11), kans.randint(1, 10)):
        huis = f"H{kans.randint(1, 5)}"
        rol = "kind" if huis in hoofden else kans.choice(["hoofd", "kind", ""])
        hoofden |= {huis} if rol == "hoofd" else set()
        anders = {"talen": kans.choice(["", "Dari", "Tigrinya"]), "nareis_verwacht": kans.choice(["", "ja", "nee"])}
        if kans.random() < 0.1:
            anders["achternaam"] = "Anders"
        if kans.random() < 0.05:
            anders["geboortedatum"] = "31-02-2000"
        rijen.append(rij(nummer, huis, gezinsrol=rol, **anders))
    return make_csv(*rijen)


def walk(zaad: int, ambtenaar: Gebruiker) -> None:
    """A list, and a second that is applied and undone, with random choices for its rows in doubt."""
    kans = random.Random(zaad)
    gemeente = GemeenteFactory()
    feiten = {"gemeente": gemeente, "door": ambtenaar, "op": MOMENT, "bestandsnaam": "lijst.csv"}
    apply_coa_import(coa_import=receive_coa_lijst(data=draw_list(kans), **feiten), door=ambtenaar, op=MOMENT)
    before = take_stand()
    lijst = receive_coa_lijst(data=draw_list(kans), **feiten)
    for regel in lijst.regels.in_twijfel():
        keuze = kans.choice([*json.loads(regel.inhoud)["twijfel"]["keuzes"], ""])
        decide_rijen(coa_import=lijst, keuzes={regel.rij: keuze}, door=ambtenaar, op=MOMENT)
    lijst = CoaImport.objects.select_related("gemeente").get(pk=lijst.pk)
    apply_coa_import(coa_import=lijst, door=ambtenaar, op=MOMENT)
    undo_coa_import(coa_import=CoaImport.objects.get(pk=lijst.pk), door=ambtenaar, op=LATER)
    assert take_stand() == before
    Statushouder.objects.all().delete()
    Huishouden.objects.all().delete()
    Actie.objects.all().delete()


@pytest.mark.parametrize("begin", range(0, 100, 25))
def test_any_list_undone_leaves_everything_as_it_was(ambtenaar, begin):
    for zaad in range(begin, begin + 25):
        walk(zaad, ambtenaar)


@pytest.mark.volledig
@pytest.mark.beide
def test_many_more_lists_undone(ambtenaar):
    """The long version of the one above, on both databases."""
    for zaad in range(1000, 2000):
        walk(zaad, ambtenaar)


# --- The page ---------------------------------------------------------------------------------------------------------
def url(wat: str, lijst: CoaImport) -> str:
    return reverse(f"huisvesting:coa_import_{wat}", args=[lijst.pk])


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def client(client, ambtenaar):
    client.force_login(ambtenaar)
    return client


def test_page_says_in_numbers_what_happens_and_does_it(client, apply):
    nu = timezone.now()
    apply(make_csv(*GEZIN), op=nu)
    lijst = apply(make_csv(rij(1, **HOOFD, talen="Dari"), rij(2), rij(3), rij(5, "H5", **HOOFD)), op=nu)
    assert url("terugdraaien", lijst) in text(client.get(lijst.get_absolute_url()))
    pagina = text(client.get(url("terugdraaien", lijst)))
    assert "2 nieuwe personen verdwijnen uit Thuisgever." in pagina
    assert "1 nieuw huishouden verdwijnt" in pagina
    assert "1 persoon krijgt de oude gegevens terug." in pagina
    assert Statushouder.objects.count() == 4
    response = client.post(url("terugdraaien", lijst), follow=True)
    assert "Lijst teruggedraaid." in text(response)
    assert Statushouder.objects.count() == 2
    assert url("terugdraaien", lijst) not in text(response)


def test_page_says_who_is_in_the_way(client, apply, ambtenaar):
    lijst = apply(make_csv(*GEZIN), op=timezone.now())
    add_notitie(huishouden=person(1).huishouden, tekst="Gebeld.", door=ambtenaar)
    assert "Aan 1 huishouden van deze lijst is al gewerkt" in text(client.get(url("terugdraaien", lijst), follow=True))
    response = client.post(url("terugdraaien", lijst))
    assert response.status_code == 422
    assert preview_undo(lijst).gewerkt == 1


def test_nobody_else_undoes(client, apply, ambtenaar):
    lijst = apply(make_csv(*GEZIN), op=timezone.now())
    for ander in (AmbtenaarFactory(), BeheerderFactory(gemeente=ambtenaar.gemeente)):
        client.force_login(ander)
        assert client.post(url("terugdraaien", lijst)).status_code in (403, 404)
    assert Statushouder.objects.count() == 2
