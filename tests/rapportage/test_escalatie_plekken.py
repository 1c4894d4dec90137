"""A question without an answer stands where it must be read, and nowhere else: by role, over every page."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from rapportage.services.agenda import fill_overleg
from tests.factories.escalatie import EscalatieFactory
from tests.factories.huisvesting import VoordrachtFactory
from tests.factories.overleg import OverlegFactory, OverlegreeksFactory
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    BeheerderFactory,
    CorporatiemedewerkerFactory,
    JuristFactory,
    OpdrachtgeverFactory,
    OpgavemanagerFactory,
    ProvincieFactory,
    WethouderFactory,
)
from tests.factories.taakstelling import start_gemeente

pytestmark = pytest.mark.django_db
ZAKEN = {"huishouden", "woning", "voordracht"}
LIJST, BORD, VANDAAG = "samenwerking:escalatie_list", "rapportage:opgaveteam", "rapportage:vandaag"


def find_routes() -> Iterator[tuple[str, bool]]:
    """Names of the pages that ask nothing, or only for which gemeente: that is said too."""
    for deel in get_resolver().url_patterns:
        if isinstance(deel, URLResolver) and deel.namespace in NAAMRUIMTEN:
            for route in deel.url_patterns:
                if isinstance(route, URLPattern) and set(route.pattern.converters) <= {"code"}:
                    yield f"{deel.namespace}:{route.name}", bool(route.pattern.converters)


NAAMRUIMTEN = ("samenwerking", "taakstelling", "huisvesting", "rapportage")
ROUTES = dict(find_routes())


@pytest.fixture
def zaak(db):
    voordracht = VoordrachtFactory()
    start_gemeente(gemeente=voordracht.gemeente)
    return voordracht


def make_lezer(fabriek, zaak):
    if fabriek is CorporatiemedewerkerFactory:
        return fabriek(corporatie=zaak.aanbod.woning.corporatie)
    if fabriek is ProvincieFactory:
        return fabriek(provincie=zaak.gemeente.provincie_code)
    return fabriek(gemeente=zaak.gemeente)


def read_all(client, zaak, escalaties, overleggen) -> dict[str, str]:
    """Every page that this person may read, by name."""
    urls = {naam: _reverse(naam, zaak.gemeente.code) for naam in ROUTES}
    urls |= {naam: overleg.get_absolute_url() for naam, overleg in overleggen.items()}
    urls |= {escalatie.titel: escalatie.get_absolute_url() for escalatie in escalaties}
    urls |= {
        "huishouden": zaak.huishouden.get_absolute_url(),
        "woning": zaak.aanbod.get_absolute_url(),
        "voordracht": zaak.get_absolute_url(),
    }
    antwoorden = {naam: client.get(url) for naam, url in urls.items()}
    return {
        naam: antwoord.content.decode(errors="ignore")
        for naam, antwoord in antwoorden.items()
        if antwoord.status_code == 200 and not antwoord.streaming
    }


def _reverse(naam: str, code: str) -> str:
    return reverse(naam, kwargs={"code": code} if ROUTES[naam] else {})


LAAG, HOOG = "Zevenblad op het dak", "Zilverschoon in de kelder"  # stand nowhere else in the product
OVERAL = {LIJST, BORD, "teamoverleg"}


@pytest.mark.parametrize(
    ("fabriek", "laag", "hoog"),
    [
        (AmbtenaarFactory, OVERAL | ZAKEN | {LAAG}, OVERAL | {"huishouden", HOOG}),
        (OpgavemanagerFactory, OVERAL | ZAKEN | {LAAG, VANDAAG}, OVERAL | {"huishouden", HOOG, "bestuurlijk overleg"}),
        (JuristFactory, OVERAL | {LAAG}, OVERAL | {HOOG}),
        (OpdrachtgeverFactory, set(), {LIJST, BORD, HOOG, "bestuurlijk overleg"}),
        (WethouderFactory, set(), {LIJST, BORD, HOOG, "bestuurlijk overleg"}),
        (CorporatiemedewerkerFactory, set(), set()),
        (ProvincieFactory, set(), set()),
        (BeheerderFactory, set(), set()),
    ],
)
def test_it_stands_on_list_detail_hub_case_and_agenda_and_nowhere_else(client, zaak, fabriek, laag, hoog):
    """One question lies with the opgavemanager and one with the wethouder; who it lies with reads it in Vandaag too."""
    te_laat = timezone.localdate() - timedelta(days=1)
    escalaties = [
        EscalatieFactory(over=over, titel=merk, vraag=f"{merk}?", uiterlijk=te_laat, **{niveau: True})
        for over, merk, niveau in ((zaak.aanbod, LAAG, "opgepakt"), (zaak.huishouden, HOOG, "bestuurlijk"))
    ]
    manager = OpgavemanagerFactory(gemeente=zaak.gemeente)
    overleggen = {
        "teamoverleg": OverlegFactory(reeks=OverlegreeksFactory(gemeente=zaak.gemeente)),
        "bestuurlijk overleg": OverlegFactory(reeks=OverlegreeksFactory(gemeente=zaak.gemeente, bestuurlijk=True)),
    }
    for overleg in overleggen.values():
        fill_overleg(overleg=overleg, door=manager)
    client.force_login(make_lezer(fabriek, zaak))

    paginas = read_all(client, zaak, escalaties, overleggen)

    for merk, plekken in ((LAAG, laag), (HOOG, hoog)):
        assert {naam for naam, html in paginas.items() if merk in html} == plekken
