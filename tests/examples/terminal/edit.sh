#!/bin/sh
# An edit of a local photo, for 20 cents at most: sh edit.sh photo.png "Make it evening" [FOLDER]
# Where the price is not known, the request is sent all the same; --unknown-price refuse would not send it.
set -eu
runcomfy-py run openai/gpt-image-2/edit --images "$1" --prompt "$2" --resolution 1k \
  --budget 0.20 --unknown-price allow -o "${3:-out}"
