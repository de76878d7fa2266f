"""The Content-Security-Policy of the site: our own scripts and those of the theme, and nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def policy(theme_parts: Iterable[str]) -> str:
    """Give the policy for a page.

    Args:
        theme_parts: The theme's own parts of the page, drawn apart from it, so that nothing that stands in
            the contents of a page can be allowed by mistake.
    """
    hashes = sorted({_hash(script) for part in theme_parts for script in _INLINE.findall(part)})
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {' '.join(hashes)}".rstrip(),
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
        )
    )


def _hash(script: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'"
