# One image for web, worker and beat; the command says which.
FROM python:3.12-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 DJANGO_SETTINGS_MODULE=config.settings STATIC_MANIFEST=True
WORKDIR /app

COPY requirements/base.txt requirements/base.txt
RUN pip install --no-cache-dir --require-hashes -r requirements/base.txt

COPY manage.py ./
COPY config config
COPY samenwerking samenwerking
COPY taakstelling taakstelling
COPY huisvesting huisvesting
COPY rapportage rapportage
COPY templates templates
COPY static static

# The manifest is made once, in the image. The settings make var/ for an embedded database; here nobody uses it.
RUN mkdir var staticfiles && python manage.py collectstatic --noinput --verbosity 0 \
    && useradd --system --no-create-home thuisgever && chown thuisgever var
USER thuisgever

EXPOSE 8000
CMD ["gunicorn", "config.wsgi:application", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4"]
