"""Receipts: what a person takes of a consent, made when they agree and again whenever they ask with its secret."""

from menshen.acts.gate import Gate
from menshen.consent.grant import Grant
from menshen.consent.notice import Notice
from menshen.consent.prompt import Prompt
from menshen.consent.receipt import receipt


def receipt_link(gate: Gate, secret: str) -> str:
    """Where its holder withdraws and reads their history; the secret is in the fragment, which browsers never send."""
    return f"{gate.public_url}/my-face#{secret}"


def written_receipt(gate: Gate, grant: Grant, notice: Notice, prompt: Prompt, secret: str) -> dict[str, object]:
    """The receipt of a grant for the holder of its secret."""
    place = gate.store.place(grant.place)
    return receipt(grant, notice, prompt, operator="" if place is None else place.operator,
                   withdraw_link=receipt_link(gate, secret), created=grant.history[0].at)
