"""Pages of huisvesting, one file per noun."""
