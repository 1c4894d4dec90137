"""The whole demonstration as it stands on one day: every status occurs, everyone can log in, and the chain goes on."""

from collections.abc import Iterator
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.html import strip_tags

from huisvesting.models import (
    AanbodStatus,
    Aanvulling,
    CoaImport,
    Complex,
    Contactmoment,
    Dossiersluiting,
    Eis,
    Huishouden,
    HuishoudenStatus,
    Intrekverzoek,
    Notitie,
    Oordeel,
    Parkering,
    Plaatsing,
    Plaatsingscorrectie,
    PlaatsingStatus,
    Verblijf,
    Voordracht,
    VoordrachtStatus,
    Weigering,
    Woningaanbod,
)
from rapportage.services.demo import ACCOUNTS, WACHTWOORD, load_demo
from rapportage.services.demo.doorloop import PERSONEN
from rapportage.services.demo.laden import GEMEENTE
from samenwerking.models import Actie, Bericht, Gebruiker, Gemeente
from taakstelling.models import (
    Afsluiting,
    CoaStand,
    LandelijkeTaakstelling,
    Realisatie,
    Soort,
    Voortgang,
    VoortgangStatus,
)
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.regels.telregels import Woonvorm
from taakstelling.services.afstemming import reconcile
from taakstelling.services.voortgang import find_drift
from tools.klok import klok_op

pytestmark = pytest.mark.django_db

VANDAAG = date(2026, 11, 24)
HUIDIG = Halfjaar.van_datum(VANDAAG)


