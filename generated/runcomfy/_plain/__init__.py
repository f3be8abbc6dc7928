"""Text, JSON, URLs, deadlines, tracing and logging: what knows nothing of RunComfy.

May use the errors, and nothing else of the package.
"""
