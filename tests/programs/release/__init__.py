"""`make release-check`: the built files, judged as somebody who installs them would."""
