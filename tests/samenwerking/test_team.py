"""The opgaveteam: who has which role, who is away and stands in, what is missing, and who may change it (S14)."""

from datetime import date

import pytest
from django.urls import reverse

from samenwerking.models import Afwezigheid, Gebeurtenis, Rol, Teamlid, Teamrol
from samenwerking.models.opgaveteam import VEREIST
from samenwerking.policies import can_change_team, can_report_afwezigheid, can_view_opgave, can_withdraw_afwezigheid
from samenwerking.services.team import (
    add_teamlid,
    end_teamlid,
    find_collegas,
    find_ontbrekend,
    find_teamlid,
    list_team,
    report_afwezigheid,
    warn_rechten,
    withdraw_afwezigheid,
)
from tests.bewijs import assert_declined, assert_logs, assert_refused
from tests.factories.huisvesting import MOMENT, PEILDATUM, dag
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    BeheerderFactory,
    CorporatiemedewerkerFactory,
    GebruikerFactory,
    GemeenteFactory,
    JuristFactory,
    OpdrachtgeverFactory,
    OpgavemanagerFactory,
    ProvincieFactory,
    RoltoewijzingFactory,
    WethouderFactory,
    WoningcorporatieFactory,
)
from tests.factories.team import AfwezigheidFactory, TeamlidFactory, make_team
from tools.klok import klok_op

pytestmark = pytest.mark.django_db
GISTEREN, OVER_EEN_WEEK, OVER_TWEE_WEKEN = dag(-1).date(), dag(7).date(), dag(14).date()


@pytest.fixture
def gemeente():
    return GemeenteFactory(naam="Teamdam")


@pytest.fixture
def manager(gemeente):
    return OpgavemanagerFactory(gemeente=gemeente)


def bezetting(gemeente, rol, op=PEILDATUM):
    return next(b for b in list_team(gemeente, op) if b.rol == rol)


# --- The roster -------------------------------------------------------------------------------------------------------
def test_an_empty_team_misses_every_required_role(gemeente):
    zinnen = find_ontbrekend(gemeente, PEILDATUM)

    assert len(zinnen) == len(VEREIST) == 8
    assert "Er is geen jurist in het opgaveteam. Voeg een teamlid toe." in zinnen
    assert not any("ander teamlid" in zin for zin in zinnen)


@pytest.mark.parametrize("rol", VEREIST)
def test_a_whole_team_misses_nothing_and_without_one_it_says_so(gemeente, rol):
    team = make_team(gemeente)
    assert find_ontbrekend(gemeente, PEILDATUM) == []

    team[rol].delete()

    (zin,) = find_ontbrekend(gemeente, PEILDATUM)
    assert rol.label.lower() in zin


def test_a_member_counts_from_his_first_day_to_his_last(gemeente):
    TeamlidFactory(gemeente=gemeente, rol=Teamrol.JURIST, van=PEILDATUM, tot=OVER_EEN_WEEK)

    assert [bool(bezetting(gemeente, Teamrol.JURIST, d).leden) for d in (GISTEREN, PEILDATUM, OVER_EEN_WEEK)] == [
        False,
        True,
        False,
    ]


def test_a_role_that_is_not_required_shows_when_someone_has_it(gemeente):
    rollen = [b.rol for b in list_team(gemeente, PEILDATUM)]
    TeamlidFactory(gemeente=gemeente, rol=Teamrol.OVERIG)

    assert Teamrol.OVERIG not in rollen
    assert bezetting(gemeente, Teamrol.OVERIG).ontbreekt == ""
    assert not bezetting(gemeente, Teamrol.OVERIG).is_vereist


def test_who_is_away_without_anyone_to_stand_in_is_missed_until_he_is_back(gemeente):
    make_team(gemeente)
    jurist = Teamlid.objects.get(rol=Teamrol.JURIST)
    AfwezigheidFactory(teamlid=jurist, van=PEILDATUM, tot=OVER_EEN_WEEK)

    (zin,) = find_ontbrekend(gemeente, PEILDATUM)
    assert "De jurist is weg tot 09-03-2026" in zin
    assert find_ontbrekend(gemeente, OVER_EEN_WEEK) == find_ontbrekend(gemeente, GISTEREN) == []


