"""A household refuses or does not answer; the jurist judges, and each verdict has its consequence (workflow.md S3)."""

from datetime import date

import pytest

from huisvesting.models import (
    AanbodStatus,
    Dossiersluiting,
    Huishouden,
    HuishoudenStatus,
    Voordracht,
    VoordrachtStatus,
    Weigering,
    Weigeroordeel,
    Weigerstand,
)
from huisvesting.services.voordracht import accept_voordracht, cancel_voordracht
from huisvesting.services.weigering import (
    judge_weigering,
    offer_again,
    record_geen_reactie,
    record_verstreken_reacties,
    refuse_voordracht,
    treat_as_weigering,
    withdraw_weigering,
)
from huisvesting.tasks import record_geen_reactie as taak
from samenwerking.models import Actie, Actielijst, Gebeurtenis, Gebruiker, Klasse, Logregel, Reden
from tests.bewijs import assert_declined, assert_logs
from tests.factories.dossier import ContactmomentFactory, DossiersluitingFactory
from tests.factories.huisvesting import PlaatsingFactory, VoordrachtFactory, dag
from tests.factories.samenwerking import AmbtenaarFactory, JuristFactory, RedenFactory
from tests.factories.voordracht import WeigeringFactory
from tools.klok import klok_op

pytestmark = pytest.mark.django_db


@pytest.fixture
def voordracht():
    return VoordrachtFactory(aangeboden=True)


@pytest.fixture
def ambtenaar(voordracht):
    return AmbtenaarFactory(gemeente=voordracht.gemeente)


@pytest.fixture
def reden():
    return RedenFactory(klasse=Klasse.HUISHOUDEN)


def acties(weigering):
    return Actie.objects.for_onderwerp(weigering)


def stand(huishouden):
    return Huishouden.objects.with_status().get(pk=huishouden.pk).status


# --- Refusing ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("tolk", [True, False, None])
def test_a_refusal_keeps_the_words_and_waits_for_the_jurist(voordracht, ambtenaar, reden, tolk):
    jurist = JuristFactory(gemeente=voordracht.gemeente)

    with assert_logs(Gebeurtenis.VOORDRACHT_WEIGERING_GEMELD):
        na = refuse_voordracht(
            voordracht=voordracht,
            reden=reden,
            eigen_woorden=" Te ver van de school. ",
            tolk_aanwezig=tolk,
            door=ambtenaar,
            op=dag(4),
        )

    weigering = Weigering.objects.get()
    assert (na.status, na.is_open, na.lopende_weigering) == (VoordrachtStatus.WEIGERING_GEMELD, True, weigering)
    assert (weigering.eigen_woorden, weigering.reden) == ("Te ver van de school.", reden)
    assert (weigering.tolk_aanwezig, weigering.gemeld_door, weigering.stand) == (tolk, ambtenaar, Weigerstand.WACHT)
    assert voordracht.aanbod.status_op(dag(4).date()) == AanbodStatus.GERESERVEERD
    assert stand(voordracht.huishouden) == HuishoudenStatus.WEIGERING
    actie = acties(weigering).get()
    assert (actie.lijst, actie.eigenaar, actie.uiterlijk) == (Actielijst.OORDEEL, jurist, date(2026, 3, 11))
    assert Logregel.objects.get().gegevens["weigering"] == str(weigering.pk)
    assert "school" not in str(Logregel.objects.get().gegevens)
    # A page that the jurist may open.
    assert jurist.berichten.get().url == weigering.get_absolute_url()


@pytest.mark.parametrize("aantal", [0, 2])
def test_without_one_jurist_the_actie_is_for_the_department(voordracht, ambtenaar, reden, aantal):
    JuristFactory.create_batch(aantal, gemeente=voordracht.gemeente)

    refuse_voordracht(voordracht=voordracht, reden=reden, eigen_woorden="Nee.", door=ambtenaar)

    actie = Actie.objects.get()
    assert (actie.eigenaar, actie.afdeling) == (None, "Jurist")


