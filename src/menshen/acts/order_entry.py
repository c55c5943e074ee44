"""An order in the public register: from its start, and with its looks once it has ended. Nobody sought is in it."""

from menshen.acts.emergency import Order
from menshen.acts.gate import Gate
from menshen.acts.publish import end_publication, publish
from menshen.acts.records import Publication
from menshen.terms import OrderId, PublicationKind, timestamp

GROUND = "cn-spc-2021/5.1"


def enter_order(gate: Gate, order: Order) -> Publication:
    """Publish a confirmed order, before anybody is looked at on it."""
    return publish(gate, PublicationKind.ORDER, order.place, _document(order))


def close_order_entries(gate: Gate) -> None:
    """Publish what became of each order that has ended, and end its entries; the caller holds `moment.writing()`.

    Each step may be cut off: whatever is not done yet is done the next time, and nothing twice.
    """
    mine = [one for one in gate.store.publications() if one.kind is PublicationKind.ORDER]
    for name in dict.fromkeys(str(one.document["order"]) for one in mine if one.ended_at is None):
        order = gate.store.order(OrderId(name))
        if order is not None and order.ended_at is None:
            continue
        entries = [one for one in mine if one.document["order"] == name]
        if order is not None and not any("ended" in one.document for one in entries):
            entries.append(publish(gate, PublicationKind.ORDER, order.place, _closing(order)))
        for one in entries:
            end_publication(gate, one.id)


def _document(order: Order) -> dict[str, object]:
    terms = order.terms
    since = {} if order.confirmed_at is None else {"since": timestamp(order.confirmed_at)}
    return {"order": order.id, "emergency": terms.emergency.value, "ground": GROUND, "doors": sorted(terms.doors),
            **since, "until": timestamp(terms.until), "most_looks": terms.most_looks,
            "officers": [order.drafted_by, order.confirmed_by]}


def _closing(order: Order) -> dict[str, object]:
    at = {} if order.ended_at is None else {"ended": timestamp(order.ended_at)}
    by = {} if order.cause is None else {"ended_by": order.cause.value}
    return {**_document(order), "looks_made": order.looks, **at, **by}
