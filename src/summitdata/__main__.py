"""Run the command line with `python -m summitdata`."""

from summitdata.cli import main

main()
