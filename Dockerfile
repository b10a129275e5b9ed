# Two images of one program: `base` runs replay, features, sink and migrate; `model` adds torch, for inference and
# search. Works with BuildKit and with the classic builder.

FROM python:3.11.15-slim-bookworm AS dependencies
ENV PYTHONPATH=/app PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /app
COPY requirements-base.txt .
RUN pip install --require-hashes --requirement requirements-base.txt
RUN useradd --uid 10001 --home-dir /var/lib/wearscribe --create-home --skel /dev/null wearscribe \
    && printf '%s\n' '#!/usr/bin/env python' 'from services.cli.main import main' 'main()' >/usr/local/bin/wearscribe \
    && chmod 755 /usr/local/bin/wearscribe
ENTRYPOINT ["wearscribe"]

FROM dependencies AS base
COPY . .
RUN python -m compileall -q .
USER wearscribe

# torch from the package index is the CUDA build: it runs without a GPU too, but takes several GB. TORCH_INDEX names an
# index that has the CPU build (docs/compose.md); of that wheel the version is checked, of everything else the hash.
FROM dependencies AS model
ARG TORCH_INDEX=
COPY requirements-model.txt .
RUN if [ -z "$TORCH_INDEX" ]; then \
        pip install --require-hashes --requirement requirements-model.txt; \
    else \
        awk '/^[a-z]/ {keep = !/^(torch|triton|nvidia-|cuda-)/} keep' requirements-model.txt >/tmp/without-torch.txt \
        && pip install --require-hashes --requirement /tmp/without-torch.txt \
        && pip install --no-deps --index-url "$TORCH_INDEX" "$(grep -o '^torch==[0-9.]*' requirements-model.txt)"; \
    fi
COPY . .
RUN python -m compileall -q .
USER wearscribe
