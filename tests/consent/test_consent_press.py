from dataclasses import replace

import pytest

from menshen.consent.press import PressNotice
from menshen.terms import PlaceId

NOTICE = PressNotice(PlaceId("lakeside"), "Lakeside Property", "desk@lakeside.example")


def test_it_is_five_lines_in_both_languages() -> None:
    """Purpose, method, retention, who answers for it, the choice: one line each, short enough to be read standing."""
    assert len(NOTICE.lines) == 5
    for line in NOTICE.lines:
        assert 0 < len(line.zh) <= 60
        assert 0 < len(line.en) <= 120
    assert "Lakeside Property" in NOTICE.lines[3].en
    assert "desk@lakeside.example" in NOTICE.lines[3].zh


@pytest.mark.parametrize("changed", [{"place": "other"}, {"operator": "Somebody"}, {"contact": "elsewhere"}])
def test_other_words_have_another_hash(changed: dict[str, str]) -> None:
    """Who answers for it, how to reach them and the place are part of what was shown."""
    assert replace(NOTICE, **changed).hash != NOTICE.hash  # type: ignore[arg-type]
    assert replace(NOTICE).hash == NOTICE.hash
