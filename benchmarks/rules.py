"""What the number of rules costs: the same copy with all rules and with a few, in CPU seconds of the whole command.

    python benchmarks/rules.py              5 MB, three pairs
    python benchmarks/rules.py --quick      a tenth of it
    python benchmarks/rules.py --few 20     against 20 rules instead of 40

The few are spread evenly over the ids, so that every large family has some. The two runs of a pair follow each other
and take turns in going first, so that a busy machine slows both; the ratio is the middle of those of the pairs.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path

from texts import CLAIM_SHARE, copy
from throughput import MEGABYTE, check

import claimcheck

MEGABYTES = 5.0
PAIRS = 3
FEW = 40


def spread(rules: list[str], few: int) -> list[str]:
    """So many of the rules at even distances."""
    return [rules[len(rules) * place // few] for place in range(few)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What the number of rules costs.")
    parser.add_argument("--quick", action="store_true", help="a tenth of the text")
    parser.add_argument("--few", type=int, default=FEW, help="how many rules to compare with")
    options = parser.parse_args()
    rules = sorted(claimcheck.load_rulepack().checks)
    if not 0 < options.few <= len(rules):
        parser.error(f"--few takes 1 to {len(rules)}")
    some = spread(rules, options.few)
    text = copy(int(MEGABYTES * MEGABYTE * (0.1 if options.quick else 1)), share=CLAIM_SHARE)
    print(f"{len(text.encode()) / MEGABYTE:.1f} MB, {len(rules)} rules against {len(some)} of them")
    ratios = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for pair in range(PAIRS):
            every, few = _pair(text, folder, some, every_first=pair % 2 == 0)
            ratios.append(every[0] / few[0])
            print(
                f"pair {pair + 1}: {every[0]:6.2f} CPU-s, {every[1]:,} findings | "
                f"{few[0]:6.2f} CPU-s, {few[1]:,} findings | {ratios[-1]:.2f} times"
            )
    print(f"all rules take {statistics.median(ratios):.2f} times as long as {len(some)}")


def _pair(
    text: str, folder: Path, some: list[str], *, every_first: bool
) -> tuple[tuple[float, int], tuple[float, int]]:
    """CPU seconds and findings with all rules and with some."""
    if every_first:
        every = check(text, folder)
        return every, check(text, folder, ".md", "--select", ",".join(some))
    few = check(text, folder, ".md", "--select", ",".join(some))
    return check(text, folder), few


if __name__ == "__main__":
    main()
