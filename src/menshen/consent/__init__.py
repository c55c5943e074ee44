"""Consent: notices, prompts, grants and receipts, as values. Consent is only ever the answer to a prompt."""
