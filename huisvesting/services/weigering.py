"""A household refuses a home, or does not answer; the jurist judges whether the refusal is right (R-420 to R-424)."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from huisvesting.models import Contactmoment, Huishouden, Voordracht, VoordrachtStatus, Weigering, Weigeroordeel
from huisvesting.services.slot import lock_voordracht
from huisvesting.services.sluiting import propose_teruggave
from huisvesting.services.voordracht import (
    check_toelichting,
    choose_reactiedag,
    close_voordracht,
    record_act,
    require_offered,
    require_unanswered,
    require_unblocked,
    tell,
)
from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.models import Actielijst, Gebeurtenis, Gebruiker, Reden, Rol
from samenwerking.services.actie import Punt, add_lijst, drop_acties, finish_acties
from samenwerking.services.bericht import find_gebruikers

# Reasons of the catalogue for who does not answer; they are no own words, so a refusal in words has another.
GEEN_ANTWOORD = ("onbereikbaar", "geen-antwoord")
POGINGEN = 2
# Why a household that keeps refusing goes back to COA.
BLIJFT_WEIGEREN = "blijft-weigeren"


@one_transaction(Voordracht, Weigering)
def refuse_voordracht(
    *,
    voordracht: Voordracht,
    reden: Reden,
    eigen_woorden: str,
    door: Gebruiker,
    tolk_aanwezig: bool | None = None,
    oordeel_uiterlijk: date | None = None,
    op: datetime | None = None,
) -> Voordracht:
    """The household refuses: with a reason and in its own words (workflow.md S3). The home stays reserved until the
    jurist has judged; who judges gets an actie that is due on `oordeel_uiterlijk` (default the term of the settings).

    Errors: ValidationError when the home is not offered, the answer is known, the own words are missing, or the day
    for the verdict is past.
    """
    moment = op or timezone.now()
    voordracht = lock_voordracht(voordracht)
    require_unanswered(voordracht)
    if not eigen_woorden.strip():
        raise ValidationError({"eigen_woorden": "Schrijf op wat het huishouden zelf zegt."})
    return _report(
        voordracht, reden, eigen_woorden.strip(), tolk_aanwezig, uiterlijk=oordeel_uiterlijk, door=door, op=moment
    )


@one_transaction(Voordracht, Weigering)
def judge_weigering(
    *,
    weigering: Weigering,
    oordeel: str,
    motivering: str,
    door: Gebruiker,
    bedenktijd_tot: date | None = None,
    op: datetime | None = None,
) -> Weigering:
    """The verdict on a refusal (R-420, R-421), with its consequence in the same transaction.

    TERECHT: the voordracht is closed, home and household are free again. ONTERECHT: the home is offered again until
    `bedenktijd_tot`. BLIJFT_WEIGEREN, only after an earlier ONTERECHT: closed, and handing back to COA is proposed to
    the opgavemanager (an event of the dossier, with a line of its own).
    What ends the voordracht is told as VOORDRACHT_GEWEIGERD, time to think as VOORDRACHT_WEIGERING_BEOORDEELD.
    Errors: Bezet when it does not wait for a verdict any more; ValidationError when the verdict is not complete.
    """
    moment = op or timezone.now()
    voordracht = lock_voordracht(weigering.voordracht)
    if voordracht.lopende_weigering is None or voordracht.lopende_weigering_id != weigering.pk:
        raise Bezet("Deze weigering wacht niet meer op een oordeel.")
    weigering = voordracht.lopende_weigering
    _check_oordeel(weigering, oordeel, motivering, bedenktijd_tot, timezone.localdate(moment))
    weigering.oordeel, weigering.motivering, weigering.bedenktijd_tot = oordeel, motivering.strip(), bedenktijd_tot
    weigering.beoordeeld_op, weigering.beoordeeld_door = moment, door
    weigering.save(update_fields=["oordeel", "motivering", "bedenktijd_tot", "beoordeeld_op", "beoordeeld_door"])
    finish_acties(weigering, Actielijst.OORDEEL, door=door, op=moment)
    follow = _give_bedenktijd if oordeel == Weigeroordeel.ONTERECHT else _close_geweigerd
    follow(voordracht, weigering, door, moment)
    return weigering


def _give_bedenktijd(voordracht: Voordracht, weigering: Weigering, door: Gebruiker, op: datetime) -> None:
    voordracht.lopende_weigering, voordracht.reactie_uiterlijk = None, weigering.bedenktijd_tot
    voordracht.save(update_fields=["lopende_weigering", "reactie_uiterlijk"])
    beoordeeld = Gebeurtenis.VOORDRACHT_WEIGERING_BEOORDEELD
    tell(voordracht, beoordeeld, door=door, op=op, weigering=str(weigering.pk), oordeel=weigering.oordeel)


def _close_geweigerd(voordracht: Voordracht, weigering: Weigering, door: Gebruiker, op: datetime) -> None:
    reden = weigering.reden
    close_voordracht(voordracht, "geweigerd", reden=reden, toelichting=weigering.eigen_woorden, door=door, op=op)
    geweigerd, sleutel = Gebeurtenis.VOORDRACHT_GEWEIGERD, str(weigering.pk)
    tell(voordracht, geweigerd, door=door, op=op, reden=reden, weigering=sleutel, oordeel=weigering.oordeel)
    if weigering.oordeel == Weigeroordeel.BLIJFT_WEIGEREN:
        _propose_teruggave(voordracht.huishouden, weigering.motivering, door, op)


@one_transaction(Voordracht, Weigering)
def withdraw_weigering(*, weigering: Weigering, door: Gebruiker, op: datetime | None = None) -> Voordracht:
    """The household accepts after all, before there is a verdict: most refusals end so once it is explained what they
    lead to (R-422). Nobody has to judge any more. Out: the accepted voordracht.

    Errors: Bezet when the refusal does not wait for a verdict any more, or the home is blocked.
    """
    moment = op or timezone.now()
    voordracht = lock_voordracht(weigering.voordracht)
    if voordracht.lopende_weigering_id != weigering.pk:
        raise Bezet("Deze weigering wacht niet meer op een oordeel.")
    require_unblocked(voordracht)
    weigering.ingetrokken_op, weigering.ingetrokken_door = moment, door
    weigering.save(update_fields=["ingetrokken_op", "ingetrokken_door"])
    voordracht.lopende_weigering = None
    voordracht.save(update_fields=["lopende_weigering"])
    drop_acties(weigering, Actielijst.OORDEEL, door=door, op=moment)
    return record_act(voordracht, "geaccepteerd", Gebeurtenis.VOORDRACHT_GEACCEPTEERD, door=door, op=moment)


def has_bedenktijd_gehad(weigering: Weigering) -> bool:
    """Whether the household refused this home before, and was told that that was not right."""
    return weigering.voordracht.weigeringen.filter(oordeel=Weigeroordeel.ONTERECHT).exists()


# --- No answer --------------------------------------------------------------------------------------------------------
@one_transaction(Voordracht)
def record_geen_reactie(*, voordracht: Voordracht, door: Gebruiker, op: datetime | None = None) -> Voordracht:
    """The day to answer by has passed without an answer; the gemeente chooses what happens now.

    Errors: ValidationError when the household may still answer; Bezet when it did, when this was recorded already, or
    when the home is blocked, because then it could not have accepted.
    """
    moment = op or timezone.now()
    voordracht = lock_voordracht(voordracht)
    require_offered(voordracht)
    if voordracht.geen_reactie_op:
        raise Bezet("Er is al vastgelegd dat het huishouden geen antwoord gaf.")
    require_unblocked(voordracht)
    uiterlijk = last_reactiedag(voordracht)
    if timezone.localdate(moment) <= uiterlijk:
        raise ValidationError(f"Het huishouden mag nog antwoorden tot en met {uiterlijk:%d-%m-%Y}.")
    return record_act(voordracht, "geen_reactie", Gebeurtenis.VOORDRACHT_GEEN_REACTIE, door=door, op=moment)


def record_verstreken_reacties(*, door: Gebruiker, op: datetime | None = None) -> int:
    """`record_geen_reactie` for every voordracht whose day has passed. Out: how many; a second time on a day: 0."""
    moment = op or timezone.now()
    verstreken = Voordracht.objects.filter(
        status=VoordrachtStatus.AANGEBODEN, reactie_uiterlijk__lt=timezone.localdate(moment)
    )
    aantal = 0
    for voordracht in verstreken.select_related("aanbod", "huishouden"):
        try:
            record_geen_reactie(voordracht=voordracht, door=door, op=moment)
        except ValidationError:  # answered or given more time meanwhile, or blocked: it waits for the corporation
            continue
        aantal += 1
    return aantal


@one_transaction(Voordracht)
def offer_again(
    *,
    voordracht: Voordracht,
    door: Gebruiker,
    reactie_uiterlijk: date | None = None,
    tolk_aanwezig: bool | None = None,
    op: datetime | None = None,
) -> Voordracht:
    """Offer the home once more to a household that did not answer; `aangeboden_op` is the moment of the last offer.

    In and errors as `offer_voordracht`; also ValidationError when it was not recorded that no answer came.
    """
    moment = op or timezone.now()
    voordracht = _lock_zonder_antwoord(voordracht)
    require_unblocked(voordracht)
    voordracht.reactie_uiterlijk = choose_reactiedag(reactie_uiterlijk, moment)
    voordracht.tolk_aanwezig = tolk_aanwezig
    voordracht.geen_reactie_op = voordracht.geen_reactie_door = None
    voordracht.save(update_fields=["reactie_uiterlijk", "tolk_aanwezig", "geen_reactie_op", "geen_reactie_door"])
    return record_act(voordracht, "aangeboden", Gebeurtenis.VOORDRACHT_OPNIEUW_AANGEBODEN, door=door, op=moment)


@one_transaction(Voordracht, Weigering)
def treat_as_weigering(
    *,
    voordracht: Voordracht,
    reden: Reden,
    door: Gebruiker,
    oordeel_uiterlijk: date | None = None,
    op: datetime | None = None,
) -> Voordracht:
    """Who does not answer, also not after two attempts, refuses; the jurist judges that as any refusal.

    Errors: ValidationError when it was not recorded that no answer came, when fewer than two attempts since the offer
    stand in the dossier, or when the reason is one for a refusal in words.
    """
    moment = op or timezone.now()
    voordracht = _lock_zonder_antwoord(voordracht)
    if reden.code not in GEEN_ANTWOORD:
        raise ValidationError({"reden": "Kies een reden die past bij een huishouden dat niet antwoordt."})
    pogingen = list(find_pogingen(voordracht))
    if len(pogingen) < POGINGEN:
        raise ValidationError(
            f"Leg eerst {POGINGEN} pogingen om het huishouden te bereiken vast in het dossier. Sinds u de woning "
            f"aanbood, staat daar {len(pogingen)} keer “niet bereikt”."
        )
    voordracht.geen_reactie_op = voordracht.geen_reactie_door = None
    voordracht.save(update_fields=["geen_reactie_op", "geen_reactie_door"])
    woorden = "; ".join(f"{p.get_wijze_display().lower()} op {p.contactdatum:%d-%m-%Y}" for p in pogingen)
    return _report(
        voordracht,
        reden,
        f"Het huishouden gaf geen antwoord. Pogingen: {woorden}.",
        None,
        uiterlijk=oordeel_uiterlijk,
        door=door,
        op=moment,
    )


def last_reactiedag(voordracht: Voordracht) -> date:
    """The last day to answer; of an offer that was recorded before there was such a day, the term of the settings."""
    if voordracht.reactie_uiterlijk or voordracht.aangeboden_op is None:
        return voordracht.reactie_uiterlijk or date.max
    return timezone.localdate(voordracht.aangeboden_op) + timedelta(days=settings.REACTIETERMIJN_DAGEN)


def find_pogingen(voordracht: Voordracht) -> QuerySet[Contactmoment]:
    """Attempts to reach the household that failed since it was last asked: by an offer, or by time to think."""
    oordelen = voordracht.weigeringen.exclude(beoordeeld_op=None).values_list("beoordeeld_op", flat=True)
    gevraagd_op = max(filter(None, (voordracht.voorgesteld_op, voordracht.aangeboden_op, *oordelen)))
    return voordracht.huishouden.contactmomenten.filter(
        is_bereikt=False, contactdatum__gte=timezone.localdate(gevraagd_op)
    ).order_by("contactdatum", "vastgelegd_op")


def _lock_zonder_antwoord(voordracht: Voordracht) -> Voordracht:
    voordracht = lock_voordracht(voordracht)
    require_offered(voordracht)
    if not voordracht.geen_reactie_op:
        raise ValidationError("Leg eerst vast dat het huishouden op tijd geen antwoord gaf.")
    return voordracht


def _report(
    voordracht: Voordracht,
    reden: Reden,
    eigen_woorden: str,
    tolk_aanwezig: bool | None,
    *,
    uiterlijk: date | None,
    door: Gebruiker,
    op: datetime,
) -> Voordracht:
    """Write a refusal on a locked voordracht, with the actie for who judges it."""
    vandaag = timezone.localdate(op)
    if uiterlijk and uiterlijk < vandaag:
        raise ValidationError({"oordeel_uiterlijk": "Kies vandaag of een latere dag."})
    check_toelichting(reden, eigen_woorden)
    weigering = Weigering.objects.create(
        voordracht=voordracht,
        reden=reden,
        eigen_woorden=eigen_woorden,
        tolk_aanwezig=tolk_aanwezig,
        gemeld_op=op,
        gemeld_door=door,
        oordeel_uiterlijk=uiterlijk or vandaag + timedelta(days=settings.OORDEELTERMIJN_DAGEN),
    )
    voordracht.lopende_weigering = weigering
    voordracht.save(update_fields=["lopende_weigering"])
    juristen = list(find_gebruikers(Rol.JURIST, peildatum=vandaag, gemeente=voordracht.gemeente))
    (jurist, afdeling) = (juristen[0], "") if len(juristen) == 1 else (None, "Jurist")
    punt = Punt("Beoordeel of een weigering terecht is", afdeling=afdeling, uiterlijk=weigering.oordeel_uiterlijk)
    add_lijst(Actielijst.OORDEEL, [punt], onderwerpen=[weigering], eigenaar=jurist, door=door, op=op)
    gemeld = Gebeurtenis.VOORDRACHT_WEIGERING_GEMELD
    return tell(voordracht, gemeld, door=door, op=op, reden=reden, weigering=str(weigering.pk))


def _check_oordeel(
    weigering: Weigering, oordeel: str, motivering: str, bedenktijd_tot: date | None, vandaag: date
) -> None:
    if oordeel not in Weigeroordeel.values:
        raise ValidationError({"oordeel": "Kies een oordeel."})
    if not motivering.strip():
        raise ValidationError({"motivering": "Leg uit waarom u dit vindt."})
    if oordeel == Weigeroordeel.BLIJFT_WEIGEREN and not has_bedenktijd_gehad(weigering):
        raise ValidationError({"oordeel": "Geef het huishouden eerst bedenktijd. Daarna kan een weigering vaststaan."})
    if oordeel != Weigeroordeel.ONTERECHT:
        if bedenktijd_tot:
            raise ValidationError({"bedenktijd_tot": "Bedenktijd hoort alleen bij een onterechte weigering."})
    elif bedenktijd_tot is None or bedenktijd_tot <= vandaag:
        raise ValidationError({"bedenktijd_tot": "Kies tot wanneer het huishouden mag nadenken, vanaf morgen."})


def _propose_teruggave(huishouden: Huishouden, motivering: str, door: Gebruiker, op: datetime) -> None:
    """Unless that is proposed already, or the household has a home or may still get one."""
    is_voorgesteld = huishouden.sluitingen.filter(besloten_op=None, afgewezen_op=None).exists()
    if is_voorgesteld or huishouden.lopende_plaatsing() or huishouden.open_voordracht():
        return
    reden = Reden.objects.get(code=BLIJFT_WEIGEREN)
    propose_teruggave(huishouden=huishouden, reden=reden, toelichting=motivering, door=door, op=op)
