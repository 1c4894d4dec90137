"""The half-year of one gemeente, told through the services with their own moments."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from huisvesting.models import Huishouden, Plaatsing, Voordracht, Woningaanbod
from huisvesting.services.aanbod import Woninggegevens, complete_aanbod, register_aanbod, withdraw_aanbod
from huisvesting.services.blokkade import block_aanbod, reject_aanbod
from huisvesting.services.coa import apply_coa_import, receive_coa_lijst
from huisvesting.services.plaatsing import cancel_plaatsing, hand_over_sleutel, record_afmelding, sign_huurcontract
from huisvesting.services.verblijf import register_verblijf
from huisvesting.services.voordracht import (
    accept_voordracht,
    agree_voordracht,
    offer_voordracht,
    propose_voordracht,
    refuse_voordracht,
    reject_voordracht,
)
from rapportage.services.demo.personen import Persoon, make_huishouden, make_lijst
from samenwerking.models import Gebruiker, Gemeente, Reden, Woningcorporatie
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.regels.telregels import Woonvorm

STRATEN = (
    ("Meidoornstraat", "7201 AB"),
    ("Pastoor Linnerhof", "7203 BX"),
    ("Wilgenlaan", "7204 CT"),
    ("Korte Leemweg", "7206 DP"),
    ("Stationskade", "7202 EV"),
    ("Zonnehof", "7207 GR"),
)


@dataclass(frozen=True)
class Geval:
    """One household and how far it got.

    `koppeling` and `start` are days before the demo's date; from `start` on the steps follow each other. `tot` is the
    last act that happened; without `start` the household waits. With a `verblijf` it lives there since `start`, and no
    home was sought for it yet.
    """

    samenstelling: str
    koppeling: int
    start: int | None = None
    tot: str = ""
    kamers: int = 2
    rolstoel: bool = False
    nareis: bool = False
    amv: bool = False
    verblijf: Woonvorm | None = None


# Lists as they came: days before the demo's date, and who was on them.
LIJSTEN: tuple[tuple[int, tuple[Geval, ...]], ...] = (
    (
        176,
        (
            Geval("2+3", 178, 128, "afgemeld", 3),
            Geval("1", 178, 131, "afgemeld", 1),
            Geval("2", 177, 112, "afgemeld", 1),
            Geval("1+2", 177, 104, "afgemeld", 2),
            Geval("1", 176, 96, "sleutel", 1),
            Geval("2+5", 176),
        ),
    ),
    (
        120,
        (
            Geval("2+2", 122, 84, "afgemeld", 2),
            Geval("1", 122, 72, "afgemeld", 1),
            Geval("1", 121, 60, "sleutel", 1),
            Geval("2+1", 121, 46, "sleutel", 2),
            Geval("1+3", 120, 36, "contract", 3),
            Geval("2", 120, 58, "geannuleerd", 2),
            Geval("1", 120, 40, "geweigerd", 1, rolstoel=True),
        ),
    ),
    (
        66,
        (
            Geval("2+2", 68, 27, "contract", 3),
            Geval("1", 68, 22, "geaccepteerd", 1),
            Geval("2+4", 67, 16, "aangeboden", 4),
            Geval("1", 67, 13, "aangeboden", 1, nareis=True),
            Geval("1+1", 66, 9, "akkoord", 2),
            Geval("2", 66, 11, "afgewezen", 1),
            Geval("1", 67, 23, amv=True, verblijf=Woonvorm.NIDOS_KSO),
            Geval("1", 66, 40, verblijf=Woonvorm.LOGEERREGELING),
        ),
    ),
    (
        24,
        (
            Geval("1", 26, 6, "akkoord", 1),
            Geval("2+1", 26, 3, "voorgesteld", 2),
            Geval("1", 25, 1, "voorgesteld", 1),
            Geval("2+3", 25),
            Geval("1", 24),
            Geval("1+1", 24),
        ),
    ),
)
# This morning's list, which nobody has applied yet: who comes new, beside everyone who still waits.
NIEUW = ("2+2", "1", "1")
GEHUISVEST = ("sleutel", "afgemeld")
BEGIN = max(geval.koppeling for _, gevallen in LIJSTEN for geval in gevallen)
# Here the corporation has to act: those homes are of the one that people can log in as, so that its list has work.
VRAAGT = ("voorgesteld", "geaccepteerd", "contract")
# Homes of that corporation that nobody was put forward for: bedrooms, days since reported, how far.
VRIJE_WONINGEN = (
    (1, 12, "bevestigd"),
    (3, 9, "bevestigd"),
    (2, 5, "bevestigd"),
    (2, 2, "gemeld"),
    (4, 1, "gemeld"),
    (1, 45, "verlopen"),
    (2, 30, "ingetrokken"),
    (3, 14, "geblokkeerd"),
    (4, 20, "ongeschikt"),
)


@dataclass
class Verhaal:
    """Who takes part, and the clock of the story. `contacten`: who acts for each corporation."""

    gemeente: Gemeente
    ambtenaar: Gebruiker
    opgavemanager: Gebruiker
    beheerder: Gebruiker
    contacten: dict[Woningcorporatie, Gebruiker]
    peildatum: date
    rng: random.Random
    huisnummers: Iterator[int] = field(default_factory=lambda: iter(range(3, 400, 4)))

    def op(self, dagen: int, uur: int = 10) -> datetime:
        """A moment in working hours, `dagen` before the demo's date; never later than the demo's morning."""
        moment = datetime.combine(self.peildatum - timedelta(days=max(dagen, 0)), time(uur if dagen > 0 else 8, 15))
        return timezone.make_aware(moment)

    def op_dag(self, dag: date) -> datetime:
        """The same for a day of the calendar; what is not yet, happens this morning."""
        return self.op((self.peildatum - dag).days)

    def dag(self, dagen: int) -> date:
        return self.peildatum - timedelta(days=max(dagen, 0))

    @property
    def halfjaar(self) -> Halfjaar:
        """The one that runs on the demo's date."""
        return Halfjaar.van_datum(self.peildatum)


