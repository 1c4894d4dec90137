"""Benches: `python3 start.py bench NAAM`. Each module has a `main()` and measures one work against its floor."""