@pytest.fixture(scope="module")
def demo(referentie, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic(), klok_op(VANDAAG):
        load_demo(peildatum=VANDAAG)
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _op_die_dag(demo, db) -> Iterator[None]:
    with klok_op(VANDAAG):
        yield


@pytest.fixture
def log_in(client):
    def log_in(naam: str) -> None:
        client.force_login(Gebruiker.objects.get(username=naam))
        return client

    return log_in


def test_no_figure_differs_from_the_ledger():
    assert not find_drift()


@pytest.mark.parametrize(
    ("statussen", "rijen"),
    [
        (HuishoudenStatus, lambda: Huishouden.objects.with_status()),
        (AanbodStatus, lambda: Woningaanbod.objects.with_status(VANDAAG)),
        (VoordrachtStatus, lambda: Voordracht.objects.all()),
        (PlaatsingStatus, lambda: Plaatsing.objects.all()),
        (VoortgangStatus, lambda: Voortgang.objects.with_status(HUIDIG, VANDAAG)),
    ],
    ids=["huishouden", "aanbod", "voordracht", "plaatsing", "voortgang"],
)
def test_every_status_occurs(statussen, rijen):
    assert set(rijen().values_list("status", flat=True)) == set(statussen.values)


def test_the_casework_has_something_of_everything():
    voorbeelden = {
        "vraag aan COA": Aanvulling.objects.filter(aangevuld_op=None),
        "geparkeerd": Parkering.objects.filter(hervat_op=None),
        "voorstel tot teruggave": Dossiersluiting.objects.filter(besloten_op=None),
        "wacht op de jurist": Weigering.objects.filter(beoordeeld_op=None),
        "bedenktijd": Weigering.objects.exclude(bedenktijd_tot=None),
        "teruggevraagd": Intrekverzoek.objects.filter(akkoord_op=None, afgewezen_op=None),
        "hersteld": Plaatsingscorrectie.objects.all(),
        "doorgestroomd": Plaatsing.objects.exclude(vervangt=None),
        "niet bereikt": Contactmoment.objects.filter(is_bereikt=False),
        "actie te laat": Actie.objects.open().filter(uiterlijk__lt=VANDAAG),
        "actie op tijd": Actie.objects.open().filter(uiterlijk__gt=VANDAAG),
        "harde eis": Eis.objects.filter(is_hard=True),
        "notitie": Notitie.objects.all(),
        "complex dat bijna vol is": [c for c in Complex.objects.with_bezet() if c.bezet == c.maximum - 1],
    }

    assert [naam for naam, rijen in voorbeelden.items() if not rijen] == []


def test_little_is_late():
    open_acties = Actie.objects.open()

    assert 2 <= open_acties.filter(uiterlijk__lt=VANDAAG).count() <= open_acties.count() / 4


def test_no_option_ends_before_the_home_is_free():
    assert not Woningaanbod.objects.filter(optiedatum__lt=F("beschikbaar_vanaf")).exists()


@pytest.mark.parametrize("naam", ["consulent", "opgavemanager", "jurist", "corporatie"])
def test_whoever_is_told_something_has_it_unread(naam):
    berichten = Bericht.objects.filter(ontvanger__username=naam)

    assert 0 < berichten.filter(gelezen_op=None).count() < berichten.count()


def test_as_many_households_look_late_as_the_list_says(log_in):
    # Who looks on from a temporary home has found one.
    pagina = log_in("consulent").get(reverse("huisvesting:huishouden_list"))

    assert pagina.content.decode().count("deadline--laat") == pagina.context["te_laat"] > 0


def test_this_mornings_list_waits_with_every_verdict():
    lijst = CoaImport.objects.open().get()

    oordelen = set(lijst.regels.values_list("oordeel", flat=True))

    assert {Oordeel.NIEUW, Oordeel.GEWIJZIGD, Oordeel.ONGEWIJZIGD, Oordeel.FOUT} <= oordelen
    assert lijst.samenvatting["vervallen"] == 0


def test_a_national_number_that_is_not_known_is_an_assumption():
    for landelijk in LandelijkeTaakstelling.objects.filter(halfjaar__gte=Halfjaar(2026, 1)):
        assert (landelijk.soort, landelijk.bron) == (Soort.AANNAME, "Demonstratiegegevens: verzonnen")


def test_every_gemeente_has_figures():
    met_voortgang = Voortgang.objects.for_halfjaar(HUIDIG).values("gemeente")

    assert list(Gemeente.objects.actief().exclude(pk__in=met_voortgang)) == []


def test_the_gemeente_of_the_story_counts_the_people_with_a_key():
    # Who moved on from a temporary home was counted there.
    met_sleutel = Plaatsing.objects.filter(sleuteldatum__gte=HUIDIG.begin, vervangt=None)
    personen = sum(plaatsing.personen.count() for plaatsing in met_sleutel)

    geteld = Realisatie.objects.staand().filter(
        gemeente__code=GEMEENTE, halfjaar=HUIDIG, bron_soort="huisvesting.plaatsingspersoon"
    )

    assert geteld.count() == personen > 0


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.username)
def test_everyone_logs_in_and_reads_on_every_page_that_this_is_invented(client, account):
    client.post(reverse("account_login"), {"login": account.username, "password": WACHTWOORD})

    begin = client.get("/", follow=True)
    adressen = [begin.request["PATH_INFO"], *(plek.url for plek in begin.context["navigatie"])]

    for adres in set(adressen) - {reverse("admin:index")}:
        pagina = client.get(adres, follow=True)
        assert pagina.status_code == 200, adres
        assert "Demonstratiegegevens." in pagina.content.decode(), adres


PAGINAS = {
    "taakstelling:gemeente": (
        "Het gepubliceerde aantal wijkt af",
        "Lochem +2",
        "Een nareiziger was te laat gemeld.",
        "woongroep van Nidos",
    ),
    "huisvesting:koppelingsdekking": ("Thuisgever (automatisch), 2 oktober 2026", "Hoeveel gezinnen van vijf of meer"),
    "taakstelling:toezicht": ("Achterstand inlopen", "Gehaald", "Niet gehaald", "Nog niet", "2026-TV-0311"),
    "huisvesting:afstemming": ("+1 niet verklaard", "Nog niet verwerkt door COA", "1 oktober 2026"),
    "rapportage:dashboard": ("COA telt anders", "Overdracht tussen gemeenten: −2."),
}


