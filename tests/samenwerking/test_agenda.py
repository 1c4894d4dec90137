"""The agenda of a meeting: it fills itself, people make it theirs, and it holds what was said."""

from datetime import timedelta

import pytest

from samenwerking.basis.constraints import Bezet
from samenwerking.models import Actie, Actielijst, Agendapunt, Agendasoort, Gebeurtenis, Gebruiker
from samenwerking.services.agenda import (
    Agendavoorstel,
    Gevuld,
    add_punt,
    agree_actie,
    drop_punt,
    fill_agenda,
    move_punt,
    restore_punt,
    write_notulen,
)
from samenwerking.services.agendablad import read_agenda
from samenwerking.services.overleg import settle_verslag
from tests.bewijs import assert_declined, assert_logs, assert_refused, snapshot
from tests.factories.huisvesting import MOMENT, PEILDATUM, HuishoudenFactory, dag
from tests.factories.overleg import AgendapuntFactory, OverlegFactory, OverlegreeksFactory
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    CorporatiemedewerkerFactory,
    GemeenteFactory,
    OpgavemanagerFactory,
)

pytestmark = pytest.mark.django_db
G, S = Gebeurtenis, Agendasoort


@pytest.fixture
def overleg():
    return OverlegFactory()


@pytest.fixture
def manager(overleg):
    return overleg.reeks.gemaakt_door


def voorstel(naam, soort=S.STILSTAND, dagen=0, **anders):
    return Agendavoorstel(soort, naam, f"Over {naam}", PEILDATUM - timedelta(days=dagen), **anders)


@pytest.fixture
def vul(overleg, manager):
    """Fills the agenda with these; a number says how many days it is open."""

    def fill(*voorstellen, op=MOMENT):
        return fill_agenda(overleg=overleg, punten=voorstellen, door=manager, op=op)

    return fill


def keys(overleg):
    """What stands on the agenda, in its order."""
    return list(overleg.punten.actueel().values_list("sleutel", flat=True))


# --- It fills itself --------------------------------------------------------------------------------------------------
def test_points_come_by_kind_and_the_oldest_first(overleg, vul):
    with assert_logs(G.AGENDA_GEVULD):
        gevuld = vul(
            voorstel("jong", dagen=2),
            voorstel("locatie", S.LOCATIE, 90),
            voorstel("oud", dagen=30),
            voorstel("escalatie", S.ESCALATIE),
        )

    assert gevuld == Gevuld(erbij=4)
    assert keys(overleg) == ["escalatie", "oud", "jong", "locatie"]


def test_filling_again_changes_nothing(overleg, vul):
    vul(voorstel("a"), voorstel("b"))
    stand = snapshot()

    with assert_logs():
        assert not vul(voorstel("b"), voorstel("a"), op=dag(1))
    assert snapshot() == stand


def test_an_empty_agenda_was_filled_too(overleg, vul):
    with assert_logs(G.AGENDA_GEVULD):
        assert not vul()

    overleg.refresh_from_db()
    assert overleg.gevuld_op == MOMENT


def test_what_someone_took_off_stays_off(overleg, manager, vul):
    vul(voorstel("a"), voorstel("b"))
    drop_punt(punt=overleg.punten.get(sleutel="a"), door=manager, op=dag(1))

    vul(voorstel("a"), voorstel("b"), voorstel("c"), op=dag(2))

    assert keys(overleg) == ["b", "c"]


def test_what_is_no_longer_so_goes_off_by_itself_and_comes_back_when_it_is_so_again(overleg, vul):
    vul(voorstel("a"), voorstel("b"))

    assert vul(voorstel("b"), op=dag(1)) == Gevuld(eraf=1)
    weg = overleg.punten.get(sleutel="a")
    assert (keys(overleg), weg.vervallen_op, weg.vervallen_door) == (["b"], dag(1), Gebruiker.objects.systeem())
    assert vul(voorstel("a", dagen=9), voorstel("b"), op=dag(2)) == Gevuld(erbij=1, gewijzigd=1)
    assert keys(overleg) == ["a", "b"]


