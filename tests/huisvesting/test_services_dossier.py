"""What the acts of a dossier write, what they take along, and when they decline."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from huisvesting.models import (
    Bijzonder,
    Contactmoment,
    Contactwijze,
    Dossiersluiting,
    Eissoort,
    Huishouden,
    HuishoudenStatus,
)
from huisvesting.services.coa import apply_coa_import
from huisvesting.services.coa_ontvangst import receive_coa_lijst
from huisvesting.services.dossier import (
    add_notitie,
    change_eigenaar,
    receive_koppeling,
    receive_koppelingen,
    record_contact,
)
from huisvesting.services.dossierslot import read_status
from huisvesting.services.intake import Woonwens, ask_aanvulling, complete_intake, set_eisen, start_intake
from huisvesting.services.koppelingsdekking import count_gekoppeld
from huisvesting.services.parkering import park
from huisvesting.services.sluiting import close_dossier, decide_teruggave, propose_teruggave, reopen_dossier
from huisvesting.services.woonnormen import set_woonnorm
from samenwerking.models import Actie, Actielijst, Gebeurtenis, Logregel
from tests.bewijs import assert_declined, assert_logs
from tests.factories.dossier import DossiersluitingFactory, WoonnormFactory
from tests.factories.huisvesting import (
    PEILDATUM,
    HuishoudenFactory,
    PlaatsingFactory,
    VoordrachtFactory,
    dag,
)
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    GemeenteFactory,
    JuristFactory,
    OpgavemanagerFactory,
    RedenFactory,
)
from tests.factories.voordracht import WeigeringFactory

pytestmark = pytest.mark.django_db

OP = dag(10)


# --- Receipt ----------------------------------------------------------------------------------------------------------
def test_a_list_of_coa_asks_to_check_each_new_household_within_two_working_days():
    gemeente = GemeenteFactory()
    door = AmbtenaarFactory(gemeente=gemeente)
    tekst = (
        "V-nummer;Huishoudnummer;Achternaam;Geboortedatum;Datum koppeling\n2911111111;K1;Een;01-01-1990;02-02-2026\n"
    )
    lijst = receive_coa_lijst(gemeente=gemeente, data=tekst.encode(), bestandsnaam="l.csv", door=door, op=OP)
    apply_coa_import(coa_import=lijst, door=door, op=OP)
    huishouden = Huishouden.objects.get()

    actie = Actie.objects.for_onderwerp(huishouden).get()
    # OP is a Thursday: the weekend lies between.
    assert (OP.weekday(), actie.lijst, actie.uiterlijk) == (3, Actielijst.ONTVANGST, OP.date() + timedelta(days=4))

    with assert_logs(Gebeurtenis.KOPPELING_ONTVANGEN):
        receive_koppeling(huishouden=huishouden, eigenaar=door, coa_contact=" Els, balie ", door=door, op=OP)

    actie.refresh_from_db()
    huishouden.refresh_from_db()
    assert (actie.gereed_op, huishouden.eigenaar, huishouden.coa_contact) == (OP, door, "Els, balie")


def test_many_are_received_at_once_each_with_its_own_line():
    eerste = HuishoudenFactory(aangemeld=True)
    rest = [HuishoudenFactory(aangemeld=True, gemeente=eerste.gemeente) for _ in range(2)]
    door = eerste.aangemeld_door

    with assert_logs(*[Gebeurtenis.KOPPELING_ONTVANGEN] * 3):
        receive_koppelingen(huishoudens=[eerste, *rest], eigenaar=door, door=door)

    assert set(Huishouden.objects.with_status().values_list("status", flat=True)) == {HuishoudenStatus.GEKOPPELD}


def test_many_are_received_all_or_none():
    eerste = HuishoudenFactory(aangemeld=True)
    ander = HuishoudenFactory(gekoppeld=True, gemeente=eerste.gemeente)
    door = eerste.aangemeld_door

    assert_declined("al bevestigd", receive_koppelingen, huishoudens=[eerste, ander], eigenaar=door, door=door)
    assert_declined("geen huishouden", receive_koppelingen, huishoudens=[], eigenaar=door, door=door)


@pytest.mark.parametrize("wie", [lambda g: AmbtenaarFactory(), lambda g: JuristFactory(gemeente=g)])
def test_the_owner_of_a_dossier_does_casework_of_its_gemeente(wie):
    nieuw, gekoppeld = HuishoudenFactory(aangemeld=True), HuishoudenFactory(gekoppeld=True)

    for service, huishouden in ((receive_koppeling, nieuw), (change_eigenaar, gekoppeld)):
        vreemde = wie(huishouden.gemeente)
        door = huishouden.aangemeld_door
        assert_declined("dossiers van deze gemeente", service, huishouden=huishouden, eigenaar=vreemde, door=door)


def test_a_colleague_takes_the_dossier_over_with_what_was_to_be_done():
    huishouden = HuishoudenFactory(gekoppeld=True)
    start_intake(huishouden=huishouden, door=huishouden.eigenaar, op=OP)
    collega = AmbtenaarFactory(gemeente=huishouden.gemeente)

    with assert_logs(Gebeurtenis.EIGENAAR_GEWIJZIGD):
        change_eigenaar(huishouden=huishouden, eigenaar=collega, door=huishouden.aangemeld_door)

    huishouden.refresh_from_db()
    assert huishouden.eigenaar == collega
    assert set(Actie.objects.for_onderwerp(huishouden).values_list("eigenaar", flat=True)) == {collega.pk}
    assert_declined("behandelt dit dossier al", change_eigenaar, huishouden=huishouden, eigenaar=collega, door=collega)


# --- Intake and need --------------------------------------------------------------------------------------------------
def test_the_intake_makes_the_list_of_the_warm_handover():
    huishouden = HuishoudenFactory(gekoppeld=True)

    with assert_logs(Gebeurtenis.INTAKE_BEGONNEN):
        start_intake(huishouden=huishouden, door=huishouden.eigenaar, op=OP)

    acties = Actie.objects.for_onderwerp(huishouden)
    assert acties.count() == 7
    assert set(acties.values_list("lijst", "eigenaar")) == {(Actielijst.OVERDRACHT, huishouden.eigenaar_id)}


def test_what_is_missing_is_chosen_from_the_list():
    huishouden = HuishoudenFactory(aangemeld=True)
    wie = {"huishouden": huishouden, "door": huishouden.aangemeld_door}

    assert_declined("Kies wat er ontbreekt", ask_aanvulling, ontbreekt=[], **wie)
    assert_declined("Kies uit de lijst", ask_aanvulling, ontbreekt=["schoenmaat"], **wie)
    with assert_logs(Gebeurtenis.AANVULLING_GEVRAAGD):
        vraag = ask_aanvulling(ontbreekt=["medisch", "nareis", "medisch"], **wie)
    assert vraag.ontbreekt == ["medisch", "nareis"]
    assert str(vraag) == "Wat een woning nodig heeft door ziekte of beperking, Of er nareis komt"


def test_the_need_of_a_household_decides_what_fits():
    huishouden = HuishoudenFactory(in_intake=True, personen=3)
    eisen = [
        Woonwens(Eissoort.HUUR, is_hard=True, bedrag=Decimal(600)),
        Woonwens(Eissoort.PLAATS, waarde=" Ede "),
    ]

    with assert_logs(Gebeurtenis.INTAKE_AFGEROND):
        complete_intake(
            huishouden=huishouden,
            slaapkamers_nodig=4,
            slaapkamers_reden="Nareis van twee kinderen.",
            eisen=eisen,
            door=huishouden.eigenaar,
        )

    huishouden.refresh_from_db()
    behoefte = huishouden.behoefte(PEILDATUM)
    assert behoefte.slaapkamers == 4
    assert {(w.soort, w.is_hard, w.bedrag, w.waarde) for w in behoefte.wensen} == {
        ("huur", True, Decimal(600), ""),
        ("plaats", False, None, "Ede"),
    }
    with assert_logs(Gebeurtenis.BEHOEFTE_GEWIJZIGD):
        set_eisen(huishouden=huishouden, door=huishouden.eigenaar)
    huishouden.refresh_from_db()
    assert (huishouden.behoefte(PEILDATUM).slaapkamers, huishouden.eisen.count()) == (2, 0)


@pytest.mark.parametrize(
    ("zin", "velden"),
    [
        ("Leg uit waarom", {"slaapkamers_nodig": 3}),
        ("hoogstens 20", {"slaapkamers_nodig": 21, "slaapkamers_reden": "Groot."}),
        ("hoe hoog de huur", {"eisen": [Woonwens(Eissoort.HUUR)]}),
        ("om welke plaats", {"eisen": [Woonwens(Eissoort.PLAATS, waarde=" ")]}),
        ("Deze eis staat er al", {"eisen": [Woonwens(Eissoort.WERK), Woonwens(Eissoort.WERK)]}),
    ],
)
def test_a_need_that_cannot_be_is_declined_with_a_sentence(zin, velden):
    ready, intake = HuishoudenFactory(), HuishoudenFactory(in_intake=True)

    assert_declined(zin, set_eisen, huishouden=ready, door=ready.eigenaar, **velden)
    assert_declined(zin, complete_intake, huishouden=intake, door=intake.eigenaar, **velden)


def test_the_need_is_only_changed_after_the_intake():
    huishouden = HuishoudenFactory(in_intake=True)

    assert_declined("Rond eerst de intake", set_eisen, huishouden=huishouden, door=huishouden.eigenaar)


# --- Notes and contacts -----------------------------------------------------------------------------------------------
def test_notes_and_contacts_are_kept_outside_the_logboek():
    huishouden = HuishoudenFactory()
    wie = {"huishouden": huishouden, "door": huishouden.eigenaar, "op": OP}

    with assert_logs(Gebeurtenis.NOTITIE_TOEGEVOEGD, Gebeurtenis.CONTACT_VASTGELEGD):
        notitie = add_notitie(tekst=" Belt liever 's middags. ", **wie)
        record_contact(contactdatum=OP.date(), wijze=Contactwijze.TELEFOON, is_bereikt=False, tekst="Voicemail", **wie)

    assert notitie.tekst == "Belt liever 's middags."
    assert Contactmoment.objects.get().is_bereikt is False
    assert "middags" not in str(list(Logregel.objects.values()))
    assert "Voicemail" not in str(list(Logregel.objects.values()))
    assert_declined("Schrijf op", add_notitie, tekst=" ", **wie)
    morgen = OP.date() + timedelta(days=1)
    assert_declined("toekomst", record_contact, contactdatum=morgen, wijze=Contactwijze.BRIEF, **wie)


def test_nothing_is_written_in_a_closed_dossier():
    huishouden = DossiersluitingFactory(besloten=True).huishouden
    wie = {"huishouden": huishouden, "door": huishouden.eigenaar}

    assert_declined("gesloten", add_notitie, tekst="Nog iets.", **wie)
    assert_declined("gesloten", record_contact, contactdatum=PEILDATUM, wijze=Contactwijze.BRIEF, **wie)
    assert_declined("gesloten", set_eisen, **wie)
    assert_declined("gesloten", change_eigenaar, eigenaar=AmbtenaarFactory(gemeente=huishouden.gemeente), **wie)


# --- Parking ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("zin", "velden"),
    [
        ("tot wanneer u parkeert", {}),
        ("tot wanneer u parkeert", {"voorwaarde": "  "}),
        ("na vandaag", {"tot": OP.date()}),
        ("Licht de reden", {"tot": OP.date() + timedelta(days=1)}),
    ],
)
def test_parking_has_a_reason_and_an_end(zin, velden):
    huishouden = HuishoudenFactory()
    reden = RedenFactory(toelichting_verplicht=True)

    assert_declined(zin, park, huishouden=huishouden, reden=reden, door=huishouden.eigenaar, op=OP, **velden)


def test_the_terms_of_a_parked_household_run_on():
    huishouden = HuishoudenFactory(koppeldatum=PEILDATUM - timedelta(weeks=11))

    with assert_logs(Gebeurtenis.HUISHOUDEN_GEPARKEERD):
        park(
            huishouden=huishouden, reden=RedenFactory(), voorwaarde="Tot de pas er is", door=huishouden.eigenaar, op=OP
        )

    assert list(Huishouden.objects.over_termijn(PEILDATUM)) == [huishouden]


# --- Handing back and closing -----------------------------------------------------------------------------------------
def test_handing_back_during_a_refusal_frees_the_home_and_drops_what_was_to_be_done():
    voordracht = VoordrachtFactory(aangeboden=True)
    voordracht.lopende_weigering = WeigeringFactory(voordracht=voordracht)
    voordracht.save(update_fields=["lopende_weigering"])
    huishouden = voordracht.huishouden
    door = OpgavemanagerFactory(gemeente=huishouden.gemeente)
    sluiting = propose_teruggave(huishouden=huishouden, reden=RedenFactory(), door=huishouden.eigenaar, op=OP)

    with assert_logs(Gebeurtenis.DOSSIER_TERUGGEGEVEN):
        decide_teruggave(sluiting=sluiting, door=door, op=OP)

    voordracht.refresh_from_db()
    assert (voordracht.status, voordracht.aanbod.status_op(PEILDATUM)) == ("geannuleerd", "bevestigd")
    assert read_status(huishouden) == HuishoudenStatus.TERUGGEGEVEN
    assert not Actie.objects.for_onderwerp(huishouden).open().exists()


def test_who_lives_somewhere_for_a_while_is_not_handed_back():
    plaatsing = PlaatsingFactory(met_sleutel=True, tijdelijk_tot=date(2027, 1, 1), doorstroom=True)
    huishouden = plaatsing.huishouden

    assert read_status(huishouden) == HuishoudenStatus.KLAAR
    assert_declined(
        "Beëindig eerst", propose_teruggave, huishouden=huishouden, reden=RedenFactory(), door=huishouden.eigenaar
    )


def test_handing_back_asks_for_the_note_of_its_reason():
    huishouden = HuishoudenFactory()
    reden = RedenFactory(toelichting_verplicht=True)

    assert_declined("Licht de reden", propose_teruggave, huishouden=huishouden, reden=reden, door=huishouden.eigenaar)


def test_a_dossier_is_closed_after_the_aftercare_of_its_home():
    plaatsing = PlaatsingFactory(gerealiseerd=True)
    huishouden = plaatsing.huishouden
    huishouden.nazorg_op, huishouden.nazorg_door = OP, huishouden.eigenaar
    huishouden.save()

    assert_declined("nazorg van de plaatsing", close_dossier, huishouden=huishouden, door=huishouden.eigenaar)


def test_a_dossier_is_not_closed_while_a_second_home_is_sought():
    plaatsing = PlaatsingFactory(afgerond=True)
    huishouden = plaatsing.huishouden
    huishouden.nazorg_op, huishouden.nazorg_door = OP, huishouden.eigenaar
    huishouden.save()
    VoordrachtFactory(huishouden=huishouden, bijzonder=Bijzonder.NAAST, gemeente=huishouden.gemeente)

    assert_declined(
        "Annuleer eerst de voordracht.", close_dossier, huishouden=huishouden, door=huishouden.eigenaar, op=dag(40)
    )


def test_a_dossier_that_was_opened_again_can_be_closed_again_and_keeps_its_history():
    sluiting = DossiersluitingFactory(besloten=True)
    huishouden, door = sluiting.huishouden, sluiting.voorgesteld_door

    assert_declined("Schrijf op waarom", reopen_dossier, huishouden=huishouden, motivering=" ", door=door)
    with assert_logs(Gebeurtenis.DOSSIER_HEROPEND):
        reopen_dossier(huishouden=huishouden, motivering="COA koppelde opnieuw.", door=door, op=OP)
    nieuw = propose_teruggave(huishouden=huishouden, reden=RedenFactory(), door=door, op=dag(11))
    decide_teruggave(sluiting=nieuw, door=door, op=dag(12))

    assert [s.motivering for s in Dossiersluiting.objects.order_by("voorgesteld_op")] == ["COA koppelde opnieuw.", ""]
    assert read_status(huishouden) == HuishoudenStatus.TERUGGEGEVEN


def test_who_was_handed_back_is_no_longer_linked_from_that_day_on():
    sluiting = DossiersluitingFactory(besloten=True, huishouden__koppeldatum=date(2026, 2, 2))
    huishouden, besloten = sluiting.huishouden, dag(2).date()

    def linked(peildatum):
        return count_gekoppeld(gemeente=huishouden.gemeente, peildatum=peildatum)

    assert (linked(besloten - timedelta(days=1)), linked(besloten)) == (1, 0)
    reopen_dossier(huishouden=huishouden, motivering="Toch hier.", door=sluiting.voorgesteld_door, op=dag(5))
    assert (linked(dag(4).date()), linked(dag(5).date())) == (0, 1)


# --- The norm of a gemeente -------------------------------------------------------------------------------------------
def test_a_norm_holds_from_its_day_on_and_leaves_what_was_before():
    huishouden = HuishoudenFactory(personen=4)  # head, partner and two children of ten
    gemeente, door = huishouden.gemeente, OpgavemanagerFactory(gemeente=huishouden.gemeente)
    morgen = OP.date() + timedelta(days=1)

    with assert_logs(Gebeurtenis.WOONNORM_VASTGELEGD):
        set_woonnorm(
            gemeente=gemeente,
            van=morgen,
            eigen_kamer_vanaf=10,
            gescheiden_vanaf=10,
            kinderen_per_kamer=2,
            door=door,
            op=OP,
        )

    gelezen = Huishouden.objects.with_behoefte().get(pk=huishouden.pk)
    assert [gelezen.behoefte(dag_).slaapkamers for dag_ in (OP.date(), morgen)] == [2, 3]
    assert [deel.kamers for deel in gelezen.kamerdelen(morgen)] == [1, 2]


@pytest.mark.parametrize(
    ("zin", "velden"),
    [
        ("al voorbij", {"van": OP.date() - timedelta(days=1)}),
        ("al een norm vastgelegd", {"van": date(2026, 3, 20)}),
        ("hoogstens 4", {"kinderen_per_kamer": 9}),
        ("minstens 4", {"eigen_kamer_vanaf": 2}),
    ],
)
def test_a_norm_that_cannot_be_is_declined(zin, velden):
    eerder = WoonnormFactory(van=date(2026, 3, 20))
    waarden = {"van": date(2026, 4, 1), "eigen_kamer_vanaf": 12, "gescheiden_vanaf": 10, "kinderen_per_kamer": 2}

    assert_declined(
        zin, set_woonnorm, gemeente=eerder.gemeente, door=eerder.vastgelegd_door, op=OP, **{**waarden, **velden}
    )
