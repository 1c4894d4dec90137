"""What the lists let one choose, that their counts are their rows, and what they look like as a file."""

import csv
import io
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from huisvesting.models import AanbodStatus, Huishouden, HuishoudenStatus, Vorm, Woningaanbod
from huisvesting.regels.beurt import OPTIE_SPEELT, Groep, Partij, Vraag
from samenwerking.models import Gebeurtenis, Logregel
from tests.factories.huisvesting import HuishoudenFactory, WoningaanbodFactory
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    BeheerderFactory,
    CorporatiemedewerkerFactory,
    JuristFactory,
    OpdrachtgeverFactory,
    WethouderFactory,
    WoningcorporatieFactory,
)
from tests.huisvesting.grote_gemeente import make_grote_gemeente

pytestmark = [pytest.mark.django_db, pytest.mark.beide]

HUISHOUDENS = reverse("huisvesting:huishouden_list")
AANBOD = reverse("huisvesting:aanbod_list")
CSV = {HUISHOUDENS: reverse("huisvesting:huishoudens_csv"), AANBOD: reverse("huisvesting:aanbod_csv")}


@pytest.fixture
def groot():
    """Every part of the chain is in it a few times."""
    return make_grote_gemeente(60)


def rows(client, url, vraag):
    """The rows of the file, each by the names of its columns."""
    antwoord = client.get(CSV[url], vraag)
    tekst = b"".join(antwoord.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(tekst), delimiter=";"))


def links(client, url, vraag):
    """The words of the first link of every row, over all pages."""
    namen, pagina = [], 1
    while True:
        html = client.get(url, {**vraag, "pagina": pagina}).content.decode()
        namen += re.findall(r'<th scope="row">\s*<a href="[^"]+">([^<]+)</a>', html)
        pagina += 1
        if f"pagina={pagina}" not in html.replace("&amp;", "&"):
            return namen


def sentence(client, url, vraag):
    """The numbers that the head of the list says: how many, and how many of those press."""
    html = client.get(url, vraag).content.decode()
    zin = re.sub(r"<[^>]+>", " ", re.search(r"<p[^>]*data-aantal>(.*?)</p>", html, re.DOTALL)[1])
    getallen = [int(getal.replace(".", "")) for getal in re.findall(r"\d[\d.]*", zin)]
    return getallen[0], getallen[1] if len(getallen) > 1 else 0


# --- Counts are rows --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "vraag",
    [
        {},
        *({"status": status} for status in ("zonder_sleutel", *HuishoudenStatus.values)),
        {"termijn": "te_laat"},
        {"termijn": "deze_week"},
        {"wie": "ik"},
        {"wie": "niemand"},
        {"minstens": "3"},
        {"hoogstens": "2"},
        {"minstens": "2", "hoogstens": "3", "status": "klaar"},
    ],
    ids=str,
)
def test_the_numbers_above_the_households_are_their_rows(client, groot, vraag):
    client.force_login(groot.consulent)

    aantal, te_laat = sentence(client, HUISHOUDENS, vraag)

    assert len(rows(client, HUISHOUDENS, vraag)) == len(links(client, HUISHOUDENS, vraag)) == aantal
    if "termijn" not in vraag:
        assert sentence(client, HUISHOUDENS, {**vraag, "termijn": "te_laat"})[0] == te_laat


@pytest.mark.parametrize("wie", ["consulent", "medewerker"])
@pytest.mark.parametrize(
    "vraag",
    [
        {},
        *({"aan_zet": groep.value} for groep in Groep),
        *({"status": status} for status in AanbodStatus.values),
        *({"soort": soort} for soort in Vorm.values),
        {"slaapkamers": "4"},
        {"optie": "0"},
        {"optie": "14"},
        {"optie": "14", "soort": "flex", "slaapkamers": "2"},
    ],
    ids=str,
)
def test_the_numbers_above_the_homes_are_their_rows(client, groot, wie, vraag):
    client.force_login(getattr(groot, wie))

    aantal, zelf = sentence(client, AANBOD, vraag)

    assert len(rows(client, AANBOD, vraag)) == len(links(client, AANBOD, vraag)) == aantal
    if "aan_zet" not in vraag:
        assert sentence(client, AANBOD, {**vraag, "aan_zet": "zelf"})[0] == zelf
    elif aantal:
        assert zelf == (aantal if vraag["aan_zet"] == "zelf" else 0)


# --- What a choice means ----------------------------------------------------------------------------------------------
def numbers(client, vraag):
    return {rij["huishoudnummer"] for rij in rows(client, HUISHOUDENS, vraag)}