def test_who_stands_in_must_be_there_himself(gemeente):
    make_team(gemeente)
    afwezig = AfwezigheidFactory(teamlid=Teamlid.objects.get(rol=Teamrol.JURIST), met_vervanger=True)
    assert find_ontbrekend(gemeente, PEILDATUM) == []
    assert bezetting(gemeente, Teamrol.JURIST).leden[0].bereikbaar == afwezig.vervanger

    AfwezigheidFactory(teamlid=afwezig.vervanger)
    assert len(find_ontbrekend(gemeente, PEILDATUM)) == 1

    Afwezigheid.objects.filter(teamlid=afwezig.vervanger).delete()
    Teamlid.objects.filter(pk=afwezig.vervanger_id).update(tot=PEILDATUM)
    assert len(find_ontbrekend(gemeente, PEILDATUM)) == 1


def test_who_no_longer_works_here_is_missed(gemeente):
    make_team(gemeente)
    Teamlid.objects.filter(rol=Teamrol.JURIST).delete()
    weg = RoltoewijzingFactory(gemeente=gemeente, rol=Rol.JURIST, verlopen=True).gebruiker
    TeamlidFactory(gemeente=gemeente, rol=Teamrol.JURIST, gebruiker=weg)

    assert find_ontbrekend(gemeente, PEILDATUM) == ["De jurist werkt niet meer voor de gemeente. Voeg een teamlid toe."]
    assert "niet meer" in bezetting(gemeente, Teamrol.JURIST).leden[0].mist_rechten


@pytest.mark.parametrize(
    ("rol", "rollen", "zin"),
    [
        (Teamrol.JURIST, {Rol.JURIST}, ""),
        (Teamrol.JURIST, {Rol.AMBTENAAR}, "Deze collega heeft niet de rechten van jurist: vraag de beheerder."),
        (Teamrol.OPGAVEMANAGER, {Rol.AMBTENAAR}, "niet de rechten van opgavemanager"),
        (Teamrol.CONSULENT_HUISVESTING, {Rol.OPGAVEMANAGER}, ""),
        (Teamrol.COMMUNICATIEADVISEUR, {Rol.BEHEERDER}, ""),
        (Teamrol.COMMUNICATIEADVISEUR, None, "werkt niet meer"),
    ],
)
def test_role_and_account_are_compared(rol, rollen, zin):
    gevonden = warn_rechten(rol, rollen)

    assert zin in gevonden
    assert bool(zin) == bool(gevonden)


def test_who_to_tell_is_the_member_or_who_stands_in(gemeente, django_assert_num_queries):
    lid = TeamlidFactory(gemeente=gemeente, rol=Teamrol.JURIST, gebruiker=JuristFactory(gemeente=gemeente))
    TeamlidFactory(gemeente=gemeente, rol=Teamrol.JURIST, zonder_account=True)
    TeamlidFactory(rol=Teamrol.JURIST)
    with django_assert_num_queries(3):
        assert find_teamlid(gemeente, Teamrol.JURIST, PEILDATUM) == [lid.gebruiker]

    weg = AfwezigheidFactory(teamlid=lid, met_vervanger=True)
    assert find_teamlid(gemeente, Teamrol.JURIST, PEILDATUM) == [weg.vervanger.gebruiker]
    assert find_teamlid(gemeente, Teamrol.JURIST, OVER_TWEE_WEKEN) == [lid.gebruiker]

    lid.gebruiker.is_active = False
    lid.gebruiker.save()
    assert find_teamlid(gemeente, Teamrol.JURIST, OVER_TWEE_WEKEN) == []
    assert find_teamlid(gemeente, Teamrol.OVERIG, PEILDATUM) == []


# --- Who comes and who goes -------------------------------------------------------------------------------------------
def test_someone_gets_a_role_with_an_account_or_a_name(gemeente, manager):
    jurist = JuristFactory(gemeente=gemeente)
    gewoon = {"gemeente": gemeente, "van": PEILDATUM, "door": manager, "op": MOMENT}

    with assert_logs(Gebeurtenis.TEAMLID_TOEGEVOEGD, Gebeurtenis.TEAMLID_TOEGEVOEGD):
        met = add_teamlid(rol=Teamrol.JURIST, gebruiker=jurist, **gewoon)
        zonder = add_teamlid(rol=Teamrol.COMMUNICATIEADVISEUR, naam=" Anna Vos ", functie="Persvoorlichter", **gewoon)

    assert (met.wie, zonder.wie, zonder.functie) == (jurist.naam, "Anna Vos", "Persvoorlichter")


