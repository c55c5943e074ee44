"""The API page: complete, with an example for every call, and nothing from elsewhere."""

import re

from support.desk import Desk


def test_every_call_has_an_example(desk: Desk) -> None:
    """Each operation shows an example of what goes in, where something does, and of what comes out."""
    page = desk.person.get("/openapi.json").json()
    bare = []
    for path, methods in page["paths"].items():
        for method, call in methods.items():
            good = next(answer for status, answer in call["responses"].items() if status.startswith("2"))
            if method != "delete" and not any("example" in kind for kind in good.get("content", {}).values()):
                bare.append(f"{method} {path}: answer")
            for kind in call.get("requestBody", {}).get("content", {}).values():
                name = kind["schema"].get("$ref", "").rpartition("/")[2]
                schema = page["components"]["schemas"].get(name, kind["schema"])
                if "example" not in kind and not schema.get("examples"):
                    bare.append(f"{method} {path}: body")
    assert page["paths"]
    assert bare == []


def test_page_loads_nothing_from_elsewhere(desk: Desk) -> None:
    """Every address on the API page is this gate's own, and what they name is there."""
    page = desk.person.get("/docs").text
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert addresses
    assert all(one.startswith("/") and not one.startswith("//") for one in addresses)
    assert all(desk.person.get(one).status_code == 200 for one in addresses)
