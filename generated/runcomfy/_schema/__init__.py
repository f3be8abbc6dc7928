"""What a model takes and gives: the base classes, media, rules, the judge, faults, and the body that is sent.

May use the plain things below. It reads local files for a body, and is the only room that does.
"""
