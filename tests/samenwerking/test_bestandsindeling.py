"""A layout is remembered once for each party, on both databases; a party's own choice comes before that of everyone."""

import pytest
from django.utils import timezone

from huisvesting.models import CoaImport
from samenwerking.models import Bestandsindeling, Inleessoort
from samenwerking.services.inlezing import find_indeling, remember_indeling
from tests.bewijs import assert_refused
from tests.factories.samenwerking import GebruikerFactory, GemeenteFactory, WoningcorporatieFactory

pytestmark = [pytest.mark.beide, pytest.mark.django_db]
KOP = ("Plaats", "Aantal")


def make_indeling(**feiten):
    return Bestandsindeling.objects.create(
        **{
            "soort": Inleessoort.COA_STAND,
            "kop_afdruk": "a" * 64,
            "toewijzing": {"gemeente": "Plaats"},
            "vastgelegd_op": timezone.now(),
            "vastgelegd_door": GebruikerFactory(),
            **feiten,
        }
    )


def read_as(kolom):
    """A file with these headers, of which this one is read as the gemeente."""
    return CoaImport(koppen=[*KOP], toewijzing={"gemeente": kolom})


def test_a_layout_is_remembered_once_for_each_party_and_once_for_everyone():
    gemeente, corporatie = GemeenteFactory(), WoningcorporatieFactory()
    for partij in ({"gemeente": gemeente}, {"corporatie": corporatie}, {}):
        make_indeling(**partij)

    assert_refused("bestandsindeling_once_gemeente", lambda: make_indeling(gemeente=gemeente))
    assert_refused("bestandsindeling_once_corporatie", lambda: make_indeling(corporatie=corporatie))
    assert_refused("bestandsindeling_once_everyone", make_indeling)


def test_a_layout_is_of_one_party():
    assert_refused(
        "bestandsindeling_of_one_party",
        lambda: make_indeling(gemeente=GemeenteFactory(), corporatie=WoningcorporatieFactory()),
    )


def test_the_choice_of_a_party_comes_before_that_of_everyone_and_the_last_choice_holds():
    eigen, ander, door, nu = GemeenteFactory(), GemeenteFactory(), GebruikerFactory(), timezone.now()
    for kolom, gemeente in (("Aantal", None), ("Plaats", eigen), ("Aantal", eigen)):
        remember_indeling(Inleessoort.COA_LIJST, read_as(kolom), gemeente=gemeente, door=door, op=nu)
    remember_indeling(Inleessoort.COA_LIJST, read_as("Plaats"), door=door, op=nu)

    assert find_indeling(Inleessoort.COA_LIJST, KOP, gemeente=eigen).toewijzing == {"gemeente": "Aantal"}
    assert (
        find_indeling(Inleessoort.COA_LIJST, ("plaats *", "AANTAL"), gemeente=ander).toewijzing["gemeente"] == "Plaats"
    )
    assert find_indeling(Inleessoort.COA_STAND, KOP, gemeente=eigen) is None
