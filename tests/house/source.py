"""The rules of the house for Python source, each a function from a module to what is wrong with it."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MODULE_LINES, FUNCTION_LINES = 300, 40

NOT_NAMES = frozenset({"manager", "helper", "helpers", "util", "utils", "common", "service", "services",
                       "process", "processes", "data"})
NOT_OURS = frozenset({"REFUSE_SERVICE", "EXTERNAL_DATA", "associated_data",
                      "process_bind_param", "process_result_value"})
"""Words of the statute, of RFC 9052 and of AEAD, and hooks that a library calls by name."""

LOOPS = frozenset({"src/menshen/edges/machine/rounds.py", "src/menshen/edges/http/unforeseen.py"})
"""The loops that must go on: the only places that may catch whatever comes."""

UNSEEDED = re.compile(r"(?:datetime|date)\.(?:now|utcnow|today)|(?:np|numpy)\.random\.(?!default_rng|Generator)\w+")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    """One source file, read and parsed."""

    path: str
    text: str
    tree: ast.Module

    def functions(self) -> Iterator[Function]:
        """Every function and method, the nested ones too."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def at(self, node: ast.expr | ast.stmt | ast.ExceptHandler | ast.arg, words: str) -> str:
        """What is wrong at a node, as an editor can open it."""
        return f"{self.path}:{node.lineno}: {words}"


def parse(text: str, path: str = "src/menshen/law/sample.py") -> Module:
    """A module from its text."""
    return Module(path, text, ast.parse(text))


def modules(root: Path, folder: str) -> tuple[Module, ...]:
    """Every Python file below `folder`, in order of its path."""
    return tuple(parse(file.read_text(encoding="utf-8"), file.relative_to(root).as_posix())
                 for file in sorted((root / folder).rglob("*.py")))


def too_long(module: Module) -> Iterator[str]:
    """A module or function that no longer fits in a head."""
    lines = len(module.text.splitlines())
    if lines >= MODULE_LINES:
        yield f"{module.path}: {lines} lines; fewer than {MODULE_LINES} are allowed"
    for function in module.functions():
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        if length >= FUNCTION_LINES:
            yield module.at(function, f"{function.name} has {length} lines; fewer than {FUNCTION_LINES} are allowed")


def without_docstring(module: Module) -> Iterator[str]:
    """A module that does not say what it is."""
    if not ast.get_docstring(module.tree):
        yield f"{module.path}: no docstring"


def empty_names(module: Module) -> Iterator[str]:
    """A file, class, function, parameter or variable whose name says nothing."""
    if _words(Path(module.path).stem) & NOT_NAMES:
        yield f"{module.path}: a file's name says what is in it"
    for node in ast.walk(module.tree):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                given = name
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()):
                given = name
            case _:
                continue
        if _words(given) & NOT_NAMES and given not in NOT_OURS:
            yield module.at(node, f"the name {given} says nothing")


def broad_excepts(module: Module) -> Iterator[str]:
    """A handler that catches whatever comes, outside the loops that must go on."""
    if module.path in LOOPS:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler):
            caught = "everything" if node.type is None else ast.unparse(node.type)
            if re.search(r"\b(everything|Exception|BaseException)\b", caught):
                yield module.at(node, f"catches {caught}; name what can go wrong")


def permit_makers(module: Module) -> Iterator[str]:
    """A permit made anywhere but in the law."""
    if module.path.startswith("src/menshen/law/"):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "Permit":
            yield module.at(node, "makes a Permit; only the law does")


def clocks_and_dice(module: Module) -> Iterator[str]:
    """A room or act that looks at the clock or throws dice, rather than being given time and randomness."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            unseeded = called.endswith("default_rng") and not node.args + node.keywords
            if UNSEEDED.fullmatch(called) or unseeded:
                yield module.at(node, f"calls {called}; time and randomness are arguments")


def unclaimed_tests(module: Module) -> Iterator[str]:
    """A test whose docstring is not one sentence: the claim that the test defends."""
    for function in module.functions():
        if function.name.startswith("test_"):
            claim = " ".join((ast.get_docstring(function) or "").split())
            if not claim.endswith(".") or re.search(r"[.!?] +[A-Z]", claim):
                yield module.at(function, f"{function.name} needs a docstring that is one sentence")


def _words(name: str) -> frozenset[str]:
    """`loadRaw_dataSet` has the words load, raw, data, set."""
    return frozenset(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().split("_"))
