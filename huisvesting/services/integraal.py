"""The other groups that need a home: what each asks, what was chosen, and statushouders beside them (R-705)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils import timezone

from huisvesting.models import Doelgroep, Doelgroepclaim, Huishouden, Plaatsing, Verdeelkeuze, Woningaanbod
from huisvesting.regels.integraal import Groepstand, add_up, count_woningen_nodig
from huisvesting.services.verslag import report
from samenwerking.basis.constraints import one_transaction
from samenwerking.models import Besluit, Gebeurtenis, Gebruiker, Gemeente
from taakstelling.models import Voortgang
from taakstelling.regels.halfjaar import Halfjaar

STATUSHOUDERS = "Statushouders"


@one_transaction(Doelgroepclaim)
def record_doelgroepclaim(
    *,
    gemeente: Gemeente,
    doelgroep: str,
    halfjaar: Halfjaar,
    gevraagd: int,
    toegewezen: int,
    bron: str,
    door: Gebruiker,
    op: datetime | None = None,
) -> Doelgroepclaim:
    """Record how many homes a group asks in a half-year and how many it gets: a new version beside the old ones.

    In: homes, and where the numbers come from. Errors: ValidationError without a source, or when nothing changes;
    Bezet when someone else recorded the same version at the same moment.
    """
    moment = op or timezone.now()
    if not bron.strip():
        raise ValidationError({"bron": "Vul in waar het getal vandaan komt."})
    eerder = find_claim(gemeente, doelgroep, halfjaar)
    if eerder and (eerder.gevraagd, eerder.toegewezen, eerder.bron) == (gevraagd, toegewezen, bron.strip()):
        raise ValidationError("Deze getallen staan er al.")
    claim = Doelgroepclaim.objects.create(
        gemeente=gemeente,
        doelgroep=doelgroep,
        halfjaar=halfjaar,
        versie=eerder.versie + 1 if eerder else 1,
        gevraagd=gevraagd,
        toegewezen=toegewezen,
        bron=bron.strip(),
        vastgelegd_op=moment,
        vastgelegd_door=door,
    )
    gegevens = {
        "groep": doelgroep,
        "halfjaar": str(halfjaar),
        "gevraagd": gevraagd,
        "toegewezen": toegewezen,
        "versie": claim.versie,
    }
    report(Gebeurtenis.DOELGROEPCLAIM_VASTGELEGD, onderwerp=gemeente, door=door, op=moment, gegevens=gegevens)
    return claim


@one_transaction(Verdeelkeuze)
def record_verdeelkeuze(
    *,
    gemeente: Gemeente,
    halfjaar: Halfjaar,
    keuzedatum: date,
    keuze: str,
    motivering: str,
    door: Gebruiker,
    besluit: Besluit | None = None,
    op: datetime | None = None,
) -> Verdeelkeuze:
    """Write down what was chosen between the groups and why; `besluit` is the decision that it rests on.

    Errors: ValidationError without a choice or a motive, for a day that is yet to come, or a decision from elsewhere.
    """
    moment = op or timezone.now()
    if not keuze.strip() or not motivering.strip():
        raise ValidationError("Schrijf op wat er gekozen is en waarom.")
    if keuzedatum > timezone.localdate(moment):
        raise ValidationError({"keuzedatum": "Deze dag ligt in de toekomst. Leg de keuze vast als zij gemaakt is."})
    if besluit and besluit.gemeente_id != gemeente.pk:
        raise ValidationError({"besluit": "Kies een besluit van uw eigen gemeente."})
    gekozen = Verdeelkeuze.objects.create(
        gemeente=gemeente,
        halfjaar=halfjaar,
        keuzedatum=keuzedatum,
        keuze=keuze.strip(),
        motivering=motivering.strip(),
        besluit=besluit,
        vastgelegd_op=moment,
        vastgelegd_door=door,
    )
    gegevens = {"halfjaar": str(halfjaar)}
    report(Gebeurtenis.VERDEELKEUZE_VASTGELEGD, onderwerp=gemeente, door=door, op=moment, gegevens=gegevens)
    return gekozen


def find_claim(gemeente: Gemeente, doelgroep: str, halfjaar: Halfjaar) -> Doelgroepclaim | None:
    """The version that holds."""
    versies = Doelgroepclaim.objects.filter(gemeente=gemeente, doelgroep=doelgroep, halfjaar=halfjaar)
    return versies.order_by("-versie").first()


@dataclass(frozen=True)
class Verdeling:
    """A half-year: statushouders first, then every group of which something was recorded, and all together.

    `aangeboden`: homes that corporations offered to the gemeente for statushouders. `ontbreekt`: groups of which
    nothing was recorded.
    """

    groepen: tuple[Groepstand, ...]
    samen: Groepstand
    aangeboden: int
    ontbreekt: tuple[Doelgroep, ...]


def collect_verdeling(gemeente: Gemeente, halfjaar: Halfjaar) -> Verdeling:
    """What each group asks and gets. Five queries, however much there is."""
    claims = Doelgroepclaim.objects.filter(gemeente=gemeente, halfjaar=halfjaar).order_by("versie")
    geldend = {Doelgroep(claim.doelgroep): claim for claim in claims}
    anderen = tuple(
        Groepstand(groep.label, claim.gevraagd, claim.toegewezen, claim.bron)
        for groep in Doelgroep
        if (claim := geldend.get(groep))
    )
    groepen = (_statushouders(gemeente, halfjaar), *anderen)
    aangeboden = Woningaanbod.objects.for_gemeente(gemeente).gemeld().for_halfjaar(halfjaar).count()
    return Verdeling(groepen, add_up(groepen), aangeboden, tuple(g for g in Doelgroep if g not in geldend))


def _statushouders(gemeente: Gemeente, halfjaar: Halfjaar) -> Groepstand:
    """Homes of which a household got the key, and homes for who must still be housed: the persons of the opgave that
    do not count yet, in households as large as those of the gemeente are."""
    sleutels = Plaatsing.objects.filter(
        aanbod__gemeente=gemeente, geannuleerd_op=None, sleuteldatum__range=(halfjaar.begin, halfjaar.eind)
    ).count()
    voortgang = Voortgang.objects.for_gemeente(gemeente).for_halfjaar(halfjaar).first()
    if voortgang is None:
        return Groepstand(STATUSHOUDERS, sleutels, sleutels, "Er is geen taakstelling voor dit halfjaar")
    open_personen = max(voortgang.opgave - voortgang.gerealiseerd, 0)
    maat = Huishouden.objects.filter(gemeente=gemeente).aggregate(
        leden=Count("personen"), huishoudens=Count("pk", distinct=True)
    )
    nodig = count_woningen_nodig(open_personen, maat["leden"], maat["huishoudens"])
    personen = "1 persoon" if open_personen == 1 else f"{open_personen} personen"
    if nodig is None:
        return Groepstand(STATUSHOUDERS, sleutels, sleutels, f"Nog {personen} te huisvesten, nog geen huishoudens")
    woningen = "1 woning" if nodig == 1 else f"{nodig} woningen"
    tekst = f"Nog {personen} te huisvesten, gerekend als {woningen}" if open_personen else "De opgave is gehaald"
    return Groepstand(STATUSHOUDERS, sleutels + nodig, sleutels, tekst)
