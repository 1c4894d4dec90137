"""The arrows of the four machines (workflow.md 5.2, 5.3, 5.4 and the tables of the models): from, to, by which acts."""

from huisvesting.models import AanbodStatus as A
from huisvesting.models import HuishoudenStatus as H
from huisvesting.models import PlaatsingStatus as P
from huisvesting.models import VoordrachtStatus as V

Pijlen = dict[tuple[str | None, str | None], set[str]]

# Where the record of a day is kept by the beat: no person does it.
DAG, KLOK = "dagtaken", "klok"
STOPT = {"cancel_voordracht", "withdraw_aanbod", "agree_intrekking"}
BESLUIT = {"confirm_afwijzing", "judge_weigering", "cancel_voordracht", "decide_teruggave"}
TERUG_VANUIT = (H.AANGEMELD, H.ONVOLLEDIG, H.GEKOPPELD, H.INTAKE, H.KLAAR, H.GEPARKEERD, H.WEIGERING)
GESLOTEN = (H.AFGESLOTEN, H.TERUGGEGEVEN)

HUISHOUDEN: Pijlen = {
    (H.AANGEMELD, H.ONVOLLEDIG): {"ask_aanvulling"},
    (H.ONVOLLEDIG, H.AANGEMELD): {"record_aanvulling"},
    (H.AANGEMELD, H.GEKOPPELD): {"receive_koppeling", "receive_koppelingen"},
    (H.GEKOPPELD, H.INTAKE): {"start_intake"},
    (H.INTAKE, H.KLAAR): {"complete_intake"},
    (H.KLAAR, H.GEPARKEERD): {"park"},
    (H.GEPARKEERD, H.KLAAR): {"resume"},
    (H.KLAAR, H.GEMATCHT): {"propose_voordracht"},
    (H.GEMATCHT, H.KLAAR): {"confirm_afwijzing", *STOPT},
    (H.GEMATCHT, H.AANGEBODEN): {"offer_voordracht"},
    (H.AANGEBODEN, H.KLAAR): STOPT,
    (H.AANGEBODEN, H.WEIGERING): {"refuse_voordracht", "treat_as_weigering"},
    (H.WEIGERING, H.AANGEBODEN): {"judge_weigering"},
    (H.WEIGERING, H.KLAAR): {"judge_weigering", *STOPT},
    (H.AANGEBODEN, H.GEACCEPTEERD): {"accept_voordracht"},
    (H.WEIGERING, H.GEACCEPTEERD): {"withdraw_weigering"},
    (H.GEACCEPTEERD, H.KLAAR): {"cancel_voordracht", "agree_intrekking"},
    (H.GEACCEPTEERD, H.CONTRACT): {"sign_huurcontract"},
    (H.CONTRACT, H.KLAAR): {"cancel_plaatsing", "agree_intrekking"},
    (H.CONTRACT, H.GEHUISVEST): {"hand_over_sleutel"},
    (H.CONTRACT, H.TIJDELIJK_GEHUISVEST): {"hand_over_sleutel"},
    (H.TIJDELIJK_GEHUISVEST, H.KLAAR): {"start_doorstroom", "end_plaatsing"},
    (H.GEHUISVEST, H.KLAAR): {"end_plaatsing"},
    (H.NAZORG, H.KLAAR): {"end_plaatsing"},
    (H.GEHUISVEST, H.CONTRACT): {"correct_plaatsing"},
    (H.TIJDELIJK_GEHUISVEST, H.CONTRACT): {"correct_plaatsing"},
    (H.NAZORG, H.CONTRACT): {"correct_plaatsing"},
    (H.GEHUISVEST, H.NAZORG): {"start_nazorg"},
    (H.NAZORG, H.AFGESLOTEN): {"close_dossier", "end_plaatsing"},
    # Who leaves the town, also from a temporary home from where one looked on.
    (H.GEHUISVEST, H.AFGESLOTEN): {"end_plaatsing"},
    (H.TIJDELIJK_GEHUISVEST, H.AFGESLOTEN): {"end_plaatsing"},
    (H.KLAAR, H.AFGESLOTEN): {"end_plaatsing"},
    (H.GEPARKEERD, H.AFGESLOTEN): {"end_plaatsing"},
    **{(van, H.TERUGGEGEVEN): {"decide_teruggave"} for van in TERUG_VANUIT},
    **{(van, naar): {"reopen_dossier"} for van in GESLOTEN for naar in H if naar not in GESLOTEN},
}
# Who has, or had, a second home beside the first stands where the furthest of the two stands.
MET_TWEEDE = {
    H.KLAAR,
    H.GEMATCHT,
    H.AANGEBODEN,
    H.WEIGERING,
    H.GEACCEPTEERD,
    H.CONTRACT,
    H.TIJDELIJK_GEHUISVEST,
    H.GEHUISVEST,
    H.NAZORG,
    H.AFGESLOTEN,
    H.TERUGGEGEVEN,
}

