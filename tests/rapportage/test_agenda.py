"""What each kind of meeting speaks of, collected from the cases: every kind of point, once, and no names."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from huisvesting.models import Parkering
from rapportage.overzichten.agenda import collect_punten
from rapportage.services.agenda import fill_agendas, fill_overleg
from rapportage.tasks import fill_agendas as task
from samenwerking.models import (
    Actielijst,
    Agendasoort,
    Besluit,
    Besluitsoort,
    Escalatie,
    Gebeurtenis,
    Overleg,
    Puntoordeel,
    Rol,
)
from tests.bewijs import assert_logs
from tests.factories.dossier import ActieFactory, ParkeringFactory
from tests.factories.huisvesting import (
    MOMENT,
    HuishoudenFactory,
    PlaatsingFactory,
    VoordrachtFactory,
    WoningaanbodFactory,
    dag,
)
from tests.factories.locatie import LocatieFactory, LocatiepuntFactory, LocatieverwachtingFactory
from tests.factories.overleg import AgendapuntFactory, OverlegFactory, OverlegreeksFactory
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    CorporatiemedewerkerFactory,
    GemeenteFactory,
    OpgavemanagerFactory,
    WethouderFactory,
    WoningcorporatieFactory,
)
from tests.factories.taakstelling import EERSTE, AfstemverschilFactory, start_gemeente
from tests.factories.voordracht import WeigeringFactory
from tools.klok import klok_op

pytestmark = pytest.mark.django_db
S = Agendasoort
VANDAAG = date(2026, 5, 12)
NAAM = re.compile(r"Achternaam\d+|\b2[89]\d{8}\b")


@pytest.fixture(autouse=True)
def klok():
    with klok_op(VANDAAG):
        yield


@pytest.fixture
def gemeente():
    return GemeenteFactory()


@pytest.fixture
def manager(gemeente):
    return OpgavemanagerFactory(gemeente=gemeente)


@pytest.fixture
def team(gemeente):
    return OverlegreeksFactory(gemeente=gemeente)


@pytest.fixture
def corporatie(gemeente):
    return WoningcorporatieFactory(gemeenten=[gemeente])


@pytest.fixture
def met(gemeente, corporatie):
    return OverlegreeksFactory(gemeente=gemeente, ambtelijk=True, corporatie=corporatie)


@pytest.fixture
def bestuur(gemeente):
    return OverlegreeksFactory(gemeente=gemeente, bestuurlijk=True)


def punten(reeks, soort=None, vandaag=VANDAAG):
    return [(p.titel, p.sinds) for p in collect_punten(reeks, vandaag) if soort in (None, p.soort)]


def escalatie(gemeente, door, titel="Woning zonder stroom", niveaus=(), **einde):
    """A question that came so high."""
    return Escalatie.objects.create(
        gemeente=gemeente,
        titel=titel,
        vraag="Mag de gemeente het herstel betalen?",
        opties="Betalen of wachten.",
        advies="Betalen.",
        uiterlijk=dag(65).date(),
        gemeld_op=dag(60),
        gemeld_door=door,
        **{f"{niveau}_op": dag(61) for niveau in niveaus},
        **{f"{niveau}_door": door for niveau in niveaus},
        **einde,
    )


def besluit(gemeente, door, titel="Hotelplaatsen", **anders):
    return Besluit.objects.create(
        gemeente=gemeente,
        soort=Besluitsoort.OVERIG,
        titel=titel,
        voorstel="Vijf plaatsen.",
        voorgesteld_op=dag(30),
        voorgesteld_door=door,
        **anders,
    )


# --- Opgaveteam -------------------------------------------------------------------------------------------------------
def test_open_escalations(team, gemeente, manager):
    open_ = escalatie(gemeente, manager)
    escalatie(gemeente, manager, "Klaar", ingetrokken_op=dag(61), ingetrokken_door=manager)
    escalatie(GemeenteFactory(), manager, "Elders")

    assert punten(team) == [(open_.titel, dag(60).date())]


def test_decisions_that_wait(team, gemeente, manager):
    besluit(gemeente, manager)
    besluit(gemeente, manager, "Ingetrokken", ingetrokken_op=MOMENT, ingetrokken_door=manager)
    besluit(gemeente, manager, "Genomen", besloten_op=MOMENT, besloten_door=manager, grond="Artikel 1")

    assert punten(team) == [("Hotelplaatsen", dag(30).date())]


@pytest.mark.parametrize(("over", "erop"), [(-1, False), (0, True), (7, True), (8, False)])
def test_options_that_end_within_a_week_with_nobody_put_forward(team, gemeente, over, erop):
    optie = {"gemeente": gemeente, "bevestigd": True, "optiedatum": VANDAAG + timedelta(days=over)}
    aanbod = WoningaanbodFactory(**optie)
    VoordrachtFactory(aanbod=WoningaanbodFactory(**optie))

    titels = [titel for titel, _ in punten(team, S.OPTIE)]
    assert titels == ([f"{aanbod.woning.adres}: de optie loopt af op {optie['optiedatum']:%d-%m-%Y}"] if erop else [])


def test_refusals_that_wait_for_a_verdict(team, gemeente):
    hier = {"voordracht__gemeente": gemeente, "voordracht__huishouden__personen": 3}
    WeigeringFactory(**hier)
    WeigeringFactory(**hier, onterecht=True)

    assert punten(team, S.WEIGERING) == [
        ("Huishouden van 3, gekoppeld op 02-02-2026: weigering wacht op een oordeel", dag(4).date())
    ]


def test_dossiers_that_stand_still(team, gemeente):
    hier = {"gemeente": gemeente, "koppeldatum": VANDAAG - timedelta(days=30)}
    HuishoudenFactory(**hier, in_intake=True, personen=4)  # last step on 2 March
    HuishoudenFactory(**hier)  # waits for a home, as is usual
    lang = HuishoudenFactory(gemeente=gemeente, koppeldatum=VANDAAG - timedelta(weeks=10, days=1), personen=2)
    PlaatsingFactory(gemeente=gemeente, met_sleutel=True)
    ParkeringFactory(huishouden__gemeente=gemeente)
    Parkering.objects.update(tot=VANDAAG)

    assert {titel for titel, _ in punten(team, S.STILSTAND)} == {
        "Huishouden van 4, gekoppeld op 12-04-2026: intake loopt",
        f"Huishouden van 2, gekoppeld op {lang.koppeldatum:%d-%m-%Y}: wacht op woning",
    }
    assert {sinds for _, sinds in punten(team, S.STILSTAND)} == {MOMENT.date()}


def test_a_step_of_this_fortnight_is_no_standstill(team, gemeente):
    voordracht = VoordrachtFactory(gemeente=gemeente, voorgesteld_op=dag(60))

    assert punten(team, S.STILSTAND, dag(73).date()) == []
    assert punten(team, S.STILSTAND, dag(74).date()) == [
        (f"Huishouden van 1, gekoppeld op {voordracht.huishouden.koppeldatum:%d-%m-%Y}: gematcht", dag(60).date())
    ]


def test_overdue_actions_are_told_without_what_they_say_unless_a_meeting_wrote_them(team, gemeente, manager):
    huishouden = HuishoudenFactory(gemeente=gemeente, koppeldatum=VANDAAG, personen=2)
    gisteren = VANDAAG - timedelta(days=1)
    for uiterlijk in (gisteren, gisteren - timedelta(days=3), VANDAAG, None):
        ActieFactory(over=huishouden, uiterlijk=uiterlijk, titel="Bel mevrouw Achternaam1")
    ActieFactory(over=huishouden, uiterlijk=gisteren, gereed=True)
    afgesproken = {"over": AgendapuntFactory(overleg__reeks=team), "gemaakt_door": manager}
    ActieFactory(**afgesproken, uiterlijk=gisteren, lijst=Actielijst.OVERLEG, titel="Bel COA", eigenaar=manager)

    assert sorted(punten(team, S.ACTIE)) == [
        ("Bel COA", gisteren),
        ("Huishouden van 2, gekoppeld op 12-05-2026: 2 acties zijn te laat", gisteren - timedelta(days=3)),
    ]


def test_differences_with_coa(team, gemeente):
    AfstemverschilFactory(gemeente=gemeente, aantal=-2)
    AfstemverschilFactory(gemeente=gemeente, opgelost=True)

    assert punten(team) == [
        ("2 personen die alleen COA telt: nog niet verwerkt door COA", date(2026, 4, 1)),
    ]


def test_locations_with_a_bottleneck_or_a_point_that_is_late(team, gemeente):
    laat, knel, goed = (LocatieFactory(gemeente=gemeente, naam=naam) for naam in ("Laat", "Knel", "Goed"))
    gisteren = VANDAAG - timedelta(days=1)
    LocatiepuntFactory(locatie=laat, uiterlijk=gisteren)
    LocatiepuntFactory(
        locatie=knel,
        oordeel=Puntoordeel.KNELPUNT,
        toelichting="Te smal.",
        bijgewerkt_op=dag(1),
        bijgewerkt_door=knel.signaal_door,
    )
    LocatiepuntFactory(locatie=goed, uiterlijk=VANDAAG)
    LocatiepuntFactory(locatie=LocatieFactory(gemeente=gemeente, afgevallen=True), uiterlijk=gisteren)

    assert sorted(punten(team, S.LOCATIE)) == [("Knel: signaal", dag(1).date()), ("Laat: signaal", gisteren)]


# --- Ambtelijk overleg ------------------------------------------------------------------------------------------------
def test_a_corporation_speaks_of_its_own_homes_only(met, gemeente, corporatie):
    eigen = {"gemeente": gemeente, "woning__corporatie": corporatie}
    wacht = WoningaanbodFactory(**eigen, optiedatum=None)
    optie = WoningaanbodFactory(**eigen, bevestigd=True, optiedatum=VANDAAG + timedelta(days=2))
    WoningaanbodFactory(gemeente=gemeente, optiedatum=None)  # of another
    WoningaanbodFactory(woning__corporatie=corporatie, optiedatum=None)  # elsewhere

    gevonden = collect_punten(met, VANDAAG)

    assert [(p.soort, p.titel) for p in gevonden] == [
        (S.OPTIE, f"{optie.woning.adres}: de optie loopt af op 14-05-2026"),
        (S.WONING, f"{wacht.woning.adres}: gemeld, nog niet bevestigd"),
    ]
    assert {p.corporatie for p in gevonden} == {corporatie}


def test_and_of_what_was_agreed_with_it_and_where_it_takes_part(met, gemeente, corporatie, manager):
    gisteren = VANDAAG - timedelta(days=1)
    for nummer, (van, titel) in enumerate(((corporatie, "Bel de aannemer"), (None, "Vraag intern na"))):
        punt = AgendapuntFactory(overleg__reeks=met, overleg__begint_op=dag(nummer), corporatie=van)
        ActieFactory(
            over=punt,
            agendapunt=punt,
            titel=titel,
            uiterlijk=gisteren,
            lijst=Actielijst.OVERLEG,
            gemaakt_door=manager,
        )
    LocatieverwachtingFactory(locatie=LocatieFactory(gemeente=gemeente, naam="Samen", corporatie=corporatie))
    LocatieFactory(gemeente=gemeente, naam="Alleen")

    assert [p.titel for p in collect_punten(met, VANDAAG)] == ["Bel de aannemer", "Samen: signaal"]


# --- Bestuurlijk overleg ----------------------------------------------------------------------------------------------
def test_the_principals_speak_of_what_lies_with_them(bestuur, gemeente, manager):
    voorgelegd = {"voorgelegd_op": dag(31), "voorgelegd_door": manager}
    besluit(gemeente, manager, "Voor de top", voorgelegd_aan=Rol.OPDRACHTGEVER, **voorgelegd)
    besluit(gemeente, manager, "Voor het team", voorgelegd_aan=Rol.OPGAVEMANAGER, **voorgelegd)
    besluit(gemeente, manager, "Nog een voorstel")
    escalatie(gemeente, manager, "Hoog", ("opgavemanager", "ambtelijk", "bestuurlijk"))
    escalatie(gemeente, manager, "Laag", ("opgavemanager", "ambtelijk"))
    start_gemeente(gemeente=gemeente, halfjaar=EERSTE, doel=30)

    assert [titel for titel, _ in punten(bestuur)] == [
        "0 van 30 personen gehuisvest in de eerste helft van 2026",
        "Hoog",
        "Voor de top",
    ]


# --- Everything together ----------------------------------------------------------------------------------------------
@pytest.fixture
def volop(gemeente, corporatie, manager):
    """One of everything that a meeting may speak of."""

    def make():
        eigen = {"gemeente": gemeente, "woning__corporatie": corporatie}
        WoningaanbodFactory(**eigen, bevestigd=True, optiedatum=VANDAAG)
        WeigeringFactory(voordracht__gemeente=gemeente)
        huishouden = HuishoudenFactory(gemeente=gemeente, in_intake=True)
        ActieFactory(over=huishouden, uiterlijk=VANDAAG - timedelta(days=1))
        LocatiepuntFactory(locatie=LocatieFactory(gemeente=gemeente), uiterlijk=VANDAAG - timedelta(days=1))
        escalatie(gemeente, manager)
        besluit(gemeente, manager)
        AfstemverschilFactory(gemeente=gemeente)

    return make


def test_the_agenda_names_nobody_and_every_key_is_there_once(team, volop):
    volop()
    volop()
    gevonden = collect_punten(team, VANDAAG)

    assert {p.soort for p in gevonden} == set(S) - {S.VRIJ, S.WONING}
    assert len({p.sleutel for p in gevonden}) == len(gevonden)
    assert not NAAM.search(" ".join(f"{p.titel} {p.toelichting}" for p in gevonden))


def test_collecting_takes_a_fixed_number_of_queries(team, met, bestuur, volop, django_assert_num_queries):
    volop()
    for reeks, aantal in ((team, 20), (met, 6), (bestuur, 3)):
        with django_assert_num_queries(aantal):
            eerst = collect_punten(reeks, VANDAAG)
        assert eerst or reeks == bestuur
    volop()
    for reeks, aantal in ((team, 20), (met, 6), (bestuur, 3)):
        with django_assert_num_queries(aantal):
            collect_punten(reeks, VANDAAG)


# --- Filling ----------------------------------------------------------------------------------------------------------
def test_every_morning_the_agendas_of_the_coming_week_are_filled(team, met, volop):
    volop()
    deze, volgende = (OverlegFactory(reeks=team, begint_op=dag(71 + dagen)) for dagen in (5, 9))
    OverlegFactory(reeks=met, begint_op=dag(72), afgezegd=True)

    assert fill_agendas(op=dag(71)) == 1
    assert (deze.punten.count(), volgende.punten.count()) == (8, 0)
    with assert_logs():
        assert fill_agendas(op=dag(71)) == task() == 0


def test_what_is_solved_is_gone_the_next_morning(team, gemeente, manager):
    overleg = OverlegFactory(reeks=team, begint_op=dag(74))
    zaak = escalatie(gemeente, manager)
    fill_overleg(overleg=overleg, door=manager, op=dag(71))
    Escalatie.objects.filter(pk=zaak.pk).update(ingetrokken_op=dag(72), ingetrokken_door=manager)

    fill_agendas(op=dag(72))

    assert not overleg.punten.actueel().exists()


def test_the_button_fills_the_agenda_for_who_prepares_the_meeting(client, team, met, gemeente, corporatie):
    HuishoudenFactory(gemeente=gemeente, in_intake=True)
    overleg, ambtelijk = OverlegFactory(reeks=team), OverlegFactory(reeks=met)
    pagina = reverse("rapportage:agenda_vullen", kwargs={"pk": overleg.pk})
    client.force_login(AmbtenaarFactory(gemeente=gemeente))

    with assert_logs(Gebeurtenis.AGENDA_GEVULD):
        antwoord = client.post(pagina, follow=True)

    assert "De agenda is gevuld: 1 erbij." in antwoord.content.decode()
    assert "De agenda is bij: er is niets veranderd." in client.post(pagina, follow=True).content.decode()
    for mens, waar, status in (
        (WethouderFactory(gemeente=gemeente), overleg, 404),
        (CorporatiemedewerkerFactory(corporatie=corporatie), ambtelijk, 403),
        (CorporatiemedewerkerFactory(corporatie=corporatie), overleg, 404),
        (AmbtenaarFactory(), overleg, 404),
    ):
        client.force_login(mens)
        assert client.post(reverse("rapportage:agenda_vullen", kwargs={"pk": waar.pk})).status_code == status
    assert Overleg.objects.get(pk=ambtelijk.pk).gevuld_op is None
