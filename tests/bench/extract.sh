#!/usr/bin/env bash
# Measures `sayso extract --jsonl` as a filter: time and peak memory on one and two threads, on a small and on a large input.
# Usage: bash tests/bench/extract.sh [path of sayso]     (Linux: the peak is VmHWM of /proc)
set -euo pipefail
sayso=$(realpath "${1:-target/release/sayso}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SAYSO_HOME=$work/home

# Rows from the samples' texts, again and again under new ids.
rows() { # rows COUNT > FILE
  local n=0 folder
  folder=$(dirname "$0")/../../sample_projects
  while ((n < $1)); do
    for text in "$folder"/*/texts/*.txt; do
      n=$((n + 1))
      printf '{"id":"%s-","text":"%s"}\n' "$n" "$(sed ':a;N;$!ba;s/\\/\\\\/g;s/"/\\"/g;s/\t/\\t/g;s/\n/\\n/g' "$text")"
      ((n < $1)) || break
    done
  done
}

measure() { # measure FILE JOBS
  local begin end peak=0 now pid
  begin=$(date +%s%N)
  "$sayso" extract --jsonl --jobs "$2" <"$1" >"$work/out.jsonl" &
  pid=$!
  while now=$(awk '/VmHWM/ {print $2}' "/proc/$pid/status" 2>/dev/null) && [ -n "$now" ]; do
    peak=$now
    sleep 0.05
  done
  wait "$pid"
  end=$(date +%s%N)
  awk -v f="$(basename "$1")" -v j="$2" -v b="$(stat -c %s "$1")" -v ns="$((end - begin))" -v kb="$peak" -v r="$(wc -l <"$work/out.jsonl")" \
    'BEGIN { printf "%-12s %7.1f MB  %6d rows  jobs %d  %6.2f s  %6.1f MB/s  peak %6.1f MB\n", f, b/1e6, r, j, ns/1e9, b/1e6/(ns/1e9), kb/1024 }'
}

rows 700 >"$work/block"
cat "$work/block" >"$work/small.jsonl"
for _ in {1..8}; do cat "$work/block"; done >"$work/large.jsonl"
# One line of 16 MB between short ones.
{
  head -20 "$work/block"
  printf '{"id":"long","text":"'
  (yes 'She said nothing more, and “we shall see” was all that he had to say. ' || true) | head -c 16000000 | tr '\n' ' '
  printf '"}\n'
  head -20 "$work/block"
} >"$work/long.jsonl"
for file in small large long; do
  for jobs in 1 2; do measure "$work/$file.jsonl" "$jobs"; done
done
