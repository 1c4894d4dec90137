"""Rules of what is shown: how a half-year went so far, and the drawing of it. Pure functions."""
