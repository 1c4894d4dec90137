"""What the corporations agreed for the half-year that runs: one thing on schedule, one behind, one changed since."""

from datetime import timedelta

from huisvesting.models import Slaapkamerklasse
from huisvesting.services.afspraak import change_afspraak, record_afspraak, set_overlegtermijn
from huisvesting.services.afspraakstand import collect_standen
from rapportage.services.demo.toneel import Verhaal
from samenwerking.models import Woningcorporatie
from taakstelling.regels.halfjaar import MAANDEN

BRON = "Prestatieafspraken {jaar}, artikel 4"
MINSTE = 4  # an agreement about fewer homes is not worth a signature
# Homes above what would be exactly on schedule, by class, for the corporation that people can log in as.
ERBOVEN = {Slaapkamerklasse.EEN: 0, Slaapkamerklasse.TWEE: 3, Slaapkamerklasse.DRIE: 0, Slaapkamerklasse.VIER: 0}
ERBIJ = 2  # so many more were agreed at first
TERMIJN = 7


def tell_afspraken(verhaal: Verhaal) -> None:
    """Record the agreements before the half-year, change one in it, and agree when something comes on the agenda.

    The numbers follow from what the story let, so that they are plausible on whatever day it stands.
    """
    maanden = verhaal.halfjaar.voltooide_maanden(verhaal.peildatum)
    standen = {s.pk: s for s in collect_standen(verhaal.gemeente, verhaal.halfjaar, verhaal.peildatum)}
    for nummer, corporatie in enumerate(verhaal.contacten):
        stand = standen.get(corporatie.pk)
        verhuurd = {rij.slaapkamers: rij.telling.verhuurd for rij in stand.rijen} if stand else {}
        if nummer == 0:
            doelen = {k: _op_schema(verhuurd.get(k, 0), maanden) + meer for k, meer in ERBOVEN.items()}
        else:
            doelen = {Slaapkamerklasse.ELKE: _op_schema(sum(verhuurd.values()), maanden)}
        for klasse, doel in doelen.items():
            _record(verhaal, corporatie, klasse, doel, is_gewijzigd=ERBOVEN.get(klasse, 0) > 0)
    eigen = next(iter(verhaal.contacten))
    set_overlegtermijn(
        gemeente=verhaal.gemeente, corporatie=eigen, dagen=TERMIJN, door=verhaal.opgavemanager, op=verhaal.op(40)
    )


def _op_schema(verhuurd: int, maanden: int) -> int:
    """The largest agreement that is on schedule with so many homes let in so many months."""
    return max(verhuurd * MAANDEN // maanden if maanden else 0, MINSTE)


def _record(
    verhaal: Verhaal, corporatie: Woningcorporatie, klasse: Slaapkamerklasse, doel: int, *, is_gewijzigd: bool
) -> None:
    bron = BRON.format(jaar=verhaal.halfjaar.jaar)
    afspraak = record_afspraak(
        gemeente=verhaal.gemeente,
        corporatie=corporatie,
        halfjaar=verhaal.halfjaar,
        slaapkamers=klasse,
        aantal=doel + ERBIJ if is_gewijzigd else doel,
        bron=bron,
        door=verhaal.opgavemanager,
        op=verhaal.op_dag(verhaal.halfjaar.begin - timedelta(days=20)),
    )
    if is_gewijzigd:
        change_afspraak(
            afspraak=afspraak,
            aantal=doel,
            bron=f"{bron}, gewijzigd in het overleg",
            reden="Een complex met nieuwe woningen is een halfjaar later klaar.",
            door=verhaal.opgavemanager,
            op=verhaal.op_dag(verhaal.halfjaar.begin + timedelta(days=30)),
        )
