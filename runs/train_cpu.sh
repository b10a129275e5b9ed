#!/usr/bin/env bash
# How the released model was made, on two CPU cores in an hour and a half: corpus, training, calibration, word vectors,
# report.
#
#   runs/train_cpu.sh OUT
#
# MINUTES of training and THREADS can be set; STEPS instead of minutes make a run that can be repeated step by step (its
# learning rate then falls by steps, not by the clock). wearscribe-small-cpu-96f64bcd: MINUTES=73 THREADS=1, 1,327 steps.
# Called again, it goes on where it stopped. To release: copy OUT/model to weights/<model_version of its config.json>
# and name that folder in wearscribe/model/embedders.py.
set -euo pipefail
out=${1:?usage: runs/train_cpu.sh OUT}
cd "$(dirname "$0")/.."
bin=${BIN:-.venv/bin}

"$bin/wearscribe" corpus --out "$out/corpus" --people 2000 --days 4 --real sample/fitabase_minutes.csv.gz --processes 2

budget=(--minutes "${MINUTES:-60}")
if [[ -n ${STEPS:-} ]]; then budget=(--set "steps=$STEPS"); fi
resume=()
if [[ -f $out/checkpoint.pt ]]; then resume=(--resume); fi
"$bin/wearscribe" train --config small-cpu --corpus "$out/corpus" --out "$out" "${budget[@]}" --threads "${THREADS:-2}" \
  --set workers=0 --set evaluate_every=150 "${resume[@]}"
"$bin/wearscribe" calibrate "$out/model"
"$bin/wearscribe" distill "$out/model"
"$bin/wearscribe" evaluate --model "$out/model" --out "$out/evaluation" --processes 2 --real sample/fitabase_minutes.csv.gz
