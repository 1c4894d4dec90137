"""A new version of a counting rule: what it would change, and recording it with the bookings that follow from it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from huisvesting.models import Plaatsingspersoon, Verblijf
from huisvesting.regels.telling import Telkader, Weging
from huisvesting.services.teldossier import Teldossier, load_dossiers, load_kader
from huisvesting.services.telling import book_weging
from samenwerking.basis.constraints import Bezet, one_transaction
from samenwerking.models import Gebeurtenis, Gebruiker, Gemeente
from samenwerking.services.logboek import log
from taakstelling.models import Realisatie, Telregel, open_halfjaren
from taakstelling.regels.bevriezen import fingerprint
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.regels.telregels import Regel
from taakstelling.services.realisatie import reverse_realisatie
from taakstelling.services.slot import lock_alle_gemeenten
from taakstelling.services.telregels import plan_telregel, record_telregel

# People at once: a few queries for each batch.
PARTIJ = 1_000
VERANDERD = "Sinds het voorbeeld is er iets veranderd. Bekijk opnieuw wat deze regel verandert."


@dataclass(frozen=True)
class Wijziging:
    """What changes for one person: a booking that is taken back, one that is made, or both.

    `effect`: in which half-year and for which gemeente the number goes down or up; a closed half-year is corrected in
    the first open one.
    """

    dossier: Teldossier
    oud: Realisatie | None
    nieuw: Weging | None
    effect: tuple[tuple[Halfjaar, Gemeente, int], ...]

    @property
    def soort(self) -> str:
        """In words: it goes on as "2 tellen ..."."""
        if self.oud and self.nieuw:
            return "anders"
        return "nieuw" if self.nieuw else "niet meer"


@dataclass(frozen=True)
class Verschil:
    """What changes in the numbers of one gemeente in one half-year."""

    gemeente: Gemeente
    halfjaar: Halfjaar
    personen: int


@dataclass(frozen=True)
class Gevolg:
    """Everything that a new version changes. `afdruk` tells two previews apart."""

    regel: Regel
    wijzigingen: tuple[Wijziging, ...]

    @property
    def zinnen(self) -> list[str]:
        """One sentence per half-year, or one that says that nothing changes."""
        per: dict[Halfjaar, Counter[str]] = {}
        for wijziging in self.wijzigingen:
            per.setdefault(wijziging.effect[-1][0], Counter())[wijziging.soort] += 1
        return [_describe(halfjaar, per[halfjaar]) for halfjaar in sorted(per)] or [
            f"Vanaf {self.regel.geldig_van:%d-%m-%Y} telt niemand anders dan nu."
        ]

    @property
    def verschillen(self) -> list[Verschil]:
        """The numbers that change, by half-year and gemeente."""
        som: Counter[tuple[Halfjaar, Gemeente]] = Counter()
        for wijziging in self.wijzigingen:
            for halfjaar, gemeente, personen in wijziging.effect:
                som[halfjaar, gemeente] += personen
        rijen = [Verschil(gemeente, halfjaar, personen) for (halfjaar, gemeente), personen in som.items() if personen]
        return sorted(rijen, key=lambda rij: (rij.halfjaar, rij.gemeente.naam))

    @property
    def afdruk(self) -> str:
        wijzigingen = [
            [str(w.dossier.persoon.pk), str(w.oud.pk) if w.oud else "", str(w.nieuw.dag) if w.nieuw else ""]
            for w in self.wijzigingen
        ]
        return fingerprint({**vars(self.regel), "wijzigingen": wijzigingen})


def preview_telregel(nieuw: Regel) -> Gevolg:
    """What this version would change, from its first day on. Writes nothing.

    Errors: ValidationError when it cannot start on that day.
    """
    straks = plan_telregel(nieuw)
    return Gevolg(straks[-1], tuple(_changes(straks[-1], load_kader(), load_kader(straks))))


@one_transaction(Telregel, Realisatie)
def apply_telregel(*, nieuw: Regel, gezien: str, door: Gebruiker, op: datetime | None = None) -> Telregel:
    """Record the version, close the old one, and book whom it changes: back what no longer counts, and what now does.

    In: the `afdruk` of the preview that was read. What counts on days before it stays as it was. Errors:
    ValidationError when it cannot start on that day, or would now change something else than the preview said.
    """
    moment = op or timezone.now()
    lock_alle_gemeenten()
    gevolg = preview_telregel(nieuw)
    if gevolg.afdruk != gezien:
        raise Bezet(VERANDERD)
    telregel = record_telregel(nieuw=nieuw, door=door, op=moment)
    reden = f"Nieuwe regel {telregel.regel.aanduiding}: {telregel.reden}"[:300]
    for wijziging in gevolg.wijzigingen:
        if wijziging.oud:
            reverse_realisatie(realisatie=wijziging.oud, reden=reden, door=door, op=moment)
        if wijziging.nieuw:
            book_weging(wijziging.dossier, wijziging.nieuw, door=door, op=moment)
    gegevens = {
        "regel": telregel.regel.aanduiding,
        "vorm": telregel.vorm,
        "persoon": telregel.persoon,
        "van": str(telregel.geldig_van),
        "teruggeboekt": sum(w.oud is not None for w in gevolg.wijzigingen),
        "geboekt": sum(w.nieuw is not None for w in gevolg.wijzigingen),
    }
    log(Gebeurtenis.TELREGEL_VASTGELEGD, onderwerp=telregel, door=door, op=moment, gegevens=gegevens)
    return telregel


def _changes(nieuw: Regel, nu: Telkader, straks: Telkader) -> Iterator[Wijziging]:
    """Whoever lives or lived in this form, as the rules are and as they would be."""
    personen = sorted(
        set(
            Plaatsingspersoon.objects.filter(plaatsing__aanbod__woning__vorm=nieuw.vorm).values_list(
                "statushouder", flat=True
            )
        )
        | set(Verblijf.objects.filter(vorm=nieuw.vorm).values_list("statushouder", flat=True))
    )
    landt_in = open_halfjaren()
    for begin in range(0, len(personen), PARTIJ):
        for dossier in load_dossiers(personen[begin : begin + PARTIJ]):
            oud, weging = _compare(dossier, nieuw.geldig_van, nu, straks)
            effect: list[tuple[Halfjaar, Gemeente, int]] = []
            if oud:
                effect.append((landt_in(oud.gemeente_id, oud.halfjaar), oud.gemeente, -1))
            if weging:
                halfjaar = landt_in(weging.gemeente, Halfjaar.van_datum(weging.dag))
                effect.append((halfjaar, dossier.gemeenten[weging.gemeente], 1))
            if effect:
                yield Wijziging(dossier, oud, weging, tuple(effect))


def _compare(dossier: Teldossier, van: date, nu: Telkader, straks: Telkader) -> tuple[Realisatie | None, Weging | None]:
    """The booking of one person that the new version takes back, and the verdict that it books; None and None when the
    numbers stay as they are.

    A booking of before its first day stands, and so does one that differs from the rules for another reason.
    """
    eerst, dan = _find_begonnen(dossier, nu, van), _find_begonnen(dossier, straks, van)
    staand = dossier.staand
    if _outcome(eerst) == _outcome(dan) or (dan and dan.dag < van):
        return None, None
    if staand is None:
        return None, dan
    if staand.datum < van or _outcome(dan) == (staand.gemeente_id, staand.datum):
        return None, None
    return staand, dan


def _find_begonnen(dossier: Teldossier, kader: Telkader, van: date) -> Weging | None:
    """The place that makes the person count by now; a day still to come is counted when it is there."""
    weging = dossier.find_telling(kader, van)
    return weging if weging and weging.dag <= timezone.localdate() else None


def _outcome(weging: Weging | None) -> tuple[int, date] | None:
    return (weging.gemeente, weging.dag) if weging else None


def _describe(halfjaar: Halfjaar, aantallen: Counter[str]) -> str:
    """ "Dit verandert 3 personen in 2026H1: 2 tellen niet meer, 1 telt nieuw." """
    delen = [
        f"{aantallen[soort]} {'telt' if aantallen[soort] == 1 else 'tellen'} {soort}"
        for soort in ("niet meer", "nieuw", "anders")
        if aantallen[soort]
    ]
    totaal = aantallen.total()
    personen = "1 persoon" if totaal == 1 else f"{totaal} personen"
    return f"Dit verandert {personen} in {halfjaar}: {', '.join(delen)}."
