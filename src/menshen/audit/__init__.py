"""Audit: evidence in, findings with their articles out. It believes the order of the log and nothing else."""
