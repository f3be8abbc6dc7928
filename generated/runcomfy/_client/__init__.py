"""What people hold: the two clients, their namespaces and bound endpoints, and the journal as a client sees it.

May use every room but the command line, the sandbox and the testing kit, which stand above it.
"""
