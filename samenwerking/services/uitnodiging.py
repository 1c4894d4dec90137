"""Who takes part in a meeting, and what he is told of it: a message, with an invitation for his calendar in the mail.

The invitation is made when the mail goes, from the meeting as it is then; the key of the message says which.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from email.utils import parseaddr
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from samenwerking.models import (
    Bericht,
    Gebruiker,
    Gemeente,
    Overleg,
    Overlegreeks,
    Overlegsoort,
    Rol,
    Roltoewijzing,
    Woningcorporatie,
)
from samenwerking.models.opgaveteam import TEAM
from samenwerking.models.overleg import LEZERS
from samenwerking.regels.kalender import Afspraak, write_uitnodiging
from samenwerking.services.bericht import Tekst, find_gebruikers, make_adres, write_berichten

BIJLAGE = tuple[str, str, str]


class Nieuws(StrEnum):
    """What happened to a meeting, or to all meetings of a series."""

    GEPLAND = "gepland"
    GEWIJZIGD = "gewijzigd"
    AFGEZEGD = "afgezegd"
    ERBIJ = "erbij"  # someone is a participant from now on
    WEG = "weg"  # someone is no longer a participant


# --- Who --------------------------------------------------------------------------------------------------------------
def find_mogelijke(
    soort: str, gemeente: Gemeente, corporatie: Woningcorporatie | None, peildatum: date
) -> list[Gebruiker]:
    """Who can take part in this kind of meeting on a day: whoever may read it. By name."""
    mensen = set(find_gebruikers(*LEZERS[Overlegsoort(soort)], peildatum=peildatum, gemeente=gemeente))
    if corporatie:
        mensen |= set(find_gebruikers(Rol.CORPORATIEMEDEWERKER, peildatum=peildatum, corporatie=corporatie))
    return sorted(mensen, key=lambda mens: (mens.last_name, mens.first_name, str(mens.pk)))


def list_mensen(gemeente: Gemeente, corporaties: Iterable[Woningcorporatie], peildatum: date) -> dict[Gebruiker, str]:
    """Everyone who can take part in some meeting here on a day, by name, each with his role or corporation. One
    query."""
    toewijzingen = (
        Roltoewijzing.objects.lopend(peildatum)
        .filter(Q(gemeente=gemeente, rol__in=TEAM) | Q(corporatie__in=corporaties), gebruiker__is_active=True)
        .select_related("gebruiker", "corporatie")
        .order_by("gebruiker__last_name", "gebruiker__first_name", "van", "pk")
    )
    return {t.gebruiker: str(t.corporatie) if t.corporatie else t.get_rol_display() for t in toewijzingen}


def find_deelnemers(reeks: Overlegreeks, peildatum: date) -> list[Gebruiker]:
    """The participants who still work for the gemeente, or for the corporation: who left is told nothing any more."""
    mogelijk = set(find_mogelijke(reeks.soort, reeks.gemeente, reeks.corporatie, peildatum))
    return [deelnemer for deelnemer in reeks.deelnemers.all() if deelnemer in mogelijk]


# --- What -------------------------------------------------------------------------------------------------------------
def name_moment(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), r"l j F Y \o\m H.i \u\u\r")


def tell_overleg(nieuws: Nieuws, overleg: Overleg, *, door: Gebruiker, op: datetime) -> int:
    """Tell the participants what happened to this meeting. Out: how many messages."""
    reeks, wanneer = overleg.reeks, name_moment(overleg.begint_op)
    waar = f", {overleg.plaats}" if overleg.plaats else ""
    titel, tekst = {
        Nieuws.GEPLAND: ("Overleg gepland", f"{reeks}: {wanneer}{waar}. De agenda staat in Thuisgever."),
        Nieuws.GEWIJZIGD: ("Overleg verplaatst", f"{reeks} is nu op {wanneer}{waar}."),
        Nieuws.AFGEZEGD: ("Overleg afgezegd", f"{reeks} van {wanneer} gaat niet door."),
    }[nieuws]
    return write_berichten(
        find_deelnemers(reeks, timezone.localdate(op)),
        sleutel=_make_sleutel("overleg", overleg.pk, nieuws, op),
        tekst=Tekst(titel, tekst, overleg.get_absolute_url()),
        door=door,
        op=op,
    )


def tell_reeks(
    nieuws: Nieuws,
    reeks: Overlegreeks,
    overleggen: Iterable[Overleg],
    *,
    door: Gebruiker,
    op: datetime,
    ontvangers: Iterable[Gebruiker] | None = None,
) -> int:
    """Tell the participants (or only these of them) what happened to these meetings of a series. Out: how many
    messages; none when there are no meetings to speak of."""
    overleggen = sorted(overleggen, key=lambda overleg: overleg.begint_op)
    if not overleggen:
        return 0
    aantal = "1 keer" if len(overleggen) == 1 else f"{len(overleggen)} keer"
    eerste = f"{aantal}, eerst op {name_moment(overleggen[0].begint_op)}"
    titel, tekst = {
        Nieuws.GEPLAND: ("Overleg gepland", f"{reeks} is gepland: {eerste}. De agenda staat in Thuisgever."),
        Nieuws.GEWIJZIGD: ("Overleg gewijzigd", f"{reeks} is gewijzigd. De komende tijd: {eerste}."),
        Nieuws.AFGEZEGD: ("Overleg beëindigd", f"{reeks} stopt. Wat gepland was, gaat niet door: {eerste}."),
        Nieuws.ERBIJ: ("Deelnemer van een overleg", f"U hoort nu bij de deelnemers van {reeks}: {eerste}."),
        Nieuws.WEG: ("Geen deelnemer meer", f"U hoort niet meer bij de deelnemers van {reeks}."),
    }[nieuws]
    return write_berichten(
        find_deelnemers(reeks, timezone.localdate(op)) if ontvangers is None else ontvangers,
        sleutel=_make_sleutel("reeks", reeks.pk, nieuws, op),
        tekst=Tekst(titel, tekst, reeks.get_absolute_url()),
        door=door,
        op=op,
    )


def _make_sleutel(over: str, pk: UUID, nieuws: Nieuws, op: datetime) -> str:
    return f"overleg:{over}:{pk}:{nieuws}:{op.astimezone(UTC):%Y%m%dT%H%M%S%f}"


# --- For the calendar -------------------------------------------------------------------------------------------------
def make_afspraak(overleg: Overleg, *, op: datetime, vervalt: bool = False) -> Afspraak:
    """The meeting for a calendar program, as it knows it since `op`: a later moment is a later version."""
    return Afspraak(
        uid=f"{overleg.pk}@thuisgever",
        titel=overleg.reeks.naam,
        begin=timezone.localtime(overleg.begint_op),
        einde=timezone.localtime(overleg.eindigt_op),
        plaats=overleg.plaats,
        url=make_adres(overleg.get_absolute_url()),
        volgnummer=max(0, int((op - overleg.gepland_op).total_seconds())),
        vervalt=vervalt or overleg.afgezegd_op is not None,
    )


def attach_uitnodigingen(bericht: Bericht) -> list[BIJLAGE]:
    """What goes along with the mail of this message: name, text and kind of a file for each meeting that it is about.
    None for a message that is about no meeting."""
    vanwege, _, rest = bericht.sleutel.partition(":")
    if vanwege != "overleg":
        return []
    over, pk, nieuws, _ = rest.split(":")
    bijlagen = []
    for nummer, overleg in enumerate(_find_overleggen(over, UUID(pk), Nieuws(nieuws), bericht.gemaakt_op), start=1):
        afspraak = make_afspraak(overleg, op=bericht.gemaakt_op, vervalt=nieuws == Nieuws.WEG)
        tekst = write_uitnodiging(
            afspraak,
            gestempeld=bericht.gemaakt_op,
            van=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
            aan=bericht.ontvanger.email,
        )
        methode = "CANCEL" if afspraak.vervalt else "REQUEST"
        bijlagen.append((f"overleg-{nummer}.ics", tekst.decode(), f"text/calendar; method={methode}"))
    return bijlagen


def _find_overleggen(over: str, pk: UUID, nieuws: Nieuws, op: datetime) -> Iterable[Overleg]:
    overleggen = Overleg.objects.select_related("reeks").order_by("begint_op")
    if over == "overleg":
        return overleggen.filter(pk=pk)
    van_reeks = overleggen.filter(reeks=pk)
    if nieuws == Nieuws.GEPLAND:
        return van_reeks.filter(gepland_op=op)
    return van_reeks.filter(afgezegd_op=op) if nieuws == Nieuws.AFGEZEGD else van_reeks.komend(op)
