r"""The limits of each kind of value: the one place where a kind becomes a pattern, a list of codes, a range, a length.

Patterns are written for every engine that reads them: Python's ``re``, Rust's regex (polars, JSON Schema), RE2
(DuckDB), ECMAScript with and without its flag ``u`` (editors) and Java (Spark) give one answer.  So they hold no
anchor, no lookaround, no ``\s``, ``\d`` or ``\w`` and no character beyond the basic plane; a pattern describes
a whole value, and :func:`whole` puts the anchors to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final, assert_never, cast

from summitdata.dates import DAY_PATTERN, EDTF_PATTERN
from summitdata.model import (
    Address,
    Clock,
    Coded,
    Count,
    Country,
    Day,
    Digest,
    Edtf,
    Flag,
    Key,
    Kind,
    Language,
    Number,
    Reference,
    Text,
)
from summitdata.schema import TABLES

CONTROL: Final = r"\x00-\x1f\x7f-\x9f" + "\u2028\u2029"
"""Control characters, with the separators of lines and paragraphs, as the inside of a character class."""

BIDIRECTIONAL: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Characters that change the direction of text, as the inside of a character class."""

INVISIBLE: Final = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u206a-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb"
)
"""Characters that nobody sees, as the inside of a character class.

The two joiners U+200C and U+200D are not among them: Persian, several scripts of India and joined emoji need them.
"""

MEANINGLESS: Final = "\ue000-\uf8ff\ufdd0-\ufdef\ufffd-\uffff"
"""Private characters, those that stand for none, and the mark of a failed conversion, inside a character class."""

BLANK: Final = r"\x20" + "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Every blank that is no control character, as the inside of a character class."""

_UNWANTED: Final = CONTROL + BIDIRECTIONAL + INVISIBLE + MEANINGLESS
_EDGE: Final = f"[^{_UNWANTED}{BLANK}]"
_TEXT: Final = f"{_EDGE}([^{_UNWANTED}]*{_EDGE})?"

SLUG: Final = "[a-z0-9]+(-[a-z0-9]+)*"
"""Matches the whole of one part of a key."""

SLUG_LENGTH: Final = 80
"""The greatest length of one part of a key."""

# An alternation under a star would cost Java a frame of its stack for each character: hence one class after another.
_PATH: Final = "[!$&-;=@-Z_a-z~]*(%[0-9A-Fa-f]{2}[!$&-;=@-Z_a-z~]*)*"
_QUERY: Final = "[!$&-;=?-Z_a-z~]*(%[0-9A-Fa-f]{2}[!$&-;=?-Z_a-z~]*)*"
_HOST: Final = r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:[0-9]{1,5})?"
_ADDRESS: Final = rf"https?://{_HOST}(/{_PATH})?(\?{_QUERY})?(#{_QUERY})?"

_LANGUAGE: Final = "[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"

_ASSIGNED: Final = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ "
    "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO "
    "FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE "
    "JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO "
    "MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW "
    "PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM "
    "TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW"
)
COUNTRIES: Final = tuple(_ASSIGNED.split())
"""The codes that ISO 3166-1 assigns; a test compares them with the list of the IANA time zone database."""


@dataclass(frozen=True, slots=True)
class Constraints:
    """The limits of one kind; None, or no codes, where there is no such limit.

    ``pattern`` matches the whole of a value and has no anchors.  ``codes`` are the only values that there are.
    ``minimum`` and ``maximum`` belong to the range, ``min_length`` and ``max_length`` count code points.
    """

    pattern: str | None = None
    codes: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    min_length: int | None = None
    max_length: int | None = None


@cache
def constraints(kind: Kind) -> Constraints:  # noqa: C901, PLR0911, PLR0912 - one branch for each kind
    """Give the limits of *kind*.

    Two things that a text must be are beyond a portable pattern, and the reader of the row files sees to them:
    it is in Unicode normalisation form C, and holds none of the unwanted characters beyond the basic plane
    (tags, private planes).  Half a surrogate pair is beyond UTF-8, so that no Arrow or JSON text can hold one.
    """
    match kind:
        case Key():
            return _key(kind)
        case Reference(table=table):
            return _key(key_of(table))
        case Text(maximum=maximum, minimum=minimum):
            return Constraints(_TEXT, min_length=minimum, max_length=maximum)
        case Coded(vocabulary=vocabulary):
            return Constraints(codes=vocabulary.names)
        case Count(minimum=minimum, maximum=maximum):
            return Constraints(minimum=minimum, maximum=maximum)
        case Number(minimum=low, maximum=high):
            return Constraints(minimum=low, maximum=high)
        case Flag() | Day():
            return Constraints()
        case Edtf():
            return Constraints(EDTF_PATTERN, min_length=4, max_length=200)
        case Clock():
            return Constraints("([01][0-9]|2[0-3]):[0-5][0-9]", min_length=5, max_length=5)
        case Digest():
            return Constraints("[0-9a-f]{64}", min_length=64, max_length=64)
        case Language():
            return Constraints(_LANGUAGE, min_length=2, max_length=35)
        case Country():
            return Constraints(codes=COUNTRIES)
        case Address():
            return Constraints(_ADDRESS, min_length=8, max_length=2000)
        case _:
            assert_never(kind)


def key_of(table: str) -> Key:
    """Give the kind of the keys of *table*; ``KeyError`` for a name that is no table."""
    return cast("Key", TABLES[table].columns[0].kind)  # a Table refuses any other first column


def whole(pattern: str) -> str:
    """Anchor a pattern at both ends.

    In Python and Java ``$`` also stands before a line feed at the very end: there use ``re.fullmatch`` or
    ``matches`` with the bare pattern, or forbid the line feed beside it.
    """
    return f"^({pattern})$"


def text_form(kind: Kind) -> Constraints:
    """Give the limits of a value of *kind* where it stands as text: in a row file, or as the value of a claim."""
    match kind:
        case Count(minimum=minimum):
            return Constraints("[1-9][0-9]*" if minimum > 0 else "(0|[1-9][0-9]*)")
        case Number(minimum=low):
            return Constraints(("-?" if low < 0 else "") + r"(0|[1-9][0-9]*)(\.[0-9]+)?")
        case Flag():
            return Constraints(codes=("true", "false"))
        case Day():
            return Constraints(DAY_PATTERN, min_length=10, max_length=10)
        case _:
            return constraints(kind)


def _key(key: Key) -> Constraints:
    most, fewest = key.parts, key.parts if key.fewest is None else key.fewest
    further = "" if most == 1 else f"(\\.{SLUG})"
    if (fewest, most) not in {(1, 1), (2, 2)}:
        further += f"{{{fewest - 1}}}" if fewest == most else f"{{{fewest - 1},{most - 1}}}"
    return Constraints(SLUG + further, min_length=2 * fewest - 1, max_length=(SLUG_LENGTH + 1) * most - 1)
