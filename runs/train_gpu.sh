#!/usr/bin/env bash
# The most of thirty minutes on one GPU: corpora made there by all processors, then small-gpu in bf16, compiled, its
# calibration, and a quick look at what it can do.
#
#   runs/train_gpu.sh OUT                on a machine with a GPU
#   MINIATURE=1 runs/train_gpu.sh OUT    every stage in a minute of one CPU: that it runs, not that it learns
#
# Called again, it goes on where it stopped. What to bring back is in OUT/bring, in parts of 15 MB: weights, log, plot
# and report (`cat OUT/bring/* | tar x`). To release: put the model in weights/, then `wearscribe distill` and the full
# `wearscribe evaluate` on it, as runs/train_cpu.sh does; neither needs the GPU.
set -euo pipefail
out=${1:?usage: runs/train_gpu.sh OUT}
cd "$(dirname "$0")/.."
python=${PYTHON:-.venv/bin/python}

if [[ -n ${MINIATURE:-} ]]; then
  export OMP_NUM_THREADS=1 TORCHINDUCTOR_COMPILE_THREADS=1
  device=cpu processes=1 people=4 days=3 held_out=2 calibrated=4
  train=(--config small-cpu --steps 4 --threads 1 --set fast=true --set word_steps=2 --set evaluate_every=2
    --set day_batch=8 --set crop_batch=8 --set pool=8 --set workers=1)
  evaluate=(--only zero-shot)
else
  device=cuda processes=$(nproc) people=${PEOPLE:-3000} days=${DAYS:-8} held_out=100 calibrated=60
  train=(--config small-gpu --minutes "${MINUTES:-18}" --set "workers=$((processes - 2))")
  evaluate=()
fi

wearscribe() { "$python" -c 'from services.cli.main import main; main()' "$@"; }

wearscribe corpus --out "$out/corpus" --people "$people" --held-out "$held_out" --days "$days" --processes "$processes"

resume=()
if [[ -f $out/checkpoint.pt ]]; then resume=(--resume); fi
wearscribe train --corpus "$out/corpus" --out "$out" --device "$device" "${train[@]}" "${resume[@]}"
wearscribe calibrate "$out/model" --people "$calibrated"
wearscribe evaluate --model "$out/model" --out "$out/evaluation" --quick --device "$device" --processes "$processes" \
  "${evaluate[@]}"

rm -rf "$out/bring" && mkdir "$out/bring"
tar c -C "$out" model evaluation log.jsonl training.png | split -b 15M - "$out/bring/run.tar."
du -h "$out/checkpoint.pt" "$out"/bring/*
