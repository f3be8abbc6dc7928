"""The commands and their own options."""

from __future__ import annotations

from .._plain.names import COMMAND
from .options import Command, Option, Place
from .sandbox_options import SANDBOX_OPTIONS

__all__ = ["KINDS", "ROOT", "find"]

KINDS = ("image", "video", "audio")
"""What models of this package make."""

_HELP = Option("help", ("-h", "--help"), "show this help")
_USUAL = (
    Option("json", ("--json",), "print one JSON document on standard output"),
    Option("quiet", ("-q", "--quiet"), "show only errors and request ids, no progress and no remarks"),
    Option("debug", ("--debug",), "show the library's log, and where an error came from"),
    _HELP,
)
_REMOTE = (
    Option(
        "base_url",
        ("--base-url",),
        "the API's address; default: RUNCOMFY_MODEL_API_BASE, else RunComfy's",
        "URL",
    ),
    Option(
        "http_host",
        ("--http-host",),
        "the one host that may be reached over plain http, such as a sandbox's",
        "NAME",
    ),
    *_USUAL,
)

# Where files go.
_OUTPUT = Option(
    "output",
    ("-o", "--output", "--output-dir"),
    "save the result's files in this folder",
    "DIR",
    kind="folder",
)
_OVERWRITE = Option("overwrite", ("--overwrite",), "replace files of the same name")
_SAVING = (
    _OUTPUT, _OVERWRITE, Option("no_download", ("--no-download",), "save no files; the default without --output")
)  # fmt: skip

# How long, and what an interrupt does.
_TIMEOUT = Option(
    "timeout", ("--timeout",), "the longest wait for all of it, after which the job goes on; default: no limit",
    "SECONDS", kind="seconds",
)  # fmt: skip
_CANCELLING = Option(
    "on_interrupt", ("--on-interrupt",), "what Ctrl-C does to the job: cancel it, or detach, which leaves it running; "
    "default: cancel, with --once detach", "WHAT", ("cancel", "detach"),
)  # fmt: skip
_DETACHING = _CANCELLING._replace(
    help="what Ctrl-C does to the job: detach, which leaves it running, or cancel it; default: detach"
)

# Money, and the journal of it.
_LIMITS = (
    Option("budget", ("--budget",), "refuse what may cost more than this, before it is sent", "USD", kind="dollars"),
    Option(
        "max_job", ("--max-job",), "refuse a single request that may cost more than this", "USD", kind="dollars"
    ),
    Option(
        "unknown_price", ("--unknown-price",), "what a limit does with an unknown price: refuse it, allow it, or count "
        "it as this amount; default: refuse", "WHAT|USD", ("refuse", "allow"), free=True,
    ),
    Option(
        "prices", ("--prices",), "which rates count: live ones, asked of the server, or packaged ones; default: live",
        "WHAT", ("live", "packaged"),
    ),
    Option("yes", ("--yes",), "do not ask for consent, whatever it may cost: see RUNCOMFY_CONFIRM_ABOVE_USD"),
)  # fmt: skip
_MONEY = (
    Option(
        "estimate", ("--estimate",),
        "show what it will cost by the server's rate, else the packaged one, and send nothing",
    ),
    *_LIMITS,
)  # fmt: skip
_JOURNAL = Option(
    "journal", ("--journal",), "the journal: a file or a postgresql:// URL; default: the usual file", "PATH",
    kind="file",
)  # fmt: skip
_WRITING = (
    _JOURNAL,
    Option("no_journal", ("--no-journal",), "write nothing into the journal of paid requests"),
)
_ONCE = Option(
    "once", ("--once",),
    "a key that stands for one paid job for ever: given again, with the same journal, it is the same job", "KEY",
)  # fmt: skip

# What is sent.
_MODEL = Place("MODEL", "the model's id, such as openai/gpt-image-2/edit", kind="model")
_REQUEST = Place("REQUEST", "the request's id, as `run` and `submit` print it", kind="request")
_LOCAL_FILES = Option(
    "local_files", ("--local-files",),
    "local files among the inputs: inline sends them, refuse does not even look at them; default: inline",
    "WHAT", ("inline", "refuse"),
)  # fmt: skip
_INPUT = Option(
    "input", ("--input", "--input-file"),
    "a JSON object of inputs: a file, - for standard input, or the JSON itself; options win over it", "FILE|-",
    kind="file", repeated=True,
)  # fmt: skip
_SENDING = (
    *_MONEY, _ONCE, *_WRITING, _LOCAL_FILES,
    Option(
        "untyped", ("--untyped",),
        "send the inputs unchecked, files as URLs; also for models that this package does not know",
    ),
    *_REMOTE,
)  # fmt: skip
_INPUT_NOTES = (
    (
        "MODEL comes before its inputs. Lists: repeat the option. Objects: JSON. Files: a path or an https URL. "
        "Text: @FILE reads it from a file, - from standard input, and @@ stands for a leading @. "
        "--input.NAME VALUE names any input, and is the only way where NAME is one of the options below."
    ),
)

