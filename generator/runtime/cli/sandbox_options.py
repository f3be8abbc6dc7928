"""The options of `sandbox`. What is not given is as the sandbox has it by itself; a test holds the two together."""

from __future__ import annotations

from .options import Option

__all__ = ["SANDBOX_OPTIONS"]


def _option(flag: str, help: str, metavar: str | None = None, *choices: str, **more: object) -> Option:  # noqa: A002
    name = flag.removeprefix("--").replace("-", "_")
    return Option(name, (flag,), help, metavar or "|".join(choices) or None, choices, **more)  # type: ignore[arg-type]


_SERVING = (
    _option("--schemas", "serve the schema documents of this folder beside the packaged models", "DIR", kind="folder"),
    _option("--any-model", "take every well-formed id for a model, with any inputs"),
    _option(
        "--unknown-inputs", "what to do with inputs that a schema does not name; default: accept, as the server does",
        None, "accept", "refuse",
    ),
    _option("--host", "the address to listen on; default: 127.0.0.1", "HOST"),
    _option("--port", "the port; 0 takes a free one; default: 8188", "PORT", kind="port"),
    _option("--name", "a name from the hosts file that is answered to, and used in links", "HOST"),
    _option("--tls", "serve https, with a certificate made for this run"),
    _option("--workers", "the most jobs at once; default: 2", "N", kind="count"),
    _option("--queue-time", "how long a job is queued; default: 1", "SECONDS", kind="number"),
    _option("--run-time", "how long a job runs; default: 3", "SECONDS", kind="number"),
    _option("--crowd", "other people's jobs ahead of each new one; default: 2", "N", kind="integer"),
    _option("--balance", "what the account holds at the start; default: 100", "USD", kind="number"),
    _option("--keep-for", "how long a request can be asked for; default: 3600", "SECONDS", kind="number"),
    _option("--files-for", "how long a result's files are there; default: as long as the request", "SECONDS",
            kind="number"),
    _option("--token", "accept only this token; repeat the option for more", "TOKEN", repeated=True),
    _option("--seed", "what pictures and faults are drawn from; default: 0", "N", kind="integer"),
)  # fmt: skip
_MISBEHAVING = (
    _option(
        "--fault",
        "a fault, such as 504:route=status,rate=0.2: KIND is a status, drop, half, hang, error_code or fail; "
        "NAMEs are route, model, rate, skip, times, after, body, retry_after, retry_after_form; "
        "repeat the option for more", "KIND[:NAME=VALUE,...]", repeated=True,
    ),
    _option("--dialect", "how errors are told: A with HTTP statuses, B with six-digit codes; default: A", None,
            "A", "B", "200", "both"),
    _option("--loc", "what the place of a refused input begins with; default: input", None, "input", "body"),
    _option("--output", "the shape of a result's output; default: schema", None, "schema", "object", "string", "list"),
    _option("--error", "the shape of a failed job's error; default: string", None, "string", "object"),
    _option("--submit", "the answer to a submit: with addresses, without, or a 202; default: full", None,
            "full", "bare", "accepted"),
    _option("--early", "what a result is before the job's end; default: state", None, "state", "400005", "404", "425"),
    _option("--schema-style", "quirks: capitalised types and null defaults; default: plain", None, "plain", "quirks"),
    _option("--cancel", "what the answer to a cancellation holds; default: both", None, "both", "outcome", "status"),
    _option("--cost", "whether a result says what it cost; default: given", None, "given", "missing", "late"),
    _option("--word", "another word for a state, such as queued=pending; repeat the option for more", "STATE=WORD",
            repeated=True),
    _option("--echo-inputs", "give the inputs back in the result"),
    _option("--foreign-host", "the host of foreign links and outputs; default: elsewhere.example", "HOST"),
    _option("--foreign-links", "status_url and the like lead to the foreign host; some clients send their token there"),
    _option("--foreign-outputs", "output files lie on the foreign host"),
    _option("--rate-limit", "the most requests of a token in a window, before a 429; default: any", "N", kind="count"),
    _option("--rate-window", "how long a window is; default: 1", "SECONDS", kind="number"),
    _option("--no-rate-header", "send no Retry-After with that 429"),
    _option("--fail-rate", "the share of jobs that fail; default: 0", "0..1", kind="number"),
    _option("--latency", "how long every answer takes; default: 0", "SECONDS", kind="number"),
    _option("--jitter", "how much longer it may take, at random; default: 0", "SECONDS", kind="number"),
)  # fmt: skip
SANDBOX_OPTIONS = (*_SERVING, *_MISBEHAVING)