@pytest.mark.parametrize("pagina", PAGINAS)
def test_every_page_about_the_figures_has_something_to_show(log_in, pagina):
    html = log_in("opgavemanager").get(reverse(pagina, args=[GEMEENTE])).content.decode()

    tekst = " ".join(strip_tags(html).split())
    assert [woorden for woorden in PAGINAS[pagina] if woorden not in tekst] == []


def test_the_previous_half_year_is_closed_and_was_corrected_since(log_in):
    adres = reverse("taakstelling:gemeente", args=[GEMEENTE])

    tekst = " ".join(strip_tags(log_in("jurist").get(f"{adres}?halfjaar={HUIDIG.vorige}").content.decode()).split())

    assert "Afgesloten op 1 augustus 2026 om 10.15 uur door Daan Terpstra" in tekst
    assert "+1 met een dag in 2026H1, geboekt in 2026H2" in tekst


def test_what_was_over_before_the_story_is_closed_everywhere():
    vroeger = HUIDIG.vorige.vorige

    gesloten = Afsluiting.objects.filter(halfjaar=vroeger).values("gemeente")

    assert not Voortgang.objects.for_halfjaar(vroeger).exclude(gemeente__in=gesloten).exists()
    assert not Afsluiting.objects.filter(halfjaar__gt=vroeger).exclude(gemeente__code=GEMEENTE).exists()


@pytest.mark.parametrize(
    ("wie", "pagina", "woorden"),
    [
        ("opgavemanager", "taakstelling:overzicht_list", "coa-stand-01-10-2026.csv"),
        ("beheerder", "taakstelling:overzicht_list", "coa-stand-01-11-2026.csv"),
        ("beheerder", "taakstelling:herberekening_list", "Demonstratie geladen"),
    ],
)
def test_every_list_of_beheer_has_something_to_show(log_in, wie, pagina, woorden):
    assert woorden in log_in(wie).get(reverse(pagina)).content.decode()


@pytest.mark.parametrize(("vorm", "telt"), [(Woonvorm.NIDOS_KSO, True), (Woonvorm.LOGEERREGELING, False)])
def test_a_stay_counts_by_its_rule(log_in, vorm, telt):
    verblijf = Verblijf.objects.get(vorm=vorm)

    html = log_in("consulent").get(verblijf.get_absolute_url()).content.decode()

    assert (" niet mee?</h1>" in html) != telt
    assert Realisatie.objects.staand().filter(bron_soort=Verblijf.bron_soort(), bron_id=verblijf.pk).exists() == telt


def test_no_other_gemeente_differs_from_coa():
    standen = CoaStand.objects.geldend().filter(halfjaar=HUIDIG, peildatum=date(2026, 11, 1)).select_related("gemeente")

    afwijkend = [
        stand.gemeente.code for stand in standen if reconcile(gemeente=stand.gemeente, halfjaar=HUIDIG).verschil
    ]

    assert len(standen) == Gemeente.objects.actief().count()
    assert afwijkend == [GEMEENTE]


def test_pages_without_a_login_say_it_too(client):
    assert "Demonstratiegegevens." in client.get(reverse("account_login")).content.decode()


def test_walking_the_chain_counts_one_household_more():
    stand = Voortgang.objects.filter(gemeente__code=GEMEENTE, halfjaar=HUIDIG)
    voor, uitvoer = stand.get().gerealiseerd, StringIO()

    call_command("walk_chain", stdout=uitvoer)

    assert stand.get().gerealiseerd == voor + PERSONEN
    regels = [regel.split() for regel in uitvoer.getvalue().splitlines()]
    assert ["gerealiseerd", str(voor), str(voor + PERSONEN)] in regels
    assert ["7.", "Huurcontract", "getekend", "ingang", "24-11-2026"] in regels


def test_walking_the_chain_fails_when_the_figures_are_not_those_of_the_ledger(monkeypatch):
    monkeypatch.setattr("rapportage.services.demo.doorloop.find_drift", lambda: ("een verschil",))

    with pytest.raises(CommandError, match="klopt niet met wat er net is vastgelegd"):
        call_command("walk_chain", stdout=StringIO())
