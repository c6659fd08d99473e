#!/usr/bin/env bash
# Runs the tour of README.md, block by block, on a state and a port of its own: what people are told to type must work.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
unset DATABASE_URL
WORK=$(mktemp -d "${TMPDIR:-/tmp}/olympus-tour.XXXXXXXX")
chmod 711 "$WORK"
export OLYMPUS_STATE=$WORK/state
trap './olympus reset --yes >/dev/null 2>&1 || true; rm -rf -- "$WORK"' EXIT
while port=$((20000 + RANDOM % 12000)) && (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
{
  printf 'set -eu\n'
  awk '/^```sh$/ { inside = 1; next } /^```$/ { inside = 0 } inside' README.md |
    sed -e "s#\./olympus up --detach#./olympus up --detach --port $port#" -e "s#\.olympus/#$OLYMPUS_STATE/#g" -e "s#sales\.csv#$WORK/sales.csv#g"
} >"$WORK/tour"
bash "$WORK/tour" 2>&1 | tee "$WORK/said"
grep -qx paid "$WORK/said" || { printf 'The order was not paid.\n' >&2; exit 1; }
grep -q ' 0 violations' "$WORK/said" || { printf 'The books do not agree.\n' >&2; exit 1; }