def test_households_by_who_handles_them(client, groot):
    client.force_login(groot.consulent)
    alle = Huishouden.objects.all()

    assert numbers(client, {"wie": "ik"}) == {h.huishoudnummer for h in alle if h.eigenaar == groot.consulent}
    assert numbers(client, {"wie": str(groot.collega.pk)}) == {
        h.huishoudnummer for h in alle if h.eigenaar == groot.collega
    }
    assert numbers(client, {"wie": "niemand"}) == {h.huishoudnummer for h in alle if h.eigenaar is None} != set()


def test_only_who_handles_a_dossier_here_can_be_chosen(client, groot):
    elders = HuishoudenFactory().eigenaar
    client.force_login(groot.consulent)

    html = client.get(HUISHOUDENS).content.decode()

    assert f'value="{groot.collega.pk}"' in html
    assert f'value="{elders.pk}"' not in html
    assert sentence(client, HUISHOUDENS, {"wie": str(elders.pk)}) == sentence(client, HUISHOUDENS, {})


@pytest.mark.parametrize(
    ("vraag", "passend"),
    [
        ({"minstens": "3"}, {3, 4}),
        ({"hoogstens": "1"}, {1}),
        ({"minstens": "2", "hoogstens": "3"}, {2, 3}),
        ({"minstens": "4", "hoogstens": "2"}, set()),
        ({"minstens": "0"}, {1, 2, 3, 4}),
        ({"minstens": "9" * 30}, {1, 2, 3, 4}),
        ({"minstens": "veel"}, {1, 2, 3, 4}),
    ],
    ids=str,
)
def test_households_by_size(client, groot, vraag, passend):
    client.force_login(groot.consulent)

    gevonden = numbers(client, vraag)

    assert gevonden == {h.huishoudnummer for h in Huishouden.objects.all() if h.aantal_personen in passend}


def addresses(client, vraag):
    return {rij["adres"] for rij in rows(client, AANBOD, vraag)}


def test_homes_by_corporation_and_kind(client, groot):
    client.force_login(groot.consulent)
    alle = Woningaanbod.objects.select_related("woning")

    assert addresses(client, {"corporatie": str(groot.corporatie.pk)}) == {
        a.woning.adres for a in alle if a.woning.corporatie_id == groot.corporatie.pk
    }
    assert addresses(client, {"soort": "flex"}) == {a.woning.adres for a in alle if a.woning.vorm == Vorm.FLEX} != set()


def test_a_corporation_is_not_asked_which_one(client, groot):
    client.force_login(groot.medewerker)

    assert 'name="corporatie"' not in client.get(AANBOD).content.decode()
    ander = WoningcorporatieFactory()
    assert sentence(client, AANBOD, {"corporatie": str(ander.pk)}) == sentence(client, AANBOD, {})


@pytest.mark.parametrize("dagen", [0, 7, 30])
def test_homes_whose_option_ends_within_days(client, groot, dagen):
    """As long as nobody is put forward: after that the option does not press any more."""
    client.force_login(groot.consulent)
    vandaag = timezone.localdate()
    spelend = [vraag.value for vraag in OPTIE_SPEELT]
    verwacht = {
        a.woning.adres
        for a in Woningaanbod.objects.with_vraag(vandaag, Partij.GEMEENTE).select_related("woning")
        if a.vraag in spelend and a.optiedatum and 0 <= (a.optiedatum - vandaag).days <= dagen
    }

    assert addresses(client, {"optie": str(dagen)}) == verwacht
    assert Woningaanbod.objects.with_vraag(vandaag, Partij.GEMEENTE).filter(vraag=Vraag.VOORDRACHT.value).exists()


def test_a_choice_stays_in_the_address_of_the_file(client, groot):
    client.force_login(groot.consulent)

    html = client.get(HUISHOUDENS, {"minstens": "2", "sorteer": "-naam", "pagina": "1"}).content.decode()

    assert f'href="{CSV[HUISHOUDENS]}?minstens=2&amp;sorteer=-naam"' in html


# --- The file ---------------------------------------------------------------------------------------------------------
def test_the_file_of_households_opens_in_a_dutch_spreadsheet(client, groot):
    client.force_login(groot.consulent)

    antwoord = client.get(CSV[HUISHOUDENS])
    data = b"".join(antwoord.streaming_content)

    assert antwoord.streaming
    assert antwoord["Content-Type"] == "text/csv; charset=utf-8"
    assert antwoord["Content-Disposition"] == (
        f'attachment; filename="huishoudens-{timezone.localdate():%d-%m-%Y}.csv"'
    )
    assert data.startswith(b"\xef\xbb\xbfhuishoudnummer;huishouden;personen;slaapkamers nodig;")


@pytest.mark.parametrize("sorteer", ["termijn", "-naam", "personen"])
def test_the_file_has_the_order_of_the_page(client, groot, sorteer):
    client.force_login(groot.consulent)
    vraag = {"sorteer": sorteer, "hoogstens": "3"}

    assert [rij["huishouden"] for rij in rows(client, HUISHOUDENS, vraag)] == links(client, HUISHOUDENS, vraag)


