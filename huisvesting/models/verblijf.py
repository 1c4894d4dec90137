"""A stay that is no plaatsing of ours: a hotel, a host family, a group home of Nidos, a home that someone found."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from huisvesting.models.statushouder import Statushouder
from huisvesting.models.telbaar import Telbaar
from samenwerking.basis.constraints import both_or_neither, in_order
from samenwerking.basis.persoonsgegevens import Persoonsgegevens
from samenwerking.models import Gebruiker, Gemeente, Rol
from taakstelling.models import choices_of
from taakstelling.regels.telregels import Woonvorm


class VerblijfQuerySet(models.QuerySet["Verblijf"]):
    def visible_to(self, gebruiker: Gebruiker) -> Self:
        """Casework of the gemeente to which COA linked the person."""
        return self.filter(
            statushouder__huishouden__gemeente__in=gebruiker.gemeente_ids(Rol.AMBTENAAR, Rol.OPGAVEMANAGER)
        )

    def lopend(self) -> Self:
        return self.filter(tot=None)


class Verblijf(Telbaar):
    """One person stays somewhere, from `van` until (not including) `tot`; whether that counts, the telregels say.

    | fact | service |
    |---|---|
    | recorded | register_verblijf; it ends the stay that ran until then |
    | reported to COA by the gemeente where an amv moved to (R-307), on `melddatum` | report_verhuizing_amv |
    | ended, perhaps by going back to reception (R-322) | end_verblijf |

    `gemeente` is where it is; empty means the gemeente to which COA linked the person.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    statushouder = models.ForeignKey(Statushouder, on_delete=models.PROTECT, related_name="verblijven")
    vorm = models.CharField("woonvorm", max_length=20, choices=choices_of(Woonvorm))
    gemeente = models.ForeignKey(Gemeente, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    van = models.DateField("van")
    tot = models.DateField("tot (niet meegerekend)", null=True, blank=True)
    naar_opvang = models.BooleanField("terug naar de opvang", default=False)
    melddatum = models.DateField("gemeld bij COA", null=True, blank=True)
    vastgelegd_op = models.DateTimeField("vastgelegd op")
    vastgelegd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    gemeld_op = models.DateTimeField("gemeld op", null=True, blank=True)
    gemeld_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    beeindigd_op = models.DateTimeField("beëindigd op", null=True, blank=True)
    beeindigd_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = VerblijfQuerySet.as_manager()

    persoonsgegevens = Persoonsgegevens(
        velden=("statushouder", "vorm", "gemeente", "van", "tot", "naar_opvang", "melddatum"),
        bewaren="met het dossier van het huishouden",
        daarna="verwijderd; de telling blijft staan zonder persoon",
    )

    class Meta:
        verbose_name = "ander verblijf"
        verbose_name_plural = "andere verblijven"
        ordering = ["van", "vastgelegd_op"]
        constraints = [
            both_or_neither("gemeld_op", "gemeld_door", name="verblijf_gemeld"),
            both_or_neither("beeindigd_op", "beeindigd_door", name="verblijf_beeindigd"),
            in_order(
                "van",
                "tot",
                allow_equal=False,
                name="verblijf_ends_after_begin",
                violation_error_message="Een verblijf eindigt na de dag waarop het begint.",
            ),
            models.CheckConstraint(
                condition=Q(tot=None, beeindigd_op=None, naar_opvang=False)
                | Q(tot__isnull=False, beeindigd_op__isnull=False),
                name="verblijf_end_is_an_act",
                violation_error_message="Leg vast op welke dag het verblijf eindigde.",
            ),
            models.CheckConstraint(
                condition=Q(melddatum=None, gemeld_op=None)
                | Q(melddatum__isnull=False, gemeld_op__isnull=False, gemeente__isnull=False),
                name="verblijf_report_has_day_and_gemeente",
                violation_error_message="Een melding heeft een dag en een andere gemeente.",
            ),
            models.UniqueConstraint(
                fields=["statushouder"],
                condition=Q(tot=None),
                name="verblijf_one_running_per_person",
                violation_error_message="Voor deze persoon loopt al een ander verblijf.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_vorm_display()

    def get_absolute_url(self) -> str:
        return reverse("huisvesting:telling_detail", kwargs={"pk": self.statushouder_id})

    @property
    def huishouden_gemeente(self) -> Gemeente:
        """The gemeente to which COA linked the person."""
        return self.statushouder.huishouden.gemeente
