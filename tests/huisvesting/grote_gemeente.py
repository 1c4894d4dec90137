"""A gemeente with very many households and homes, in every part of the chain. Written in bulk: seconds, not minutes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db.models import Model
from django.utils import timezone

from huisvesting.models import (
    Gezinsrol,
    Huishouden,
    Plaatsing,
    Plaatsingspersoon,
    Statushouder,
    Voordracht,
    Vorm,
    Woning,
    Woningaanbod,
)
from huisvesting.regels.zoeken import search_name
from samenwerking.basis.versleuteling import lookup_index
from samenwerking.models import Gebruiker, Gemeente, Woningcorporatie
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    CorporatiemedewerkerFactory,
    GemeenteFactory,
    RedenFactory,
    WoningcorporatieFactory,
)

# Of ten households five wait: one came, was received, is in intake, and two are ready. One of each is further.
AKKOORD, AANGEBODEN, CONTRACT, SLEUTEL, AFGEMELD = range(5, 10)
# Of the homes of those who wait: reported, confirmed, option ended, blocked, withdrawn.
NAMEN = ("Abadi", "Berhe", "Demir", "Farah", "Girma", "Haddad", "Ismail", "Kebede", "Mansouri", "Nasser", "Tesfay")
VANAF = 2_500_000_000
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class GroteGemeente:
    gemeente: Gemeente
    corporatie: Woningcorporatie
    consulent: Gebruiker
    collega: Gebruiker
    medewerker: Gebruiker


def make_grote_gemeente(aantal: int) -> GroteGemeente:
    """So many households of one to four people, and as many homes; half of both have to do with each other."""
    gemeente = GemeenteFactory()
    corporaties = [WoningcorporatieFactory(gemeenten=[gemeente]) for _ in range(3)]
    groot = GroteGemeente(
        gemeente,
        corporaties[0],
        AmbtenaarFactory(gemeente=gemeente),
        AmbtenaarFactory(gemeente=gemeente),
        CorporatiemedewerkerFactory(corporatie=corporaties[0]),
    )
    huishoudens = _huishoudens(groot, aantal)
    aanbod = _aanbod(groot, corporaties, aantal)
    _plaatsen(groot, huishoudens, aanbod)
    return groot


def _make(aantal: int, maak: Callable[[int], M]) -> list[M]:
    """So many rows at once."""
    rijen = [maak(nummer) for nummer in range(aantal)]
    type(rijen[0])._default_manager.bulk_create(rijen, batch_size=2_000)
    return rijen


def _huishoudens(groot: GroteGemeente, aantal: int) -> list[Huishouden]:
    huishoudens = _make(aantal, lambda n: _huishouden(groot, n))
    leden = [(huishouden, plek) for n, huishouden in enumerate(huishoudens) for plek in range(1 + n % 4)]
    _make(len(leden), lambda n: _persoon(*leden[n], n))
    return huishoudens


def _huishouden(groot: GroteGemeente, n: int) -> Huishouden:
    nu, vandaag, door = timezone.now(), timezone.localdate(), groot.consulent
    huishouden = Huishouden(
        gemeente=groot.gemeente,
        huishoudnummer=f"G{n:06d}",
        koppeldatum=vandaag - timedelta(days=n * 7 % 120),
        aangemeld_op=nu - timedelta(days=n % 30),
        aangemeld_door=door,
    )
    if n % 10 >= 1:
        huishouden.eigenaar = door if n % 3 else groot.collega
        huishouden.ontvangen_op, huishouden.ontvangen_door = nu, door
    if n % 10 >= 2:
        huishouden.intake_op, huishouden.intake_door = nu, door
    if n % 10 >= 3:
        huishouden.klaar_op, huishouden.klaar_door = nu, door
    return huishouden


def _persoon(huishouden: Huishouden, plek: int, nummer: int) -> Statushouder:
    achternaam, voornamen = f"{NAMEN[nummer % len(NAMEN)]}{nummer % 997}", f"Voornaam{nummer % 89}"
    v_nummer = f"{VANAF + nummer}"
    return Statushouder(
        huishouden=huishouden,
        v_nummer=v_nummer,
        v_nummer_index=lookup_index(v_nummer),
        gezinsrol=(Gezinsrol.HOOFD, Gezinsrol.PARTNER, Gezinsrol.KIND, Gezinsrol.KIND)[plek],
        achternaam=achternaam,
        voornamen=voornamen,
        zoeknaam=search_name(achternaam, voornamen),
        geboortedatum=date(1990 if plek < 2 else 2016, 1 + nummer % 12, 1 + nummer % 28),
    )


def _aanbod(groot: GroteGemeente, corporaties: list[Woningcorporatie], aantal: int) -> list[Woningaanbod]:
    vandaag = timezone.localdate()
    woningen = _make(
        aantal,
        lambda n: Woning(
            corporatie=corporaties[n % 3],
            gemeente=groot.gemeente,
            straat=f"Proefstraat{n % 211}",
            huisnummer=1 + n // 3,
            postcode="1234 AB",
            plaats="Proefstad",
            vorm=list(Vorm)[n // 3 % len(Vorm)],
            slaapkamers=1 + n % 5,
            verdieping=0,
            kale_huur=600,
        ),
    )
    reden = RedenFactory()
    return _make(aantal, lambda n: _aanbieding(groot, woningen[n], n, reden, vandaag))


def _aanbieding(groot: GroteGemeente, woning: Woning, n: int, reden: Any, vandaag: date) -> Woningaanbod:
    nu, door = timezone.now(), groot.medewerker
    aanbod = Woningaanbod(
        woning=woning,
        gemeente=groot.gemeente,
        beschikbaar_vanaf=vandaag + timedelta(days=n % 60),
        optiedatum=vandaag + timedelta(days=n % 40) if n % 4 else None,
        ingevoerd_op=nu,
        ingevoerd_door=door,
        aangeboden_op=nu,
        aangeboden_door=door,
    )
    if n % 10 != 0:
        aanbod.bevestigd_op, aanbod.bevestigd_door = nu, door
    if n % 10 == 2:
        aanbod.optiedatum = vandaag - timedelta(days=3)
    if n % 10 == 3:
        aanbod.geblokkeerd_op, aanbod.geblokkeerd_door, aanbod.blokkeerreden = nu, door, reden
        aanbod.blokkade_tot = vandaag
    if n % 10 == 4:
        aanbod.ingetrokken_op, aanbod.ingetrokken_door, aanbod.intrekreden = nu, door, reden
    return aanbod


def _plaatsen(groot: GroteGemeente, huishoudens: list[Huishouden], aanbod: list[Woningaanbod]) -> None:
    paren = [(h, a, n % 10) for n, (h, a) in enumerate(zip(huishoudens, aanbod, strict=True)) if n % 10 >= AKKOORD]
    nu, vandaag, door = timezone.now(), timezone.localdate(), groot.consulent

    def voordracht(n: int) -> Voordracht:
        huishouden, woning, stand = paren[n]
        feiten = {"akkoord": AKKOORD, "aangeboden": AANGEBODEN, "geaccepteerd": CONTRACT}
        gedaan = {
            veld: waarde
            for act, vanaf in feiten.items()
            if stand >= vanaf
            for veld, waarde in ((f"{act}_op", nu), (f"{act}_door", door))
        }
        return Voordracht(
            aanbod=woning, huishouden=huishouden, passendheid={}, voorgesteld_op=nu, voorgesteld_door=door, **gedaan
        )

    voordrachten = _make(len(paren), voordracht)
    geplaatst = [(v, stand) for v, (_, _, stand) in zip(voordrachten, paren, strict=True) if stand >= CONTRACT]
    plaatsingen = _make(
        len(geplaatst),
        lambda n: Plaatsing(
            voordracht=geplaatst[n][0],
            aanbod=geplaatst[n][0].aanbod,
            huishouden=geplaatst[n][0].huishouden,
            vorm=geplaatst[n][0].aanbod.woning.vorm,
            woongemeente=groot.gemeente,
            ingangsdatum=vandaag,
            getekend_op=nu,
            getekend_door=door,
            sleuteldatum=vandaag if geplaatst[n][1] >= SLEUTEL else None,
        ),
    )
    leden: dict[Any, list[Statushouder]] = {}
    for persoon in Statushouder.objects.defer("v_nummer").filter(huishouden__gemeente=groot.gemeente):
        leden.setdefault(persoon.huishouden_id, []).append(persoon)
    personen = [
        (plaatsing, persoon, stand)
        for plaatsing, (_, stand) in zip(plaatsingen, geplaatst, strict=True)
        for persoon in leden[plaatsing.huishouden_id]
    ]
    _make(
        len(personen),
        lambda n: Plaatsingspersoon(
            plaatsing=personen[n][0],
            statushouder=personen[n][1],
            afmelddatum=vandaag if personen[n][2] == AFGEMELD else None,
        ),
    )
