"""Result files, to memory or disk: which addresses are allowed, what to do with an answer, safe names, two drivers.

`policy`, `fetch` and `names` decide and do no input or output; `parts` and `disk` write, `memory` and `streams` do not;
`saving` is one call; `sync` (with `threads`) and `aio` (with `tasks`) drive, and neither imports the other.

May use the transport, the protocol and the plain things; it knows neither jobs nor money.
"""
