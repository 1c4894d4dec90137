import pytest

from huisvesting.regels.adres import PostcodeFout, normalise_postcode


@pytest.mark.parametrize("tekst", ["1234AB", "1234 AB", "1234ab", " 12 34 a b "])
def test_a_postcode_is_written_in_one_way(tekst):
    assert normalise_postcode(tekst) == "1234 AB"


@pytest.mark.parametrize(
    "tekst",
    ["", "1234", "0234 AB", "1234 A", "1234 ABC", "12345 AB", "AB 1234", "1234 SA", "1234 sd", "1234SS", "1234 Å1"],
)
def test_what_is_no_postcode_is_refused_with_the_right_form(tekst):
    with pytest.raises(PostcodeFout, match="Schrijf hem als 1234 AB"):
        normalise_postcode(tekst)
