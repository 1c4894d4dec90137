"""Services for tests and benches: a throw-away PostgreSQL, a throw-away Redis, a Celery worker, Chromium."""
