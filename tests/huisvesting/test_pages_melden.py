"""Reporting a home on the page: a known address, a concept, rooms, facts that are mended, a home asked back."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from huisvesting.models import Intrekverzoek, VoordrachtStatus, Vorm, Woningaanbod
from samenwerking.models import Logregel
from tests.factories.aanbod import ComplexFactory, IntrekverzoekFactory
from tests.factories.huisvesting import VoordrachtFactory, WoningaanbodFactory, WoningFactory
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    CorporatiemedewerkerFactory,
    GemeenteFactory,
    OpgavemanagerFactory,
    RedenFactory,
    WoningcorporatieFactory,
)

pytestmark = pytest.mark.django_db

MELDEN = reverse("huisvesting:aanbod_register")
ADRES = reverse("huisvesting:aanbod_adres")


def lees(antwoord):
    return " ".join(strip_tags(antwoord.content.decode()).split())


@pytest.fixture
def gemeente():
    return GemeenteFactory(naam="Proefstad")


@pytest.fixture
def corporatie(gemeente):
    return WoningcorporatieFactory(gemeenten=[gemeente])


@pytest.fixture
def medewerker(client, corporatie):
    gebruiker = CorporatiemedewerkerFactory(corporatie=corporatie)
    client.force_login(gebruiker)
    return gebruiker


@pytest.fixture
def kort(corporatie, gemeente):
    """The five fields of a home in a street that is known (and the two that are filled in for who has no choice)."""
    WoningFactory(
        corporatie=corporatie, gemeente=gemeente, postcode="7201 AB", straat="Meidoornstraat", plaats="Vorden"
    )
    return {
        "corporatie": corporatie.pk,
        "gemeente": gemeente.pk,
        "postcode": "7201ab",
        "huisnummer": "14",
        "toevoeging": "B",
        "slaapkamers": "2",
        "beschikbaar_vanaf": "01-05-2046",
        # As the form opens: the name of the gemeente, which is not the village of this street.
        "plaats": "Proefstad",
    }


# --- Five fields ------------------------------------------------------------------------------------------------------
def test_five_fields_are_enough_in_a_street_that_is_known(client, medewerker, kort):
    client.post(MELDEN, kort)

    woning = Woningaanbod.objects.get().woning
    assert str(woning) == "Meidoornstraat 14 B, Vorden"
    assert (woning.vorm, woning.slaapkamers) == (Vorm.REGULIER, 2)


def test_what_was_typed_wins_from_what_is_known(client, medewerker, kort):
    client.post(MELDEN, {**kort, "straat": "Meidoornhof", "plaats": "Zutphen"})

    assert str(Woningaanbod.objects.get().woning) == "Meidoornhof 14 B, Zutphen"


def test_an_unknown_postcode_asks_for_the_street(client, medewerker, kort):
    antwoord = client.post(MELDEN, {**kort, "postcode": "9999 ZZ"})

    assert antwoord.status_code == 422
    assert "Wij kennen deze postcode nog niet. Vul de straat in." in lees(antwoord)


def test_the_street_appears_while_one_types(client, medewerker, kort):
    antwoord = client.post(ADRES, kort)

    assert antwoord.status_code == 200
    html = antwoord.content.decode()
    assert 'name="straat" value="Meidoornstraat"' in html
    assert 'value="Vorden"' in html
    assert 'hx-swap-oob="true"' in html


@pytest.mark.parametrize("anders", [{"postcode": "9999 ZZ"}, {"postcode": "x"}, {"straat": "Zelf getypt"}])
def test_nothing_appears_when_it_is_not_known_or_was_typed(client, medewerker, kort, anders):
    assert client.post(ADRES, {**kort, **anders}).status_code == 204


def test_streets_of_another_corporation_are_not_told(client, kort, gemeente):
    ander = WoningcorporatieFactory(gemeenten=[gemeente])
    client.force_login(CorporatiemedewerkerFactory(corporatie=ander))

    assert client.post(ADRES, kort).status_code == 204


# --- Concept and rooms ------------------------------------------------------------------------------------------------
def test_a_second_button_keeps_it_as_a_concept(client, medewerker, kort, gemeente):
    assert "Bewaar als concept" in lees(client.get(MELDEN))

    antwoord = client.post(MELDEN, {**kort, "als_concept": "ja"}, follow=True)

    aanbod = Woningaanbod.objects.get()
    assert aanbod.aangeboden_op is None
    assert "bewaard als concept. De gemeente ziet dit pas als u het meldt." in lees(antwoord)
    assert "Concepten, nog niet gemeld" in lees(client.get(reverse("huisvesting:aanbod_list")))
    client.force_login(AmbtenaarFactory(gemeente=gemeente))
    assert client.get(aanbod.get_absolute_url()).status_code == 404


def test_a_concept_is_reported_or_thrown_away(client, medewerker, corporatie, gemeente):
    eigen = {"gemeente": gemeente, "woning__corporatie": corporatie, "concept": True}
    een, twee = WoningaanbodFactory(**eigen), WoningaanbodFactory(**eigen)

    client.post(reverse("huisvesting:aanbod_submit", args=[een.pk]))
    weg = client.post(reverse("huisvesting:aanbod_discard", args=[twee.pk]), follow=True)

    assert Woningaanbod.objects.get().aangeboden_op
    assert "is weggegooid." in lees(weg)


def test_the_rooms_of_a_dwelling_are_reported_at_once(client, medewerker, kort):
    antwoord = client.post(MELDEN, {**kort, "toevoeging": "", "vorm": "onzelfstandig", "kamers": "4"}, follow=True)

    assert "4 kamers zijn gemeld." in lees(antwoord)
    assert sorted(Woningaanbod.objects.values_list("woning__toevoeging", flat=True)) == ["K1", "K2", "K3", "K4"]


def test_rooms_are_of_a_dwelling_that_is_let_by_room(client, medewerker, kort):
    antwoord = client.post(MELDEN, {**kort, "vorm": "regulier", "kamers": "4"})

    assert "Meldt u kamers? Kies dan “Kamer met gedeelde voorzieningen”." in lees(antwoord)
    assert not Woningaanbod.objects.exists()


# --- Confirm and mend -------------------------------------------------------------------------------------------------
def test_confirming_takes_every_fact_of_the_home(client, medewerker, corporatie, gemeente):
    linde = ComplexFactory(corporatie=corporatie, gemeente=gemeente)
    ComplexFactory(gemeente=gemeente, naam="Van een ander")
    aanbod = WoningaanbodFactory(gemeente=gemeente, woning__corporatie=corporatie, woning__onvolledig=True)
    adres = reverse("huisvesting:aanbod_confirm", args=[aanbod.pk])

    assert "Van een ander" not in lees(client.get(adres))
    client.post(
        adres,
        {
            "kale_huur": "640,00",
            "servicekosten": "35,50",
            "verdieping": "2",
            "lift": "on",
            "energielabel": "A+",
            "oppervlakte": "68",
            "complex": linde.pk,
            "bag_verblijfsobject": "0153010000219004",
            "bag_pand": "0153100000219004",
            "optiedatum": "01-06-2046",
        },
    )

    aanbod = Woningaanbod.objects.get()
    woning = aanbod.woning
    assert (woning.energielabel, woning.oppervlakte, woning.complex) == ("A+", 68, linde)
    assert (woning.bag_verblijfsobject, woning.bag_pand) == ("0153010000219004", "0153100000219004")
    assert (aanbod.optiedatum, aanbod.bevestigd_op is not None) == (date(2046, 6, 1), True)


@pytest.mark.parametrize(
    ("veld", "waarde", "zin"),
    [
        ("optiedatum", "01-02-2020", "De optiedatum ligt in het verleden."),
        ("bag_pand", "12", "Een BAG-nummer heeft 16 cijfers."),
        ("oppervlakte", "3", "Een woning heeft minstens 5 m²."),
    ],
)
def test_a_wrong_fact_stands_at_its_field(client, medewerker, corporatie, gemeente, veld, waarde, zin):
    aanbod = WoningaanbodFactory(gemeente=gemeente, woning__corporatie=corporatie)
    adres = reverse("huisvesting:aanbod_confirm", args=[aanbod.pk])

    antwoord = client.post(adres, {"kale_huur": "640", "verdieping": "1", veld: waarde})

    assert antwoord.status_code == 422
    assert zin in lees(antwoord)
    assert f'id="id_{veld}_error"' in antwoord.content.decode()
    assert Woningaanbod.objects.get().bevestigd_op is None


def test_mending_opens_with_what_is_known_and_writes_what_changed(client, medewerker, corporatie, gemeente):
    aanbod = WoningaanbodFactory(gemeente=gemeente, woning__corporatie=corporatie, bevestigd=True)
    adres = reverse("huisvesting:aanbod_change", args=[aanbod.pk])

    assert 'value="612,50"' in client.get(adres).content.decode()
    velden = {"kale_huur": "590,00", "verdieping": "0", "vorm": "regulier", "slaapkamers": "2"}
    client.post(adres, {**velden, "beschikbaar_vanaf": "01-04-2026"})

    assert str(Woningaanbod.objects.get().woning.kale_huur) == "590.00"
    assert Logregel.objects.get(gebeurtenis="aanbod_gewijzigd").gegevens == {"velden": ["kale_huur"]}


def test_mending_that_another_did_meanwhile_shows_both(client, medewerker, corporatie, gemeente):
    aanbod = WoningaanbodFactory(gemeente=gemeente, woning__corporatie=corporatie, bevestigd=True)
    adres = reverse("huisvesting:aanbod_change", args=[aanbod.pk])
    versie = client.get(adres).context["versie"]
    aanbod.woning.slaapkamers = 5
    aanbod.woning.save()

    velden = {"kale_huur": "612,50", "verdieping": "0", "vorm": "regulier", "slaapkamers": "3"}
    antwoord = client.post(adres, {**velden, "beschikbaar_vanaf": "01-04-2026", "formulierversie": versie})

    assert antwoord.status_code == 409
    assert "Nu staat er: 5." in lees(antwoord)


# --- Ask back ---------------------------------------------------------------------------------------------------------
def test_asking_an_assigned_home_back_and_the_answer(client, gemeente, corporatie, medewerker):
    voordracht = VoordrachtFactory(gemeente=gemeente, aanbod__woning__corporatie=corporatie, geaccepteerd=True)
    pagina, reden = voordracht.aanbod.get_absolute_url(), RedenFactory()

    assert "Vraag de woning terug" in lees(client.get(pagina))
    vraag = reverse("huisvesting:aanbod_ask_back", args=[voordracht.aanbod_id])
    assert "1 huishouden verliest deze woning als de opgavemanager akkoord gaat." in lees(client.get(vraag))
    client.post(vraag, {"reden": reden.pk, "toelichting": "De fundering is verzakt."})
    verzoek = Intrekverzoek.objects.get()
    assert "Vraag de woning terug" not in lees(client.get(pagina))

    client.force_login(OpgavemanagerFactory(gemeente=gemeente))
    assert "De fundering is verzakt." in lees(client.get(pagina))
    akkoord = reverse("huisvesting:intrekverzoek_agree", args=[verzoek.pk])
    assert "1 huishouden verliest deze woning." in lees(client.get(akkoord))
    client.post(akkoord)

    voordracht.refresh_from_db()
    assert voordracht.status == VoordrachtStatus.GEANNULEERD
    assert Woningaanbod.objects.get().ingetrokken_op


def test_the_corporation_reads_why_a_home_stays_assigned(client, gemeente, corporatie):
    aanbod = VoordrachtFactory(gemeente=gemeente, aanbod__woning__corporatie=corporatie, geaccepteerd=True).aanbod
    verzoek = IntrekverzoekFactory(aanbod=aanbod)
    client.force_login(OpgavemanagerFactory(gemeente=gemeente))

    adres = reverse("huisvesting:intrekverzoek_refuse", args=[verzoek.pk])
    zonder = client.post(adres, {"motivering": ""})
    client.post(adres, {"motivering": "Het contract ligt klaar."})
    client.force_login(CorporatiemedewerkerFactory(corporatie=corporatie))

    assert zonder.status_code == 422
    tekst = lees(client.get(aanbod.get_absolute_url()))
    assert "De woning blijft toegewezen" in tekst
    assert "Het contract ligt klaar." in tekst


def test_an_ambtenaar_reads_the_request_and_decides_nothing(client, gemeente):
    verzoek = IntrekverzoekFactory(gemeente=gemeente)
    client.force_login(AmbtenaarFactory(gemeente=gemeente))

    assert "beslist. Tot dan verandert er niets." in lees(client.get(verzoek.aanbod.get_absolute_url()))
    for naam in ("agree", "refuse"):
        assert client.post(reverse(f"huisvesting:intrekverzoek_{naam}", args=[verzoek.pk])).status_code == 403
