"""The lists of households and homes: what stands on them, in which order, and at what cost."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.huisvesting import (
    HuishoudenFactory,
    PlaatsingFactory,
    VoordrachtFactory,
    WoningaanbodFactory,
)
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    CorporatiemedewerkerFactory,
    GemeenteFactory,
    WoningcorporatieFactory,
)

pytestmark = pytest.mark.django_db
HUISHOUDENS = "/huisvesting/huishoudens/"
AANBOD = "/huisvesting/aanbod/"


@pytest.fixture
def gemeente():
    return GemeenteFactory()


@pytest.fixture
def corporatie(gemeente):
    return WoningcorporatieFactory(gemeenten=[gemeente])


@pytest.fixture
def consulent(client, gemeente):
    client.force_login(AmbtenaarFactory(gemeente=gemeente))
    return client


@pytest.fixture
def medewerker(client, corporatie):
    client.force_login(CorporatiemedewerkerFactory(corporatie=corporatie))
    return client


def weken_geleden(aantal):
    return timezone.localdate() - timedelta(weeks=aantal)


def over_dagen(aantal):
    return timezone.localdate() + timedelta(days=aantal)


def links(antwoord):
    """The words of the links in the rows of the table, in order."""
    return re.findall(r'<th scope="row">\s*<a href="[^"]+">([^<]+)</a>', antwoord.content.decode())


def lees(antwoord):
    """The words of a page, with single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", antwoord.content.decode()).split())


# --- Households -------------------------------------------------------------------------------------------------------
def test_households_late_first_and_those_with_a_key_last(consulent, gemeente):
    PlaatsingFactory(
        gemeente=gemeente, met_sleutel=True, huishouden__gemeente=gemeente, huishouden__koppeldatum=weken_geleden(40)
    )
    nieuw = HuishoudenFactory(gemeente=gemeente, koppeldatum=weken_geleden(1))
    laat = HuishoudenFactory(gemeente=gemeente, koppeldatum=weken_geleden(12))

    antwoord = consulent.get(HUISHOUDENS)

    assert links(antwoord)[:2] == [laat.aanduiding, nieuw.aanduiding]
    assert "3 huishoudens, 1 te laat" in lees(antwoord)


@pytest.mark.parametrize(
    ("sorteer", "volgorde"),
    [
        ("naam", ["Aap", "Mol", "Zwaan"]),
        ("-naam", ["Zwaan", "Mol", "Aap"]),
        ("personen", ["Mol", "Zwaan", "Aap"]),
        ("-personen", ["Aap", "Zwaan", "Mol"]),
        ("-termijn", ["Aap", "Zwaan", "Mol"]),
        ("onzin", ["Mol", "Zwaan", "Aap"]),
    ],
)
def test_households_sort(consulent, gemeente, sorteer, volgorde):
    for naam, personen, weken in (("Zwaan", 2, 5), ("Mol", 1, 9), ("Aap", 3, 1)):
        HuishoudenFactory(
            gemeente=gemeente, koppeldatum=weken_geleden(weken), personen=personen, personen__achternaam=naam
        )

    antwoord = consulent.get(HUISHOUDENS, {"sorteer": sorteer})

    assert [naam.split(",")[0] for naam in links(antwoord)] == volgorde


@pytest.mark.parametrize(
    ("vraag", "gevonden"),
    [
        ({"status": "klaar"}, {"laat", "bijna", "nieuw"}),
        ({"status": "gehuisvest"}, {"woont"}),
        ({"status": "zonder_sleutel"}, {"laat", "bijna", "nieuw"}),
        ({"termijn": "te_laat"}, {"laat"}),
        ({"termijn": "deze_week"}, {"bijna"}),
        ({"termijn": "onzin"}, {"laat", "bijna", "nieuw", "woont"}),
    ],
)
def test_households_filter(consulent, gemeente, vraag, gevonden):
    def huishouden(naam, koppeldatum):
        return HuishoudenFactory(gemeente=gemeente, koppeldatum=koppeldatum, personen__achternaam=naam)

    huishouden("laat", weken_geleden(10) - timedelta(days=1))
    huishouden("bijna", weken_geleden(10))
    huishouden("nieuw", weken_geleden(8))
    PlaatsingFactory(gemeente=gemeente, met_sleutel=True, huishouden=huishouden("woont", weken_geleden(20)))

    antwoord = consulent.get(HUISHOUDENS, vraag)

    assert {naam.split(",")[0] for naam in links(antwoord)} == gevonden


def test_no_households_says_why_and_what_to_do(consulent):
    antwoord = consulent.get(HUISHOUDENS)

    assert "Er zijn nog geen huishoudens" in lees(antwoord)
    assert "data-filter" not in antwoord.content.decode()
    assert antwoord.content.decode().count(reverse("huisvesting:coa_import_upload")) == 2


def test_filter_without_outcome_can_be_cleared(consulent, gemeente):
    HuishoudenFactory(gemeente=gemeente)

    antwoord = consulent.get(HUISHOUDENS, {"status": "gematcht"})

    assert "Geen huishoudens met dit filter" in lees(antwoord)
    assert "data-filter" in antwoord.content.decode()
    assert "Er zijn nog geen huishoudens" not in lees(antwoord)


@pytest.mark.parametrize("url", [HUISHOUDENS, AANBOD])
def test_htmx_gets_only_the_list(consulent, gemeente, url):
    HuishoudenFactory(gemeente=gemeente)
    WoningaanbodFactory(gemeente=gemeente)

    deel = consulent.get(url, headers={"HX-Request": "true"}).content.decode().strip()

    assert deel.startswith('<div id="lijst">')
    assert "<html" not in deel
    assert "data-aantal" in deel


