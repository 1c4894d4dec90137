"""Encryption of the V-nummer: what the database holds, rotation of keys, and altered text."""

import base64

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection

from huisvesting.models import Statushouder
from samenwerking.basis.versleuteling import decrypt, encrypt, lookup_index
from tests.factories.huisvesting import StatushouderFactory

TEKST = "2812345678"


@pytest.mark.parametrize("tekst", [TEKST, "x", "Ünïcödé ☃", "a" * 100_000])
def test_what_was_encrypted_comes_back(tekst):
    assert decrypt(encrypt(tekst)) == tekst


def test_the_same_text_never_looks_the_same():
    eerste, tweede = encrypt(TEKST), encrypt(TEKST)

    assert eerste != tweede
    assert TEKST not in eerste
    assert base64.b64encode(TEKST.encode()).decode().rstrip("=") not in eerste


def test_a_new_key_encrypts_and_the_old_one_still_decrypts(settings):
    oud = encrypt(TEKST)

    settings.VNUMMER_SLEUTELS = ["nieuw:tweede-sleutel", *settings.VNUMMER_SLEUTELS]

    assert encrypt(TEKST).startswith("nieuw:")
    assert decrypt(oud) == decrypt(encrypt(TEKST)) == TEKST


def test_without_its_key_a_text_stays_closed(settings):
    oud = encrypt(TEKST)
    settings.VNUMMER_SLEUTELS = ["nieuw:tweede-sleutel"]

    with pytest.raises(KeyError, match="test"):
        decrypt(oud)

    settings.VNUMMER_SLEUTELS = ["test:een-heel-andere-sleutel"]
    with pytest.raises(InvalidTag):
        decrypt(oud)


@pytest.mark.parametrize("plek", [0, 5, 12, -1])
def test_one_altered_byte_is_noticed(plek):
    sleutel, inhoud = encrypt(TEKST).split(":")
    ruw = bytearray(base64.b64decode(inhoud))
    ruw[plek] ^= 1

    with pytest.raises(InvalidTag):
        decrypt(f"{sleutel}:{base64.b64encode(ruw).decode()}")


def test_the_index_finds_and_tells_nothing(settings):
    index = lookup_index(TEKST)

    assert index == lookup_index(TEKST)
    assert index != lookup_index("2812345679")
    assert len(index) == Statushouder._meta.get_field("v_nummer_index").max_length
    assert TEKST not in index
    settings.VNUMMER_INDEX_SLEUTEL = "een andere sleutel"
    assert lookup_index(TEKST) != index


@pytest.mark.django_db
class TestVeld:
    def stored(self, statushouder: Statushouder) -> str:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT v_nummer FROM huisvesting_statushouder WHERE v_nummer_index = %s",
                [statushouder.v_nummer_index],
            )
            return cursor.fetchone()[0]

    def test_the_database_holds_no_plain_text(self):
        statushouder = StatushouderFactory(v_nummer=TEKST)

        assert TEKST not in self.stored(statushouder)
        assert Statushouder.objects.get(pk=statushouder.pk).v_nummer == TEKST

    def test_a_person_is_found_by_the_exact_number_only(self):
        statushouder = StatushouderFactory(v_nummer=TEKST)

        assert Statushouder.objects.with_v_nummer(TEKST).get() == statushouder
        assert not Statushouder.objects.with_v_nummer(TEKST[:-1]).exists()

    def test_saving_again_rotates_to_the_newest_key(self, settings):
        statushouder = StatushouderFactory(v_nummer=TEKST)
        settings.VNUMMER_SLEUTELS = ["nieuw:tweede-sleutel", *settings.VNUMMER_SLEUTELS]

        Statushouder.objects.get(pk=statushouder.pk).save()

        assert self.stored(statushouder).startswith("nieuw:")
        assert Statushouder.objects.get(pk=statushouder.pk).v_nummer == TEKST

    def test_an_empty_text_stays_empty(self):
        statushouder = StatushouderFactory(v_nummer="")

        assert self.stored(statushouder) == ""
        assert Statushouder.objects.get(pk=statushouder.pk).v_nummer == ""

    def test_lists_and_logs_show_the_last_three_digits(self):
        assert StatushouderFactory.build(v_nummer=TEKST, huishouden=None).v_nummer_masker == "•••••••678"
