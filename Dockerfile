# The portal for docker-compose.yml: one image for web, worker, beat and migrations.

FROM python:3.11-slim-bookworm AS build
WORKDIR /src
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements/base.lock requirements/
RUN pip install --require-hashes -r requirements/base.lock
COPY package.json package-lock.json .npmrc ./
COPY scripts/frontend.py scripts/icons.txt scripts/
RUN python scripts/frontend.py

FROM python:3.11-slim-bookworm
# WeasyPrint draws with Pango and HarfBuzz; the fonts have Cyrillic letters.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig \
        fonts-dejavu-core fonts-liberation fonts-paratype \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin portal \
    && install -d -m 0700 -o portal /data \
    && install -d -m 0755 -o portal /srv/static
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp \
    XDG_CACHE_HOME=/tmp/cache \
    DJANGO_SETTINGS_MODULE=rsnms.settings \
    RSNMS_PRODUCTION=1 \
    RSNMS_DATA_DIR=/data \
    RSNMS_STATIC_ROOT=/srv/static
WORKDIR /srv/portal
COPY --from=build /opt/venv /opt/venv
COPY manage.py ./
COPY rsnms rsnms
COPY apps apps
COPY fixtures fixtures
COPY templates templates
COPY static static
COPY --from=build /src/static/vendor static/vendor
COPY deploy/healthcheck.py deploy/healthcheck.py
RUN python -m compileall -q manage.py rsnms apps
USER portal
# The key and the address are for this one command, which neither signs nor connects.
RUN RSNMS_SECRET_KEY=collectstatic DATABASE_URL=postgres://none REDIS_URL=redis://none \
    python manage.py collectstatic --noinput --verbosity 0
VOLUME /data
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", \
     "--blocking-threads", "4", "--respawn-failed-workers", "rsnms.wsgi:application"]
