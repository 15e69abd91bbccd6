"""How many friends one person brings, with an interval that holds what it promises."""

import math
import random

import pytest

from sharecli.people.branching import coefficient


def test_the_youngest_generation_had_no_time_to_bring_anybody() -> None:
    found = coefficient([[1] * 20, [1] * 20, [0] * 20])
    assert (found.people, found.friends, found.value) == (40, 40, 1.0)
    assert (found.low, found.high) == (1.0, 1.0)


@pytest.mark.parametrize(
    "generations",
    [[], [[0]], [[2], [0, 0]], [[1] * 29, [0] * 29], [[1] * 9 + [0] * 40, [0] * 9]],
    ids=["nobody", "one", "three", "29 people", "9 friends"],
)
def test_few_people_are_too_few_to_say(generations: list[list[int]]) -> None:
    found = coefficient(generations)
    assert (found.value, found.low, found.high) == (None, None, None)
    assert found.row()["value"] is None


def test_the_figures_are_those_of_the_formula() -> None:
    found = coefficient([[0] * 20 + [1] * 5 + [3] * 5, [0] * 20])
    mean, variance = 20 / 30, (20 * (20 / 30) ** 2 + 5 * (10 / 30) ** 2 + 5 * (70 / 30) ** 2) / 29
    spread = math.exp(1.959964 * math.sqrt(variance / 30) / mean)
    assert found.row() == {
        "people": 30, "friends": 20, "value": f"{mean:.2f}", "low": f"{mean / spread:.2f}",
        "high": f"{mean * spread:.2f}", "method": found.row()["method"],
    }  # fmt: skip


@pytest.mark.parametrize(("mean", "shape"), [(0.5, 0.3), (0.5, 1.0), (1.0, 0.3), (1.0, 50.0)])
def test_the_interval_holds_the_truth_nine_times_in_ten_though_few_bring_many(mean: float, shape: float) -> None:
    draw = random.Random(f"{mean} {shape}")  # noqa: S311 - a simulation
    held = asked = 0
    for _round in range(400):
        found = coefficient([[_drawn(draw, mean, shape) for _one in range(80)], [0]])
        if found.low is None or found.high is None:
            continue
        asked += 1
        held += found.low <= mean <= found.high
    assert asked > 350
    assert held / asked >= 0.9


def _drawn(draw: random.Random, mean: float, shape: float) -> int:
    """A negative binomial number: Poisson, its mean drawn from a gamma law."""
    least, product, count = math.exp(-draw.gammavariate(shape, mean / shape)), draw.random(), 0
    while product > least:
        product *= draw.random()
        count += 1
    return count
