"""What a home asks: the annotation of the list says the same as the rule of the page, in every situation."""

from datetime import timedelta

import pytest

from huisvesting.models import Woningaanbod
from huisvesting.regels.beurt import Partij, Vraag, determine_vraag, order_for
from tests.factories.huisvesting import PEILDATUM, PlaatsingFactory, VoordrachtFactory, WoningaanbodFactory
from tests.factories.voordracht import AfwijzingFactory, WeigeringFactory

pytestmark = [pytest.mark.django_db, pytest.mark.beide]

SITUATIES = {
    "concept": (lambda: WoningaanbodFactory(concept=True), Vraag.MELDING),
    "gemeld": (lambda: WoningaanbodFactory(), Vraag.BEVESTIGING),
    "bevestigd": (lambda: WoningaanbodFactory(bevestigd=True), Vraag.VOORDRACHT),
    "optie op de laatste dag": (
        lambda: WoningaanbodFactory(bevestigd=True, optiedatum=PEILDATUM),
        Vraag.VOORDRACHT,
    ),
    "optie verlopen": (
        lambda: WoningaanbodFactory(bevestigd=True, optiedatum=PEILDATUM - timedelta(days=1)),
        Vraag.VERLENGING,
    ),
    "ingetrokken": (lambda: WoningaanbodFactory(bevestigd=True, ingetrokken=True), Vraag.NIETS),
    "ongeschikt": (lambda: WoningaanbodFactory(ongeschikt=True), Vraag.NIETS),
    "geblokkeerd": (lambda: WoningaanbodFactory(geblokkeerd=True), Vraag.VRIJGAVE),
    "geblokkeerd, optie verlopen": (lambda: WoningaanbodFactory(geblokkeerd=True, verlopen=True), Vraag.VRIJGAVE),
    "vrijgegeven": (lambda: WoningaanbodFactory(vrijgegeven=True), Vraag.VOORDRACHT),
    "geblokkeerd en voorgesteld": (lambda: VoordrachtFactory(aanbod__geblokkeerd=True).aanbod, Vraag.ANTWOORD),
    "geblokkeerd en akkoord": (
        lambda: VoordrachtFactory(akkoord=True, aanbod__geblokkeerd=True).aanbod,
        Vraag.VRIJGAVE,
    ),
    "geblokkeerd en aangeboden": (
        lambda: VoordrachtFactory(aangeboden=True, aanbod__geblokkeerd=True).aanbod,
        Vraag.VRIJGAVE,
    ),
    "geblokkeerd en geaccepteerd": (
        lambda: VoordrachtFactory(geaccepteerd=True, aanbod__geblokkeerd=True).aanbod,
        Vraag.CONTRACT,
    ),
    "voorgesteld": (lambda: VoordrachtFactory().aanbod, Vraag.ANTWOORD),
    "akkoord": (lambda: VoordrachtFactory(akkoord=True).aanbod, Vraag.AANBIEDING),
    "aangeboden": (lambda: VoordrachtFactory(aangeboden=True).aanbod, Vraag.REACTIE),
    "afwijzing gemeld": (lambda: AfwijzingFactory().voordracht.aanbod, Vraag.AFWIJZING),
    "geen reactie": (lambda: VoordrachtFactory(geen_reactie=True).aanbod, Vraag.STILTE),
    "weigering gemeld": (lambda: WeigeringFactory().voordracht.aanbod, Vraag.OORDEEL),
    "geblokkeerd en weigering gemeld": (
        lambda: WeigeringFactory(voordracht__aanbod__geblokkeerd=True).voordracht.aanbod,
        Vraag.OORDEEL,
    ),
    "geaccepteerd": (lambda: VoordrachtFactory(geaccepteerd=True).aanbod, Vraag.CONTRACT),
    "afgewezen": (lambda: VoordrachtFactory(afgewezen=True).aanbod, Vraag.VOORDRACHT),
    "geweigerd": (lambda: VoordrachtFactory(geweigerd=True).aanbod, Vraag.VOORDRACHT),
    "contract": (lambda: PlaatsingFactory().aanbod, Vraag.SLEUTEL),
    "niet verschenen": (lambda: PlaatsingFactory(niet_verschenen=True).aanbod, Vraag.AFSPRAAK),
    "nazorg afgerond": (lambda: PlaatsingFactory(afgerond=True).aanbod, Vraag.NIETS),
    "huur beëindigd": (lambda: PlaatsingFactory(beeindigd=True).aanbod, Vraag.NIETS),
    "sleutel": (lambda: PlaatsingFactory(met_sleutel=True).aanbod, Vraag.NIETS),
    "geannuleerd": (lambda: PlaatsingFactory(geannuleerd=True).aanbod, Vraag.VOORDRACHT),
}


@pytest.mark.parametrize(("maak", "vraag"), SITUATIES.values(), ids=SITUATIES.keys())
@pytest.mark.parametrize("partij", Partij)
def test_annotation_and_rule_agree(maak, vraag, partij):
    aanbod = maak()

    rij = Woningaanbod.objects.with_vraag(PEILDATUM, partij).get(pk=aanbod.pk)
    voordracht, plaatsing = aanbod.open_voordracht(), aanbod.plaatsingen.lopend().first()

    assert rij.vraag == vraag
    assert rij.rang == order_for(partij).index(vraag)
    assert rij.voordracht_pk == (voordracht.pk if voordracht else None)
    assert rij.plaatsing_pk == (plaatsing.pk if plaatsing else None)
    assert vraag == determine_vraag(
        aanbod.status_op(PEILDATUM),
        voordracht=voordracht.status if voordracht else None,
        heeft_contract=plaatsing is not None,
        kwam_niet=plaatsing is not None and plaatsing.niet_verschenen_op is not None,
    )
