"""Invented people, as rows of a COA list."""

import csv
import io
import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

KOLOMMEN = (
    "V-nummer",
    "Huishoudnummer",
    "Gezinsrol",
    "Achternaam",
    "Voornamen",
    "Geboortedatum",
    "Geslacht",
    "Nationaliteit",
    "Talen",
    "Datum vergunning",
    "Datum koppeling",
    "Opvanglocatie",
    "Gezinsgrootte",
    "Rolstoel",
    "Nareis verwacht",
    "AMV",
)
# Nationality, languages, family names, names of women, names of men. Households with consecutive numbers get other
# families until each was used.
HERKOMST = (
    (
        "Syrische",
        "Arabisch",
        ("Al Nouri", "Haddar", "Mansouri", "Sabbari", "Zeitani", "Khaloufi", "Darwishal"),
        ("Rima", "Hala", "Lina", "Samar", "Dalia", "Nour"),
        ("Karam", "Yamen", "Nidal", "Basil", "Omran", "Majd"),
    ),
    (
        "Eritrese",
        "Tigrinya",
        ("Habtemar", "Tesfalidet", "Gebrezgi", "Weldemar", "Kiflemar", "Zerabruk", "Asmeroma"),
        ("Selam", "Winta", "Feven", "Luwam", "Rahwa", "Bisrat"),
        ("Filmon", "Yonas", "Merhawi", "Abel", "Natnael", "Robel"),
    ),
    (
        "Afghaanse",
        "Dari",
        ("Rahmani Far", "Noorzada", "Shirzaday", "Azimpour", "Karimyar", "Sultanzey", "Wardakian"),
        ("Maryam", "Zohra", "Parwin", "Laila", "Shabnam", "Freshta"),
        ("Farid", "Idrees", "Jawad", "Samim", "Navid", "Haroon"),
    ),
    (
        "Jemenitische",
        "Arabisch, Engels",
        ("Al Sarhi", "Qahtali", "Bin Omari", "Al Maqdari", "Nasherid", "Ba Wardan", "Tihamy"),
        ("Amal", "Nada", "Yusra", "Arwa", "Hind", "Bilqis"),
        ("Adel", "Waleed", "Tariq", "Hamza", "Sami", "Ziad"),
    ),
)
OPVANG = ("Opvang De Meent", "Opvang Oosterpoort", "Opvang 't Zand")


@dataclass(frozen=True)
class Persoon:
    """One row of the list, cells in the order of KOLOMMEN."""

    cellen: tuple[str, ...]

    def met(self, kolom: str, waarde: str) -> "Persoon":
        """The same row with another value in one column."""
        return Persoon(tuple(waarde if k == kolom else cel for k, cel in zip(KOLOMMEN, self.cellen, strict=True)))


def make_huishouden(
    nummer: int,
    samenstelling: str,
    koppeldatum: date,
    rng: random.Random,
    *,
    rolstoel: bool = False,
    nareis: bool = False,
    amv: bool = False,
) -> list[Persoon]:
    """Invent a household. In: its number; "2+3" for two adults and three children; the day of koppeling. Whoever is
    `amv` is seventeen."""
    volwassenen, _, kinderen = samenstelling.partition("+")
    rollen = ["hoofd", "partner"][: int(volwassenen)] + ["kind"] * int(kinderen or 0)
    nationaliteit, talen, families, vrouwen, mannen = HERKOMST[nummer % len(HERKOMST)]
    familie, opvang = families[nummer // len(HERKOMST) % len(families)], rng.choice(OPVANG)
    vergunning = koppeldatum - timedelta(days=rng.randint(5, 14))
    personen = []
    geslacht_hoofd = rng.choice("mv")
    # Nobody has the first name of someone else at home: there are as many as the largest household needs.
    namen = {"v": rng.sample(vrouwen, len(vrouwen)), "m": rng.sample(mannen, len(mannen))}
    for volgnummer, rol in enumerate(rollen):
        geslacht = {"hoofd": geslacht_hoofd, "partner": "mv"[geslacht_hoofd == "m"]}.get(rol) or rng.choice("mv")
        jaren = rng.randint(1, 16) if rol == "kind" else 17 if amv else rng.randint(24, 46)
        geboren = koppeldatum - timedelta(days=jaren * 365 + rng.randint(30, 300))
        personen.append(
            Persoon(
                (
                    f"{2_400_000_000 + nummer * 100 + volgnummer * 7}",
                    f"H{nummer:05d}",
                    rol,
                    familie,
                    namen[geslacht].pop(),
                    f"{geboren:%d-%m-%Y}",
                    geslacht,
                    nationaliteit,
                    talen,
                    f"{vergunning:%d-%m-%Y}",
                    f"{koppeldatum:%d-%m-%Y}",
                    opvang,
                    str(len(rollen)),
                    "ja" if rolstoel and rol == "hoofd" else "nee",
                    "ja" if nareis else "nee",
                    "ja" if amv else "nee",
                )
            )
        )
    return personen


def make_lijst(personen: Iterable[Persoon]) -> bytes:
    """The rows as a CSV file the way a spreadsheet saves it: semicolons, UTF-8 with a byte order mark."""
    uitvoer = io.StringIO()
    schrijver = csv.writer(uitvoer, delimiter=";", lineterminator="\r\n")
    schrijver.writerow(KOLOMMEN)
    schrijver.writerows(persoon.cellen for persoon in personen)
    return uitvoer.getvalue().encode("utf-8-sig")
