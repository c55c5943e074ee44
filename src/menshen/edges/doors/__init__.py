"""What moves a door: a relay that is told to open, or the caller whose answer opens it."""
