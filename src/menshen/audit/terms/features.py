"""What a sentence is about, and what in it makes right what would else be a finding."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from menshen.audit.terms.clauses import Sentence
from menshen.audit.terms.denial import denied
from menshen.audit.terms.lexicon import lexicon


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, and whether it is about faces: `named` where it names them, `about` where it at least goes on."""

    sentence: Sentence
    named: bool
    about: bool

    @property
    def folded(self) -> str:
        """Its words for comparing."""
        return self.sentence.words.folded


def statements(sentences: Iterable[Sentence]) -> list[Statement]:
    """Every sentence with what it is about. A heading, a lead, or the sentence before may say so for it."""
    read = list(sentences)
    terms = _defined(read)
    specific = any(_names_faces(one.words.folded, any_biometric=False) for one in read)
    found: list[Statement] = []
    for one in read:
        folded = one.words.folded
        named = _names_faces(folded, any_biometric=specific) or any(term in folded for term in terms)
        about = named or (not holds("other_topic", folded) and (
            any(_names_faces(heading.lower(), any_biometric=specific) for heading in one.clause.headings)
            or _goes_on(one, found[-1] if found else None)))
        found.append(Statement(one, named, about))
    return found


def holds(name: str, folded: str) -> bool:
    """Whether a sentence has the feature called `name`."""
    derived = _DERIVED.get(name)
    return derived(folded) if derived else lexicon().features[name].search(folded) is not None


def handles(folded: str) -> bool:
    """Whether a sentence says that faces are handled: a verb near a face, neither of them denied."""
    faces = [(face.start(), face.end()) for face in lexicon().words["face"].finditer(folded)
             if not lexicon().denial["beside"].search(folded[:face.start()])]
    if any(not denied(folded, verb.start(), verb.end()) for verb in lexicon().words["face_verb"].finditer(folded)):
        return True
    return any(_near(verb.start(), verb.end(), faces) and not denied(folded, verb.start(), verb.end())
               for verb in lexicon().words["handle"].finditer(folded))


REACH = 60
"""How far from the face its verb may stand, in characters."""


def _near(start: int, end: int, faces: Iterable[tuple[int, int]]) -> bool:
    """Whether a verb stands near one of the faces, and is no part of its name, as in "facial recognition"."""
    faces = list(faces)
    within = any(begins <= start < ends for begins, ends in faces)
    return not within and any(begins - REACH <= end and start <= ends + REACH for begins, ends in faces)


def _names_faces(folded: str, *, any_biometric: bool) -> bool:
    """Whether a sentence names faces; a phone's own unlocking is none, nor is a fingerprint called biometric."""
    words = lexicon().features["device_own"].sub(" ", folded)
    generic_is_other = not any_biometric and lexicon().words["other_biometric"].search(words)
    return any(not (generic_is_other and lexicon().words["any_biometric"].match(face[0]))
               for face in lexicon().words["face"].finditer(words))


def _goes_on(sentence: Sentence, before: Statement | None) -> bool:
    """Whether a sentence refers to what the one before it says of faces; from another section it must point at it.

    A heading is a sentence too, so nothing points back past one that is about something else.
    """
    if before is None or not before.about or sentence.is_heading:
        return False
    here, there = sentence.clause, before.sentence.clause
    if here.section == there.section:
        return holds("referring", sentence.words.folded) or holds("pointing", sentence.words.folded)
    return holds("pointing", sentence.words.folded)


def _defined(sentences: Iterable[Sentence]) -> frozenset[str]:
    """What an agreement calls a set of information that holds faces: "user information" means name, telephone, face."""
    return frozenset(term for one in sentences if lexicon().words["face"].search(one.words.folded)
                     for term in _terms(one.words.folded))


def _terms(folded: str) -> Iterator[str]:
    for found in lexicon().features["defines"].finditer(folded):
        term = next(filter(None, found.groups()))
        if holds("definable", term):
            yield term


def _said(name: str, folded: str) -> bool:
    return any(not denied(folded, found.start(), found.end()) for found in lexicon().features[name].finditer(folded))


def _asked_apart(folded: str) -> bool:
    """The face is asked about on its own, and not by a clause that calls itself separate."""
    apart = _said("separate", folded) or holds("own_page", folded)
    return apart and not holds("sham", folded)


def _other_way(folded: str) -> bool:
    return _said("other_way", folded)


def _declining_way(folded: str) -> bool:
    """Whoever declines is told another way."""
    return holds("declining_is_free", folded) and _other_way(folded)


_DERIVED: Mapping[str, Callable[[str], bool]] = {
    "asked_apart": _asked_apart, "other_way": _other_way, "declining_way": _declining_way}
