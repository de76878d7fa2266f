"""The pages of disagreements and the matrix: who stands on which side, drawn and told."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from summitdata.model import Row, Rows
from summitdata.records import Records, records
from summitdata.site import KINDS, home, matrix, sides, testimony
from summitdata.site.context import Context
from summitdata.site.testimony import TESTIMONIES
from summitdata.views import timeline_rows

AT = Context(records(), "../../")


def positions(key: str) -> list[Row]:
    """Give the positions of one disagreement."""
    return records().where("positions", "discrepancy", key)


def shown(key: str) -> str:
    """Give the page of one disagreement."""
    row = records().get("discrepancies", key)
    assert row is not None
    return KINDS["discrepancies"][1](AT, row, None, None).body


def test_who_says_the_same_stands_on_one_side() -> None:
    """Positions whose claims give one value are one side; a plan and what came of it are two."""
    found = sides.sides(AT, positions("nara-summit-before-or-after"))
    assert [1, 4] == [len(side.positions) for side in found]
    assert ["planned", "occurred"] == [side.claim["value"] for side in found if side.claim]


def test_a_wording_is_a_side_of_its_own() -> None:
    """Each wording stands alone, with the words marked that the other sides do not have."""
    body = shown("takaichi-stability-words")
    assert 3 == len(sides.sides(AT, positions("takaichi-stability-words"))) == body.count('class="sd-side"')
    assert "<mark>work together</mark>" in body
    assert "sd-aligned--3" in body


def test_every_position_is_on_the_page() -> None:
    """However they are put together, each position has its place, its words and its source on the page."""
    for row in records().rows["discrepancies"]:
        body = shown(str(row["id"]))
        assert len(positions(str(row["id"]))) == body.count('class="sd-side__holder"'), row["id"]
        for one in positions(str(row["id"])):
            assert f'id="{one["id"]}"' in body
            assert AT.source(one["source"]) in body


def test_dates_are_drawn_on_one_scale() -> None:
    """A month and its last third begin apart and end together; what has no date is not drawn."""
    bars = re.findall(r'<rect x="([0-9.]+)" y="3" width="([0-9.]+)"', shown("gyeongju-meeting-date"))
    (month, its_width), (third, width) = ((float(x), float(wide)) for x, wide in bars)
    assert month < third
    assert month + its_width == pytest.approx(third + width, abs=0.2)
    assert "sd-stretch" not in shown("nara-meeting-count")


def test_an_open_date_runs_out() -> None:
    """What came on or before a day is drawn from the edge, and pale."""
    body = shown("nara-agreement-when")
    assert 'class="sd-stretch sd-stretch--open"' in body
    assert '<rect x="0.0"' in body


def test_silence_is_told_and_not_called_denial() -> None:
    """Articles that take no side are named; very many are counted."""
    told = sides.silent(AT, positions("nara-meeting-count"))
    assert 4 == told.count("<a ")
    assert "Silence is not a denial" in told
    many: Rows = {
        "sources": [{"id": f"s{number}", "held": True} for number in range(sides.MOST_SILENT + 1)],
        "positions": [],
    }
    assert f"{sides.MOST_SILENT + 1} other articles" in sides.silent(Context(Records(many), ""), [])


def test_the_home_page_shows_three_disagreements() -> None:
    """One of each of three kinds stands on the home page, each with at least two sides."""
    chosen = home.pointed(AT)
    assert ["conflict", "wording", "omission"] == [row["kind"] for row in chosen]
    assert all(len(sides.sides(AT, positions(str(row["id"])))) > 1 for row in chosen)


def test_a_plan_is_seen_as_a_plan() -> None:
    """A text that tells of the summit as planned has the mark of a plan, whatever else it says of it."""
    cells = testimony.testimonies(AT)
    sorts = {
        one.key: sort for (one, subject), sort in cells.items() if subject == "nara-summit" and one.table == "sources"
    }
    assert "planned" == sorts["seek-stronger-ties-2026-01-13"]
    assert "stated" == sorts["yomiuri-2026-01-14-editorial"]


class _Marks(HTMLParser):
    """Counts the marks of each kind in a drawing, by the moves of the pen."""

    def __init__(self, drawing: str) -> None:
        super().__init__()
        self.found: dict[str, int] = {}
        self.feed(drawing)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one path; holes in rings and strokes through them repeat a mark."""
        given = {name: str(value) for name, value in attrs}
        sort = re.match(r"sd-dot sd-dot--([a-z-]+)", given.get("class", ""))
        if tag == "path" and sort and "hole" not in given["class"] and sort[1] not in self.found:
            self.found[sort[1]] = given["d"].count("M")


def test_the_drawing_has_every_testimony() -> None:
    """The matrix has a mark for each testimony to what it shows, of its kind, and a line for each event."""
    cells = testimony.testimonies(AT)
    columns = testimony.witnesses(cells)
    rows = [row for row in timeline_rows(records()) if row["what"] == "event"]
    keys = {str(row["id"]) for row in rows}
    expected = {
        sort: sum(found == sort and cell[0] in columns and cell[1] in keys for cell, found in cells.items())
        for sort in TESTIMONIES
    }
    drawing = matrix.picture(AT, rows, columns, cells, 600, 11.5)
    assert {sort: count for sort, count in expected.items() if count} == _Marks(drawing).found
    assert len(rows) == drawing.count('class="sd-testimony__subject"')
    assert drawing.startswith("<svg ")


@pytest.mark.parametrize("sort", TESTIMONIES)
def test_no_two_kinds_of_testimony_look_alike(sort: str) -> None:
    """Each kind has a form or a class of its own."""
    others = {matrix.drawn(other, [(6, 6)]) for other in TESTIMONIES if other != sort}
    assert matrix.drawn(sort, [(6, 6)]) not in others
