"""What all tests share: hypothesis profiles, and the articles where they are to be had."""

from __future__ import annotations

import os
from pathlib import Path

if os.environ.get("PYTEST_XDIST_WORKER"):
    os.environ.setdefault("POLARS_MAX_THREADS", "1")  # the processes of a run share the processors already

os.environ.setdefault("SUMMITDATA_FRESH", "1")  # no test is to be answered by an earlier one

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent.parent
DATASET = ROOT / "dataset"
TEXTS = Path(os.environ.get("SUMMITDATA_TEXTS", ROOT.parent / "shared" / "texts"))

settings.register_profile(
    "fast", max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("deep", max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))


SLOW = {
    "test_build_atomic", "test_check_properties", "test_contribute", "test_corruption", "test_crash",
    "test_crash_calls", "test_dataset_stateful", "test_engines_whole", "test_hostile_input",
}  # fmt: skip
"""The modules that take minutes: they start many processes, or try what holds on many generated datasets."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is slow."""
    for item in items:
        if item.path.stem in SLOW:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def texts() -> Path:
    """The folder of the five articles; a user's checkout has none, CI must have it."""
    if not TEXTS.is_dir():
        reason = f"the articles are not at {TEXTS} (set SUMMITDATA_TEXTS to the folder that holds them)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return TEXTS


@pytest.fixture(scope="session")
def dataset() -> Path:
    """The folder of the dataset in this checkout."""
    return DATASET
