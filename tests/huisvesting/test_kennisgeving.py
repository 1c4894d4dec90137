"""Who hears of what happens: the other party, in words without a name, and never the one who did it."""

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from huisvesting.models import Voordracht
from huisvesting.services.aanbod import confirm_aanbod, withdraw_aanbod
from huisvesting.services.kennisgeving import KENNISGEVINGEN, MET_ANTWOORDLINK, Kring, Zaak, find_kring
from huisvesting.services.plaatsing import hand_over_sleutel, sign_huurcontract
from huisvesting.services.verslag import report
from huisvesting.services.voordracht import (
    accept_voordracht,
    agree_voordracht,
    cancel_voordracht,
    offer_voordracht,
    propose_voordracht,
)
from huisvesting.services.weigering import refuse_voordracht
from samenwerking.models import Antwoordlink, Bericht, Gebeurtenis, Gebruiker, Klasse, Rol
from samenwerking.services.bezorging import mail_berichten
from tests.bewijs import assert_logs
from tests.factories.huisvesting import (
    HuishoudenFactory,
    PlaatsingFactory,
    StatushouderFactory,
    VoordrachtFactory,
    WoningaanbodFactory,
    WoningFactory,
)
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    CorporatiemedewerkerFactory,
    GemeenteFactory,
    JuristFactory,
    OpgavemanagerFactory,
    RedenFactory,
    WoningcorporatieFactory,
)

pytestmark = pytest.mark.django_db

# Canaries: nothing else looks like them.
ACHTERNAAM, VOORNAAM, V_NUMMER = "Kanariewicz", "Zwijgzaamina", "2899999999"


@pytest.fixture
def gemeente():
    return GemeenteFactory(naam="Proefdam")


@pytest.fixture
def corporatie(gemeente):
    return WoningcorporatieFactory(naam="Proefwonen", gemeenten=[gemeente])


@pytest.fixture
def noor(gemeente):
    return AmbtenaarFactory(gemeente=gemeente, email="noor@proef.example")


@pytest.fixture
def joris(corporatie):
    return CorporatiemedewerkerFactory(corporatie=corporatie, email="joris@proef.example")


@pytest.fixture
def aanbod(gemeente, corporatie, joris):
    woning = WoningFactory(gemeente=gemeente, corporatie=corporatie, straat="Kerkstraat", huisnummer=12, slaapkamers=4)
    return WoningaanbodFactory(gemeente=gemeente, woning=woning, door=joris, bevestigd=True)


@pytest.fixture
def huishouden(gemeente, noor):
    """Four people of noor, with names that nobody may meet in a message."""
    gezin = HuishoudenFactory(gemeente=gemeente, personen=0, eigenaar=noor)
    StatushouderFactory(huishouden=gezin, achternaam=ACHTERNAAM, voornamen=VOORNAAM, v_nummer=V_NUMMER)
    StatushouderFactory.create_batch(3, huishouden=gezin, gezinsrol="kind", achternaam=ACHTERNAAM)
    return gezin


def told(gebeurtenis):
    """Who has a message about this event."""
    return {bericht.ontvanger for bericht in Bericht.objects.filter(titel=gebeurtenis.label)}


def texts(gebruiker):
    return [bericht.tekst for bericht in gebruiker.berichten.order_by("gemaakt_op", "pk")]


# --- The table --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("gebeurtenis", KENNISGEVINGEN, ids=str)
def test_every_event_of_the_table_is_told_to_each_of_its_parties_by_someone_who_is_none_of_them(
    gebeurtenis, gemeente, corporatie, noor, joris, aanbod, huishouden
):
    kringen = {
        Kring.CASEWORK: noor,
        Kring.CORPORATIE: joris,
        Kring.JURIST: JuristFactory(gemeente=gemeente),
        Kring.OPGAVEMANAGER: OpgavemanagerFactory(gemeente=gemeente),
    }
    onderwerp = VoordrachtFactory(aanbod=aanbod, huishouden=huishouden, ambtenaar=noor, medewerker=joris)

    report(gebeurtenis, onderwerp=onderwerp, door=Gebruiker.objects.systeem(), op=timezone.now())

    assert told(gebeurtenis) == {kringen[kring] for kring in KENNISGEVINGEN[gebeurtenis]}
    for bericht in Bericht.objects.all():
        assert "{" not in bericht.tekst
        assert bericht.tekst.endswith(".")
        assert bericht.url.startswith("/huisvesting/")


