"""The lists with thousands of households and homes: a fixed number of queries, wherever one is in them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.urls import reverse

from samenwerking.models import Gebeurtenis, Logregel
from tests.huisvesting.grote_gemeente import GroteGemeente, make_grote_gemeente

pytestmark = [pytest.mark.django_db, pytest.mark.beide]

# The number of queries is the same for both; ten thousand, for which the lists are made, take half a minute to write,
# so they go with the long proofs.
AANTALLEN = [2_500, pytest.param(10_000, marks=pytest.mark.volledig)]
HUISHOUDENS = reverse("huisvesting:huishouden_list")
AANBOD = reverse("huisvesting:aanbod_list")
VANDAAG = reverse("rapportage:vandaag")


# Pages as far on as there are: the last one of everything, and two somewhere in a shorter list.
LAATSTE, MIDDEN, VER = "pagina={laatste}", "pagina={midden}", "pagina={ver}"


@pytest.fixture(scope="module", params=AANTALLEN)
def aantal(request: pytest.FixtureRequest) -> int:
    """So many households, and as many homes."""
    return request.param


@pytest.fixture(scope="module")
def groot(django_db_setup: None, django_db_blocker: Any, aantal: int) -> Iterator[GroteGemeente]:
    """Made once for the whole module; what a test writes is rolled back to here, and at the end all of it goes."""
    with django_db_blocker.unblock(), transaction.atomic():
        gemeente = make_grote_gemeente(aantal)
        if connection.vendor == "postgresql":  # as autovacuum does in a minute; without it every plan is a guess
            connection.cursor().execute("ANALYZE")
        yield gemeente
        transaction.set_rollback(True)


def with_pagina(url: str, aantal: int) -> str:
    """The address, with the number of the page that is meant among so many rows of fifty a page."""
    return url.format(laatste=aantal // 50, midden=aantal * 3 // 500, ver=aantal * 3 // 200)


def costs(client, url, django_assert_num_queries, vragen):
    """Open the page a second time, as people do, and count."""
    client.get(url)
    with django_assert_num_queries(vragen):
        antwoord = client.get(url)
        tekst = b"".join(antwoord.streaming_content) if antwoord.streaming else antwoord.content
    assert antwoord.status_code == 200
    return tekst.decode()


@pytest.mark.parametrize(
    "vraag",
    [
        "",
        LAATSTE,
        "status=klaar",
        "status=zonder_sleutel",
        "termijn=te_laat",
        "wie=ik",
        "wie=niemand",
        "minstens=2&hoogstens=3",
        "sorteer=-termijn",
        "sorteer=naam",
        "sorteer=-naam",
        "sorteer=personen",
        "sorteer=-personen",
        f"sorteer=naam&{LAATSTE}",
    ],
)
def test_list_of_households(client, groot, aantal, vraag, django_assert_num_queries):
    client.force_login(groot.consulent)

    # session, user, roles, frame; colleagues; count, keys; rows, people, eisen, norms; too late, new; inzage lines
    tekst = costs(client, with_pagina(f"{HUISHOUDENS}?{vraag}", aantal), django_assert_num_queries, 14)

    assert tekst.count('<th scope="row">') == 50


@pytest.mark.parametrize("wie", ["consulent", "medewerker"])
@pytest.mark.parametrize(
    "vraag",
    [
        "",
        MIDDEN,
        "status=bevestigd",
        "soort=flex",
        "slaapkamers=3",
        "optie=14",
        "sorteer=beschikbaar",
        "sorteer=-beschikbaar",
        "sorteer=optie",
        "sorteer=-optie",
        "sorteer=slaapkamers",
        "sorteer=-slaapkamers",
    ],
)
def test_list_of_homes(client, groot, aantal, wie, vraag, django_assert_num_queries):
    client.force_login(getattr(groot, wie))

    # session, user, roles, frame; corporations; count, keys, rows, asked of me
    tekst = costs(client, with_pagina(f"{AANBOD}?{vraag}", aantal), django_assert_num_queries, 9)

    assert tekst.count('<th scope="row">') == 50


@pytest.mark.parametrize("vraag", ["", "toon=te_laat", VER])
def test_vandaag(client, groot, aantal, vraag, django_assert_max_num_queries):
    """It reads along only what the lines of the page ask, so a page costs this or less."""
    client.force_login(groot.consulent)
    url = with_pagina(f"{VANDAAG}?{vraag}", aantal)
    client.get(url)

    with django_assert_max_num_queries(24):
        antwoord = client.get(url)

    assert antwoord.content.decode().count('<th scope="row">') == 50


def test_list_of_homes_of_one_group_is_not_counted_twice(client, groot, django_assert_num_queries):
    client.force_login(groot.consulent)

    tekst = costs(client, f"{AANBOD}?aan_zet=zelf", django_assert_num_queries, 8)

    assert tekst.count('<th scope="row">') == 50


@pytest.mark.parametrize("url", [reverse("huisvesting:huishoudens_csv"), reverse("huisvesting:aanbod_csv")])
def test_a_file_of_everything(client, groot, aantal, url):
    client.force_login(groot.consulent)

    regels = b"".join(client.get(url).streaming_content).splitlines()

    assert len(regels) == 1 + aantal
    assert Logregel.objects.get(gebeurtenis=Gebeurtenis.UITVOER).gegevens["rijen"] == aantal
