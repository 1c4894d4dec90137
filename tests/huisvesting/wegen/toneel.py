"""The scene of a random walk."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from huisvesting.models import (
    Complex,
    Gezinsrol,
    Huishouden,
    Voordracht,
    Vorm,
    Woningaanbod,
)
from huisvesting.services.aanbod import Woninggegevens, confirm_aanbod, register_aanbod
from huisvesting.services.dossier import receive_koppeling
from huisvesting.services.intake import complete_intake, start_intake
from huisvesting.services.nazorg import close_nazorg, split_nazorg
from huisvesting.services.plaatsing import (
    hand_over_sleutel,
    record_afmelding,
    record_inschrijving,
    sign_huurcontract,
)
from huisvesting.services.sluiting import start_nazorg
from huisvesting.services.voordracht import accept_voordracht, agree_voordracht, offer_voordracht, propose_voordracht
from samenwerking.models import Gebruiker, Gemeente, Reden, Woningcorporatie
from samenwerking.services.actie import finish_actie
from taakstelling.models import Telmoment
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.realisatie import set_telmoment
from taakstelling.services.taakstelling import publish_taakstelling, set_beginsaldo
from tests.factories.huisvesting import HuishoudenFactory, StatushouderFactory
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    CorporatiemedewerkerFactory,
    GemeenteFactory,
    JuristFactory,
    OpgavemanagerFactory,
    WoningcorporatieFactory,
)

# Years from now on every clock that runs a test: a moment that a service took from the clock of the machine instead of
# its argument lies before the walk, and shows.
BEGIN = datetime(2041, 1, 7, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
HALFJAREN = [Halfjaar.van_nummer(Halfjaar(2040, 2).nummer + n) for n in range(7)]
# Every family name, and a word in all that people write themselves: in no message and in no line of the logboek.
KANARIE, PAPEGAAI = "Kanariepiet", "Papegaai"


@dataclass(frozen=True)
class Toneel:
    """One gemeente with a target, a neighbour, two corporations, and people in every role."""

    gemeente: Gemeente
    buur: Gemeente
    corporaties: list[Woningcorporatie]
    complex_: Complex
    mensen: dict[str, Gebruiker]
    redenen: list[Reden]


def make_toneel(telmoment: Telmoment) -> Toneel:
    """The scene: a household that COA just linked, one that waits, one that was offered a home, and one that lives in
    a temporary home and counts; beside those homes one that was reported and one that is free."""
    gemeente, buur = GemeenteFactory(), GemeenteFactory()
    corporaties = [WoningcorporatieFactory(gemeenten=[gemeente]), WoningcorporatieFactory(gemeenten=[gemeente])]
    complex_ = Complex.objects.create(
        corporatie=corporaties[0], gemeente=gemeente, naam="De Proefhof", woningen_totaal=10, maximum=1
    )
    mensen = {
        "ambtenaar": AmbtenaarFactory(gemeente=gemeente),
        "collega": AmbtenaarFactory(gemeente=gemeente, email="collega@proef.example"),
        "opgavemanager": OpgavemanagerFactory(gemeente=gemeente),
        "jurist": JuristFactory(gemeente=gemeente),
        "medewerker": CorporatiemedewerkerFactory(corporatie=corporaties[0], email="verhuur@proef.example"),
        "andere medewerker": CorporatiemedewerkerFactory(corporatie=corporaties[1]),
        "systeem": Gebruiker.objects.systeem(),
    }
    toneel = Toneel(gemeente, buur, corporaties, complex_, mensen, list(Reden.objects.order_by("code")))
    door, op = mensen["opgavemanager"], BEGIN - timedelta(days=30)
    for plaats in (gemeente, buur):
        set_beginsaldo(gemeente=plaats, halfjaar=HALFJAREN[0], saldo=-2, bron="verzonnen", door=door, op=op)
        for halfjaar in HALFJAREN:
            publish_taakstelling(gemeente=plaats, halfjaar=halfjaar, aantal=12, bron="verzonnen", door=door, op=op)
        set_telmoment(gemeente=plaats, telmoment=telmoment, van=op.date(), door=door, op=op)
    _people_it(toneel)
    return toneel


def _people_it(t: Toneel) -> None:
    _koppel(t, "H0", [40, 39, 12, 10, 7, 3], BEGIN - timedelta(days=2))
    wacht = _koppel(t, "H1", [16], BEGIN - timedelta(days=20), amv=True)
    gezin = _koppel(t, "H2", [35, 33, 5], BEGIN - timedelta(days=25))
    stel = _koppel(t, "H3", [28, 27], BEGIN - timedelta(days=28))
    for huishouden in (wacht, gezin, stel):
        _make_klaar(t, huishouden, huishouden.aangemeld_op)
    _meld(t, 0, 1, BEGIN - timedelta(days=3), optie=BEGIN.date() + timedelta(days=10), bevestigd=False)
    _meld(t, 1, 2, BEGIN - timedelta(days=5), optie=BEGIN.date() + timedelta(days=40))
    aangeboden = _meld(t, 0, 3, BEGIN - timedelta(days=9), complex_=t.complex_)
    bewoond = _meld(t, 1, 4, BEGIN - timedelta(days=15), vorm=Vorm.FLEX, slaapkamers=2)
    _bied_aan(t, aangeboden, gezin, BEGIN - timedelta(days=4))
    voordracht = _bied_aan(t, bewoond, stel, BEGIN - timedelta(days=12))
    op = BEGIN - timedelta(days=8)
    accept_voordracht(voordracht=voordracht, door=t.mensen["ambtenaar"], op=op)
    plaatsing = sign_huurcontract(
        voordracht=voordracht,
        ingangsdatum=op.date(),
        tijdelijk_tot=op.date() + timedelta(days=90),
        door=t.mensen["andere medewerker"],
        op=op,
    )
    hand_over_sleutel(plaatsing=plaatsing, sleuteldatum=op.date(), door=t.mensen["ambtenaar"], op=op)


def _koppel(t: Toneel, nummer: str, leeftijden: list[int], op: datetime, *, amv: bool = False) -> Huishouden:
    huishouden = HuishoudenFactory(
        aangemeld=True,
        gemeente=t.gemeente,
        huishoudnummer=nummer,
        koppeldatum=op.date(),
        aangemeld_op=op,
        aangemeld_door=t.mensen["ambtenaar"],
        personen=0,
    )
    rollen = [Gezinsrol.HOOFD, Gezinsrol.PARTNER, *[Gezinsrol.KIND] * 4]
    for rij, (leeftijd, rol) in enumerate(zip(leeftijden, rollen, strict=False)):
        StatushouderFactory(
            huishouden=huishouden,
            v_nummer=f"28{nummer[1:]}000{rij:02d}",
            gezinsrol=rol,
            achternaam=f"{KANARIE} {nummer}",
            geboortedatum=date(BEGIN.year - leeftijd, 3, 3),
            amv=amv,
        )
    return huishouden


def _make_klaar(t: Toneel, huishouden: Huishouden, op: datetime) -> None:
    door = t.mensen["ambtenaar"]
    receive_koppeling(huishouden=huishouden, eigenaar=door, door=door, op=op)
    start_intake(huishouden=huishouden, door=door, op=op)
    complete_intake(huishouden=huishouden, door=door, op=op)


def _meld(
    t: Toneel,
    corporatie: int,
    huisnummer: int,
    op: datetime,
    *,
    bevestigd: bool = True,
    optie: date | None = None,
    complex_: Complex | None = None,
    vorm: str = Vorm.REGULIER,
    slaapkamers: int = 4,
) -> Woningaanbod:
    door = t.mensen["andere medewerker" if corporatie else "medewerker"]
    aanbod = register_aanbod(
        corporatie=t.corporaties[corporatie],
        gemeente=t.gemeente,
        woning=make_woning(huisnummer, vorm=vorm, slaapkamers=slaapkamers, complex_=complex_),
        beschikbaar_vanaf=op.date(),
        optiedatum=optie,
        door=door,
        op=op,
    )
    return confirm_aanbod(aanbod=aanbod, door=door, op=op) if bevestigd else aanbod


def make_woning(
    huisnummer: int,
    *,
    complex_: Complex | None = None,
    vorm: str = Vorm.REGULIER,
    slaapkamers: int = 4,
    compleet: bool = True,
) -> Woninggegevens:
    """The facts of a home in the one street of the scene."""
    return Woninggegevens(
        straat="Proefstraat",
        huisnummer=huisnummer,
        postcode="1234 AB",
        plaats="Proefstad",
        slaapkamers=slaapkamers,
        vorm=vorm,
        verdieping=0 if compleet else None,
        kale_huur=Decimal("600.00") if compleet else None,
        complex=complex_,
    )


def _bied_aan(t: Toneel, aanbod: Woningaanbod, huishouden: Huishouden, op: datetime) -> Voordracht:
    door = t.mensen["ambtenaar"]
    voordracht = propose_voordracht(aanbod=aanbod, huishouden=huishouden, door=door, op=op)
    agree_voordracht(voordracht=voordracht, door=t.mensen["medewerker"], op=op)
    return offer_voordracht(voordracht=voordracht, door=door, op=op)


# --- Further on -------------------------------------------------------------------------------------------------------
def go_on(t: Toneel, stappen: int, op: datetime) -> None:
    """The household that was offered a home comes so many steps further: a walk may begin anywhere on the way."""
    door = t.mensen["ambtenaar"]
    wie = Huishouden.objects.get(huishoudnummer="H2")
    for stap in (_accept, _sign, _move_in, _register, _close, _care)[:stappen]:
        stap(wie, door, op)
        op += timedelta(minutes=1)


def _accept(wie: Huishouden, door: Gebruiker, op: datetime) -> None:
    accept_voordracht(voordracht=wie.voordrachten.get(), door=door, op=op)


def _sign(wie: Huishouden, door: Gebruiker, op: datetime) -> None:
    sign_huurcontract(voordracht=wie.voordrachten.get(), ingangsdatum=op.date(), door=door, op=op)


def _move_in(wie: Huishouden, door: Gebruiker, op: datetime) -> None:
    hand_over_sleutel(plaatsing=wie.plaatsingen.get(), sleuteldatum=op.date(), door=door, op=op)


def _register(wie: Huishouden, door: Gebruiker, op: datetime) -> None:
    record_afmelding(plaatsing=wie.plaatsingen.get(), afmelddatum=op.date(), door=door, op=op)
    record_inschrijving(plaatsing=wie.plaatsingen.get(), inschrijfdatum=op.date(), door=door, op=op)


def _close(wie: Huishouden, door: Gebruiker, op: datetime) -> None:
    plaatsing = wie.plaatsingen.get()
    for actie in split_nazorg(plaatsing)[0]:
        finish_actie(actie=actie, door=door, op=op)
    close_nazorg(plaatsing=plaatsing, door=door, op=op)


def _care(wie: Huishouden, door: Gebruiker, op: datetime) -> None:
    start_nazorg(huishouden=wie, door=door, op=op)