AANBOD: Pijlen = {
    (None, A.CONCEPT): {"register_aanbod", "register_kamers"},
    (None, A.AANGEBODEN): {"register_aanbod", "register_kamers"},
    (A.CONCEPT, A.AANGEBODEN): {"submit_aanbod"},
    (A.CONCEPT, None): {"discard_concept"},
    (A.AANGEBODEN, A.BEVESTIGD): {"confirm_aanbod", "complete_aanbod"},
    (A.BEVESTIGD, A.ONGESCHIKT): {"reject_aanbod"},
    (A.BEVESTIGD, A.GERESERVEERD): {"propose_voordracht"},
    (A.BEVESTIGD, A.GEBLOKKEERD): {"block_aanbod"},
    (A.GERESERVEERD, A.GEBLOKKEERD): {"block_aanbod"},
    (A.GEBLOKKEERD, A.BEVESTIGD): {"unblock_aanbod"},
    (A.GEBLOKKEERD, A.GERESERVEERD): {"unblock_aanbod"},
    (A.GERESERVEERD, A.TOEGEWEZEN): {"accept_voordracht", "withdraw_weigering"},
    (A.GERESERVEERD, A.BEVESTIGD): BESLUIT,
    (A.TOEGEWEZEN, A.BEVESTIGD): {"cancel_voordracht", "cancel_plaatsing"},
    (A.AANGEBODEN, A.INGETROKKEN): {"withdraw_aanbod"},
    (A.BEVESTIGD, A.INGETROKKEN): {"withdraw_aanbod", "agree_intrekking"},
    (A.GERESERVEERD, A.INGETROKKEN): {"withdraw_aanbod", "agree_intrekking"},
    (A.GEBLOKKEERD, A.INGETROKKEN): {"withdraw_aanbod", "agree_intrekking"},
    (A.VERLOPEN, A.INGETROKKEN): {"withdraw_aanbod", "agree_intrekking"},
    (A.TOEGEWEZEN, A.INGETROKKEN): {"agree_intrekking"},
    (A.AANGEBODEN, A.VERLOPEN): {KLOK},
    (A.BEVESTIGD, A.VERLOPEN): {KLOK},
    # What kept the home is over, and so is its option.
    (A.GEBLOKKEERD, A.VERLOPEN): {"unblock_aanbod"},
    (A.GERESERVEERD, A.VERLOPEN): BESLUIT,
    (A.TOEGEWEZEN, A.VERLOPEN): {"cancel_voordracht", "cancel_plaatsing"},
    (A.VERLOPEN, A.AANGEBODEN): {"extend_optie"},
    (A.VERLOPEN, A.BEVESTIGD): {"extend_optie"},
    (A.TOEGEWEZEN, A.BEWOOND): {"hand_over_sleutel"},
    (A.BEWOOND, A.BEEINDIGD): {"end_plaatsing", "hand_over_sleutel"},
    (A.BEWOOND, A.TOEGEWEZEN): {"correct_plaatsing"},
    (A.BEEINDIGD, A.BEWOOND): {"correct_plaatsing"},
}