@pytest.mark.parametrize(
    ("wie", "zin"),
    [
        (lambda g: {}, "Kies een collega met een account, of vul een naam in."),
        (lambda g: {"gebruiker": JuristFactory(gemeente=g), "naam": "Anna"}, "of vul een naam in"),
        (lambda g: {"gebruiker": JuristFactory()}, "Kies iemand die voor deze gemeente werkt."),
        (lambda g: {"gebruiker": GebruikerFactory()}, "Kies iemand die voor deze gemeente werkt."),
        (
            lambda g: {"gebruiker": RoltoewijzingFactory(gemeente=g, verlopen=True).gebruiker},
            "voor deze gemeente werkt",
        ),
        (
            lambda g: {"rol": Teamrol.BESTUURLIJK_OPDRACHTGEVER, "gebruiker": OpdrachtgeverFactory(gemeente=g)},
            "niet van een wethouder",
        ),
        (
            lambda g: {"rol": Teamrol.AMBTELIJK_OPDRACHTGEVER, "gebruiker": AmbtenaarFactory(gemeente=g)},
            "niet van een ambtelijk opdrachtgever",
        ),
    ],
)
def test_who_cannot_have_the_role_is_declined(gemeente, manager, wie, zin):
    feiten = {"gemeente": gemeente, "rol": Teamrol.JURIST, "van": PEILDATUM, "door": manager, **wie(gemeente)}

    assert_declined(zin, add_teamlid, **feiten)


@pytest.mark.parametrize(
    ("rol", "factory"),
    [
        (Teamrol.BESTUURLIJK_OPDRACHTGEVER, WethouderFactory),
        (Teamrol.AMBTELIJK_OPDRACHTGEVER, OpdrachtgeverFactory),
    ],
)
def test_a_principal_has_the_account_of_one(gemeente, manager, rol, factory):
    wie = factory(gemeente=gemeente)

    add_teamlid(gemeente=gemeente, rol=rol, gebruiker=wie, van=PEILDATUM, door=manager, op=MOMENT)

    assert bezetting(gemeente, rol).leden[0].mist_rechten == ""


def test_nobody_has_the_same_role_twice_at_the_same_time(gemeente, manager):
    lid = TeamlidFactory(gemeente=gemeente)
    opnieuw = {"gemeente": gemeente, "rol": lid.rol, "gebruiker": lid.gebruiker, "door": manager, "op": MOMENT}
    assert_declined("heeft deze rol al", add_teamlid, van=PEILDATUM, **opnieuw)

    end_teamlid(teamlid=lid, tot=OVER_EEN_WEEK, door=manager, op=MOMENT)

    assert_declined("heeft deze rol al", add_teamlid, van=PEILDATUM, **opnieuw)
    assert add_teamlid(van=OVER_EEN_WEEK, **opnieuw).tot is None


def test_a_role_is_ended_once_and_not_before_it_began(gemeente, manager):
    lid = TeamlidFactory(gemeente=gemeente, van=PEILDATUM)
    assert_declined("toen begon deze rol", end_teamlid, teamlid=lid, tot=PEILDATUM, door=manager)

    with assert_logs(Gebeurtenis.TEAMLID_BEEINDIGD):
        einde = end_teamlid(teamlid=lid, tot=OVER_EEN_WEEK, door=manager, op=MOMENT)

    assert (einde.tot, einde.beeindigd_door) == (OVER_EEN_WEEK, manager)
    assert_declined("al beëindigd", end_teamlid, teamlid=lid, tot=OVER_TWEE_WEKEN, door=manager)


# --- Who is away ------------------------------------------------------------------------------------------------------
def test_absence_is_reported_and_withdrawn(gemeente, manager):
    lid, ander = TeamlidFactory(gemeente=gemeente), TeamlidFactory(gemeente=gemeente)

    with assert_logs(Gebeurtenis.AFWEZIGHEID_GEMELD, Gebeurtenis.AFWEZIGHEID_INGETROKKEN):
        weg = report_afwezigheid(
            teamlid=lid, van=PEILDATUM, tot=OVER_EEN_WEEK, vervanger=ander, door=manager, op=MOMENT
        )
        withdraw_afwezigheid(afwezigheid=weg, door=manager, op=dag(1))

    assert bezetting(gemeente, lid.rol).leden[0].afwezigheid is None
    assert_declined("al ingetrokken", withdraw_afwezigheid, afwezigheid=weg, door=manager)


