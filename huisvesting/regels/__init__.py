"""Rules of housing: pure functions, checked by hand."""
