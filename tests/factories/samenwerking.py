"""WIE: gemeenten, corporaties, and people with a role."""

from datetime import date, timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from samenwerking.models import (
    Antwoordlink,
    Bericht,
    Gebruiker,
    Gemeente,
    Klasse,
    Mailwijze,
    Naamvariant,
    Reden,
    Rol,
    Roltoewijzing,
    Woningcorporatie,
)
from samenwerking.services.bezorging import hash_sleutel

PROVINCIE_CODE = "PV26"


class GemeenteFactory(DjangoModelFactory):
    """An existing gemeente; its code begins with 9, so it never meets one of the reference data."""

    class Meta:
        model = Gemeente

    class Params:
        opgeheven = factory.Trait(is_actief=False, opgeheven_per=date(2022, 1, 1))

    # Above the codes that CBS gave out, and round again: a long walk makes thousands, never at the same time.
    code = factory.Sequence(lambda n: f"GM{2000 + (7000 + n) % 8000}")
    naam = factory.Sequence(lambda n: f"Proefgemeente {n}")
    provincie_code = PROVINCIE_CODE
    provincie = "Proefprovincie"


class NaamvariantFactory(DjangoModelFactory):
    class Meta:
        model = Naamvariant

    gemeente = factory.SubFactory(GemeenteFactory)
    naam = factory.Sequence(lambda n: f"Andere naam {n}")


class WoningcorporatieFactory(DjangoModelFactory):
    """A corporation; `gemeenten=[...]` says where it works."""

    class Meta:
        model = Woningcorporatie
        skip_postgeneration_save = True

    naam = factory.Sequence(lambda n: f"Stichting Proefwonen {n}")

    @factory.post_generation
    def gemeenten(self, create: bool, extracted: Any, **_: Any) -> None:
        if extracted:
            self.gemeenten.set(extracted)


class GebruikerFactory(DjangoModelFactory):
    """A person with a login and no role at all. Its password is `wachtwoord-van-de-tests`."""

    class Meta:
        model = Gebruiker
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"gebruiker{n}")
    first_name = factory.Sequence(lambda n: f"Voornaam{n}")
    last_name = "Tester"
    password = factory.django.Password("wachtwoord-van-de-tests")


class RoltoewijzingFactory(DjangoModelFactory):
    """A role that runs since long; as ambtenaar of a gemeente, unless told otherwise."""

    class Meta:
        model = Roltoewijzing

    class Params:
        verlopen = factory.Trait(tot=date(2021, 1, 1))

    gebruiker = factory.SubFactory(GebruikerFactory)
    rol = Rol.AMBTENAAR
    gemeente = factory.SubFactory(GemeenteFactory)
    corporatie = None
    van = date(2020, 1, 1)


def _rol(rol: Rol, **organisatie: Any) -> factory.RelatedFactory:
    """The assignment that goes with a new user; its organisation is what the user's factory was given."""
    return factory.RelatedFactory(RoltoewijzingFactory, "gebruiker", rol=rol, **organisatie)


class AmbtenaarFactory(GebruikerFactory):
    class Params:
        gemeente = factory.SubFactory(GemeenteFactory)

    toewijzing = _rol(Rol.AMBTENAAR, gemeente=factory.SelfAttribute("..gemeente"))


class OpgavemanagerFactory(GebruikerFactory):
    class Params:
        gemeente = factory.SubFactory(GemeenteFactory)

    toewijzing = _rol(Rol.OPGAVEMANAGER, gemeente=factory.SelfAttribute("..gemeente"))


class JuristFactory(GebruikerFactory):
    class Params:
        gemeente = factory.SubFactory(GemeenteFactory)

    toewijzing = _rol(Rol.JURIST, gemeente=factory.SelfAttribute("..gemeente"))


class OpdrachtgeverFactory(GebruikerFactory):
    """The ambtelijk opdrachtgever."""

    class Params:
        gemeente = factory.SubFactory(GemeenteFactory)

    toewijzing = _rol(Rol.OPDRACHTGEVER, gemeente=factory.SelfAttribute("..gemeente"))


class WethouderFactory(GebruikerFactory):
    class Params:
        gemeente = factory.SubFactory(GemeenteFactory)

    toewijzing = _rol(Rol.WETHOUDER, gemeente=factory.SelfAttribute("..gemeente"))


class BeheerderFactory(GebruikerFactory):
    """Manages accounts and reference data of a gemeente, in the admin."""

    class Params:
        gemeente = factory.SubFactory(GemeenteFactory)

    is_staff = True
    toewijzing = _rol(Rol.BEHEERDER, gemeente=factory.SelfAttribute("..gemeente"))


class CorporatiemedewerkerFactory(GebruikerFactory):
    class Params:
        corporatie = factory.SubFactory(WoningcorporatieFactory)

    toewijzing = _rol(Rol.CORPORATIEMEDEWERKER, corporatie=factory.SelfAttribute("..corporatie"), gemeente=None)


class ProvincieFactory(GebruikerFactory):
    """Supervises the gemeenten of a province; by default the province of `GemeenteFactory`."""

    class Params:
        provincie = PROVINCIE_CODE

    toewijzing = _rol(Rol.PROVINCIE, provincie_code=factory.SelfAttribute("..provincie"), gemeente=None)


class RedenFactory(DjangoModelFactory):
    class Meta:
        model = Reden

    class Params:
        met_toelichting = factory.Trait(toelichting_verplicht=True)
        vervallen = factory.Trait(vervallen_per=date(2021, 1, 1))

    code = factory.Sequence(lambda n: f"proefreden-{n}")
    tekst = factory.Sequence(lambda n: f"Proefreden {n}")
    klasse = Klasse.CORPORATIE


class BerichtFactory(DjangoModelFactory):
    """Something that was told to someone with a mail address, and that must still be mailed."""

    class Meta:
        model = Bericht

    class Params:
        gelezen = factory.Trait(gelezen_op=factory.SelfAttribute("gemaakt_op"))

    ontvanger = factory.SubFactory(AmbtenaarFactory, email=factory.Sequence(lambda n: f"ontvanger{n}@proef.example"))
    sleutel = factory.Sequence(lambda n: f"proef:{n}")
    titel = "Proefbericht"
    tekst = factory.Sequence(lambda n: f"Er is iets gebeurd, nummer {n}.")
    url = "/samenwerking/berichten/"
    gemaakt_op = factory.LazyFunction(timezone.now)
    gemaakt_door = factory.SubFactory(GebruikerFactory)
    mail = Mailwijze.DIRECT


class AntwoordlinkFactory(DjangoModelFactory):
    """A link that was mailed and still works; `onderwerp_id` is what it answers."""

    class Meta:
        model = Antwoordlink

    class Params:
        geheim = factory.Sequence(lambda n: f"geheim-van-de-proef-{n}")

    bericht = factory.SubFactory(BerichtFactory)
    pad = "/huisvesting/antwoord/"
    afdruk = factory.LazyAttribute(lambda o: hash_sleutel(o.geheim))
    geldig_tot = factory.LazyFunction(lambda: timezone.now() + timedelta(days=5))
