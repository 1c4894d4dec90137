"""Giving people an account and a role."""

from datetime import date, datetime

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from samenwerking.models import Gebeurtenis, Gebruiker, Gemeente, Rol, Roltoewijzing, Woningcorporatie
from samenwerking.services.logboek import log

BEHEER = "Beheer"


@transaction.atomic
def create_gebruiker(
    *,
    username: str,
    voornaam: str,
    achternaam: str,
    wachtwoord: str,
    rol: Rol,
    van: date,
    door: Gebruiker,
    gemeente: Gemeente | None = None,
    corporatie: Woningcorporatie | None = None,
    provincie_code: str = "",
    op: datetime | None = None,
) -> Gebruiker:
    """Make an account with one role from a day on; a beheerder also gets the screens of the beheer.

    Errors: ValidationError when the name is taken or the role does not fit the organisation.
    """
    gebruiker = Gebruiker(username=username, first_name=voornaam, last_name=achternaam)
    gebruiker.set_password(wachtwoord)
    gebruiker.full_clean()
    gebruiker.save()
    toewijzing = Roltoewijzing(
        gebruiker=gebruiker, rol=rol, gemeente=gemeente, corporatie=corporatie, provincie_code=provincie_code, van=van
    )
    toewijzing.full_clean()
    toewijzing.save()
    if rol == Rol.BEHEERDER:
        grant_beheer(gebruiker)
    moment = op or timezone.now()
    log(
        Gebeurtenis.GEBRUIKER_GEMAAKT,
        onderwerp=gebruiker,
        door=door,
        gemeente=gemeente,
        op=moment,
        gegevens={"rol": str(rol)},
    )
    return gebruiker


def grant_beheer(gebruiker: Gebruiker) -> None:
    """Open the beheer for someone: organisations, accounts, targets, amounts, COA lists; no dossiers
    (workflow.md 5.7)."""
    group, _ = Group.objects.get_or_create(name=BEHEER)
    group.permissions.set(
        Permission.objects.filter(
            Q(content_type__app_label="samenwerking")
            | Q(content_type__app_label="taakstelling")
            | Q(
                content_type__app_label="huisvesting",
                content_type__model__in=["coaimport", "coaimportregel", "normbedrag"],
            )
        ).exclude(codename__startswith="delete_")
    )
    gebruiker.groups.add(group)
    gebruiker.is_staff = True
    gebruiker.save(update_fields=["is_staff"])