@pytest.mark.parametrize(
    ("feiten", "zin"),
    [
        (lambda lid: {"tot": PEILDATUM}, "De laatste dag ligt voor de eerste."),
        (lambda lid: {"vervanger": lid}, "Kies een ander als vervanger."),
        (lambda lid: {"vervanger": TeamlidFactory()}, "Kies iemand uit dit team."),
        (
            lambda lid: {"vervanger": TeamlidFactory(gemeente=lid.gemeente, gebruiker=lid.gebruiker, rol="jurist")},
            "Kies een ander als vervanger.",
        ),
        (
            lambda lid: {"vervanger": TeamlidFactory(gemeente=lid.gemeente, tot=dag(3).date())},
            "niet de hele periode in het team",
        ),
        (
            lambda lid: {"vervanger": TeamlidFactory(gemeente=lid.gemeente, van=dag(3).date())},
            "niet de hele periode in het team",
        ),
        (
            lambda lid: {
                "vervanger": AfwezigheidFactory(teamlid__gemeente=lid.gemeente, van=dag(6).date()).teamlid,
            },
            "dan zelf ook weg",
        ),
        (lambda lid: {"van": AfwezigheidFactory(teamlid=lid).van}, "al afwezigheid gemeld"),
    ],
)
def test_absence_that_cannot_be_is_declined(gemeente, manager, feiten, zin):
    lid = TeamlidFactory(gemeente=gemeente)
    alles = {"teamlid": lid, "van": PEILDATUM, "tot": OVER_EEN_WEEK, "door": manager, "op": MOMENT, **feiten(lid)}

    assert_declined(zin, report_afwezigheid, **alles)


def test_who_has_left_is_not_away(gemeente, manager):
    lid = TeamlidFactory(gemeente=gemeente, tot=PEILDATUM)

    assert_declined(
        "niet meer in het team", report_afwezigheid, teamlid=lid, van=PEILDATUM, tot=OVER_EEN_WEEK, door=manager
    )


# --- What the database refuses ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("naam", "feiten"),
    [
        ("teamlid_beeindigd", {"beeindigd_op": MOMENT}),
        ("teamlid_ends_after_begin", {"tot": date(2025, 1, 1)}),
        ("teamlid_account_or_name", {"naam": "Ook een naam"}),
        ("teamlid_account_or_name", {"gebruiker": None}),
    ],
)
def test_a_member_that_cannot_be_is_refused(naam, feiten):
    assert_refused(naam, lambda: TeamlidFactory(**feiten))


def test_a_role_is_given_once_to_the_same_person():
    lid = TeamlidFactory()

    assert_refused(
        "teamlid_role_once_per_person", lambda: TeamlidFactory(gemeente=lid.gemeente, gebruiker=lid.gebruiker)
    )


@pytest.mark.parametrize(
    ("naam", "feiten"),
    [
        ("afwezigheid_ingetrokken", {"ingetrokken_op": MOMENT}),
        ("afwezigheid_ends_after_begin", {"tot": PEILDATUM}),
    ],
)
def test_absence_that_is_no_period_is_refused(naam, feiten):
    assert_refused(naam, lambda: AfwezigheidFactory(**feiten))


def test_nobody_stands_in_for_himself():
    weg = AfwezigheidFactory()

    assert_refused(
        "afwezigheid_other_stands_in", lambda: Afwezigheid.objects.filter(pk=weg.pk).update(vervanger=weg.teamlid)
    )


# --- Who may ----------------------------------------------------------------------------------------------------------
ROLLEN = {
    "ambtenaar": lambda g: AmbtenaarFactory(gemeente=g),
    "opgavemanager": lambda g: OpgavemanagerFactory(gemeente=g),
    "jurist": lambda g: JuristFactory(gemeente=g),
    "opdrachtgever": lambda g: OpdrachtgeverFactory(gemeente=g),
    "wethouder": lambda g: WethouderFactory(gemeente=g),
    "corporatiemedewerker": lambda g: CorporatiemedewerkerFactory(corporatie=WoningcorporatieFactory(gemeenten=[g])),
    "provincie": lambda g: ProvincieFactory(provincie=g.provincie_code),
    "beheerder": lambda g: BeheerderFactory(gemeente=g),
    "niemand": lambda g: GebruikerFactory(),
}
LEEST = {"ambtenaar", "opgavemanager", "jurist", "opdrachtgever", "wethouder"}


