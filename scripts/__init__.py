"""What `make` calls. What `run` and `test` need is standard library only: nothing is installed yet."""

# ruff: noqa: UP031, UP036  (this file must also be understood by the old Pythons that it turns away)
import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Careboard needs Python 3.11 or newer; this one is %d.%d. Name another: make PYTHON=python3.11 run"
        % sys.version_info[:2]
    )
