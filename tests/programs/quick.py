"""`make quick`: lint, types and the tests of the rooms that were touched, in seconds.

    python -m tests.programs.quick [--base REVISION] [--list]

What was touched is what differs from a revision (HEAD; where nothing does, the commit before it), untracked files
included. It is a first answer, and no more: `make test` has the last word.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests"

# The tests of a room of `generator/` or `generator/runtime/`: those named after it (`test_naming*`, and the folder), and
# these. A room goes by its name without underscores in front, and in the runtime before a name that belongs to it too.
# In the rooms of the runtime whose files have tests of their own each file goes by its name.
BY_FILE = {"books", "catalogue", "client", "jobs", "plain", "schema"}
ROOMS = {
    # the generator
    "build": "test_cases",
    "catalogue": "test_sync* test_price",
    "cli": "test_json_answers test_cli_*",
    "current": "test_seen test_build*",
    "main": "test_cli_* test_json_answers",
    "modelcode": "test_equivalence* test_combinations test_allowlist",
    "names": "test_naming test_package_allowed test_ids test_places test_places_reached test_cli_help",
    "package": "test_cases test_naming test_package_names",
    "products": "test_build* test_cases",
    "plain": "test_contents test_strictjson test_faults* test_protocol_reading test_protocol_config",
    "renew": "test_build* test_json_answers",
    "schema": "test_fitting test_models_* test_media_* test_dialect* test_docs_inputs",
    "spec": "test_spec",
    "templates": "test_templating test_cases test_docs test_docs_catalogue",
    "tree": "test_output_tree test_spare_tree test_seen test_build*",
    "writing": "test_literals test_templating test_cases test_docs",
    # the runtime
    "async_catalogue": "test_client_catalogue",
    "async_client": "test_client_surface test_client_requests",
    "async_core": "test_client_submit test_client_wait test_wait_result",
    "async_drive": "test_client_wait test_wait_deadline test_client_submit",
    "async_endpoint": "test_endpoint_values test_client_surface test_twins",
    "async_job": "test_job_updates test_wait_result test_job_handles",
    "async_journal_view": "test_journal test_twins",
    "async_lookup": "test_transport_lookup",
    "async_only": "test_transport_sockets test_transport_surplus",
    "async_reading": "test_client_surface test_twins",
    "async_result": "test_result_value test_result_files test_twins",
    "async_result_file": "test_result_files test_twins",
    "base": "test_models_*",
    "bounds": "test_client_interrupts",
    "books": "test_budget test_once test_many_again",
    "brief": "test_short_errors",
    "body": "test_client_requests test_media_input",
    "choices": "test_budget*",
    "client": "test_client_surface test_client_requests test_endpoint_values",
    "client_base": "test_client_surface",
    "config": "test_protocol_config test_client_settings",
    "connections": "test_transport_tls test_client_settings",
    "cost_estimate": "test_price*",
    "core": "test_client_submit test_client_requests",
    "demo": "test_demo",
    "fields": "test_wrong_settings",
    "experience": "test_budget*",
    "extras": "test_server test_package_names",
    "funds": "test_budget*",
    "money": "test_price* test_budget*",
    "schema_parts": "test_cli_parsing test_dialect test_shape",
    "price": "test_price*",
    "quantities": "test_price*",
    "rate": "test_price*",
    "rate_notes": "test_price*",
    "rates": "test_price_live",
    "data_uris": "test_media_input test_files_save test_files_names",
    "describe": "test_public_names",
    "digest": "test_models_input",
    "drive": "test_client_wait test_wait_deadline test_client_submit",
    "due": "test_client_wait test_wait_deadline",
    "ecma": "test_models_exact",
    "endpoint": "test_endpoint_values test_client_surface",
    "entries": "test_protocol_reads",
    "errors": "test_protocol_errors test_client_secrets test_pickles",
    "hosts": "test_protocol_config",
    "init": "test_public_names test_cases",
    "input_issues": "test_models_input test_models_edges",
    "integers": "test_models_exact test_equivalence* test_json_schemas",
    "interrupts": "test_client_interrupts",
    "job": "test_job_handles test_job_updates test_wait_result",
    "jobs": "test_job_handles test_job_updates test_client_wait test_wait_result test_wait_deadline test_client_submit test_result_value",
    "headers": "test_tools_look",
    "json_schema": "test_models_input test_models_edges",
    "late": "test_tools_look",
    "journal": "test_claims test_fencing test_shared_writes test_many_again",
    "journal_view": "test_journal",
    "json_values": "test_protocol_reading",
    "judge": "test_models_exact test_judge_keywords",
    "labels": "test_models_input",
    "ledger": "test_budget test_once test_many_again",
    "local_file": "test_media_sources test_media_input",
    "log": "test_client_secrets",
    "model": "test_endpoint_values",
    "model_id": "test_protocol_ids",
    "multiples": "test_models_exact test_judge_keywords",
    "models": "test_models_* test_media_checks",
    "namespace": "test_client_surface",
    "nearest": "test_cli_errors test_cli_parsing test_mock",
    "notebook": "test_result_value",
    "only": "test_transport_sockets",
    "options": "test_client_arguments test_client_settings test_protocol_config",
    "outputs": "test_models_output",
    "part": "test_tools_look",
    "packaged": "test_packaged",
    "pattern": "test_models_exact",
    "media_constraint": "test_client_requests test_models_input",
    "media_fields": "test_models_input test_models_edges",
    "progress": "test_progress_shown test_notebook",
    "pyinstaller": "test_packaged",
    "registry": "test_packaged test_public_names test_endpoint_values test_price",
    "result": "test_result_value",
    "result_schema": "test_tools_look",
    "run_times": "test_protocol_schedule test_protocol_pace",
    "rules": "test_models_exact test_models_input",
    "sequence": "test_tools_look",
    "signature": "test_tools_look test_client_surface",
    "sniff": "test_media_checks",
    "sockets": "test_transport_sockets test_transport_surplus",
    "sources": "test_media_sources",
    "loop": "test_client_surface",
    "result_html": "test_result_value",
    "result_file": "test_result_value",
    "steady": "test_stopped_clock",
    "states": "test_protocol_reading test_protocol_watch",
    "submission": "test_once test_unwritten test_budget",
    "sync_catalogue": "test_client_catalogue",
    "sync_client": "test_client_surface test_client_requests",
    "sync_core": "test_client_submit test_client_wait test_wait_result",
    "sync_endpoint": "test_endpoint_values test_client_surface test_twins",
    "sync_job": "test_job_updates test_wait_result test_job_handles",
    "sync_journal_view": "test_journal test_twins",
    "sync_reading": "test_client_surface test_twins",
    "sync_result": "test_result_value test_result_files test_twins",
    "sync_result_file": "test_result_files test_twins",
    "termination": "test_client_interrupts test_cancelled_tasks",
    "text": "test_protocol_errors test_job_handles",
    "texts": "test_models_input",
    "tracing": "test_client_surface",
    "transport": "test_client_transport",
    "branch_names": "test_union_branches",
    "union_labels": "test_union_branches test_models_input test_models_edges",
    "wording": "test_same_words test_judge_keywords test_cli_help",
    "unset": "test_models_input",
    "untyped": "test_endpoint_values",
    "urls": "test_protocol_config test_files_policy",
    "version": "test_public_names",
    "wire": "test_client_transport",
}


def touched(base: str | None) -> list[str]:
    """Return what differs from a revision, or, where nothing differs from HEAD, what its last commit changed."""
    new = _git("ls-files", "--others", "--exclude-standard")
    changed = _git("diff", "--name-only", "--diff-filter=d", base or "HEAD") + new
    return changed if changed or base else _git("diff", "--name-only", "--diff-filter=d", "HEAD~1")


def _git(*arguments: str) -> list[str]:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"git {' '.join(arguments)}: {done.stderr.strip()}")
    return done.stdout.splitlines()


def near(path: str) -> set[Path]:
    """Return the test files that are the first to notice a change of a file, by its path in the repository."""
    folders = Path(path).parts
    if folders[0] == "tests":
        return _tests_beside(ROOT / path)
    if folders[0] == "schemas":
        return {TESTS / "generator/test_all_models.py"}
    inside = folders[1:] if folders[:2] != ("generator", "runtime") else folders[2:]
    if folders[0] != "generator" or not inside:
        return set()
    room = Path(inside[0]).stem.strip("_")
    if folders[1] == "runtime" and room in BY_FILE and len(inside) > 1 and inside[1] != "__init__.py":
        room = Path(inside[1]).stem
    names = [f"test_{room}", f"test_{room}_*", *ROOMS.get(room, "").split()]
    found = {match for match in all_tests() if any(fnmatch(match.stem, name) for name in names)}
    found |= {match for match in all_tests() if match.parent == TESTS / room}
    # A room of the runtime has its tests with the client, one of the generator has them there.
    other = TESTS / ("generator" if folders[1] == "runtime" else "client")
    return {match for match in found if other not in match.parents}


def _tests_beside(path: Path) -> set[Path]:
    """Return a file of tests itself; for a tool of tests, those that import it; for data, the tests of their folder."""
    if path.name.startswith("test_"):
        return {path} & {*all_tests()}
    if path.suffix != ".py":
        return {*path.parent.parent.glob(f"test_*{path.parent.name.rstrip('s')}*.py")} & {*all_tests()}
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    return {other for other in all_tests() if module in other.read_text(encoding="utf-8")}


@cache
def all_tests() -> list[Path]:
    """Return every file of tests, but for those that have a target of their own, and take long."""
    own = {TESTS / name for name in ("browser", "contract", "crash", "promises", "world")}
    return [path for path in TESTS.rglob("test_*.py") if not own & {*path.parents}]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.programs.quick")
    parser.add_argument("--base", metavar="REVISION", help="what differs from it was touched (HEAD)")
    parser.add_argument("--list", action="store_true", help="only say which tests would run")
    options = parser.parse_args()
    paths = touched(options.base)
    tests = sorted({str(test.relative_to(ROOT)) for path in paths for test in near(path)})
    print(f"{len(paths)} files touched, {len(tests)} files of tests: {' '.join(tests) or 'none'}", flush=True)
    if options.list:
        return 0
    begun = time.monotonic()
    ruff = [sys.executable, "-m", "ruff"]
    good = all(
        _runs([*ruff, *check, "."]) for check in (["check", "--quiet"], ["format", "--check", "--quiet"])
    )
    # The types beside the tests: both wait, for different things.
    typed = any(path.startswith("generator/") and path.endswith(".py") for path in paths)
    mypy = subprocess.Popen([sys.executable, "-m", "mypy", "--no-error-summary"], cwd=ROOT) if typed else None
    if tests:
        good &= _runs([sys.executable, "-m", "pytest", "-q", "-x", "-n", "2", "--dist", "worksteal", *tests])
    if mypy is not None:
        good &= mypy.wait() == 0
    print(f"{'good' if good else 'NOT GOOD'}, in {time.monotonic() - begun:.0f} s", flush=True)
    return 0 if good else 1


def _runs(command: list[str]) -> bool:
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