# What is looked at.
_LIVE = Option("live", ("--live",), "ask the server instead of the models of this package")
_LIVE_FILTERS = (
    Option(
        "kind", ("--kind",), "image, video or audio; with --live: model, workflow or inference", "KIND",
        KINDS, free=True,
    ),
    Option("category", ("--category",), "such as text-to-image", "NAME"), _LIVE, *_REMOTE,
)  # fmt: skip
_LOCAL = (_JOURNAL, *_USUAL)

_STATUS = Command("status", "Show how a job is doing.", "jobs:status", (_REQUEST,), (_JOURNAL, *_REMOTE))
_RESULT = Command(
    "result", "Show or save the result of a job that has ended.", "jobs:result", (_REQUEST,),
    (*_SAVING, _JOURNAL, *_REMOTE),
)  # fmt: skip
_CANCEL = Command(
    "cancel", "Cancel a job that is still in the queue.", "jobs:cancel", (_REQUEST,), (_JOURNAL, *_REMOTE),
    notes=(
        (
            "Where it is too late, the job goes on and is paid for: the exit code is then 75 (of the official tool 0). "
            "Cancelling again is free; submitting again is not."
        ),
    ),
)  # fmt: skip
_SHOW = Command("show", "Show a model's inputs.", "models:show", (_MODEL,), (_LIVE, *_REMOTE))

