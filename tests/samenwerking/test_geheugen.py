"""Python does not look for what can be given back while very many objects are made, and does so again after it."""

import gc

import pytest

from samenwerking.basis.geheugen import without_collecting


def test_it_is_as_before_afterwards_also_when_it_goes_wrong():
    @without_collecting()
    def fail() -> None:
        assert not gc.isenabled()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert gc.isenabled()


def test_the_last_that_is_ready_turns_it_on():
    with without_collecting():
        with without_collecting():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
