"""What the page about supervision shows of one gemeente, from a fixed number of queries."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, Sum

from samenwerking.models import Gemeente
from taakstelling.models import (
    Koppelingsdekking,
    Maat,
    Mijlpaal,
    PlanVanAanpak,
    Realisatie,
    Toezichtbrief,
    Toezichtkader,
    Voortgang,
)
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.regels.toezicht import (
    Mijlpaalstand,
    Oordeel,
    Periode,
    Toezichtstand,
    Trede,
    assess_toezicht,
    judge_mijlpaal,
)

# So many finished half-years stand in the table; the judgement itself reads all of them.
GETOOND = 8
OORDELEN = {
    Oordeel.VOLDOET: "Voldoet",
    Oordeel.VERSCHOONBAAR: "Voldoet niet, doch verschoonbaar (indicatief)",
    Oordeel.DEELS: "Voldoet niet, deels verschoonbaar (indicatief)",
    Oordeel.VOLDOET_NIET: "Voldoet niet",
}


@dataclass(frozen=True)
class Beoordeling:
    """One finished half-year. `verschoonbaar` is the indication of R-207, None when nothing was frozen for it."""

    periode: Periode
    verschoonbaar: int | None

    @property
    def oordeel(self) -> Oordeel:
        return self.periode.oordeel(self.verschoonbaar)

    @property
    def oordeel_naam(self) -> str:
        return OORDELEN[self.oordeel]


@dataclass(frozen=True)
class Mijlpaalbeeld:
    """A milestone with the figure of the ledger on its day, or today when that day has not come; None: not known."""

    mijlpaal: Mijlpaal
    bereikt: int | None
    stand: Mijlpaalstand


@dataclass(frozen=True)
class Toezichtbeeld:
    """`als_nu`: what the next judgement would say if the saldo of the running half-year stayed as it is today."""

    gemeente: Gemeente
    kader: Toezichtkader | None
    treden: tuple[Trede, ...]
    stand: Toezichtstand
    lopend: Periode | None
    als_nu: Toezichtstand | None
    beoordelingen: tuple[Beoordeling, ...]
    brieven: tuple[Toezichtbrief, ...]
    plan: PlanVanAanpak | None
    mijlpalen: tuple[Mijlpaalbeeld, ...]

    @property
    def oordeelsdatum(self) -> date | None:
        """The day on which the province judged last: the first day after the half-year (R-204)."""
        beoordeeld = self.stand.beoordeeld
        return beoordeeld.halfjaar.volgende.begin if beoordeeld else None

    @property
    def reactiedatum(self) -> date | None:
        """By when the product of the step is asked: the term of the step, from the day of the judgement."""
        trede, vanaf = self.stand.trede, self.oordeelsdatum
        return vanaf + timedelta(days=trede.termijn_dagen) if trede and vanaf and trede.termijn_dagen else None


def toezichtbeeld(gemeente: Gemeente, vandaag: date) -> Toezichtbeeld:
    """Everything that the page about supervision of one gemeente shows on a day."""
    huidig = Halfjaar.van_datum(vandaag)
    standen = {rij.halfjaar: _periode(rij) for rij in Voortgang.objects.for_gemeente(gemeente)}
    afgerond = [periode for halfjaar, periode in sorted(standen.items()) if halfjaar < huidig]
    kader = Toezichtkader.objects.for_gemeente(gemeente, vandaag)
    treden = tuple(rij.regel for rij in kader.treden.all()) if kader else ()
    lopend = standen.get(huidig)
    plan = PlanVanAanpak.objects.geldend().filter(gemeente=gemeente).select_related("vastgelegd_door").first()
    return Toezichtbeeld(
        gemeente=gemeente,
        kader=kader,
        treden=treden,
        stand=assess_toezicht(afgerond, treden),
        lopend=lopend,
        als_nu=assess_toezicht([*afgerond, lopend], treden) if lopend else None,
        beoordelingen=_beoordelingen(gemeente, afgerond),
        brieven=tuple(Toezichtbrief.objects.filter(gemeente=gemeente).select_related("trede")),
        plan=plan,
        mijlpalen=_mijlpalen(plan, gemeente, vandaag) if plan else (),
    )


def _periode(rij: Voortgang) -> Periode:
    return Periode(rij.halfjaar, rij.saldo_eind, rij.taakstelling)


def _beoordelingen(gemeente: Gemeente, afgerond: list[Periode]) -> tuple[Beoordeling, ...]:
    """The last finished half-years, latest first."""
    getoond = afgerond[-GETOOND:][::-1]
    bevroren = {d.halfjaar: d for d in Koppelingsdekking.objects.for_gemeente(gemeente)}
    return tuple(
        Beoordeling(p, bevroren[p.halfjaar].dekking.achteraf(p.saldo_eind) if p.halfjaar in bevroren else None)
        for p in getoond
    )


def _mijlpalen(plan: PlanVanAanpak, gemeente: Gemeente, vandaag: date) -> tuple[Mijlpaalbeeld, ...]:
    """Each milestone beside the ledger: one query for all of them."""
    mijlpalen = list(plan.mijlpalen.all())
    dagen = {min(mijlpaal.datum, vandaag) for mijlpaal in mijlpalen}
    tellingen = Realisatie.objects.filter(gemeente=gemeente).aggregate(
        **{
            f"dag_{dag:%Y%m%d}": Sum("aantal", filter=Q(halfjaar=Halfjaar.van_datum(dag), datum__lte=dag), default=0)
            for dag in dagen
        }
    )
    standen = {rij.halfjaar: rij for rij in Voortgang.objects.for_gemeente(gemeente)}

    def measure(mijlpaal: Mijlpaal) -> int | None:
        dag = min(mijlpaal.datum, vandaag)
        halfjaar, geteld = Halfjaar.van_datum(dag), int(tellingen[f"dag_{dag:%Y%m%d}"])
        if mijlpaal.maat == Maat.GEHUISVEST:
            return geteld if halfjaar == Halfjaar.van_datum(mijlpaal.datum) else 0
        return geteld - standen[halfjaar].opgave if halfjaar in standen else None

    def show(mijlpaal: Mijlpaal) -> Mijlpaalbeeld:
        bereikt = measure(mijlpaal)
        if bereikt is None:
            stand = Mijlpaalstand.LOOPT
        else:
            stand = judge_mijlpaal(doel=mijlpaal.aantal, bereikt=bereikt, datum=mijlpaal.datum, vandaag=vandaag)
        return Mijlpaalbeeld(mijlpaal, bereikt, stand)

    return tuple(show(mijlpaal) for mijlpaal in mijlpalen)
