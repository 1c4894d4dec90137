"""What moves the figures of the gemeente beside keys: a publication, a transfer, closing, a correction, COA's count."""

import csv
import io
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Sum

from huisvesting.models import Plaatsingspersoon
from rapportage.services.demo.land import BRON
from rapportage.services.demo.toneel import Verhaal
from samenwerking.models import Gebruiker, Gemeente
from taakstelling.models import Realisatie, Saldoteken, SoortOverzicht, Taakstelling, Verschilreden, Voortgang
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.afsluiting import close_halfjaar
from taakstelling.services.afstemming import report_verschil, tellende_boekingen
from taakstelling.services.overdracht import Deel, record_overdracht
from taakstelling.services.overzicht import apply_overzicht
from taakstelling.services.overzicht_ontvangst import receive_overzicht
from taakstelling.services.realisatie import book_correctie
from taakstelling.services.taakstelling import publish_taakstelling

BUURGEMEENTE = "GM0262"  # Lochem
OVERGEDRAGEN = 2
# So long after its end a half-year stays open for what comes in late.
NAZORG = timedelta(days=31)
# Persons that COA does not count yet: of one of them the gemeente knows why.
NOG_NIET_BIJ_COA = 2
KOLOMMEN = ("Gemeentecode", "Gemeente", "Taakstelling", "Saldo aan het begin", "Gerealiseerd", "Saldo")


def close_earlier(verhaal: Verhaal, halfjaren: Iterable[Halfjaar], *, door: Gebruiker) -> None:
    """Close, for every gemeente, what was over long before the story begins."""
    for halfjaar in halfjaren:
        close_halfjaar(halfjaar=halfjaar, door=door, op=verhaal.op_dag(_closing_day(halfjaar)))


def tell_cijfers(verhaal: Verhaal) -> None:
    """Everything of this module that happens to the gemeente of the story, after its households were housed."""
    _publish(verhaal)
    _transfer(verhaal)
    vorige = verhaal.halfjaar.vorige
    if verhaal.peildatum >= _closing_day(vorige):
        close_halfjaar(
            halfjaar=vorige,
            gemeente=verhaal.gemeente,
            door=verhaal.opgavemanager,
            op=verhaal.op_dag(_closing_day(vorige)),
        )
    book_correctie(
        gemeente=verhaal.gemeente,
        datum=vorige.eind - timedelta(days=20),
        aantal=1,
        reden="Een nareiziger was te laat gemeld.",
        door=verhaal.opgavemanager,
        op=verhaal.op_dag(_closing_day(vorige) + timedelta(days=7)),
    )
    deze_maand = verhaal.peildatum.replace(day=1)
    vorige_maand = (deze_maand - timedelta(days=1)).replace(day=1)
    _receive_coa_stand(verhaal, vorige_maand, alleen=verhaal.gemeente, door=verhaal.opgavemanager)
    _receive_coa_stand(verhaal, deze_maand, minder=NOG_NIET_BIJ_COA, door=verhaal.beheerder)
    _explain(verhaal, deze_maand)


def _closing_day(halfjaar: Halfjaar) -> date:
    return halfjaar.eind + NAZORG + timedelta(days=1)


def _publish(verhaal: Verhaal) -> None:
    """The published target of the half-year that runs; it is one more than what Adams' method gives."""
    halfjaar = verhaal.halfjaar
    berekend = Taakstelling.objects.geldend().get(gemeente=verhaal.gemeente, landelijk__halfjaar=halfjaar)
    publish_taakstelling(
        gemeente=verhaal.gemeente,
        halfjaar=halfjaar,
        aantal=berekend.adams + 1,
        bron=BRON,
        door=verhaal.beheerder,
        op=verhaal.op_dag(halfjaar.uiterste_publicatie),
    )


