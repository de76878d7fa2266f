"""Which wordings are compared, and how alike they are: all pairs while they are few, likely ones where they are many.

Comparing every two wordings of a speaker grows with the square of them.  So beyond :data:`ALL_PAIRS` pairs in all, the
wordings of one speaker are paired in blocks: two are compared where two of the rarest words of one stand in the
other, and where they stand near each other in the order of their words.  Blocks are bounded, and so the work grows with
the number of wordings alone; what is found does not depend on the engine that hands the wordings over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

import polars as pl
from rapidfuzz import fuzz, process

from summitdata.model import Rows
from summitdata.process import share

NEEDS: Final = {
    "renderings": ("id", "quote", "speaker", "language", "text", "paraphrase"),
    "speakers": ("quote", "actor"),
}
"""The columns from which similarities are made, by table."""

SCHEMA: Final = {"id": pl.String, "other": pl.String, "linked": pl.Boolean, "score": pl.Float64}
"""The columns that are made."""

ALIKE: Final = 65
"""From here on, of 100, two wordings are alike.

In the dataset of the first release all but one of 194 pairs of different utterances by one speaker lie below it.
"""

FEWEST_WORDS: Final = 4
"""Quoted words of which there are fewer are too few to be compared: two speakers share them by chance."""

ALL_PAIRS: Final = 200_000
"""While there are no more pairs, all of them are compared, which takes about a second."""

SMALL: Final = 20
"""Groups of no more wordings are compared pair by pair, however many groups there are."""

RAREST: Final = 6
"""So many of the rarest words of a wording lead to those that it is compared with."""

SHARED: Final = 2
"""So many of them the other must have, or all where there are fewer."""

COMMON: Final = 50
"""A word that more wordings of a speaker have leads nowhere."""

NEAR: Final = 3
"""In the order of its words, a wording is compared with so many that come after it."""

_ONE_BY_ONE: Final = 20_000
"""So few pairs are compared one after the other, before threads, and the arrays that they give, are worth having."""

_AT_ONCE: Final = 500_000
"""So many pairs are compared in one go."""

_PORTION: Final = 50_000
"""Speakers of so many wordings together are looked at in one go."""


def similarities(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Give pairs of renderings of a common speaker, with whether they are of one utterance, and how alike they are.

    Words are compared as sets where both renderings have some in one language (rapidfuzz's token set ratio, in which
    a part of a wording is wholly like it), and our paraphrases as sorted words; the higher of the two counts.  Of
    different utterances only pairs that are alike are given.
    """
    given = tables["renderings"].select(NEEDS["renderings"]).filter(pl.col("id").is_not_null())
    ones = given.sort(NEEDS["renderings"]).unique("id", keep="first", maintain_order=True)
    wordings = _folded(ones).with_row_index("at")
    by_speaker = _by_speaker(wordings, tables["speakers"])
    told = [
        _scored(wordings, some)
        for pairs in (_linked(wordings), *_paired(wordings, by_speaker))
        for some in pairs.sort("one", "two").iter_slices(_AT_ONCE)
    ]
    # Joint speakers have the same two wordings, and so have their utterances.
    return pl.concat([pl.DataFrame(schema=SCHEMA), *told]).unique().sort("id", "other")


def _by_speaker(wordings: pl.DataFrame, speakers: pl.DataFrame) -> pl.DataFrame:
    """Give each wording with each of its speakers: its own, or those of its utterance."""
    own = wordings.filter(pl.col("speaker").is_not_null()).select("at", "speaker")
    others = (
        wordings.filter(pl.col("speaker").is_null())
        .select("at", "quote")
        .join(speakers.select("quote", speaker="actor"), on="quote")
        .select("at", "speaker")
    )
    return pl.concat([own, others]).unique().sort("speaker", "at")


