"""What became of an offered home: let, lost (how, and who was responsible), or still on its way (R-601)."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Least

from huisvesting.models.afspraak import Prestatieafspraak
from huisvesting.regels.afspraak import ELKE, RUIMSTE_KLASSE
from samenwerking.models import Klasse
from taakstelling.regels.halfjaar import Halfjaar

M = TypeVar("M", bound=models.Model)

# A block runs until it is lifted, also after the day on which that was expected.
GEBLOKKEERD = Q(geblokkeerd_op__isnull=False, vrijgegeven_op=None)


class Verlieswijze(models.TextChoices):
    """How a home was lost for the agreement."""

    INGETROKKEN = "ingetrokken", "Ingetrokken"
    ONGESCHIKT = "ongeschikt", "Ongeschikt voor de gemeente"
    GEANNULEERD = "geannuleerd", "Huurcontract geannuleerd"
    VERLOPEN = "verlopen", "Optie verlopen"


class UitkomstQuerySet(models.QuerySet[M]):
    """The questions of an agreement to the offered homes."""

    def gemeld(self) -> Self:
        """Without what is only a concept."""
        return self.filter(aangeboden_op__isnull=False)

    def for_halfjaar(self, halfjaar: Halfjaar) -> Self:
        """A home belongs to the half-year in which it becomes available (`beschikbaar_vanaf`), whenever it was reported
        or let: that is the day that an agreement speaks of, and it does not move when something takes longer."""
        return self.filter(beschikbaar_vanaf__range=(halfjaar.begin, halfjaar.eind))

    def in_rij(self, rij: str, afspraken: Iterable[Prestatieafspraak]) -> Self:
        """Those that count in one row of the table, after `with_uitkomst`; says the same as `bedroom_row`.

        In: a Slaapkamerklasse; the agreements that hold for the same gemeente and half-year.
        """
        if rij != ELKE:
            return self.filter(slaapkamerklasse=int(rij))
        per_corporatie: dict[uuid.UUID, set[str]] = defaultdict(set)
        for afspraak in afspraken:
            per_corporatie[afspraak.corporatie_id].add(afspraak.slaapkamers)
        rest = Q(pk=None)
        for corporatie, klassen in per_corporatie.items():
            if ELKE in klassen:
                eigen = [int(klasse) for klasse in klassen - {ELKE}]
                rest |= Q(woning__corporatie=corporatie) & ~Q(slaapkamerklasse__in=eigen)
        return self.filter(rest)

    def with_uitkomst(self, peildatum: date) -> Self:
        """Annotates what became of each home, as it stands on a day:

        `slaapkamerklasse` 1 to 4 (4 and more); `is_verhuurd`, a lease was signed and not cancelled, also when it ended
        since; `verlies`, how it was lost (Verlieswijze, "" when it was not), and `verliesklasse`, who was responsible.
        A home is never both let and lost. What comes to life again (an option extended, someone else put forward after
        a cancelled lease) is no longer lost. An option that ended is the responsibility of the gemeente.
        """
        from huisvesting.models.plaatsing import Plaatsing
        from huisvesting.models.voordracht import Voordracht

        contracten = Plaatsing.objects.filter(aanbod=OuterRef("pk"))
        geannuleerd = contracten.exclude(geannuleerd_op=None).order_by("-geannuleerd_op")
        meegetrokken = Voordracht.objects.filter(aanbod=OuterRef("pk"), geannuleerd_op=OuterRef("ingetrokken_op"))
        w = Verlieswijze
        gevallen: list[tuple[Any, Value, Any]] = [
            (Exists(contracten.filter(geannuleerd_op=None)), Value(""), Value("")),
            # Taken back after the option had ended without anybody put forward: it was lost by that.
            (
                Q(ingetrokken_op__date__gt=F("optiedatum")) & ~Exists(meegetrokken),
                Value(w.VERLOPEN),
                Value(Klasse.GEMEENTE),
            ),
            (Q(ingetrokken_op__isnull=False), Value(w.INGETROKKEN), F("intrekreden__klasse")),
            (Q(ongeschikt_op__isnull=False), Value(w.ONGESCHIKT), F("ongeschiktreden__klasse")),
            (Exists(Voordracht.objects.open().filter(aanbod=OuterRef("pk"))), Value(""), Value("")),
            (Exists(geannuleerd), Value(w.GEANNULEERD), Subquery(geannuleerd.values("reden__klasse")[:1])),
            (GEBLOKKEERD, Value(""), Value("")),
            (Q(optiedatum__lt=peildatum), Value(w.VERLOPEN), Value(Klasse.GEMEENTE)),
        ]
        tekst = models.CharField()
        return self.annotate(
            slaapkamerklasse=Least("woning__slaapkamers", Value(RUIMSTE_KLASSE)),
            is_verhuurd=gevallen[0][0],
            verlies=Case(*(When(q, then=hoe) for q, hoe, _ in gevallen), default=Value(""), output_field=tekst),
            verliesklasse=Case(*(When(q, then=wie) for q, _, wie in gevallen), default=Value(""), output_field=tekst),
        )

    def came_to(self, stand: str) -> Self:
        """After `with_uitkomst`: those that came as far as "bevestigd" or "verhuurd", or that are "verloren"."""
        standen = {
            "bevestigd": Q(bevestigd_op__isnull=False),
            "verhuurd": Q(is_verhuurd=True),
            "verloren": ~Q(verlies=""),
        }
        return self.filter(standen[stand])
