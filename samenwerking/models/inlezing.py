"""A file with a table that someone hands in: the same life for every import of the product."""

import uuid

from django.db import models
from django.db.models import Q

from samenwerking.basis.inleesstappen import KIEZEN, KOLOMMEN, VERWERKT, VOORBEELD, Stap, make_stappen
from samenwerking.basis.versleuteling import VersleuteldField
from samenwerking.inlezen.tabel import kolomletter
from samenwerking.models.gebruiker import Gebruiker
from samenwerking.models.partijen import Gemeente, Woningcorporatie


class Inleessoort(models.TextChoices):
    """What a file is about."""

    COA_LIJST = "coa_lijst", "COA-lijst"
    AANBODLIJST = "aanbodlijst", "Lijst met woningen"
    GEPUBLICEERD = "gepubliceerd", "Gepubliceerde taakstellingen"
    COA_STAND = "coa_stand", "Maandstand van COA"


class Inleesstatus(models.TextChoices):
    LEZEN = "lezen", "Nog te lezen"
    ONLEESBAAR = "onleesbaar", "Niet te lezen"
    INDELEN = "indelen", "Kies de kolommen"
    VOORBEELD = "voorbeeld", "Nog niet verwerkt"
    VERWERKT = "verwerkt", "Verwerkt"
    WEGGELEGD = "weggelegd", "Weggelegd"
    TERUGGEDRAAID = "teruggedraaid", "Teruggedraaid"


# Where a file stands in the steps of reading it in; who is put away or undone is in none of them.
_STAP_BIJ = {
    Inleesstatus.LEZEN: KIEZEN,
    Inleesstatus.ONLEESBAAR: KIEZEN,
    Inleesstatus.INDELEN: KOLOMMEN,
    Inleesstatus.VOORBEELD: VOORBEELD,
    Inleesstatus.VERWERKT: VERWERKT,
}


class Inlezing(models.Model):
    """One file, known by its hash: the same file for the same owner is the same row, read anew.

    | status | follows from |
    |---|---|
    | LEZEN | kept for a worker that reads it: `koppen` is empty |
    | ONLEESBAAR | `leesfout` says what is wrong with the file |
    | INDELEN | the columns are not known yet: `toewijzing` is empty |
    | VOORBEELD | the columns are known, and it waits for a decision |
    | VERWERKT | `gesloten_op`, and `toegepast_op`: the last time that it was applied |
    | WEGGELEGD | `gesloten_op`, never applied |
    | TERUGGEDRAAID | applied, and undone since (COA lists only) |

    `inhoud` is the file (base64), and once it was read behind a `|` the table of its sheet (services.inlezing);
    encrypted because nobody knows what someone chose by mistake; it goes when it is put away, and after the term of the
    setting BESTAND_BEWAARDAGEN. `blad` is the sheet that is read, `bladen` are those
    that one may choose from (none for a CSV), `koppen` are the headers as they stand in it, `toewijzing` is {canonical
    column: header}: what a person chose, or what the headers say by themselves. `herkend` says in words what kind of
    file it is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    bestandsnaam = models.CharField("bestandsnaam", max_length=200)
    bestand_hash = models.CharField("vingerafdruk van het bestand", max_length=64)
    inhoud = VersleuteldField("inhoud", blank=True, default="")
    blad = models.CharField("blad", max_length=100, blank=True, default="")
    bladen = models.JSONField("bladen met inhoud", default=list, blank=True)
    koppen = models.JSONField("kop van het bestand", default=list, blank=True)
    toewijzing = models.JSONField("toewijzing van kolommen", default=dict, blank=True)
    herkend = models.CharField("herkend als", max_length=200, blank=True, default="")
    leesfout = models.CharField("waarom het niet te lezen is", max_length=500, blank=True, default="")
    ontvangen_op = models.DateTimeField("ontvangen op")
    ontvangen_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    toegepast_op = models.DateTimeField("verwerkt op", null=True, blank=True)
    toegepast_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    gesloten_op = models.DateTimeField("gesloten op", null=True, blank=True)
    gesloten_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.bestandsnaam

    @property
    def is_open(self) -> bool:
        """Waiting for a decision."""
        return self.gesloten_op is None

    @property
    def status(self) -> Inleesstatus:
        if self.leesfout:
            return Inleesstatus.ONLEESBAAR
        if self.gesloten_op is None:
            if self.toewijzing:
                return Inleesstatus.VOORBEELD
            return Inleesstatus.INDELEN if self.koppen else Inleesstatus.LEZEN
        return Inleesstatus.VERWERKT if self.toegepast_op else Inleesstatus.WEGGELEGD

    @property
    def stappen(self) -> list[Stap]:
        """The steps of reading in, and where this file stands; none when it is put away or undone."""
        return make_stappen(_STAP_BIJ.get(self.status, ""))

    @property
    def is_ongelezen(self) -> bool:
        """Kept, and to be read by a worker."""
        return self.status == Inleesstatus.LEZEN

    @property
    def asks_kolommen(self) -> bool:
        """Nothing happens before someone says which header is which column."""
        return self.status == Inleesstatus.INDELEN

    @property
    def vingerafdruk(self) -> str:
        """The hash as people compare it: its first digits."""
        return self.bestand_hash[:8]

    def cel(self, kolom: str, rij: int) -> str:
        """The cell of a canonical column in a row, as a spreadsheet calls it: "C12"; "" when there is no such cell."""
        kop = self.toewijzing.get(kolom)
        return f"{kolomletter(self.koppen.index(kop))}{rij}" if kop in self.koppen else ""

    def letter_koppen(self) -> list[tuple[str, str]]:
        """The headers from left to right, each with the letter that a spreadsheet gives its column."""
        return [(kolomletter(index), kop) for index, kop in enumerate(self.koppen)]


class Bestandsindeling(models.Model):
    """How files with these headers are read: remembered when a person chose the columns.

    A gemeente's own choice is its own, and so is that of a corporation; without either it is the choice of a beheerder
    for the files of everyone. `kop_afdruk` is the fingerprint of the normalised headers, `toewijzing` {canonical
    column: header}, `keuzes` what else was chosen for this layout (the sign of a balance).
    """

    soort = models.CharField("soort bestand", max_length=20, choices=Inleessoort.choices)
    gemeente = models.ForeignKey(Gemeente, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    corporatie = models.ForeignKey(Woningcorporatie, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kop_afdruk = models.CharField("vingerafdruk van de kop", max_length=64)
    toewijzing = models.JSONField("toewijzing van kolommen")
    keuzes = models.JSONField("andere keuzes", default=dict, blank=True)
    vastgelegd_op = models.DateTimeField("vastgelegd op")
    vastgelegd_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "bestandsindeling"
        verbose_name_plural = "bestandsindelingen"
        ordering = ["soort", "-vastgelegd_op"]
        constraints = [
            models.CheckConstraint(
                condition=Q(gemeente=None) | Q(corporatie=None),
                name="bestandsindeling_of_one_party",
                violation_error_message="Een indeling is van een gemeente of van een corporatie, niet van allebei.",
            ),
            *(
                models.UniqueConstraint(
                    fields=["soort", *([partij] if partij else []), "kop_afdruk"],
                    condition=Q(**{f"{partij}__isnull": False}) if partij else Q(gemeente=None, corporatie=None),
                    name=f"bestandsindeling_once_{naam}",
                    violation_error_message="Voor een bestand met deze kolommen is er al een indeling.",
                )
                for partij, naam in (("gemeente", "gemeente"), ("corporatie", "corporatie"), ("", "everyone"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()}, {len(self.toewijzing)} kolommen"