def test_an_event_that_concerns_nobody_else_is_told_to_nobody(aanbod, noor):
    report(Gebeurtenis.AFGEMELD_BIJ_COA, onderwerp=aanbod, door=noor, op=timezone.now())

    assert not Bericht.objects.exists()


def test_a_subject_without_home_or_household_is_told_to_nobody(gemeente):
    assert Zaak.of(gemeente) is None


# --- Who --------------------------------------------------------------------------------------------------------------
def test_a_party_is_not_told_what_its_own_people_did(aanbod, noor, joris, corporatie):
    collega = CorporatiemedewerkerFactory(corporatie=corporatie)
    nieuw = WoningaanbodFactory(gemeente=aanbod.gemeente, woning__corporatie=corporatie, door=joris)

    confirm_aanbod(aanbod=nieuw, door=joris)

    assert told(Gebeurtenis.AANBOD_BEVESTIGD) == {noor}
    assert not collega.berichten.exists()


def test_who_acts_for_the_corporation_tells_it(aanbod, noor, joris, corporatie):
    nieuw = WoningaanbodFactory(gemeente=aanbod.gemeente, woning__corporatie=corporatie, door=noor)

    confirm_aanbod(aanbod=nieuw, door=noor)

    assert told(Gebeurtenis.AANBOD_BEVESTIGD) == {joris}


def test_the_owner_of_a_dossier_hears_what_a_colleague_did_and_the_others_do_not(aanbod, huishouden, noor):
    collega, derde = AmbtenaarFactory.create_batch(2, gemeente=aanbod.gemeente)
    voordracht = VoordrachtFactory(aanbod=aanbod, huishouden=huishouden, ambtenaar=noor)

    cancel_voordracht(voordracht=voordracht, reden=RedenFactory(), door=collega)

    assert noor in told(Gebeurtenis.VOORDRACHT_GEANNULEERD)
    assert not derde.berichten.exists()
    assert not collega.berichten.exists()


@pytest.mark.parametrize("weg", ["niemand", "vertrokken"])
def test_without_an_owner_every_ambtenaar_hears_it_and_where_there_is_none_who_leads_them(gemeente, aanbod, weg):
    baas = OpgavemanagerFactory(gemeente=gemeente)
    eigenaar = AmbtenaarFactory(gemeente=gemeente, is_active=False) if weg == "vertrokken" else None
    huishouden = HuishoudenFactory(gemeente=gemeente, aangemeld=True)
    huishouden.eigenaar = eigenaar
    zaak = Zaak(gemeente, "/", aanbod, huishouden)
    vandaag = timezone.localdate()

    anderen = {g.pk for g in find_kring(Kring.CASEWORK, zaak, dag=vandaag) if g != baas}
    assert anderen == set(
        Gebruiker.objects.filter(toewijzingen__rol=Rol.AMBTENAAR, is_active=True).values_list("pk", flat=True)
    )
    Gebruiker.objects.filter(pk__in=anderen).update(is_active=False)
    assert find_kring(Kring.CASEWORK, zaak, dag=vandaag) == [baas]


def test_another_gemeente_and_another_corporation_hear_nothing(aanbod, huishouden, noor, joris):
    AmbtenaarFactory()
    CorporatiemedewerkerFactory()

    voordracht = propose_voordracht(aanbod=aanbod, huishouden=huishouden, door=noor)
    agree_voordracht(voordracht=voordracht, door=joris)

    assert {bericht.ontvanger for bericht in Bericht.objects.all()} == {noor, joris}


# --- When -------------------------------------------------------------------------------------------------------------
def test_the_consulent_hears_of_a_withdrawal_that_takes_a_home_from_a_household(aanbod, huishouden, noor, joris):
    propose_voordracht(aanbod=aanbod, huishouden=huishouden, door=noor)

    with assert_logs(Gebeurtenis.AANBOD_INGETROKKEN):
        withdraw_aanbod(aanbod=aanbod, reden=RedenFactory(), door=joris)
    mail_berichten()

    bericht = noor.berichten.get()
    assert bericht.tekst == (
        "Proefwonen trekt Kerkstraat 12, Proefstad in. Een huishouden van 4 personen wacht weer op een woning."
    )
    assert bericht.url == aanbod.get_absolute_url()
    assert bericht.gemaild_op is not None
    assert any(brief.to == ["noor@proef.example"] and bericht.tekst in brief.body for brief in mail.outbox)


