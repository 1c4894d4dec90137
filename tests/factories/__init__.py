"""Builders of test data, one module per app. Traits are named after the situation that they make."""
