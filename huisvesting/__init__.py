"""DOET: people, homes, offers, voordrachten and plaatsingen."""
