"""Step 9: a membership agreement that takes the face along, and what becomes of asking while it is in use."""

from importlib import resources

from menshen.cli.demo import compound, people
from menshen.cli.demo.calls import Reply
from menshen.cli.demo.notes import Notes
from menshen.cli.demo.stage import Stage
from menshen.terms import Bilingual, Reason

_FOUND = {"bundled": "cn-spc-2021/4.2", "condition": "cn-spc-2021/4.1", "without-end": "cn-spc-2021/11",
          "irrevocable": "cn-spc-2021/11", "transferable": "cn-spc-2021/11"}


def terms(stage: Stage, notes: Notes) -> None:
    """The agreement's findings stand where they stand; nobody is asked until it is mended, and then she may be."""
    bai = stage.residents[people.AGREEING]
    read = notes.granted(Bilingual("会员协议读一遍（menshen audit terms 同此）", "The membership agreement is read"),
                         _put(stage, "membership"), Bilingual("有问题的条款", "clauses to mend"))
    found = {one["kind"]: one for one in read.body["findings"]}
    for kind, article in _FOUND.items():
        notes.holds(f"“{kind}” is found, with its article and its place",
                    kind in found and found[kind]["article"] == article and int(found[kind]["line"]) > 1)
    notes.holds("a face clause of its own is missing", "not-stated" in found)
    notes.holds("what does not concern faces is not found", all(one["line"] in {4, 5, 6} for one in found.values()))
    asking = {"code": bai.plain, "own_request": True}
    notes.refused(Bilingual("住户在这样的协议旁被询问", "A resident would be asked beside such terms"),
                  stage.calls.person("/v1/prompts", asking), Reason.TERMS, "cn-spc-2021/4.2", "cn-spc-2021/11")
    mended = notes.granted(Bilingual("改正后的协议", "The agreement, mended"), _put(stage, "membership-mended"),
                           Bilingual("没有问题", "nothing found"))
    notes.holds("nothing is found in it", mended.body["findings"] == [] and bool(mended.body["asking"]))
    notes.granted(Bilingual("住户自己要求询问", "She asks to be asked"), stage.calls.person("/v1/prompts", asking),
                  Bilingual("可以询问", "she is"))


def _put(stage: Stage, name: str) -> Reply:
    text = (resources.files("menshen.cli.demo") / f"{name}.zh.txt").read_text(encoding="utf-8")
    return stage.calls.put(f"{compound.PLACE}/terms", {"text": text})
