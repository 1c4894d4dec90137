"""What happened to a household or a home: lines of the logboek, with which home and why."""

from collections.abc import Iterable

from django.db.models import Model, Q

from huisvesting.models import Huishouden, Plaatsing, Voordracht, Woningaanbod
from huisvesting.policies import sees_reden
from huisvesting.views.dossierlijn import explain_dossier, join_acties
from huisvesting.views.plaatsinglijn import explain_plaatsingen, is_for_gemeente, is_of_lijst
from samenwerking.models import Gebeurtenis, Gebruiker, Logregel, Reden
from samenwerking.policies import can_do_casework

# The lines that end or stop something: there the reason is told.
AFSLUITEND = {
    Gebeurtenis.VOORDRACHT_AFGEWEZEN,
    Gebeurtenis.VOORDRACHT_GEWEIGERD,
    Gebeurtenis.VOORDRACHT_GEANNULEERD,
    Gebeurtenis.PLAATSING_GEANNULEERD,
    Gebeurtenis.AANBOD_INGETROKKEN,
    Gebeurtenis.AANBOD_GEBLOKKEERD,
    Gebeurtenis.AANBOD_ONGESCHIKT,
}


def events_of_huishouden(
    huishouden: Huishouden, voordrachten: Iterable[Voordracht], plaatsingen: Iterable[Plaatsing]
) -> list[Logregel]:
    """Latest first. In: every voordracht of the household with its aanbod, woning and reden, and every plaatsing."""
    over = {str(v.pk): v for v in voordrachten}
    ingetrokken = Q(gebeurtenis=Gebeurtenis.AANBOD_INGETROKKEN, gegevens__voordracht__in=list(over))
    regels = _lines([huishouden, *voordrachten, *plaatsingen], ingetrokken)
    over |= {str(p.pk): over[str(p.voordracht_id)] for p in plaatsingen}
    for regel in regels:
        voordracht = over.get(regel.gegevens.get("voordracht") or regel.onderwerp_id)
        if voordracht:
            regel.toelichting = _explain(regel, voordracht.aanbod.woning.adres, voordracht.reden)
    explain_plaatsingen(regels, is_gemeente=True)
    explain_dossier(regels, huishouden, plaatsingen)
    return join_acties(regels)


def events_of_aanbod(aanbod: Woningaanbod, voordrachten: Iterable[Voordracht], lezer: Gebruiker) -> list[Logregel]:
    """Of this home and these voordrachten with what came of them, latest first.

    Both parties read it: nothing in it says who the household is, and a reason is only told to who may know it.
    """
    redenen = {str(v.pk): v.reden for v in voordrachten if sees_reden(lezer, v)}
    plaatsingen = list(aanbod.plaatsingen.filter(voordracht__in=[v.pk for v in voordrachten]))
    redenen |= {str(p.pk): redenen.get(str(p.voordracht_id)) for p in plaatsingen}
    regels = [regel for regel in _lines([aanbod, *voordrachten, *plaatsingen]) if not is_of_lijst(regel)]
    # A home may be blocked more than once, so its own lines say themselves why.
    eigen = [regel for regel in regels if regel.onderwerp_id == str(aanbod.pk)]
    op_code = _redenen_by_code(eigen)
    for regel in regels:
        reden = op_code.get(regel.gegevens.get("reden")) if regel in eigen else redenen.get(regel.onderwerp_id)
        regel.toelichting = _explain(regel, "", reden)
    is_gemeente = can_do_casework(lezer, aanbod.gemeente)
    explain_plaatsingen(regels, is_gemeente=is_gemeente)
    return regels if is_gemeente else [regel for regel in regels if not is_for_gemeente(regel)]


def _redenen_by_code(regels: Iterable[Logregel]) -> dict[str, Reden]:
    codes = {regel.gegevens["reden"] for regel in regels if "reden" in regel.gegevens}
    return {reden.code: reden for reden in Reden.objects.filter(code__in=codes)} if codes else {}


def _lines(onderwerpen: Iterable[Model], ook: Q | None = None) -> list[Logregel]:
    ids: dict[str, list[str]] = {}
    for onderwerp in onderwerpen:
        ids.setdefault(onderwerp._meta.label_lower, []).append(str(onderwerp.pk))
    vraag = ook or Q()
    for soort, pks in ids.items():
        vraag |= Q(onderwerp_soort=soort, onderwerp_id__in=pks)
    return list(Logregel.objects.gebeurtenissen().filter(vraag).order_by("-op", "-pk"))


def _explain(regel: Logregel, adres: str, reden: Reden | None) -> str:
    waarom = reden.tekst if reden and regel.gebeurtenis in AFSLUITEND else ""
    return ": ".join(filter(None, (adres, waarom)))
