"""Files of every import in the hands of a worker: read, another sheet read, called off, given up.

What differs between imports, an app says with an `Inleeswerk`. The view that asks for work hands it out (the tasks of
that app); what was lost is handed out again by the beat.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.inlezen import Leesfout, check_begin, check_omvang
from samenwerking.models import Gebeurtenis, Gebruiker, Inleesstatus, Inlezing, Verwerking, Werksoort
from samenwerking.services.inlezing import ANDER_BLAD, SoortInlezing, lock_open
from samenwerking.services.logboek import log
from samenwerking.services.verwerking import (
    AL_KLAAR,
    BEZIG,
    Stand,
    Voortgang,
    ask_verwerking,
    cancel_verwerking,
    do_verwerking,
    fail_verwerking,
    find_laatste,
    find_open,
    has_werkers,
    read_stand,
)

TE_COMPLEX = (
    "Het bestand is te groot of te complex om te lezen. "
    "Zet alleen de lijst zelf in een nieuw bestand, of sla haar op als CSV, en lees dat in."
)
NIET_GELUKT = (
    "Het verwerken van deze lijst is niet gelukt. Er is niets verwerkt. Probeer het opnieuw, "
    "of splits de lijst in kleinere lijsten."
)
AL_GELEZEN = "Dit bestand is al gelezen."


# --- Steps of an event ------------------------------------------------------------------------------------------------
def check_bestand(data: bytes, bestandsnaam: str) -> None:
    """What can be said of a file at once: its size, its first bytes and its name. Nothing is opened (security.md 074).

    Errors: ValidationError with the sentence.
    """
    try:
        check_omvang(data)
        check_begin(data, bestandsnaam)
    except Leesfout as fout:
        raise ValidationError(str(fout), code="onleesbaar") from fout


def require_free(zelfde: QuerySet[Any]) -> None:
    """No worker is at the file of which these are the rows (one at most). Asked before that row is locked: to lock it
    is to wait until the worker is ready. Errors: Bezet."""
    eerder = zelfde.only("pk").first()
    if eerder and find_open(eerder):
        raise Bezet(BEZIG)


def lock_free(inlezing: SoortInlezing, *related: str) -> SoortInlezing:
    """The import as it is now, locked, while no worker is at it. Errors: Bezet, also when nothing is left to decide."""
    if find_open(inlezing):
        raise Bezet(BEZIG)
    return lock_open(inlezing, *related)


def ask_werk(
    inlezing: Any, soort: Werksoort, *, door: Gebruiker, op: datetime, afdruk: str = "", blad: int | None = None
) -> Verwerking:
    """A worker is to do this with the file. Errors: Bezet while another does."""
    return ask_verwerking(
        onderwerp=inlezing,
        gemeente=inlezing.gemeente,
        corporatie=getattr(inlezing, "corporatie", None),
        soort=soort,
        door=door,
        op=op,
        afdruk=afdruk,
        blad=blad,
    )


# --- One import -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Inleeswerk:
    """What a worker does with the files of one import.

    `read(inlezing, voortgang)` reads a file that was kept, `choose_blad(inlezing, blad, door)` another sheet of it,
    `refuse(inlezing, leesfout, op)` lets it go; `afgebroken` is the line of the logboek when work on it is called off.
    """

    model: type[Inlezing]
    afgebroken: Gebeurtenis
    read: Callable[[Any, Voortgang], object]
    choose_blad: Callable[[Any, str, Gebruiker], object]
    refuse: Callable[[Any, str, datetime], object]

    def take_in(
        self,
        receive: Callable[..., Any],
        receive_later: Callable[..., Verwerking],
        hand_out: Callable[[Verwerking], None],
        **feiten: Any,
    ) -> Any:
        """A file is handed in: a worker reads it, or without workers who asks. In: the services that do so, what gives
        the work to a worker, and what those services want to know. Out: the import. Errors: as theirs."""
        if not has_werkers():
            return receive(**feiten)
        verwerking = receive_later(**feiten)
        hand_out(verwerking)
        return self.find(verwerking)

    def switch_blad(
        self, inlezing: SoortInlezing, blad: str, *, door: Gebruiker, hand_out: Callable[[Verwerking], None]
    ) -> SoortInlezing:
        """Read another sheet: a worker does, or without workers who asks. Out: the import. Errors: as `read_blad`."""
        if has_werkers():
            hand_out(self.read_blad(inlezing=inlezing, blad=blad, door=door))
        else:
            self.choose_blad(inlezing, blad, door)
        return inlezing

    @one_transaction(Verwerking)
    def read_again(self, *, inlezing: Inlezing, door: Gebruiker, op: datetime | None = None) -> Verwerking:
        """Reading was called off, and is wanted after all. Out: the work. Errors: Bezet when it was read, or is
        busy."""
        inlezing = lock_free(inlezing)
        if inlezing.status != Inleesstatus.LEZEN:
            raise Bezet(AL_GELEZEN)
        return ask_werk(inlezing, Werksoort.LEZEN, door=door, op=op or timezone.now())

    @one_transaction(Verwerking)
    def read_blad(self, *, inlezing: Inlezing, blad: str, door: Gebruiker, op: datetime | None = None) -> Verwerking:
        """A worker is to read this sheet in the place of the one that was read; until it has, nothing changes.

        Out: the work. Errors: ValidationError when there is no such sheet; Bezet when nothing is left to decide, or a
        worker is at it.
        """
        inlezing = lock_free(inlezing)
        if blad not in inlezing.bladen:
            raise ValidationError(ANDER_BLAD)
        nummer = inlezing.bladen.index(blad) + 1
        return ask_werk(inlezing, Werksoort.BLAD, door=door, op=op or timezone.now(), blad=nummer)

    @one_transaction(Verwerking)
    def cancel(self, *, inlezing: SoortInlezing, door: Gebruiker, op: datetime | None = None) -> SoortInlezing:
        """Call off what a worker does with this file: nothing is written, and it is as it was. Errors: Bezet when
        there is nothing to call off any more."""
        moment = op or timezone.now()
        verwerking = find_open(inlezing)
        if verwerking is None:
            raise Bezet(AL_KLAAR)
        cancel_verwerking(verwerking=verwerking, door=door, op=moment)
        log(self.afgebroken, onderwerp=inlezing, door=door, op=moment, gegevens={"soort": verwerking.soort})
        return inlezing

    def do_lezen(self, sleutel: UUID) -> bool:
        """Read the file, or another sheet of it, as this Verwerking asks. Out: whether this call did it. Errors: as
        `do_verwerking`."""
        return do_verwerking(sleutel=sleutel, werk=self._lees)

    @one_transaction(Verwerking)
    def give_up(self, sleutel: UUID, op: datetime | None = None) -> bool:
        """The work takes too much time or memory: it ends with a sentence, and a file of which nothing was read yet is
        let go. Out: whether it was still open."""
        moment = op or timezone.now()
        verwerking = Verwerking.objects.open().filter(pk=sleutel).first()
        if verwerking is None:
            return False
        if verwerking.soort == Werksoort.LEZEN:
            self.refuse(self.find(verwerking), TE_COMPLEX, moment)
        zin = NIET_GELUKT if verwerking.soort == Werksoort.TOEPASSEN else TE_COMPLEX
        return fail_verwerking(verwerking=verwerking, fout=zin, op=moment)

    def find(self, verwerking: Verwerking) -> Any:
        """The import that this is about. Errors: DoesNotExist."""
        return self.model._default_manager.defer("inhoud").get(pk=verwerking.onderwerp_id)

    def _lees(self, verwerking: Verwerking, voortgang: Voortgang) -> None:
        inlezing = self.find(verwerking)
        if verwerking.blad is None:
            self.read(inlezing, voortgang)
            return
        voortgang("lezen", 0, 0)
        plek = verwerking.blad - 1
        self.choose_blad(inlezing, next(iter(inlezing.bladen[plek : plek + 1]), ""), verwerking.gevraagd_door)


# --- What its pages say -----------------------------------------------------------------------------------------------
def find_werk(inlezing: Inlezing) -> tuple[Verwerking | None, Stand]:
    """The work that is busy and how far it is; or the last that ended without what was asked, while the file still
    waits as it came in then; or None."""
    verwerking = find_laatste(inlezing)
    if verwerking is None or not (verwerking.is_open or _is_mislukt(verwerking, inlezing)):
        return None, Stand()
    return verwerking, read_stand(verwerking.pk) if verwerking.is_open else Stand()


def _is_mislukt(verwerking: Verwerking, inlezing: Inlezing) -> bool:
    gelukt = verwerking.klaar_op is not None and not verwerking.fout
    return not gelukt and inlezing.is_open and verwerking.gevraagd_op >= inlezing.ontvangen_op
