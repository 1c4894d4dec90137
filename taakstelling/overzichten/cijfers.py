"""Where the numbers of one gemeente in one half-year come from."""

from dataclasses import dataclass

from django.db.models import Sum

from samenwerking.models import Gemeente
from taakstelling.models import (
    Afsluiting,
    Beginsaldo,
    GepubliceerdeTaakstelling,
    LandelijkeTaakstelling,
    Overdrachtregel,
    Realisatie,
    Saldocorrectie,
    Taakstelling,
    Voortgang,
)
from taakstelling.regels.bevriezen import fingerprint
from taakstelling.regels.correctie import Verschil, explain_verschillen
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.regels.voortgang import Stand


@dataclass(frozen=True)
class Doelversie:
    """One version of the national number and what it means for the gemeente; None while its share is not computed."""

    landelijk: LandelijkeTaakstelling
    taakstelling: Taakstelling | None
    geldt: bool


@dataclass(frozen=True)
class Overdrachtdeel:
    """The part of the gemeente in a joint decision, and the parts of the others (R-107)."""

    eigen: Overdrachtregel
    anderen: tuple[Overdrachtregel, ...]

    @property
    def geldt(self) -> bool:
        return self.eigen.overdracht.ingetrokken_op is None


@dataclass(frozen=True)
class Cijfers:
    """Everything that the opgave and the saldo of one half-year rest on. `stand` is None when there is no target yet.

    `versies` and `publicaties`: the latest first. `later_geboekt`: persons per half-year that were booked elsewhere
    because this one was closed.
    """

    gemeente: Gemeente
    halfjaar: Halfjaar
    standen: tuple[Stand, ...]
    versies: tuple[Doelversie, ...]
    publicaties: tuple[GepubliceerdeTaakstelling, ...]
    overdrachten: tuple[Overdrachtdeel, ...]
    beginsaldi: tuple[Beginsaldo, ...]
    saldocorrecties: tuple[Saldocorrectie, ...]
    afsluiting: Afsluiting | None
    later_geboekt: tuple[tuple[Halfjaar, int], ...]

    @property
    def stand(self) -> Stand | None:
        return self._stand(self.halfjaar)

    @property
    def vorige(self) -> Stand | None:
        """The half-year whose saldo goes on in this one."""
        return self._stand(self.halfjaar.vorige) if self.stand else None

    def _stand(self, halfjaar: Halfjaar) -> Stand | None:
        return next((s for s in self.standen if s.halfjaar == halfjaar), None)

    @property
    def versie(self) -> Doelversie | None:
        """The version of the national number that holds."""
        return next((v for v in self.versies if v.geldt), None)

    @property
    def publicatie(self) -> GepubliceerdeTaakstelling | None:
        return next((p for p in self.publicaties if p.vervangen_op is None), None)

    @property
    def adams(self) -> int | None:
        return self.versie.taakstelling.adams if self.versie and self.versie.taakstelling else None

    @property
    def afwijking(self) -> int | None:
        """Published minus adams, when both are known and differ (R-106): shown, never overwritten."""
        if self.publicatie is None or self.adams is None:
            return None
        return self.publicatie.aantal - self.adams or None

    @property
    def basis(self) -> int | None:
        """The target before transfers: what was published, else adams of the latest version."""
        return self.publicatie.aantal if self.publicatie else self.adams

    @property
    def overgedragen(self) -> int:
        return sum(deel.eigen.aantal for deel in self.overdrachten if deel.geldt)

    @property
    def beginsaldo(self) -> Beginsaldo | None:
        """The opening balance, when the gemeente starts in this half-year."""
        return next((b for b in self.beginsaldi if b.vervangen_op is None and b.halfjaar == self.halfjaar), None)

    @property
    def gecorrigeerd(self) -> int:
        return sum(correctie.aantal for correctie in self.saldocorrecties)

    @property
    def verschillen(self) -> tuple[Verschil, ...]:
        """What changed since the half-year was closed."""
        if self.afsluiting is None or self.stand is None:
            return ()
        return explain_verschillen(self.afsluiting.stand, self.stand)

    @property
    def afdruk_klopt(self) -> bool:
        """The frozen figures are those of which the fingerprint was taken."""
        return self.afsluiting is not None and fingerprint(self.afsluiting.inhoud) == self.afsluiting.vingerafdruk

    @property
    def bekend(self) -> list[Halfjaar]:
        return [stand.halfjaar for stand in self.standen]


