"""The shipped reference data: complete, marked where it is uncertain, and never in the way of what is there already."""

from datetime import date

import pytest
from django.apps import apps
from django.db.models import Sum

from samenwerking.models import Gebeurtenis, Gebruiker, Gemeente, Logregel
from taakstelling.models import Herindeling, Inwonertal, LandelijkeTaakstelling, Taakstelling, Toezichtkader
from taakstelling.regels.halfjaar import Halfjaar
from taakstelling.services.referentie import GEEN_BRON, load_reference
from taakstelling.services.voortgang import find_drift
from tests.factories.taakstelling import start_gemeente

pytestmark = [pytest.mark.django_db, pytest.mark.beide, pytest.mark.usefixtures("referentie")]
GESCHAT = date(2025, 1, 1)


def load():
    return load_reference(door=Gebruiker.objects.systeem())


def content():
    """Every row of every table of the product."""
    models = [m for m in apps.get_models() if m._meta.app_label in ("samenwerking", "taakstelling")]
    return {m: sorted(m.objects.values_list(), key=str) for m in models}


def inwoners(code, jaar):
    return Inwonertal.objects.get(gemeente__code=code, peildatum=date(jaar, 1, 1))


def test_every_gemeente_that_exists_has_a_province_and_a_place_on_the_map():
    actief = Gemeente.objects.actief()

    assert actief.count() == 342
    assert not actief.filter(provincie="").exists()
    assert not actief.filter(lat=None).exists()
    dronten = actief.get(code="GM0303")
    assert (dronten.naam, dronten.provincie, dronten.provincie_code) == ("Dronten", "Flevoland", "PV24")


def test_abolished_gemeenten_keep_their_name_and_the_day_where_it_is_known():
    opgeheven = Gemeente.objects.filter(is_actief=False)

    assert opgeheven.count() == 68
    assert not opgeheven.filter(naam="").exists()
    assert (opgeheven.get(code="GM0370").naam, opgeheven.get(code="GM0370").opgeheven_per) == (
        "Beemster",
        date(2022, 1, 1),
    )
    assert opgeheven.get(code="GM0241").opgeheven_per is None


def test_no_two_gemeenten_answer_to_the_same_name():
    for gemeente in Gemeente.objects.all():
        assert Gemeente.objects.find(gemeente.naam) == gemeente


@pytest.mark.parametrize(
    ("naam", "code"), [("Den Haag", "GM0518"), ("den bosch", "GM0796"), ("Hengelo (O.)", "GM0164")]
)
def test_a_gemeente_is_found_by_what_people_call_it(naam, code):
    assert Gemeente.objects.find(naam).code == code


def test_a_second_time_changes_nothing_and_leaves_no_line():
    before = content()

    assert not load()
    assert content() == before


def test_loading_leaves_one_line_that_says_what_was_added():
    (regel,) = Logregel.objects.filter(gebeurtenis=Gebeurtenis.REFERENTIE_GELADEN)

    assert regel.gegevens == {
        "gemeenten": 410,
        "naamvarianten": 15,
        "herindelingen": 21,
        "inwonertallen": Inwonertal.objects.count(),
        "landelijke_cijfers": 22,
        "toezichtkaders": 1,
        "telregels": 0,
    }


def test_the_missing_year_is_estimated_between_its_neighbours_and_marked():
    """Dronten: half-way, half up; and for the country the sum of the gemeenten of 2026."""
    geschat = Inwonertal.objects.op(GESCHAT)

    assert geschat.count() == 342
    assert not geschat.filter(is_geschat=False).exists()
    assert not Inwonertal.objects.exclude(peildatum=GESCHAT).filter(is_geschat=True).exists()
    rij = inwoners("GM0303", 2025)
    assert rij.aantal == (inwoners("GM0303", 2024).aantal + inwoners("GM0303", 2026).aantal + 1) // 2
    assert "Schatting" in rij.bron
    assert 17_942_942 < geschat.aggregate(som=Sum("aantal"))["som"] < 18_131_238


def test_a_count_is_never_overwritten_by_the_estimate_or_the_shipped_file():
    Inwonertal.objects.filter(peildatum__in=[GESCHAT, date(2024, 1, 1)]).update(aantal=7, is_geschat=False)

    assert not load()
    assert inwoners("GM0303", 2025).aantal == inwoners("GM0303", 2024).aantal == 7