def tell(verhaal: Verhaal) -> None:
    """Import the lists, report the homes and let every household go as far as its case says."""
    nummer, wachtend = 100, []
    for dagen, gevallen in LIJSTEN:
        personen, nummers = [], []
        for geval in gevallen:
            nummer += 1
            nummers.append(f"H{nummer:05d}")
            leden = make_huishouden(
                nummer,
                geval.samenstelling,
                verhaal.dag(geval.koppeling),
                verhaal.rng,
                rolstoel=geval.rolstoel,
                nareis=geval.nareis,
                amv=geval.amv,
            )
            personen += leden
            wachtend += leden if geval.tot not in GEHUISVEST else []
        _import(verhaal, dagen, make_lijst(personen))
        for huishoudnummer, geval in zip(nummers, gevallen, strict=True):
            if geval.start is not None:
                huishouden = Huishouden.objects.get(gemeente=verhaal.gemeente, huishoudnummer=huishoudnummer)
                _follow(verhaal, huishouden, geval, geval.start)
    for kamers, dagen, tot in VRIJE_WONINGEN:
        _vrije_woning(verhaal, kamers, dagen, tot)
    _receive_new(verhaal, wachtend, nummer)


def _receive_new(verhaal: Verhaal, wachtend: list[Persoon], nummer: int) -> None:
    """A list that waits for a decision: one person moved, some are new, and one row COA has to mend."""
    verhuisd = [wachtend[0].met("Opvanglocatie", "Opvang Nieuwe Kade"), *wachtend[1:]]
    nieuw = [
        persoon
        for volgnummer, samenstelling in enumerate(NIEUW, start=nummer + 1)
        for persoon in make_huishouden(volgnummer, samenstelling, verhaal.dag(2), verhaal.rng)
    ]
    fout = nieuw[-1].met("Geboortedatum", "31-02-1990")
    receive_coa_lijst(
        gemeente=verhaal.gemeente,
        data=make_lijst([*verhuisd, *nieuw[:-1], fout]),
        bestandsnaam=f"koppelingen-{verhaal.peildatum:%d-%m-%Y}.csv",
        door=verhaal.ambtenaar,
        op=verhaal.op(0),
    )


def _import(verhaal: Verhaal, dagen: int, data: bytes) -> None:
    lijst = receive_coa_lijst(
        gemeente=verhaal.gemeente,
        data=data,
        bestandsnaam=f"koppelingen-{verhaal.dag(dagen):%d-%m-%Y}.csv",
        door=verhaal.ambtenaar,
        op=verhaal.op(dagen, 9),
    )
    apply_coa_import(coa_import=lijst, door=verhaal.ambtenaar, op=verhaal.op(dagen, 9))


def _woning(
    verhaal: Verhaal,
    corporatie: Woningcorporatie,
    kamers: int,
    *,
    gemeld: int,
    optie: int | None,
    bevestigd: bool = True,
) -> Woningaanbod:
    """Report a home and, when asked, confirm it the same day. `optie`: days before the date on which it ends."""
    straat, postcode = verhaal.rng.choice(STRATEN)
    contact = verhaal.contacten[corporatie]
    aanbod = register_aanbod(
        corporatie=corporatie,
        gemeente=verhaal.gemeente,
        woning=Woninggegevens(
            straat=straat,
            huisnummer=next(verhaal.huisnummers),
            postcode=postcode,
            plaats=verhaal.gemeente.naam,
            slaapkamers=kamers,
        ),
        beschikbaar_vanaf=verhaal.peildatum - timedelta(days=gemeld - 21),
        door=contact,
        op=verhaal.op(gemeld, 11),
    )
    if not bevestigd:
        return aanbod
    return complete_aanbod(
        aanbod=aanbod,
        kale_huur=Decimal(440 + 70 * kamers + verhaal.rng.randint(0, 60)),
        servicekosten=Decimal(verhaal.rng.choice((0, 25, 38))),
        verdieping=verhaal.rng.choice((0, 0, 1, 2)),
        lift=False,
        optiedatum=None if optie is None else verhaal.peildatum - timedelta(days=optie),
        door=contact,
        op=verhaal.op(gemeld, 15),
    )


