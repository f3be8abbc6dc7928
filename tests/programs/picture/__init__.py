"""`python -m tests.programs.picture`: the README's picture of a real run, drawn from what the demo prints and saves."""
