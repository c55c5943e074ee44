"""What a court would ask of services that were refused: on what published statement, and whether at an app at all.

A part of `menshen.audit.evidence`, which says what is asked of consents. None on an honest log.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from menshen.terms import Event, PlaceKind, PublicationKind

NO_CONDITION = "cn-spc-2021/4.1"

_APPS = {PlaceKind.APP, PlaceKind.ONLINE}

Wrong = tuple[str, str]
"""An article, and what touches it."""


@dataclass(slots=True)
class Necessities:
    """What the events so far have established of places, and of statements that a service needs the face."""

    kinds: dict[object, object] = field(default_factory=dict)
    stated: dict[object, object] = field(default_factory=dict)
    """From each statement in the register to its place."""
    taken_back: set[object] = field(default_factory=set)

    def check(self, event: Event, *, whole: bool) -> Iterator[Wrong]:
        """What is wrong with one more event; `whole` while no entry before it was withheld."""
        match event["type"]:
            case "published" if event["of"] == PublicationKind.NECESSITY and not self._may_be_app(event):
                yield NO_CONDITION, "a statement says that a place which is no app needs the face"
            case "service.refusal" if event["allowed"]:
                yield from self._refused(event, whole=whole)

    def learn(self, event: Event) -> None:
        """Take note of what it establishes."""
        match event["type"]:
            case "place.declared":
                self.kinds[event["place"]] = event["kind"]
            case "published" if event["of"] == PublicationKind.NECESSITY:
                self.stated[event["publication"]] = event["place"]
            case "publication.ended":
                self.taken_back.add(event["publication"])

    def _refused(self, event: Event, *, whole: bool) -> Iterator[Wrong]:
        statement = event.get("publication")
        at = self.stated.get(statement)
        if statement is None or (whole and at is None) or at not in {None, event["place"]}:
            yield NO_CONDITION, "service was refused to who declined, without a statement of its place in the register"
        if statement in self.taken_back:
            yield NO_CONDITION, "service was refused to who declined, on a statement that had been taken back"
        if not self._may_be_app(event):
            yield NO_CONDITION, "service was refused to who declined, at a place that is no app"

    def _may_be_app(self, event: Event) -> bool:
        """Whether the place is an app, or what it is was withheld."""
        return self.kinds.get(event["place"], PlaceKind.APP) in _APPS
