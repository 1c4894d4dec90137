"""Why someone counts, another stay, the counting rules: what one reads there and what the forms do."""

import re
from datetime import date

import pytest
from django.urls import reverse

from huisvesting.models import Hersteld, Verblijf
from huisvesting.services.correctie import correct_plaatsing
from huisvesting.services.plaatsing import cancel_plaatsing, hand_over_sleutel
from huisvesting.services.verblijf import register_verblijf
from samenwerking.models import Gebeurtenis, Logregel
from taakstelling.models import Realisatie, Telregel
from taakstelling.regels.telregels import Woonvorm
from tests.factories.huisvesting import HuishoudenFactory, PlaatsingFactory, StatushouderFactory, dag
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    BeheerderFactory,
    GebruikerFactory,
    GemeenteFactory,
    RedenFactory,
    WethouderFactory,
)
from tests.factories.taakstelling import start_gemeente
from tests.huisvesting.test_pages_detail import lees
from tools.klok import klok_op

pytestmark = pytest.mark.django_db

VAN, SLEUTEL, NU = date(2026, 3, 2), date(2026, 3, 9), dag(90)
LIJST, NIEUW = reverse("huisvesting:telregel_list"), reverse("huisvesting:telregel_new")


@pytest.fixture(autouse=True)
def vandaag():
    with klok_op(NU.date()):
        yield NU.date()


@pytest.fixture
def gemeente():
    return start_gemeente(gemeente=GemeenteFactory(naam="Proefdam")).gemeente


@pytest.fixture
def ambtenaar(gemeente):
    return AmbtenaarFactory(gemeente=gemeente)


@pytest.fixture
def consulent(client, ambtenaar):
    client.force_login(ambtenaar)
    return client


@pytest.fixture
def beheer(client, gemeente):
    client.force_login(BeheerderFactory(gemeente=gemeente))
    return client


@pytest.fixture
def plaatsing(gemeente):
    return PlaatsingFactory(gemeente=gemeente, huishouden__personen=2)


def waarom(client, persoon):
    return client.get(reverse("huisvesting:telling_detail", kwargs={"pk": persoon.pk}))


# --- Why? -------------------------------------------------------------------------------------------------------------
def test_who_counts_reads_since_when_by_which_rule_and_who_booked_it(consulent, plaatsing, ambtenaar):
    persoon = plaatsing.huishouden.leden[0]
    hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=SLEUTEL, door=ambtenaar, op=NU)

    tekst = lees(waarom(consulent, persoon))

    assert f"Waarom telt {persoon} mee?" in tekst
    assert "Telt mee voor Proefdam vanaf 9 maart 2026, in de eerste helft van 2026." in tekst
    assert "Wie een gewone woning krijgt, telt mee." in tekst
    assert "R-301 versie 1" in tekst
    assert "Bron Huisvestingswet 2014" in tekst
    assert "Er hoeft niets te gebeuren." in tekst
    assert (
        f"+1 Plaatsing in een woning Wie een gewone woning krijgt, telt mee. (R-301 versie 1) 31-05-2026 {ambtenaar}"
        in tekst
    )


def test_who_has_a_lease_reads_what_must_happen(consulent, plaatsing):
    tekst = lees(waarom(consulent, plaatsing.huishouden.leden[0]))

    assert "niet mee?" in tekst
    assert "Leg de dag van de sleutel vast: dan telt deze persoon mee." in tekst
    assert "Voor deze persoon is nog niets geboekt." in tekst


def test_who_lives_nowhere_reads_what_must_happen(consulent, gemeente):
    antwoord = waarom(consulent, HuishoudenFactory(gemeente=gemeente).leden[0])

    assert "Zoek een woning. Woont deze persoon al ergens? Leg dat verblijf dan vast." in lees(antwoord)
    assert "Wie nog nergens woont, telt niet mee." in lees(antwoord)
    assert "Regel R-319 versie 1" in lees(antwoord)
    assert "Leg een ander verblijf vast" in lees(antwoord)


def test_a_reversed_count_shows_both_bookings(consulent, plaatsing, ambtenaar):
    hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=SLEUTEL, door=ambtenaar, op=NU)
    correct_plaatsing(
        plaatsing=plaatsing,
        veld=Hersteld.SLEUTELDATUM,
        oud=SLEUTEL,
        nieuw=None,
        reden="Er was geen sleutel.",
        door=ambtenaar,
        op=NU,
    )
    cancel_plaatsing(plaatsing=plaatsing, reden=RedenFactory(tekst="Brand"), door=ambtenaar, op=NU)

    tekst = lees(waarom(consulent, plaatsing.huishouden.leden[0]))

    assert "Telt nu voor geen enkele gemeente mee." in tekst
    assert "\u22121 Teruggeboekt Hersteld: Dag van de sleutel (R-301 versie 1)" in tekst
    assert "Geannuleerd." in tekst


