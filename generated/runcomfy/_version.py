"""The one place where the version of the client stands."""

__version__ = "0.1.0"
