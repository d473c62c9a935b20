"""The table of targets tells how far each has come where the claim itself is credited with it."""

from __future__ import annotations

import claimcheck
from claimcheck.report.first_page import first_page

TABLE = """\
# Report 2025

We will cut our absolute scope 1 emissions by 60 % by 2031 against 2020.

| Key figure | Unit | 2020 | 2025 |
| --- | --- | --- | --- |
| Scope 1 emissions | t CO2e | 51,200 | 38,400 |
"""


def test_a_bare_figure_of_a_table_is_told_as_the_progress_that_it_makes() -> None:
    (target,) = first_page(claimcheck.audit_text(TABLE)).targets
    assert target.progress == "(38,400 - 51,200) / 51,200 = -25.0 %"
    assert target.progress_at == "line 7"