def test_a_corrected_neighbour_corrects_the_estimate():
    Inwonertal.objects.filter(gemeente__code="GM0303", peildatum=date(2026, 1, 1)).update(aantal=80_001)

    assert load().inwonertallen == 342
    assert inwoners("GM0303", 2025).aantal == (inwoners("GM0303", 2024).aantal + 80_002) // 2


def test_a_shipped_count_takes_the_place_of_an_estimate_and_the_targets_follow():
    telling = inwoners("GM0303", 2024).aantal
    Inwonertal.objects.op(date(2024, 1, 1)).update(aantal=10, is_geschat=True)
    Taakstelling.objects.update(is_geschat=True)

    load()

    assert (inwoners("GM0303", 2024).aantal, inwoners("GM0303", 2024).is_geschat) == (telling, False)
    assert not Taakstelling.objects.for_halfjaar(Halfjaar(2025, 2)).filter(is_geschat=True).exists()
    assert Taakstelling.objects.for_halfjaar(Halfjaar(2024, 2)).filter(is_geschat=True).exists()


def test_what_a_beheerder_changed_stays():
    Gemeente.objects.filter(code="GM0303").update(naam="Dronten aan het Meer")

    assert not load()
    assert Gemeente.objects.get(code="GM0303").naam == "Dronten aan het Meer"


def test_a_gemeente_that_the_files_call_abolished_is_abolished():
    Gemeente.objects.filter(code="GM0501").update(is_actief=True, opgeheven_per=None)

    assert load().gemeenten == 1
    brielle = Gemeente.objects.get(code="GM0501")
    assert (brielle.is_actief, brielle.opgeheven_per) == (False, date(2023, 1, 1))


def test_a_merger_that_is_new_moves_the_targets():
    Herindeling.objects.filter(nieuw__naam="Eemsdelta").delete()
    landelijk = LandelijkeTaakstelling.objects.get(halfjaar=Halfjaar(2021, 1))
    landelijk.taakstellingen.filter(gemeente__naam="Eemsdelta").delete()

    assert load().herindelingen == 3
    assert landelijk.taakstellingen.get(gemeente__naam="Eemsdelta").inwoners == 45_857


def test_the_split_of_haaren_is_flagged_and_not_divided():
    soorten = set(Herindeling.objects.filter(oud__naam="Haaren").values_list("soort", flat=True))

    assert soorten == {"splitsing"}
    assert Taakstelling.objects.for_halfjaar(Halfjaar(2021, 1)).get(gemeente__naam="Haaren").inwoners > 0


def test_national_numbers_keep_the_order_of_the_file_with_kind_and_source():
    versies = LandelijkeTaakstelling.objects.for_halfjaar(Halfjaar(2019, 1)).order_by("versie")

    assert [(v.versie, v.aantal, v.soort) for v in versies] == [(1, 8000, "vastgesteld"), (2, 6000, "bijgesteld")]
    assert all(v.bron.startswith("https://") for v in versies)
    assert LandelijkeTaakstelling.objects.get(halfjaar=Halfjaar(2016, 1)).bron == GEEN_BRON
    assert not LandelijkeTaakstelling.objects.filter(soort="aanname").exists()


def test_what_is_not_known_is_not_invented():
    for halfjaar in (Halfjaar(2021, 2), Halfjaar(2026, 1), Halfjaar(2026, 2)):
        assert not LandelijkeTaakstelling.objects.for_halfjaar(halfjaar).exists()
    assert not Taakstelling.objects.for_halfjaar(Halfjaar(2020, 2)).exists()


def test_loading_leaves_no_drift():
    start_gemeente(gemeente=Gemeente.objects.get(code="GM0303"), halfjaar=Halfjaar(2024, 2))

    assert find_drift() == []


def test_the_shipped_ladder_is_an_example_and_says_so():
    kader = Toezichtkader.objects.get()

    assert (kader.provincie_code, kader.is_voorbeeld, kader.zekerheid) == ("", True, "laag")
    assert [rij.naam for rij in kader.treden.all()] == [
        "Signaleren",
        "Informatie opvragen",
        "Actief toezicht",
        "Vooraankondiging van een besluit",
        "Besluit tot indeplaatsstelling",
        "Indeplaatsstelling",
    ]
    assert kader.bron.startswith("Voorbeeld: ")


def test_a_province_that_has_a_ladder_keeps_it():
    eigen = Toezichtkader.objects.get()
    Toezichtkader.objects.filter(pk=eigen.pk).update(naam="Zelf vastgelegd")

    assert not load()
    assert Toezichtkader.objects.get().naam == "Zelf vastgelegd"
