"""The tables, the same in every database."""

from __future__ import annotations

__all__ = ["VERSION", "tables"]

VERSION = 2

_TABLES = """
CREATE TABLE runcomfy_facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE runcomfy_jobs (
    number {number},
    state TEXT NOT NULL,
    model_id TEXT NOT NULL,
    request_id TEXT,
    other_ids TEXT,
    base_url TEXT NOT NULL,
    account TEXT NOT NULL,
    input_hash TEXT NOT NULL,
    inputs TEXT,
    batch TEXT,
    slot TEXT,
    once TEXT,
    closed BIGINT,
    owner TEXT NOT NULL,
    attempt BIGINT NOT NULL,
    doubt BIGINT NOT NULL,
    leased DOUBLE PRECISION NOT NULL,
    lease DOUBLE PRECISION NOT NULL,
    era TEXT NOT NULL,
    error TEXT,
    estimate TEXT,
    cost TEXT,
    files TEXT,
    created DOUBLE PRECISION NOT NULL,
    changed DOUBLE PRECISION NOT NULL
);
CREATE UNIQUE INDEX runcomfy_jobs_owner ON runcomfy_jobs (owner);
CREATE UNIQUE INDEX runcomfy_jobs_request ON runcomfy_jobs (base_url, request_id) WHERE request_id IS NOT NULL;
CREATE UNIQUE INDEX runcomfy_jobs_slot ON runcomfy_jobs (base_url, account, batch, slot)
    WHERE batch IS NOT NULL AND closed IS NULL;
CREATE UNIQUE INDEX runcomfy_jobs_once ON runcomfy_jobs (base_url, account, once) WHERE once IS NOT NULL;
CREATE INDEX runcomfy_jobs_closed ON runcomfy_jobs (base_url, account, batch, slot) WHERE closed IS NOT NULL;
CREATE INDEX runcomfy_jobs_state ON runcomfy_jobs (state);
"""


def tables(number: str) -> list[str]:
    """Return the statements that make them.

    Args:
        number: The type of a column that numbers its rows, each number once for ever.
    """
    return [one for text in _TABLES.format(number=number).split(";") if (one := text.strip())]
