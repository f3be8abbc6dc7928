"""Programs for whoever changes the code; each has a target in the Makefile, and what is beside them in `test_*.py` tests them.

benchmarks/  measures this client beside others, as ratios within one run (`make bench`)
fuzz/        tries made pages, answers, names and waits by the hundred thousand, and keeps what fails (`make fuzz`)
mutation/    changes the code in small ways and sees whether the tests notice (`make mutate`)
release/     builds what is published and judges it as somebody who installs it would (`make release-check`)
pythons.py   runs the suite under every declared Python that is here (`make test-pythons`)
"""
