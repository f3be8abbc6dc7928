"""Schemas in, a typed Python package out: the development tool that writes `generated/`."""
