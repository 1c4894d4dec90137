"""Rules of the taakstelling: pure functions on whole numbers and fractions, checked by hand."""
