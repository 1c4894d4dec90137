"""ZIET: dashboards and exports; owns no fact about a case."""
