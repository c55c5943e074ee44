"""The HTTP API: wire models, routes, problems. It decides nothing; every route calls one act."""