@pytest.mark.parametrize("rol", ROLLEN)
def test_the_team_reads_and_the_opgavemanager_changes(gemeente, rol):
    gebruiker, weg = ROLLEN[rol](gemeente), AfwezigheidFactory(teamlid__gemeente=gemeente)
    leest, wijzigt = rol in LEEST, rol == "opgavemanager"

    assert can_view_opgave(gebruiker, gemeente) == leest
    assert can_change_team(gebruiker, gemeente) == wijzigt
    assert can_report_afwezigheid(gebruiker, weg.teamlid) == wijzigt
    assert can_withdraw_afwezigheid(gebruiker, weg) == wijzigt
    assert Teamlid.objects.visible_to(gebruiker).filter(pk=weg.teamlid_id).exists() == leest
    assert Afwezigheid.objects.visible_to(gebruiker).filter(pk=weg.pk).exists() == leest


def test_a_member_reports_his_own_absence(gemeente):
    lid, ander = TeamlidFactory(gemeente=gemeente), TeamlidFactory(gemeente=gemeente)

    assert can_report_afwezigheid(lid.gebruiker, lid)
    assert not can_report_afwezigheid(lid.gebruiker, ander)


def test_colleagues_are_those_with_a_running_account(gemeente, manager):
    RoltoewijzingFactory(gemeente=gemeente, verlopen=True)
    AmbtenaarFactory()
    ambtenaar = AmbtenaarFactory(gemeente=gemeente)
    AmbtenaarFactory(gemeente=gemeente, is_active=False)

    assert set(find_collegas(gemeente, PEILDATUM)) == {manager, ambtenaar}


# --- The forms --------------------------------------------------------------------------------------------------------
def test_the_opgavemanager_changes_the_team_on_its_pages(client, gemeente, manager):
    client.force_login(manager)
    ambtenaar = AmbtenaarFactory(gemeente=gemeente)
    lijst = reverse("rapportage:team_list", args=[gemeente.code])
    with klok_op(PEILDATUM):
        toevoegen = reverse("samenwerking:teamlid_add", args=[gemeente.code])
        assert 'value="jurist" selected' in client.get(f"{toevoegen}?rol=jurist").content.decode()
        sent = client.post(toevoegen, {"rol": "jurist", "gebruiker": ambtenaar.pk, "van": "02-03-2026"}, follow=True)
        assert sent.redirect_chain[0][0] == lijst
        assert "niet de rechten van jurist: vraag de beheerder" in sent.content.decode()
        lid, ander = Teamlid.objects.get(), TeamlidFactory(gemeente=gemeente)

        client.post(
            reverse("samenwerking:afwezigheid_report", args=[lid.pk]),
            {"van": "02-03-2026", "tot": "06-03-2026", "vervanger": ander.pk},
        )
        weg = Afwezigheid.objects.get()
        assert (weg.tot, weg.vervanger) == (date(2026, 3, 7), ander)
        html = client.get(lijst).content.decode()
        assert "Weg tot 07-03-2026" in html
        assert f"{ander.wie} neemt het over" in html

        client.post(reverse("samenwerking:afwezigheid_withdraw", args=[weg.pk]))
        client.post(reverse("samenwerking:teamlid_end", args=[lid.pk]), {"tot": "06-03-2026"})

    lid.refresh_from_db()
    weg.refresh_from_db()
    assert lid.tot == date(2026, 3, 7)
    assert weg.ingetrokken_door == manager


def test_the_form_says_what_is_wrong(client, gemeente, manager):
    client.force_login(manager)

    response = client.post(reverse("samenwerking:teamlid_add", args=[gemeente.code]), {"rol": "jurist", "van": "nu"})

    assert response.status_code == 422
    assert "Schrijf de datum als dd-mm-jjjj" in response.content.decode()
    assert not Teamlid.objects.exists()
