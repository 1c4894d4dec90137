"""Work on a file that takes too long for a page: a worker does it."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q

from samenwerking.basis.constraints import both_or_neither
from samenwerking.models.gebruiker import Gebruiker, Rol
from samenwerking.models.partijen import Gemeente, Woningcorporatie


class Werksoort(models.TextChoices):
    LEZEN = "lezen", "Bestand lezen"
    BLAD = "blad", "Ander blad lezen"
    TOEPASSEN = "toepassen", "Lijst verwerken"


class VerwerkingQuerySet(models.QuerySet["Verwerking"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """Casework of the gemeente, and the corporation whose file it is; the beheerder what is for all gemeenten."""
        eigen = Q(gemeente__in=gebruiker.gemeente_ids(Rol.AMBTENAAR, Rol.OPGAVEMANAGER))
        eigen |= Q(corporatie__in=gebruiker.corporatie_ids())
        return self.filter(eigen | Q(gemeente=None) if gebruiker.has_rol(Rol.BEHEERDER) else eigen)

    def open(self) -> Self:
        """Waiting for a worker, or in the hands of one."""
        return self.filter(klaar_op=None, afgebroken_op=None)

    def for_onderwerp(self, onderwerp: models.Model) -> Self:
        return self.filter(onderwerp_soort=onderwerp._meta.label_lower, onderwerp_id=str(onderwerp.pk))


class Verwerking(models.Model):
    """One piece of work on `onderwerp`, wherever in the product that lives: for a gemeente, or without one for all of
    them; `corporatie` is whose file it is, when it is of one.

    | from | to | service |
    |---|---|---|
    | - | asked for | ask_verwerking |
    | asked for | begun, once more after a worker that was lost | do_verwerking |
    | begun | klaar, together with what the work wrote | do_verwerking |
    | begun | klaar with a `fout`, nothing written | fail_verwerking |
    | asked for, begun | afgebroken, nothing written | cancel_verwerking |

    The worker changes this row before its work and at the very end, so that who cancels never waits for it. `afdruk` is
    the fingerprint of what the asker saw; `blad` is the sheet that is asked for by its place (its name may be about
    anyone), `pogingen` says how often a worker took it up.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    soort = models.CharField("soort werk", max_length=12, choices=Werksoort.choices)
    gemeente = models.ForeignKey(Gemeente, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    corporatie = models.ForeignKey(Woningcorporatie, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    onderwerp_soort = models.CharField("soort onderwerp", max_length=60)
    onderwerp_id = models.CharField("onderwerp", max_length=40)
    afdruk = models.CharField("vingerafdruk van het voorbeeld", max_length=64, blank=True, default="")
    blad = models.PositiveSmallIntegerField("nummer van het blad", null=True, blank=True)
    gevraagd_op = models.DateTimeField("gevraagd op")
    gevraagd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    begonnen_op = models.DateTimeField("begonnen op", null=True, blank=True)
    pogingen = models.PositiveSmallIntegerField("pogingen", default=0)
    klaar_op = models.DateTimeField("klaar op", null=True, blank=True)
    fout = models.CharField("waarom het niet lukte", max_length=500, blank=True, default="")
    afgebroken_op = models.DateTimeField("afgebroken op", null=True, blank=True)
    afgebroken_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = VerwerkingQuerySet.as_manager()

    class Meta:
        verbose_name = "verwerking"
        verbose_name_plural = "verwerkingen"
        ordering = ["-gevraagd_op"]
        constraints = [
            both_or_neither("afgebroken_op", "afgebroken_door", name="verwerking_afgebroken"),
            models.CheckConstraint(
                condition=Q(klaar_op=None) | Q(afgebroken_op=None),
                name="verwerking_klaar_or_afgebroken",
                violation_error_message="Dit werk is klaar of afgebroken, niet allebei.",
            ),
            models.CheckConstraint(
                condition=Q(fout="") | Q(klaar_op__isnull=False),
                name="verwerking_fout_ends_it",
                violation_error_message="Werk dat niet lukte, is klaar: vul het moment in.",
            ),
            models.UniqueConstraint(
                fields=["onderwerp_soort", "onderwerp_id"],
                condition=Q(klaar_op=None, afgebroken_op=None),
                name="verwerking_one_open_per_onderwerp",
                violation_error_message="Dit bestand wordt al gelezen of verwerkt. Wacht tot dat klaar is.",
            ),
        ]
        indexes = [models.Index(fields=["onderwerp_soort", "onderwerp_id"], name="verwerking_onderwerp")]

    def __str__(self) -> str:
        return self.get_soort_display()

    @property
    def is_open(self) -> bool:
        return self.klaar_op is None and self.afgebroken_op is None