ROOT = Command(
    "",
    "Run RunComfy's models from the command line.",
    "",
    options=(Option("version", ("--version",), "show the version"), _HELP),
    notes=(
        "The token comes from RUNCOMFY_TOKEN, RUNCOMFY_API_TOKEN, RUNCOMFY_API_KEY, or the official tool's token file.",
        (
            "Exit codes: 0 done; 64 wrong usage; 65 wrong input, too little money, or not found; 66 a local file is "
            "missing; 69 the server could not answer; 75 too many requests, out of time, or too late to cancel; "
            "77 the token; 130 Ctrl-C; 143 SIGTERM; 1 anything else."
        ),
    ),
    commands=(
        Command(
            "run", "Submit a job, wait for it, and show or save its result.", "run:run", (_MODEL,),
            (
                _INPUT, *_SAVING, _TIMEOUT,
                Option("no_wait", ("--no-wait",), "submit only, and print the request's id"),
                _CANCELLING, *_SENDING,
            ),
            notes=_INPUT_NOTES, takes_inputs=True,
        ),
        Command(
            "submit", "Submit a job and print its request's id.", "run:submit", (_MODEL,), (_INPUT, *_SENDING),
            notes=_INPUT_NOTES, takes_inputs=True,
        ),
        _STATUS,
        Command(
            "wait", "Wait for a job and show or save its result.", "jobs:wait", (_REQUEST,),
            (*_SAVING, _TIMEOUT, _DETACHING, _JOURNAL, *_REMOTE),
        ),
        _RESULT,
        Command(
            "download", "Wait for a job and save its files.", "jobs:download", (_REQUEST,),
            (
                _OUTPUT._replace(help="save them in this folder; default: here"),
                _OVERWRITE, _TIMEOUT, _DETACHING, _JOURNAL, *_REMOTE,
            ),
        ),
        _CANCEL,
        Command(
            "requests", "The same as status, result and cancel, as the official tool names them.", "",
            options=(_HELP,), commands=(_STATUS._replace(name="get"), _RESULT, _CANCEL),
        ),
        Command(
            "batch",
            "Run many jobs: one request a line. Started again after a crash, it submits only what was not accepted.",
            "many:batch",
            (
                Place(
                    "FILE",
                    'lines of {"model": ..., "inputs": {...}}, or a .csv whose first line names the inputs, with the '
                    "model in a column of that name or from --model; - for standard input",
                    kind="file",
                ),
            ),
            (
                Option(
                    "model", ("--model",), "the model of all the lines, which are then inputs alone", "MODEL",
                    kind="model",
                ),
                _OUTPUT._replace(help="save each result's files in a folder there, named by the request's number"),
                Option(
                    "max_in_flight", ("--max-in-flight",), "the most jobs at once; default: 16", "N", kind="count"
                ),
                *_LIMITS,
                Option(
                    "on_invalid", ("--on-invalid",),
                    "what wrong inputs do: refuse the whole batch, or skip their request; default: refuse",
                    "WHAT", ("refuse", "skip"),
                ),
                Option("dedupe", ("--dedupe",), "submit equal requests only once"),
                Option(
                    "resubmit_unknown", ("--resubmit-unknown",),
                    "submit again what may or may not have been accepted before; it may be paid for twice",
                ),
                Option("id", ("--id",), "the batch's name: under it each request is paid for once, for ever", "NAME"),
                _LOCAL_FILES, _DETACHING, *_WRITING, *_REMOTE,
            ),
            notes=("Requests are counted from 1; empty lines do not count.",),
        ),
        Command(
            "resume", "Wait for every job of the journal whose end is not known here.", "many:resume", (),
            (
                _OUTPUT._replace(help="save each result's files in a folder there, named by the request's id"),
                _DETACHING, _JOURNAL, *_REMOTE,
            ),
        ),
        Command(
            "journal", "Look at the journal: what was submitted from here, and what became of it.", "",
            options=(_HELP,),
            commands=(
                Command(
                    "list", "List its entries.", "journal:listing", (),
                    (
                        Option("open", ("--open",), "only jobs whose end is not known here"),
                        Option("unknown", ("--unknown",), "only requests that may or may not have been accepted"),
                        *_LOCAL,
                    ),
                ),
                Command(
                    "forget", "Delete entries. The jobs themselves go on.", "journal:forget",
                    (Place("ENTRY", "a number or a request's id", repeated=True),), _LOCAL,
                ),
                Command(
                    "prune", "Delete what ended long ago.", "journal:prune", (),
                    (Option("days", ("--days",), "how many days ago; default: 30", "N", kind="count"), *_LOCAL),
                ),
                Command(
                    "adopt", "Make a copy the journal, once the original is not used any more.", "journal:adopt",
                    (Place("FILE", "the copy", kind="file"),), _USUAL,
                ),
            ),
        ),
        Command(
            "spent", "Show what was spent according to the journal, play money apart.", "spent:spent", (),
            (
                Option("since", ("--since",), "the first day, or 7d for the last seven days; default: ever", "DAY"),
                Option("by", ("--by",), "print a line for each model or day", "WHAT", ("model", "day")),
                Option("csv", ("--csv",), "print CSV"),
                *_LOCAL,
            ),
        ),
        Command(
            "models", "Look at the models.", "",
            options=(_HELP,),
            commands=(
                Command("list", "List the models.", "models:listing", (), _LIVE_FILTERS),
                Command(
                    "search", "List the models that hold every word.", "models:search",
                    (Place("WORD", "in the id, the title or a category", repeated=True),), _LIVE_FILTERS,
                ),
                _SHOW,
                _SHOW._replace(name="get", help="The same as show."),
                Command("categories", "List the categories.", "models:categories", (), (_LIVE, *_REMOTE)),
            ),
        ),
        Command("balance", "Show how much money the account holds.", "models:balance", (), _REMOTE),
        Command(
            "sandbox", "Run a local stand-in for the API, for tests and trials.", "sandbox:run", (),
            (*SANDBOX_OPTIONS, *_USUAL[2:]),
        ),
        Command(
            "completion", "Print the script that makes a shell complete this command.", "completion:script",
            (Place("SHELL", "bash, zsh or fish", choices=("bash", "zsh", "fish")),), (_HELP,),
            notes=(
                f'bash: eval "$({COMMAND} completion bash)" in ~/.bashrc',
                f'zsh: eval "$({COMMAND} completion zsh)" in ~/.zshrc, after compinit',
                f"fish: {COMMAND} completion fish > ~/.config/fish/completions/{COMMAND}.fish",
            ),
        ),
    ),
)  # fmt: skip


def find(command: Command, name: str) -> Command | None:
    """Return the command of that name below `command`."""
    return next((one for one in command.commands if one.name == name), None)
