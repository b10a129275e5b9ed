#!/usr/bin/env bash
# The most of thirty minutes on one GPU: corpora made there by all processors, then small-gpu in bf16, compiled.
#
#   runs/train_gpu.sh OUT            on a machine with a GPU
#   MINIATURE=1 runs/train_gpu.sh OUT    the same steps on a CPU, in about a minute
#
# What to bring back is OUT/model (fp16 weights and their description), OUT/log.jsonl and OUT/training.png, well under
# 100 MB; OUT/checkpoint.pt too where training is to go on (OUT/corpus is made again from its seeds).
# Called again, it goes on where it stopped.
set -euo pipefail
out=${1:?usage: runs/train_gpu.sh OUT}
cd "$(dirname "$0")/.."
python=${PYTHON:-.venv/bin/python}

if [[ -n ${MINIATURE:-} ]]; then
  people=4 days=3 held_out=2 processes=2
  train=(--config small-cpu --device cpu --steps 4 --set evaluate_every=2 --set day_batch=8 --set crop_batch=8 --set pool=8 --set workers=1)
else
  people=${PEOPLE:-3000} days=${DAYS:-8} held_out=100 processes=$(nproc)
  train=(--config small-gpu --device cuda --minutes "${MINUTES:-18}" --set "workers=$(($(nproc) - 2))")
fi

wearscribe() { "$python" -c 'from services.cli.main import main; main()' "$@"; }

wearscribe corpus --out "$out/corpus" --people "$people" --held-out "$held_out" --days "$days" --processes "$processes"

resume=()
if [[ -f $out/checkpoint.pt ]]; then resume=(--resume); fi
wearscribe train --corpus "$out/corpus" --out "$out" "${train[@]}" "${resume[@]}"
du -ch "$out/model" "$out/checkpoint.pt"
