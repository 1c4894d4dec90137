"""Making very many objects at once without looking through all of them again and again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_slot = Lock()
_bezig = 0


@contextmanager
def without_collecting() -> Iterator[None]:
    """While a list is read, Python would spend a fifth of the time on looking for objects that only hold each other,
    among all there are, and find none. It does not look meanwhile; other memory is given back all the same. Several
    threads may do this at once."""
    global _bezig
    with _slot:
        _bezig += 1
        gc.disable()
    try:
        yield
    finally:
        with _slot:
            _bezig -= 1
            if not _bezig:
                gc.enable()
