"""How the rows of a COA list are shown: by household, with what changes or what is wrong; faults also by kind."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, Min, Q, QuerySet, Window

from huisvesting.models import CoaImport, CoaImportregel, Huishouden, Oordeel, Statushouder
from huisvesting.regels.coa_uitleg import FOUTSOORTEN
from huisvesting.resources import name_kolom
from samenwerking.basis.inleespagina import Foutgroep, Foutregel, group_fouten
from samenwerking.models import Gebruiker

PER_PAGINA = 50
# More of one kind are behind a link.
PER_SOORT = 10


@dataclass(frozen=True)
class Regelweergave:
    """A row as the page shows it: the verdict, faults and remarks by column and cell, changes as (column, old, new)."""

    regel: CoaImportregel
    naam: str
    meldingen: list[tuple[str, str, str]]
    wijzigingen: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Sectie:
    """A part of the rows: the first of them, or with `?toon=` all of them in pages; by household."""

    naam: str
    huishoudens: list[tuple[str, list[Regelweergave]]]
    pagina: Page[CoaImportregel]

    @property
    def regels(self) -> list[Regelweergave]:
        return [regel for _, regels in self.huishoudens for regel in regels]


# --- Parts of the list ------------------------------------------------------------------------------------------------
def select_rijen(coa_import: CoaImport) -> dict[str, QuerySet[CoaImportregel]]:
    """The parts that a page can show, by their name in the address."""
    regels = coa_import.regels.all()
    return {
        "fouten": regels.afgekeurd(),
        "wijzigingen": regels.met_wijziging(),
        "nieuw": regels.filter(oordeel=Oordeel.NIEUW),
        "ongewijzigd": regels.filter(oordeel=Oordeel.ONGEWIJZIGD),
    }


def make_sectie(naam: str, regels: QuerySet[CoaImportregel], coa_import: CoaImport, nummer: str | None) -> Sectie:
    """The rows of one page, the people of a household together, in the order in which the households come up."""
    eerste = Window(Min("rij"), partition_by=F("huishoudnummer"))
    op_huishouden = regels.annotate(eerste=eerste).order_by("eerste", "rij")
    pagina = Paginator(op_huishouden, PER_PAGINA).get_page(nummer)
    per_huishouden = groupby(pagina.object_list, key=lambda regel: regel.huishoudnummer)
    return Sectie(naam, [(h, [_show(regel, coa_import) for regel in rijen]) for h, rijen in per_huishouden], pagina)


def _show(regel: CoaImportregel, coa_import: CoaImport) -> Regelweergave:
    inhoud = json.loads(regel.inhoud) if regel.inhoud else {"naam": "", "wijzigingen": []}
    meldingen = [
        (name_kolom(melding, coa_import.toewijzing), coa_import.cel(melding["kolom"], regel.rij), melding["melding"])
        for melding in regel.meldingen
        # With the values at hand, "this changes" says nothing.
        if melding["code"] != "wijziging" or not regel.inhoud
    ]
    return Regelweergave(regel, inhoud["naam"], meldingen, inhoud["wijzigingen"])


# --- Faults by kind ---------------------------------------------------------------------------------------------------
def list_fouten(coa_import: CoaImport) -> dict[str, list[Foutregel]]:
    """Every fault of the list by its code, the code that occurs most first."""
    return group_fouten(_walk_fouten(coa_import))


def _walk_fouten(coa_import: CoaImport) -> Iterator[tuple[str, Foutregel]]:
    rijen = coa_import.regels.filter(oordeel=Oordeel.FOUT).order_by("rij")
    for rij, masker, huishouden, meldingen in rijen.values_list(
        "rij", "v_nummer_masker", "huishoudnummer", "meldingen"
    ):
        wie = ", ".join(deel for deel in (masker, huishouden and f"huishouden {huishouden}") if deel)
        for melding in meldingen:
            kolom = name_kolom(melding, coa_import.toewijzing)
            cel = coa_import.cel(melding["kolom"], rij)
            yield melding["code"], Foutregel(rij, cel, kolom, wie, melding["melding"])


def make_groepen(fouten: dict[str, list[Foutregel]]) -> list[Foutgroep]:
    """The kinds as the page of the list shows them."""
    return [
        Foutgroep(
            *name_soort(code, regels), len(regels), regels[:PER_SOORT], f"?soort={code}" * (len(regels) > PER_SOORT)
        )
        for code, regels in fouten.items()
    ]


def name_soort(code: str, regels: Collection[Foutregel] = ()) -> tuple[str, str]:
    """The name of a kind of fault and what to do; a kind without a name is called by its first sentence."""
    return FOUTSOORTEN.get(code) or (next(iter(regels)).zin if regels else "", "")


# --- Who is named -----------------------------------------------------------------------------------------------------
def find_vervallen(coa_import: CoaImport, gebruiker: Gebruiker) -> list[Statushouder]:
    """The first of the people who were linked before and are not on the list."""
    keys = coa_import.samenvatting["vervallen_personen"][:PER_PAGINA]
    personen = Statushouder.objects.visible_to(gebruiker).filter(pk__in=keys)
    return list(personen.defer("v_nummer").select_related("huishouden").order_by("achternaam", "voornamen"))


def find_getoonde(
    coa_import: CoaImport, secties: Iterable[Sectie], vervallen: Iterable[Statushouder]
) -> list[Huishouden]:
    """The stored households of whom the page shows facts: for each a line that someone looked."""
    regels = [regel for sectie in secties for regel in sectie.regels]
    nummers = {r.regel.huishoudnummer for r in regels if r.wijzigingen or (r.naam and not coa_import.is_open)}
    zichtbaar = Q(huishoudnummer__in=nummers) | Q(pk__in={persoon.huishouden_id for persoon in vervallen})
    if not nummers and not vervallen:
        return []
    return list(Huishouden.objects.for_gemeente(coa_import.gemeente).filter(zichtbaar).select_related("gemeente"))


def count_secties(secties: Iterable[Any]) -> int:
    """How many rows there are to show at all."""
    return sum(sectie.pagina.paginator.count for sectie in secties)