def test_the_term_of_the_verdict_can_be_chosen_but_is_not_past(voordracht, ambtenaar, reden):
    vraag = {"voordracht": voordracht, "reden": reden, "eigen_woorden": "Nee.", "door": ambtenaar, "op": dag(4)}
    assert_declined("Kies vandaag of een latere dag.", refuse_voordracht, **vraag, oordeel_uiterlijk=dag(3).date())

    refuse_voordracht(**vraag, oordeel_uiterlijk=dag(20).date())

    weigering = Weigering.objects.get()
    assert weigering.oordeel_uiterlijk == acties(weigering).get().uiterlijk == dag(20).date()


@pytest.mark.parametrize(
    ("situatie", "woorden", "zin"),
    [
        ({"aangeboden": True}, " ", "Schrijf op wat het huishouden zelf zegt."),
        ({"akkoord": True}, "Nee.", "Bied de woning eerst aan het huishouden aan."),
        ({"geaccepteerd": True}, "Nee.", "Het huishouden heeft de woning al geaccepteerd."),
        ({"geen_reactie": True}, "Nee.", "Bied de woning eerst opnieuw aan."),
    ],
)
def test_a_refusal_needs_an_offer_and_words(situatie, woorden, zin, reden):
    assert_declined(
        zin,
        refuse_voordracht,
        voordracht=VoordrachtFactory(**situatie),
        reden=reden,
        eigen_woorden=woorden,
        door=AmbtenaarFactory(),
    )


# --- The verdict ------------------------------------------------------------------------------------------------------
def test_right_frees_home_and_household_at_once():
    weigering = WeigeringFactory()
    voordracht, jurist = weigering.voordracht, JuristFactory(gemeente=weigering.gemeente)

    with assert_logs(Gebeurtenis.VOORDRACHT_GEWEIGERD):
        judge_weigering(
            weigering=weigering, oordeel=Weigeroordeel.TERECHT, motivering=" De trap. ", door=jurist, op=dag(6)
        )

    voordracht = Voordracht.objects.get()
    weigering.refresh_from_db()
    assert (voordracht.status, voordracht.reden) == (VoordrachtStatus.GEWEIGERD, weigering.reden)
    assert (voordracht.geweigerd_op, voordracht.geweigerd_door) == (dag(6), jurist)
    assert (weigering.oordeel, weigering.motivering) == (Weigeroordeel.TERECHT, "De trap.")
    assert (weigering.beoordeeld_op, weigering.beoordeeld_door) == (dag(6), jurist)
    assert voordracht.aanbod.status_op(dag(6).date()) == AanbodStatus.BEVESTIGD
    assert stand(voordracht.huishouden) == HuishoudenStatus.KLAAR
    assert Logregel.objects.get().gegevens["oordeel"] == "terecht"
    assert not Dossiersluiting.objects.exists()


def test_not_right_gives_time_to_think_and_the_household_may_still_accept():
    weigering = WeigeringFactory()
    jurist = JuristFactory(gemeente=weigering.gemeente)

    with assert_logs(Gebeurtenis.VOORDRACHT_WEIGERING_BEOORDEELD):
        judge_weigering(
            weigering=weigering,
            oordeel=Weigeroordeel.ONTERECHT,
            motivering="De school is dichtbij.",
            bedenktijd_tot=dag(13).date(),
            door=jurist,
            op=dag(6),
        )

    voordracht = Voordracht.objects.get()
    assert (voordracht.status, voordracht.reactie_uiterlijk) == (VoordrachtStatus.AANGEBODEN, dag(13).date())
    assert accept_voordracht(voordracht=voordracht, door=AmbtenaarFactory()).status == VoordrachtStatus.GEACCEPTEERD


def test_who_keeps_refusing_loses_the_home_and_handing_back_is_proposed():
    eerste = WeigeringFactory(onterecht=True)
    weigering = WeigeringFactory(voordracht=eerste.voordracht, gemeld_op=dag(8))
    jurist = JuristFactory(gemeente=weigering.gemeente)

    with assert_logs(Gebeurtenis.VOORDRACHT_GEWEIGERD, Gebeurtenis.DOSSIER_TERUGGAVE_VOORGESTELD):
        judge_weigering(
            weigering=weigering,
            oordeel=Weigeroordeel.BLIJFT_WEIGEREN,
            motivering="Er is geen reden.",
            door=jurist,
            op=dag(9),
        )

    assert Voordracht.objects.get().status == VoordrachtStatus.GEWEIGERD
    voorstel = Dossiersluiting.objects.get()
    assert (voorstel.huishouden, voorstel.reden.code) == (weigering.voordracht.huishouden, "blijft-weigeren")
    assert (voorstel.voorgesteld_door, voorstel.besloten_op) == (jurist, None)
    assert stand(voorstel.huishouden) == HuishoudenStatus.KLAAR


