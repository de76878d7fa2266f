"""Wordings are compared pair by pair while they are few, and where they are many those that share rare words."""

from __future__ import annotations

import random
from itertools import combinations

import polars as pl
import pytest
from rapidfuzz import fuzz

from summitdata.rules import comparing
from summitdata.rules.comparing import ALIKE, NEEDS, similarities

SPEAKERS = pl.DataFrame(schema=dict.fromkeys(NEEDS["speakers"], pl.String))


def _corpus(number: int, seed: int) -> tuple[pl.DataFrame, set[tuple[str, str]]]:
    """Give wordings of a few speakers, every tenth of them near another, and those pairs."""
    chance = random.Random(seed)
    vocabulary = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(2, 8))) for _ in range(5000)]
    weights = [1 / (rank + 5) for rank in range(len(vocabulary))]
    rows: list[dict[str, str | None]] = []
    planted = set()
    for place in range(number):
        words = chance.choices(vocabulary, weights, k=chance.randint(8, 20))
        speaker = f"speaker-{int(chance.paretovariate(1.1)) % (number // 40)}"
        if place % 10 == 9:
            words, speaker = str(rows[-1]["text"]).split(), str(rows[-1]["speaker"])
            words[chance.randrange(len(words))] = chance.choice(vocabulary)
            planted.add((str(rows[-1]["id"]), f"r{place:05}"))
        rows.append({
            "id": f"r{place:05}", "quote": f"q{place}", "speaker": speaker, "language": "en", "text": " ".join(words),
            "paraphrase": None,
        })  # fmt: skip
    return pl.DataFrame(rows, schema=dict.fromkeys(NEEDS["renderings"], pl.String)), planted


def _pairs(found: pl.DataFrame) -> set[tuple[str, str]]:
    return {(min(pair), max(pair)) for pair in found.select("id", "other").iter_rows()}


def test_few_wordings_are_all_compared() -> None:
    """Of few wordings exactly the pairs of one speaker are given that rapidfuzz calls alike."""
    wordings, _ = _corpus(400, seed=1)
    expected = {
        (one["id"], other["id"])
        for one, other in combinations(wordings.to_dicts(), 2)
        if one["speaker"] == other["speaker"] and fuzz.token_set_ratio(one["text"], other["text"]) >= ALIKE
    }
    assert len(expected) >= 40
    assert expected == _pairs(similarities({"renderings": wordings, "speakers": SPEAKERS}))


def test_many_wordings_are_compared_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many wordings most of what is alike is found with a small part of the comparisons, and nothing else."""
    wordings, planted = _corpus(4000, seed=2)
    tables = {"renderings": wordings, "speakers": SPEAKERS}
    compared: list[int] = []
    score = comparing._scored  # noqa: SLF001 - every pair that is compared passes through it

    def counting(wordings: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
        compared.append(pairs.height)
        return score(wordings, pairs)

    monkeypatch.setattr(comparing, "_scored", counting)
    monkeypatch.setattr(comparing, "ALL_PAIRS", 10**9)
    everything, all_pairs = _pairs(similarities(tables)), sum(compared)
    compared.clear()
    monkeypatch.setattr(comparing, "ALL_PAIRS", 0)
    blocks, in_blocks = _pairs(similarities(tables)), sum(compared)
    assert blocks <= everything
    assert len(blocks & planted) >= 0.95 * len(planted & everything)
    assert in_blocks < all_pairs / 20


def test_alike_both_ways() -> None:
    """Wordings that are the same are given in both orders, of joint speakers once, and others in one."""
    wordings = pl.DataFrame(
        [
            ("a", "q1", None, "en", "we shall sail in the spring", None),
            ("b", "q2", None, "en", "we shall sail in the spring", None),
            ("c", "q3", "ann", "en", "we shall sail in the autumn", None),
        ],
        schema=dict.fromkeys(NEEDS["renderings"], pl.String), orient="row",
    )  # fmt: skip
    speakers = pl.DataFrame({"quote": ["q1", "q1", "q2", "q2"], "actor": ["ann", "bo", "ann", "bo"]})
    found = similarities({"renderings": wordings, "speakers": speakers})
    assert [("a", "b"), ("a", "c"), ("b", "a"), ("b", "c")] == [*found.select("id", "other").iter_rows()]
    assert {False} == {*found["linked"]}


def test_one_by_one_or_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few pairs are compared one after the other and many in threads, and their scores are the same."""
    wordings, _ = _corpus(300, seed=3)
    told = pl.Series(["He spoke of ferries.", None, ""] * 100)
    linked = pl.Series([f"q{number // 3}" if number % 2 else None for number in range(300)], dtype=pl.String)
    tables = {"renderings": wordings.with_columns(paraphrase=told, quote=linked), "speakers": SPEAKERS}
    few = similarities(tables)
    assert {False, True} == {*few["linked"]}
    monkeypatch.setattr(comparing, "_ONE_BY_ONE", 0)
    assert few.equals(similarities(tables))
