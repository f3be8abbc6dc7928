"""Which modules are mutated, and which tests, fast and direct ones, must notice."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """Modules, by their path below the folder that they are imported from, and tests that reach them without making a package."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]


PARTS = {
    "naming": Part(
        ("generator/names/*.py",),
        (
            "tests/generator/test_naming.py",
            "tests/generator/test_ids.py",
            "tests/generator/test_places.py",
            "tests/generator/test_package_allowed.py",
        ),
    ),
    "answers": Part(
        tuple(f"runcomfy/_protocol/{name}.py" for name in ("api_errors", "reading", "retry")),
        ("tests/client/protocol/test_protocol_errors.py", "tests/client/protocol/test_protocol_reading.py"),
    ),
    "requests": Part(
        tuple(f"runcomfy/_protocol/{name}.py" for name in ("context", "ids", "reads", "submit", "watch")),
        (
            "tests/client/protocol/test_protocol_context.py",
            "tests/client/protocol/test_protocol_submit.py",
            "tests/client/protocol/test_protocol_reads.py",
            "tests/client/protocol/test_protocol_ids.py",
            "tests/client/protocol/test_protocol_watch.py",
            "tests/client/protocol/test_protocol_pace.py",
            "tests/client/protocol/test_protocol_schedule.py",
            "tests/client/protocol/test_protocol_reading.py",
            "tests/client/protocol/test_schema_age.py",
        ),
    ),
    "dialect": Part(
        (
            "generator/dialect/*.py",
            "generator/schema/keywords.py",
            "generator/schema/pattern.py",
            "generator/schema/value.py",
        ),
        (
            "tests/generator/test_dialect_nodes.py",
            "tests/generator/test_dialect.py",
            "tests/generator/test_dialect_references.py",
            "tests/generator/test_input_texts.py",
            "tests/generator/test_patterns.py",
            "tests/generator/test_schema_value.py",
        ),
    ),
}
