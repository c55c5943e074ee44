"""Keys on disk: the pass keys and their epochs, and the key that signs passes. Never in the database or a backup."""
