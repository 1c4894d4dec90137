"""A home is blocked while a household waits for it: escalated, answered and decided by who may, and then the key."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from huisvesting.models import Woningaanbod
from samenwerking.models import (
    Actie,
    Bericht,
    Besluit,
    Besluitsoort,
    BesluitStatus,
    Escalatie,
    EscalatieStatus,
    Gebeurtenis,
    Gebruiker,
    Logregel,
    Rol,
)
from samenwerking.regels.mandaat import Grens, Omvang
from samenwerking.services.actie import finish_actie
from samenwerking.services.besluit import Voorstel, decide_besluit, propose_besluit, submit_besluit
from samenwerking.services.mandaatbeheer import record_mandaat
from taakstelling.services.voortgang import find_drift
from tests.factories.samenwerking import BeheerderFactory, OpdrachtgeverFactory
from tests.verhalen.stappen import (
    NAMEN,
    accept,
    agree,
    do_intake,
    gehuisvest,
    hand_over,
    offer,
    open_lijst,
    propose,
    receive,
    report_woning,
    sign,
)
from tests.verhalen.toneel import V_NUMMERS

pytestmark = pytest.mark.django_db
VRAAG = "Mogen wij de reparatie van de keuken betalen?"
ESCALATIE = {
    "Waar gaat het over?": "Verhalenlaan 12 is geblokkeerd",
    "Welk besluit vraagt u?": VRAAG,
    "Welke mogelijkheden zijn er?": "Zelf betalen: € 8.000 en twee weken. Of wachten: zes weken.",
    "Wat adviseert u?": "Zelf betalen: een gezin van vier verliest anders deze woning.",
}


@pytest.fixture
def team(log_in, gemeente):
    """Everyone logs in; the mandate says how much each may spend."""
    OpdrachtgeverFactory(username="hester", first_name="Hester", last_name="Opdracht", gemeente=gemeente)
    beheerder = BeheerderFactory(gemeente=gemeente)
    for houder, bedrag in ((Rol.OPGAVEMANAGER, 5000), (Rol.OPDRACHTGEVER, 50000)):
        record_mandaat(
            gemeente=gemeente,
            houder=houder,
            soort=Besluitsoort.UITGAVE,
            grens=Grens(bedrag=Decimal(bedrag), maanden=12),
            artikel="artikel 3 lid 2",
            van=date(2026, 1, 1),
            door=beheerder,
        )
    return {naam: log_in(naam) for naam in ("noor", "joris", "olga", "hester", "marleen", "tamar")}


def test_a_blocked_home_is_escalated_decided_and_handed_over(team, klok, gemeente):
    noor, joris = team["noor"], team["joris"]
    a_home_is_blocked_while_a_household_waits_for_it(noor, joris)
    begin = Logregel.objects.latest("pk").pk

    escalatie = the_consulent_escalates_it_from_the_voordracht(noor)
    the_opgavemanager_takes_it_up_and_higher(team, escalatie)
    klok.zet(date(2026, 5, 6))
    the_principal_answers_and_nobody_else(team, escalatie)
    besluit = the_money_is_decided_by_who_may(gemeente)
    klok.zet(date(2026, 5, 13))
    it_is_done_and_the_block_is_lifted(team, besluit)
    the_logboek_holds_one_line_for_each_act(begin)

    klok.zet(date(2026, 5, 18))
    agree(joris)
    offer(noor)
    accept(noor)
    sign(joris)
    hand_over(noor)
    assert gehuisvest(team["marleen"]) == "4"
    assert not find_drift()
    no_principal_read_a_name(team)


def a_home_is_blocked_while_a_household_waits_for_it(noor, joris):
    open_lijst(noor).send("Lijst verwerken")
    receive(noor)
    do_intake(noor)
    report_woning(joris)
    propose(noor)
    joris.open(Woningaanbod.objects.get().get_absolute_url()).follow("Blokkeer de woning")
    joris.send("Woning blokkeren", {"Reden": "Onderhoud of schade", "Naar verwachting weer vrij op": "15-06-2026"})


def the_consulent_escalates_it_from_the_voordracht(noor):
    noor.open(Woningaanbod.objects.get().open_voordracht().get_absolute_url()).sees("De woning is geblokkeerd")
    noor.follow("Escaleren")
    noor.send("Escaleren", ESCALATIE | {"Wat adviseert u?": f"Familie {NAMEN[0]} wacht."}, status=422)
    noor.sees("Noem geen namen of V-nummers van statushouders.")
    noor.send("Escaleren", ESCALATIE)
    noor.sees("Escalatie Gemeld", VRAAG)
    return Escalatie.objects.get()


def the_opgavemanager_takes_it_up_and_higher(team, escalatie):
    olga, pagina = team["olga"], escalatie.get_absolute_url()
    for naam in ("joris", "hester", "marleen", "tamar"):
        team[naam].open(pagina, status=404)
    olga.open("/").follow("Opgaveteam").follow("Escalaties").sees("Wat ligt bij u")
    olga.follow(escalatie.titel).follow("Pak op").send("Oppakken")
    olga.follow("Leg een niveau hoger").send("Leg een niveau hoger")
    olga.sees("Bij de ambtelijk opdrachtgever")
    bericht = Bericht.objects.get(ontvanger__username="hester")
    for deel in (VRAAG, "€ 8.000", "een gezin van vier", "11 mei 2026"):
        assert deel in bericht.tekst


def the_principal_answers_and_nobody_else(team, escalatie):
    pagina = escalatie.get_absolute_url()
    for naam in ("noor", "olga"):
        team[naam].open("/").open(f"{pagina}antwoord/", status=403)
    team["marleen"].open("/").open(pagina, status=404)
    hester = team["hester"].open(pagina)
    hester.send("Geef antwoord", {"Uw antwoord": "Ja, als het binnen € 8.000 blijft."})
    hester.sees("Ja, als het binnen € 8.000 blijft.")
    assert "Open waar dit over gaat" not in hester.links
    escalatie.refresh_from_db()
    assert escalatie.status == EscalatieStatus.OPGELOST
    team["noor"].open(Woningaanbod.objects.get().open_voordracht().get_absolute_url())
    team["noor"].sees("Escalatie Opgelost", "Ja, als het binnen € 8.000 blijft.")


def the_money_is_decided_by_who_may(gemeente):
    """EUR 8,000 is more than the opgavemanager may spend."""
    olga, hester, noor = (Gebruiker.objects.get(username=naam) for naam in ("olga", "hester", "noor"))
    besluit = propose_besluit(
        gemeente=gemeente,
        soort=Besluitsoort.UITGAVE,
        voorstel=Voorstel("Reparatie van een keuken", "Wij betalen de reparatie."),
        omvang=Omvang(bedrag=Decimal(8000), maanden=1),
        onderwerp=Woningaanbod.objects.get(),
        door=olga,
    )
    for wie in (noor, olga):
        with pytest.raises(ValidationError):
            decide_besluit(besluit=besluit, door=wie)
    besluit = submit_besluit(besluit=besluit, door=olga)
    assert besluit.voorgelegd_aan == Rol.OPDRACHTGEVER
    with pytest.raises(ValidationError):
        decide_besluit(besluit=besluit, door=olga)
    besluit = decide_besluit(besluit=besluit, door=hester, uitvoeren_voor=date(2026, 5, 13))
    assert besluit.status == BesluitStatus.BESLOTEN
    return besluit


def it_is_done_and_the_block_is_lifted(team, besluit: Besluit):
    actie = Actie.objects.get(titel=f"Voer uit: {besluit.titel}")
    assert (actie.eigenaar.username, actie.uiterlijk) == ("olga", date(2026, 5, 13))
    finish_actie(actie=actie, door=actie.eigenaar)
    joris = team["joris"].open(Woningaanbod.objects.get().get_absolute_url())
    assert "scalatie" not in joris.tekst
    joris.follow("Hef de blokkade op").send("Blokkade opheffen")


def the_logboek_holds_one_line_for_each_act(begin):
    regels = Logregel.objects.filter(pk__gt=begin).gebeurtenissen().exclude(gebeurtenis=Gebeurtenis.INGELOGD)
    noor, olga, hester, joris = "Noor Consulent", "Olga Opgave", "Hester Opdracht", "Joris Verhuurder"
    assert list(regels.values_list("gebeurtenis", "door_naam")) == [
        (Gebeurtenis.ESCALATIE_GEMELD, noor),
        (Gebeurtenis.ESCALATIE_OPGEPAKT, olga),
        (Gebeurtenis.ESCALATIE_OMHOOG, olga),
        (Gebeurtenis.ESCALATIE_OPGELOST, hester),
        (Gebeurtenis.BESLUIT_VOORGESTELD, olga),
        (Gebeurtenis.BESLUIT_VOORGELEGD, olga),
        (Gebeurtenis.BESLUIT_GENOMEN, hester),
        (Gebeurtenis.ACTIE_GEREED, olga),
        (Gebeurtenis.AANBOD_VRIJGEGEVEN, joris),
    ]


def no_principal_read_a_name(team):
    """On no page and in no message."""
    for naam in ("hester", "marleen", "tamar"):
        berichten = Bericht.objects.filter(ontvanger__username=naam).values_list("tekst", flat=True)
        gelezen = "".join([*team[naam].gelezen, *berichten])
        assert not [woord for woord in (*NAMEN, *V_NUMMERS) if woord in gelezen]
