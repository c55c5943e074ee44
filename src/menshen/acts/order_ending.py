"""Ending an order: from then nothing stands on it, and the sought person's reference opens no more.

Order of writes, an INVARIANT, as in a withdrawal: 1 the ledger records the end, or the event waits in memory; 2 the key
file is rewritten under a fresh epoch without the order's key; 3 the store saves the ended order without the reference.
What stopped after 1 is finished by `settle_orders`, and until then no face lane opens. The register may follow later.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from menshen.acts.emergency import TO_CONFIRM, Order
from menshen.acts.gate import Gate
from menshen.acts.order_entry import close_order_entries
from menshen.acts.recording import record_after
from menshen.emergencies import OrderEnd
from menshen.errors import UnavailableError
from menshen.terms import Event, GrantId, OrderId, PassId


@dataclass(frozen=True, slots=True)
class _OnRecord:
    confirmed: set[OrderId] = field(default_factory=set)
    ended: dict[OrderId, OrderEnd] = field(default_factory=dict)


def end_order(gate: Gate, order: Order, cause: OrderEnd) -> Order:
    """End one order; the caller holds `moment.writing()`."""
    settled = gate.moment.settled()
    gate.moment.settle(done=False)
    record_after(gate, "order.ended", order.place, order=order.id, cause=cause.value, looks=order.looks)
    # CRASH POINT: recorded, not yet erased. `settle_orders` finishes this.
    ended = _erase(gate, order, cause, gate.clock.now())
    # This end is carried out; another one that was not still keeps the face lanes shut.
    gate.moment.settle(done=settled)
    with suppress(UnavailableError):
        close_order_entries(gate)
    return ended


def end_due_orders(gate: Gate) -> int:
    """End what time has ended, and what cannot go on; how many there were. Run every few seconds."""
    gate.moment.drop_late_pictures(gate.clock.now())
    with gate.moment.writing():
        ended = sum(_end_if_due(gate, order, None) for order in gate.store.open_orders())
        close_order_entries(gate)
        return ended


def settle_orders(gate: Gate) -> int:
    """Carry out every end on record that is not yet carried out, and end what is due; the caller holds `writing()`.

    Run by `menshen.acts.withdraw.settle`. An order that this very log does not confirm came out of a backup: it ends.
    """
    still_open = gate.store.open_orders()
    if not still_open:
        return 0
    recorded = _on_record(gate)
    finished = 0
    for order in still_open:
        if order.id in recorded.ended:
            gate.moment.settle(done=False)
            _erase(gate, order, recorded.ended[order.id], gate.clock.now())
            finished += 1
        else:
            finished += _end_if_due(gate, order, recorded)
    return finished


def order_key(order: OrderId) -> tuple[PassId, GrantId]:
    """Under which names the key file keeps an order's key: its own id, in both places."""
    return PassId(order), GrantId(order)


def _end_if_due(gate: Gate, order: Order, recorded: _OnRecord | None) -> bool:
    with gate.moment.looking(order.id) as nobody_looks:
        # While it is being confirmed, or a look of it is under way, it is not half way but on its way.
        cause = _due(gate, order, recorded) if nobody_looks else None
        if cause is not None:
            end_order(gate, order, cause)
        return cause is not None


def _due(gate: Gate, order: Order, recorded: _OnRecord | None) -> OrderEnd | None:
    now = gate.clock.now()
    confirmed_on_record = order.confirmed if recorded is None else order.id in recorded.confirmed
    if order.terms.until <= now:
        return OrderEnd.TIME
    if confirmed_on_record != order.confirmed:
        return OrderEnd.LOST
    if not order.confirmed:
        return OrderEnd.UNCONFIRMED if order.drafted_at + TO_CONFIRM <= now else None
    if order.sought is None or gate.keys.get(order_key(order.id)[0]) is None:
        return OrderEnd.LOST
    return OrderEnd.LOOKS if order.looks >= order.terms.most_looks else None


def _erase(gate: Gate, order: Order, cause: OrderEnd, now: datetime) -> Order:
    gate.moment.drop_pictures(order.id)
    gate.keys.erase(order_key(order.id)[1])
    # CRASH POINT: the key is gone and nothing opens; the store still calls the order open.
    ended = replace(order, sought=None, ended_at=now, cause=cause)
    gate.store.save_order(ended)
    return ended


def _on_record(gate: Gate) -> _OnRecord:
    """What the ledger, and what waits for it, says of orders."""
    found = _OnRecord()
    for event in _events(gate):
        if event["type"] == "order.confirmed":
            found.confirmed.add(OrderId(str(event["order"])))
        elif event["type"] == "order.ended":
            found.ended[OrderId(str(event["order"]))] = OrderEnd(str(event["cause"]))
    return found


def _events(gate: Gate) -> Iterator[Event]:
    yield from (entry.event for entry in gate.ledger.entries() if entry.event is not None)
    yield from gate.moment.spooled()
