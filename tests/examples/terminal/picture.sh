#!/bin/sh
# An image from a prompt: sh picture.sh "A fox in the snow" [FOLDER]
set -eu
runcomfy-py run blackforestlabs/flux-3/image --prompt "$1" --image-size landscape_16_9 \
  -o "${2:-out}"
