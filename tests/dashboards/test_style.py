"""Colours can be read by everybody: WCAG contrast in both schemes, and hues that all eyes tell apart."""

import re
from itertools import combinations

import pytest

from dashboards.render import HERE

CSS = (HERE / "static" / "page.css").read_text(encoding="utf-8")
LIGHT, DARK = CSS.split("@media screen", 1)[0], CSS.split("@media screen", 1)[1].split("}\n}", 1)[0]
SCHEMES = {"light": LIGHT, "dark": DARK}
#: Text needs 4.5 and shapes need 3 (WCAG 2.2, 1.4.3 and 1.4.11).
TEXT, SHAPE = 4.5, 3.0
#: Distance in CIELAB at which two hues of a map are told apart at a glance; 2.3 is just noticeable.
APART = 20
#: Linear RGB as people without one kind of cone see it (Machado, Oliveira & Fernandes 2009, severity 1).
SIGHTS = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.1523, 1.0526, -0.2049), (0.1145, 0.7863, 0.0992), (-0.0039, -0.0481, 1.0520)),
    "deuteranopia": ((0.3673, 0.8606, -0.2280), (0.2801, 0.6725, 0.0474), (-0.0118, 0.0429, 0.9689)),
    "tritanopia": ((1.2555, -0.0767, -0.1788), (-0.0784, 0.9308, 0.1476), (0.0047, 0.6914, 0.3039)),
}
Triple = tuple[float, ...]


def colours(scheme: str) -> dict[str, str]:
    """Return the colours of a scheme by name."""
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", SCHEMES[scheme]))


def linear(colour: str) -> Triple:
    """Return linear RGB of a colour."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)


def times(matrix: tuple[Triple, ...], vector: Triple) -> Triple:
    """Multiply a matrix and a vector."""
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours."""
    dark, light = sorted(times(((0.2126, 0.7152, 0.0722),), linear(colour))[0] for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: Triple) -> Triple:
    """Return CIELAB of linear RGB."""
    to_xyz = ((0.4339, 0.3762, 0.1899), (0.2126, 0.7152, 0.0722), (0.0178, 0.1095, 0.8730))
    x, y, z = (
        c ** (1 / 3) if c > 0.008856 else 7.787 * c + 16 / 116
        for c in times(to_xyz, tuple(min(max(c, 0), 1) for c in rgb))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_can_be_read(scheme: str) -> None:
    """Every colour of text stands out from every ground that it may stand on."""
    told = colours(scheme)
    for ground in ("ground", "card", "faint"):
        for ink in ("ink", "soft", "accent", "below", "above", "warn", "bad", "good"):
            assert contrast(told[ink], told[ground]) >= TEXT, (ink, ground)
    for ink in ("ink", "soft", "accent"):
        assert contrast(told[ink], told["wash"]) >= TEXT, ink


@pytest.mark.parametrize("scheme", SCHEMES)
def test_points_can_be_seen(scheme: str) -> None:
    """Every hue of the map, and its grey, stands out from the map's ground."""
    told = colours(scheme)
    points = [colour for name, colour in told.items() if name.startswith("hue-") or name == "grey-point"]
    assert len(points) == 8
    assert min(contrast(colour, told["card"]) for colour in points) >= SHAPE


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("sight", SIGHTS)
def test_hues_are_told_apart(scheme: str, sight: str) -> None:
    """No two hues of the map look alike, whichever cones an eye has."""
    seen = [lab(times(SIGHTS[sight], linear(c))) for name, c in colours(scheme).items() if "hue-" in name]
    for one, other in combinations(seen, 2):
        assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 >= APART
