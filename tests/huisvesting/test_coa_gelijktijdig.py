"""Two people apply lists in the same second, on real PostgreSQL with threads."""

import pytest

from huisvesting.models import Statushouder
from huisvesting.services.coa import AL_AFGEHANDELD, INTUSSEN_VERANDERD, apply_coa_import, receive_coa_lijst
from samenwerking.models import Gebeurtenis, Logregel
from tests.factories.samenwerking import AmbtenaarFactory, GemeenteFactory
from tests.huisvesting.coa_lijsten import make_csv, rij, sample
from tests.huisvesting.test_services_gelijktijdig import race

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ambtenaren():
    return AmbtenaarFactory.create_batch(2, gemeente=GemeenteFactory())


def receive(data, ambtenaar):
    return receive_coa_lijst(gemeente=ambtenaar.gemeente, data=data, bestandsnaam="lijst.csv", door=ambtenaar)


def apply(coa_import, ambtenaar):
    return lambda: apply_coa_import(coa_import=coa_import, door=ambtenaar)


def test_one_list_is_applied_once(ambtenaren):
    coa_import = receive(sample("goed"), ambtenaren[0])
    uitkomsten = race(*(apply(coa_import, ambtenaar) for ambtenaar in ambtenaren))
    assert sorted(map(str, uitkomsten)) == sorted([str(coa_import), AL_AFGEHANDELD])
    assert Statushouder.objects.count() == 40
    assert Logregel.objects.filter(gebeurtenis=Gebeurtenis.COA_LIJST_TOEGEPAST).count() == 1


def test_of_two_lists_with_the_same_people_the_second_reads_that_something_changed(ambtenaren):
    lijsten = [receive(make_csv(rij(1, gezinsrol="hoofd", achternaam=naam)), ambtenaren[0]) for naam in ("Een", "Twee")]
    uitkomsten = race(*(apply(lijst, ambtenaar) for lijst, ambtenaar in zip(lijsten, ambtenaren, strict=True)))
    assert sum(uitkomst == INTUSSEN_VERANDERD for uitkomst in uitkomsten) == 1
    assert Statushouder.objects.count() == 1
