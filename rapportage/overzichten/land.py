"""All gemeenten beside each other, in one half-year."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum

from rapportage.overzichten.gemeente import Peiling
from samenwerking.models import Gemeente
from taakstelling.models import (
    GepubliceerdeTaakstelling,
    LandelijkeTaakstelling,
    Taakstelling,
    Voortgang,
    VoortgangStatus,
)
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.regels.voortgang import Stand


@dataclass(frozen=True)
class LandRij:
    """One gemeente beside the others."""

    gemeente_id: int
    code: str
    naam: str
    provincie_code: str
    provincie: str
    is_gepubliceerd: bool
    peiling: Peiling

    @property
    def stand(self) -> Stand:
        return self.peiling.stand


@dataclass(frozen=True)
class LandTotaal:
    """All gemeenten of the scope together. `zonder`: gemeenten that exist and whose progress is not known."""

    gemeenten: int
    zonder: int
    peiling: Peiling
    per_status: dict[VoortgangStatus, int]
    landelijk: LandelijkeTaakstelling | None
    is_geschat: bool

    @property
    def op_koers(self) -> int:
        return self.per_status[VoortgangStatus.VOLDAAN] + self.per_status[VoortgangStatus.OP_SCHEMA]


def select_voortgang(halfjaar: Halfjaar, peildatum: date, provincies: set[str] | None) -> "QuerySet[Voortgang]":
    """Rows of a half-year with their status on a day, for these provinces or (None) the whole country."""
    gepubliceerd = GepubliceerdeTaakstelling.objects.geldend().filter(
        gemeente=OuterRef("gemeente"), halfjaar=OuterRef("halfjaar")
    )
    rijen = Voortgang.objects.with_status(halfjaar, peildatum).annotate(is_gepubliceerd=Exists(gepubliceerd))
    return rijen if provincies is None else rijen.filter(gemeente__provincie_code__in=provincies)


def read_landrijen(voortgang: "QuerySet[Voortgang]", peildatum: date) -> list[LandRij]:
    """The rows of a (part of a) queryset of `select_voortgang`, in its order. One query, no model objects."""
    velden = ("gemeente_id", "gemeente__code", "gemeente__naam", "gemeente__provincie_code", "gemeente__provincie")
    rijen = voortgang.values_list(*velden, "is_gepubliceerd", "halfjaar", "taakstelling", "saldo_begin", "gerealiseerd")
    return [LandRij(*rij[:6], Peiling(Stand(*rij[6:]), peildatum)) for rij in rijen]


def sum_land(
    voortgang: "QuerySet[Voortgang]", halfjaar: Halfjaar, peildatum: date, provincies: set[str] | None
) -> LandTotaal:
    """Together, from the unfiltered rows of `select_voortgang`. Four queries.

    The opgave of the whole is the sum of the gemeenten: a voorsprong of one is not paid out to another, but it does
    make the sum smaller, as the national figures are told (R-112).
    """
    som = voortgang.order_by().aggregate(t=Sum("taakstelling"), s=Sum("saldo_begin"), r=Sum("gerealiseerd"))
    per_status = dict(voortgang.order_by().values_list("status").annotate(Count("pk")))
    actief = Gemeente.objects.actief().exclude(pk__in=voortgang.order_by().values("gemeente"))
    if provincies is not None:
        actief = actief.filter(provincie_code__in=provincies)
    landelijk = (
        LandelijkeTaakstelling.objects.geldend()
        .for_halfjaar(halfjaar)
        .annotate(is_geschat=Exists(Taakstelling.objects.filter(landelijk=OuterRef("pk"), is_geschat=True)))
        .first()
    )
    return LandTotaal(
        gemeenten=sum(per_status.values()),
        zonder=actief.count(),
        peiling=Peiling(Stand(halfjaar, som["t"] or 0, som["s"] or 0, som["r"] or 0), peildatum),
        per_status={s: per_status.get(s, 0) for s in VoortgangStatus},
        landelijk=landelijk,
        is_geschat=bool(landelijk and landelijk.is_geschat),
    )


def list_halfjaren(provincies: set[str] | None) -> list[Halfjaar]:
    """Half-years of which any progress is known, the latest first. One query."""
    rijen = Voortgang.objects.all()
    if provincies is not None:
        rijen = rijen.filter(gemeente__provincie_code__in=provincies)
    return list(rijen.order_by("-halfjaar").values_list("halfjaar", flat=True).distinct())


def list_provincies(provincies: set[str] | None) -> list[tuple[str, str]]:
    """Code and name of the provinces that one may choose from. One query."""
    rijen = Gemeente.objects.exclude(provincie_code="")
    if provincies is not None:
        rijen = rijen.filter(provincie_code__in=provincies)
    return list(rijen.order_by("provincie").values_list("provincie_code", "provincie").distinct())