def test_who_stays_where_it_does_not_count_reads_the_reason(consulent, gemeente, ambtenaar):
    leden = HuishoudenFactory(gemeente=gemeente).leden
    register_verblijf(personen=leden, vorm=Woonvorm.LOGEERREGELING, van=VAN, door=ambtenaar, op=NU)

    tekst = lees(waarom(consulent, leden[0]))

    assert "Wie via de logeerregeling logeert, telt niet mee." in tekst
    assert "Zoek een woning die meetelt." in tekst


def test_a_missing_rule_is_named_with_who_can_add_it(consulent, gemeente, ambtenaar):
    leden = HuishoudenFactory(gemeente=gemeente).leden
    register_verblijf(personen=leden, vorm=Woonvorm.NIDOS_KSO, van=VAN, door=ambtenaar, op=NU)

    tekst = lees(waarom(consulent, leden[0]))

    assert "geen telregel voor ‘Woongroep van Nidos (kso)’ en iedereen" in tekst
    assert "Vraag de beheerder om de telregel vast te leggen." in tekst


def test_an_amv_who_moved_has_the_button_to_record_the_report(consulent, gemeente, ambtenaar):
    amv = StatushouderFactory(huishouden=HuishoudenFactory(gemeente=gemeente, personen=0), amv=True)
    daar = start_gemeente(gemeente=GemeenteFactory(naam="Proefdaar")).gemeente
    stay = {"personen": [amv], "door": ambtenaar, "op": NU}
    register_verblijf(vorm=Woonvorm.NIDOS_KSO, van=VAN, **stay)
    (verhuisd,) = register_verblijf(vorm=Woonvorm.REGULIER, gemeente=daar, van=date(2026, 4, 1), **stay)
    url = reverse("huisvesting:verblijf_report", kwargs={"pk": verhuisd.pk})

    antwoord = waarom(consulent, amv)
    assert "Vraag Proefdaar om de verhuizing bij COA te melden." in lees(antwoord)
    assert url in antwoord.content.decode()

    assert consulent.get(url).status_code == 200
    antwoord = consulent.post(url, {"melddatum": "20-04-2026"}, follow=True)
    assert "Deze persoon telt nu mee voor Proefdaar." in antwoord.content.decode()
    assert "Telt mee voor Proefdaar vanaf 20 april 2026" in lees(antwoord)


def test_reading_why_is_written_down(consulent, plaatsing):
    waarom(consulent, plaatsing.huishouden.leden[0])

    regel = Logregel.objects.latest("pk")
    assert (regel.gebeurtenis, regel.onderwerp_id) == (Gebeurtenis.INZAGE, str(plaatsing.huishouden_id))


def test_household_and_plaatsing_lead_to_the_page(consulent, plaatsing):
    for pagina in (plaatsing.get_absolute_url(), plaatsing.huishouden.get_absolute_url()):
        html = consulent.get(pagina).content.decode()
        for persoon in plaatsing.huishouden.leden:
            assert reverse("huisvesting:telling_detail", kwargs={"pk": persoon.pk}) in html


# --- Forms ------------------------------------------------------------------------------------------------------------
def test_a_stay_is_recorded_for_who_was_ticked_and_shows_on_the_household(consulent, gemeente):
    huishouden = HuishoudenFactory(gemeente=gemeente, personen=3)
    url = reverse("huisvesting:verblijf_register", kwargs={"pk": huishouden.pk})
    wie = [str(persoon.pk) for persoon in huishouden.leden[:2]]
    assert consulent.get(url).status_code == 200

    antwoord = consulent.post(url, {"personen": wie, "vorm": "har", "van": "02-03-2026"}, follow=True)

    assert "Verblijf vastgelegd. Daarvan 2 personen tellen mee." in antwoord.content.decode()
    assert "Ander verblijf vastgelegd" in lees(antwoord)
    assert Verblijf.objects.count() == Realisatie.objects.count() == 2


def test_a_stay_of_people_of_another_household_is_not_recorded(consulent, gemeente):
    url = reverse("huisvesting:verblijf_register", kwargs={"pk": HuishoudenFactory(gemeente=gemeente).pk})
    ander = HuishoudenFactory(gemeente=gemeente).leden[0]

    antwoord = consulent.post(url, {"personen": [str(ander.pk)], "vorm": "har", "van": "02-03-2026"})

    assert antwoord.status_code == 422
    assert not Verblijf.objects.exists()


