#!/bin/sh
# A picture for each line of a table, for 50 cents at most. Its name is the table's:
# started again, even when it has ended, it pays for nothing twice.
# A price that nobody knows counts when it is known; `--unknown-price refuse` is the stricter way.
#   sh batch.sh pictures.csv [FOLDER]
set -eu
runcomfy-py batch "$1" --model blackforestlabs/flux-3/image --budget 0.50 --unknown-price allow \
  --max-in-flight 4 --id "$1" -o "${2:-out}"