def test_what_was_spoken_of_stays_also_when_it_is_solved(overleg, manager, vul):
    vul(voorstel("besproken"), voorstel("met actie"), voorstel("stil"))
    besproken, met_actie = (overleg.punten.get(sleutel=s) for s in ("besproken", "met actie"))
    write_notulen(overleg=overleg, notulen={besproken.pk: "Komt goed."}, door=manager, op=dag(7))
    agree_actie(punt=met_actie, titel="Bel", eigenaar=manager, uiterlijk=dag(9).date(), door=manager, op=dag(7))

    vul(op=dag(8))

    assert keys(overleg) == ["besproken", "met actie"]


def test_filling_leaves_the_points_and_the_order_of_people_alone(overleg, manager, vul):
    vul(voorstel("a", dagen=9), voorstel("b", dagen=8), voorstel("c", dagen=7))
    move_punt(punt=overleg.punten.get(sleutel="c"), omlaag=False, door=manager, op=dag(1))
    eigen = add_punt(overleg=overleg, titel="Opening", door=manager, op=dag(1)).sleutel

    vul(voorstel("a", dagen=9), voorstel("b", dagen=8), voorstel("c", dagen=7), voorstel("d", dagen=1), op=dag(2))

    assert keys(overleg) == [eigen, "a", "c", "b", "d"]


def test_a_point_reads_as_it_is_today(overleg, vul):
    vul(Agendavoorstel(S.ACTIE, "a", "1 actie is te laat", PEILDATUM))

    assert vul(Agendavoorstel(S.ACTIE, "a", "2 acties zijn te laat", PEILDATUM), op=dag(1)) == Gevuld(gewijzigd=1)
    assert overleg.punten.get().titel == "2 acties zijn te laat"


def test_a_long_title_is_cut(overleg, vul):
    vul(Agendavoorstel(S.BESLUIT, "a", "x" * 250))

    assert len(overleg.punten.get().titel) == 200
    assert not vul(Agendavoorstel(S.BESLUIT, "a", "x" * 250), op=dag(1))


@pytest.mark.parametrize("aantal", [3, 40])
def test_filling_takes_a_fixed_number_of_queries(vul, django_assert_num_queries, aantal):
    Gebruiker.objects.systeem()
    with django_assert_num_queries(10):
        vul(*(voorstel(str(n)) for n in range(aantal)))


# --- People make it theirs --------------------------------------------------------------------------------------------
def test_a_point_goes_up_and_down(overleg, manager, vul):
    vul(voorstel("a", dagen=3), voorstel("b", dagen=2), voorstel("c", dagen=1))
    with assert_logs(G.AGENDA_GEORDEND):
        move_punt(punt=overleg.punten.get(sleutel="a"), omlaag=True, door=manager)
    assert keys(overleg) == ["b", "a", "c"]

    move_punt(punt=overleg.punten.get(sleutel="c"), omlaag=False, door=manager)

    assert keys(overleg) == ["b", "c", "a"]
    eerste, laatste = overleg.punten.get(sleutel="b"), overleg.punten.get(sleutel="a")
    assert_declined("Dit is het eerste punt.", move_punt, punt=eerste, omlaag=False, door=manager)
    assert_declined("Dit is het laatste punt.", move_punt, punt=laatste, omlaag=True, door=manager)


def test_a_point_is_taken_off_and_put_back_at_its_place(overleg, manager, vul):
    vul(voorstel("a", dagen=3), voorstel("b", dagen=2), voorstel("c", dagen=1))
    punt = overleg.punten.get(sleutel="b")

    with assert_logs(G.AGENDAPUNT_VERVALLEN, G.AGENDAPUNT_TERUGGEZET):
        drop_punt(punt=punt, door=manager)
        with pytest.raises(Bezet, match="niet meer op de agenda"):
            drop_punt(punt=punt, door=manager)
        restore_punt(punt=punt, door=manager)

    assert keys(overleg) == ["a", "b", "c"]
    with pytest.raises(Bezet, match="staat al op de agenda"):
        restore_punt(punt=punt, door=manager)


