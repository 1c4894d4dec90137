"""What makes a person count: the bookings in the ledger that name it."""

from django.db import models


class Telbaar(models.Model):
    """A place where one person lives; a booking names it by `bron_soort` and `bron_id`.

    A source is booked once (`realisatie_counts_once`). When a count is taken back and another rule counts the place
    again, `telnummer` goes up and the new booking has a name of its own.
    """

    telnummer = models.PositiveSmallIntegerField("telnummer", default=1, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def bron_soort(cls) -> str:
        return cls._meta.label_lower

    @property
    def bron_id(self) -> str:
        """The name for the booking that stands, or for the next."""
        return self._bron_id(self.telnummer)

    @property
    def bron_ids(self) -> list[str]:
        """The names of all its bookings."""
        return [self._bron_id(nummer) for nummer in range(1, self.telnummer + 1)]

    def _bron_id(self, nummer: int) -> str:
        return str(self.pk) if nummer == 1 else f"{self.pk}/{nummer}"
