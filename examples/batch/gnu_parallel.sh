#!/usr/bin/env bash
# Scores answers with GNU parallel: blocks of lines to one `outloud batch` per core, results in the order of the input.
#   gnu_parallel.sh < requests.ndjson > scores.ndjson
set -euo pipefail
exec parallel --will-cite --pipe --keep-order --block "${BLOCK:-1M}" "${OUTLOUD:-outloud}" batch
