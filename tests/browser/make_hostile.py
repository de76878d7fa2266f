"""Build the site from hostile records: ``python tests/browser/make_hostile.py FOLDER``."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from hostile import package  # noqa: E402 - found only now


def main(site: Path) -> int:
    """Write the records, a configuration that leads to them, and the site."""
    work = site.parent / f"{site.name}-work"
    config = {
        "INHERIT": str(ROOT / "mkdocs.yml"),
        "docs_dir": str(ROOT / "docs"),
        "theme": {"custom_dir": str(ROOT / "docs" / "theme")},
        "hooks": [str(ROOT / "docs" / "hooks" / name) for name in ("pages.py", "searching.py", "security.py")],
        "extra": {"dataset": str(package(work))},
        "plugins": [{"search": {"lang": ["en", "ja", "ko"]}}],
    }
    (work / "mkdocs.json").write_text(json.dumps(config), encoding="utf-8")
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--quiet",
            "--config-file",
            str(work / "mkdocs.json"),
            "--site-dir",
            str(site),
        ],
        check=False,
        cwd=ROOT,
    ).returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
