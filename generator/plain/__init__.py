"""What knows nothing of models: text for people, faults as data, strict JSON and its values, a progress bar.

The lowest room. Uses the standard library alone.
"""
