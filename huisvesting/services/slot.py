"""Locking, always in the same order: aanbod first, then huishouden. Nobody waits for the other in a circle."""

from huisvesting.models import Huishouden, Plaatsing, Voordracht, Woningaanbod


def lock_aanbod(aanbod: Woningaanbod) -> Woningaanbod:
    """The offer as it is now, locked until the transaction ends."""
    return (
        Woningaanbod.objects.select_for_update(of=("self",))
        .select_related("woning__corporatie", "gemeente", "aangeboden_door", "bevestigd_door")
        .get(pk=aanbod.pk)
    )


def lock_huishouden(huishouden: Huishouden) -> Huishouden:
    """The household as it is now, locked until the transaction ends."""
    return Huishouden.objects.select_for_update(of=("self",)).select_related("gemeente").get(pk=huishouden.pk)


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
