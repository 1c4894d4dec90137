"""The scene of the stories, as fixtures: one gemeente that must house thirty people, and the people who do it."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from samenwerking.models import Gemeente, Woningcorporatie
from tests.factories.samenwerking import (
    AmbtenaarFactory,
    CorporatiemedewerkerFactory,
    GemeenteFactory,
    JuristFactory,
    OpgavemanagerFactory,
    ProvincieFactory,
    WethouderFactory,
    WoningcorporatieFactory,
)
from tests.factories.taakstelling import start_gemeente
from tools.klok import Klok, klok_op

LIJST = Path(__file__).resolve().parent.parent / "data" / "coa" / "goed.csv"
V_NUMMERS = re.findall(r"^\d{10}", LIJST.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.fixture
def klok() -> Iterator[Klok]:
    """The story begins on a Monday in May, when the list has just come."""
    with klok_op(date(2026, 5, 4), 9) as klok:
        yield klok


@pytest.fixture
def gemeente(db: None, klok: Klok) -> Gemeente:
    return start_gemeente(gemeente=GemeenteFactory(naam="Verhalendam"), doel=30).gemeente


@pytest.fixture
def corporatie(gemeente: Gemeente) -> Woningcorporatie:
    return WoningcorporatieFactory(naam="Wonen in Verhalen", gemeenten=[gemeente])


@pytest.fixture
def mensen(gemeente: Gemeente, corporatie: Woningcorporatie) -> None:
    """Everyone in the story has an account from the start."""
    AmbtenaarFactory(username="noor", first_name="Noor", last_name="Consulent", gemeente=gemeente)
    CorporatiemedewerkerFactory(username="joris", first_name="Joris", last_name="Verhuurder", corporatie=corporatie)
    OpgavemanagerFactory(username="olga", first_name="Olga", last_name="Opgave", gemeente=gemeente)
    JuristFactory(username="ilse", first_name="Ilse", last_name="Jurist", gemeente=gemeente)
    WethouderFactory(username="marleen", first_name="Marleen", last_name="Wethouder", gemeente=gemeente)
    ProvincieFactory(username="tamar", first_name="Tamar", last_name="Provincie", provincie=gemeente.provincie_code)
    CorporatiemedewerkerFactory(
        username="petra",
        first_name="Petra",
        last_name="Concurrent",
        corporatie=WoningcorporatieFactory(naam="Andere Deuren", gemeenten=[gemeente]),
    )
    AmbtenaarFactory(username="bram", first_name="Bram", last_name="Buurman")
