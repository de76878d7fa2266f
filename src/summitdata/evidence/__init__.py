"""Holding the rows against the articles: is every quotation there, is nothing left out, is nothing copied."""

from __future__ import annotations

from summitdata.evidence.anchoring import Anchoring, reanchor
from summitdata.evidence.articles import Article, Match, articles
from summitdata.evidence.codes import EVIDENCE_RULES, MOST_BETWEEN, RUN, ArticleRule
from summitdata.evidence.locating import ALIKE, Located
from summitdata.evidence.printing import PRINTED_COLUMNS
from summitdata.evidence.record import Recorded, document, recorded
from summitdata.evidence.verdicts import Verdict, most_telling
from summitdata.evidence.verification import Judged, Verification, verify

__all__ = [
    "ALIKE", "EVIDENCE_RULES", "MOST_BETWEEN", "PRINTED_COLUMNS", "RUN", "Anchoring", "Article", "ArticleRule",
    "Judged", "Located", "Match", "Recorded", "Verdict", "Verification", "articles", "document", "most_telling",
    "reanchor", "recorded", "verify",
]  # fmt: skip
