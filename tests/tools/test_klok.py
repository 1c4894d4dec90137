"""The clock that stands where one sets it."""

from datetime import date

from django.utils import timezone

from tools.klok import klok_op


def test_clock_stands_still_until_it_is_set_and_then_lets_go():
    with klok_op(date(2020, 2, 29), 9) as klok:
        assert timezone.localtime().isoformat() == "2020-02-29T09:00:00+01:00"
        klok.zet(date(2020, 7, 1))
        assert timezone.localtime().isoformat() == "2020-07-01T10:00:00+02:00"

    assert timezone.localdate() > date(2020, 7, 1)
