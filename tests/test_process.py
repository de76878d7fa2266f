"""A process that runs one command of ours imports what the command needs, and no more."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from pathlib import Path

import pytest

from summitdata.process import SELDOM, claimed, share, without

_COMMAND = """
import json, sys
sys.argv = ["summitdata", *sys.argv[1:]]
from summitdata.cli import main
try:
    main()
except SystemExit as end:
    code = end.code
loaded = sorted({"hypothesis", "numpy", "pandas"} & {name for name, module in sys.modules.items() if module})
print(json.dumps([code, loaded, any("Absent" in type(finder).__name__ for finder in sys.meta_path)]), file=sys.stderr)
"""


def _command(*arguments: str) -> tuple[int, list[str], bool]:
    """Run a command in a process of its own; give its exit code, the heavy modules left in it, and any finder."""
    done = subprocess.run(
        [sys.executable, "-c", _COMMAND, *arguments], capture_output=True, text=True, check=True
    )  # fmt: skip
    code, loaded, hidden = json.loads(done.stderr.splitlines()[-1])
    return code, loaded, hidden


def test_a_check_needs_neither_pandas_nor_numpy(dataset: Path) -> None:
    """Each library is imported without what only other uses of it need, and nothing stays hidden behind it."""
    assert (0, [], False) == _command("check", str(dataset))


def test_rules_of_others_may_need_pandas(dataset: Path, tmp_path: Path) -> None:
    """Where rules of somebody's own are run, their modules find pandera and pandas as they are installed."""
    rules = tmp_path / "own.py"
    rules.write_text(
        "import narwhals.stable.v2 as nw\n"
        "import pandera.pandas\n"
        "from summitdata.rules.language import change, patch, rule\n"
        "assert pandera.pandas.DataFrameSchema({})\n"
        "@rule('Z001', table='places', column='name', breaks=[patch('A.', change('places', 'vellin', name='x'))],\n"
        "      holds=[patch('B.', change('places', 'vellin', name='y'))])\n"
        "def named(frames):\n"
        "    '''S.\n\n    Why:\n        W.\n\n    Fix:\n        F.\n    '''\n"
        "    return frames['places'].filter(nw.col('name') == 'x').select('id')\n"
    )
    code, loaded, hidden = _command("check", str(dataset), "--rules", str(rules), "--select", "Z")
    assert (0, False) == (code, hidden)
    assert "pandas" in loaded


def test_what_is_hidden_is_found_again() -> None:
    """A module is absent, in the words that Python has for it, as long as the block lasts."""
    sys.modules.pop("this", None)
    with without("this"), pytest.raises(ModuleNotFoundError, match=r"^No module named 'this'$"):
        __import__("this")
    assert __import__("colorsys") is sys.modules["colorsys"]
    with without("colorsys"):
        assert __import__("colorsys") is sys.modules["colorsys"]


def test_a_process_is_ours_for_a_while() -> None:
    """What no command needs is absent while one runs, until code of others is let in."""
    before = [*sys.meta_path]
    with claimed():
        assert before == sys.meta_path[1:]
        share()
        assert before == sys.meta_path
    assert before == sys.meta_path


def test_one_module_is_shared() -> None:
    """A command that needs one of the modules after all can have it, and the others stay hidden."""
    for name in ("colorsys", "this"):
        sys.modules.pop(name, None)
    with without("colorsys", "this"):
        share("colorsys")
        assert __import__("colorsys") is sys.modules["colorsys"]
        with pytest.raises(ModuleNotFoundError):
            __import__("this")


def test_garbage_is_looked_for_seldom() -> None:
    """While a command runs Python looks for garbage less often, and as before when it has ended."""
    before = gc.get_threshold()
    with claimed():
        assert SELDOM == gc.get_threshold()
        share()
    assert before == gc.get_threshold()


@pytest.mark.parametrize("shared", [False, True])
def test_nothing_is_looked_through_at_the_end(shared: bool) -> None:
    """What there is when a command has ended is not looked through for garbage, unless code of others came in."""
    ends = (
        "import gc; from summitdata.process import claimed, share\n"
        f"with claimed(): {'share()' if shared else 'pass'}\n"
        "print(gc.get_freeze_count() > 10 * len(gc.get_objects()))"
    )
    done = subprocess.run([sys.executable, "-c", ends], capture_output=True, text=True, check=True)
    assert f"{not shared}\n" == done.stdout
