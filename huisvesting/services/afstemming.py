"""Who the bookings in the ledger are about, for laying our own count beside that of COA (R-331)."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from huisvesting.models import Plaatsingspersoon, Statushouder, Verblijf
from samenwerking.models import Gebruiker
from taakstelling.models import Realisatie

BRONNEN = (Plaatsingspersoon, Verblijf)


def of_personen(boekingen: QuerySet[Realisatie]) -> QuerySet[Realisatie]:
    """Those that count one person of whom we have a place on file; a correction counts a number."""
    return boekingen.filter(bron_soort__in=[bron.bron_soort() for bron in BRONNEN])


def find_personen(boekingen: Iterable[Realisatie], gebruiker: Gebruiker) -> dict[int, Statushouder]:
    """The person of each booking, by the key of the booking, as far as this user may know: an amv that moved here has
    its dossier elsewhere. With the household and its gemeente. Three queries."""
    boekingen = list(boekingen)
    van_plek: dict[tuple[str, str], UUID] = {}
    for bron in BRONNEN:
        keys = {b.bron_id.split("/")[0] for b in boekingen if b.bron_soort == bron.bron_soort()}
        if keys:
            rijen = bron._default_manager.filter(pk__in=keys).values_list("pk", "statushouder_id")
            van_plek |= {(bron.bron_soort(), str(pk)): persoon for pk, persoon in rijen}
    zichtbaar = Statushouder.objects.visible_to(gebruiker).filter(pk__in=set(van_plek.values()))
    personen = {persoon.pk: persoon for persoon in zichtbaar.select_related("huishouden__gemeente").defer("v_nummer")}
    gevonden = ((b.pk, van_plek.get((b.bron_soort, b.bron_id.split("/")[0]))) for b in boekingen)
    return {pk: personen[persoon] for pk, persoon in gevonden if persoon and persoon in personen}
