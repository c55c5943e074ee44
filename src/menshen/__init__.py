"""Menshen: face recognition that asks first."""
