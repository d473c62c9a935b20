"""The keys of configuration files: which may differ from file to file, and which hold for a run.

The shapes say what their values may be; most runs find no configuration, and need no more than the names.
"""

FILE_KEYS = frozenset({
    "audience", "medium", "subject", "jurisdiction", "company", "terms", "reporting-year", "fact",
    "lang", "ocr", "select", "ignore", "extend-select", "severity", "min-severity", "min-confidence",
    "evidence", "claims", "claims-complete",
})  # fmt: skip
RUN_KEYS = frozenset({
    "rules", "rulepack", "fail-on", "min-score", "exclude", "extend-exclude", "extend-include",
    "force-exclude", "accept", "baseline", "decisions", "limit", "sort", "pictures", "cache", "jobs", "read-limit",
})  # fmt: skip