def test_a_point_of_ones_own(overleg, manager, vul):
    vul(voorstel("a"))
    with assert_logs(G.AGENDAPUNT_TOEGEVOEGD):
        punt = add_punt(overleg=overleg, titel=" Vakantie ", toelichting="Wie is er?", door=manager)

    assert (punt.titel, punt.volgorde, punt.soort) == ("Vakantie", 1, S.VRIJ)
    assert_declined("Schrijf op waarover", add_punt, overleg=overleg, titel=" ", door=manager)
    assert_declined("Noem geen namen", add_punt, overleg=overleg, titel="Over 2812345678", door=manager)
    elders = OverlegreeksFactory(ambtelijk=True).corporatie
    assert_declined("Kies de corporatie", add_punt, overleg=overleg, titel="x", corporatie=elders, door=manager)


# --- In the meeting ---------------------------------------------------------------------------------------------------
def test_minutes_of_many_points_are_one_event(overleg, manager):
    een, twee, drie = (AgendapuntFactory(overleg=overleg) for _ in range(3))

    with assert_logs(G.AGENDAPUNT_BESPROKEN):
        teksten = {een.pk: "Eerste.\r\nTweede.", twee.pk: "Ja.", drie.pk: " "}
        assert write_notulen(overleg=overleg, notulen=teksten, door=manager) == 2
    with assert_logs():
        assert write_notulen(overleg=overleg, notulen=teksten, door=manager) == 0

    een.refresh_from_db()
    assert een.notulen == "Eerste.\nTweede."


def test_minutes_name_nobody(overleg, manager):
    punt = AgendapuntFactory(overleg=overleg)

    assert_declined("Noem geen namen", write_notulen, overleg=overleg, notulen={punt.pk: "2812345678"}, door=manager)


def test_what_was_written_at_a_point_that_went_off_is_not_lost_in_silence(overleg, manager):
    punt = AgendapuntFactory(overleg=overleg, vervallen=True)

    assert_declined("van de agenda gehaald", write_notulen, overleg=overleg, notulen={punt.pk: "Ja."}, door=manager)


def test_an_action_that_was_agreed_stands_at_the_case_and_at_the_point(overleg, manager):
    huishouden = HuishoudenFactory(gemeente=overleg.gemeente)
    punt, vrij = AgendapuntFactory(overleg=overleg, over=huishouden), AgendapuntFactory(overleg=overleg)

    with assert_logs(G.ACTIE_TOEGEVOEGD, G.ACTIE_TOEGEVOEGD):
        acties = [
            agree_actie(punt=p, titel="Bel COA", eigenaar=manager, uiterlijk=dag(9).date(), door=manager, op=dag(7))
            for p in (punt, vrij)
        ]

    assert [(a.lijst, a.agendapunt, a.onderwerp_id) for a in acties] == [
        (Actielijst.OVERLEG, punt, str(huishouden.pk)),
        (Actielijst.OVERLEG, vrij, str(vrij.pk)),
    ]


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"titel": " "}, "Schrijf op wat er moet gebeuren."),
        ({"titel": "Bel 2812345678"}, "Noem geen namen"),
        ({"eigenaar": None}, "Kies wie dit doet"),
        ({"uiterlijk": None}, "Kies wanneer dit klaar is."),
        ({"uiterlijk": dag(6).date()}, "Deze dag is al voorbij."),
        ({"eigenaar": "vreemde"}, "Kies iemand die voor deze gemeente werkt."),
    ],
)
def test_an_action_has_an_owner_and_a_day(overleg, manager, anders, zin):
    if anders.get("eigenaar") == "vreemde":
        anders = {"eigenaar": AmbtenaarFactory()}
    velden = {"titel": "Bel COA", "eigenaar": manager, "uiterlijk": dag(9).date(), "door": manager, "op": dag(7)}

    assert_declined(zin, agree_actie, punt=AgendapuntFactory(overleg=overleg), **{**velden, **anders})


