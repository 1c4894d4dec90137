"""Answering a voordracht from the mail: once, for a few days, by the one whom the mail was for."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from huisvesting.models import Voordracht, VoordrachtStatus
from huisvesting.policies import can_answer_voordracht
from huisvesting.services.slot import lock_voordracht
from huisvesting.services.voordracht import agree_voordracht, reject_voordracht
from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.models import Antwoordlink, Gebruiker, Reden
from samenwerking.services.bezorging import hash_sleutel

ONBEKEND = "Deze link klopt niet. Misschien is hij niet helemaal overgenomen uit de mail."
GEBRUIKT = "U hebt met deze link al geantwoord. Een link werkt maar één keer."
VERLOPEN = "Deze link is verlopen."
NIET_MEER_BEVOEGD = "Deze link werkt niet meer: u gaat niet meer over deze woning."
BEANTWOORD = "Deze voordracht wacht niet meer op een antwoord. Een collega of de gemeente was u voor."


@dataclass(frozen=True)
class Antwoordkaart:
    """What a link that works is for: who may answer, about which voordracht."""

    link: Antwoordlink
    voordracht: Voordracht

    @property
    def door(self) -> Gebruiker:
        return self.link.bericht.ontvanger


def find_antwoord(sleutel: str, *, op: datetime | None = None) -> Antwoordkaart:
    """What the link with this secret is for. Changes nothing: a program that checks mail for viruses opens links too.

    Errors: Bezet with the reason why the link does not work (any more); the right to answer is asked now, not when
    the link was sent.
    """
    link = (
        Antwoordlink.objects.select_related("bericht__ontvanger").filter(afdruk=hash_sleutel(sleutel)).first()
        if sleutel
        else None
    )
    voordracht = (
        Voordracht.objects.select_related("aanbod__woning__corporatie", "aanbod__gemeente", "huishouden")
        .filter(pk=link.onderwerp_id)
        .first()
        if link
        else None
    )
    if link is None or link.geldig_tot is None or voordracht is None:
        raise Bezet(ONBEKEND)
    kaart = Antwoordkaart(link, voordracht)
    if link.gebruikt_op:
        raise Bezet(GEBRUIKT)
    if link.geldig_tot <= (op or timezone.now()):
        raise Bezet(VERLOPEN)
    if not kaart.door.is_active or not can_answer_voordracht(kaart.door, voordracht):
        raise Bezet(NIET_MEER_BEVOEGD)
    if voordracht.status != VoordrachtStatus.VOORGESTELD:
        raise Bezet(BEANTWOORD)
    return kaart


@one_transaction(Antwoordlink)
def answer_by_link(
    *, sleutel: str, reden: Reden | None = None, toelichting: str = "", op: datetime | None = None
) -> Voordracht:
    """The corporation's answer: with a reason it rejects, without one it agrees. The link is used up by it.

    Errors: Bezet when the link does not work (any more), ValidationError as the rejection gives it.
    """
    moment = op or timezone.now()
    lock_voordracht(find_antwoord(sleutel, op=moment).voordracht)
    kaart = find_antwoord(sleutel, op=moment)  # as it is now that nobody else can answer
    if reden:
        voordracht = reject_voordracht(
            voordracht=kaart.voordracht, reden=reden, toelichting=toelichting, door=kaart.door, op=moment
        )
    else:
        voordracht = agree_voordracht(voordracht=kaart.voordracht, door=kaart.door, op=moment)
    kaart.link.gebruikt_op = moment
    kaart.link.save(update_fields=["gebruikt_op"])
    return voordracht
