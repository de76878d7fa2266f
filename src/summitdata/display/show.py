"""One record on a terminal, with what belongs to it."""

from __future__ import annotations

from collections.abc import Callable

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from summitdata.display.console import shown
from summitdata.display.dates import in_words
from summitdata.display.parts import (
    dated,
    print_claims,
    print_discrepancies,
    print_facts,
    print_heading,
    print_section,
    print_spellings,
)
from summitdata.model import Row
from summitdata.plurals import counted
from summitdata.records import Records
from summitdata.views import timeline_rows, wording_rows
from summitdata.wording import compare


def print_record(data: Records, table: str, row: Row, to: Console) -> None:
    """Print the row of *table* and everything that the dataset knows of it."""
    views: dict[str, Callable[[Records, Row, Console], None]] = {
        "events": _event,
        "quotes": _quote,
        "sources": _source,
        "actors": _actor,
        "places": _place,
        "discrepancies": _discrepancy,
    }
    views[table](data, row, to)


def _event(data: Records, row: Row, to: Console) -> None:
    print_heading(to, row["title"], f"event, {row['kind']}", row["id"])
    to.print()
    to.print(shown(row["summary"]))
    parts = [data.label("events", part["id"]) for part in data.where("events", "part_of", row["id"])]
    print_facts(
        to,
        (
            ("when", dated(row, "date")),
            ("where", row["place_name"]),
            ("status", row["status"]),
            ("who", row["participants"]),
            ("part of", data.label("events", row["part_of"])),
            ("parts", "; ".join(parts)),
            ("told by", f"{counted(row['sources'], 'source')}, {counted(row['origins'], 'independent origin')}"),
        ),
    )
    print_section(to, "What each source says")
    print_claims(data, data.where("claims", "event", row["id"]), to)
    utterances = data.where("quotes", "event", row["id"])
    if utterances:
        print_section(to, "Said there")
        for quote in utterances:
            to.print(Padding(shown(quote["speakers"], "bold") + Text(": ") + shown(quote["gist"]), (0, 0, 0, 2)))
            to.print(Padding(shown(quote["id"], "dim"), (0, 0, 0, 2)))
    print_discrepancies(data, "event", row["id"], to)


def _marked(text: str, others: list[str], to: Console) -> Text:
    line = Text("“")
    for segment in compare(text, others):
        # Without colour the words that differ stand between marks that no quotation uses.
        plain = to.no_color or not to.is_terminal
        if not segment.differs:
            line += shown(segment.text)
        elif plain:
            line += shown(f"‹{segment.text}›")
        else:
            line += shown(segment.text, "bold yellow")
    return line + Text("”")


def _quote(data: Records, row: Row, to: Console) -> None:
    print_heading(to, row["gist"], "utterance", row["id"])
    print_facts(
        to,
        (
            ("speaker", row["speakers"]),
            ("said", dated(row, "said")),
            ("occasion", row["occasion"]),
            ("where", row["place_name"]),
            ("channel", row["channel"]),
            ("attribution", row["attribution"]),
            ("given by", f"{counted(row['renderings'], 'rendering')}, {counted(row['origins'], 'independent origin')}"),
            ("note", row["note"]),
        ),
    )
    print_section(to, "Wordings")
    renderings = wording_rows(data, str(row["id"]))
    texts = {rendering["id"]: str(rendering["text"]) for rendering in renderings if rendering["text"]}
    preferred = texts.get(row["rendering"])
    for rendering in renderings:
        mark = "▸ " if rendering["id"] == row["rendering"] else "  "
        about = [str(rendering["form"]), f"published {rendering['published']}" if rendering["published"] else ""]
        if rendering["account"]:
            about.append(f"account of {data.label('actors', rendering['account'])}")
        if rendering["link"] != "stated":
            about.append(f"link {rendering['link']}")
        to.print(Text(mark, "green") + shown(rendering["source"], "cyan"))
        to.print(Padding(shown(", ".join(filter(None, about)), "dim"), (0, 0, 0, 4)))
        own = texts.get(rendering["id"])
        if own is not None:
            others = [text for key, text in texts.items() if key != rendering["id"]]
            compared = others if rendering["id"] == row["rendering"] or preferred is None else [preferred]
            to.print(Padding(_marked(own, compared, to), (0, 0, 0, 4)))
        to.print(Padding(shown(rendering["paraphrase"], "italic dim" if own else "italic"), (0, 0, 0, 4)))
    if len(texts) > 1:
        colour = to.is_terminal and not to.no_color
        how = "in yellow" if colour else "between ‹ ›"
        to.print(Text(f"\n▸ preferred wording; words {how} are not in the wording compared with it", "dim"))
    claims = data.where("claims", "quote", row["id"])
    if claims:
        print_section(to, "What else sources say of it")
        print_claims(data, claims, to)
    print_discrepancies(data, "quote", row["id"], to)


