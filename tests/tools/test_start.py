"""start.py: what it says when something is missing, and that no part of the suite is forgotten."""

import socket

import pytest

import start


@pytest.fixture
def stil(monkeypatch) -> list[list[str]]:
    """Nothing is really run: the commands end up here, and all of them succeed."""
    opdrachten = []
    monkeypatch.setattr(start, "run", lambda command, env=None: opdrachten.append(command) or 0)
    monkeypatch.setattr(start, "STATISCH", [])
    monkeypatch.delenv("CI", raising=False)
    return opdrachten


@pytest.mark.parametrize("poort", ["abc", "0", "65536", "-1"])
def test_what_is_no_port_is_said(poort):
    with pytest.raises(start.Stop, match=r"is geen poortnummer\. Geef een getal van 1 tot en met 65535"):
        start.choose_port(poort)


@pytest.mark.parametrize("arguments", [["tset"], ["--chek"], ["--check", "nu"]])
def test_what_is_no_verb_is_said_and_nothing_starts(stil, arguments):
    with pytest.raises(start.Stop, match=rf"'{arguments[-1]}' ken ik niet\. Kies --check,"):
        start.main(arguments)

    assert stil == []


def test_port_that_is_taken_is_said():
    with socket.socket() as bezet:
        bezet.bind(("127.0.0.1", 0))
        bezet.listen()
        poort = str(bezet.getsockname()[1])

        with pytest.raises(start.Stop, match=f"Poort {poort} is bezet"):
            start.choose_port(poort)


def test_first_free_port_is_chosen_when_none_is_asked_for(monkeypatch):
    monkeypatch.delenv("PORT", raising=False)
    monkeypatch.setattr(start, "is_free", lambda poort: poort == 8003)

    assert start.choose_port(None) == 8003


@pytest.mark.parametrize(("ci", "code"), [("", 0), ("true", 1), ("1", 1)])
def test_missing_service_is_named_and_fails_only_in_ci(monkeypatch, capsys, stil, ci, code):
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr("tools.diensten.find_redis", lambda: None)

    assert start.test_all(volledig=False) == code

    uitvoer = capsys.readouterr().out
    assert "Redis is niet geïnstalleerd (apt install redis-server). Dit deel is overgeslagen." in uitvoer
    assert stil
    assert not any("tools.diensten" in opdracht for opdracht in stil)


def test_part_without_tests_fails(monkeypatch, capsys, stil):
    monkeypatch.setattr(start, "run", lambda command, env=None: 5)

    assert start.test_all(volledig=False) == 1
    assert "Geen enkele test gevonden: dat is een fout." in capsys.readouterr().out


def test_arguments_make_one_run_on_sqlite_without_the_marked_parts(monkeypatch, stil):
    monkeypatch.setattr(start, "install", lambda naam: None)

    start.test(["tests/regels", "-q"])

    markers = "not postgres and not redis and not browser and not volledig"
    assert stil == [["-m", "pytest", "-m", markers, "tests/regels", "-q"]]


def test_long_proofs_run_only_when_asked_for(stil):
    start.test_all(volledig=False)
    kort = [" ".join(opdracht) for opdracht in stil]
    stil.clear()
    start.test_all(volledig=True)
    lang = [" ".join(opdracht) for opdracht in stil]

    assert kort
    assert all("not volledig" in opdracht for opdracht in kort)
    assert [opdracht.replace(" and not volledig", "") for opdracht in kort] == lang
