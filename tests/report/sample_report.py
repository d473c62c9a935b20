"""A report built by hand: three claims of an invented company, with every kind of part a renderer meets."""

from __future__ import annotations

from claimcheck.model.claim_out import (
    AgainstOut,
    CitationOut,
    ClaimOut,
    DimensionOut,
    ElementOut,
    FindingOut,
    LimitOut,
    PlaceOut,
    SourceOut,
    StepOut,
)
from claimcheck.model.report import (
    ContextOut,
    CoverageOut,
    DocumentOut,
    ProblemOut,
    Report,
    RulepackOut,
    SetAsideOut,
    SummaryOut,
    ToolOut,
)

EMPOWERING = CitationOut(
    key="eu_empco_generic",
    instrument="Directive (EU) 2024/825",
    locator="Annex, point 4a",
    edition="2024-03-06",
    jurisdiction="eu",
    valid_from="2026-09-27",
    valid_to=None,
    grade="read",
    url="https://eur-lex.europa.eu/eli/dir/2024/825",
)
GREEN_CODE = CitationOut(
    key="uk_cma_2",
    instrument="CMA Green Claims Code",
    locator="principle (b)",
    edition="2021-09",
    jurisdiction="uk",
    valid_from="2021-09-20",
    valid_to=None,
    grade="secondary",
    url=None,
)
STATEMENT = SourceOut(
    entry="statement-2024",
    state="ok",
    confidential=False,
    kind="assurance",
    issuer="Bureau Nord",
    file="statement.pdf",
    sha256="ab" * 32,
    page=2,
    place=None,
    valid_until="2027-12-31",
)


def place(start: int, end: int, line: int, page: int | None = None, block: str = "paragraph") -> PlaceOut:
    return PlaceOut.model_validate(
        {
            "page": page,
            "line": line,
            "column": 5,
            "end_line": line,
            "end_column": 5 + end - start,
            "start": start,
            "end": end,
            "section": ["Our products"],
            "block": block,
        }
    )


def finding(rule: str, name: str, tier: str, severity: str, where: PlaceOut, **more: object) -> FindingOut:
    values: dict[str, object] = {
        "rule": rule,
        "name": name,
        "family": rule[:3],
        "tier": tier,
        "severity": severity,
        "confidence": "high",
        "message": f"Message of {name}",
        "why": "Why it matters.",
        "quote": "quoted words",
        "place": where,
        "jurisdictions": ["eu"],
        "citations": [],
        "questions": [],
        "remedy": "Say what is meant.",
        "rewrite": "",
        "fingerprint": f"{rule}-fingerprint",
    }
    return FindingOut.model_validate(values | more)


def element(name: str, state: str, need: str = "required", **more: object) -> ElementOut:
    values: dict[str, object] = {
        "element": name,
        "need": need,
        "state": state,
        "value": None,
        "parsed": None,
        "quote": None,
        "place": None,
        "credit": 0.0 if state in ("missing", "contradicted") else 1.0,
    }
    return ElementOut.model_validate(values | more)


def contradiction() -> FindingOut:
    """Two passages that disagree about a figure, and a sum with more than fits on a line."""
    return finding(
        "CON-011",
        "headline-against-table",
        "gap",
        "warning",
        place(420, 462, 40, 9),
        quote="Our mills will cut CO2 emissions by 44 % by 2031 against 2019.",
        message="The text says 44 %, the table 45 % for 2031",
        rewrite="45 % ([table])",
        against=[
            AgainstOut(
                quote="CO2 emissions of the mills | target 2031 | cut by 45 %", place=place(900, 951, 7, 14, "table")
            )
        ],
        sum="44 % and 45 % are 1 percentage point apart; rounding explains 1.0 percentage points",
        further=2,
    )


def generic_claim(text: str = "Our eco-friendly bottles are kind to the planet.", page: int | None = 3) -> ClaimOut:
    where = place(120, 120 + len(text), 12, page, "heading")
    core = place(124, 136, 12, page, "heading")
    return ClaimOut(
        id="cgeneric",
        occurrence=1,
        text=text,
        type="generic_benefit",
        topic="product",
        tense="attribute",
        certainty="firm",
        target_kind=None,
        stance="asserted",
        claimant="company",
        place=where,
        elements=[
            element("subject", "present", quote="bottles"),
            element("metric", "missing"),
            element("value", "missing"),
            element("unit", "missing"),
            element("locator", "missing"),
            element("qualification", "missing"),
            element("lifecycle_stage", "missing", need="conditional"),
        ],
        dimensions=[
            DimensionOut(dimension="subject", weight=12, share=0.5),
            DimensionOut(dimension="metric", weight=10, share=0),
            DimensionOut(dimension="time", weight=0, share=0),
            DimensionOut(dimension="method", weight=5.5, share=0),
            DimensionOut(dimension="qualification", weight=8, share=0),
        ],
        raw=16.9,
        limits=[LimitOut(reason="generic", floor=15, credit=0, limit=15)],
        score=15,
        band="empty",
        findings=[
            finding("STY-003", "planet-person", "style", "info", core),
            finding(
                "GEN-001",
                "unqualified-generic-claim",
                "ban",
                "error",
                core,
                jurisdictions=["eu", "uk"],
                message="“eco-friendly” stands without the attribute that would make it checkable",
                citations=[EMPOWERING, GREEN_CODE],
                questions=["Is excellent performance recognised under an official ecolabel?"],
                rewrite="Our bottles are made with [share] recycled glass",
            ),
        ],
        next_steps=[
            StepOut(element="metric", gain=31, advice="Say which attribute of the product is meant"),
            StepOut(element="value", gain=12, advice="Give the figure with its unit"),
            StepOut(element="qualification", gain=9, advice="State the limits of the claim in the same place"),
            StepOut(element="locator", gain=8, advice="Point to the page where the evidence stands"),
        ],
    )


