"""TLS without a public authority: a certificate for the gate that tablets on its own network can trust."""
