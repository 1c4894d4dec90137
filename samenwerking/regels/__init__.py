"""Rules without a database that every app may use."""
