"""Money and memory: the budget, and what is claimed, kept and written down of each paid request.

May use the journal and the protocol. No request leaves without an entry here.
"""
