"""Redundancy: what is written twice says the same, and what is numbered is numbered throughout."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from summitdata.diagnostics import Severity
from summitdata.rules.context import Frame, Frames
from summitdata.rules.example import ATLAS, NORTH_WIRE, SOUTH_WIRE
from summitdata.rules.language import Query, Target, add, change, patch, remove, rule, rule_of_columns

_NUMBERED = r"^[a-z]+[0-9]{1,6}\z"

_OF_ONE_VALUE = ("status", "date", "place", "previous", "duration", "number", "ordinal")
"""The properties of which a subject, in one scope, has one value."""

_SUBJECT = ["source", "event", "quote", "property", "scope", "account"]
"""What two claims share that say, by one account, something of the same."""


def _tongue(column: str) -> nw.Expr:
    """Give the language without the region."""
    return nw.col(column).str.replace_all(r"-(?s:.*)\z", "")


def _comparable(claims: Frame) -> Frame:
    """Give claims by what they are about and their value, with '' where nothing stands, which equals itself."""
    return claims.select("id", *(nw.coalesce(name, nw.lit("")).alias(name) for name in [*_SUBJECT, "value"]))


@rule_of_columns(
    "R040",
    [Target(name, "id") for name in ("claims", "renderings", "spans", "runs", "positions", "names")],
    severity=Severity.WARNING,
    closed=True,
    breaks=[
        patch("A spelling was taken out.", remove("names", f"{NORTH_WIRE}.n2")),
    ],
    holds=[
        patch(
            "A spelling was withdrawn, and has its tombstone.",
            remove("names", f"{NORTH_WIRE}.n2"),
            add(
                "tombstones", "north-wire-n2", table="names", key=f"{NORTH_WIRE}.n2",
                reason="The text does not print it.", version="0.1.0",
            ),
        ),
    ],
)  # fmt: skip
def numbers_have_no_gap(frames: Frames, target: Target) -> Query:
    """Records that are numbered within one record are numbered from 1 without a gap, but for withdrawn ones.

    Why:
        A gap is a record that was lost without a word, or a key with a slip in it; keys are permanent, and who
        withdraws one says so.

    Fix:
        Put the record back, or correct its key; where it was withdrawn, write a tombstone for its key.
    """
    of_table = nw.col("table") == target.table
    live = frames[target.table].select("id")
    withdrawn = frames["tombstones"].filter(of_table).select(id=nw.col("key"))
    numbered = (
        nw.concat([live, withdrawn])
        .with_columns(local=nw.col("id").str.replace_all(r"^(?s:.*)\.", ""))
        .filter(nw.col("local").str.contains(_NUMBERED))
        .with_columns(
            above=nw.col("id").str.replace_all(r"[^.]*\z", ""),
            letters=nw.col("local").str.replace_all(r"[0-9]+\z", ""),
            number=nw.when(nw.col("local").str.contains(_NUMBERED))
            .then(nw.col("local").str.replace_all("^[a-z]+", "")).otherwise(None).cast(nw.Int64),
        )
    )  # fmt: skip
    before = numbered.select(above_before="above", letters_before="letters", number_before=nw.col("number") + 1)
    followers = numbered.filter(nw.col("number") > 1).join(
        before,
        left_on=["above", "letters", "number"],
        right_on=["above_before", "letters_before", "number_before"],
        how="anti",
    )
    return followers.join(live, on="id", how="semi").select(
        "id", found=nw.format("a key ending in {}, and none that ends in the number before", nw.col("local"))
    )


@rule(
    "C040",
    table="spans",
    column="sha256",
    after=("C005", "C007", "E001"),
    breaks=[
        patch(
            "Two claims rest on one sentence, and its digest has a slip in one of them.",
            change("spans", f"{NORTH_WIRE}.c2.s1", start=128, stop=180),
            change("spans", f"{NORTH_WIRE}.c1.s1", start=128, stop=180),
        ),
    ],
    holds=[
        patch(
            "Two texts have each a stretch at one place.",
            change("spans", f"{SOUTH_WIRE}.c1.s1", start=128, stop=180),
        ),
    ],
)
def one_stretch_one_digest(frames: Frames) -> Query:
    """Two spans of one source at one place have one digest, and two with one digest are of one length.

    Why:
        A slip in an offset or a digest shows here without the article, wherever two records rest on one stretch.

    Fix:
        Find the words again with `summitdata locate`, and write start, stop and digest as it gives them.
    """
    columns = "id", "source", "start", "stop", "sha256"
    texts = frames["sources"].select(text_of="id", text_length="length")
    spans = (
        frames["spans"]
        .join(texts, left_on="source", right_on="text_of")
        .filter((nw.col("start") < nw.col("stop")) & (nw.col("stop") <= nw.col("text_length")))
        .select(*columns)
    )
    other = spans.select(**{f"other_{name}": nw.col(name) for name in columns})
    at_one_place = spans.join(
        other, left_on=["source", "start", "stop"], right_on=["other_source", "other_start", "other_stop"]
    ).filter((nw.col("other_id") < nw.col("id")) & (nw.col("sha256") != nw.col("other_sha256")))
    of_one_digest = spans.join(
        other, left_on=["source", "sha256"], right_on=["other_source", "other_sha256"]
    ).filter(
        (nw.col("other_id") < nw.col("id"))
        & (nw.col("stop") - nw.col("start") != nw.col("other_stop") - nw.col("other_start"))
    )  # fmt: skip
    return nw.concat([
        at_one_place.group_by("id").agg(other=nw.col("other_id").min())
        .select("id", found=nw.format("another digest than '{}', which is of the same place", nw.col("other"))),
        of_one_digest.group_by("id").agg(other=nw.col("other_id").min())
        .select("id", found=nw.format("the digest of '{}', which is of another length", nw.col("other"))),
    ])  # fmt: skip


@rule_of_columns(
    "A040",
    [Target("renderings", "language"), Target("names", "language")],
    severity=Severity.WARNING,
    after=("R001",),
    breaks=[
        patch(
            "A wording is in another language than the text.", change("renderings", f"{NORTH_WIRE}.r1", language="fr")
        ),
    ],
    holds=[
        patch(
            "A work of reference gives a name in another language.",
            add("names", f"{ATLAS}.n1", source=ATLAS, actor="mara-lindqvist", name="Maria", language="fr"),
        ),
    ],
)
def wordings_are_in_the_language_of_the_text(frames: Frames, target: Target) -> Query:
    """Wordings and spellings are in the language of the text that gives them, but for those of works of reference.

    Why:
        Wordings are compared within one language, and a slip in it hides a difference or makes one.

    Fix:
        Correct the language of the wording or of the source; where a text does quote a foreign language, waive it.
    """
    texts = frames["sources"].filter(nw.col("kind") != "reference").select(text="id", text_language="language")
    return (
        frames[target.table]
        .join(texts, left_on="source", right_on="text")
        .filter(_tongue("language") != _tongue("text_language"))
        .select("id", found=nw.format("{} in a text in {}", nw.col("language"), nw.col("text_language")))
    )


@rule(
    "X040",
    table="claims",
    column="value",
    severity=Severity.WARNING,
    breaks=[
        patch(
            "A wire says twice that the summit was held.",
            add("claims", f"{NORTH_WIRE}.c16", source=NORTH_WIRE, event="strait-summit", property="status",
                value="occurred"),
            add("spans", f"{NORTH_WIRE}.c16.s1", source=NORTH_WIRE, claim=f"{NORTH_WIRE}.c16", part=1, use="reported",
                start=209, stop=239, sha256="b8792c67fab5d72f2cf9a6e1f22bbdd042dad7cf122cca7b06bd49cdcaae943c"),
        ),
    ],
    holds=[
        patch(
            "A wire says so itself, and by another's account.",
            add("claims", f"{NORTH_WIRE}.c16", source=NORTH_WIRE, event="strait-summit", property="status",
                value="occurred", account="norvale-government"),
            add("spans", f"{NORTH_WIRE}.c16.s1", source=NORTH_WIRE, claim=f"{NORTH_WIRE}.c16", part=1, use="reported",
                start=128, stop=197, sha256="373fe6cfda00bf70fbb7aaf44ff9fd7b748da2333e178553a6925a0bf9412053"),
        ),
    ],
)  # fmt: skip
def a_source_says_a_thing_once(frames: Frames) -> Query:
    """A source, or one account in it, gives one value of one property of one subject in one claim.

    Why:
        What a text says twice is one testimony; two claims would count it twice, or one of them has a slip.

    Fix:
        Give the stretches to one claim, or correct the subject, the property or the value of the other.
    """
    same = [*_SUBJECT, "value"]
    claims = _comparable(frames["claims"])
    firsts = claims.group_by(*same).agg(earliest=nw.col("id").min())
    return (
        claims.join(firsts, on=same)
        .filter(nw.col("id") != nw.col("earliest"))
        .select("id", found=nw.format("the same as '{}'", nw.col("earliest")))
    )


@rule(
    "X048",
    table="claims",
    column="event",
    severity=Severity.WARNING,
    after=("R001", "R002"),
    breaks=[
        patch(
            "A wire has the summit held, and planned besides.",
            add("claims", f"{NORTH_WIRE}.c16", source=NORTH_WIRE, event="strait-summit", property="status",
                value="planned"),
            add("spans", f"{NORTH_WIRE}.c16.s1", source=NORTH_WIRE, claim=f"{NORTH_WIRE}.c16", part=1, use="reported",
                start=209, stop=239, sha256="b8792c67fab5d72f2cf9a6e1f22bbdd042dad7cf122cca7b06bd49cdcaae943c"),
        ),
    ],
    holds=[
        patch(
            "A wire has two leaders take part.",
            add("claims", f"{NORTH_WIRE}.c16", source=NORTH_WIRE, event="strait-summit", property="participant",
                value="mara-lindqvist"),
            add("claims", f"{NORTH_WIRE}.c17", source=NORTH_WIRE, event="strait-summit", property="participant",
                value="tomas-okafor"),
            *(add("spans", f"{NORTH_WIRE}.c{number}.s1", source=NORTH_WIRE, claim=f"{NORTH_WIRE}.c{number}", part=1,
                  use="reported", start=128, stop=207,
                  sha256="33f767faf466e1d7dd7b2d2c99596339cdac639b3ac155fd0c87dcac27d3e604")
              for number in (16, 17)),
        ),
    ],
)  # fmt: skip
def what_has_one_value_is_given_one(frames: Frames) -> Query:
    """A source, or one account in it, gives one value of what has but one: a status, a date, a place, a number.

    Why:
        A text that seems to say two things of one event says one of them of another, or by somebody's account.

    Fix:
        Give one of the claims its own event, its scope or its account; what is only more exact belongs into one claim.
    """
    claims = _comparable(frames["claims"].filter(nw.col("property").is_in(_OF_ONE_VALUE)))
    several = (
        claims.group_by(*_SUBJECT)
        .agg(least=nw.col("value").min(), most=nw.col("value").max())
        .filter(nw.col("least") != nw.col("most"))
    )
    return claims.join(several, on=_SUBJECT).select(
        "id", found=nw.format("'{}', and the same source has '{}' or '{}'", *map(nw.col, ("value", "least", "most")))
    )