def test_after_the_minutes_are_settled_nothing_changes(overleg, manager, vul):
    punt, weg = AgendapuntFactory(overleg=overleg), AgendapuntFactory(overleg=overleg, vervallen=True)
    settle_verslag(overleg=overleg, aanwezigen=[manager], door=manager, op=dag(7))
    dicht = {"door": manager, "op": dag(8)}
    actie = {"titel": "Bel", "eigenaar": manager, "uiterlijk": dag(9).date()}
    pogingen = [
        (fill_agenda, {"overleg": overleg, "punten": [voorstel("a")]}),
        (add_punt, {"overleg": overleg, "titel": "Nog iets"}),
        (drop_punt, {"punt": punt}),
        (restore_punt, {"punt": weg}),
        (move_punt, {"punt": punt, "omlaag": True}),
        (write_notulen, {"overleg": overleg, "notulen": {punt.pk: "Anders"}}),
        (agree_actie, {"punt": punt, **actie}),
    ]
    for service, velden in pogingen:
        assert_declined("Het verslag van dit overleg is vastgesteld.", service, **velden, **dicht)


# --- Who reads what ---------------------------------------------------------------------------------------------------
def test_a_corporation_reads_only_its_own_points():
    gemeente = GemeenteFactory()
    reeks = OverlegreeksFactory(gemeente=gemeente, ambtelijk=True)
    overleg = OverlegFactory(reeks=reeks)
    eigen = AgendapuntFactory(overleg=overleg, corporatie=reeks.corporatie, over=HuishoudenFactory(gemeente=gemeente))
    intern = AgendapuntFactory(overleg=overleg)
    manager = OpgavemanagerFactory(gemeente=gemeente)
    for punt in (eigen, intern):
        agree_actie(punt=punt, titel="Bel", eigenaar=manager, uiterlijk=dag(9).date(), door=manager, op=dag(7))
    medewerker = CorporatiemedewerkerFactory(corporatie=reeks.corporatie)

    van_corporatie = read_agenda(overleg, medewerker, PEILDATUM)
    van_gemeente = read_agenda(overleg, manager, PEILDATUM)

    assert [(rij.punt, bool(rij.url), len(rij.acties)) for rij in van_corporatie.rijen] == [(eigen, False, 1)]
    assert [(rij.punt, bool(rij.url)) for rij in van_gemeente.rijen] == [(eigen, True), (intern, False)]
    assert (len(van_corporatie.acties), len(van_gemeente.acties)) == (1, 2)
    assert not Agendapunt.objects.visible_to(CorporatiemedewerkerFactory()).exists()


def test_open_actions_of_earlier_meetings_stand_on_the_next_agenda(overleg, manager):
    eerder = OverlegFactory(reeks=overleg.reeks, begint_op=dag(1))
    punten = [AgendapuntFactory(overleg=o) for o in (eerder, eerder, overleg)]
    acties = [
        agree_actie(
            punt=punt, titel=f"Actie {n}", eigenaar=manager, uiterlijk=dag(9 - n).date(), door=manager, op=dag(2)
        )
        for n, punt in enumerate(punten)
    ]
    Actie.objects.filter(pk=acties[0].pk).update(gereed_op=dag(3), gereed_door=manager)

    assert list(read_agenda(overleg, manager, PEILDATUM).acties) == [acties[2], acties[1]]
    settle_verslag(overleg=overleg, aanwezigen=[manager], door=manager, op=dag(7))
    overleg.refresh_from_db()
    assert list(read_agenda(overleg, manager, PEILDATUM).acties) == [acties[2]]


# --- Constraints ------------------------------------------------------------------------------------------------------
@pytest.mark.beide
def test_a_point_stands_once_on_an_agenda():
    punt = AgendapuntFactory()

    assert_refused("agendapunt_once_per_overleg", lambda: AgendapuntFactory(overleg=punt.overleg, sleutel=punt.sleutel))


@pytest.mark.beide
def test_who_took_a_point_off_is_known():
    assert_refused("agendapunt_vervallen", lambda: AgendapuntFactory(vervallen_op=MOMENT))
