"""The only shared helpers. They know no domain noun."""
