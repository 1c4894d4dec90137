"""V-numbers as spreadsheets damage them: the right number or a sentence, never another number (082)."""

import random

import pytest

from huisvesting.regels.coa_cellen import Celfout, Foutcode, read_v_nummer

RNG = random.Random(82)
NUMMERS = [f"{RNG.randrange(10**9, 10**10)}" for _ in range(10)]

# What a spreadsheet or a person makes of a number without taking anything away.
HEEL = {
    "getal": int,
    "getal met decimalen": float,
    "decimaal met punt": lambda n: f"{n}.0",
    "decimaal met komma": lambda n: f"{n},00",
    "duizendtallen": lambda n: f"{int(n):,}".replace(",", "."),
    "duizendtallen engels": lambda n: f"{int(n):,}",
    "groepen": lambda n: f"{n[:3]} {n[3:6]} {n[6:]}",
    "groepen met punten": lambda n: f"{n[:3]}.{n[3:6]}.{n[6:]}",
    "harde spaties": lambda n: f"{n[:3]}\u00a0{n[3:6]}\u202f{n[6:]}",
    "streepjes": lambda n: f"{n[:3]}-{n[3:6]}-{n[6:]}",
    "onzichtbaar": lambda n: f"{n[:5]}\u200b{n[5:]}\u00ad",
    "apostrof": lambda n: f"'{n}",
    "aanhalingsteken": lambda n: f"’{n}",
    "aanhef": lambda n: f"V-nummer: {n}",
    "korte aanhef": lambda n: f"v-nr. {n[:3]}.{n[3:6]}.{n[6:]}",
}
# What takes digits away, or adds what does not belong there.
STUK = {
    "wetenschappelijk": lambda n: f"{float(n):.2E}",
    "wetenschappelijk met komma": lambda n: f"{float(n):.1E}".replace(".", ","),
    "wetenschappelijk kort": lambda n: f"{float(n):.2e}".replace("e+09", "E9"),
    "afgerond getal": lambda n: int(float(f"{float(n):.2E}")),
    "afgeronde tekst": lambda n: str(int(float(f"{float(n):.2E}"))),
    "nul vooraan weg": lambda n: int(n[1:]) if n[1] != "0" else int(n[2:]),
    "laatste cijfer weg": lambda n: n[:-1],
    "cijfer te veel": lambda n: f"{n}1",
    "letter O": lambda n: f"{n[:-1]}O",
    "breuk": lambda n: float(n) + 0.5,
    "min ervoor": lambda n: -int(n),
    "twee nummers": lambda n: f"{n} / {n}",
}


@pytest.mark.parametrize("vorm", HEEL)
def test_a_number_that_lost_nothing_is_the_right_number(vorm):
    assert [read_v_nummer(HEEL[vorm](nummer)) for nummer in NUMMERS] == NUMMERS


@pytest.mark.parametrize("vorm", STUK)
def test_a_number_that_lost_something_is_refused_with_what_to_do(vorm):
    meldingen = []
    for nummer in NUMMERS:
        with pytest.raises(Celfout) as fout:
            read_v_nummer(STUK[vorm](nummer))
        assert fout.value.code == Foutcode.V_NUMMER_ONGELDIG
        meldingen.append(fout.value.melding)
    assert all("10 cijfers" in melding or "Excel heeft dit V-nummer afgerond" in melding for melding in meldingen)


def test_the_damaged_forms_are_more_than_two_hundred():
    assert len({(vorm, str(maak(n))) for vorm, maak in {**HEEL, **STUK}.items() for n in NUMMERS}) >= 200
