"""Passes: what people carry, issued, checked and sealed, as values. No face is compared here, and no key is kept."""
