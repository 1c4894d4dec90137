"""The status in the database says the same as the rule, whatever the numbers and the day."""

from datetime import date

import pytest
from django.utils import timezone

from taakstelling.models import Voortgang
from taakstelling.regels.halfjaar import Halfjaar
from tests.factories.samenwerking import GemeenteFactory

pytestmark = [pytest.mark.django_db, pytest.mark.beide]
H1 = Halfjaar(2026, 1)


@pytest.mark.parametrize(
    "peildatum", [date(2025, 12, 1), date(2026, 1, 15), date(2026, 3, 1), date(2026, 4, 1), date(2026, 7, 1)]
)
def test_annotation_and_rule_agree(peildatum):
    for doel, saldo, geteld in [
        (d, s, g) for d in (0, 7, 24, 48) for s in (-6, 0, 24) for g in (0, 5, 17, 18, 23, 24, 54)
    ]:
        Voortgang.objects.create(
            gemeente=GemeenteFactory(),
            halfjaar=H1,
            taakstelling=doel,
            saldo_begin=saldo,
            gerealiseerd=geteld,
            bijgewerkt_op=timezone.now(),
        )

    rows = list(Voortgang.objects.with_status(H1, peildatum))

    assert len(rows) == 84
    assert [(r.stand, r.status) for r in rows] == [(r.stand, r.stand.schema(peildatum)) for r in rows]
    assert [(r.opgave, r.saldo_eind) for r in rows] == [(r.stand.opgave, r.stand.saldo_eind) for r in rows]
