"""One gemeente: where it stands in a half-year, and what waits there."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q, Sum

from huisvesting.models import AanbodStatus, Huishouden, HuishoudenStatus, Woningaanbod
from huisvesting.models.huishouden import WONING_TERMIJN
from rapportage.regels.verloop import (
    Verloop,
    build_verloop,
    verschil_een_maand_eerder,
    verschil_met_schema,
    volgens_schema,
)
from samenwerking.models import Gemeente
from taakstelling.models import (
    Beginsaldo,
    GepubliceerdeTaakstelling,
    LandelijkeTaakstelling,
    Realisatie,
    Taakstelling,
    Telmoment,
    Telmomentinstelling,
    Voortgang,
    VoortgangStatus,
)
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.regels.voortgang import Stand


@dataclass(frozen=True)
class Peiling:
    """A Stand as it is on a day: the status, and how far from the schedule in whole persons (minus is behind)."""

    stand: Stand
    peildatum: date

    @property
    def status(self) -> VoortgangStatus:
        return VoortgangStatus(self.stand.schema(self.peildatum).value)

    @property
    def volgens_schema(self) -> int:
        return volgens_schema(self.stand, self.peildatum)

    @property
    def verschil(self) -> int:
        return verschil_met_schema(self.stand, self.peildatum)

    @property
    def achter(self) -> int:
        return max(-self.verschil, 0)

    @property
    def voor(self) -> int:
        return max(self.verschil, 0)

    @property
    def nog_te_doen(self) -> int:
        return max(-self.stand.saldo_eind, 0)

    @property
    def is_af(self) -> bool:
        """The half-year is over: its saldo is final."""
        return self.peildatum > self.stand.halfjaar.eind


@dataclass(frozen=True)
class Herkomst:
    """Where the taakstelling of a gemeente comes from: published, or computed from a version of the national number.

    Numbers are None where nothing is on file.
    """

    gepubliceerd: int | None
    gepubliceerd_bron: str
    berekend: int | None
    landelijk: LandelijkeTaakstelling | None
    op_geschatte_inwoners: bool

    @property
    def is_geschat(self) -> bool:
        """The number in use rests on an estimated number of inhabitants."""
        return self.gepubliceerd is None and self.op_geschatte_inwoners

    @property
    def is_aanname(self) -> bool:
        """The number in use rests on a national number that nobody has decided."""
        return self.gepubliceerd is None and self.landelijk is not None and self.landelijk.is_aanname

    @property
    def afwijking(self) -> int | None:
        """Published minus computed, when both are known and differ."""
        if self.gepubliceerd is None or self.berekend is None:
            return None
        return self.gepubliceerd - self.berekend or None


@dataclass(frozen=True)
class Wachtend:
    """Households without a key that stand at one step; `te_laat` of them wait longer than ten weeks (R-402)."""

    status: HuishoudenStatus
    huishoudens: int
    personen: int
    te_laat: int


@dataclass(frozen=True)
class Casuistiek:
    """Counts of households and homes of a gemeente on a day; no names."""

    wachtend: tuple[Wachtend, ...]
    aanbod: tuple[tuple[AanbodStatus, int], ...]

    @property
    def huishoudens(self) -> int:
        return sum(w.huishoudens for w in self.wachtend)

    @property
    def personen(self) -> int:
        return sum(w.personen for w in self.wachtend)

    @property
    def te_laat(self) -> int:
        return sum(w.te_laat for w in self.wachtend)

    @property
    def woningen(self) -> int:
        return sum(aantal for _, aantal in self.aanbod)

    @property
    def beschikbaar(self) -> int:
        return dict(self.aanbod).get(AanbodStatus.BEVESTIGD, 0)


@dataclass(frozen=True)
class GemeenteOverzicht:
    """One gemeente in one half-year. `peiling` and `verloop` are None when its progress is not known."""

    gemeente: Gemeente
    halfjaar: Halfjaar
    peildatum: date
    halfjaren: tuple[Peiling, ...]
    peiling: Peiling | None
    verloop: Verloop | None
    herkomst: Herkomst
    telmoment: Telmoment

    @property
    def overgedragen(self) -> int:
        """What other gemeenten took over (minus) or handed over to this one (plus); part of the taakstelling."""
        h = self.herkomst
        eigen = h.berekend if h.gepubliceerd is None else h.gepubliceerd
        return 0 if self.peiling is None or eigen is None else self.peiling.stand.taakstelling - eigen

    @property
    def verwacht(self) -> int | None:
        """What should count by now; None when the half-year is over, because then all of it should."""
        return None if self.peiling is None or self.peiling.is_af else self.peiling.volgens_schema

    @property
    def achter_eerder(self) -> int | None:
        """Persons behind the schedule a month before (0 is on schedule); None when it is younger, or over."""
        if self.peiling is None or self.verloop is None or self.peiling.is_af:
            return None
        verschil = verschil_een_maand_eerder(self.peiling.stand, self.verloop, self.peildatum)
        return None if verschil is None else max(-verschil, 0)


def gemeente_overzicht(gemeente: Gemeente, halfjaar: Halfjaar, peildatum: date) -> GemeenteOverzicht:
    """Where a gemeente stands in a half-year, seen on a day. Five queries."""
    rijen = Voortgang.objects.for_gemeente(gemeente).order_by("halfjaar")
    standen = rijen.values_list("halfjaar", "taakstelling", "saldo_begin", "gerealiseerd")
    peilingen = tuple(Peiling(Stand(*rij), peildatum) for rij in standen)
    peiling = next((p for p in peilingen if p.stand.halfjaar == halfjaar), None)
    boekingen = (
        Realisatie.objects.for_gemeente(gemeente)
        .filter(halfjaar=halfjaar)
        .order_by("datum")
        .values_list("datum")
        .annotate(Sum("aantal"))
    )
    return GemeenteOverzicht(
        gemeente=gemeente,
        halfjaar=halfjaar,
        peildatum=peildatum,
        halfjaren=peilingen,
        peiling=peiling,
        verloop=build_verloop(peiling.stand, boekingen, peildatum) if peiling else None,
        herkomst=_herkomst(gemeente, halfjaar),
        telmoment=Telmomentinstelling.objects.telmoment(gemeente, min(peildatum, halfjaar.eind)),
    )


def _herkomst(gemeente: Gemeente, halfjaar: Halfjaar) -> Herkomst:
    publicatie = GepubliceerdeTaakstelling.objects.geldend().filter(gemeente=gemeente, halfjaar=halfjaar).first()
    berekend = (
        Taakstelling.objects.geldend()
        .for_halfjaar(halfjaar)
        .filter(gemeente=gemeente)
        .select_related("landelijk")
        .first()
    )
    return Herkomst(
        gepubliceerd=publicatie.aantal if publicatie else None,
        gepubliceerd_bron=publicatie.bron if publicatie else "",
        berekend=berekend.adams if berekend else None,
        landelijk=berekend.landelijk if berekend else None,
        op_geschatte_inwoners=bool(berekend and berekend.is_geschat),
    )


def count_casuistiek(gemeente: Gemeente, peildatum: date) -> Casuistiek:
    """Waiting households by step and homes by status. Two queries."""
    te_laat = Q(koppeldatum__lt=peildatum - WONING_TERMIJN)
    wachtend = (
        Huishouden.objects.for_gemeente(gemeente)
        .zonder_woning()
        .with_status()
        .order_by()
        .values_list("status")
        .annotate(
            huishoudens=Count("pk", distinct=True),
            mensen=Count("personen"),
            te_laat=Count("pk", distinct=True, filter=te_laat),
        )
    )
    aanbod = (
        Woningaanbod.objects.for_gemeente(gemeente)
        .with_status(peildatum)
        .order_by()
        .values_list("status")
        .annotate(Count("pk"))
    )
    stappen = {status: rest for status, *rest in wachtend}
    woningen = dict(aanbod)
    return Casuistiek(
        tuple(Wachtend(s, *stappen[s]) for s in HuishoudenStatus if s in stappen),
        tuple((s, woningen[s]) for s in AanbodStatus if s in woningen),
    )


@dataclass(frozen=True)
class Gemis:
    """What is not on file, so that the progress of a gemeente in a half-year cannot be told."""

    landelijk: bool
    taakstelling: bool
    begin: bool
    eerste: Halfjaar | None


def find_gemis(overzicht: GemeenteOverzicht) -> Gemis:
    """Why there is no progress: asked only when there is none. Two queries."""
    landelijk = LandelijkeTaakstelling.objects.for_halfjaar(overzicht.halfjaar).exists()
    begin = Beginsaldo.objects.geldend().filter(gemeente=overzicht.gemeente).aggregate(Min("halfjaar"))
    herkomst = overzicht.herkomst
    return Gemis(
        landelijk=not landelijk,
        taakstelling=herkomst.gepubliceerd is None and herkomst.berekend is None,
        begin=begin["halfjaar__min"] is None,
        eerste=begin["halfjaar__min"],
    )
