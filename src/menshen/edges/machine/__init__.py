"""The machine itself: its clock, its randomness, and what it holds in memory for seconds."""
