"""What comes in and goes out of an officer's calls. No picture and no reference ever goes out."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from menshen.acts.emergency import MOST_LOOKS, Order
from menshen.acts.order import MOST_DOORS
from menshen.edges.http.views import Json
from menshen.edges.http.wire import Text
from menshen.emergencies import Emergency
from menshen.terms import timestamp

USUAL_LOOKS = 1_000

_NEW: dict[str, Any] = {"emergency": "missing-person",
                        "why": "A child of six left the playground at ten; it is freezing.", "doors": ["north"],
                        "until": "2026-05-01T10:00:00Z", "most_looks": 1_000,
                        "sought": ["/9j/4AAQ…", "/9j/4AAQ…", "/9j/4AAQ…"]}
_DRAFTED: Json = {
    "order": "2f6d…", "place": "spruce-court", "emergency": "missing-person",
    "why": "A child of six left the playground at ten; it is freezing.", "doors": ["north"],
    "until": "2026-05-01T10:00:00.000Z", "most_looks": 1_000, "looks": 0, "pictures": "8c1f…", "statement": "b7e0…",
    "drafted": {"by": "7a1c…", "at": "2026-05-01T08:00:00.000Z"}, "confirmed": None, "ended": None}
_CONFIRMED = _DRAFTED | {"confirmed": {"by": "03be…", "at": "2026-05-01T08:02:00.000Z"}}

EXAMPLES: Mapping[str, Json] = {
    "drafted": _DRAFTED,
    "orders": {"orders": [_DRAFTED]},
    "confirmed": _CONFIRMED,
    "order": _CONFIRMED | {"looks": 41, "matches": [{"door": "north", "at": "2026-05-01T08:30:00.000Z"}]},
    "ended": _CONFIRMED | {"looks": 41, "ended": {"cause": "officer", "at": "2026-05-01T08:31:00.000Z"}},
}


class NewOrder(BaseModel):
    """An emergency order to draft. `why` says why identifying is necessary, and names nobody.

    `sought` are three to twelve pictures of the person sought, JPEG or PNG in base64.
    """

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_NEW]})
    emergency: Emergency
    why: Text
    doors: Annotated[list[str], Field(min_length=1, max_length=MOST_DOORS)]
    until: AwareDatetime | None = None
    most_looks: Annotated[int, Field(ge=1, le=MOST_LOOKS)] = USUAL_LOOKS
    sought: Annotated[list[str], Field(min_length=3, max_length=12)]


def example(name: str, status: int = 200) -> dict[int | str, Json]:
    """The `responses` of a route that answers with the shape `name`."""
    return {status: {"description": "Done.", "content": {"application/json": {"example": EXAMPLES[name]}}}}


def order(one: Order) -> Json:
    """An order as its officers see it. `pictures` and `statement` are hashes of what was drafted."""
    terms = one.terms
    confirmed = None if one.confirmed_at is None else {"by": one.confirmed_by, "at": timestamp(one.confirmed_at)}
    ended = None if one.ended_at is None else {"cause": one.cause, "at": timestamp(one.ended_at)}
    return {"order": one.id, "place": one.place, "emergency": terms.emergency.value, "why": terms.why,
            "doors": sorted(terms.doors), "until": timestamp(terms.until), "most_looks": terms.most_looks,
            "looks": one.looks, "pictures": one.pictures, "statement": one.statement,
            "drafted": {"by": one.drafted_by, "at": timestamp(one.drafted_at)}, "confirmed": confirmed, "ended": ended}