@pytest.mark.parametrize("al", ["voorgesteld", "woont al"])
def test_handing_back_is_not_proposed_twice_nor_for_who_has_a_home(al):
    eerste = WeigeringFactory(onterecht=True)
    huishouden = eerste.voordracht.huishouden
    if al == "voorgesteld":
        DossiersluitingFactory(huishouden=huishouden)
    else:
        Voordracht.objects.update(bijzonder="naast")
        PlaatsingFactory(gemeente=eerste.gemeente, huishouden=huishouden, met_sleutel=True)
    weigering = WeigeringFactory(voordracht=Voordracht.objects.get(pk=eerste.voordracht_id), gemeld_op=dag(8))

    judge_weigering(
        weigering=weigering,
        oordeel=Weigeroordeel.BLIJFT_WEIGEREN,
        motivering="Er is geen reden.",
        door=JuristFactory(),
        op=dag(9),
    )

    assert Dossiersluiting.objects.count() == (al == "voorgesteld")
    assert Voordracht.objects.get(pk=eerste.voordracht_id).status == VoordrachtStatus.GEWEIGERD


T, N, D = Weigeroordeel
MORGEN = dag(7).date()


@pytest.mark.parametrize(
    ("oordeel", "motivering", "bedenktijd", "zin"),
    [
        ("misschien", "Daarom.", None, "Kies een oordeel."),
        ("", "Daarom.", None, "Kies een oordeel."),
        (T, " ", None, "Leg uit waarom u dit vindt."),
        (T, "Daarom.", MORGEN, "Bedenktijd hoort alleen bij een onterechte weigering."),
        (N, "Daarom.", None, "Kies tot wanneer het huishouden mag nadenken, vanaf morgen."),
        (N, "Daarom.", dag(6).date(), "Kies tot wanneer het huishouden mag nadenken, vanaf morgen."),
        (D, "Daarom.", None, "Geef het huishouden eerst bedenktijd. Daarna kan een weigering vaststaan."),
    ],
)
def test_a_verdict_that_is_not_complete_is_declined(oordeel, motivering, bedenktijd, zin):
    assert_declined(
        zin,
        judge_weigering,
        weigering=WeigeringFactory(),
        oordeel=oordeel,
        motivering=motivering,
        bedenktijd_tot=bedenktijd,
        door=JuristFactory(),
        op=dag(6),
    )


def test_the_second_of_two_verdicts_reads_that_it_is_too_late(voordracht, ambtenaar, reden):
    refuse_voordracht(voordracht=voordracht, reden=reden, eigen_woorden="Nee.", door=ambtenaar, op=dag(4))
    weigering, jurist = Weigering.objects.get(), JuristFactory()
    oordeel = {"weigering": weigering, "oordeel": T, "motivering": "De trap.", "door": jurist, "op": dag(6)}

    judge_weigering(**oordeel)

    assert_declined("Deze weigering wacht niet meer op een oordeel.", judge_weigering, **oordeel)
    assert acties(weigering).get().gereed_door == jurist


def test_what_is_cancelled_needs_no_verdict_and_its_actie_falls(voordracht, ambtenaar, reden):
    refuse_voordracht(voordracht=voordracht, reden=reden, eigen_woorden="Nee.", door=ambtenaar, op=dag(4))

    cancel_voordracht(voordracht=voordracht, reden=RedenFactory(), door=ambtenaar, op=dag(5))

    weigering = Weigering.objects.get()
    assert (weigering.stand, weigering.beoordeeld_op) == (Weigerstand.VERVALLEN, None)
    assert acties(weigering).get().vervallen_op == dag(5)
    assert not Weigering.objects.open().exists()
    assert Weigering.objects.vervallen().get() == weigering


