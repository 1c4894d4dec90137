"""What happens in taakstelling: one function per event. Huisvesting books through `realisatie`."""
