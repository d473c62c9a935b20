"""What is wrong with an input or a run, on the wire."""

from __future__ import annotations

from claimcheck.model.document import Problem
from claimcheck.model.report import ProblemOut


def problem_out(problem: Problem) -> ProblemOut:
    """A problem on the wire."""
    return ProblemOut(
        code=problem.code,
        message=problem.message,
        effect=problem.effect,
        place=problem.place,
        hint=problem.hint,
    )