def _source(data: Records, row: Row, to: Console) -> None:
    spellings = len(data.where("names", "source", row["id"]))
    print_heading(to, row["title"], f"source, {row['kind']}", row["id"])
    print_facts(
        to,
        (
            ("publisher", data.label("actors", row["publisher"])),
            ("agency", data.label("actors", row["agency"])),
            ("byline", row["byline"]),
            ("dateline", row["dateline"]),
            ("published", dated(row, "published")),
            (
                "derived from",
                f"{row['derived_from']} ({row['derivation']}, {row['derivation_basis']})"
                if row["derived_from"]
                else "",
            ),
            ("known via", row["known_via"]),
            ("text held", f"yes, {row['length']} code points" if row["held"] else "no"),
            ("SHA-256", row["text_sha256"]),
            ("origin", row["origin_note"]),
            (
                "gives",
                f"{row['claims']} claims, {row['renderings']} renderings, {spellings} names",
            ),
            ("note", row["note"]),
        ),
    )
    derived = data.where("sources", "derived_from", row["id"])
    told = data.where("sources", "known_via", row["id"])
    for title, rows in (("Derived from it", derived), ("Known only through it", told)):
        if rows:
            print_section(to, title)
            for other in rows:
                to.print(Padding(shown(other["id"], "cyan") + Text("  ") + shown(other["title"]), (0, 0, 0, 2)))
    renderings = data.where("renderings", "source", row["id"])
    if renderings:
        print_section(to, "Utterances it renders")
        for rendering in renderings:
            line = shown(rendering["quote"], "cyan") + shown(f"  {rendering['form']}  ", "dim")
            to.print(Padding(line + shown(rendering["paraphrase"]), (0, 0, 0, 2)))
    runs = data.where("runs", "source", row["id"]) + data.where("runs", "other", row["id"])
    if runs:
        print_section(to, "Words shared with other texts")
        for run in runs:
            partner = run["other"] if run["source"] == row["id"] else run["source"]
            to.print(
                Padding(
                    shown(f"{run['words']} words with {partner} ({run['nature']}): ") + shown(run["note"], "dim"),
                    (0, 0, 0, 2),
                )
            )


def _actor(data: Records, row: Row, to: Console) -> None:
    print_heading(to, row["name"], f"actor, {row['kind']}", row["id"])
    print_facts(
        to, (("country", row["country"]), ("part of", data.label("actors", row["part_of"])), ("note", row["note"]))
    )
    terms = data.where("terms", "actor", row["id"])
    if terms:
        print_section(to, "Offices")
        for term in terms:
            until = f"until {in_words(str(term['until']))}" if term["until"] else ""
            since = f"since {in_words(str(term['since']))}" if term["since"] else ""
            to.print(Padding(shown(term["office"]) + shown(f"  {since} {until}".rstrip(), "dim"), (0, 0, 0, 2)))
    print_spellings(data, "actor", row, to)
    spoken = {speaker["quote"] for speaker in data.where("speakers", "actor", row["id"])}
    if spoken:
        print_section(to, "Utterances")
        for quote in (entry for entry in timeline_rows(data) if entry["id"] in spoken):
            when = in_words(str(quote["date"])) if quote["date"] else "undated"
            to.print(Padding(shown(f"{when}  ", "dim") + shown(quote["title"]), (0, 0, 0, 2)))
            to.print(Padding(shown(quote["id"], "dim"), (0, 0, 0, 2)))


def _place(data: Records, row: Row, to: Console) -> None:
    print_heading(to, row["name"], f"place, {row['kind']}", row["id"])
    point = f"{row['latitude']}, {row['longitude']}" if row["latitude"] is not None else ""
    print_facts(
        to,
        (
            ("within", data.label("places", row["within"])),
            ("country", row["country"]),
            ("coordinates", point),
            ("note", row["note"]),
        ),
    )
    print_spellings(data, "place", row, to)
    events = data.where("events", "place", row["id"])
    if events:
        print_section(to, "Events")
        for event in events:
            to.print(Padding(shown(event["title"]) + shown(f"  {event['id']}", "dim"), (0, 0, 0, 2)))


def _discrepancy(data: Records, row: Row, to: Console) -> None:
    print_heading(to, row["title"], f"discrepancy, {row['kind']}, {row['status']}", row["id"])
    subject = (
        ("event", data.label("events", row["event"]))
        if row["event"]
        else ("utterance", data.label("quotes", row["quote"]))
    )
    print_facts(
        to,
        (subject, ("property", row["property"]), ("preferred", row["preferred"]), ("because", row["preferred_reason"])),
    )
    to.print()
    to.print(shown(row["note"]))
    if row["explanation"]:
        to.print()
        to.print(Text("Explanation: ", "bold") + shown(row["explanation"]))
    print_section(to, "Who says what")
    for position in data.where("positions", "discrepancy", row["id"]):
        to.print(Padding(shown(position["source"], "cyan") + Text("  ") + shown(position["says"]), (0, 0, 0, 2)))
        rendering = data.get("renderings", position["rendering"])
        if rendering and rendering["text"]:
            to.print(Padding(shown(f"“{rendering['text']}”"), (0, 0, 0, 4)))
