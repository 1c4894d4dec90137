"""Every form that acts carries the key that makes it act once."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
POST = re.compile(r"<form[^>]*method=\"post\".*?</form>", re.DOTALL)
SLEUTEL = re.compile(r"{% verzendsleutel %}|{% include \"componenten/knoppenbalk.html\"")

# Forms that need none, each with its reason.
ZONDER_SLEUTEL = {
    "componenten/account.html": "logs out: twice is the same as once",
    "componenten/thema.html": "sets a cookie: twice is the same as once",
    "componenten/zoekvak.html": "searches: it changes nothing",
    "huisvesting/antwoord.html": "nobody is logged in here: the link itself works once",
    "samenwerking/bericht_list.html": "marks as read: twice is the same as once",
    "huisvesting/zoeken.html": "searches: it changes nothing",
}
FORMS = {
    path.relative_to(TEMPLATES).as_posix(): POST.findall(path.read_text())
    for path in sorted(TEMPLATES.rglob("*.html"))
    if POST.search(path.read_text())
}


@pytest.mark.parametrize("naam", FORMS)
def test_a_form_that_acts_carries_a_key_or_has_a_reason(naam):
    zonder = [form for form in FORMS[naam] if not SLEUTEL.search(form)]

    assert bool(zonder) == (naam in ZONDER_SLEUTEL), f"{naam}: zet {{% verzendsleutel %}} in het formulier"


def test_every_reason_belongs_to_a_form():
    assert ZONDER_SLEUTEL.keys() <= FORMS.keys()
