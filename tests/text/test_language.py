"""Languages are told apart by script and by small words; what is too short or too mixed is nobody's."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.text.language import language_of

GRAMMAR = claimcheck.load_rulepack().languages

TEXTS = [
    ("en", "The depot was rebuilt in the spring, and all of its staff have moved to the new hall by the river."),
    ("de", "Das Werk wurde im Frühjahr umgebaut, und alle Mitarbeiter sind in die neue Halle am Fluss gezogen."),
    ("fr", "Le dépôt a été reconstruit au printemps et tous les employés sont dans la nouvelle halle sur le quai."),
    ("es", "El depósito se reformó en la primavera y todos los empleados están en la nueva nave que es de la empresa."),
    ("it", "Il deposito è stato ricostruito in primavera e tutti i dipendenti sono nella nuova sala sul fiume."),
    ("nl", "Het depot is in het voorjaar verbouwd en alle medewerkers zijn naar de nieuwe hal bij de rivier verhuisd."),
    ("ja", "倉庫は春に改築され、すべての従業員が新しい建物に移りました。"),
    ("zh", "仓库在春天改建，所有员工都搬到了河边的新大楼。"),
    ("ko", "창고는 봄에 개조되었고 모든 직원이 새 건물로 옮겼습니다."),
    ("ru", "Весной склад перестроили, и все сотрудники переехали в новый зал у реки."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_a_sentence_tells_its_language(language: str, text: str) -> None:
    assert language_of(text, GRAMMAR) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Scope 1 (t CO2e)",
        "12 345 678 910 11 12 13 14 15",
        "Lindow Oravec Aarvik Tolmin Nyhavn Dunmore Leyburn Hexham",
    ],
)
def test_what_tells_nothing_is_nobody_s(text: str) -> None:
    assert language_of(text, GRAMMAR) is None


def test_typography_is_no_other_script() -> None:
    text = "The “new” hall – by the river – is ours; it’s where all of the staff have been since the spring…"
    assert language_of(text, GRAMMAR) == "en"
