"""Two people apply lists in the same second, on real PostgreSQL with threads."""

from functools import partial

import pytest

from huisvesting.models import Notitie, Statushouder
from huisvesting.services.coa import apply_coa_import
from huisvesting.services.coa_ontvangst import receive_coa_lijst
from huisvesting.services.coa_terugdraaien import NIETS_TERUG, undo_coa_import
from huisvesting.services.dossier import add_notitie
from huisvesting.services.slot import HUISHOUDEN_WEG
from samenwerking.models import Gebeurtenis, Logregel
from samenwerking.services.inlezing import AL_AFGEHANDELD, INTUSSEN_VERANDERD
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


@pytest.mark.parametrize("ronde", range(3))
def test_a_list_is_undone_or_somebody_wrote_about_its_household_never_both(ronde, ambtenaren):
    lijst = apply(receive(make_csv(rij(1, gezinsrol="hoofd")), ambtenaren[0]), ambtenaren[0])()
    huishouden = Statushouder.objects.get().huishouden
    notitie, terug = race(
        lambda: add_notitie(huishouden=huishouden, tekst="Gebeld.", door=ambtenaren[0]),
        lambda: undo_coa_import(coa_import=lijst, door=ambtenaren[1]),
    )
    if isinstance(terug, str):
        assert terug.startswith("Aan 1 huishouden van deze lijst is al gewerkt")
        assert Notitie.objects.get() == notitie
    else:
        assert notitie == HUISHOUDEN_WEG
        assert (Statushouder.objects.count(), Notitie.objects.count()) == (0, 0)


def test_a_list_is_undone_once(ambtenaren):
    lijst = apply(receive(sample("goed"), ambtenaren[0]), ambtenaren[0])()
    uitkomsten = race(*(partial(undo_coa_import, coa_import=lijst, door=ambtenaar) for ambtenaar in ambtenaren))
    assert sorted(map(str, uitkomsten)) == sorted([str(lijst), NIETS_TERUG])
    assert Logregel.objects.filter(gebeurtenis=Gebeurtenis.COA_LIJST_TERUGGEDRAAID).count() == 1
