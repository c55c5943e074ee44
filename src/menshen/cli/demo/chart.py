"""Charts of the report: rows of time, each a bar of parts on one scale, with a legend that gives the numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from menshen.terms import Bilingual

WIDTH = 720
ROW = 58
BAR = 24
LEGEND = 24
COLUMNS = 3

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
    """An SVG document; colours are classes `part-0`, `part-1` … that the page gives."""
    names = list(dict.fromkeys(name for row in rows for name in row.parts_ms))
    scale = WIDTH / max(row.total_ms for row in rows)
    drawn = [_row(row, index * ROW, scale, names) for index, row in enumerate(rows)]
    legend = _legend(rows, names, len(rows) * ROW + 14)
    height = len(rows) * ROW + 14 + -(-len(names) // COLUMNS) * LEGEND
    title = "; ".join(f"{row.title.en}: {row.total_ms:.0f} ms" for row in rows)
    return (f'<svg viewBox="0 0 {WIDTH} {height}" role="img" xmlns="http://www.w3.org/2000/svg"><title>{title}</title>'
            f'{"".join(drawn)}{legend}</svg>')


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


def _row(row: Row, top: float, scale: float, names: Sequence[str]) -> str:
    drawn = [f'<text x="0" y="{top + 16}" class="title">{row.title.zh} · {row.title.en}</text>',
             f'<text x="{WIDTH}" y="{top + 16}" class="sum">{row.total_ms:.0f} ms</text>']
    left = 0.0
    for name, ms in row.parts_ms.items():
        drawn.append(f'<rect x="{left:.1f}" y="{top + 24}" width="{ms * scale:.1f}" height="{BAR}" '
                     f'class="part-{names.index(name)}"/>')
        left += ms * scale
    return "".join(drawn)


def _legend(rows: Sequence[Row], names: Sequence[str], top: float) -> str:
    drawn = []
    for index, name in enumerate(names):
        x, y = index % COLUMNS * WIDTH / COLUMNS, top + index // COLUMNS * LEGEND
        times = " / ".join(f"{row.parts_ms[name]:.1f}" if name in row.parts_ms else "–" for row in rows)
        words = f"{NAMES[name].zh} {NAMES[name].en}  {times} ms"
        drawn += [f'<rect x="{x}" y="{y}" width="12" height="12" rx="2" class="part-{index}"/>',
                  f'<text x="{x + 19}" y="{y + 11}" class="key">{words}</text>']
    return "".join(drawn)
