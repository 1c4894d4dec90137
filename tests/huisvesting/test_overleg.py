"""S6: the agenda of the overleg with a corporation holds what is open for longer than agreed, and no households."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from huisvesting.models import Overlegtermijn
from huisvesting.regels.beurt import Vraag
from huisvesting.services.overleg import ONDERWERPEN, OPTIE, collect_agenda
from tests.factories.huisvesting import (
    OverlegtermijnFactory,
    PlaatsingFactory,
    PrestatieafspraakFactory,
    VoordrachtFactory,
    WoningaanbodFactory,
    dag,
)
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    CorporatiemedewerkerFactory,
    GemeenteFactory,
    WoningcorporatieFactory,
)
from tools.klok import klok_op

pytestmark = pytest.mark.django_db

VANDAAG = date(2026, 3, 20)


@pytest.fixture(autouse=True)
def klok():
    with klok_op(VANDAAG):
        yield


@pytest.fixture
def gemeente():
    return GemeenteFactory()


@pytest.fixture
def corporatie(gemeente):
    return WoningcorporatieFactory(gemeenten=[gemeente])


@pytest.fixture
def ambtenaar(gemeente):
    return AmbtenaarFactory(gemeente=gemeente)


@pytest.fixture
def agenda(gemeente, corporatie, ambtenaar):
    """Reads the agenda on a day: per subject how many days each point is open."""

    def read(vandaag=VANDAAG, gebruiker=ambtenaar):
        gevonden = collect_agenda(gemeente, corporatie, gebruiker, vandaag)
        return {o.titel: [punt.dagen for punt in o.punten] for o in gevonden.onderwerpen}

    return read


def geleden(dagen):
    moment = datetime.combine(VANDAAG - timedelta(days=dagen), datetime.min.time(), ZoneInfo("Europe/Amsterdam"))
    return moment + timedelta(hours=10)


@pytest.fixture
def aanbod(gemeente, corporatie):
    return {"gemeente": gemeente, "woning__corporatie": corporatie}


@pytest.fixture
def traject(gemeente, corporatie):
    return {"gemeente": gemeente, "aanbod__woning__corporatie": corporatie}


def test_every_question_of_a_home_has_its_place_on_the_agenda():
    van_de_corporatie_alleen = {Vraag.MELDING}  # a concept is not reported yet
    assert set(ONDERWERPEN) == set(Vraag) - {Vraag.NIETS} - van_de_corporatie_alleen


@pytest.mark.parametrize(("dagen", "staat_erop"), [(5, False), (6, True)])
def test_what_is_open_for_longer_than_five_days_stands_on_it(agenda, aanbod, dagen, staat_erop):
    WoningaanbodFactory(**aanbod, aangeboden_op=geleden(dagen), ingevoerd_op=geleden(dagen))

    assert agenda() == ({"Gemeld, nog niet bevestigd": [dagen]} if staat_erop else {})


def test_the_term_that_these_two_agreed_counts(agenda, gemeente, corporatie, aanbod):
    WoningaanbodFactory(**aanbod, aangeboden_op=geleden(8), ingevoerd_op=geleden(8))
    assert agenda()

    OverlegtermijnFactory(gemeente=gemeente, corporatie=corporatie, dagen=8)

    assert agenda() == {}


def test_each_step_of_a_voordracht_is_as_old_as_the_step_before(agenda, traject):
    VoordrachtFactory(**traject)  # put forward on 3 March, and a day later each next step
    VoordrachtFactory(**traject, akkoord=True)
    VoordrachtFactory(**traject, aangeboden=True)
    VoordrachtFactory(**traject, geaccepteerd=True)

    assert list(agenda().items()) == [
        (ONDERWERPEN[Vraag.ANTWOORD], [17]),
        (ONDERWERPEN[Vraag.AANBIEDING], [16]),
        (ONDERWERPEN[Vraag.REACTIE], [15]),
        (ONDERWERPEN[Vraag.CONTRACT], [14]),
    ]


def test_a_key_waits_until_the_lease_begins(agenda, traject):
    PlaatsingFactory(**traject, ingangsdatum=VANDAAG + timedelta(days=3))
    assert agenda() == {}

    assert agenda(VANDAAG + timedelta(days=9)) == {ONDERWERPEN[Vraag.SLEUTEL]: [6]}


def test_a_blocked_home_stands_on_it_once_the_expected_end_is_past(agenda, aanbod):
    einde = VANDAAG - timedelta(days=7)
    WoningaanbodFactory(**aanbod, geblokkeerd=True, blokkade_tot=einde)

    assert agenda(einde) == {}
    assert agenda() == {ONDERWERPEN[Vraag.VRIJGAVE]: [7]}


@pytest.mark.parametrize(("over", "staat_erop"), [(0, True), (7, True), (8, False)])
def test_an_option_that_ends_within_a_week_always_stands_on_it(agenda, aanbod, over, staat_erop):
    WoningaanbodFactory(
        **aanbod,
        bevestigd=True,
        aangeboden_op=geleden(1),
        bevestigd_op=geleden(1),
        optiedatum=VANDAAG + timedelta(days=over),
    )

    assert agenda() == ({OPTIE: [1]} if staat_erop else {})


def test_an_option_does_not_press_once_someone_is_put_forward(agenda, traject):
    VoordrachtFactory(**traject, aanbod__optiedatum=VANDAAG + timedelta(days=1))

    assert list(agenda()) == [ONDERWERPEN[Vraag.ANTWOORD]]


def test_an_expired_option_is_as_old_as_its_last_day(agenda, aanbod):
    WoningaanbodFactory(**aanbod, bevestigd=True, optiedatum=VANDAAG - timedelta(days=6))

    assert agenda() == {ONDERWERPEN[Vraag.VERLENGING]: [6]}


def test_a_home_that_came_free_again_is_open_since_then(agenda, traject):
    voordracht = VoordrachtFactory(**traject, geannuleerd=True)

    assert agenda(dag(11).date()) == {ONDERWERPEN[Vraag.VOORDRACHT]: [6]}
    assert voordracht.geannuleerd_op == dag(5)


def test_what_asks_nothing_does_not_stand_on_it(agenda, aanbod, traject):
    PlaatsingFactory(**traject, met_sleutel=True)
    for situatie in ("ingetrokken", "ongeschikt", "concept"):
        WoningaanbodFactory(**aanbod, **{situatie: True})

    assert agenda() == {}


def test_the_longest_open_comes_first_and_what_is_young_is_counted(gemeente, corporatie, ambtenaar, aanbod):
    for dagen in (7, 3, 30):
        WoningaanbodFactory(**aanbod, aangeboden_op=geleden(dagen), ingevoerd_op=geleden(dagen))

    agenda = collect_agenda(gemeente, corporatie, ambtenaar, VANDAAG)

    assert [punt.dagen for punt in agenda.onderwerpen[0].punten] == [30, 7]
    assert (agenda.aantal, agenda.jonger) == (2, 1)


def test_the_page_names_no_household_and_no_other_corporation(client, gemeente, corporatie, aanbod, traject):
    voordracht = VoordrachtFactory(**traject, akkoord=True)
    ander = WoningaanbodFactory(gemeente=gemeente, woning__straat="Andermans straat")
    PrestatieafspraakFactory(gemeente=gemeente, corporatie=corporatie, aantal=12)
    adres = reverse("huisvesting:afspraak_overleg", kwargs={"code": gemeente.code, "corporatie": corporatie.pk})

    for lezer in (AmbtenaarFactory(gemeente=gemeente), CorporatiemedewerkerFactory(corporatie=corporatie)):
        client.force_login(lezer)
        tekst = client.get(adres).content.decode()
        assert voordracht.aanbod.woning.adres in tekst
        assert voordracht.huishouden.leden[0].achternaam not in tekst
        assert voordracht.huishouden.huishoudnummer not in tekst
        assert ander.woning.straat not in tekst
        assert "Afspraken die achterlopen" in tekst


def test_the_term_is_set_on_its_page(client, gemeente, corporatie, ambtenaar):
    client.force_login(ambtenaar)
    adres = reverse("huisvesting:afspraak_termijn", kwargs={"code": gemeente.code, "corporatie": corporatie.pk})

    assert client.post(adres, {"dagen": "400"}).status_code == 422
    assert client.post(adres, {"dagen": "9"}).status_code == 302
    assert Overlegtermijn.objects.get().dagen == 9


@pytest.mark.beide
@pytest.mark.parametrize("keer", [1, 5])
def test_number_of_queries_is_fixed(client, gemeente, corporatie, ambtenaar, traject, django_assert_num_queries, keer):
    client.force_login(ambtenaar)
    for _ in range(keer):
        VoordrachtFactory(**traject, akkoord=True)
        PlaatsingFactory(**traject)
    adres = reverse("huisvesting:afspraak_overleg", kwargs={"code": gemeente.code, "corporatie": corporatie.pk})

    with django_assert_num_queries(15):
        client.get(adres)
