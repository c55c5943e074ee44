"""The world: each edge implements ports of the acts, and no edge knows another."""
