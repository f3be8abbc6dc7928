#!/bin/sh
# An edit of a photo on this machine, which may cost 20 cents at most: sh edit.sh photo.png "Make it evening" [FOLDER]
# A price that nobody knows is let through; `--unknown-price refuse` is the stricter way.
set -eu
runcomfy-py run openai/gpt-image-2/edit --images "$1" --prompt "$2" --resolution 1k --budget 0.20 --unknown-price allow \
  -o "${3:-out}"
