"""Drawn persons: portraits, door frames and camera streams of people who do not exist. No photograph is used."""
