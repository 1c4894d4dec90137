"""Who is in the demonstration: the households of each COA list with how far they got, and the homes beside them."""

from dataclasses import dataclass

from taakstelling.regels.telregels import Woonvorm

STRATEN = (
    ("Meidoornstraat", "7201 AB"),
    ("Pastoor Linnerhof", "7203 BX"),
    ("Wilgenlaan", "7204 CT"),
    ("Korte Leemweg", "7206 DP"),
    ("Stationskade", "7202 EV"),
)


@dataclass(frozen=True)
class Geval:
    """One household and how far it got.

    `koppeling` and `start` are days before the demo's date; from `start` on the steps follow each other. `tot` is the
    last act that happened; without `start` no home was sought yet: `tot` is how far the dossier is, and without that
    the household waits for a home. With a `verblijf` it lives there since `start`, and no
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
            Geval("2+3", 178, 128, "afgesloten", 3),
            Geval("1", 178, 131, "beeindigd", 1),
            Geval("2", 177, 112, "afgerond", 1),
            Geval("1+2", 177, 104, "nazorg", 2),
            Geval("1", 176, 96, "gerealiseerd", 1),
            Geval("2+5", 176),
        ),
    ),
    (
        120,
        (
            Geval("2+2", 122, 84, "hersteld", 2),
            Geval("1", 122, 72, "doorgestroomd", 1),
            Geval("1", 121, 60, "doorstroom", 1),
            Geval("2+1", 121, 46, "sleutel", 2),
            Geval("1", 121, 52, "tijdelijk", 1),
            Geval("1+3", 120, 36, "contract", 3),
            Geval("2", 120, 58, "geannuleerd", 2),
            Geval("1", 120, 40, "geweigerd", 1, rolstoel=True),
        ),
    ),
    (
        66,
        (
            Geval("2+2", 68, 27, "niet_verschenen", 3),
            Geval("1", 68, 22, "geaccepteerd", 1),
            Geval("1", 68, 16, "teruggevraagd", 1),
            Geval("2+4", 67, 16, "aangeboden", 4),
            Geval("1", 67, 13, "aangeboden", 1, nareis=True),
            Geval("1+1", 66, 9, "akkoord", 2),
            Geval("2", 66, 11, "afgewezen", 1),
            Geval("1+1", 66, 10, "weigering_gemeld", 2),
            Geval("2+1", 66, 14, "bedenktijd", 2),
            Geval("1", 66, 24, "geen_reactie", 1),
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
            Geval("1", 25, 4, "afwijzing_gemeld", 1),
            Geval("2+3", 25),
            Geval("1", 24),
            Geval("1+1", 24),
            Geval("1", 25, tot="intake"),
            Geval("2+1", 25, tot="geparkeerd", nareis=True),
            Geval("1", 24, tot="terug_voorgesteld"),
            Geval("1", 24, tot="teruggegeven"),
        ),
    ),
    (
        3,
        (
            Geval("1+1", 5, tot="gekoppeld"),
            Geval("2", 5, tot="onvolledig"),
            Geval("1", 4, tot="aangemeld"),
            Geval("2+2", 4, tot="aangemeld"),
        ),
    ),
)
# This morning's list, which nobody has applied yet: who comes new, beside everyone who still waits.
NIEUW = ("2+2", "1", "1")
GEHUISVEST = (
    *("sleutel", "afgemeld", "gerealiseerd", "hersteld", "nazorg", "afgerond", "afgesloten", "beeindigd"),
    *("tijdelijk", "doorstroom", "doorgestroomd"),
)
BEGIN = max(geval.koppeling for _, gevallen in LIJSTEN for geval in gevallen)
# Here the corporation has to act: those homes are of the one that people can log in as, so that its list has work.
VRAAGT = ("voorgesteld", "geaccepteerd", "teruggevraagd", "contract", "niet_verschenen")
# Homes of that corporation that nobody was put forward for: bedrooms, days since reported, how far.
VRIJE_WONINGEN = (
    (1, 25, "bevestigd"),
    (3, 9, "bevestigd"),
    (2, 5, "bevestigd"),
    (2, 2, "gemeld"),
    (4, 1, "gemeld"),
    (1, 45, "verlopen"),
    (2, 30, "ingetrokken"),
    (3, 14, "geblokkeerd"),
    (4, 20, "ongeschikt"),
    (2, 0, "concept"),
)
# A complex of that corporation: its name and postcode, its homes, and how many of them go to statushouders at most.
COMPLEX = ("Zonnehof", "7207 GR", 24, 5)
# Who is put forward for a home in it: one more, and it is full.
IN_COMPLEX = ("voorgesteld", "geaccepteerd", "contract")
# How far a refusal came -> the reason and the own words of the household.
WEIGERINGEN = {
    "weigering_gemeld": ("studie-werk-elders", "Ik werk in Apeldoorn en kan daar om vijf uur niet met de bus zijn."),
    "bedenktijd": ("weigert-grootte", "Het huis is te klein voor ons. Mijn zoon heeft een eigen kamer nodig."),
    "geweigerd": ("medische-reden", "De trap naar de slaapkamer is voor mij niet te doen."),
}
