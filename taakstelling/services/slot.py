"""Whoever changes the ledger or the voortgang of a gemeente holds the lock on that gemeente: it is always taken last
in an event (after aanbod and huishouden), and for more gemeenten in the order of their keys."""

from samenwerking.models import Gemeente


def lock_gemeente(gemeente: Gemeente) -> None:
    """Wait for others who change this gemeente's numbers. New rows that refer to the gemeente are not held up."""
    Gemeente.objects.select_for_update(of=("self",), no_key=True).values_list("pk").get(pk=gemeente.pk)


def lock_alle_gemeenten() -> None:
    """The same for the whole country."""
    list(Gemeente.objects.select_for_update(of=("self",), no_key=True).order_by("pk").values_list("pk"))
