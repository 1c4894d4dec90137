"""A model says of itself which fields are personal data, how long they are kept and what becomes of them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Persoonsgegevens:
    """Declaration on a model, as its attribute `persoonsgegevens`.

    `velden`: names of the fields with personal data. `bewaren`: in words, from when and how long (the term itself is
    configuration per gemeente). `daarna`: what happens then, in words.
    """

    velden: tuple[str, ...]
    bewaren: str
    daarna: str
