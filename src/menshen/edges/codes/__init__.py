"""Codes: passes as pictures that phones show and doors read."""
