"""Corrections that ask a decision: booked within the mandate, or laid before who may decide them (R-330, R-702).

A correction has no page of its own before it is booked: the title of the decision says which one it is, so that what
was decided can be booked, once, and nothing else.
"""

from datetime import date, datetime

from django.utils import timezone

from samenwerking.basis.constraints import one_transaction
from samenwerking.models import Besluit, Besluitsoort, Gebruiker, Gemeente
from samenwerking.regels.mandaat import Omvang
from samenwerking.services.besluit import Voorstel, ask_besluit
from samenwerking.services.mandaat import Bevoegdheid, find_bevoegdheid, require_bevoegdheid
from taakstelling.models import Realisatie, Saldocorrectie
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.realisatie import book_correctie
from taakstelling.services.saldo import correct_saldo

# More persons than anyone corrects: who may decide on these, may decide on all.
ALLE = 1_000_000


@one_transaction(Realisatie, Besluit)
def correct_telling(
    *, gemeente: Gemeente, datum: date, aantal: int, reden: str, door: Gebruiker, op: datetime | None = None
) -> Realisatie:
    """Book a correction by hand, when this person may decide it. Errors: as `book_correctie`, and ValidationError with
    who may decide when it lies beyond the mandate."""
    grond = _require(gemeente, name_correctie(datum, aantal), aantal, door, op)
    return book_correctie(gemeente=gemeente, datum=datum, aantal=aantal, reden=reden, grond=grond, door=door, op=op)


@one_transaction(Saldocorrectie, Besluit)
def correct_beginsaldo(
    *, gemeente: Gemeente, halfjaar: Halfjaar, aantal: int, reden: str, door: Gebruiker, op: datetime | None = None
) -> Saldocorrectie:
    """Correct the saldo at the begin of a half-year, when this person may decide it. Errors: as `correct_saldo`, and
    ValidationError with who may decide when it lies beyond the mandate."""
    grond = _require(gemeente, name_saldocorrectie(halfjaar, aantal), aantal, door, op)
    return correct_saldo(
        gemeente=gemeente, halfjaar=halfjaar, aantal=aantal, reden=reden, grond=grond, door=door, op=op
    )


def ask_correctie(
    *, gemeente: Gemeente, datum: date, aantal: int, reden: str, door: Gebruiker, op: datetime | None = None
) -> Besluit:
    """Lay a correction before who may decide it. Errors: as `ask_besluit`."""
    return _ask(gemeente, name_correctie(datum, aantal), aantal, reden, door, op)


def ask_saldocorrectie(
    *, gemeente: Gemeente, halfjaar: Halfjaar, aantal: int, reden: str, door: Gebruiker, op: datetime | None = None
) -> Besluit:
    """The same for the saldo at the begin of a half-year."""
    return _ask(gemeente, name_saldocorrectie(halfjaar, aantal), aantal, reden, door, op)


def judge_alle_correcties(gemeente: Gemeente, gebruiker: Gebruiker, peildatum: date) -> Bevoegdheid:
    """Whether this person may decide on every correction, however large. Two queries."""
    return find_bevoegdheid(
        gebruiker=gebruiker,
        gemeente=gemeente,
        soort=Besluitsoort.CORRECTIE,
        omvang=Omvang(aantal=ALLE),
        peildatum=peildatum,
    )


def name_correctie(datum: date, aantal: int) -> str:
    return f"Correctie van {aantal:+d} personen op {datum:%d-%m-%Y}"


def name_saldocorrectie(halfjaar: Halfjaar, aantal: int) -> str:
    return f"Correctie van het saldo van {halfjaar} met {aantal:+d} personen"


def _require(gemeente: Gemeente, titel: str, aantal: int, door: Gebruiker, op: datetime | None) -> str:
    return require_bevoegdheid(
        door=door,
        gemeente=gemeente,
        soort=Besluitsoort.CORRECTIE,
        omvang=Omvang(aantal=abs(aantal)),
        onderwerp=None,
        titel=titel,
        op=op or timezone.now(),
    )


def _ask(gemeente: Gemeente, titel: str, aantal: int, reden: str, door: Gebruiker, op: datetime | None) -> Besluit:
    return ask_besluit(
        gemeente=gemeente,
        soort=Besluitsoort.CORRECTIE,
        voorstel=Voorstel(titel, reden),
        omvang=Omvang(aantal=abs(aantal)),
        door=door,
        op=op,
    )
