#!/bin/sh
# An image for each line of a CSV table, for 50 cents at most. The table's name is the batch's:
# started again, even after the end, it pays for nothing twice.
#   sh batch.sh pictures.csv [FOLDER]
set -eu
runcomfy-py batch "$1" --model bytedance/seedream-5.0-pro/text-to-image \
  --budget 0.50 --max-in-flight 4 --id "$1" -o "${2:-out}"
