"""Every model, in a module named after its id."""
