# One image for every part: docker build -t dailyme . && docker run --rm dailyme demo
# Untested where this was written: no Docker daemon runs there.
FROM python:3.11-slim

COPY pyproject.toml constraints.txt README.md LICENSE NOTICE /src/
COPY protocol /src/protocol
COPY foundation /src/foundation
COPY negotiation /src/negotiation
COPY catalog_adapters /src/catalog_adapters
COPY catalog_search /src/catalog_search
COPY customer_model /src/customer_model
COPY transport /src/transport
COPY language /src/language
COPY marketplace /src/marketplace
COPY brand_agent /src/brand_agent
COPY consumer_twin /src/consumer_twin
COPY dailyme /src/dailyme
RUN pip install --no-cache-dir --constraint /src/constraints.txt /src && rm -rf /src

RUN useradd --create-home --uid 1000 dailyme && mkdir /data && chown dailyme /data
USER dailyme
WORKDIR /data
VOLUME /data
ENV DAILYME_HOME=/data

ENTRYPOINT ["dailyme"]
CMD ["--help"]
