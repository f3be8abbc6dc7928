"""What people hold: the two clients, their namespaces and bound endpoints, and the journal as a client sees it."""
