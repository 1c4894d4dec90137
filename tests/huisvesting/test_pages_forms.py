"""One act on one page: what it says beforehand, what a mistake costs, and where one comes out."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from huisvesting.models import Plaatsing, Voordracht, Woningaanbod
from huisvesting.services.huuringang import count_begonnen_huren
from samenwerking.models import Gebeurtenis, Klasse, Logregel, Rol
from taakstelling.models import Telmoment
from tests.factories.huisvesting import HuishoudenFactory, PlaatsingFactory, VoordrachtFactory, WoningaanbodFactory
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    CorporatiemedewerkerFactory,
    GemeenteFactory,
    RedenFactory,
    RoltoewijzingFactory,
    WoningcorporatieFactory,
)
from tests.factories.taakstelling import TelmomentinstellingFactory

pytestmark = pytest.mark.django_db
MELDING = {
    "straat": "Kerkstraat",
    "huisnummer": "12",
    "postcode": "1234ab",
    "plaats": "Proefstad",
    "vorm": "regulier",
    "slaapkamers": "2",
    "beschikbaar_vanaf": "02-03-2026",
}


@pytest.fixture
def gemeente():
    return GemeenteFactory()


@pytest.fixture
def consulent(client, gemeente):
    client.force_login(AmbtenaarFactory(gemeente=gemeente))
    return client


def as_medewerker(client, aanbod):
    client.force_login(CorporatiemedewerkerFactory(corporatie=aanbod.woning.corporatie))
    return client


def lees(antwoord):
    html = antwoord.content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html[html.index("<main") : html.index("</main>")]).split())


# --- Reporting and confirming a home ----------------------------------------------------------------------------------
def test_reporting_a_home_asks_the_corporation_no_more_than_it_must(client, gemeente):
    corporatie = WoningcorporatieFactory(gemeenten=[gemeente])
    client.force_login(CorporatiemedewerkerFactory(corporatie=corporatie))

    html = client.get("/huisvesting/aanbod/melden/").content.decode()

    leeg = {veld for veld in MELDING if re.search(rf'<input [^>]*name="{veld}"(?![^>]*value=)', html)}
    assert leeg == {"straat", "huisnummer", "postcode", "slaapkamers"}
    assert re.search(rf'name="plaats" value="{gemeente.naam}"', html)
    assert re.search(r'<input type="hidden" name="gemeente"', html)


def test_reported_home_comes_out_on_its_own_page(client, gemeente):
    corporatie = WoningcorporatieFactory(gemeenten=[gemeente])
    client.force_login(CorporatiemedewerkerFactory(corporatie=corporatie))

    antwoord = client.post(
        "/huisvesting/aanbod/melden/", {**MELDING, "corporatie": corporatie.pk, "gemeente": gemeente.pk}, follow=True
    )

    aanbod = Woningaanbod.objects.get()
    assert antwoord.redirect_chain == [(aanbod.get_absolute_url(), 302)]
    assert aanbod.woning.postcode == "1234 AB"
    assert "Kerkstraat 12, Proefstad is gemeld." in lees(antwoord)


@pytest.mark.parametrize(
    ("fout", "zin"),
    [
        ({"postcode": "0123 AB"}, "Dit is geen Nederlandse postcode."),
        ({"beschikbaar_vanaf": "31-02-2026"}, "Schrijf de datum als dd-mm-jjjj"),
        ({"slaapkamers": "0"}, "Een woning telt hier minstens 1 slaapkamer."),
        ({"straat": ""}, "Straat: Wij kennen deze postcode nog niet. Vul de straat in."),
    ],
)
def test_mistake_keeps_what_was_typed_and_writes_nothing(client, gemeente, fout, zin):
    corporatie = WoningcorporatieFactory(gemeenten=[gemeente])
    client.force_login(CorporatiemedewerkerFactory(corporatie=corporatie))
    velden = {**MELDING, "corporatie": corporatie.pk, "gemeente": gemeente.pk, **fout}

    antwoord = client.post("/huisvesting/aanbod/melden/", velden)

    html = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert "Dit klopt nog niet" in html
    assert zin in html
    assert not Woningaanbod.objects.exists()
    assert all(f'value="{velden[veld]}"' in html for veld in ("huisnummer", "plaats") if velden[veld])
    assert all(f'value="{waarde}"' in html for waarde in fout.values() if waarde)


def test_home_of_another_corporation_cannot_be_reported(client, gemeente):
    ander = WoningcorporatieFactory(gemeenten=[gemeente])
    client.force_login(CorporatiemedewerkerFactory(corporatie=WoningcorporatieFactory(gemeenten=[gemeente])))

    antwoord = client.post("/huisvesting/aanbod/melden/", {**MELDING, "corporatie": ander.pk, "gemeente": gemeente.pk})

    assert antwoord.status_code == 422
    assert not Woningaanbod.objects.exists()


def test_confirming_takes_dutch_numbers(client):
    aanbod = WoningaanbodFactory(woning__onvolledig=True)

    antwoord = as_medewerker(client, aanbod).post(
        f"/huisvesting/aanbod/{aanbod.pk}/bevestigen/",
        {"kale_huur": "1.012,50", "verdieping": "2", "lift": "on", "optiedatum": "01-06-2046"},
    )

    aanbod = Woningaanbod.objects.get()
    assert antwoord.status_code == 302
    assert str(aanbod.woning.kale_huur) == "1012.50"
    assert (aanbod.woning.verdieping, aanbod.woning.lift, aanbod.optiedatum) == (2, True, date(2046, 6, 1))
    assert aanbod.bevestigd_op


def test_withdrawing_a_reserved_home_says_who_loses_it_and_names_nobody(client):
    voordracht = VoordrachtFactory()

    antwoord = as_medewerker(client, voordracht.aanbod).get(f"/huisvesting/aanbod/{voordracht.aanbod_id}/intrekken/")

    assert "1 huishouden verliest deze woning." in lees(antwoord)
    assert voordracht.huishouden.hoofd.achternaam not in antwoord.content.decode()
    assert "knop--gevaar" in antwoord.content.decode()


def test_withdrawing_without_a_reason_changes_nothing(client):
    voordracht = VoordrachtFactory()

    antwoord = as_medewerker(client, voordracht.aanbod).post(
        f"/huisvesting/aanbod/{voordracht.aanbod_id}/intrekken/", {"toelichting": "Er is een lek in het dak."}
    )

    assert antwoord.status_code == 422
    assert "Er is een lek in het dak." in lees(antwoord)
    assert Woningaanbod.objects.get().ingetrokken_op is None
    assert Voordracht.objects.get().is_open


# --- Voordracht -------------------------------------------------------------------------------------------------------
def test_putting_forward_a_household_that_fits_asks_only_the_button(consulent, gemeente):
    aanbod, huishouden = WoningaanbodFactory(gemeente=gemeente, bevestigd=True), HuishoudenFactory(gemeente=gemeente)
    url = f"/huisvesting/aanbod/{aanbod.pk}/voordragen/{huishouden.pk}/"

    vooraf = lees(consulent.get(url))
    antwoord = consulent.post(url)

    assert f"{huishouden} voordragen" in vooraf
    assert "nog geen naam" in vooraf
    assert "Past: Zelfstandige woning" in vooraf
    assert "Waarom past deze woning toch?" not in vooraf
    assert antwoord.url == Voordracht.objects.get().get_absolute_url()


def test_putting_forward_a_household_that_does_not_fit_asks_why(consulent, gemeente):
    aanbod = WoningaanbodFactory(gemeente=gemeente, bevestigd=True, woning__slaapkamers=1)
    huishouden = HuishoudenFactory(gemeente=gemeente, personen=4)
    url = f"/huisvesting/aanbod/{aanbod.pk}/voordragen/{huishouden.pk}/"

    vooraf = lees(consulent.get(url))
    zonder = consulent.post(url, {"afwijking": " "})
    voordrachten = Voordracht.objects.count()
    met = consulent.post(url, {"afwijking": "Tijdelijk, met instemming."})

    assert (zonder.status_code, voordrachten, met.status_code) == (422, 0, 302)
    assert "Te klein: 1 slaapkamer, nodig: 2" in lees(zonder)
    assert "niet verplicht" not in vooraf
    assert "Geef een reden als u toch wilt voordragen." in lees(zonder)
    assert Voordracht.objects.get().afwijking == "Tijdelijk, met instemming."


def test_household_of_another_gemeente_cannot_be_put_forward(consulent, gemeente):
    aanbod, elders = WoningaanbodFactory(gemeente=gemeente, bevestigd=True), HuishoudenFactory()

    antwoord = consulent.post(f"/huisvesting/aanbod/{aanbod.pk}/voordragen/{elders.pk}/")

    assert antwoord.status_code == 404
    assert not Voordracht.objects.exists()


def test_second_one_to_reserve_a_home_reads_why_not(consulent, gemeente):
    voordracht = VoordrachtFactory(gemeente=gemeente)
    ander = HuishoudenFactory(gemeente=gemeente)

    antwoord = consulent.post(f"/huisvesting/aanbod/{voordracht.aanbod_id}/voordragen/{ander.pk}/")

    assert antwoord.status_code == 409
    assert "Deze woning is zojuist gereserveerd voor een ander huishouden." in lees(antwoord)
    assert Voordracht.objects.get() == voordracht


def test_the_same_household_again_reads_that_it_is_put_forward_already(consulent, gemeente):
    voordracht = VoordrachtFactory(gemeente=gemeente)

    antwoord = consulent.post(f"/huisvesting/aanbod/{voordracht.aanbod_id}/voordragen/{voordracht.huishouden_id}/")

    assert antwoord.status_code == 409
    assert "Dit huishouden is al voorgedragen voor deze woning." in lees(antwoord)
    assert Voordracht.objects.get() == voordracht


def test_corporation_agrees_with_one_button(client):
    voordracht = VoordrachtFactory(huishouden__personen=3)
    medewerker = as_medewerker(client, voordracht.aanbod)
    url = f"/huisvesting/voordrachten/{voordracht.pk}/akkoord/"

    vooraf = medewerker.get(url)
    antwoord = medewerker.post(url, follow=True)

    assert f"Het gaat om een huishouden van 3 personen en {voordracht.aanbod}." in lees(vooraf)
    assert voordracht.huishouden.hoofd.achternaam not in vooraf.content.decode()
    assert "Akkoord vastgelegd." in lees(antwoord)
    assert str(voordracht.huishouden.hoofd) in lees(antwoord)


def test_corporation_cannot_reject_for_a_reason_of_the_household(client):
    voordracht = VoordrachtFactory()
    reden = RedenFactory(klasse=Klasse.HUISHOUDEN)

    antwoord = as_medewerker(client, voordracht.aanbod).post(
        f"/huisvesting/voordrachten/{voordracht.pk}/afwijzen/", {"reden": reden.pk}
    )

    assert antwoord.status_code == 422
    assert Voordracht.objects.get().is_open


def test_reason_that_asks_for_a_note_says_so_and_keeps_the_choice(client):
    voordracht = VoordrachtFactory()
    reden = RedenFactory(met_toelichting=True, klasse=Klasse.CORPORATIE, tekst="Alsnog andere bestemming")

    antwoord = as_medewerker(client, voordracht.aanbod).post(
        f"/huisvesting/voordrachten/{voordracht.pk}/afwijzen/", {"reden": reden.pk}
    )

    assert "Licht de reden “Alsnog andere bestemming” toe." in lees(antwoord)
    assert f'<option value="{reden.pk}" selected>' in antwoord.content.decode()


def test_refusal_needs_the_own_words_and_names_who_it_is_about(consulent, gemeente):
    voordracht = VoordrachtFactory(gemeente=gemeente, aangeboden=True)
    reden = RedenFactory(klasse=Klasse.HUISHOUDEN)

    antwoord = consulent.post(f"/huisvesting/voordrachten/{voordracht.pk}/weigeren/", {"reden": reden.pk})

    assert antwoord.status_code == 422
    assert "Schrijf op wat het huishouden zelf zegt." in lees(antwoord)
    assert f"Het gaat om {voordracht.huishouden} (1 persoon)" in lees(antwoord)
    assert not voordracht.weigeringen.exists()


def test_gemeente_records_the_offer_with_a_day_that_stands_there_already(consulent, gemeente):
    voordracht = VoordrachtFactory(gemeente=gemeente, akkoord=True)
    url = f"/huisvesting/voordrachten/{voordracht.pk}/aanbieden/"
    over_een_week = timezone.localdate() + timedelta(days=7)

    vooraf = consulent.get(url).content.decode()
    fout = consulent.post(url, {"reactie_uiterlijk": "01-01-2020"})
    goed = consulent.post(url, {"reactie_uiterlijk": f"{over_een_week:%d-%m-%Y}", "tolk_aanwezig": "true"})

    assert f'value="{over_een_week:%d-%m-%Y}"' in vooraf
    assert (fout.status_code, "Kies vandaag of een latere dag." in lees(fout)) == (422, True)
    assert goed.url == voordracht.get_absolute_url()
    voordracht.refresh_from_db()
    assert (voordracht.reactie_uiterlijk, voordracht.tolk_aanwezig) == (over_een_week, True)


def test_gemeente_records_with_one_button_that_the_household_accepts(consulent, gemeente):
    voordracht = VoordrachtFactory(gemeente=gemeente, aangeboden=True)

    antwoord = consulent.post(f"/huisvesting/voordrachten/{voordracht.pk}/accepteren/")

    assert antwoord.url == voordracht.get_absolute_url()
    assert Voordracht.objects.get().geaccepteerd_op


def test_a_name_is_only_looked_at_when_the_page_shows_it(consulent, gemeente):
    voordracht = VoordrachtFactory(gemeente=gemeente, aangeboden=True)
    url = f"/huisvesting/voordrachten/{voordracht.pk}/accepteren/"

    consulent.post(url)
    na_doen = Logregel.objects.filter(gebeurtenis=Gebeurtenis.INZAGE).count()
    consulent.get(url)
    na_kijken = Logregel.objects.filter(gebeurtenis=Gebeurtenis.INZAGE).count()

    assert (na_doen, na_kijken) == (0, 1)


def test_a_role_that_is_no_casework_reports_no_home(client, gemeente):
    elders = GemeenteFactory()
    eigen = WoningcorporatieFactory(gemeenten=[gemeente, elders])
    medewerker = CorporatiemedewerkerFactory(corporatie=eigen)
    RoltoewijzingFactory(gebruiker=medewerker, gemeente=elders, rol=Rol.JURIST)
    RoltoewijzingFactory(gebruiker=medewerker, gemeente=gemeente)
    client.force_login(medewerker)
    vreemd = WoningcorporatieFactory(gemeenten=[gemeente, elders])

    def meld(corporatie, waar):
        velden = MELDING | {"corporatie": corporatie.pk, "gemeente": waar.pk}
        return client.post("/huisvesting/aanbod/melden/", velden).status_code

    assert meld(vreemd, elders) == 422
    assert not Woningaanbod.objects.exists()
    assert meld(eigen, elders) == 302
    assert meld(vreemd, gemeente) == 302


# --- Plaatsing --------------------------------------------------------------------------------------------------------
def test_a_lease_before_the_home_is_free_is_warned_for_and_not_refused(consulent, gemeente):
    vrij = timezone.localdate() + timedelta(days=20)
    voordracht = VoordrachtFactory(gemeente=gemeente, geaccepteerd=True, aanbod__beschikbaar_vanaf=vrij)
    url = f"/huisvesting/voordrachten/{voordracht.pk}/huurcontract/"

    vooraf = consulent.get(url)
    antwoord = consulent.post(url, {"ingangsdatum": f"{vrij - timedelta(days=1):%d-%m-%Y}"})

    assert f"De woning is vrij vanaf {date_format(vrij, 'j F Y')}. Begint de huur eerder?" in lees(vooraf)
    assert antwoord.status_code == 302


@pytest.mark.parametrize(("wie", "naam"), [("medewerker", "Mijn woningen"), ("ambtenaar", "Woningen")])
def test_the_way_back_has_the_name_of_the_menu(client, gemeente, wie, naam):
    voordracht = VoordrachtFactory(gemeente=gemeente, geaccepteerd=True)
    corporatie = voordracht.aanbod.woning.corporatie
    gebruikers = {
        "medewerker": lambda: CorporatiemedewerkerFactory(corporatie=corporatie),
        "ambtenaar": lambda: AmbtenaarFactory(gemeente=gemeente),
    }
    client.force_login(gebruikers[wie]())

    for url in (
        "/huisvesting/aanbod/melden/",
        voordracht.aanbod.get_absolute_url(),
        voordracht.get_absolute_url(),
        f"/huisvesting/voordrachten/{voordracht.pk}/huurcontract/",
    ):
        html = client.get(url).content.decode()
        kruimels = html[html.index("kruimels") : html.index("<h1")]
        assert re.search(r'<a href="/huisvesting/aanbod/">([^<]+)</a>', kruimels)[1] == naam


def test_key_before_the_lease_is_refused_in_a_sentence(consulent, gemeente):
    plaatsing = PlaatsingFactory(gemeente=gemeente)

    antwoord = consulent.post(f"/huisvesting/plaatsingen/{plaatsing.pk}/sleutel/", {"sleuteldatum": "01-01-2026"})

    assert antwoord.status_code == 422
    assert "ligt voor het begin van de huur" in lees(antwoord)
    assert 'value="01-01-2026"' in antwoord.content.decode()
    assert Plaatsing.objects.get().sleuteldatum is None


def test_cancelling_says_how_many_no_longer_count(consulent, gemeente):
    TelmomentinstellingFactory(gemeente=gemeente, telmoment=Telmoment.HUURINGANG, van=date(2020, 1, 1))
    plaatsing = PlaatsingFactory(gemeente=gemeente, huishouden__personen=3)
    count_begonnen_huren(door=plaatsing.getekend_door)

    vooraf = lees(consulent.get(f"/huisvesting/plaatsingen/{plaatsing.pk}/annuleren/"))

    assert "3 personen tellen niet meer mee." in vooraf
    assert str(plaatsing.huishouden) in vooraf
