"""Who may decide what: the mandates of a gemeente, and the leave that a taken decision gives (R-702)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format

from samenwerking.basis.constraints import Bezet
from samenwerking.models import Actielijst, Besluit, Besluitsoort, Gebruiker, Gemeente, Mandaat, Rol
from samenwerking.models.mandaat import LADDER
from samenwerking.regels.mandaat import EENHEDEN, ONBEPERKT, STANDAARD, Grens, Omvang, covers, judge_maten
from samenwerking.services.actie import finish_acties

TOP = LADDER[-1]
GROND_TOP = "bevoegdheid van de bestuurlijk opdrachtgever"
GROND_STANDAARD = "standaard, zolang de gemeente hiervoor geen mandaat heeft vastgelegd"


# --- Who may decide ---------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Bevoegdheid:
    """Whether someone may decide something now, on what ground, and otherwise who may.

    `besluit`: the taken decision that gives leave, or the open one about the same that must be decided first.
    """

    mag: bool
    uitleg: str
    grond: str = ""
    naar: Rol | None = None
    mandaat: Mandaat | None = None
    besluit: Besluit | None = None

    @property
    def knop(self) -> str:
        """What the button reads."""
        return "Besluiten" if self.mag or self.naar is None else f"Voorleggen aan {self.naar.label.lower()}"


@dataclass(frozen=True)
class Mandaatboek:
    """Every mandate that a gemeente recorded, to lay decisions beside: those that run on `peildatum`."""

    mandaten: Sequence[Mandaat]
    peildatum: date

    @classmethod
    def of(cls, gemeente: Gemeente, peildatum: date, soort: str | None = None) -> "Mandaatboek":
        """Those of this gemeente, of one kind of decision when one is named. One query."""
        mandaten = Mandaat.objects.filter(gemeente=gemeente)
        return cls(list(mandaten.filter(soort=soort) if soort else mandaten), peildatum)

    def find_grens(self, rol: str, soort: str) -> tuple[Grens, Mandaat | None, str] | None:
        """How far a role reaches: its limits, the mandate that says so and the ground in words. None: not at all."""
        if rol == TOP:
            return ONBEPERKT, None, GROND_TOP
        van_soort = [mandaat for mandaat in self.mandaten if mandaat.soort == soort]
        if not van_soort:
            standaard = STANDAARD[soort].get(rol)
            return (standaard, None, GROND_STANDAARD) if standaard else None
        for mandaat in van_soort:
            if mandaat.houder == rol and is_lopend(mandaat, self.peildatum):
                return to_grens(mandaat), mandaat, mandaat.artikel
        return None

    def weigh(self, rollen: Iterable[str], soort: str, omvang: Omvang) -> Bevoegdheid:
        """Whether one of these roles may decide this, and otherwise the lowest role above that may."""
        eigen = [rol for rol in LADDER if rol in set(rollen)]
        eenheid = EENHEDEN.get(soort, ("", ""))
        fouten = judge_maten(soort, omvang)
        uitleg = f"U hebt geen mandaat voor {Besluitsoort(soort).label.lower()}."
        for rol in () if fouten else eigen:
            if gevonden := self.find_grens(rol, soort):
                grens, mandaat, grond = gevonden
                buiten = covers(grens, omvang, eenheid)
                if buiten is None:
                    return Bevoegdheid(True, f"U mag dit zelf besluiten ({grond}).", grond, mandaat=mandaat)
                uitleg = f"{buiten[0].upper()}{buiten[1:]} ({grond})."
        hoger = LADDER[LADDER.index(eigen[-1]) + 1 :] if eigen else LADDER
        naar = next((rol for rol in hoger if not fouten and self._covers(rol, soort, omvang)), TOP)
        return Bevoegdheid(False, next(iter(fouten.values()), uitleg), naar=naar)

    def _covers(self, rol: Rol, soort: str, omvang: Omvang) -> bool:
        gevonden = self.find_grens(rol, soort)
        return gevonden is not None and covers(gevonden[0], omvang) is None


def is_lopend(mandaat: Mandaat, peildatum: date) -> bool:
    """Whether it runs on this day."""
    return mandaat.van <= peildatum and (mandaat.tot is None or mandaat.tot > peildatum)


def to_grens(mandaat: Mandaat) -> Grens:
    """Its limits."""
    return Grens(mandaat.bedrag_tot, mandaat.aantal_tot, mandaat.maanden_tot, mandaat.afwijking)


def to_omvang(besluit: Besluit) -> Omvang:
    """Its size."""
    return Omvang(besluit.bedrag, besluit.aantal, besluit.maanden, besluit.afwijking)


def own_rollen(gebruiker: Gebruiker, gemeente: Gemeente) -> tuple[Rol, ...]:
    """The rungs of the ladder that this person stands on for this gemeente, from low to high."""
    return tuple(rol for rol in LADDER if gebruiker.has_rol(rol, gemeente=gemeente))


def find_bevoegdheid(
    *,
    gebruiker: Gebruiker,
    gemeente: Gemeente,
    soort: Besluitsoort,
    omvang: Omvang,
    peildatum: date,
    onderwerp: Model | None = None,
    titel: str = "",
) -> Bevoegdheid:
    """Whether this person may decide this now: within the own mandate, or because it was decided already.

    In: `onderwerp`, what it is about; without one, `titel` says it: a decision with the very same title is about the
    same. Out: see Bevoegdheid. Two queries.
    """
    rollen = own_rollen(gebruiker, gemeente)
    open_, verlof = _find_besluiten(gemeente, soort, omvang, onderwerp, titel)
    if verlof and verlof.besloten_op:
        wie = Rol(verlof.voorgelegd_aan).label.lower() if verlof.voorgelegd_aan else verlof.grond
        dag = date_format(timezone.localdate(verlof.besloten_op), "j F Y")
        grond = f"besluit van {dag} door {wie}" if verlof.voorgelegd_aan else f"besluit van {dag} ({wie})"
        return Bevoegdheid(True, f"Hierover is besloten: {grond}.", grond, mandaat=verlof.mandaat, besluit=verlof)
    if open_ and open_.voorgelegd_aan and open_.voorgelegd_aan not in rollen:
        naar = Rol(open_.voorgelegd_aan)
        return Bevoegdheid(False, f"Dit is voorgelegd aan de {naar.label.lower()}.", naar=naar, besluit=open_)
    eigen = Mandaatboek.of(gemeente, peildatum, soort).weigh(rollen, soort, omvang)
    return Bevoegdheid(eigen.mag, eigen.uitleg, eigen.grond, eigen.naar, eigen.mandaat, open_)


def _find_besluiten(
    gemeente: Gemeente, soort: str, omvang: Omvang, onderwerp: Model | None, titel: str
) -> tuple[Besluit | None, Besluit | None]:
    """The open decision about this, and the taken one that was not carried out and reaches as far as this."""
    if onderwerp is None and not titel:
        return None, None
    besluiten = Besluit.objects.filter(gemeente=gemeente, soort=soort)
    besluiten = (
        besluiten.for_onderwerp(onderwerp) if onderwerp is not None else besluiten.filter(onderwerp_id="", titel=titel)
    )
    openstaand = besluiten.filter(afgewezen_op=None, ingetrokken_op=None, uitgevoerd_op=None)
    gevonden = list(openstaand.select_related("mandaat").order_by("voorgesteld_op"))
    open_ = next((besluit for besluit in gevonden if not besluit.besloten_op), None)
    verlof = next((b for b in gevonden if b.besloten_op and covers(_leave(b), omvang) is None), None)
    return open_, verlof


def _leave(besluit: Besluit) -> Grens:
    """A taken decision gives leave for what was decided, and no more."""
    return Grens(besluit.bedrag, besluit.aantal, besluit.maanden, besluit.afwijking)


def require_bevoegdheid(
    *,
    door: Gebruiker,
    gemeente: Gemeente,
    soort: Besluitsoort,
    omvang: Omvang,
    onderwerp: Model | None,
    titel: str,
    op: datetime,
) -> str:
    """Someone carries out an act that needs a decision, inside the event of the service that calls this.

    Within the own mandate the decision is written in the register, taken and carried out; otherwise the taken decision
    about this is marked as carried out, and so is the actie for it: its leave is for once. Writes no line of its own.
    Out: the ground, for the line of the event. Errors: ValidationError when a size is missing, or when this person may
    not decide this: with the sentence why, and who may.
    """
    if fouten := judge_maten(soort, omvang):
        raise ValidationError(next(iter(fouten.values())))
    bevoegd = find_bevoegdheid(
        gebruiker=door,
        gemeente=gemeente,
        soort=soort,
        omvang=omvang,
        peildatum=timezone.localdate(op),
        onderwerp=onderwerp,
        titel=titel,
    )
    if not bevoegd.mag:
        raise ValidationError(refuse(bevoegd))
    besluit = _lock_open(bevoegd.besluit) if bevoegd.besluit else None
    if besluit is None:
        besluit = Besluit(
            gemeente=gemeente,
            soort=soort,
            titel=titel,
            voorstel=titel,
            bedrag=omvang.bedrag,
            aantal=omvang.aantal,
            maanden=omvang.maanden,
            afwijking=omvang.afwijking,
            onderwerp_soort=onderwerp._meta.label_lower if onderwerp is not None else "",
            onderwerp_id=str(onderwerp.pk) if onderwerp is not None else "",
            voorgesteld_op=op,
            voorgesteld_door=door,
        )
    if besluit.besloten_op is None:
        besluit.besloten_op, besluit.besloten_door = op, door
        besluit.grond, besluit.mandaat = bevoegd.grond, bevoegd.mandaat
        besluit.aangehouden_op = besluit.aangehouden_door = besluit.aangehouden_tot = None
    besluit.uitgevoerd_op, besluit.uitgevoerd_door = op, door
    besluit.save()
    for over in (besluit, onderwerp):
        if over is not None:
            finish_acties(over, Actielijst.BESLUIT, door=door, op=op)
    return bevoegd.grond


def refuse(bevoegd: Bevoegdheid) -> str:
    """The sentence for who may not decide: why, and what to do."""
    if bevoegd.besluit and bevoegd.besluit.voorgelegd_aan:
        return f"{bevoegd.uitleg} Wacht op dat besluit, of trek het voorstel in."
    naar = bevoegd.naar.label.lower() if bevoegd.naar else TOP.label.lower()
    return f"{bevoegd.uitleg} Leg dit voor aan de {naar}."


def _lock_open(besluit: Besluit) -> Besluit:
    """The decision as it is now, locked. Errors: Bezet when it was carried out, rejected or withdrawn meanwhile."""
    nu = Besluit.objects.select_for_update().get(pk=besluit.pk)
    if nu.uitgevoerd_op or nu.afgewezen_op or nu.ingetrokken_op or nu.besloten_op != besluit.besloten_op:
        raise Bezet("Het besluit hierover is intussen veranderd. Bekijk wat er nu staat.")
    return nu
