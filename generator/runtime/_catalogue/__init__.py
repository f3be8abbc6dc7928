"""Which models there are: the registry of the generated ones, the server's entries, prices, and a model as a value.

May use what models take and give.
"""