def _transfer(verhaal: Verhaal) -> None:
    """A neighbour takes over a small part of the taakstelling."""
    halfjaar = verhaal.halfjaar
    buur = Gemeente.objects.get(code=BUURGEMEENTE)
    besluitdatum = halfjaar.begin - timedelta(days=21)
    record_overdracht(
        halfjaar=halfjaar,
        delen={
            verhaal.gemeente: Deel(-OVERGEDRAGEN, f"{besluitdatum.year}-0417"),
            buur: Deel(OVERGEDRAGEN, f"B{besluitdatum.year}/88"),
        },
        besluitdatum=besluitdatum,
        document=f"Besluit van beide colleges over de taakstelling van {halfjaar}",
        door=verhaal.opgavemanager,
        op=verhaal.op_dag(besluitdatum + timedelta(days=7)),
    )


def _receive_coa_stand(
    verhaal: Verhaal, peildatum: date, *, door: Gebruiker, alleen: Gemeente | None = None, minder: int = 0
) -> None:
    """COA's state of a day, of all gemeenten or of one: what they counted themselves, in the story's `minder` less."""
    halfjaar, op = _halfjaar_van_stand(peildatum), verhaal.op_dag(peildatum + timedelta(days=3))
    stand = receive_overzicht(
        soort=SoortOverzicht.COA_STAND,
        halfjaar=halfjaar,
        peildatum=peildatum,
        gemeente=alleen,
        data=_make_stand(halfjaar, peildatum, alleen, minder={verhaal.gemeente: minder}),
        bestandsnaam=f"coa-stand-{peildatum:%d-%m-%Y}.csv",
        saldoteken=Saldoteken.VOORSPRONG,
        door=door,
        op=op,
    )
    apply_overzicht(overzicht=stand, door=door, op=op)


def _halfjaar_van_stand(peildatum: date) -> Halfjaar:
    """The state of the first day of a half-year is the last one of the half-year before."""
    return Halfjaar.van_datum(peildatum - timedelta(days=1))


def _make_stand(halfjaar: Halfjaar, peildatum: date, alleen: Gemeente | None, *, minder: dict[Gemeente, int]) -> bytes:
    """The state as a CSV file."""
    boekingen = Realisatie.objects.filter(halfjaar=halfjaar, datum__lte=peildatum)
    geteld = dict(boekingen.order_by().values_list("gemeente").annotate(Sum("aantal")))
    rijen = Voortgang.objects.for_halfjaar(halfjaar).select_related("gemeente").order_by("gemeente__code")
    uitvoer = io.StringIO()
    schrijver = csv.writer(uitvoer, delimiter=";", lineterminator="\r\n")
    schrijver.writerow(KOLOMMEN)
    for rij in rijen.for_gemeente(alleen) if alleen else rijen:
        aantal = max(geteld.get(rij.gemeente_id, 0) - minder.get(rij.gemeente, 0), 0)
        saldo = aantal - rij.taakstelling + rij.saldo_begin
        schrijver.writerow((rij.gemeente.code, rij.gemeente.naam, rij.taakstelling, rij.saldo_begin, aantal, saldo))
    return uitvoer.getvalue().encode("utf-8-sig")


def _explain(verhaal: Verhaal, peildatum: date) -> None:
    """Of one person that COA does not count yet the gemeente knows why."""
    halfjaar = _halfjaar_van_stand(peildatum)
    tellend = tellende_boekingen(verhaal.gemeente, halfjaar, peildatum)
    if boeking := tellend.filter(bron_soort=Plaatsingspersoon.bron_soort()).last():
        report_verschil(
            gemeente=verhaal.gemeente,
            halfjaar=halfjaar,
            peildatum=peildatum,
            aantal=1,
            reden=Verschilreden.NIET_VERWERKT,
            toelichting="COA heeft de melding van de sleutel nog niet verwerkt.",
            boeking=boeking,
            door=verhaal.ambtenaar,
            op=verhaal.op_dag(peildatum + timedelta(days=4)),
        )
