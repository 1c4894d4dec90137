"""Whose turn it is: what a home asks next, and of whom (workflow.md 5.3 and 5.4)."""

from enum import StrEnum


class Partij(StrEnum):
    """Who can be on turn. The jurist is of the gemeente, but while he judges the others there wait."""

    GEMEENTE = "gemeente"
    CORPORATIE = "corporatie"
    JURIST = "jurist"


class Vraag(StrEnum):
    """What a home asks next. The order is that of a working list: where people wait for an answer comes first."""

    ANTWOORD = "antwoord"  # does the corporation agree with the voordracht?
    AFWIJZING = "afwijzing"  # the corporation rejects: does the gemeente accept that?
    OORDEEL = "oordeel"  # the household refuses: is that right?
    STILTE = "stilte"  # the household did not answer in time: offer again, or treat that as a refusal?
    REACTIE = "reactie"  # does the household accept?
    AANBIEDING = "aanbieding"  # offer the home to the household
    CONTRACT = "contract"  # sign the lease
    AFSPRAAK = "afspraak"  # nobody came for the key: make a new appointment, or cancel
    SLEUTEL = "sleutel"  # hand over the key
    BEVESTIGING = "bevestiging"  # complete and confirm what was reported
    VOORDRACHT = "voordracht"  # put a household forward
    VRIJGAVE = "vrijgave"  # the home is blocked: lift the block
    VERLENGING = "verlenging"  # the option ended: extend or withdraw
    MELDING = "melding"  # a concept: report it, or throw it away
    NIETS = "niets"


# Only until someone is put forward does the option of a home press.
OPTIE_SPEELT = (Vraag.BEVESTIGING, Vraag.VOORDRACHT, Vraag.VERLENGING)

AAN_ZET: dict[Vraag, frozenset[Partij]] = {
    Vraag.ANTWOORD: frozenset({Partij.CORPORATIE}),
    Vraag.AFWIJZING: frozenset({Partij.GEMEENTE}),
    Vraag.OORDEEL: frozenset({Partij.JURIST}),
    Vraag.STILTE: frozenset({Partij.GEMEENTE}),
    Vraag.REACTIE: frozenset({Partij.GEMEENTE}),
    Vraag.AANBIEDING: frozenset({Partij.GEMEENTE}),
    Vraag.CONTRACT: frozenset({Partij.CORPORATIE}),
    Vraag.AFSPRAAK: frozenset({Partij.GEMEENTE, Partij.CORPORATIE}),
    Vraag.SLEUTEL: frozenset({Partij.GEMEENTE, Partij.CORPORATIE}),
    Vraag.MELDING: frozenset({Partij.CORPORATIE}),
    Vraag.BEVESTIGING: frozenset({Partij.CORPORATIE}),
    Vraag.VOORDRACHT: frozenset({Partij.GEMEENTE}),
    Vraag.VRIJGAVE: frozenset({Partij.CORPORATIE}),
    Vraag.VERLENGING: frozenset({Partij.CORPORATIE}),
    Vraag.NIETS: frozenset(),
}

# Status of an open voordracht -> what it asks.
VRAAG_VAN_VOORDRACHT: dict[str, Vraag] = {
    "voorgesteld": Vraag.ANTWOORD,
    "afwijzing_gemeld": Vraag.AFWIJZING,
    "akkoord_corporatie": Vraag.AANBIEDING,
    "aangeboden": Vraag.REACTIE,
    "geen_reactie": Vraag.STILTE,
    "weigering_gemeld": Vraag.OORDEEL,
    "geaccepteerd": Vraag.CONTRACT,
}

# What cannot go on while the home is blocked; every decision about a voordracht can.
WACHT_OP_VRIJGAVE = frozenset({Vraag.AANBIEDING, Vraag.REACTIE})


def ask_voordracht(status: str, *, is_geblokkeerd: bool) -> Vraag:
    """What an open voordracht asks, from its status and whether its home is blocked."""
    vraag = VRAAG_VAN_VOORDRACHT[status]
    return Vraag.VRIJGAVE if is_geblokkeerd and vraag in WACHT_OP_VRIJGAVE else vraag


# Status of a home that nobody is put forward for -> what it asks.
VRAAG_VAN_AANBOD: dict[str, Vraag] = {
    "concept": Vraag.MELDING,
    "aangeboden": Vraag.BEVESTIGING,
    "bevestigd": Vraag.VOORDRACHT,
    "verlopen": Vraag.VERLENGING,
    "geblokkeerd": Vraag.VRIJGAVE,
}


def determine_vraag(aanbod: str, *, voordracht: str | None, heeft_contract: bool, kwam_niet: bool = False) -> Vraag:
    """What a home asks, from its status, that of its open voordracht, whether a lease runs, and whether nobody
    came for its key."""
    if aanbod == "toegewezen" and heeft_contract:
        return Vraag.AFSPRAAK if kwam_niet else Vraag.SLEUTEL
    if aanbod in ("gereserveerd", "toegewezen", "geblokkeerd") and voordracht:
        return ask_voordracht(voordracht, is_geblokkeerd=aanbod == "geblokkeerd")
    return VRAAG_VAN_AANBOD.get(aanbod, Vraag.NIETS)


class Groep(StrEnum):
    """The parts of a working list."""

    ZELF = "zelf"
    ANDER = "ander"
    KLAAR = "klaar"


def group_for(partij: Partij, vraag: Vraag) -> Groep:
    """Whether this asks something of `partij`, of the other, or of nobody."""
    if not AAN_ZET[vraag]:
        return Groep.KLAAR
    return Groep.ZELF if partij in AAN_ZET[vraag] else Groep.ANDER


def order_for(partij: Partij) -> tuple[Vraag, ...]:
    """Every question in the order of the working list of `partij`: its own, those of the other, none."""
    return tuple(v for groep in Groep for v in Vraag if group_for(partij, v) == groep)
