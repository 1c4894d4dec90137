"""Text that is stored encrypted (AES-GCM), with a keyed index for exact lookup.

Stored form: `<key id>:<base64 of nonce + ciphertext>`. The first key of the settings encrypts, every key decrypts,
so keys can be rotated. The index is an HMAC: the same text gives the same index, and the index tells nothing.
"""

import base64
import hashlib
import hmac
import os
from binascii import b2a_base64
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models


@lru_cache(maxsize=8)
def _cipher(secret: str) -> AESGCM:
    return AESGCM(hashlib.sha256(b"versleuteling:" + secret.encode()).digest())


def _keys() -> dict[str, str]:
    return _split_keys(tuple(settings.VNUMMER_SLEUTELS))


@lru_cache(maxsize=2)
def _split_keys(items: tuple[str, ...]) -> dict[str, str]:
    return dict(item.split(":", 1) for item in items)


def encrypt(text: str) -> str:
    """Encrypt with the newest key."""
    key_id, secret = next(iter(_keys().items()))
    nonce = os.urandom(12)
    return f"{key_id}:{b2a_base64(nonce + _cipher(secret).encrypt(nonce, text.encode(), None), newline=False).decode()}"


def decrypt(stored: str) -> str:
    """Decrypt what `encrypt` made. Errors: KeyError for an unknown key id, InvalidTag for altered text."""
    key_id, payload = stored.split(":", 1)
    raw = base64.b64decode(payload)
    return _cipher(_keys()[key_id]).decrypt(raw[:12], raw[12:], None).decode()


def lookup_index(text: str) -> str:
    """The keyed fingerprint (64 hexadecimal characters) under which a text can be found again."""
    return hmac.digest(settings.VNUMMER_INDEX_SLEUTEL.encode(), text.encode(), "sha256").hex()


class VersleuteldField(models.TextField):
    """A text field that is encrypted in the database and plain text in Python. Look it up by its index column."""

    def get_prep_value(self, value: Any) -> Any:
        return encrypt(value) if value else ""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return decrypt(value) if value else ""
