"""A chart of lines with logarithmic axes, as SVG written as text; every point has its figure as a tooltip."""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil, floor, log10
from xml.sax.saxutils import escape

__all__ = ["line_chart"]

WIDTH, HEIGHT = 640, 400
LEFT, RIGHT, TOP, BOTTOM = 70, 150, 50, 50
COLORS = ("#0b5754", "#b4532a", "#5b4b9a", "#8a7a12", "#2a6fb0", "#8c2f5b")
INK, MUTED, GRID = "#1d2526", "#5a6667", "#dfe5e4"
LABEL_HEIGHT = 16

Points = Sequence[tuple[float, float]]


def line_chart(title: str, axes: tuple[str, str], lines: Mapping[str, Points]) -> str:
    """Draw lines.

    Args:
        title: what is shown.
        axes: what goes across and what goes up.
        lines: the points of each, by its name; all coordinates are above 0.
    """
    across = _Axis(x for points in lines.values() for x, _ in points)
    up = _Axis(y for points in lines.values() for _, y in points)

    def place(x: float, y: float) -> tuple[float, float]:
        inner_width, inner_height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
        return LEFT + across.share(x) * inner_width, HEIGHT - BOTTOM - up.share(y) * inner_height

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'role="img" font-family="system-ui, sans-serif" font-size="13" fill="{INK}">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        _text((LEFT, 24), title, 'font-weight="600"'),
        _text((LEFT - 10, 42), axes[1], f'fill="{MUTED}"'),
        _text(((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10), axes[0], f'fill="{MUTED}" text-anchor="middle"'),
    ]
    for value in up.ticks():
        (left, y), (right, _) = place(across.least, value), place(across.most, value)
        parts.append(f'<path d="M{left:.1f} {y:.1f}H{right:.1f}" stroke="{GRID}"/>')
        parts.append(_text((left - 8, y + 4), f"{value:g}", 'text-anchor="end"'))
    for x in sorted({x for points in lines.values() for x, _ in points}):
        parts.append(_text((place(x, up.least)[0], HEIGHT - BOTTOM + 18), f"{x:,g}", 'text-anchor="middle"'))
    parts += _lines({name: [(place(*point), point) for point in points] for name, points in lines.items()})
    return "\n".join([*parts, "</svg>"]) + "\n"


class _Axis:
    """A logarithmic axis; from one power of ten to another if its values differ that much, else a little beyond."""

    def __init__(self, values: Iterable[float]) -> None:
        found = list(values)
        self.least, self.most = min(found), max(found)

    def share(self, value: float) -> float:
        """Say how far along the axis a value is, 0 to 1."""
        width = log10(self.most / self.least)
        return log10(value / self.least) / width if width else 0.5

    def ticks(self) -> list[float]:
        """Give round values within."""
        powers = range(floor(log10(self.least)), ceil(log10(self.most)) + 1)
        found = [digit * 10.0**power for power in powers for digit in (1, 2, 5)]
        within = [value for value in found if self.least <= value <= self.most]
        return within if len(within) < 10 else [value for value in within if f"{value:e}".startswith("1")]


def _lines(placed: Mapping[str, Sequence[tuple[tuple[float, float], tuple[float, float]]]]) -> list[str]:
    """Draw the lines, and their names at their ends, moved apart where they would touch."""
    parts = []
    reached = float("-inf")
    names = list(placed)
    for name, points in sorted(placed.items(), key=lambda item: item[1][-1][0][1]):
        color = COLORS[names.index(name) % len(COLORS)]
        path = "L".join(f"{x:.1f} {y:.1f}" for (x, y), _ in points)
        parts.append(f'<path d="M{path}" fill="none" stroke="{color}" stroke-width="2"/>')
        parts += [
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{color}"><title>{escape(name)}: {given[0]:,g}, '
            f"{given[1]:.3g}</title></circle>"
            for (x, y), given in points
        ]
        end_x, end_y = points[-1][0]
        reached = max(end_y + 4, reached + LABEL_HEIGHT)
        parts.append(_text((end_x + 10, reached), name, f'fill="{color}"'))
    return parts


def _text(place: tuple[float, float], text: str, attributes: str) -> str:
    return f'<text x="{place[0]:.1f}" y="{place[1]:.1f}" {attributes}>{escape(text)}</text>'
