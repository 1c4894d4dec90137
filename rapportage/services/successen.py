"""The message of Friday: how many people got a home this week, for who asked for it (R-707)."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from rapportage.overzichten.successen import list_sleutels
from samenwerking.basis.constraints import one_transaction
from samenwerking.basis.kleine_aantallen import GRENS
from samenwerking.models import Bericht, Gebeurtenis, Gebruiker, Gemeente
from samenwerking.models.opgaveteam import TEAM
from samenwerking.services.bericht import Tekst, find_gebruikers, write_berichten
from samenwerking.services.logboek import log

WEEK = timedelta(days=7)


@one_transaction(Bericht)
def tell_week(*, gemeente: Gemeente, op: datetime | None = None) -> int:
    """Write a message to everyone of the opgaveteam here who wants one on Friday; done before this week, it adds none.

    Nothing is written when no household got a key. The number of persons is told only when enough households share it.
    Out: how many messages.
    """
    moment = op or timezone.now()
    vandaag = timezone.localdate(moment)
    ontvangers = find_gebruikers(*TEAM, peildatum=vandaag, gemeente=gemeente).filter(berichtvoorkeur__vrijdag=True)
    sleutels = list_sleutels(gemeente, vandaag - WEEK, vandaag)
    if not sleutels or not ontvangers.exists():
        return 0
    systeem = Gebruiker.objects.systeem()
    huishoudens = "1 huishouden kreeg" if len(sleutels) == 1 else f"{len(sleutels)} huishoudens kregen"
    personen = sum(sleutel.personen for sleutel in sleutels)
    samen = f", samen {personen} mensen" if len(sleutels) >= GRENS else ""
    tekst = Tekst(
        "Deze week een thuis",
        f"{huishoudens} deze week de sleutel van een woning in {gemeente}{samen}. Dank u wel voor uw werk.",
        reverse("rapportage:successen", kwargs={"code": gemeente.code}),
    )
    sleutel = f"successen:{gemeente.code}:{vandaag:%G-%V}"
    aantal = write_berichten(ontvangers, sleutel=sleutel, tekst=tekst, door=systeem, op=moment)
    if aantal:
        gegevens = {"berichten": aantal, "huishoudens": len(sleutels)}
        log(Gebeurtenis.SUCCESSEN_GESTUURD, onderwerp=gemeente, door=systeem, op=moment, gegevens=gegevens)
    return aantal
