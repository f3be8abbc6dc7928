"""Every name that is made: ids, identifiers for properties and classes, and the place of each model in the package.

A name is made here and nowhere else. May use plain things and `Source`.
"""
