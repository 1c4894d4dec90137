"""Zoeken: one person among 200 thousand, by V-nummer and by name, right and with a typing error.

The floor is reading one person by primary key. Each run looks for another person. BENCH_OMVANG chooses another number
of persons. The names are invented: syllables, so that about as many resemble each other as real names do.
"""

import os
import random
import statistics
import time
import uuid
from collections.abc import Callable
from datetime import date

from django.db import connection
from django.utils import timezone

from huisvesting.models import Huishouden, Statushouder
from huisvesting.regels.zoeken import search_name
from huisvesting.services.zoeken import find_personen
from samenwerking.basis.versleuteling import lookup_index
from samenwerking.models import Gebruiker, Gemeente, Rol, Roltoewijzing
from tests.bench.meting import Meting, compare, report

GEMEENTEN = 342
PER_HUISHOUDEN = 4
PER_KEER = 5_000
ZOEKTOCHTEN = 400
OPWARMEN = 20
# A syllable is one of each.
BEGIN, MIDDEN, SLOT = "bdfghjklmnrstwyz", ("a", "a", "e", "i", "o", "ou"), ("", "", "", "n", "r", "l", "d")


def main() -> None:
    """Fill, measure, print and write var/bench/zoeken.json."""
    on_postgres = connection.vendor == "postgresql"
    aantal = int(os.environ.get("BENCH_OMVANG", "200000" if on_postgres else "20000"))
    rng = random.Random(20261125)
    personen = fill(aantal, rng)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if on_postgres else "ANALYZE")
    report(
        "zoeken" if on_postgres else "zoeken-sqlite", searches(personen, f"{aantal:,} mensen".replace(",", "."), rng)
    )


def make_naam(rng: random.Random, lettergrepen: int) -> str:
    return "".join(rng.choice(deel) for _ in range(lettergrepen) for deel in (BEGIN, MIDDEN, SLOT)).capitalize()


def misspell(naam: str, rng: random.Random) -> str:
    """One letter of the name, not the first, is left out, doubled or another one."""
    plek = rng.randrange(1, len(naam))
    midden = rng.choice(("", naam[plek] * 2, rng.choice("aeioustrn")))
    return naam[:plek] + midden + naam[plek + 1 :]


def fill(aantal: int, rng: random.Random) -> list[tuple[uuid.UUID, int, str, str]]:
    """So many people in households of four, spread over 342 gemeenten, with a consulent in each.

    Out: of each person the key, the number of the gemeente, the V-nummer and the family name.
    """
    nu, vandaag, systeem = timezone.now(), timezone.localdate(), Gebruiker.objects.systeem()
    gemeenten = Gemeente.objects.bulk_create(
        Gemeente(code=f"GM{9000 + n:04d}", naam=f"Proefgemeente {n}", provincie="Proef", provincie_code="PV99")
        for n in range(GEMEENTEN)
    )
    consulenten = Gebruiker.objects.bulk_create(Gebruiker(username=f"consulent{n}") for n in range(GEMEENTEN))
    Roltoewijzing.objects.bulk_create(
        Roltoewijzing(gebruiker=gebruiker, rol=Rol.AMBTENAAR, gemeente=gemeente, van=vandaag)
        for gebruiker, gemeente in zip(consulenten, gemeenten, strict=True)
    )
    nummers = {gemeente.pk: nummer for nummer, gemeente in enumerate(gemeenten)}
    personen: list[tuple[uuid.UUID, int, str, str]] = []
    for begin in range(0, aantal, PER_KEER):
        huishoudens = [
            Huishouden(
                gemeente=gemeenten[(begin // PER_HUISHOUDEN + n) % GEMEENTEN],
                huishoudnummer=f"H{begin // PER_HUISHOUDEN + n}",
                koppeldatum=vandaag,
                aangemeld_op=nu,
                aangemeld_door=systeem,
            )
            for n in range(min(PER_KEER, aantal - begin) // PER_HUISHOUDEN)
        ]
        mensen = [
            make_persoon(huishouden, f"{2_000_000_000 + begin + PER_HUISHOUDEN * h + n}", rng)
            for h, huishouden in enumerate(huishoudens)
            for n in range(PER_HUISHOUDEN)
        ]
        Huishouden.objects.bulk_create(huishoudens)
        Statushouder.objects.bulk_create(mensen, batch_size=1_000)
        personen += [(p.pk, nummers[p.huishouden.gemeente_id], p.v_nummer, p.achternaam) for p in mensen]
    return personen


def make_persoon(huishouden: Huishouden, v_nummer: str, rng: random.Random) -> Statushouder:
    achternaam, voornamen = make_naam(rng, 3), make_naam(rng, 2)
    return Statushouder(
        huishouden=huishouden,
        v_nummer=v_nummer,
        v_nummer_index=lookup_index(v_nummer),
        achternaam=achternaam,
        voornamen=voornamen,
        zoeknaam=search_name(achternaam, voornamen),
        geboortedatum=date(1990, 1, 1),
    )


def searches(personen: list[tuple[uuid.UUID, int, str, str]], omvang: str, rng: random.Random) -> list[Meting]:
    """Each way to look for someone against the floor: the median, and what 1 in 20 takes longer than."""
    consulenten = list(Gebruiker.objects.filter(username__startswith="consulent"))
    consulenten.sort(key=lambda gebruiker: int(gebruiker.username.removeprefix("consulent")))
    for consulent in consulenten:
        assert consulent.rollen  # read once per request, before the search
    doelen = {"V-nummer, precies": (None, None), "naam, goed": (None, None), "naam met een tikfout": (1, 25)}
    metingen: list[Meting] = []
    for werk, (doel_p50, doel_p95) in doelen.items():
        bodem, wij, gevonden = [], [], 0
        for pk, gemeente, v_nummer, naam in rng.sample(personen, ZOEKTOCHTEN + OPWARMEN):
            tekst = {"V-nummer, precies": v_nummer, "naam, goed": naam}.get(werk) or misspell(naam, rng)
            bodem.append(_time(lambda pk=pk: Statushouder.objects.defer("v_nummer").get(pk=pk))[0])
            duur, treffers = _time(lambda t=tekst, g=gemeente: find_personen(t, consulenten[g]))
            wij.append(duur)
            gevonden += any(p.pk == pk for p in treffers.rijen)
        print(f"{werk}: {100 * gevonden / (ZOEKTOCHTEN + OPWARMEN):.1f}% gevonden")
        bodem, wij = bodem[OPWARMEN:], wij[OPWARMEN:]
        p95 = statistics.quantiles(wij, n=20)[-1]
        metingen += [
            compare(f"{werk}: tegen de bodem", omvang, wij_ms=wij, bodem_ms=bodem),
            compare(f"{werk}: p50", omvang, wij_ms=wij, doel=doel_p50),
            compare(f"{werk}: p95", omvang, wij_ms=[p95], doel=doel_p95),
        ]
    return metingen


def _time(work: Callable[[], object]) -> tuple[float, object]:
    begin = time.perf_counter()
    uitkomst = work()
    return (time.perf_counter() - begin) * 1000, uitkomst
