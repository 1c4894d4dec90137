"""MOET: what each gemeente must do per half-year, what counted, and where it stands."""