def test_who_accepts_after_all_gets_the_home_and_nobody_has_to_judge(voordracht, ambtenaar, reden):
    refuse_voordracht(voordracht=voordracht, reden=reden, eigen_woorden="Nee.", door=ambtenaar, op=dag(4))
    weigering = Weigering.objects.get()

    with assert_logs(Gebeurtenis.VOORDRACHT_GEACCEPTEERD):
        na = withdraw_weigering(weigering=weigering, door=ambtenaar, op=dag(5))

    weigering.refresh_from_db()
    assert (na.status, na.lopende_weigering, weigering.stand) == ("geaccepteerd", None, Weigerstand.INGETROKKEN)
    assert (weigering.ingetrokken_op, weigering.ingetrokken_door) == (dag(5), ambtenaar)
    assert acties(weigering).get().vervallen_op == dag(5)
    assert not Weigering.objects.vervallen().exists()
    assert_declined(
        "Deze weigering wacht niet meer op een oordeel.", withdraw_weigering, weigering=weigering, door=ambtenaar
    )


# --- No answer --------------------------------------------------------------------------------------------------------
def test_no_answer_is_recorded_only_when_the_day_has_passed(voordracht, ambtenaar):
    vraag = {"voordracht": voordracht, "door": ambtenaar}
    assert_declined("mag nog antwoorden tot en met 12-03-2026", record_geen_reactie, **vraag, op=dag(10))

    with assert_logs(Gebeurtenis.VOORDRACHT_GEEN_REACTIE):
        na = record_geen_reactie(**vraag, op=dag(11))

    assert (na.status, na.geen_reactie_op, na.geen_reactie_door) == (VoordrachtStatus.GEEN_REACTIE, dag(11), ambtenaar)
    assert_declined("Er is al vastgelegd dat het huishouden geen antwoord gaf.", record_geen_reactie, **vraag)


def test_an_offer_from_before_there_was_a_day_has_the_usual_term(ambtenaar):
    vraag = {"voordracht": VoordrachtFactory(aangeboden=True, reactie_uiterlijk=None), "door": ambtenaar}

    assert_declined("tot en met 12-03-2026", record_geen_reactie, **vraag, op=dag(10))
    assert record_geen_reactie(**vraag, op=dag(11)).geen_reactie_op


def test_who_cannot_accept_because_the_home_is_blocked_did_not_fail_to_answer():
    voordracht, ambtenaar = VoordrachtFactory(aangeboden=True, aanbod__geblokkeerd=True), AmbtenaarFactory()

    assert_declined(
        "Deze woning is geblokkeerd.", record_geen_reactie, voordracht=voordracht, door=ambtenaar, op=dag(30)
    )
    assert record_verstreken_reacties(door=ambtenaar, op=dag(30)) == 0


def test_the_beat_records_every_passed_day_once():
    te_laat = VoordrachtFactory(aangeboden=True)
    VoordrachtFactory(aangeboden=True, reactie_uiterlijk=dag(11).date())
    VoordrachtFactory(geaccepteerd=True)
    WeigeringFactory()

    with klok_op(dag(11).date()):
        assert [taak(), taak()] == [1, 0]

    te_laat.refresh_from_db()
    assert (te_laat.status, te_laat.geen_reactie_door) == (VoordrachtStatus.GEEN_REACTIE, Gebruiker.objects.systeem())


def test_offering_again_gives_a_new_day(ambtenaar):
    voordracht = VoordrachtFactory(geen_reactie=True)

    with assert_logs(Gebeurtenis.VOORDRACHT_OPNIEUW_AANGEBODEN):
        na = offer_again(voordracht=voordracht, tolk_aanwezig=True, door=ambtenaar, op=dag(12))

    assert (na.status, na.reactie_uiterlijk, na.geen_reactie_op) == (
        VoordrachtStatus.AANGEBODEN,
        dag(19).date(),
        None,
    )
    assert (na.aangeboden_op, na.aangeboden_door, na.tolk_aanwezig) == (dag(12), ambtenaar, True)


