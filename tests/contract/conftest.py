"""A sandbox for schemathesis, and what its generator has to know about the models' inputs."""

from __future__ import annotations

# The only token it takes: any other must be refused, and schemathesis tries.
TOKEN = "contract"
