"""What changed since figures were frozen, and the fingerprint that proves that they were not touched."""

from datetime import date
from decimal import Decimal

import pytest

from taakstelling.regels.bevriezen import fingerprint
from taakstelling.regels.correctie import explain_verschillen
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.regels.voortgang import Stand

H1 = Halfjaar(2026, 1)
BEVROREN = Stand(H1, taakstelling=40, saldo_begin=-4, gerealiseerd=21)


@pytest.mark.parametrize(
    ("nu", "verschillen"),
    [
        (BEVROREN, []),
        (Stand(H1, 38, -4, 21), [("taakstelling", 40, 38, -2), ("saldo aan het einde", -23, -21, 2)]),
        (Stand(H1, 40, -6, 21), [("saldo bij het begin", -4, -6, -2), ("saldo aan het einde", -23, -25, -2)]),
        (Stand(H1, 40, -4, 20), [("gehuisvest", 21, 20, -1), ("saldo aan het einde", -23, -24, -1)]),
        (Stand(H1, 41, -4, 22), [("taakstelling", 40, 41, 1), ("gehuisvest", 21, 22, 1)]),
    ],
)
def test_only_what_changed_is_told(nu, verschillen):
    assert [(v.naam, v.was, v.nu, v.aantal) for v in explain_verschillen(BEVROREN, nu)] == verschillen


def test_a_fingerprint_depends_on_the_content_and_not_on_its_order():
    inhoud = {"halfjaar": H1, "dag": date(2026, 7, 1), "deel": Decimal("0.5"), "aantal": 3}

    assert fingerprint(inhoud) == fingerprint(dict(reversed(inhoud.items())))
    assert fingerprint(inhoud) != fingerprint(inhoud | {"aantal": 4})
    # sha256 of {"a":1}, as any other tool computes it
    assert fingerprint({"a": 1}) == "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"


def test_what_has_no_canonical_form_has_no_fingerprint():
    with pytest.raises(TypeError):
        fingerprint({"a": {1, 2}})
