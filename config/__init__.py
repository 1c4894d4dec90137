"""Wiring of the project. The Celery app is imported here so that shared tasks find it."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
