"""Coverage: nothing stands in the dataset that no source tells of and no row uses."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from summitdata.diagnostics import Severity
from summitdata.rules.context import Frame, Frames
from summitdata.rules.example import ATLAS, NORTH_WIRE, SOUTH_WIRE
from summitdata.rules.language import Query, Target, add, change, patch, remove, rule, rule_of_columns
from summitdata.rules.references import KEYED_PROPERTIES, REFERENCES
from summitdata.schema import TABLES, parents_of


def _named_by_claims(frames: Frames, table: str) -> Frame:
    """The keys of *table* that claims give as values."""
    claims = frames["claims"].filter(nw.col("property").is_in(KEYED_PROPERTIES.get(table, ())))
    return claims.select(key="value")


@rule(
    "R009",
    table="events",
    column="title",
    closed=True,
    breaks=[
        patch(
            "An event stands there that no source tells of.",
            add("events", "night-walk", title="A meeting by night", summary="The two walk by the sea.", kind="meeting"),
        ),
    ],
    holds=[
        patch(
            "The event is told of only as the one before another.",
            add("events", "night-walk", title="A meeting by night", summary="The two walk by the sea.", kind="meeting"),
            change("claims", f"{NORTH_WIRE}.c4", value="night-walk"),
        ),
    ],
)
def event_has_evidence(frames: Frames) -> Query:
    """Each event is told of by a source: a claim is about it or names it, or something was said at it.

    Why:
        What no source tells of is not known to have happened, or to have been planned.

    Fix:
        Add the claim to the source that tells of the event, or take the event out.
    """
    told = nw.concat([
        frames["claims"].select(key="event"),
        frames["renderings"].select(key="occasion"),
        _named_by_claims(frames, "events"),
    ])  # fmt: skip
    return (
        frames["events"]
        .join(told.filter(~nw.col("key").is_null()), left_on="id", right_on="key", how="anti")
        .select("id", found=nw.lit("no claim about it, and nothing said at it"))
    )


@rule(
    "R010",
    table="quotes",
    column="gist",
    closed=True,
    breaks=[
        patch(
            "An utterance stands there that no source renders.",
            add("quotes", "okafor-toast", gist="Okafor drinks to the ferry."),
        ),
    ],
    holds=[
        patch(
            "One of the renderings of an utterance is taken out, and others remain.",
            remove("renderings", f"{SOUTH_WIRE}.r3"),
        ),
    ],
)
def quote_has_evidence(frames: Frames) -> Query:
    """Each utterance is rendered by a source.

    Why:
        An utterance that no source gives is nobody's words.

    Fix:
        Add the rendering to the source that gives the utterance, or take the utterance out.
    """
    return (
        frames["quotes"]
        .join(frames["renderings"].select("quote"), left_on="id", right_on="quote", how="anti")
        .select("id", found=nw.lit("no rendering"))
    )


@rule_of_columns(
    "R011",
    [Target("actors", "name"), Target("places", "name")],
    severity=Severity.WARNING,
    closed=True,
    breaks=[
        patch(
            "An actor has no part in anything.",
            add("actors", "east-wire", name="East Wire", kind="media"),
        ),
        patch("A place is never named.", add("places", "far-bank", name="Far Bank", kind="city", within="estmark")),
    ],
    holds=[
        patch(
            "The actor has a part in an event.",
            add("actors", "east-wire", name="East Wire", kind="media"),
            add("participants", "strait-summit.east", event="strait-summit", actor="east-wire", role="participant"),
        ),
        patch(
            "The place is where a claim says that something is to happen.",
            add("places", "far-bank", name="Far Bank", kind="city", within="estmark"),
            change("claims", f"{NORTH_WIRE}.c15", value="far-bank"),
        ),
    ],
)
def actors_and_places_are_used(frames: Frames, target: Target) -> Query:
    """Each actor and each place is named by some row other than its own.

    Why:
        A row that nothing names is most often a misspelt double of another one, or left over.

    Fix:
        Use it where it is meant, or take it out.
    """
    own = {name for name, table in TABLES.items() if target.table in parents_of(table)}
    uses = [
        frames[use.table].filter(nw.col("id") != nw.col(use.column)).select(key=use.column)
        for use in REFERENCES
        if use.among == target.table and use.table not in own
    ]
    used = nw.concat([*uses, _named_by_claims(frames, target.table)]).filter(~nw.col("key").is_null())
    return (
        frames[target.table]
        .join(used, left_on="id", right_on="key", how="anti")
        .select("id", found=nw.format("'{}', which no other row names", nw.col("id")))
    )


@rule_of_columns(
    "R019",
    [Target("claims", "id"), Target("renderings", "id")],
    closed=True,
    breaks=[
        patch(
            "A claim does not show where its source makes it.",
            remove("spans", f"{NORTH_WIRE}.c13.s1"),
        ),
        patch(
            "A rendering does not show where its source gives the words.",
            remove("spans", f"{SOUTH_WIRE}.r3.s1"),
        ),
    ],
    holds=[
        patch(
            "A claim of a work of reference, whose text is not held, has no span.",
            add("claims", f"{ATLAS}.c1", source=ATLAS, event="first-strait-summit", property="date", value="2018"),
        ),
    ],
)
def evidence_has_a_span(frames: Frames, target: Target) -> Query:
    """Each claim and rendering of a source whose text is held shows the stretch of text that it rests on.

    Why:
        With the article at hand, anybody can then find the words and prove the row.

    Fix:
        Add a span with start, stop and sha256 of the stretch.
    """
    held = frames["sources"].filter(nw.col("held")).select(key="id")
    column = next(
        column.name for column, among in TABLES["spans"].references if among == target.table
    )  # fmt: skip
    shown = frames["spans"].filter(~nw.col(column).is_null()).select(key=column)
    return (
        frames[target.table]
        .join(held, left_on="source", right_on="key", how="semi")
        .join(shown, left_on="id", right_on="key", how="anti")
        .select("id", found=nw.lit("no span"))
    )


@rule(
    "R020",
    table="sources",
    column="title",
    severity=Severity.WARNING,
    after=("R016",),
    closed=True,
    breaks=[
        patch(
            "A yearbook stands there that says nothing and that nothing cites.",
            add(
                "sources", "yearbook", title="[A yearbook]", kind="reference", language="en", rights="facts",
                origin_note="Entered for later use.", held=False, extent="none", length=0,
            ),
        ),
    ],
    holds=[
        patch(
            "The coordinates of a town are from the yearbook.",
            add(
                "sources", "yearbook", title="[A yearbook]", kind="reference", language="en", rights="facts",
                origin_note="Cited for coordinates.", held=False, extent="none", length=0,
            ),
            change("places", "vellin", source="yearbook"),
        ),
    ],
)  # fmt: skip
def sources_are_used(frames: Frames) -> Query:
    """Each source says something or is told of: it has a claim or a rendering, or another row or source names it.

    Why:
        A source from which nothing is taken was forgotten halfway, or belongs to another dataset.

    Fix:
        Enter what the source says, or take it out.
    """
    uses = [
        frames[use.table].filter(nw.col("id") != nw.col(use.column)).select(key=use.column)
        for use in REFERENCES
        if use.among == "sources" and use.column != "origin"
    ]
    used = nw.concat(uses).filter(~nw.col("key").is_null())
    return (
        frames["sources"]
        .filter(nw.col("known_via").is_null())
        .join(used, left_on="id", right_on="key", how="anti")
        .select("id", found=nw.lit("no claim, no rendering, and no row that cites it"))
    )


@rule(
    "R056",
    table="claims",
    column="quote",
    after=("R001", "R002"),
    closed=True,
    breaks=[
        patch(
            "A wire says who denies some words, and does not have the words.",
            add("claims", f"{NORTH_WIRE}.c16", source=NORTH_WIRE, quote="okafor-our-mistake", property="stance",
                value="not-mentioned", account="estmark-government"),
            add("spans", f"{NORTH_WIRE}.c16.s1", source=NORTH_WIRE, claim=f"{NORTH_WIRE}.c16", part=1, use="reported",
                start=209, stop=239, sha256="b8792c67fab5d72f2cf9a6e1f22bbdd042dad7cf122cca7b06bd49cdcaae943c"),
        ),
    ],
    holds=[
        patch(
            "A wire says who is silent about some words that it has.",
            add("claims", f"{NORTH_WIRE}.c16", source=NORTH_WIRE, quote="joint-strait-belongs", property="stance",
                value="not-mentioned", account="estmark-government"),
            add("spans", f"{NORTH_WIRE}.c16.s1", source=NORTH_WIRE, claim=f"{NORTH_WIRE}.c16", part=1, use="reported",
                start=209, stop=239, sha256="b8792c67fab5d72f2cf9a6e1f22bbdd042dad7cf122cca7b06bd49cdcaae943c"),
        ),
    ],
)  # fmt: skip
def claims_about_words_stand_beside_them(frames: Frames) -> Query:
    """A source that says something of an utterance renders it.

    Why:
        Who, when and to whom is told of words that the text gives; where it gives none of them, it tells of others.

    Fix:
        Correct the utterance, or add the rendering, which may be an indirect one.
    """
    rendered = frames["renderings"].select("source", "quote").unique()
    return (
        frames["claims"]
        .filter(~nw.col("quote").is_null())
        .join(rendered, on=["source", "quote"], how="anti")
        .select("id", found=nw.format("'{}', which the source does not render", nw.col("quote")))
    )
