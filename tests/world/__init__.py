"""The JSON-Schema-Test-Suite through the generator: schemas and values that nobody here wrote. `make world` runs it."""
