# shellcheck shell=bash
# The images that tests/compose/run works with: the real ones where a registry answers, else stand-ins that bear their
# names, so that the users' files need no edit. Sourced, not run. The recipes lie in tests/compose/images.

IMAGES=$(sed -n 's|^ *image: \([a-z]*/[^ ]*\)$|\1|p' docker-compose.yml &&
    sed -n 's|^FROM \([^ ]*:[^ ]*\).*|\1|p' Dockerfile)

missing_images() {
    local image
    for image in $IMAGES; do
        docker image inspect "$image" >/dev/null 2>&1 || echo "$image"
    done
}

stand_ins() {
    local name='{{if index .Config.Labels "wearscribe.stand-in"}}{{index .RepoTags 0}}{{end}}'
    # shellcheck disable=SC2086 # one word an image
    docker image inspect --format "$name" $IMAGES
}

pull_images() {
    local image
    for image in $(missing_images); do
        timeout 600 docker pull --quiet "$image" || return 1
    done
}

build_stand_ins() {
    local image name context
    for image in $(missing_images); do
        name=${image%:*} name=${name#*/}
        context=$(mktemp -d)
        cp "tests/compose/images/$name"/* "$context"
        "${name}_context" "$context"
        docker build --tag "$image" "$context" >"$CACHE/build.log" 2>&1 || { tail -n 30 "$CACHE/build.log"; return 1; }
        echo "$image: a stand-in was built"
        rm -r "$context"
    done
}

python_context() {
    root_file_system bookworm
    cp /etc/ssl/certs/ca-certificates.crt "$1" # a network that signs traffic anew is trusted inside as it is outside
}

kafka_context() {
    root_file_system bookworm
    mkdir "$1/libs"
    "$PYTHON" - "$1/libs" <<'PYTHON'
import shutil
import sys

from services.stack import jars

for jar in jars.fetch(lambda done, total: None):
    shutil.copy(jar, sys.argv[1])
PYTHON
}

pgvector_context() {
    root_file_system forky # the first Debian with PostgreSQL 18
}

# A minimal Debian of the release $1, as the image wearscribe-rootfs:$1.
root_file_system() {
    docker image inspect "wearscribe-rootfs:$1" >/dev/null 2>&1 && return
    local root
    root=$(mktemp -d)
    # Every release is made by one script; an older debootstrap has no link of that name to it.
    debootstrap --variant=minbase --include=ca-certificates "$1" "$root" http://deb.debian.org/debian \
        /usr/share/debootstrap/scripts/sid >"$root.log"
    tar --directory "$root" --create . | docker import - "wearscribe-rootfs:$1" >/dev/null
    rm -r "$root" "$root.log"
}