def _paired(wordings: pl.DataFrame, by_speaker: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Give the pairs of wordings of one speaker that are compared, some speakers at a time."""
    sizes = by_speaker.group_by("speaker").agg(size=pl.len().cast(pl.Int64)).sort("speaker")
    if sizes.select((pl.col("size") * (pl.col("size") - 1) // 2).sum()).item() <= ALL_PAIRS:
        yield _within(by_speaker, "speaker")
        return
    portions = sizes.with_columns(portion=pl.col("size").cum_sum() // _PORTION)
    for _, some in by_speaker.join(portions, on="speaker").group_by("portion", maintain_order=True):
        few = some.filter(pl.col("size") <= SMALL).select("at", "speaker")
        many = some.filter(pl.col("size") > SMALL).select("at", "speaker")
        by_words = [_by_rare_words(wordings, many), _neighbours(wordings, many, "speaker")]
        yield pl.concat([_within(few, "speaker"), *by_words]).unique()


def _within(members: pl.DataFrame, group: str) -> pl.DataFrame:
    """Give all pairs within each group."""
    pairs = members.lazy().join(members.lazy().select(group, other="at"), on=group)
    return pairs.filter(pl.col("at") < pl.col("other")).select(one="at", two="other").unique().collect()


def _by_rare_words(wordings: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """Give pairs of which one has a word that is among the rarest of the other."""
    mine = wordings.lazy().join(members.lazy().select("at").unique(), on="at", how="semi")
    words = pl.concat([
        mine.select(
            "at", "language", kind=pl.lit(column), word=pl.col(column).str.split(" ")
        )
        for column in ("words", "told")
    ])  # fmt: skip
    spoken = (
        words.explode("word", empty_as_null=True)
        .filter(pl.col("word") != "")
        .unique()
        # Paraphrases are ours, and in one language whatever that of the wording.
        .with_columns(language=pl.when(pl.col("kind") == "words").then("language"))
        .join(members.lazy(), on="at")
        .select("at", block=pl.struct("speaker", "language", "kind", "word").hash(), kind="kind")
        .with_columns(often=pl.len().over("block"))
        .filter(pl.col("often").is_between(2, COMMON))
        .collect()
    )
    rarest = spoken.sort("often", "block").group_by("at", "kind", maintain_order=True).head(RAREST)
    leading = rarest.select("block", "kind", one="at", wanted=pl.len().clip(upper_bound=SHARED).over("at", "kind"))
    pairs = (
        leading.lazy()
        .join(spoken.lazy().select("block", two="at"), on="block")
        .filter(pl.col("one") != pl.col("two"))
        .group_by("one", "two", "kind")
        .agg(shared=pl.len(), wanted=pl.col("wanted").first())
        .filter(pl.col("shared") >= pl.col("wanted"))
    )
    return _in_order(pairs).unique().collect()


def _neighbours(wordings: pl.DataFrame, members: pl.DataFrame, group: str) -> pl.DataFrame:
    """Give pairs that stand near each other in a group, in the order of their words: those alike from the beginning."""
    ordered = members.join(wordings.select("at", "words", "told"), on="at").sort(group, "words", "told", "at")
    near = [
        ordered.lazy()
        .select(group, one="at", two=pl.col("at").shift(-step), behind=pl.col(group).shift(-step))
        .filter(pl.col(group) == pl.col("behind"))
        for step in range(1, NEAR + 1)
    ]
    return _in_order(pl.concat(near)).unique().collect()


def _linked(wordings: pl.DataFrame) -> pl.DataFrame:
    """Give the pairs of wordings of one utterance: all, or each with the first and its neighbours where many are."""
    members = wordings.filter(pl.col("quote").is_not_null()).select("at", "quote")
    sizes = members.group_by("quote").agg(size=pl.len(), first=pl.col("at").min())
    sized = members.join(sizes, on="quote")
    few = sized.filter(pl.col("size") <= COMMON).select("at", "quote")
    many = sized.filter(pl.col("size") > COMMON)
    with_first = many.filter(pl.col("at") != pl.col("first")).select(one="first", two="at")
    return pl.concat([_within(few, "quote"), with_first, _neighbours(wordings, many.select("at", "quote"), "quote")])


def _in_order(pairs: pl.LazyFrame) -> pl.LazyFrame:
    """Put the earlier of two first."""
    return pairs.select(one=pl.min_horizontal("one", "two"), two=pl.max_horizontal("one", "two"))


def _scored(wordings: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Give pairs of places with how alike the wordings are; the order within a pair is decided by the words."""
    sides = [wordings[pairs[side]] for side in ("one", "two")]
    linked = (sides[0]["quote"] == sides[1]["quote"]).fill_null(value=False)
    frame = pl.DataFrame(
        {
            "linked": linked,
            "score": _likeness(sides[0], sides[1], linked),
            **{
                f"{name}_{side}": frame[name]
                for side, frame in enumerate(sides)
                for name in ("id", "text", "paraphrase")
            },
        }
    )
    frame = frame.filter(pl.col("score").is_not_null() & (pl.col("linked") | (pl.col("score") >= ALIKE)))
    mine, theirs = ([pl.col(f"{name}_{side}").fill_null("None") for name in ("text", "paraphrase")] for side in (0, 1))
    above = (mine[0] > theirs[0]) | ((mine[0] == theirs[0]) & (mine[1] > theirs[1]))
    same = (mine[0] == theirs[0]) & (mine[1] == theirs[1])
    forward = frame.filter(above | same).select("linked", "score", id="id_0", other="id_1")
    backward = frame.filter(~above).select("linked", "score", id="id_1", other="id_0")
    return pl.concat([forward, backward]).select(*SCHEMA)


def _likeness(one: pl.DataFrame, other: pl.DataFrame, linked: pl.Series) -> pl.Series:
    """Give how alike two renderings are, from 0 to 100; null where nothing of them can be compared.

    Of different utterances what is less than alike need not be known: 0 stands for it, which is found sooner.
    """
    tongue = (one["language"] == other["language"]).fill_null(value=False)
    scores = pl.repeat(None, len(linked), dtype=pl.Float64, eager=True)
    for column, comparable, scorer in (
        ("words", tongue, fuzz.token_set_ratio),
        ("told", pl.repeat(value=True, n=len(linked), eager=True), fuzz.token_sort_ratio),
    ):
        there = comparable & one[column].is_not_null() & other[column].is_not_null()
        for cutoff, where in ((0, there & linked), (ALIKE, there & ~linked)):
            places = where.arg_true()
            if len(places):
                mine, theirs = (side[column].gather(places).to_list() for side in (one, other))
                found = _compared(mine, theirs, scorer, cutoff)
                before = scores.gather(places)
                scores = scores.scatter(places, found.zip_with((found >= before).fill_null(value=True), before))
    return scores


def _compared(
    mine: Sequence[str], theirs: Sequence[str], scorer: Callable[..., float], cutoff: float
) -> pl.Series:  # fmt: skip
    """Give how alike each of some texts and its fellow are, 0 where that is less than *cutoff*."""
    if len(mine) <= _ONE_BY_ONE:
        scores = [scorer(one, other, score_cutoff=cutoff) for one, other in zip(mine, theirs, strict=True)]
        return pl.Series(scores, dtype=pl.Float64)
    share("numpy")
    import numpy as np

    return pl.Series(process.cpdist(mine, theirs, scorer=scorer, score_cutoff=cutoff, workers=-1, dtype=np.float64))


def _folded(wordings: pl.DataFrame) -> pl.DataFrame:
    """Add the words that are compared, nothing where they are too few: the quoted ones, and those of the paraphrase."""
    quoted = [text.lower() for text in wordings["text"].fill_null("")]
    told = [text.lower() for text in wordings["paraphrase"].fill_null("")]
    return wordings.with_columns(
        pl.Series("words", [text if len(text.split()) >= FEWEST_WORDS else None for text in quoted], dtype=pl.String),
        pl.Series("told", [text or None for text in told], dtype=pl.String),
    )


def records(rows: Rows) -> Iterator[tuple[str | float | bool | None, ...]]:
    """Give the similarities of rows in memory."""
    tables = {
        table: pl.DataFrame(
            {column: [row[column] for row in rows[table]] for column in columns},
            schema=dict.fromkeys(columns, pl.String),
        )
        for table, columns in NEEDS.items()
    }
    yield from similarities(tables).iter_rows()
