"""Cameras: compressed pictures in, frames out."""
