# docker build --tag claimcheck . && docker run --rm --network none --volume "$PWD:/work:ro" claimcheck check copy
FROM python:3.12-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY ci/compile_rules.py ./ci/compile_rules.py
COPY src ./src
COPY rules ./rules
# The first run compiles the rules, beside the byte code: nobody may write there later.
RUN python -m venv /opt/claimcheck \
    && /opt/claimcheck/bin/pip install --no-cache-dir '.[office]' \
    && /opt/claimcheck/bin/claimcheck rules list > /dev/null

FROM python:3.12-slim
# git tells what --changed judges; the checkout belongs to somebody else than the user of the container.
RUN apt-get update \
    && apt-get install --no-install-recommends --yes git \
    && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory /work \
    && useradd --create-home --uid 10001 claimcheck
COPY --from=build /opt/claimcheck /opt/claimcheck
ENV PATH=/opt/claimcheck/bin:$PATH PYTHONDONTWRITEBYTECODE=1
USER claimcheck
WORKDIR /work
ENTRYPOINT ["claimcheck"]
CMD ["--help"]
