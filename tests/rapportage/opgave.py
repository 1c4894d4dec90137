"""Who looks at the pages of the opgaveteam, and what lies there for them."""

from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from samenwerking.models import Besluit, Besluitsoort, Escalatie, Mandaat, Rol
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    BeheerderFactory,
    CorporatiemedewerkerFactory,
    GebruikerFactory,
    JuristFactory,
    OpdrachtgeverFactory,
    OpgavemanagerFactory,
    ProvincieFactory,
    WethouderFactory,
    WoningcorporatieFactory,
)

ROLLEN = {
    "ambtenaar": lambda g: AmbtenaarFactory(gemeente=g),
    "opgavemanager": lambda g: OpgavemanagerFactory(gemeente=g),
    "jurist": lambda g: JuristFactory(gemeente=g),
    "opdrachtgever": lambda g: OpdrachtgeverFactory(gemeente=g),
    "wethouder": lambda g: WethouderFactory(gemeente=g),
    "corporatiemedewerker": lambda g: CorporatiemedewerkerFactory(corporatie=WoningcorporatieFactory(gemeenten=[g])),
    "provincie": lambda g: ProvincieFactory(),
    "beheerder": lambda g: BeheerderFactory(gemeente=g),
    "niemand": lambda g: GebruikerFactory(),
}
TEAM = ("ambtenaar", "opgavemanager", "jurist", "opdrachtgever", "wethouder")
NU = datetime(2026, 5, 12, 9, 0, tzinfo=timezone.get_default_timezone())


def hub(gemeente):
    return reverse("rapportage:opgaveteam", args=[gemeente.code])


def rooster(gemeente):
    return reverse("rapportage:team_list", args=[gemeente.code])


def mandaat(gemeente, **feiten):
    """A mandate of the opgavemanager that runs since January."""
    return Mandaat.objects.create(
        gemeente=gemeente,
        **{
            "houder": Rol.OPGAVEMANAGER,
            "soort": Besluitsoort.HOTELPLAATSEN,
            "artikel": "Artikel 3",
            "van": date(2026, 1, 1),
            "vastgelegd_op": NU,
            "vastgelegd_door": OpdrachtgeverFactory(gemeente=gemeente),
            **feiten,
        },
    )


def voorgelegd(gemeente, aan, **feiten):
    """A proposal that was submitted to this role yesterday."""
    door = OpgavemanagerFactory(gemeente=gemeente)
    feiten = {"titel": f"Voorstel aan {aan}", "soort": Besluitsoort.UITGAVE, "voorstel": "Doen", **feiten}
    op = NU - timedelta(days=1)
    return Besluit.objects.create(
        gemeente=gemeente,
        voorgesteld_op=op,
        voorgesteld_door=door,
        voorgelegd_op=op,
        voorgelegd_door=door,
        voorgelegd_aan=aan,
        **feiten,
    )


def geescaleerd(gemeente, *niveaus, uiterlijk=date(2026, 5, 15), **feiten):
    """A question that went up through these levels."""
    door = AmbtenaarFactory(gemeente=gemeente)
    daden = {f"{niveau}_op": NU for niveau in niveaus} | {f"{niveau}_door": door for niveau in niveaus}
    teksten = {"titel": "Lekkage in een woning", "vraag": "Mag de reparatie nu?", "opties": "Ja of nee", "advies": "Ja"}
    return Escalatie.objects.create(
        gemeente=gemeente, uiterlijk=uiterlijk, gemeld_op=NU, gemeld_door=door, **{**teksten, **daden, **feiten}
    )