def read_cijfers(gemeente: Gemeente, halfjaar: Halfjaar) -> Cijfers:
    """Where the numbers of a half-year come from. Ten queries."""
    rijen = Voortgang.objects.for_gemeente(gemeente).order_by("halfjaar")
    standen = rijen.values_list("halfjaar", "taakstelling", "saldo_begin", "gerealiseerd")
    in_halfjaar = {"gemeente": gemeente, "halfjaar": halfjaar}
    publicaties = GepubliceerdeTaakstelling.objects.filter(**in_halfjaar).select_related("vastgelegd_door")
    beginsaldi = Beginsaldo.objects.filter(gemeente=gemeente).select_related("vastgesteld_door")
    correcties = Saldocorrectie.objects.filter(**in_halfjaar).select_related("herkomst", "vastgelegd_door")
    afsluiting = Afsluiting.objects.filter(**in_halfjaar).select_related("afgesloten_door", "gemeente").first()
    return Cijfers(
        gemeente=gemeente,
        halfjaar=halfjaar,
        standen=tuple(Stand(*rij) for rij in standen),
        versies=_versies(gemeente, halfjaar),
        publicaties=tuple(publicaties.order_by("-vastgelegd_op", "-pk")),
        overdrachten=_overdrachten(gemeente, halfjaar),
        beginsaldi=tuple(beginsaldi.order_by("-vastgesteld_op", "-pk")),
        saldocorrecties=tuple(correcties),
        afsluiting=afsluiting,
        later_geboekt=_later_geboekt(gemeente, halfjaar),
    )


def _versies(gemeente: Gemeente, halfjaar: Halfjaar) -> tuple[Doelversie, ...]:
    landelijk = LandelijkeTaakstelling.objects.for_halfjaar(halfjaar).order_by("-versie")
    eigen = {t.landelijk_id: t for t in Taakstelling.objects.for_halfjaar(halfjaar).filter(gemeente=gemeente)}
    return tuple(Doelversie(versie, eigen.get(versie.pk), plaats == 0) for plaats, versie in enumerate(landelijk))


def _overdrachten(gemeente: Gemeente, halfjaar: Halfjaar) -> tuple[Overdrachtdeel, ...]:
    regels = (
        Overdrachtregel.objects.filter(overdracht__halfjaar=halfjaar, overdracht__regels__gemeente=gemeente)
        .select_related("overdracht__vastgelegd_door", "overdracht__ingetrokken_door", "gemeente")
        .order_by("overdracht__vastgelegd_op", "overdracht", "pk")
    )
    per_besluit: dict[object, list[Overdrachtregel]] = {}
    for regel in regels:
        per_besluit.setdefault(regel.overdracht_id, []).append(regel)
    return tuple(
        Overdrachtdeel(
            next(r for r in groep if r.gemeente_id == gemeente.pk),
            tuple(r for r in groep if r.gemeente_id != gemeente.pk),
        )
        for groep in per_besluit.values()
    )


def _later_geboekt(gemeente: Gemeente, halfjaar: Halfjaar) -> tuple[tuple[Halfjaar, int], ...]:
    """Persons with a day in this half-year that a later one got, because this one was closed (R-330)."""
    rijen = (
        Realisatie.objects.for_gemeente(gemeente)
        .filter(datum__range=(halfjaar.begin, halfjaar.eind), halfjaar__gt=halfjaar)
        .order_by("halfjaar")
        .values_list("halfjaar")
        .annotate(Sum("aantal"))
    )
    return tuple((later, aantal) for later, aantal in rijen if aantal)
