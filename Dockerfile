# Two images: `--target portal` is the citizens' site, `--target api` everything in Python.
FROM node:24-slim AS portal
WORKDIR /app/frontend
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY api/schema.graphql /app/api/schema.graphql
COPY frontend ./
RUN npm run build && npm prune --omit=dev
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
USER node
CMD ["node", "build/index.js"]

FROM python:3.13-slim AS api
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/data DEBUG=0
WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes --requirement requirements.txt
# pg_dump and pg_restore, for `manage.py backup`; not older than the server of compose.yaml.
RUN apt-get update && apt-get install --yes --no-install-recommends postgresql-client && rm -rf /var/lib/apt/lists/*
COPY manage.py gunicorn.conf.py ./
COPY config config
COPY register register
COPY cms cms
COPY search search
COPY dossiers dossiers
COPY outbound outbound
COPY inbox inbox
COPY following following
COPY messaging messaging
COPY printing printing
COPY api api
COPY keeping keeping
RUN useradd --system niemyet && install --directory --owner=niemyet /data
USER niemyet
VOLUME /data
CMD ["gunicorn", "config.wsgi:application", "--bind", "0.0.0.0:8000", \
     "--worker-class", "gthread", "--workers", "4", "--threads", "4"]
