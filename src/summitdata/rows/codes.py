"""The catalogue of F codes: what must hold of a row file, how a breach is mended, and what ``fmt`` does about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from summitdata.diagnostics import Diagnostic, Place, Severity

_LONGEST_QUOTATION: Final = 60


class Rewrite(StrEnum):
    """What ``summitdata fmt`` does with a file in which the finding stands."""

    MENDED = "mended"
    """It mends the finding."""
    KEPT = "kept"
    """It rewrites the file and keeps what the finding is about."""
    REFUSED = "refused"
    """It leaves the file alone, since a rewrite might lose something."""


@dataclass(frozen=True, slots=True)
class FileRule:
    """One F code: permanent, with the sentence that must hold and the sentence that says how to mend a breach."""

    code: str
    expected: str
    fix: str
    rewrite: Rewrite = Rewrite.REFUSED
    severity: Severity = Severity.ERROR

    def finding(
        self,
        place: Place,
        found: str,
        fix: str | None = None,
        *,
        table: str | None = None,
        key: str | None = None,
        column: str | None = None,
    ) -> Diagnostic:
        """Make a finding of this rule; *fix* where more can be said than the rule says for all files."""
        return Diagnostic(
            self.code, self.severity, self.expected, found, fix or self.fix, table, key, column, place
        )  # fmt: skip


UNREADABLE = FileRule("F001", "A row file can be opened and read.", "Check the file's permissions and the disk.")
LINK = FileRule(
    "F002", "A row file or its folder is itself there, not a link to another place.",
    "Put the file itself in the place of the link.",
)  # fmt: skip
TOO_LARGE = FileRule(
    "F003", "A row file is at most 128 KiB long.",
    "Split the record, or take out what does not belong in a row file.",
)  # fmt: skip
STRAY = FileRule(
    "F004", "Everything in the folder rows is a list file or a record in the folder of its table.",
    "Move it to the folder of its table, or out of the folder rows.",
)  # fmt: skip
NOT_YAML = FileRule(
    "F005", "The name of a row file ends in .yaml.", "Rename the file, or move it out of the folder rows."
)
FILE_NAME = FileRule(
    "F006", "The name of a row file is the key of its record: lower-case letters, digits and single hyphens.",
    "Rename the file.",
    Rewrite.KEPT,
)  # fmt: skip
NO_ROWS = FileRule(
    "F007", "A dataset has a folder rows.", "Give the folder that holds the folder rows, or make that folder."
)
TOO_MUCH = FileRule(
    "F008", "A row file has at most 20,000 tokens of YAML: marks, keys, values and comments.",
    "Split the record, or take out what does not belong in a row file; what stands behind this place was not read.",
)  # fmt: skip
COMBINING = FileRule(
    "F009", "At most 30 combining marks follow one another.",
    "Take the marks out; no language writes so many on one letter.",
)  # fmt: skip
NOT_UTF8 = FileRule("F010", "A row file is text in UTF-8.", "Save the file as UTF-8.")
BYTE_ORDER_MARK = FileRule(
    "F011", "A row file begins with its text, not with a byte order mark.",
    "Run summitdata fmt, or save the file as UTF-8 without a byte order mark.",
    Rewrite.MENDED,
)  # fmt: skip
LINE_END = FileRule(
    "F012", "Each line of a row file ends in a line feed alone.",
    "Run summitdata fmt, or set your editor to Unix line ends (LF).",
    Rewrite.MENDED,
)  # fmt: skip
TAB = FileRule("F013", "A row file holds no tabs.", "Put spaces in the place of the tab.")
CONTROL = FileRule("F014", "A row file holds no control characters.", "Take the character out.")
BIDIRECTIONAL = FileRule(
    "F015", "A row file holds no characters that change the direction of text.",
    "Take the character out; it can make a line look different from what it says.",
)  # fmt: skip
INVISIBLE = FileRule("F016", "A row file holds no invisible characters.", "Take the character out.")
NOT_NFC = FileRule(
    "F017", "The text of a row file is in Unicode normalisation form C.",
    "Run summitdata fmt, which composes the characters.",
    Rewrite.MENDED,
)  # fmt: skip
MEANINGLESS = FileRule(
    "F018", "Every character of a row file has a meaning that everybody shares.",
    "Put the character that was meant in its place; it was probably lost when text was copied.",
)  # fmt: skip
CONFUSABLE = FileRule(
    "F019", "No word has letters that look like those of another alphabet.",
    "Write the whole word in one alphabet; a letter most often comes from another keyboard or a copied text.",
    Rewrite.KEPT,
)  # fmt: skip
SYNTAX = FileRule(
    "F020",
    "A row file is well-formed YAML.",
    "Mend the line; a text with marks that YAML uses stands between double quotation marks.",
)
TAG = FileRule(
    "F021", "No value has a YAML tag; the tables say what a value is.", "Take out the tag that begins with '!'."
)
ANCHOR = FileRule(
    "F022", "No value is an anchor or an alias; each value is written where it belongs.",
    "Write the value itself; put a value that begins with '&' or '*' between double quotation marks.",
)  # fmt: skip
MERGE = FileRule("F023", "No record merges another one into itself with '<<'.", "Write the keys themselves.")
DOCUMENTS = FileRule(
    "F024", "A row file is one YAML document without directives.",
    "Give each record a file of its own, and take out the lines that begin with '---', '...' or '%'.",
)  # fmt: skip
DEPTH = FileRule(
    "F025", "Mappings are nested at most six deep.", "Check the indentation; no table is nested that deep."
)
COMMENT = FileRule(
    "F026", "The first line is the only comment of a row file, since a rewritten file would lose any other.",
    "Put the words into a note or a reason, or take the comment out; put a value with ' #' between quotation marks.",
)  # fmt: skip
EDITOR_LINE = FileRule(
    "F027", "The first line of a row file names the schema that editors check it with.",
    "Run summitdata fmt, which writes the line.",
    Rewrite.MENDED,
)  # fmt: skip
DUPLICATE_KEY = FileRule("F028", "A key stands once in its mapping.", "Join the two, or give one of them another key.")
KEY_FORM = FileRule("F029", "A key is a word on one line, of at most 200 characters.", "Write a word before the colon.")
UNKNOWN_KEY = FileRule(
    "F030", "Every key of a record is a written column of its table or holds nested records.", "Take the key out."
)
MISSING_KEY = FileRule("F031", "A record has every key that its table requires.", "Add the key.", Rewrite.KEPT)
EMPTY = FileRule(
    "F032", "Every key that is written has a value; what is not known is left out.", "Take the key out, or fill it in."
)
NO_MAPPING = FileRule(
    "F033", "A record, and whatever holds records, is a mapping from keys to values.",
    "Write one key and value on each line, indented below it.",
)  # fmt: skip
NO_VALUE = FileRule(
    "F034", "A column of a record holds a single value; there are no lists.", "Write one value behind the colon."
)
LOCAL_KEY = FileRule(
    "F035", "The key of a nested or listed record is made of lower-case letters, digits and single hyphens.",
    "Rename the record, and whatever refers to it.",
    Rewrite.KEPT,
)  # fmt: skip
FORMULA = FileRule(
    "F036", "No text begins as a formula does: with =, +, - or @.",
    "Begin the text with a word.  Where a source prints it so, leave it, and open the tables in no spreadsheet that "
    "runs what it reads.",
    Rewrite.KEPT,
    Severity.WARNING,
)  # fmt: skip
FLAG = FileRule("F040", "A flag is true or false.", "Write true or false.", Rewrite.KEPT)
COUNT = FileRule(
    "F041", "A whole number is written in the digits 0 to 9 and fits in 32 bits.",
    "Write digits alone, without separators, leading zeros or a plus sign.",
    Rewrite.KEPT,
)  # fmt: skip
NUMBER = FileRule(
    "F042", "A number is written in the digits 0 to 9 with a point before its fraction.",
    "Write it like 34.6851 or -12, without separators, exponents or a plus sign.",
    Rewrite.KEPT,
)  # fmt: skip
DAY = FileRule("F043", "A day is a real day, written YYYY-MM-DD.", 'Write it like "2026-01-13".', Rewrite.KEPT)
EDTF = FileRule(
    "F044", "A date is written in the profile of EDTF that the documentation describes.",
    'Write a year "2026", a month "2026-01", a day "2026-01-13", any of them with ~ or ?, a duration '
    '"1910/1945", or one day among several "[2026-01-05..2026-01-11]".',
    Rewrite.KEPT,
)  # fmt: skip
FORM = FileRule("F050", "A row file is in the canonical form.", "Run summitdata fmt.", Rewrite.MENDED)
UNWRITABLE = FileRule("F051", "A row file can be written.", "Check the permissions of the folder, and the disk.")
TOO_LARGE_DATASET = FileRule(
    "F060", "A dataset has at most 10,000 row files, of 32 MiB together.",
    "Split the dataset, or move what is no row file out of the folder rows; no row file was read.",
)  # fmt: skip
MORE = FileRule(
    "F061", "What is wrong with a row file can be listed: of one file, a hundred findings are.",
    "Mend what is listed, and check again.",
)  # fmt: skip

FILE_RULES: Final[dict[str, FileRule]] = {
    rule.code: rule
    for rule in (
        UNREADABLE, LINK, TOO_LARGE, STRAY, NOT_YAML, FILE_NAME, NO_ROWS,
        TOO_MUCH, COMBINING,
        NOT_UTF8, BYTE_ORDER_MARK, LINE_END, TAB, CONTROL, BIDIRECTIONAL, INVISIBLE, NOT_NFC, MEANINGLESS, CONFUSABLE,
        SYNTAX, TAG, ANCHOR, MERGE, DOCUMENTS, DEPTH, COMMENT, EDITOR_LINE, DUPLICATE_KEY, KEY_FORM,
        UNKNOWN_KEY, MISSING_KEY, EMPTY, NO_MAPPING, NO_VALUE, LOCAL_KEY, FORMULA,
        FLAG, COUNT, NUMBER, DAY, EDTF,
        FORM, UNWRITABLE, TOO_LARGE_DATASET, MORE,
    )
}  # fmt: skip
"""Every F code in the order of the documentation."""


def quoted(text: str) -> str:
    """Show *text* between quotation marks, cut where it is long, with everything unprintable escaped."""
    return repr(text if len(text) <= _LONGEST_QUOTATION else text[: _LONGEST_QUOTATION - 3] + "...")
