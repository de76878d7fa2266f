"""The wordings of one utterance: as quotations side by side, and aligned word by word."""

from __future__ import annotations

from collections.abc import Sequence

from summitdata import vocabularies as v
from summitdata.model import Row
from summitdata.site import proved
from summitdata.site.alignment import Mark, align
from summitdata.site.context import Context
from summitdata.site.markup import Html, el, flat, joined
from summitdata.site.parts import chip
from summitdata.site.words import code, counted, language, meaning, when
from summitdata.views import wording_rows
from summitdata.wording import compare

_ENDS = ",;:"
MOST_ALIGNED = 4
"""So many wordings stand side by side; the rest are compared in cards alone."""


def with_text(rows: Sequence[Row]) -> list[Row]:
    """Give the wordings of which the words are kept."""
    return [row for row in rows if row["text"]]


def quotation(row: Row, others: Sequence[str]) -> Html:
    """Set one wording as a quotation, with the words marked that none of the *others* has."""
    text = str(row["text"])
    inside = [
        el("mark", segment.text) if segment.differs else flat([segment.text])
        for segment in (compare(text, others) if others else ())
    ]
    return el(
        "blockquote",
        el("p", el("span", "“", class_="sd-open"), inside or text, el("span", "”", class_="sd-close")),
        lang=None if row["language"] == "und" else str(row["language"]),
        class_="sd-quote",
    )


def cards(at: Context, quote: Row) -> Html:
    """Show every wording with where it comes from and how it is given."""
    rows = wording_rows(at.data, str(quote["id"]))
    texts = {row["id"]: str(row["text"]) for row in with_text(rows)}
    printed = [_card(at, row, [text for key, text in texts.items() if key != row["id"]], quote) for row in rows]
    words = [card for card, row in zip(printed, rows, strict=True) if row["text"]]
    reported = [card for card, row in zip(printed, rows, strict=True) if not row["text"]]
    return flat(
        [
            el("div", words, class_=f"sd-wordings sd-wordings--{min(len(words), 4)}") if words else None,
            el("div", reported, class_="sd-wordings sd-wordings--reported") if reported else None,
        ]
    )


def _card(at: Context, row: Row, others: Sequence[str], quote: Row) -> Html:
    preferred = row["id"] == quote["rendering"]
    about = (
        el("span", code(row["form"]), title=meaning(v.FORM, row["form"])),
        language(row["language"]),
        {"original": "original language", "translated": "translated", "unknown": "translation not told"}.get(
            str(row["translation"]), code(row["translation"])
        ),
        f"published {when(row['published'])}" if row["published"] else None,
    )
    named = f"names the speaker as “{row['speaker_printed']}”" if row["speaker_printed"] else None
    rendering = at.data.get("renderings", row["id"]) or {}
    return el(
        "figure",
        quotation(row, others) if row["text"] else None,
        el(
            "figcaption",
            el(
                "p",
                at.source(row["source"]),
                chip("preferred", "good") if preferred else None,
                class_="sd-wording__source",
            ),
            el("p", joined(" · ", about), class_="sd-quiet"),
            el("p", at.account(row["account"]), class_="sd-account") if row["account"] else None,
            el("p", el("span", "In our words ", class_="sd-label"), row["paraphrase"], class_="sd-paraphrase"),
            el(
                "p",
                el("span", "Link inferred " if row["link"] == "inferred" else "Link doubtful ", class_="sd-label"),
                rendering.get("link_reason") or "",
                class_="sd-quiet",
            )
            if row["link"] != "stated"
            else None,
            el("p", named, class_="sd-quiet") if named else None,
            proved.wording(at, row["id"]),
            _evidence(at, rendering),
        ),
        class_=f"sd-wording{' sd-wording--preferred' if preferred else ''}",
        id=str(row["id"]),
    )


def _evidence(at: Context, rendering: Row) -> Html:
    spans = at.data.where("spans", "rendering", rendering.get("id"))
    if not spans:
        return Html("")
    source = at.data.get("sources", rendering["source"]) or {}
    return el(
        "details",
        el("summary", "Where it stands"),
        el(
            "div",
            el(
                "table",
                el(
                    "thead",
                    el(
                        "tr",
                        [el("th", name, scope="col") for name in ("part", "use", "code points", "SHA-256", "verdict")],
                    ),
                ),
                el(
                    "tbody",
                    [
                        el(
                            "tr",
                            el("td", span["part"]),
                            el("td", span["use"]),
                            el("td", f"{span['start']}–{span['stop']}"),
                            el("td", el("code", str(span["sha256"])[:16] + "…", title=str(span["sha256"]))),
                            el("td", at.verdicts.spans.get(str(span["id"]), "not checked")),
                        )
                        for span in spans
                    ],
                ),
            ),
            class_="sd-scroll",
            tabindex="0",
            role="region",
            aria_label="Offsets and digests",
        ),
        el(
            "p",
            f"Counted in the normalised text of {counted(source.get('length'), 'code point')}. ",
            "Whoever has the article can prove it with ",
            el("code", "summitdata verify --texts FOLDER"),
            ".",
            class_="sd-quiet",
        ),
        class_="sd-details",
        data_search_exclude=True,
    )


def aligned(at: Context, quote: Row) -> Html:
    """Align the wordings word by word: one column each, what they share on one line."""
    rows = with_text(wording_rows(at.data, str(quote["id"])))[:MOST_ALIGNED]
    if len(rows) < 2:  # noqa: PLR2004 - one wording has nothing to be aligned with
        return Html("")
    lines = align([str(row["text"]) for row in rows])
    return el(
        "div",
        el(
            "table",
            el("thead", el("tr", [el("th", at.source(row["source"]), scope="col") for row in rows])),
            el(
                "tbody",
                [
                    el(
                        "tr",
                        [_cell(cell, row) for cell, row in zip(line, rows, strict=True)],
                        class_="sd-same" if all(cell and cell[0].mark is Mark.SAME for cell in line) else None,
                    )
                    for line in lines
                ],
            ),
            class_=f"sd-aligned sd-aligned--{len(rows)}",
        ),
        class_="sd-scroll",
        tabindex="0",
        role="region",
        aria_label="Wordings aligned word by word",
        data_search_exclude=True,
    )


def _cell(pieces: Sequence[object], row: Row) -> Html:
    from summitdata.site.alignment import Piece

    shown = []
    for piece in pieces:
        if not isinstance(piece, Piece):
            continue
        text = piece.text.strip()
        match piece.mark:
            case Mark.SAME:
                shown.append(flat([text]))
            case Mark.MOVED:
                shown.append(el("span", text, class_="sd-moved"))
            case Mark.OWN:
                shown.append(el("mark", text))
    return el("td", joined(" ", shown), lang=None if row["language"] == "und" else str(row["language"]))
