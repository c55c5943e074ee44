"""Charts of the report: rows of time, each a bar of parts on one scale, with a legend that gives the numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from menshen.terms import Bilingual

WIDTH = 720

NAMES: Mapping[str, Bilingual] = {
    "prompt": Bilingual("询问", "prompt"), "answer": Bilingual("回答", "answer"), "permit": Bilingual("许可", "permit"),
    "enrol": Bilingual("登记", "enrol"), "door": Bilingual("开门", "door"),
    "decode": Bilingual("解码", "decode"), "read": Bilingual("读码", "read the code"),
    "decide": Bilingual("判断", "decide"),
    "detect": Bilingual("找脸", "look: detect"), "embed": Bilingual("特征", "look: embed"),
    "compare": Bilingual("比对", "look: compare"), "record": Bilingual("入账", "record"),
    "act": Bilingual("开门", "act"), "http": Bilingual("网络", "http"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One bar: its title, and its parts in order, in milliseconds."""

    title: Bilingual
    parts_ms: Mapping[str, float]

    @property
    def total_ms(self) -> float:
        """The whole bar."""
        return sum(self.parts_ms.values())


def bars(rows: Sequence[Row]) -> str:
    """HTML: each bar an SVG below its words, then the key; colours are classes `part-0`, … that the page gives."""
    names = list(dict.fromkeys(name for row in rows for name in row.parts_ms))
    scale = WIDTH / max(row.total_ms for row in rows)
    return "".join(_row(row, scale, names) for row in rows) + _key(rows, names)


def of_admission(stages_ms: Mapping[str, float]) -> Row:
    """One admission by face, from the gate's own stopwatch; what is left of the whole is the network's."""
    look = {name: stages_ms.get(f"look.{name}", 0.0) for name in ("detect", "embed")}
    parts = {
        **{name: stages_ms.get(name, 0.0) for name in ("decode", "read", "decide")}, **look,
        "compare": max(0.0, stages_ms.get("look", 0.0) - sum(look.values())),
        **{name: stages_ms.get(name, 0.0) for name in ("record", "act")},
    }
    return Row(Bilingual("一次刷脸通行", "One admission by face"),
               {**parts, "http": max(0.0, stages_ms["total"] - sum(parts.values()))})


def _row(row: Row, scale: float, names: Sequence[str]) -> str:
    drawn, left = [], 0.0
    for name, ms in row.parts_ms.items():
        drawn.append(f'<rect x="{left:.1f}" width="{ms * scale:.1f}" height="1" class="part-{names.index(name)}"/>')
        left += ms * scale
    return (f'<p class="bar"><span>{row.title.zh} · <span lang="en">{row.title.en}</span></span> '
            f"<b>{row.total_ms:.0f} ms</b></p>"
            f'<svg viewBox="0 0 {WIDTH} 1" preserveAspectRatio="none" aria-hidden="true">{"".join(drawn)}</svg>')


def _key(rows: Sequence[Row], names: Sequence[str]) -> str:
    """What each colour means, and its milliseconds in each row."""
    drawn = []
    for index, name in enumerate(names):
        times = " / ".join(f"{row.parts_ms[name]:.1f}" if name in row.parts_ms else "–" for row in rows)
        square = f'<svg viewBox="0 0 1 1" aria-hidden="true"><rect width="1" height="1" class="part-{index}"/></svg>'
        drawn.append(f'<li>{square} {NAMES[name].zh} <span lang="en">{NAMES[name].en}</span> {times} ms</li>')
    return f'<ul class="key">{"".join(drawn)}</ul>'