def test_a_withdrawal_that_fails_is_told_to_nobody(aanbod, noor, joris):
    with transaction.atomic():
        withdraw_aanbod(aanbod=aanbod, reden=RedenFactory(), door=joris)
        transaction.set_rollback(True)

    assert not Bericht.objects.exists()


def test_the_corporation_may_answer_from_the_mail_and_nobody_else(aanbod, huishouden, noor, joris, corporatie):
    collega = CorporatiemedewerkerFactory(corporatie=corporatie, email="bo@proef.example")
    manager = OpgavemanagerFactory(gemeente=aanbod.gemeente)

    voordracht = propose_voordracht(aanbod=aanbod, huishouden=huishouden, door=manager)

    links = Antwoordlink.objects.select_related("bericht")
    assert {link.bericht.ontvanger for link in links} == {joris, collega}
    assert {(link.onderwerp_id, link.pad) for link in links} == {(voordracht.pk, "/huisvesting/antwoord/")}
    assert noor.berichten.get().tekst.startswith("Een collega draagt een huishouden van 4 personen")
    assert set(KENNISGEVINGEN) >= MET_ANTWOORDLINK


def test_no_mail_and_no_message_names_a_person(aanbod, huishouden, noor, joris):
    """The whole chain, with people whose names nobody else has."""
    voordracht = propose_voordracht(aanbod=aanbod, huishouden=huishouden, door=noor)
    agree_voordracht(voordracht=voordracht, door=joris)
    offer_voordracht(voordracht=voordracht, door=noor)
    accept_voordracht(voordracht=voordracht, door=noor)
    vandaag = timezone.localdate()
    plaatsing = sign_huurcontract(voordracht=voordracht, ingangsdatum=vandaag, door=joris)
    hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=vandaag, door=joris)

    mail_berichten()

    assert len(mail.outbox) >= 6
    alles = "".join(f"{brief.subject}{brief.message()}{brief.body}" for brief in mail.outbox)
    alles += str(list(Bericht.objects.values_list("titel", "tekst", "url", "sleutel")))
    assert "een huishouden van 4 personen" in alles
    for kanarie in (ACHTERNAAM, VOORNAAM, V_NUMMER, huishouden.huishoudnummer):
        assert kanarie not in alles


def test_the_size_of_one_person_reads_well(aanbod, noor, gemeente, joris):
    alleen = HuishoudenFactory(gemeente=gemeente, personen=1)

    propose_voordracht(aanbod=aanbod, huishouden=alleen, door=noor)

    assert "een huishouden van 1 persoon" in joris.berichten.get().tekst


def test_a_plaatsing_leads_to_its_own_page(gemeente, noor):
    plaatsing = PlaatsingFactory(gemeente=gemeente, huishouden__eigenaar=noor)

    report(Gebeurtenis.PLAATSING_BEEINDIGD, onderwerp=plaatsing, door=Gebruiker.objects.systeem(), op=timezone.now())

    assert noor.berichten.get().url == plaatsing.get_absolute_url()


def test_the_jurist_comes_on_the_page_of_the_refusal(aanbod, huishouden, noor, joris):
    jurist = JuristFactory(gemeente=aanbod.gemeente, email="ilse@proef.example")
    voordracht = VoordrachtFactory(aanbod=aanbod, huishouden=huishouden, aangeboden=True)

    refuse_voordracht(
        voordracht=voordracht,
        reden=RedenFactory(klasse=Klasse.HUISHOUDEN),
        eigen_woorden=f"{ACHTERNAAM} wil in de stad wonen.",
        door=noor,
    )

    bericht = jurist.berichten.get()
    assert bericht.url == Voordracht.objects.get().lopende_weigering.get_absolute_url()
    assert (
        bericht.tekst == "Een huishouden van 4 personen weigert Kerkstraat 12, Proefstad. Beoordeel of dat terecht is."
    )
