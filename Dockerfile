# The service image: the locked dependencies, the package, no build tools, a user without rights.
FROM python:3.11-slim-bookworm AS build
WORKDIR /src
RUN python -m venv /opt/ekokarta
COPY requirements.lock ./
RUN /opt/ekokarta/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY graph_schema graph_schema
COPY importers importers
COPY queries queries
COPY visualisations visualisations
COPY service service
RUN /opt/ekokarta/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim-bookworm
RUN useradd --create-home --uid 10001 ekokarta \
 && install -d -o ekokarta -g ekokarta /var/lib/ekokarta
COPY --from=build /opt/ekokarta /opt/ekokarta
ENV PATH=/opt/ekokarta/bin:$PATH \
    OMP_NUM_THREADS=1 \
    EKOKARTA_CACHE=/var/lib/ekokarta/cache \
    NUMBA_CACHE_DIR=/var/lib/ekokarta/cache/kernels \
    EKOKARTA_HOST=0.0.0.0
USER ekokarta
WORKDIR /var/lib/ekokarta
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/ready', timeout=2)"]
CMD ["ekokarta", "serve"]
