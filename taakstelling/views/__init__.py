"""Pages of taakstelling."""
