"""What the system does: each act reads, decides, looks, records, then acts, through ports."""