def test_a_stay_ends_and_who_went_back_counts_no_longer(consulent, gemeente, ambtenaar):
    leden = HuishoudenFactory(gemeente=gemeente).leden
    (verblijf,) = register_verblijf(personen=leden, vorm=Woonvorm.HAR, van=VAN, door=ambtenaar, op=NU)
    url = reverse("huisvesting:verblijf_end", kwargs={"pk": verblijf.pk})
    assert url in waarom(consulent, leden[0]).content.decode()

    antwoord = consulent.post(url, {"tot": "04-05-2026", "naar_opvang": "on"}, follow=True)

    assert "Verblijf beëindigd." in antwoord.content.decode()
    assert "Telt nu voor geen enkele gemeente mee." in lees(antwoord)


def test_the_instroom_can_be_corrected(consulent, gemeente):
    persoon = HuishoudenFactory(gemeente=gemeente).leden[0]
    url = reverse("huisvesting:instroom_change", kwargs={"pk": persoon.pk})
    assert consulent.get(url).status_code == 200

    antwoord = consulent.post(url, {"instroom": "nareis"}, follow=True)

    assert "Soort persoon Nareis" in lees(antwoord)


# --- Rules ------------------------------------------------------------------------------------------------------------
def test_everyone_with_a_role_reads_the_rules_and_only_the_beheerder_changes_them(client, gemeente):
    client.force_login(WethouderFactory(gemeente=gemeente))

    tekst = lees(client.get(LIJST))

    assert "Wie via de hotel- en accommodatieregeling gaat wonen, telt mee" in tekst
    assert "R-304 versie 1" in tekst
    assert "Nieuwe versie" not in tekst
    assert client.get(NIEUW).status_code == 403
    client.force_login(GebruikerFactory())
    assert client.get(LIJST).status_code == 403


def invoer(**anders):
    return {
        "vorm": "har",
        "persoon": "iedereen",
        "geldig_van": "01-04-2026",
        "telt": "nee",
        "telt_voor": "koppelgemeente",
        "moment": "begin",
        "reden": "Een hotel telt niet meer.",
        "code": "R-310",
        "bron": "verzonnen",
    } | anders


def gezien(antwoord):
    """What the form sends back of the preview; nothing when there was none."""
    (veld,) = re.findall(r'<input[^>]+name="gezien"[^>]*>', antwoord.content.decode())
    return "".join(re.findall(r'value="(\w+)"', veld))


def test_the_form_starts_with_what_the_rule_says_now(beheer):
    har = Telregel.objects.get(vorm="har")

    html = beheer.get(NIEUW, {"regel": har.pk}).content.decode()

    assert '<option value="har" selected>' in html
    assert har.bron in html
    assert beheer.get(NIEUW, {"regel": "onzin"}).status_code == 200


def test_a_new_version_is_shown_first_and_recorded_when_it_is_confirmed(beheer, gemeente, ambtenaar):
    leden = HuishoudenFactory(gemeente=gemeente, personen=2).leden
    register_verblijf(personen=leden, vorm=Woonvorm.HAR, van=date(2026, 5, 4), door=ambtenaar, op=NU)

    voorbeeld = beheer.post(NIEUW, invoer())
    assert "Dit verandert 2 personen in 2026H1: 2 tellen niet meer." in lees(voorbeeld)
    assert "2026H1 Proefdam \u22122" in lees(voorbeeld)
    assert not Telregel.objects.filter(versie=2).exists()

    klaar = beheer.post(NIEUW, invoer(gezien=gezien(voorbeeld)), follow=True)
    assert "geldt vanaf 01-04-2026" in klaar.content.decode()
    assert "R-310 versie 2" in lees(klaar)
    assert "1 andere versie" in lees(klaar)
    assert gemeente.voortgangen.get().gerealiseerd == 0


def test_what_changed_after_the_preview_is_shown_anew(beheer):
    voorbeeld = beheer.post(NIEUW, invoer())

    anders = beheer.post(NIEUW, invoer(reden="Toch anders.", gezien=gezien(voorbeeld)))

    assert "Wat deze regel verandert" in lees(anders)
    assert gezien(anders) != gezien(voorbeeld)
    assert not Telregel.objects.filter(versie=2).exists()


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"geldig_van": "01-01-2015"}, "geldt al een versie vanaf 01-01-2015. Kies een latere dag."),
        ({"code": "drie"}, "Schrijf de regel als R-304 of R-313/R-314."),
        ({"reden": ""}, "Schrijf in een zin op waarom iemand wel of niet meetelt."),
    ],
)
def test_a_rule_that_is_not_right_says_why_and_is_not_recorded(beheer, anders, zin):
    antwoord = beheer.post(NIEUW, invoer(**anders))

    assert antwoord.status_code == 422
    assert zin in lees(antwoord)
    assert gezien(antwoord) == ""
    assert not Telregel.objects.filter(versie=2).exists()