@pytest.mark.parametrize("aantal", [5, 50])
def test_list_of_households_costs_a_fixed_number_of_queries(consulent, gemeente, aantal, django_assert_num_queries):
    for nummer in range(aantal):
        if nummer % 5 == 0:
            VoordrachtFactory(gemeente=gemeente, huishouden__personen=3)
        else:
            HuishoudenFactory(gemeente=gemeente, personen=2)
    consulent.get(HUISHOUDENS)

    # session, user, roles, frame; colleagues; count, keys; rows, people, eisen, norms; too late, new; inzage lines
    with django_assert_num_queries(14):
        antwoord = consulent.get(HUISHOUDENS)

    assert len(links(antwoord)) == aantal


# --- Homes ------------------------------------------------------------------------------------------------------------
def woning(gemeente, corporatie, straat, **situatie):
    return WoningaanbodFactory(gemeente=gemeente, woning__corporatie=corporatie, woning__straat=straat, **situatie)


def straten(antwoord):
    return [adres.split()[0] for adres in links(antwoord)]


@pytest.fixture
def zes_woningen(gemeente, corporatie):
    """One home for each thing that can be asked, except the answer of the household."""
    woning(gemeente, corporatie, "Gemeld")
    woning(gemeente, corporatie, "Vrij", bevestigd=True, optiedatum=over_dagen(3))
    woning(gemeente, corporatie, "Verlopen", bevestigd=True, optiedatum=over_dagen(-3))
    woning(gemeente, corporatie, "Ingetrokken", ingetrokken=True)
    VoordrachtFactory(aanbod=woning(gemeente, corporatie, "Voorgesteld", bevestigd=True))
    VoordrachtFactory(aanbod=woning(gemeente, corporatie, "Akkoord", bevestigd=True), akkoord=True)


@pytest.mark.usefixtures("zes_woningen")
def test_corporation_reads_first_what_it_is_asked(medewerker):
    antwoord = medewerker.get(AANBOD)

    assert straten(antwoord) == ["Voorgesteld", "Gemeld", "Verlopen", "Akkoord", "Vrij", "Ingetrokken"]
    tekst = lees(antwoord)
    assert "6 woningen, 3 vragen iets van u" in tekst
    assert tekst.index("Dit vraagt iets van u") < tekst.index("Wacht op de gemeente")
    assert tekst.index("Wacht op de gemeente") < tekst.index("Bewoond, beëindigd, ingetrokken of ongeschikt")


@pytest.mark.usefixtures("zes_woningen")
def test_gemeente_reads_first_what_it_is_asked(consulent):
    antwoord = consulent.get(AANBOD)

    assert straten(antwoord) == ["Akkoord", "Vrij", "Voorgesteld", "Gemeld", "Verlopen", "Ingetrokken"]
    assert "Kies huishouden : Vrij" in lees(antwoord)
    assert "Beantwoord" not in lees(antwoord)


@pytest.mark.usefixtures("zes_woningen")
@pytest.mark.parametrize(
    ("vraag", "gevonden"),
    [
        ({"aan_zet": "zelf"}, {"Voorgesteld", "Gemeld", "Verlopen"}),
        ({"aan_zet": "ander"}, {"Akkoord", "Vrij"}),
        ({"aan_zet": "klaar"}, {"Ingetrokken"}),
        ({"status": "verlopen"}, {"Verlopen"}),
        ({"status": "gereserveerd"}, {"Voorgesteld", "Akkoord"}),
        ({"slaapkamers": "3"}, set()),
    ],
)
def test_homes_filter(medewerker, vraag, gevonden):
    assert set(straten(medewerker.get(AANBOD, vraag))) == gevonden


@pytest.mark.usefixtures("zes_woningen")
def test_homes_sorted_by_option_stand_in_one_list(medewerker):
    antwoord = medewerker.get(AANBOD, {"sorteer": "optie"})

    assert straten(antwoord)[:2] == ["Verlopen", "Vrij"]
    assert "Dit vraagt iets van u" not in lees(antwoord)
    assert 'aria-sort="ascending"' in antwoord.content.decode()


@pytest.mark.parametrize(
    ("wie", "waarom"),
    [("medewerker", "U hebt nog geen woningen gemeld"), ("consulent", "Er zijn nog geen woningen gemeld")],
)
def test_no_homes_says_why_and_what_to_do(request, wie, waarom):
    antwoord = request.getfixturevalue(wie).get(AANBOD)

    assert waarom in lees(antwoord)
    assert "data-filter" not in antwoord.content.decode()
    assert reverse("huisvesting:aanbod_register") in antwoord.content.decode()


@pytest.mark.usefixtures("zes_woningen")
def test_corporation_sees_only_its_own_homes(client):
    client.force_login(CorporatiemedewerkerFactory())

    assert links(client.get(AANBOD)) == []


@pytest.mark.parametrize("wie", ["medewerker", "consulent"])
@pytest.mark.parametrize("aantal", [5, 50])
def test_list_of_homes_costs_a_fixed_number_of_queries(
    request, gemeente, corporatie, wie, aantal, django_assert_num_queries
):
    client = request.getfixturevalue(wie)
    for nummer in range(aantal):
        aanbod = woning(gemeente, corporatie, f"Straat {nummer}", bevestigd=True)
        if nummer % 2:
            VoordrachtFactory(aanbod=aanbod, huishouden__personen=2)
    client.get(AANBOD)

    # session, user, roles, frame; corporations; count, keys, rows, asked of me
    with django_assert_num_queries(9):
        antwoord = client.get(AANBOD)

    assert len(links(antwoord)) == aantal