OPEN = (
    V.VOORGESTELD,
    V.AFWIJZING_GEMELD,
    V.AKKOORD_CORPORATIE,
    V.AANGEBODEN,
    V.GEEN_REACTIE,
    V.WEIGERING_GEMELD,
    V.GEACCEPTEERD,
)
VOORDRACHT: Pijlen = {
    (None, V.VOORGESTELD): {"propose_voordracht"},
    (V.VOORGESTELD, V.AKKOORD_CORPORATIE): {"agree_voordracht"},
    (V.VOORGESTELD, V.AFWIJZING_GEMELD): {"reject_voordracht"},
    (V.AFWIJZING_GEMELD, V.AFGEWEZEN): {"confirm_afwijzing"},
    (V.AFWIJZING_GEMELD, V.VOORGESTELD): {"reconsider_afwijzing"},
    (V.AKKOORD_CORPORATIE, V.AANGEBODEN): {"offer_voordracht"},
    (V.AANGEBODEN, V.GEACCEPTEERD): {"accept_voordracht"},
    (V.WEIGERING_GEMELD, V.GEACCEPTEERD): {"withdraw_weigering"},
    (V.AANGEBODEN, V.WEIGERING_GEMELD): {"refuse_voordracht"},
    (V.AANGEBODEN, V.GEEN_REACTIE): {"record_geen_reactie", DAG},
    (V.GEEN_REACTIE, V.AANGEBODEN): {"offer_again"},
    (V.GEEN_REACTIE, V.WEIGERING_GEMELD): {"treat_as_weigering"},
    (V.WEIGERING_GEMELD, V.GEWEIGERD): {"judge_weigering"},
    (V.WEIGERING_GEMELD, V.AANGEBODEN): {"judge_weigering"},
    **{(van, V.GEANNULEERD): {*STOPT, "decide_teruggave"} for van in OPEN},
    (V.GEACCEPTEERD, V.GEANNULEERD): {"cancel_voordracht", "cancel_plaatsing", "agree_intrekking"},
}

PLAATSING: Pijlen = {
    (None, P.CONTRACT_GETEKEND): {"sign_huurcontract"},
    (P.CONTRACT_GETEKEND, P.NIET_VERSCHENEN): {"record_niet_verschenen"},
    (P.NIET_VERSCHENEN, P.CONTRACT_GETEKEND): {"make_nieuwe_afspraak"},
    (P.CONTRACT_GETEKEND, P.VERHUISD): {"hand_over_sleutel"},
    (P.VERHUISD, P.GEREALISEERD): {"record_afmelding", "record_inschrijving"},
    (P.GEREALISEERD, P.AFGEROND): {"close_nazorg"},
    (P.CONTRACT_GETEKEND, P.GEANNULEERD): {"cancel_plaatsing", "agree_intrekking"},
    (P.NIET_VERSCHENEN, P.GEANNULEERD): {"cancel_plaatsing", "agree_intrekking"},
    **{(van, P.BEEINDIGD): {"end_plaatsing", "hand_over_sleutel"} for van in (P.VERHUISD, P.GEREALISEERD, P.AFGEROND)},
    (P.VERHUISD, P.CONTRACT_GETEKEND): {"correct_plaatsing"},
    (P.GEREALISEERD, P.VERHUISD): {"correct_plaatsing"},
    **{(P.BEEINDIGD, naar): {"correct_plaatsing"} for naar in (P.VERHUISD, P.GEREALISEERD, P.AFGEROND)},
}

MACHINES = {"huishouden": HUISHOUDEN, "aanbod": AANBOD, "voordracht": VOORDRACHT, "plaatsing": PLAATSING}
