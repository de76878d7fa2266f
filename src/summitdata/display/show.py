"""One record on a terminal, with what belongs to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from summitdata.display.console import shown
from summitdata.display.dates import in_words
from summitdata.model import Row
from summitdata.records import Records
from summitdata.tables import PROPERTY_VALUES
from summitdata.model import Edtf, Reference
from summitdata.views import wording_rows
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


def _heading(to: Console, label: object, kind: str, key: object) -> None:
    to.print(shown(label, "bold"))
    to.print(shown(f"{kind} · ", "dim") + shown(key, "dim"))


def _facts(to: Console, facts: Iterable[tuple[str, object]]) -> None:
    grid = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True, style="cyan")
    grid.add_column(ratio=1)
    for name, value in facts:
        if value not in {None, ""}:
            grid.add_row(name, value if isinstance(value, Text) else shown(value))
    to.print()
    to.print(grid)


def _section(to: Console, title: str) -> None:
    to.print()
    to.print(Text(title, "bold underline"))


def _date(row: Row, column: str) -> str:
    value = row[column]
    return f"{in_words(str(value))}  [{value}]" if value else ""


def _value(data: Records, claim: Row) -> str:
    kind = PROPERTY_VALUES[str(claim["property"])]
    value = str(claim["value"])
    if isinstance(kind, Reference):
        value = data.label(kind.table, value)
    elif isinstance(kind, Edtf):
        value = in_words(value)
    if claim["about"]:
        value = f"about {value}"
    return f"{value} ({claim['scope']})" if claim["scope"] else value


def _claims(data: Records, claims: list[Row], to: Console) -> None:
    for name in sorted({str(claim["property"]) for claim in claims}, key=list(PROPERTY_VALUES).index):
        to.print(shown(f"  {name}", "cyan"))
        for claim in claims:
            if claim["property"] != name:
                continue
            who = f"{claim['source']}"
            if claim["account"]:
                who += f", account of {data.label('actors', claim['account'])}"
            if claim["basis"] == "inferred":
                who += ", inferred"
            line = shown(_value(data, claim)) + Text("  — ", "dim") + shown(who, "dim")
            if claim["as_printed"]:
                line += shown(f"  “{claim['as_printed']}”", "italic dim")
            to.print(Padding(line, (0, 0, 0, 4)))


def _discrepancies(data: Records, column: str, key: object, to: Console) -> None:
    rows = data.where("discrepancies", column, key)
    if rows:
        _section(to, "Where sources differ")
        for row in rows:
            line = shown(row["title"]) + shown(f"  ({row['kind']}, {row['status']})", "dim")
            to.print(Padding(Text("≠ ", "red") + line + Text("\n") + shown(row["id"], "dim"), (0, 0, 0, 2)))


def _event(data: Records, row: Row, to: Console) -> None:
    _heading(to, row["title"], f"event, {row['kind']}", row["id"])
    to.print()
    to.print(shown(row["summary"]))
    parts = [data.label("events", part["id"]) for part in data.where("events", "part_of", row["id"])]
    _facts(
        to,
        (
            ("when", _date(row, "date")),
            ("where", row["place_name"]),
            ("status", row["status"]),
            ("who", row["participants"]),
            ("part of", data.label("events", row["part_of"])),
            ("parts", "; ".join(parts)),
            ("told by", f"{row['sources']} sources, {row['origins']} independent origins"),
        ),
    )
    _section(to, "What each source says")
    _claims(data, data.where("claims", "event", row["id"]), to)
    utterances = data.where("quotes", "event", row["id"])
    if utterances:
        _section(to, "Said there")
        for quote in utterances:
            to.print(Padding(shown(quote["speakers"], "bold") + Text(": ") + shown(quote["gist"]), (0, 0, 0, 2)))
            to.print(Padding(shown(quote["id"], "dim"), (0, 0, 0, 2)))
    _discrepancies(data, "event", row["id"], to)


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
    _heading(to, row["gist"], "utterance", row["id"])
    _facts(
        to,
        (
            ("speaker", row["speakers"]),
            ("said", _date(row, "said")),
            ("occasion", row["occasion"]),
            ("where", row["place_name"]),
            ("channel", row["channel"]),
            ("attribution", row["attribution"]),
            ("given by", f"{row['renderings']} renderings, {row['origins']} independent origins"),
            ("note", row["note"]),
        ),
    )
    _section(to, "Wordings")
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
        to.print(Text(mark, "green") + shown(rendering["source"], "cyan") + shown(f"  {', '.join(filter(None, about))}", "dim"))
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
        _section(to, "What else sources say of it")
        _claims(data, claims, to)
    _discrepancies(data, "quote", row["id"], to)


def _source(data: Records, row: Row, to: Console) -> None:
    _heading(to, row["title"], f"source, {row['kind']}", row["id"])
    _facts(
        to,
        (
            ("publisher", data.label("actors", row["publisher"])),
            ("agency", data.label("actors", row["agency"])),
            ("byline", row["byline"]),
            ("dateline", row["dateline"]),
            ("published", _date(row, "published")),
            ("derived from", f"{row['derived_from']} ({row['derivation']}, {row['derivation_basis']})" if row["derived_from"] else ""),
            ("known via", row["known_via"]),
            ("text held", f"yes, {row['length']} code points" if row["held"] else "no"),
            ("SHA-256", row["text_sha256"]),
            ("origin", row["origin_note"]),
            ("gives", f"{row['claims']} claims, {row['renderings']} renderings, {len(data.where('names', 'source', row['id']))} names"),
            ("note", row["note"]),
        ),
    )
    derived = data.where("sources", "derived_from", row["id"])
    told = data.where("sources", "known_via", row["id"])
    for title, rows in (("Derived from it", derived), ("Known only through it", told)):
        if rows:
            _section(to, title)
            for other in rows:
                to.print(Padding(shown(other["id"], "cyan") + Text("  ") + shown(other["title"]), (0, 0, 0, 2)))
    renderings = data.where("renderings", "source", row["id"])
    if renderings:
        _section(to, "Utterances it renders")
        for rendering in renderings:
            line = shown(rendering["quote"], "cyan") + shown(f"  {rendering['form']}  ", "dim")
            to.print(Padding(line + shown(rendering["paraphrase"]), (0, 0, 0, 2)))
    runs = data.where("runs", "source", row["id"]) + data.where("runs", "other", row["id"])
    if runs:
        _section(to, "Words shared with other texts")
        for run in runs:
            other = run["other"] if run["source"] == row["id"] else run["source"]
            to.print(Padding(shown(f"{run['words']} words with {other} ({run['nature']}): ") + shown(run["note"], "dim"), (0, 0, 0, 2)))


def _actor(data: Records, row: Row, to: Console) -> None:
    _heading(to, row["name"], f"actor, {row['kind']}", row["id"])
    _facts(to, (("country", row["country"]), ("part of", data.label("actors", row["part_of"])), ("note", row["note"])))
    terms = data.where("terms", "actor", row["id"])
    if terms:
        _section(to, "Offices")
        for term in terms:
            until = f"until {in_words(str(term['until']))}" if term["until"] else ""
            since = f"since {in_words(str(term['since']))}" if term["since"] else ""
            to.print(Padding(shown(term["office"]) + shown(f"  {since} {until}".rstrip(), "dim"), (0, 0, 0, 2)))
    _spellings(data, "actor", row, to)
    spoken = data.where("speakers", "actor", row["id"])
    if spoken:
        _section(to, "Utterances")
        for speaker in spoken:
            quote = data.get("quotes", speaker["quote"]) or {}
            when = in_words(str(quote["said"])) if quote.get("said") else "undated"
            to.print(Padding(shown(f"{when}  ", "dim") + shown(quote.get("gist")), (0, 0, 0, 2)))
            to.print(Padding(shown(speaker["quote"], "dim"), (0, 0, 0, 2)))


def _spellings(data: Records, column: str, row: Row, to: Console) -> None:
    names = data.where("names", column, row["id"])
    if names:
        _section(to, "Names as printed")
        for name in names:
            role = f", {name['role']}" if name["role"] else ""
            to.print(Padding(shown(f"{name['name']}{role}") + shown(f"  — {name['source']}", "dim"), (0, 0, 0, 2)))


def _place(data: Records, row: Row, to: Console) -> None:
    _heading(to, row["name"], f"place, {row['kind']}", row["id"])
    point = f"{row['latitude']}, {row['longitude']}" if row["latitude"] is not None else ""
    _facts(
        to,
        (
            ("within", data.label("places", row["within"])),
            ("country", row["country"]),
            ("coordinates", point),
            ("note", row["note"]),
        ),
    )
    _spellings(data, "place", row, to)
    events = data.where("events", "place", row["id"])
    if events:
        _section(to, "Events")
        for event in events:
            to.print(Padding(shown(event["title"]) + shown(f"  {event['id']}", "dim"), (0, 0, 0, 2)))


def _discrepancy(data: Records, row: Row, to: Console) -> None:
    _heading(to, row["title"], f"discrepancy, {row['kind']}, {row['status']}", row["id"])
    subject = ("event", data.label("events", row["event"])) if row["event"] else ("utterance", data.label("quotes", row["quote"]))
    _facts(to, (subject, ("property", row["property"]), ("preferred", row["preferred"]), ("because", row["preferred_reason"])))
    to.print()
    to.print(shown(row["note"]))
    _section(to, "Who says what")
    for position in data.where("positions", "discrepancy", row["id"]):
        to.print(Padding(shown(position["source"], "cyan") + Text("  ") + shown(position["says"]), (0, 0, 0, 2)))
        rendering = data.get("renderings", position["rendering"])
        if rendering and rendering["text"]:
            to.print(Padding(shown(f"“{rendering['text']}”"), (0, 0, 0, 4)))
