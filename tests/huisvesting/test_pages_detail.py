"""The pages of one household, home, voordracht and plaatsing: what each party reads and may press."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from huisvesting.models import VoordrachtStatus
from huisvesting.services.aanbod import withdraw_aanbod
from huisvesting.services.plaatsing import hand_over_sleutel, record_afmelding, record_inschrijving
from huisvesting.services.voordracht import confirm_afwijzing, propose_voordracht, reject_voordracht
from samenwerking.models import Gebeurtenis, Klasse, Logregel
from tests.factories.huisvesting import (
    HuishoudenFactory,
    PlaatsingFactory,
    StatushouderFactory,
    VoordrachtFactory,
    WoningaanbodFactory,
)
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    CorporatiemedewerkerFactory,
    OpgavemanagerFactory,
    RedenFactory,
)
from tests.factories.taakstelling import start_gemeente
from tests.factories.voordracht import AfwijzingFactory, WeigeringFactory, make_voordracht

pytestmark = pytest.mark.django_db


@pytest.fixture
def gemeente():
    return start_gemeente().gemeente


@pytest.fixture
def ambtenaar(gemeente):
    return AmbtenaarFactory(gemeente=gemeente)


@pytest.fixture
def consulent(client, ambtenaar):
    client.force_login(ambtenaar)
    return client


def as_medewerker(client, aanbod):
    client.force_login(CorporatiemedewerkerFactory(corporatie=aanbod.woning.corporatie))
    return client


def lees(antwoord):
    """The words of the page itself, with single spaces."""
    html = antwoord.content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html[html.index("<main") : html.index("</main>")]).split())


def knoppen(antwoord):
    """Where the buttons of the page lead."""
    html = antwoord.content.decode()
    return set(re.findall(r'<a class="knop[^"]*" href="([^"]+)"', html[html.index("<main") : html.index("</main>")]))


# --- Household --------------------------------------------------------------------------------------------------------
def test_household_shows_homes_that_fit_and_why_the_others_do_not(consulent, gemeente):
    huishouden = HuishoudenFactory(gemeente=gemeente, personen=3)
    past = WoningaanbodFactory(gemeente=gemeente, bevestigd=True)
    klein = WoningaanbodFactory(gemeente=gemeente, bevestigd=True, woning__slaapkamers=1)
    WoningaanbodFactory(gemeente=gemeente, woning__straat="Onbevestigdstraat")

    antwoord = consulent.get(huishouden.get_absolute_url())

    tekst = lees(antwoord)
    assert "1 woning past bij dit huishouden" in tekst
    assert "1 vrije woning past niet: bekijk waarom" in tekst
    assert tekst.index(past.woning.adres) < tekst.index("Te klein: 1 slaapkamer, nodig: 2")
    assert f"/huisvesting/aanbod/{past.pk}/voordragen/{huishouden.pk}/" in knoppen(antwoord)
    assert f"/huisvesting/aanbod/{klein.pk}/voordragen/{huishouden.pk}/" in knoppen(antwoord)
    assert "Onbevestigdstraat" not in tekst


def test_household_without_a_home_that_fits_says_what_to_do(consulent, gemeente):
    huishouden = HuishoudenFactory(gemeente=gemeente, personen=3)

    tekst = lees(consulent.get(huishouden.get_absolute_url()))

    assert "Vraag de corporaties om een woning met 2 slaapkamers of meer." in tekst
    assert "Geen passende woning" in tekst


def test_wheelchair_keeps_a_home_upstairs_out_of_what_fits(consulent, gemeente):
    huishouden = HuishoudenFactory(gemeente=gemeente, personen=0)
    StatushouderFactory(huishouden=huishouden, rolstoel=True)
    WoningaanbodFactory(gemeente=gemeente, bevestigd=True, woning__verdieping=3, woning__toegankelijk=True)

    tekst = lees(consulent.get(huishouden.get_absolute_url()))

    assert "Rolstoel: de woning ligt op verdieping 3 zonder lift" in tekst
    assert "Geen passende woning" in tekst
    assert "Slaapkamers 1 slaapkamer, geschikt voor een rolstoel" in tekst


@pytest.mark.parametrize(
    ("situatie", "zin", "route"),
    [
        ({}, "Wacht op het antwoord van", "voordrachten/{pk}/"),
        ({"akkoord": True}, "Bied de woning aan het huishouden aan.", "voordrachten/{pk}/aanbieden/"),
        ({"aangeboden": True}, "Leg het antwoord van het huishouden vast.", "voordrachten/{pk}/"),
        ({"geaccepteerd": True}, "maakt het huurcontract.", "voordrachten/{pk}/huurcontract/"),
    ],
)
def test_household_with_a_voordracht_has_one_next_step(consulent, gemeente, situatie, zin, route):
    voordracht = VoordrachtFactory(gemeente=gemeente, **situatie)

    antwoord = consulent.get(voordracht.huishouden.get_absolute_url())

    assert zin in lees(antwoord)
    dossier = voordracht.huishouden.get_absolute_url()
    altijd = {f"{dossier}contact/", f"{dossier}notitie/", f"{dossier}escaleren/"}
    assert knoppen(antwoord) == {f"/huisvesting/{route.format(pk=voordracht.pk)}"} | altijd
    assert "Woningen die passen" not in lees(antwoord)


def test_household_that_counts_gets_aftercare(consulent, gemeente, ambtenaar):
    plaatsing = PlaatsingFactory(gemeente=gemeente)
    hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=date(2026, 3, 9), door=ambtenaar)
    record_afmelding(plaatsing=plaatsing, afmelddatum=date(2026, 3, 10), door=ambtenaar)
    record_inschrijving(plaatsing=plaatsing, inschrijfdatum=date(2026, 3, 10), door=ambtenaar)

    antwoord = consulent.get(plaatsing.huishouden.get_absolute_url())

    assert "Iedereen telt mee vanaf 9 maart 2026. Begin de nazorg." in lees(antwoord)
    assert f"/huisvesting/huishoudens/{plaatsing.huishouden_id}/nazorg/" in knoppen(antwoord)


def test_timeline_of_a_household_tells_which_home_and_why_it_ended(consulent, gemeente, ambtenaar):
    huishouden = HuishoudenFactory(gemeente=gemeente)
    eerste, tweede = (WoningaanbodFactory(gemeente=gemeente, bevestigd=True) for _ in range(2))
    contact = CorporatiemedewerkerFactory(corporatie=eerste.corporatie)
    voordracht = propose_voordracht(aanbod=eerste, huishouden=huishouden, door=ambtenaar)
    reject_voordracht(voordracht=voordracht, reden=RedenFactory(tekst="Woning is niet leeg"), door=contact)
    confirm_afwijzing(voordracht=voordracht, door=ambtenaar)
    propose_voordracht(aanbod=tweede, huishouden=huishouden, door=ambtenaar)
    withdraw_aanbod(aanbod=tweede, reden=RedenFactory(tekst="Schade"), door=contact)

    tekst = lees(consulent.get(huishouden.get_absolute_url()))

    assert f"Woning ingetrokken {tweede.woning.adres}: Schade" in tekst
    assert f"Afwijzing bevestigd door de gemeente {eerste.woning.adres}: Woning is niet leeg" in tekst
    assert tekst.count("Huishouden voorgedragen") == 2


def test_household_never_shows_a_whole_v_nummer(consulent, gemeente):
    huishouden = HuishoudenFactory(gemeente=gemeente, personen=2)

    html = consulent.get(huishouden.get_absolute_url()).content.decode()

    for persoon in huishouden.personen.all():
        assert persoon.v_nummer not in html
        assert persoon.v_nummer_masker in html


# --- Home -------------------------------------------------------------------------------------------------------------
def test_gemeente_chooses_among_who_fits_the_longest_waiting_first(consulent, gemeente):
    def wacht(naam, dagen, personen=1):
        koppeldatum = timezone.localdate() - timedelta(days=dagen)
        return HuishoudenFactory(
            gemeente=gemeente, koppeldatum=koppeldatum, personen=personen, personen__achternaam=naam
        )

    wacht("Nieuw", 3), wacht("Lang", 90), wacht("Groot", 100, personen=8)
    VoordrachtFactory(gemeente=gemeente, huishouden=wacht("Voorgedragen", 120))
    HuishoudenFactory(personen__achternaam="Elders")
    aanbod = WoningaanbodFactory(gemeente=gemeente, bevestigd=True)

    antwoord = consulent.get(aanbod.get_absolute_url())

    tekst = lees(antwoord)
    assert tekst.index("Lang,") < tekst.index("Nieuw,") < tekst.index("Past niet voor 1 huishouden")
    assert tekst.index("Past niet voor 1 huishouden") < tekst.index("Groot,")
    assert "Voorgedragen," not in tekst
    assert "Elders" not in tekst


def test_corporation_sees_no_candidates(client, gemeente):
    huishouden = HuishoudenFactory(gemeente=gemeente)
    aanbod = WoningaanbodFactory(gemeente=gemeente, bevestigd=True)

    antwoord = as_medewerker(client, aanbod).get(aanbod.get_absolute_url())

    assert "De gemeente zoekt een huishouden voor deze woning." in lees(antwoord)
    assert "Huishoudens die passen" not in lees(antwoord)
    assert str(huishouden.pk) not in antwoord.content.decode()
    assert huishouden.hoofd.achternaam not in antwoord.content.decode()


@pytest.mark.parametrize(
    ("situatie", "acties"),
    [
        ({"concept": True}, {"melden", "wijzigen", "weggooien"}),
        ({}, {"bevestigen", "wijzigen", "optie", "intrekken"}),
        ({"bevestigd": True}, {"wijzigen", "optie", "blokkeren", "intrekken"}),
        ({"verlopen": True}, {"wijzigen", "optie", "intrekken"}),
        ({"geblokkeerd": True}, {"wijzigen", "blokkade-opheffen", "intrekken"}),
        ({"ongeschikt": True}, set()),
        ({"ingetrokken": True}, set()),
    ],
)
def test_corporation_gets_the_acts_that_the_home_allows(client, gemeente, situatie, acties):
    aanbod = WoningaanbodFactory(gemeente=gemeente, **situatie)

    antwoord = as_medewerker(client, aanbod).get(aanbod.get_absolute_url())

    assert knoppen(antwoord) == {f"/huisvesting/aanbod/{aanbod.pk}/{actie}/" for actie in acties}


def test_gemeente_may_confirm_in_the_name_of_the_corporation(consulent, gemeente):
    aanbod = WoningaanbodFactory(gemeente=gemeente)

    antwoord = consulent.get(aanbod.get_absolute_url())
    formulier = consulent.get(f"/huisvesting/aanbod/{aanbod.pk}/bevestigen/")

    assert f"/huisvesting/aanbod/{aanbod.pk}/bevestigen/" in knoppen(antwoord)
    assert f"U doet dit namens {aanbod.corporatie}." in lees(formulier)


def test_rent_is_the_sum_and_says_of_what(consulent, gemeente):
    aanbod = WoningaanbodFactory(gemeente=gemeente, woning__kale_huur="612.50", woning__servicekosten="37.25")

    tekst = lees(consulent.get(aanbod.get_absolute_url())).replace("\N{NO-BREAK SPACE}", " ")

    assert "€ 649,75" in tekst
    assert "€ 612,50 kaal en € 37,25 servicekosten" in tekst


# --- Voordracht -------------------------------------------------------------------------------------------------------
def test_corporation_decides_on_size_and_need_without_a_name(client, gemeente):
    voordracht = VoordrachtFactory(gemeente=gemeente, huishouden__personen=4, afwijking="Het hoofd is ziek.")

    antwoord = as_medewerker(client, voordracht.aanbod).get(voordracht.get_absolute_url())

    tekst = lees(antwoord)
    assert "4 personen" in tekst
    assert "2 slaapkamers" in tekst
    assert "Het hoofd is ziek." not in tekst
    assert not any(p.achternaam in tekst for p in voordracht.huishouden.personen.all())
    assert knoppen(antwoord) == {
        f"/huisvesting/voordrachten/{voordracht.pk}/akkoord/",
        f"/huisvesting/voordrachten/{voordracht.pk}/afwijzen/",
    }


def test_corporation_reads_names_after_its_agreement_and_that_is_written_down(client, gemeente):
    voordracht = VoordrachtFactory(gemeente=gemeente, akkoord=True, huishouden__personen=2)

    antwoord = as_medewerker(client, voordracht.aanbod).get(voordracht.get_absolute_url())

    assert f"Hoofdhuurder {voordracht.huishouden.hoofd}" in lees(antwoord)
    assert str(voordracht.huishouden.get_absolute_url()) not in antwoord.content.decode()
    regel = Logregel.objects.get(gebeurtenis=Gebeurtenis.INZAGE)
    assert regel.onderwerp_id == str(voordracht.huishouden_id)


@pytest.mark.parametrize("klasse", [Klasse.HUISHOUDEN, Klasse.GEMEENTE])
def test_corporation_reads_a_reason_unless_it_lies_with_the_household(client, gemeente, klasse):
    reden = RedenFactory(tekst="Medische reden", klasse=klasse)
    voordracht = VoordrachtFactory(gemeente=gemeente, geweigerd=True, reden=reden, toelichting="Mijn knie doet pijn.")
    medewerker = as_medewerker(client, voordracht.aanbod)

    paginas = [lees(medewerker.get(o.get_absolute_url())) for o in (voordracht, voordracht.aanbod)]

    assert all(("Medische reden" in pagina) == (klasse == Klasse.GEMEENTE) for pagina in paginas)
    assert not any("knie" in pagina for pagina in paginas)


def test_gemeente_reads_the_own_words_of_a_refusal_and_the_corporation_does_not(client, consulent, gemeente):
    weigering = WeigeringFactory(voordracht__gemeente=gemeente, eigen_woorden="Te ver van school.", tolk_aanwezig=None)
    voordracht = weigering.voordracht

    tekst = lees(consulent.get(voordracht.get_absolute_url()))
    van_corporatie = lees(as_medewerker(client, voordracht.aanbod).get(voordracht.get_absolute_url()))

    assert f"{weigering.reden} Wacht op een oordeel" in tekst
    assert "Te ver van school." in tekst
    assert "Tolk erbij Niet bekend" in tekst
    assert "Het huishouden weigert de woning. De gemeente beslist hoe het verder gaat." in van_corporatie
    assert "school" not in van_corporatie
    assert weigering.reden.tekst not in van_corporatie


@pytest.mark.parametrize(
    ("status", "acties"),
    [
        ("voorgesteld", {"annuleren"}),
        ("afwijzing_gemeld", {"heroverwegen", "afwijzing-bevestigen", "annuleren"}),
        ("akkoord_corporatie", {"aanbieden", "annuleren"}),
        ("aangeboden", {"accepteren", "weigeren", "annuleren"}),
        ("geen_reactie", {"opnieuw-aanbieden", "als-weigering", "annuleren"}),
        ("geaccepteerd", {"huurcontract", "annuleren"}),
        ("afgewezen", set()),
        ("geweigerd", set()),
        ("geannuleerd", set()),
    ],
)
def test_gemeente_gets_the_acts_that_the_voordracht_allows(consulent, gemeente, status, acties):
    voordracht = make_voordracht(status, gemeente=gemeente)

    antwoord = consulent.get(voordracht.get_absolute_url())

    altijd = {"escaleren"} if voordracht.is_open else set()
    assert knoppen(antwoord) == {f"/huisvesting/voordrachten/{voordracht.pk}/{actie}/" for actie in acties | altijd}
    assert VoordrachtStatus(voordracht.status).label in lees(antwoord)


def test_who_may_judge_a_refusal_does_that_from_the_voordracht_and_the_others_wait(client, consulent, gemeente):
    weigering = WeigeringFactory(voordracht__gemeente=gemeente)
    url = weigering.voordracht.get_absolute_url()

    ambtenaar = consulent.get(url)
    client.force_login(OpgavemanagerFactory(gemeente=gemeente))
    opgavemanager = client.get(url)

    assert weigering.get_absolute_url() in knoppen(ambtenaar)
    assert "Wacht op de jurist" in lees(ambtenaar)
    assert f"{weigering.get_absolute_url()}beoordelen/" in knoppen(opgavemanager)
    assert "Volgende stap" in opgavemanager.content.decode()


def test_both_parties_read_the_rejection_and_why_the_gemeente_asks_again(client, consulent, gemeente):
    afwijzing = AfwijzingFactory(voordracht__gemeente=gemeente, toelichting="De keuken is kapot.", heroverwogen=True)
    url = afwijzing.voordracht.get_absolute_url()

    van_gemeente = lees(consulent.get(url))
    medewerker = as_medewerker(client, afwijzing.voordracht.aanbod).get(url)

    for tekst in (van_gemeente, lees(medewerker)):
        assert f"{afwijzing.reden} De keuken is kapot." in tekst
        assert f"De gemeente vraagt het nog eens {afwijzing.motivering}" in tekst
    assert knoppen(medewerker) == {f"{url}{actie}/" for actie in ("akkoord", "afwijzen")}


def test_the_day_after_the_last_day_to_answer_the_page_asks_what_came_of_it(consulent, gemeente):
    te_laat = VoordrachtFactory(gemeente=gemeente, aangeboden=True)
    op_tijd = VoordrachtFactory(gemeente=gemeente, aangeboden=True, reactie_uiterlijk=timezone.localdate())

    zinnen = [
        "De dag om te antwoorden is voorbij" in lees(consulent.get(v.get_absolute_url())) for v in (te_laat, op_tijd)
    ]

    assert zinnen == [True, False]


# --- Plaatsing --------------------------------------------------------------------------------------------------------
def test_plaatsing_tells_per_person_who_counts_and_why(consulent, gemeente, ambtenaar):
    plaatsing = PlaatsingFactory(gemeente=gemeente, huishouden__personen=2)

    voor = lees(consulent.get(plaatsing.get_absolute_url()))
    hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=date(2026, 3, 9), door=ambtenaar)
    na = lees(consulent.get(plaatsing.get_absolute_url()))

    assert "2 personen, 0 tellen mee" in voor
    assert voor.count("Nog niet De gemeente telt op de dag van de sleutel.") == 2
    assert "2 personen, 2 tellen mee" in na
    assert na.count("Ja, vanaf 09-03-2026") == 2


def test_corporation_sees_names_but_not_the_counting(client, gemeente):
    plaatsing = PlaatsingFactory(gemeente=gemeente)
    medewerker = as_medewerker(client, plaatsing.aanbod)

    antwoord = medewerker.get(plaatsing.get_absolute_url())

    assert str(plaatsing.huishouden.hoofd) in lees(antwoord)
    assert not {"Telt mee", "Afgemeld bij COA"} & set(
        re.findall(r'<th scope="col">([^<]+)</th>', antwoord.content.decode())
    )
    assert knoppen(antwoord) == {f"/huisvesting/plaatsingen/{plaatsing.pk}/sleutel/"}


def test_corporation_no_longer_sees_who_lived_there(client, gemeente):
    plaatsing = PlaatsingFactory(gemeente=gemeente, geannuleerd=True)

    antwoord = as_medewerker(client, plaatsing.aanbod).get(plaatsing.get_absolute_url())

    assert "U ziet daarom niet meer wie het huishouden was." in lees(antwoord)
    assert str(plaatsing.huishouden.hoofd) not in antwoord.content.decode()
    assert knoppen(antwoord) == set()
