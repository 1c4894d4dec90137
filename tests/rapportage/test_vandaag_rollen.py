"""The work list of each role: only its own lines, and every count the length of its list."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse

from huisvesting.models import Woning
from rapportage.overzichten.vandaag import Kijk, Soort, list_regels, load_taken
from samenwerking.models import Gebeurtenis
from samenwerking.services.logboek import log
from tests.bewijs import assert_logs
from tests.factories.aanbod import IntrekverzoekFactory
from tests.factories.dossier import ActieFactory, DossiersluitingFactory
from tests.factories.huisvesting import (
    HuishoudenFactory,
    PlaatsingFactory,
    VoordrachtFactory,
    WoningaanbodFactory,
    dag,
)
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    CorporatiemedewerkerFactory,
    GemeenteFactory,
    JuristFactory,
    OpgavemanagerFactory,
    RoltoewijzingFactory,
    WoningcorporatieFactory,
)
from tests.factories.voordracht import AfwijzingFactory, WeigeringFactory

LANG = pytest.mark.volledig
pytestmark = pytest.mark.django_db
URL = "/rapportage/vandaag/"
# A koppeling of this day has its twelve weeks on 3 August.
KORT_GELEDEN = date(2026, 5, 11)
# Queries of the page with something of everything.
VRAGEN = {"jurist": 12, "corporatie": 9, "opgavemanager": 34}


@pytest.fixture
def corporatie(gemeente):
    return WoningcorporatieFactory(gemeenten=[gemeente])


@pytest.fixture
def mensen(gemeente, corporatie):
    """One person of each role that has a work list, and one with all of them."""
    alles = OpgavemanagerFactory(gemeente=gemeente)
    RoltoewijzingFactory(gebruiker=alles, rol="jurist", gemeente=gemeente)
    RoltoewijzingFactory(gebruiker=alles, rol="corporatiemedewerker", gemeente=None, corporatie=corporatie)
    return {
        "ambtenaar": AmbtenaarFactory(gemeente=gemeente),
        "opgavemanager": OpgavemanagerFactory(gemeente=gemeente),
        "jurist": JuristFactory(gemeente=gemeente),
        "corporatie": CorporatiemedewerkerFactory(corporatie=corporatie),
        "alles": alles,
    }


def eigen(corporatie, gemeente, **feiten):
    """A home of this corporation."""
    return WoningaanbodFactory(gemeente=gemeente, woning__gemeente=gemeente, woning__corporatie=corporatie, **feiten)


@pytest.fixture
def werk(keten, mensen, corporatie):
    """Something of everything, and what others did since yesterday."""
    plaatsing = PlaatsingFactory(gemeente=keten, met_sleutel=True, huishouden__eigenaar=mensen["ambtenaar"])
    WeigeringFactory(voordracht=VoordrachtFactory(gemeente=keten, aangeboden=True))
    IntrekverzoekFactory(gemeente=keten)
    DossiersluitingFactory(huishouden=HuishoudenFactory(gemeente=keten))
    HuishoudenFactory(gemeente=keten, aangemeld=True, aangemeld_op=dag(71))
    ActieFactory(over=plaatsing, gemaakt_door=mensen["ambtenaar"], eigenaar=mensen["ambtenaar"], uiterlijk=dag(72))
    for stand in ({}, {"bevestigd": True, "optiedatum": date(2026, 5, 15)}, {"geblokkeerd": True}, {"concept": True}):
        aanbod = eigen(corporatie, keten, **stand)
    VoordrachtFactory(aanbod=eigen(corporatie, keten, bevestigd=True))
    log(Gebeurtenis.OPTIE_VERLENGD, onderwerp=aanbod, gemeente=keten, door=AmbtenaarFactory(gemeente=keten))
    return keten


def taken_van(gebruiker, vandaag):
    """The whole list of this person, as it is read."""
    kijk = Kijk(gebruiker, vandaag)
    return load_taken(list_regels(kijk), kijk)


# --- Counts and lists -------------------------------------------------------------------------------------------------
def tegels(response):
    """(address, number) of each count, as the page shows them."""
    html = response.content.decode()
    gevonden = re.findall(r'href="(\?[^"]*toon=\w+)">.*?teller__getal">\s*([\d.]+)', html, re.DOTALL)
    return [(unescape(url), int(aantal.replace(".", ""))) for url, aantal in gevonden]


@pytest.mark.parametrize(
    ("rol", "deel"),
    [
        ("ambtenaar", 4),  # who has most choices: one in four here, each of them with the long proofs
        ("jurist", 1),
        ("corporatie", 1),
        *(pytest.param(rol, 1, marks=LANG) for rol in ("ambtenaar", "opgavemanager", "alles")),
    ],
)
def test_every_count_is_the_length_of_its_list_under_every_choice(client, werk, mensen, rol, deel):
    client.force_login(mensen[rol])
    begin = client.get(URL)
    velden = begin.context["filter"].form.fields
    keuzes = [(naam, waarde) for naam in velden if naam != "toon" for waarde, _ in velden[naam].choices]

    assert begin.context["totaal"] == begin.context["pagina"].paginator.count > 0
    for naam, waarde in keuzes[::deel]:
        gekozen = client.get(URL, {naam: waarde})
        aantallen = tegels(gekozen)
        assert len(aantallen) == 3
        for url, aantal in aantallen:
            lijst = client.get(URL + url)
            assert lijst.context["pagina"].paginator.count == len(lijst.context["taken"]) == aantal, (naam, waarde, url)


@pytest.mark.parametrize("naam", ["soort", "wie", "corporatie"])
def test_choices_divide_the_list(client, werk, mensen, naam):
    client.force_login(mensen["opgavemanager"])
    totaal = client.get(URL).context["totaal"]
    waarden = [w for w, _ in client.get(URL).context["filter"].form.fields[naam].choices if w]

    delen = [{t.regel.pk for t in client.get(URL, {naam: waarde}).context["taken"]} for waarde in waarden]

    assert len(waarden) > 1
    assert sum(map(len, delen)) == len(set.union(*delen)) <= totaal


def test_choice_of_a_person_shows_only_his_lines(client, werk, mensen):
    client.force_login(mensen["ambtenaar"])

    taken = client.get(URL, {"wie": "ik"}).context["taken"]

    assert {t.regel.soort for t in taken} == {Soort.ACTIE, Soort.AFMELDEN}
    assert {t.regel.eigenaar for t in taken} == {mensen["ambtenaar"].pk}


def test_other_choices_stay_when_a_count_is_opened(client, werk, mensen):
    client.force_login(mensen["ambtenaar"])

    urls = [url for url, _ in tegels(client.get(URL, {"wie": "ik", "pagina": "3", "toon": "nieuw"}))]

    assert urls == ["?wie=ik&toon=te_laat", "?wie=ik&toon=deze_week", "?wie=ik&toon=nieuw"]


@pytest.mark.parametrize("rol", ["ambtenaar", "opgavemanager", "jurist", "corporatie", "alles"])
def test_every_button_opens_a_page(client, werk, mensen, rol):
    client.force_login(mensen[rol])

    taken = client.get(URL).context["taken"]

    assert taken
    for taak in taken:
        assert client.get(taak.url).status_code == 200
        assert not taak.stap.url or client.get(taak.stap.url).status_code == 200, taak.stap


# --- Opgavemanager ----------------------------------------------------------------------------------------------------
def test_opgavemanager_decides_what_the_others_wait_for(gemeente, mensen, vandaag):
    voorstel = DossiersluitingFactory(huishouden=HuishoudenFactory(gemeente=gemeente)).huishouden
    verzoek = IntrekverzoekFactory(gemeente=gemeente)

    van_manager = {t.regel.pk: t.stap for t in taken_van(mensen["opgavemanager"], vandaag)}
    van_ambtenaar = {t.regel.pk: t.stap for t in taken_van(mensen["ambtenaar"], vandaag)}

    assert (van_manager[voorstel.pk].knop, van_manager[voorstel.pk].url) == ("Beslis", voorstel.get_absolute_url())
    assert van_manager[verzoek.pk].url == verzoek.aanbod.get_absolute_url()
    assert van_ambtenaar[voorstel.pk].knop == "Bekijk het voorstel"
    assert verzoek.pk not in van_ambtenaar


def test_opgavemanager_judges_a_refusal_from_the_line_of_the_household(gemeente, mensen, vandaag):
    weigering = WeigeringFactory(voordracht=VoordrachtFactory(gemeente=gemeente, aangeboden=True))

    (taak,) = taken_van(mensen["opgavemanager"], vandaag)

    assert taak.regel.pk == weigering.voordracht.huishouden_id
    assert (taak.stap.knop, taak.stap.url) == ("Beoordeel", weigering.get_absolute_url())


# --- Jurist -----------------------------------------------------------------------------------------------------------
def test_jurist_sees_only_refusals_by_the_day_of_the_verdict(gemeente, mensen, vandaag):
    later, eerst = (
        WeigeringFactory(
            voordracht=VoordrachtFactory(gemeente=gemeente, aangeboden=True),
            oordeel_uiterlijk=vandaag + timedelta(days=over),
        )
        for over in (4, 2)
    )
    WeigeringFactory(voordracht=VoordrachtFactory(gemeente=gemeente, aangeboden=True), onterecht=True)
    WeigeringFactory(voordracht=VoordrachtFactory(aangeboden=True))
    HuishoudenFactory(gemeente=gemeente)

    taken = taken_van(mensen["jurist"], vandaag)

    assert [(t.regel.pk, t.stap.url) for t in taken] == [
        (eerst.pk, eerst.get_absolute_url()),
        (later.pk, later.get_absolute_url()),
    ]
    assert taken[0].regel.uiterlijk == vandaag + timedelta(days=2)


def test_name_that_the_jurist_reads_leaves_a_line(client, gemeente, mensen, vandaag):
    WeigeringFactory(voordracht=VoordrachtFactory(gemeente=gemeente, aangeboden=True))
    client.force_login(mensen["jurist"])

    with assert_logs(Gebeurtenis.INZAGE):
        client.get(URL)


def test_jurist_reads_what_became_of_a_refusal_without_a_name(client, gemeente, mensen, vandaag):
    weigering = WeigeringFactory(voordracht=VoordrachtFactory(gemeente=gemeente, aangeboden=True))
    voordracht = weigering.voordracht
    for gebeurtenis in (Gebeurtenis.VOORDRACHT_AKKOORD, Gebeurtenis.VOORDRACHT_WEIGERING_GEMELD):
        log(gebeurtenis, onderwerp=voordracht, door=mensen["ambtenaar"])
    client.force_login(mensen["jurist"])

    response = client.get(URL)

    assert [(v.wat, v.url) for v in response.context["veranderd"]] == [
        ("Huishouden weigert", weigering.get_absolute_url())
    ]
    assert response.context["veranderd"][0].waarover == voordracht.aanbod.woning.adres


# --- Corporation ------------------------------------------------------------------------------------------------------
def a_refused_rejection(aanbod):
    AfwijzingFactory(heroverwogen=True, voordracht=VoordrachtFactory(aanbod=aanbod))


def a_plaatsing(**feiten):
    return lambda aanbod: PlaatsingFactory(aanbod=aanbod, **feiten)


def a_voordracht(**feiten):
    return lambda aanbod: VoordrachtFactory(aanbod=aanbod, huishouden__koppeldatum=KORT_GELEDEN, **feiten)


def nothing(aanbod):
    """Nobody was put forward."""


@pytest.mark.parametrize(
    ("feiten", "make", "soort", "uiterlijk", "knop"),
    [
        # Five days after 3 March, and after the gemeente asked again on 5 March.
        ({"bevestigd": True}, a_voordracht(), Soort.ANTWOORD, date(2026, 3, 8), "Beantwoord"),
        ({"bevestigd": True}, a_refused_rejection, Soort.ANTWOORD, date(2026, 3, 10), "Beantwoord"),
        ({"bevestigd": True}, a_voordracht(geaccepteerd=True), Soort.CONTRACT, date(2026, 8, 3), "Leg contract vast"),
        ({"bevestigd": True}, a_plaatsing(), Soort.SLEUTEL, date(2026, 3, 8), "Leg sleutel vast"),
        (
            {"bevestigd": True},
            a_plaatsing(afspraakdatum=date(2026, 3, 12)),
            Soort.SLEUTEL,
            date(2026, 3, 12),
            "Leg sleutel vast",
        ),
        (
            {"bevestigd": True},
            a_plaatsing(niet_verschenen=True),
            Soort.SLEUTEL,
            date(2026, 3, 22),
            "Maak nieuwe afspraak",
        ),
        ({}, nothing, Soort.BEVESTIGEN, date(2026, 4, 1), "Bevestig"),
        ({"optiedatum": date(2026, 3, 20)}, nothing, Soort.OPTIE, date(2026, 3, 20), "Verleng optie"),
        ({"concept": True}, nothing, Soort.CONCEPT, date(2026, 4, 1), "Meld de woning"),
        ({"geblokkeerd": True}, nothing, Soort.BLOKKADE, date(2026, 4, 1), "Hef blokkade op"),
        (
            {"bevestigd": True, "optiedatum": date(2026, 5, 19)},
            nothing,
            Soort.OPTIE,
            date(2026, 5, 19),
            "Verleng optie",
        ),
    ],
)
def test_each_question_to_the_corporation_has_its_day(
    gemeente, corporatie, mensen, vandaag, feiten, make, soort, uiterlijk, knop
):
    aanbod = eigen(corporatie, gemeente, **feiten)
    make(aanbod)

    (taak,) = taken_van(mensen["corporatie"], vandaag)

    assert (taak.regel.pk, taak.wie) == (aanbod.pk, aanbod.woning.adres)
    assert (taak.regel.soort, taak.regel.uiterlijk, taak.stap.knop) == (soort, uiterlijk, knop)


@pytest.mark.parametrize(
    ("feiten", "make"),
    [
        ({"bevestigd": True, "optiedatum": date(2026, 5, 20)}, nothing),
        ({"bevestigd": True}, nothing),
        ({"bevestigd": True}, a_voordracht(akkoord=True)),
        ({"bevestigd": True}, a_plaatsing(met_sleutel=True)),
        ({"ingetrokken": True}, nothing),
    ],
)
def test_what_waits_for_another_is_not_on_the_list_of_the_corporation(
    gemeente, corporatie, mensen, vandaag, feiten, make
):
    make(eigen(corporatie, gemeente, **feiten))

    assert taken_van(mensen["corporatie"], vandaag) == []


def test_corporation_reads_no_name_and_no_home_of_another(client, werk, corporatie, mensen):
    PlaatsingFactory(aanbod=eigen(corporatie, werk, bevestigd=True))
    client.force_login(mensen["corporatie"])

    with assert_logs():
        html = client.get(URL).content.decode()

    namen = [p.achternaam for h in werk.huishoudens.all() for p in h.personen.all()]
    assert namen
    assert not [naam for naam in namen if naam in html]
    assert not [w.adres for w in Woning.objects.exclude(corporatie=corporatie) if f">{w.adres}<" in html]
    assert [w.adres for w in Woning.objects.filter(corporatie=corporatie) if f">{w.adres}<" in html]


def test_corporation_reads_what_the_gemeente_did_with_its_home_and_nothing_else(
    client, gemeente, corporatie, mensen, vandaag
):
    plaatsing = PlaatsingFactory(aanbod=eigen(corporatie, gemeente, bevestigd=True))
    gegevens = {"huishouden": str(plaatsing.huishouden_id), "aanbod": str(plaatsing.aanbod_id)}
    for gebeurtenis in (Gebeurtenis.SLEUTEL_OVERGEDRAGEN, Gebeurtenis.INGESCHREVEN_BRP):
        log(gebeurtenis, onderwerp=plaatsing, door=mensen["ambtenaar"], gegevens=gegevens)
    log(Gebeurtenis.AANBOD_GEMELD, onderwerp=WoningaanbodFactory(gemeente=gemeente), door=mensen["ambtenaar"])
    client.force_login(mensen["corporatie"])

    response = client.get(URL, {"toon": "nieuw"})

    assert [(v.wat, v.waarover) for v in response.context["veranderd"]] == [
        ("Sleutel overgedragen", plaatsing.aanbod.woning.adres)
    ]
    assert [t.regel.pk for t in response.context["taken"]] == [plaatsing.aanbod_id]


@pytest.mark.parametrize(
    ("rol", "zin"),
    [
        ("jurist", "Er wacht geen weigering op uw oordeel"),
        ("corporatie", "Er wacht niets op u"),
        ("ambtenaar", "Er zijn geen huishoudens onderweg"),
    ],
)
def test_empty_list_says_what_to_expect(client, gemeente, mensen, vandaag, rol, zin):
    client.force_login(mensen[rol])

    assert zin in client.get(URL).content.decode()


@pytest.mark.beide
@pytest.mark.parametrize("rol", ["jurist", "corporatie", "opgavemanager"])
def test_number_of_queries_does_not_grow(client, werk, corporatie, mensen, rol, django_assert_num_queries):
    WeigeringFactory(voordracht=VoordrachtFactory(gemeente=werk, aangeboden=True))  # of a second corporation
    client.force_login(mensen[rol])
    with django_assert_num_queries(VRAGEN[rol]):
        client.get(URL)
    for _ in range(3):
        WeigeringFactory(voordracht=VoordrachtFactory(gemeente=werk, aangeboden=True))
        IntrekverzoekFactory(gemeente=werk)
        VoordrachtFactory(aanbod=eigen(corporatie, werk, bevestigd=True))
        eigen(corporatie, werk, bevestigd=True, optiedatum=date(2026, 5, 16))
    with django_assert_num_queries(VRAGEN[rol]):
        client.get(URL)


def test_page_is_closed_to_who_has_nothing_to_do_here(client, vandaag):
    client.force_login(AmbtenaarFactory(gemeente=GemeenteFactory()))

    assert client.get(reverse("rapportage:vandaag")).status_code == 200
    client.force_login(RoltoewijzingFactory(rol="wethouder").gebruiker)
    assert client.get(reverse("rapportage:vandaag")).status_code == 403
