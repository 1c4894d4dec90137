"""Loading the demonstration into an empty database."""

import random
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from huisvesting.models import Huishouden
from huisvesting.services.herinneringen import send_herinneringen
from rapportage.services.demo.accounts import create_accounts, create_contacten
from rapportage.services.demo.afspraken import tell_afspraken
from rapportage.services.demo.besluiten import tell_besluiten
from rapportage.services.demo.cijfers import close_earlier, tell_cijfers
from rapportage.services.demo.gevallen import BEGIN
from rapportage.services.demo.land import BRON, assume_landelijk, fill_history, fill_land
from rapportage.services.demo.locaties import tell_locaties
from rapportage.services.demo.opgaveteam import tell_opgaveteam
from rapportage.services.demo.overleg import tell_overleg
from rapportage.services.demo.toezicht import tell_toezicht
from rapportage.services.demo.toneel import Verhaal
from rapportage.services.demo.verhaal import tell
from rapportage.services.demo.wijken import tell_wijken
from samenwerking.models import Bericht, Demonstratie, Gebeurtenis, Gebruiker, Gemeente, Rol, Woningcorporatie
from samenwerking.models.gebruiker import SYSTEEM
from samenwerking.services.bericht import mark_gelezen
from samenwerking.services.logboek import log
from taakstelling.models import Realisatie
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.herberekening import run_herberekening
from taakstelling.services.taakstelling import divide_landelijk, set_beginsaldo

GEMEENTE = "GM0301"  # Zutphen: of middling size, so that its numbers can be followed by hand
CORPORATIES = ("Stichting Gele Deur", "Wonen bij de Eik", "Woonvereniging Morgenlicht")
TERUG = 2  # half-years before the current one
VROEGST = date(2023, 7, 1)  # from then on inhabitants and national numbers are known without a gap


@transaction.atomic
def load_demo(*, peildatum: date) -> Demonstratie:
    """Fill an empty database with the demonstration, as it stands on the morning of `peildatum`.

    The same day gives the same figures. Errors: ValidationError when the database holds other data, when the reference
    data are not there, or when the day lies outside what the reference data cover.
    """
    _require_empty()
    gemeente = Gemeente.objects.filter(code=GEMEENTE).first()
    if gemeente is None:
        raise ValidationError("Laad eerst de referentiegegevens: manage.py load_reference.")
    if peildatum < VROEGST:
        raise ValidationError(f"De demonstratie kan niet beginnen voor {VROEGST:%d-%m-%Y}.")
    rng = random.Random(f"thuisgever {peildatum}")  # noqa: S311 - invented figures, no secrets
    systeem = Gebruiker.objects.systeem()
    halfjaren = _halfjaren(Halfjaar.van_datum(peildatum))
    divide_landelijk(halfjaren[-1], 1)  # says in a sentence which inhabitants are missing
    assume_landelijk(halfjaren, door=systeem)
    set_beginsaldo(gemeente=gemeente, halfjaar=halfjaren[0], saldo=-2, bron=BRON, door=systeem)
    fill_history(gemeente, halfjaren, tot=peildatum - timedelta(days=BEGIN), door=systeem, rng=rng)
    fill_land(halfjaren, peildatum=peildatum, behalve=gemeente, door=systeem, rng=rng)

    gele_deur, *andere = [Woningcorporatie.objects.create(naam=naam) for naam in CORPORATIES]
    for corporatie in (gele_deur, *andere):
        corporatie.gemeenten.add(gemeente)
    van = peildatum - timedelta(days=400)
    users = create_accounts(gemeente=gemeente, corporatie=gele_deur, van=van, door=systeem)
    contacten = {gele_deur: users[Rol.CORPORATIEMEDEWERKER], **create_contacten(andere, van=van, door=systeem)}
    verhaal = Verhaal(
        gemeente=gemeente,
        ambtenaar=users[Rol.AMBTENAAR],
        opgavemanager=users[Rol.OPGAVEMANAGER],
        jurist=users[Rol.JURIST],
        beheerder=users[Rol.BEHEERDER],
        contacten=contacten,
        peildatum=peildatum,
        rng=rng,
    )
    close_earlier(verhaal, halfjaren[:-2], door=systeem)
    tell(verhaal)
    tell_afspraken(verhaal)
    tell_cijfers(verhaal)
    tell_toezicht(verhaal, systeem=systeem)
    tell_opgaveteam(verhaal, users)
    tell_wijken(verhaal)
    tell_besluiten(verhaal, users)
    tell_locaties(verhaal, users[Rol.OPDRACHTGEVER])
    tell_overleg(verhaal, users)

    # What happened before yesterday has been read by now.
    ochtend = timezone.make_aware(datetime.combine(peildatum, time(6)))
    send_herinneringen(door=systeem, op=ochtend)
    mark_gelezen(Bericht.objects.filter(gemaakt_op__lt=ochtend - timedelta(days=1)), op=ochtend)

    demo = Demonstratie.objects.create(peildatum=peildatum, geladen_op=timezone.now(), geladen_door=systeem)
    log(Gebeurtenis.DEMONSTRATIE_GELADEN, onderwerp=demo, door=systeem, gemeente=gemeente)
    run_herberekening(aanleiding="demonstratie geladen", door=systeem)
    return demo


def _require_empty() -> None:
    if Demonstratie.objects.exists():
        raise ValidationError("De demonstratiegegevens staan er al.")
    if (
        Gebruiker.objects.exclude(username=SYSTEEM).exists()
        or Huishouden.objects.exists()
        or Realisatie.objects.exists()
        or Woningcorporatie.objects.exists()
    ):
        raise ValidationError("Deze database bevat al gegevens. De demonstratie laadt alleen in een lege database.")


def _halfjaren(huidig: Halfjaar) -> list[Halfjaar]:
    return [Halfjaar.van_nummer(huidig.nummer - terug) for terug in range(TERUG, -1, -1)]