def test_a_name_in_the_file_is_never_a_formula_and_a_v_nummer_is_not_in_it(client):
    huishouden = HuishoudenFactory(
        huishoudnummer="@SOM(A1)", personen__achternaam='=HYPERLINK("x";"y")', personen__v_nummer="2812345678"
    )
    client.force_login(AmbtenaarFactory(gemeente=huishouden.gemeente))

    (rij,) = rows(client, HUISHOUDENS, {})

    assert rij["huishoudnummer"] == "'@SOM(A1)"
    assert rij["huishouden"].startswith("'=HYPERLINK")
    assert "2812345678" not in str(rij)


def test_taking_the_households_is_written_down_with_each_of_them(client, groot):
    client.force_login(groot.consulent)

    gevonden = rows(client, HUISHOUDENS, {"minstens": "4"})

    regel = Logregel.objects.get(gebeurtenis=Gebeurtenis.UITVOER)
    assert regel.gemeente_code == groot.gemeente.code
    assert regel.gegevens == {
        "uitvoer": "huishoudens",
        "formaat": "csv",
        "rijen": len(gevonden),
        "personen": 4 * len(gevonden),
        "filter": {"minstens": "4"},
    }
    bekeken = Logregel.objects.filter(gebeurtenis=Gebeurtenis.INZAGE, door_id=str(groot.consulent.pk))
    assert set(bekeken.values_list("onderwerp_id", flat=True)) == {
        str(h.pk) for h in Huishouden.objects.all() if h.aantal_personen == 4
    }


def test_the_file_of_homes_says_nothing_of_a_household(client, groot):
    client.force_login(groot.medewerker)

    gevonden = rows(client, AANBOD, {"status": "bewoond"})

    assert gevonden
    assert all(rij["corporatie"] == groot.corporatie.naam for rij in gevonden)
    tekst = str(gevonden)
    for huishouden in Huishouden.objects.prefetch_related("personen"):
        assert huishouden.huishoudnummer not in tekst
        assert huishouden.leden[0].achternaam not in tekst
    assert not Logregel.objects.filter(gebeurtenis=Gebeurtenis.INZAGE).exists()
    assert Logregel.objects.get(gebeurtenis=Gebeurtenis.UITVOER).gegevens["rijen"] == len(gevonden)


def test_amounts_and_days_are_dutch(client):
    aanbod = WoningaanbodFactory(verlopen=True, woning__servicekosten=None)
    client.force_login(AmbtenaarFactory(gemeente=aanbod.gemeente))

    (rij,) = rows(client, AANBOD, {})

    assert (rij["kale huur"], rij["servicekosten"]) == ("612,50", "")
    assert (rij["vrij vanaf"], rij["optie tot en met"], rij["status"]) == ("01-04-2026", "31-01-2026", "Optie verlopen")


def test_another_gemeente_is_not_in_the_file(client, groot):
    elders = HuishoudenFactory()
    WoningaanbodFactory(gemeente=elders.gemeente)
    client.force_login(AmbtenaarFactory(gemeente=elders.gemeente))

    assert [rij["huishoudnummer"] for rij in rows(client, HUISHOUDENS, {})] == [elders.huishoudnummer]
    assert len(rows(client, AANBOD, {})) == 1


@pytest.mark.parametrize(
    ("make", "url"),
    [
        (lambda groot: CorporatiemedewerkerFactory(corporatie=groot.corporatie), HUISHOUDENS),
        *(
            (lambda groot, factory=factory: factory(gemeente=groot.gemeente), url)
            for factory in (OpdrachtgeverFactory, WethouderFactory, JuristFactory, BeheerderFactory)
            for url in (HUISHOUDENS, AANBOD)
        ),
    ],
)
def test_who_may_not_see_the_list_gets_no_file(client, groot, make, url):
    client.force_login(make(groot))

    assert client.get(CSV[url]).status_code == client.get(url).status_code == 403
    assert not Logregel.objects.filter(gebeurtenis=Gebeurtenis.UITVOER).exists()


@pytest.mark.parametrize("aantal", [10, 60])
def test_a_file_costs_a_fixed_number_of_queries(client, aantal, django_assert_num_queries):
    groot = make_grote_gemeente(aantal)
    client.force_login(groot.consulent)
    rows(client, HUISHOUDENS, {})

    # session, user, roles; colleagues; people counted, keys, line of the file; rows, people, eisen, norms; inzage lines
    with django_assert_num_queries(12):
        assert len(rows(client, HUISHOUDENS, {})) == aantal
    rows(client, AANBOD, {})
    # session, user, roles; corporations; keys, line of the file; rows
    with django_assert_num_queries(7):
        assert len(rows(client, AANBOD, {})) == aantal
