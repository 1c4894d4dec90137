"""The pages of meetings: what each role sees on them, and what one does there without a script."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from samenwerking.models import Actie, Agendapunt, Gebeurtenis, Overleg, Overlegreeks
from tests.bewijs import assert_logs
from tests.factories.huisvesting import MOMENT, HuishoudenFactory, StatushouderFactory, dag
from tests.factories.overleg import AgendapuntFactory, OverlegFactory, OverlegreeksFactory
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    BeheerderFactory,
    CorporatiemedewerkerFactory,
    GemeenteFactory,
    JuristFactory,
    OpdrachtgeverFactory,
    OpgavemanagerFactory,
    ProvincieFactory,
    WethouderFactory,
    WoningcorporatieFactory,
)
from tools.klok import klok_op

pytestmark = pytest.mark.django_db
G = Gebeurtenis


@pytest.fixture(autouse=True)
def klok():
    with klok_op(MOMENT.date()):
        yield


@pytest.fixture
def gemeente():
    return GemeenteFactory()


@pytest.fixture
def corporatie(gemeente):
    return WoningcorporatieFactory(gemeenten=[gemeente])


@pytest.fixture
def manager(gemeente):
    return OpgavemanagerFactory(gemeente=gemeente)


@pytest.fixture
def team(gemeente):
    return OverlegreeksFactory(gemeente=gemeente, naam="Teamoverleg")


@pytest.fixture
def met(gemeente, corporatie):
    return OverlegreeksFactory(gemeente=gemeente, ambtelijk=True, corporatie=corporatie, naam="Samen bouwen")


@pytest.fixture
def bestuur(gemeente):
    return OverlegreeksFactory(gemeente=gemeente, bestuurlijk=True, naam="Bij de wethouder")


@pytest.fixture
def als(client):
    """Logs in as this person; out: the client."""

    def log_in(mens):
        client.force_login(mens)
        return client

    return log_in


def text(antwoord):
    return antwoord.content.decode()


def address(naam, ding, sleutel="pk"):
    return reverse(f"samenwerking:{naam}", kwargs={sleutel: getattr(ding, sleutel)})


# --- Who sees what ----------------------------------------------------------------------------------------------------
def test_the_list_shows_each_role_its_own_meetings(als, gemeente, corporatie, team, met, bestuur):
    for reeks in (team, met, bestuur):
        OverlegFactory(reeks=reeks)
    ziet = {
        AmbtenaarFactory: {"Teamoverleg", "Samen bouwen"},
        OpgavemanagerFactory: {"Teamoverleg", "Samen bouwen", "Bij de wethouder"},
        JuristFactory: {"Teamoverleg", "Samen bouwen"},
        OpdrachtgeverFactory: {"Bij de wethouder"},
        WethouderFactory: {"Bij de wethouder"},
    }
    for factory, namen in ziet.items():
        pagina = text(als(factory(gemeente=gemeente)).get(address("overlegreeks_list", gemeente, "code")))
        assert {naam for naam in ("Teamoverleg", "Samen bouwen", "Bij de wethouder") if naam in pagina} == namen
        assert ("Nieuw overleg" in pagina) == ("Teamoverleg" in namen)


@pytest.mark.parametrize(
    ("factory", "status"), [(ProvincieFactory, 403), (AmbtenaarFactory, 404), (CorporatiemedewerkerFactory, 404)]
)
def test_who_has_nothing_to_do_with_it_sees_no_list(als, gemeente, factory, status):
    assert als(factory()).get(address("overlegreeks_list", gemeente, "code")).status_code == status


def test_the_beheerder_has_no_meetings(als, gemeente):
    assert (
        als(BeheerderFactory(gemeente=gemeente)).get(address("overlegreeks_list", gemeente, "code")).status_code == 403
    )


def test_a_corporation_reads_its_own_points_and_leads_nothing(als, corporatie, met):
    overleg = OverlegFactory(reeks=met, verslag="Intern verslag", gehouden=True)
    AgendapuntFactory(overleg=overleg, corporatie=corporatie, titel="Uw woning", notulen="Over de woning gesproken")
    AgendapuntFactory(overleg=overleg, titel="Intern punt", notulen="Intern besproken")
    medewerker = als(CorporatiemedewerkerFactory(corporatie=corporatie))

    pagina = text(medewerker.get(address("overleg_detail", overleg)))

    assert "Uw woning" in pagina
    assert "Over de woning gesproken" in pagina
    assert "U ziet de punten die over uw corporatie gaan" in pagina
    assert "Intern" not in pagina
    for naam in ("overleg_vergaderen", "overleg_move", "overleg_cancel", "overleg_verslag"):
        assert medewerker.get(address(naam, overleg)).status_code == 403
    assert als(CorporatiemedewerkerFactory()).get(address("overleg_detail", overleg)).status_code == 404


def test_a_link_to_a_dossier_is_for_who_may_open_it(als, gemeente, team):
    huishouden = HuishoudenFactory(gemeente=gemeente)
    overleg = AgendapuntFactory(overleg=OverlegFactory(reeks=team), over=huishouden, titel="Huishouden van 1").overleg

    for mens, heeft in ((AmbtenaarFactory(gemeente=gemeente), True), (JuristFactory(gemeente=gemeente), False)):
        pagina = text(als(mens).get(address("overleg_detail", overleg)))
        assert "Huishouden van 1" in pagina
        assert (huishouden.get_absolute_url() in pagina) == heeft


# --- A series, from its form ------------------------------------------------------------------------------------------
def test_a_series_is_made_changed_and_ended(als, gemeente, manager, corporatie):
    client = als(manager)
    medewerker = CorporatiemedewerkerFactory(corporatie=corporatie)
    formulier = {
        "soort": "ambtelijk",
        "corporatie": str(corporatie.pk),
        "naam": "Samen bouwen",
        "elke_weken": "4",
        "datum": "09-03-2026",
        "tijd": "14:00",
        "duur_minuten": "60",
        "plaats": "Zaal 3",
        "deelnemers": [str(manager.pk), str(medewerker.pk)],
    }

    client.post(address("overlegreeks_add", gemeente, "code"), formulier)

    reeks = Overlegreeks.objects.get()
    assert timezone.localtime(reeks.eerste_op).isoformat() == "2026-03-09T14:00:00+01:00"
    assert (reeks.elke_weken, reeks.overleggen.count(), reeks.deelnemers.count()) == (4, 2, 2)
    wijziging = {"naam": "Samen bouwen", "duur_minuten": "45", "plaats": "Zaal 3", "deelnemers": [str(manager.pk)]}
    client.post(address("overlegreeks_change", reeks), wijziging)
    reeks.refresh_from_db()
    assert (reeks.duur_minuten, reeks.deelnemers.get()) == (45, manager)
    client.post(address("overleg_plan", reeks), {"datum": "10-03-2026", "tijd": "09.30", "duur_minuten": "30"})
    assert reeks.overleggen.filter(duur_minuten=30).exists()
    client.post(address("overlegreeks_end", reeks))
    assert not reeks.overleggen.filter(afgezegd_op=None).exists()
    assert "Beëindigd op" in text(client.get(reeks.get_absolute_url()))


def test_what_was_typed_stays_when_something_is_wrong(als, gemeente, manager):
    client, vandaag = als(manager), f"{MOMENT:%d-%m-%Y}"
    formulier = {"soort": "opgaveteam", "naam": "Team", "datum": vandaag, "tijd": "00:01", "duur_minuten": "60"}

    antwoord = client.post(address("overlegreeks_add", gemeente, "code"), formulier)

    assert antwoord.status_code == 422
    assert "Dit moment is al voorbij" in text(antwoord)
    assert 'value="Team"' in text(antwoord)
    zonder_tijd = client.post(address("overlegreeks_add", gemeente, "code"), {**formulier, "tijd": "tien"})
    assert "Schrijf de tijd als 09:30." in text(zonder_tijd)


def test_an_ambtenaar_prepares_no_bestuurlijk_overleg(als, gemeente, bestuur):
    client = als(AmbtenaarFactory(gemeente=gemeente))

    pagina = text(client.get(address("overlegreeks_add", gemeente, "code")))

    assert "Bestuurlijk overleg" not in pagina
    assert client.get(bestuur.get_absolute_url()).status_code == 404
    wethouder = als(WethouderFactory(gemeente=gemeente))
    assert wethouder.get(bestuur.get_absolute_url()).status_code == 200
    assert wethouder.get(address("overlegreeks_change", bestuur)).status_code == 403


# --- The agenda -------------------------------------------------------------------------------------------------------
@pytest.fixture
def overleg(team):
    overleg = OverlegFactory(reeks=team)
    for nummer, titel in enumerate(("Eerste", "Tweede", "Derde")):
        AgendapuntFactory(overleg=overleg, titel=titel, volgorde=nummer)
    return overleg


def order(overleg):
    return list(overleg.punten.actueel().values_list("titel", flat=True))


def test_the_buttons_move_drop_and_put_back(als, manager, overleg):
    client = als(manager)
    eerste, tweede, derde = overleg.punten.all()

    terug = client.post(address("agendapunt_omlaag", eerste))
    assert terug.url == f"{overleg.get_absolute_url()}#punt-{eerste.pk}"
    assert order(overleg) == ["Tweede", "Eerste", "Derde"]
    client.post(address("agendapunt_omhoog", derde))
    client.post(address("agendapunt_drop", tweede))
    assert order(overleg) == ["Derde", "Eerste"]
    pagina = text(client.get(overleg.get_absolute_url()))
    assert "1 punt is van de agenda" in pagina
    client.post(address("agendapunt_restore", tweede))
    assert sorted(order(overleg)) == ["Derde", "Eerste", "Tweede"]


def test_the_first_has_no_up_and_the_last_no_down(als, manager, overleg):
    pagina = text(als(manager).get(overleg.get_absolute_url()))

    assert (pagina.count(">Omhoog<"), pagina.count(">Omlaag<"), pagina.count(">Eraf<")) == (2, 2, 3)


def test_a_point_of_the_gemeente_is_shared_or_not_and_that_of_a_corporation_always(als, manager, corporatie, met):
    overleg = OverlegFactory(reeks=met)
    adres = address("agendapunt_add", overleg)
    als(manager).post(adres, {"titel": "Gedeeld", "leest_mee": "on"})
    als(manager).post(adres, {"titel": "Intern"})
    als(CorporatiemedewerkerFactory(corporatie=corporatie)).post(adres, {"titel": "Van ons"})

    van_wie = dict(overleg.punten.values_list("titel", "corporatie"))
    assert van_wie == {"Gedeeld": corporatie.pk, "Intern": None, "Van ons": corporatie.pk}


def test_moving_and_cancelling_from_the_page(als, manager, overleg):
    client = als(manager)

    client.post(address("overleg_move", overleg), {"datum": "12-03-2026", "tijd": "11:15", "duur_minuten": "30"})
    overleg.refresh_from_db()
    assert timezone.localtime(overleg.begint_op).isoformat() == "2026-03-12T11:15:00+01:00"
    client.post(address("overleg_cancel", overleg))
    overleg.refresh_from_db()
    assert overleg.status == "afgezegd"
    pagina = text(client.get(overleg.get_absolute_url()))
    assert "Dit overleg is afgezegd." in pagina
    assert "Vergaderen" not in pagina


# --- In the meeting ---------------------------------------------------------------------------------------------------
def fields(overleg, **anders):
    """What the page sends: of each point what was typed at it."""
    velden = {}
    for punt in overleg.punten.all():
        for naam in ("notulen", "wat", "wie", "uiterlijk"):
            velden[f"{naam}_{punt.pk.hex}"] = anders.get(punt.titel, {}).get(naam, "")
    return velden


def test_minutes_and_actions_are_written_on_one_form(als, manager, overleg):
    client, adres = als(manager), address("overleg_vergaderen", overleg)
    actie = {"notulen": "Doen we.", "wat": "Bel COA", "wie": str(manager.pk), "uiterlijk": "20-03-2026"}

    with assert_logs(G.AGENDAPUNT_BESPROKEN, G.ACTIE_TOEGEVOEGD):
        assert client.post(adres, fields(overleg, Eerste=actie, Derde={"notulen": "Later."})).url == adres

    assert dict(overleg.punten.values_list("titel", "notulen")) == {
        "Eerste": "Doen we.",
        "Tweede": "",
        "Derde": "Later.",
    }
    assert Actie.objects.get().agendapunt.titel == "Eerste"
    pagina = text(client.get(overleg.get_absolute_url()))
    assert "Doen we." in pagina
    assert "Bel COA" in pagina
    assert "Bel COA" in text(client.get(adres))


def test_an_action_without_a_day_is_asked_again_and_nothing_is_lost(als, manager, overleg):
    actie = {"notulen": "Doen we.", "wat": "Bel COA", "wie": str(manager.pk)}

    antwoord = als(manager).post(address("overleg_vergaderen", overleg), fields(overleg, Eerste=actie))

    assert antwoord.status_code == 422
    assert "Kies wanneer dit klaar is." in text(antwoord)
    assert "Doen we." in text(antwoord)
    assert not overleg.punten.exclude(notulen="").exists()


def test_two_who_write_at_the_same_point_are_told(als, manager, overleg):
    client, adres = als(manager), address("overleg_vergaderen", overleg)
    versie = client.get(adres).context["versie"]
    overleg.punten.filter(titel="Eerste").update(notulen="Van een ander.")

    antwoord = client.post(adres, {**fields(overleg, Eerste={"notulen": "Van mij."}), "formulierversie": versie})

    assert antwoord.status_code == 409
    assert "Nu staat er: Van een ander." in text(antwoord)
    assert "Van mij." in text(antwoord)


def test_a_point_that_came_or_went_meanwhile_loses_no_text(als, manager, overleg):
    client, adres = als(manager), address("overleg_vergaderen", overleg)
    verstuurd = fields(overleg, Eerste={"notulen": "Belangrijk."})
    nieuw = AgendapuntFactory(overleg=overleg, titel="Nieuw", notulen="Stond er al.", volgorde=9)

    client.post(adres, verstuurd)
    nieuw.refresh_from_db()
    assert nieuw.notulen == "Stond er al."
    overleg.punten.filter(titel="Eerste").update(vervallen_op=MOMENT, vervallen_door=manager)
    antwoord = client.post(adres, verstuurd)
    assert antwoord.status_code == 422
    assert "U schreef: Belangrijk." in text(antwoord)


def test_minutes_name_nobody_of_the_household_that_the_point_is_about(als, gemeente, manager, overleg):
    huishouden = HuishoudenFactory(gemeente=gemeente, personen=0)
    StatushouderFactory(huishouden=huishouden, achternaam="Testari")
    if not hasattr(huishouden, "persoonswoorden"):
        pytest.fail("Huishouden.persoonswoorden zegt welke woorden in geen tekst mogen staan")
    punt = AgendapuntFactory(overleg=overleg, over=huishouden, titel="Huishouden van 1")

    antwoord = als(manager).post(
        address("overleg_vergaderen", overleg), fields(overleg, **{punt.titel: {"notulen": "Mevrouw Testari wacht."}})
    )

    assert antwoord.status_code == 422
    assert "Noem geen namen" in text(antwoord)


def test_the_minutes_are_settled_after_the_meeting(als, manager, team):
    overleg = OverlegFactory(reeks=team, begint_op=dag(-1))
    AgendapuntFactory(overleg=overleg, titel="Punt", notulen="Besproken.")
    client = als(manager)
    assert "Verslag vaststellen" in text(client.get(overleg.get_absolute_url()))

    client.post(address("overleg_verslag", overleg), {"aanwezigen": [str(manager.pk)], "verslag": "Goed overleg."})

    pagina = text(client.get(overleg.get_absolute_url()))
    assert "Het verslag is vastgesteld." in pagina
    assert "Goed overleg." in pagina
    assert manager.naam in pagina
    assert "Omhoog" not in pagina
    gesloten = client.post(address("overleg_vergaderen", overleg), fields(overleg, Punt={"notulen": "Anders."}))
    assert gesloten.status_code == 409


# --- How much it reads ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("aantal", [3, 30])
def test_the_pages_take_a_fixed_number_of_queries(als, gemeente, manager, met, django_assert_num_queries, aantal):
    overleg = OverlegFactory(reeks=met)
    for nummer in range(aantal):
        OverlegFactory(reeks=met, begint_op=overleg.begint_op + timedelta(days=nummer + 1))
        OverlegreeksFactory(gemeente=gemeente)
        punt = AgendapuntFactory(overleg=overleg, over=HuishoudenFactory(gemeente=gemeente), corporatie=met.corporatie)
        Actie.objects.create(
            gemeente=gemeente, titel="Bel", agendapunt=punt, eigenaar=manager, gemaakt_op=MOMENT, gemaakt_door=manager
        )
    met.deelnemers.set([manager])
    client = als(manager)
    paginas = {
        address("overlegreeks_list", gemeente, "code"): 8,
        met.get_absolute_url(): 12,
        overleg.get_absolute_url(): 15,
        address("overleg_vergaderen", overleg): 12,
    }
    client.get(overleg.get_absolute_url())
    for adres, queries in paginas.items():
        with django_assert_num_queries(queries):
            assert client.get(adres).status_code == 200
    assert Overleg.objects.count() == aantal + 1
    assert Agendapunt.objects.count() == aantal


def test_the_homes_that_wait_and_the_meetings_lead_to_each_other(als, gemeente, manager, corporatie, met):
    woningen = reverse("huisvesting:afspraak_overleg", kwargs={"code": gemeente.code, "corporatie": corporatie.pk})

    for mens in (manager, CorporatiemedewerkerFactory(corporatie=corporatie)):
        assert met.get_absolute_url() in text(als(mens).get(woningen))
        assert woningen in text(als(mens).get(met.get_absolute_url()))