def _vrije_woning(verhaal: Verhaal, kamers: int, dagen: int, tot: str) -> None:
    optie = {"verlopen": 4, "bevestigd": -10}.get(tot)
    eigen = next(iter(verhaal.contacten))
    aanbod = _woning(verhaal, eigen, kamers, gemeld=dagen, optie=optie, bevestigd=tot != "gemeld")
    if tot == "ingetrokken":
        withdraw_aanbod(
            aanbod=aanbod,
            reden=_reden("onderhoud-schade"),
            toelichting="Lekkage ontdekt bij de oplevering.",
            door=verhaal.contacten[aanbod.corporatie],
            op=verhaal.op(dagen - 6),
        )
    elif tot == "geblokkeerd":
        block_aanbod(
            aanbod=aanbod,
            reden=_reden("nutsvoorziening"),
            blokkade_tot=verhaal.peildatum + timedelta(days=12),
            toelichting="De cv-ketel wordt vervangen.",
            door=verhaal.contacten[aanbod.corporatie],
            op=verhaal.op(dagen - 6),
        )
    elif tot == "ongeschikt":
        reject_aanbod(aanbod=aanbod, reden=_reden("te-duur"), door=verhaal.ambtenaar, op=verhaal.op(dagen - 6))


def _reden(code: str) -> Reden:
    return Reden.objects.get(code=code)


def _follow(verhaal: Verhaal, huishouden: Huishouden, geval: Geval, start: int) -> None:
    """Let one household go from voordracht to where its case ends, or live where it found a place."""
    if geval.verblijf:
        register_verblijf(
            personen=huishouden.leden,
            vorm=geval.verblijf,
            van=verhaal.dag(start),
            door=verhaal.ambtenaar,
            op=verhaal.op(start, 14),
        )
        return
    eigen, *_ = corporaties = list(verhaal.contacten)
    corporatie = eigen if geval.tot in VRAAGT else verhaal.rng.choices(corporaties, weights=[5, 3, 2])[0]
    aanbod = _woning(verhaal, corporatie, geval.kamers, gemeld=start + 8, optie=start - 30)
    contact = verhaal.contacten[aanbod.corporatie]
    behoefte = huishouden.behoefte(aanbod.beschikbaar_vanaf)
    afwijking = (
        "" if behoefte.slaapkamers <= geval.kamers and not behoefte.rolstoel else "In overleg met het huishouden."
    )
    voordracht = propose_voordracht(
        aanbod=aanbod, huishouden=huishouden, afwijking=afwijking, door=verhaal.ambtenaar, op=verhaal.op(start)
    )
    if geval.tot == "voorgesteld":
        return
    if geval.tot == "afgewezen":
        reject_voordracht(
            voordracht=voordracht,
            reden=_reden("woning-niet-leeg"),
            door=contact,
            op=verhaal.op(start - 2),
        )
        return
    agree_voordracht(voordracht=voordracht, door=contact, op=verhaal.op(start - 2))
    if geval.tot == "akkoord":
        return
    offer_voordracht(voordracht=voordracht, door=verhaal.ambtenaar, op=verhaal.op(start - 5))
    if geval.tot == "aangeboden":
        return
    if geval.tot == "geweigerd":
        refuse_voordracht(
            voordracht=voordracht,
            reden=_reden("medische-reden"),
            toelichting="De trap naar de slaapkamer is voor mij niet te doen.",
            tolk_aanwezig=True,
            door=verhaal.ambtenaar,
            op=verhaal.op(start - 8),
        )
        return
    accept_voordracht(voordracht=voordracht, door=verhaal.ambtenaar, op=verhaal.op(start - 8))
    if geval.tot != "geaccepteerd":
        _move_in(verhaal, voordracht, start, geval.tot)


def _move_in(verhaal: Verhaal, voordracht: Voordracht, start: int, tot: str) -> Plaatsing:
    """Lease, key and checkout, as far as `tot` says; "geannuleerd" loses the key again."""
    plaatsing = sign_huurcontract(
        voordracht=voordracht,
        ingangsdatum=verhaal.peildatum - timedelta(days=start - 15),
        door=verhaal.contacten[voordracht.aanbod.corporatie],
        op=verhaal.op(start - 12),
    )
    if tot == "contract":
        return plaatsing
    plaatsing = hand_over_sleutel(
        plaatsing=plaatsing, sleuteldatum=verhaal.dag(start - 16), door=verhaal.ambtenaar, op=verhaal.op(start - 16)
    )
    if tot == "geannuleerd":
        return cancel_plaatsing(
            plaatsing=plaatsing,
            reden=_reden("brandveiligheid"),
            toelichting="De brandweer keurde de vluchtweg af; het huishouden kon er niet blijven.",
            door=verhaal.ambtenaar,
            op=verhaal.op(start - 24),
        )
    if tot == "afgemeld":
        return record_afmelding(
            plaatsing=plaatsing, afmelddatum=verhaal.dag(start - 19), door=verhaal.ambtenaar, op=verhaal.op(start - 19)
        )
    return plaatsing