def test_no_answer_counts_as_refusal_after_two_attempts_since_the_last_question(ambtenaar):
    voordracht = VoordrachtFactory(geen_reactie=True)
    reden = Reden.objects.get(code="geen-antwoord")
    vraag = {"voordracht": voordracht, "reden": reden, "door": ambtenaar, "op": dag(12)}
    huishouden = {"huishouden": voordracht.huishouden}
    ContactmomentFactory(**huishouden, contactdatum=dag(2).date(), is_bereikt=False)
    ContactmomentFactory(**huishouden, contactdatum=dag(5).date(), is_bereikt=True)
    ContactmomentFactory(**huishouden, contactdatum=dag(6).date(), is_bereikt=False, wijze="telefoon")
    assert_declined("staat daar 1 keer “niet bereikt”", treat_as_weigering, **vraag)
    ContactmomentFactory(**huishouden, contactdatum=dag(9).date(), is_bereikt=False, wijze="brief")

    with assert_logs(Gebeurtenis.VOORDRACHT_WEIGERING_GEMELD):
        na = treat_as_weigering(**vraag)

    weigering = Weigering.objects.get()
    assert (na.status, na.geen_reactie_op) == (VoordrachtStatus.WEIGERING_GEMELD, None)
    assert weigering.eigen_woorden.endswith("Pogingen: telefoon op 08-03-2026; brief op 11-03-2026.")
    assert acties(weigering).count() == 1


def test_attempts_before_the_time_to_think_do_not_count(ambtenaar):
    weigering = WeigeringFactory(voordracht__geen_reactie=True, onterecht=True)
    voordracht = weigering.voordracht
    vraag = {"voordracht": voordracht, "reden": Reden.objects.get(code="onbereikbaar"), "door": ambtenaar}
    for nummer in (4, 5):
        ContactmomentFactory(huishouden=voordracht.huishouden, contactdatum=dag(nummer).date(), is_bereikt=False)

    assert_declined("staat daar 0 keer “niet bereikt”", treat_as_weigering, **vraag)


@pytest.mark.parametrize(
    ("situatie", "code", "zin"),
    [
        ("geen_reactie", "weigert-huur", "Kies een reden die past bij een huishouden dat niet antwoordt."),
        ("aangeboden", "onbereikbaar", "Leg eerst vast dat het huishouden op tijd geen antwoord gaf."),
    ],
)
def test_only_no_answer_is_treated_so(situatie, code, zin, ambtenaar):
    assert_declined(
        zin,
        treat_as_weigering,
        voordracht=VoordrachtFactory(**{situatie: True}),
        reden=Reden.objects.get(code=code),
        door=ambtenaar,
    )


# --- How often --------------------------------------------------------------------------------------------------------
def test_refusals_are_counted_per_reason_and_who_refuses_again_counts_once(django_assert_num_queries):
    hier = WeigeringFactory(onterecht=True, reden__tekst="Weigert de huur")
    gemeente = {"voordracht__gemeente": hier.gemeente}
    WeigeringFactory(voordracht=hier.voordracht, gemeld_op=dag(9), reden__tekst="Medische reden")
    WeigeringFactory(**gemeente, reden=hier.reden)
    WeigeringFactory(**gemeente, reden__tekst="Brand", reden__klasse=Klasse.OVERMACHT)
    WeigeringFactory(**gemeente, gemeld_op=dag(-90))
    WeigeringFactory()
    jurist = JuristFactory(gemeente=hier.gemeente)

    with django_assert_num_queries(2):  # the roles of who asks, and the counts
        tellingen = Weigering.objects.in_gemeenten_of(jurist).count_per_reden(date(2026, 1, 1), date(2026, 6, 30))

    assert tellingen == [("huishouden", "Weigert de huur", 2), ("overmacht", "Brand", 1)]


def test_the_list_begins_with_the_verdict_that_is_due_first():
    klaar = WeigeringFactory(onterecht=True)
    later = WeigeringFactory(oordeel_uiterlijk=dag(12).date())
    eerst = WeigeringFactory(oordeel_uiterlijk=dag(8).date())

    assert list(Weigering.objects.by_aandrang()) == [eerst, later, klaar]
