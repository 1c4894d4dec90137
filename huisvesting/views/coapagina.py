"""The words and addresses of the import of COA lists."""

from samenwerking.basis.inleespagina import Inleespagina

COA_LIJSTEN = Inleespagina(
    routes="huisvesting:coa_import",
    upload="huisvesting/coa_import_upload.html",
    titel="COA-lijsten",
    koppen=("Personen", "Nieuw", "Gewijzigd", "Overgeslagen"),
    eenheid="lijst,lijsten",
    wachten="lijst wacht,lijsten wachten",
    niets="Er wacht geen lijst op uw besluit.",
    nog_geen="Er is nog geen COA-lijst ingelezen",
    leeg="Lees de lijst in die u van COA kreeg. U ziet eerst wat er gebeurt; daarna beslist u.",
    naam="COA-lijst",
    inlezen="COA-lijst inlezen",
    lezen="Lijst lezen",
    kort="Lijst",
    woord="de lijst",
)
