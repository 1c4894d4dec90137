"""A fingerprint of figures that must not change after they were frozen."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from taakstelling.regels.halfjaar import Halfjaar


def fingerprint(inhoud: Mapping[str, Any]) -> str:
    """SHA-256 (64 hexadecimal characters) over the content as canonical JSON: sorted keys, no spaces, ISO dates.

    Errors: TypeError for a value that has no canonical form.
    """
    tekst = json.dumps(inhoud, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_canonical)
    return hashlib.sha256(tekst.encode()).hexdigest()


def _canonical(waarde: object) -> str:
    if isinstance(waarde, date):
        return waarde.isoformat()
    if isinstance(waarde, (Decimal, Halfjaar)):
        return str(waarde)
    raise TypeError(f"no canonical form for {type(waarde).__name__}")
