"""Locking, always in the same order: aanbod first, then huishouden. Nobody waits for the other in a circle."""

from huisvesting.models import Complex, Huishouden, Plaatsing, Voordracht, Woningaanbod
from samenwerking.basis.constraints import Bezet

HUISHOUDEN_WEG = "Dit huishouden bestaat niet meer in Thuisgever. Bekijk de COA-lijst waarmee het kwam."


def lock_aanbod(aanbod: Woningaanbod) -> Woningaanbod:
    """The offer as it is now with its home, both locked until the transaction ends.

    The home too: who waited for the lock gets the row anew, but of a row that is only joined the one of before.
    """
    return (
        Woningaanbod.objects.select_for_update(of=("self", "woning"))
        .select_related("woning__corporatie", "gemeente", "aangeboden_door", "bevestigd_door")
        .get(pk=aanbod.pk)
    )


def lock_complex(aanbod: Woningaanbod) -> None:
    """The complex of a locked home, when it has one, after the household: two voordrachten count its homes in turn."""
    if aanbod.woning.complex_id:
        Complex.objects.select_for_update().filter(pk=aanbod.woning.complex_id).first()


def lock_huishouden(huishouden: Huishouden) -> Huishouden:
    """The household as it is now, locked until the transaction ends. Errors: Bezet when it is gone: its people moved to
    another household, or its COA list was undone."""
    locked = Huishouden.objects.select_for_update(of=("self",)).select_related("gemeente").filter(pk=huishouden.pk)
    gevonden = locked.first()
    if gevonden is None:
        raise Bezet(HUISHOUDEN_WEG)
    return gevonden


def lock_voordracht(voordracht: Voordracht) -> Voordracht:
    """The voordracht as it is now, with its offer and household locked before it."""
    lock_aanbod(voordracht.aanbod)
    lock_huishouden(voordracht.huishouden)
    return (
        Voordracht.objects.select_for_update(of=("self",))
        .select_related("aanbod__woning__corporatie", "aanbod__gemeente", "huishouden__gemeente", "reden")
        .get(pk=voordracht.pk)
    )


def lock_plaatsing(plaatsing: Plaatsing) -> Plaatsing:
    """The plaatsing as it is now, with its offer, household and voordracht locked before it."""
    lock_voordracht(plaatsing.voordracht)
    return (
        Plaatsing.objects.select_for_update(of=("self",))
        .select_related("aanbod__woning__corporatie", "aanbod__gemeente", "huishouden__gemeente", "voordracht")
        .get(pk=plaatsing.pk)
    )
