"""Whatever happens in whatever order, voortgang is what the ledger says; and what must be preserved is preserved."""

import random
from contextlib import contextmanager

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taakstelling.models import Afsluiting, Voortgang, frozen_content
from taakstelling.regels.bevriezen import fingerprint
from taakstelling.services.overdracht import Deel, record_overdracht
from taakstelling.services.taakstelling import record_landelijke_taakstelling, set_beginsaldo
from taakstelling.services.voortgang import find_drift, recompute_voortgang
from tests.factories.samenwerking import GebruikerFactory, GemeenteFactory
from tests.factories.taakstelling import InwonertalFactory
from tests.taakstelling.gebeurtenissen import HALFJAREN, NAMEN, Wereld

pytestmark = [pytest.mark.django_db, pytest.mark.beide]


@contextmanager
def undone():
    """The examples of one property share a test's transaction: each leaves nothing to the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def make_wereld(rng, gemeenten=3):
    """Gemeenten with inhabitants, a national number for every half-year, and (but for one) an opening balance."""
    door = GebruikerFactory()
    lijst = [GemeenteFactory() for _ in range(gemeenten)]
    for dag in {halfjaar.inwoners_peildatum for halfjaar in HALFJAREN}:
        for nummer, gemeente in enumerate(lijst):
            InwonertalFactory(gemeente=gemeente, peildatum=dag, aantal=20_000 + 7_919 * nummer)
    for halfjaar in HALFJAREN:
        record_landelijke_taakstelling(
            halfjaar=halfjaar, aantal=90, soort="vastgesteld", zekerheid="hoog", bron="proef", door=door
        )
    for gemeente in lijst[1:]:
        set_beginsaldo(gemeente=gemeente, halfjaar=HALFJAREN[0], saldo=-2, bron="proef", door=door)
    recompute_voortgang()
    return Wereld(lijst, door, rng)


@given(namen=st.lists(st.sampled_from(sorted(set(NAMEN))), min_size=1, max_size=14), zaad=st.integers(0, 2**32))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_sequence_of_events_gives_the_same_as_a_full_rebuild(db, namen, zaad):
    with undone():
        wereld = make_wereld(random.Random(zaad))
        for naam in namen:
            wereld.gebeurtenis(naam)

        assert find_drift() == []


@given(zaad=st.integers(0, 2**32))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_frozen_figures_stay_what_their_fingerprint_says(db, zaad):
    with undone():
        wereld = make_wereld(random.Random(zaad))
        wereld.gebeurtenis("afsluiting")
        eerder = {a.pk: (a.stand, a.vingerafdruk) for a in Afsluiting.objects.all()}
        for naam in ("boeking", "terugboeking", "correctie", "publicatie", "herziening", "beginsaldo"):
            wereld.gebeurtenis(naam)

        for afsluiting in Afsluiting.objects.filter(pk__in=eerder).select_related("gemeente"):
            assert (afsluiting.stand, afsluiting.vingerafdruk) == eerder[afsluiting.pk]
            assert afsluiting.vingerafdruk == fingerprint(frozen_content(afsluiting.gemeente.code, afsluiting.stand))


@given(aantallen=st.lists(st.integers(-3, 3), min_size=2, max_size=3))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_transfer_preserves_the_sum_of_the_saldi(db, aantallen):
    with undone():
        wereld = make_wereld(random.Random(1), gemeenten=5)
        *delen, rest = [*aantallen, -sum(aantallen)]
        verdeling = {g: Deel(n, "K-1") for g, n in zip(wereld.gemeenten[1:], [*delen, rest], strict=False) if n}
        if len(verdeling) < 2:
            return

        def som():
            return [sum(v.saldo_eind for v in Voortgang.objects.filter(halfjaar=h)) for h in HALFJAREN]

        voor = som()
        record_overdracht(
            halfjaar=HALFJAREN[1],
            delen=verdeling,
            besluitdatum=HALFJAREN[0].begin,
            document="besluit",
            door=wereld.door,
        )

        assert som() == voor
        assert find_drift() == []