def target_claim() -> ClaimOut:
    text = "Our mills will cut CO2 emissions by 44 % by 2031 against 2019."
    where = place(400, 400 + len(text), 40, 9)
    return ClaimOut(
        id="ctarget",
        occurrence=1,
        text=text,
        type="future_target",
        topic="climate",
        tense="planned",
        certainty="firm",
        target_kind="reduction",
        stance="reported",
        claimant="company",
        place=where,
        elements=[
            element("metric", "present", quote="CO2 emissions", place=where),
            element("value", "contradicted", quote="cut by 45 %", place=place(900, 911, 7, 14)),
            element("base_year", "linked", value="2019", place=place(950, 954, 9, 14), credit=0.5),
            element("plan", "missing"),
        ],
        dimensions=[
            DimensionOut(dimension="metric", weight=10, share=0.8),
            DimensionOut(dimension="time", weight=9, share=1),
            DimensionOut(dimension="deliverability", weight=10, share=0),
        ],
        raw=58.6,
        limits=[LimitOut(reason="undeliverable", floor=50, credit=0, limit=50)],
        score=48,
        band="weak",
        findings=[finding("TGT-004", "target-without-plan", "gap", "warning", where, confidence="medium")],
        next_steps=[StepOut(element="plan", gain=20, advice="Name the measures and their share of the cut")],
    )


def metric_claim() -> ClaimOut:
    text = "Absolute scope 1 emissions fell to 4,210 t CO2e in 2024, assured by Bureau Nord (page 14)."
    where = place(700, 700 + len(text), 3, 14)
    return ClaimOut(
        id="cmetric",
        occurrence=1,
        text=text,
        type="performance_metric",
        topic="climate",
        tense="achieved",
        certainty="firm",
        target_kind=None,
        stance="asserted",
        claimant="company",
        place=where,
        elements=[
            element("value", "present", quote="4,210 t CO2e", place=where),
            element("verifier", "registered", quote="Bureau Nord, limited assurance", source=STATEMENT),
        ],
        dimensions=[DimensionOut(dimension="metric", weight=10, share=0.92)],
        raw=92,
        limits=[],
        score=92,
        band="verifiable",
        findings=[],
        next_steps=[],
    )


def summary(claims: list[ClaimOut], findings: list[FindingOut]) -> SummaryOut:
    scores = sorted(claim.score for claim in claims)
    by_band: dict[str, int] = {}
    by_type: dict[str, int] = {}
    by_tier: dict[str, int] = {}
    gaps: dict[str, int] = {}
    asked: dict[str, int] = {}
    for claim in claims:
        by_band[claim.band] = by_band.get(claim.band, 0) + 1
        by_type[claim.type] = by_type.get(claim.type, 0) + 1
        for item in claim.elements:
            if item.state == "missing":
                gaps[item.element] = gaps.get(item.element, 0) + 1
                asked[item.element] = asked.get(item.element, 0) + item.asked
    for one in [*findings, *(own for claim in claims for own in claim.findings)]:
        by_tier[one.tier] = by_tier.get(one.tier, 0) + 1
    return SummaryOut(
        claims=len(claims),
        median_score=float(scores[len(scores) // 2]) if scores else None,
        worst_score=scores[0] if scores else None,
        below_40=sum(score < 40 for score in scores),
        by_band=by_band,
        by_type=by_type,
        by_tier=by_tier,
        gaps=gaps,
        asked={name: number for name, number in asked.items() if number},
    )


def document(
    claims: list[ClaimOut] | None = None, path: str = "fixtures/northbeck.pdf", title: str | None = "Northbeck 2024"
) -> DocumentOut:
    claims = [metric_claim(), generic_claim(), target_claim()] if claims is None else claims
    findings = (
        [finding("CON-004", "good-news-up-front", "presentation", "info", place(0, 40, 1, 1)), contradiction()]
        if claims
        else []
    )
    return DocumentOut(
        path=path,
        format="pdf",
        sha256="ab" * 32,
        language="en",
        title=title,
        status="partial",
        coverage=CoverageOut(
            pages=24,
            pages_read=23,
            pages_without_text=[7],
            characters=52_000,
            characters_unchecked=120,
            sentences=412,
            claims=len(claims),
            set_aside=1,
            rules_run=38,
        ),
        problems=[
            ProblemOut(
                code="page-without-text",
                message="a picture and no text",
                effect="partial",
                place="page 7",
                hint="run text recognition (OCR) over the file first",
            )
        ],
        claims=claims,
        set_aside=[
            SetAsideOut(
                text="We do not sell green bonds.",
                reason="negated",
                topic="climate",
                score=30,
                place=place(300, 327, 30, 5),
            )
        ],
        findings=findings,
        summary=summary(claims, findings),
    )


def report(documents: list[DocumentOut] | None = None, problems: list[ProblemOut] | None = None) -> Report:
    documents = [document()] if documents is None else documents
    claims = [claim for one in documents for claim in one.claims]
    return Report(
        tool=ToolOut(
            name="claimcheck",
            version="0.1.0",
            rulepack=RulepackOut(name="core", version="0.1.0", sha256="cd" * 32, rules=38),
        ),
        context=ContextOut(
            audience="investor", medium="report", subject=None, jurisdictions=["eu", "uk", "us"], as_of="2026-03-01"
        ),
        exit_code=3,
        problems=problems or [],
        documents=documents,
        summary=summary(claims, [own for one in documents for own in one.findings]),
    )
