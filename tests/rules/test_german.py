"""German words of claims, of what only speaks of a matter, and of evidence, class by class."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.model.report import DocumentOut

CLAIMS = [
    # Compounds name the bodies and rules that are kept for a matter.
    ("Die Bank hat eine Nachhaltigkeitsbeauftragte ernannt.", "governance"),
    ("Für Hinweise auf Verstöße haben wir eine Ombudsstelle eingerichtet.", "governance"),
    ("Alle Führungskräfte werden jährlich zu Korruptionsprävention geschult.", "governance"),
    ("Nachhaltigkeit ist fest in unserer Unternehmensstrategie verankert.", "governance"),
    ("Im Berichtsjahr wurden keine Diskriminierungsfälle gemeldet.", "performance_metric"),
    ("Wir bieten unseren Beschäftigten Gleitzeit, Homeoffice und ein Jobticket.", "social"),
    ("Die Einhaltung des Verhaltenskodex wird regelmäßig geprüft.", "governance"),
    ("Seit 2020 gibt es bei uns einen Arbeitskreis für Klimaschutz.", "governance"),
    ("Alle Beschäftigten werden nach Tarif bezahlt.", "social"),
    ("Im Jahr 2024 absolvierten unsere Beschäftigten im Durchschnitt 17 Schulungsstunden.", "social"),
    ("Im letzten Jahr haben wir 38 Ausbildungsplätze geschaffen.", "social"),
    ("61 % unserer Führungskräfte sind Frauen.", "social"),
    ("Der Krankenstand lag 2023 bei 4,8 %.", "performance_metric"),
    ("Der Gesamtenergieverbrauch betrug im Berichtsjahr 12.300 MWh.", "performance_metric"),
    ("82 % unserer Lieferanten haben unseren Verhaltenskodex unterzeichnet.", "supply_chain"),
    ("Unser Kakao stammt zu 100 % aus fairem Handel.", "supply_chain"),
    ("Die Druckerei bekennt sich zum UN Global Compact.", "framework_alignment"),
    ("Das Hemd trägt das GOTS-Siegel, Lizenznummer 28113.", "label"),
    ("Unsere Farben enthalten keine Lösemittel.", "free_of"),
    ("Ersatzteile bieten wir mindestens 15 Jahre nach dem Kauf an.", "durability"),
    ("Der neue Ofen verbraucht 30 % weniger Strom als sein Vorgänger.", "comparative"),
    ("Der Fonds ist nach Artikel 9 der Offenlegungsverordnung eingestuft.", "financial_product"),
    ("Die Zinsen des Kredits sind an unsere Klimaziele geknüpft.", "financial_product"),
    ("Dieser Teller wird aus Stroh gepresst.", "renewable_material"),
    ("Für unsere Hefte wird kein Baum gefällt.", "nature_water"),
    ("Unsere Scope-1-Emissionen liegen 22 % unter dem Niveau von 2019.", "reduction_achieved"),
    ("Bis 2035 steigen wir aus der Kohle aus.", "future_target"),
    ("Mit jedem Kauf unterstützen Sie die Tafel in Rhede.", "donation"),
    ("An unserem Stammsitz haben wir zwei Insektenhotels aufgestellt.", "nature_water"),
    ("Wir erfassen monatlich den Wasserverbrauch aller Werke.", "commitment"),
    ("Wir übernehmen Verantwortung für Umwelt und Gesellschaft.", "commitment"),
    ("Mit der neuen Schale sparen wir 12 Tonnen Kunststoff pro Jahr.", "reduction_achieved"),
    ("Unsere App hilft Spediteuren, Leerfahrten zu vermeiden und so Emissionen zu senken.", "digital_enablement"),
    # People of any trade, dealt with well in any words.
    ("Unsere Glaser werden respektvoll behandelt.", "social"),
    ("Bei uns steht der Mensch an erster Stelle.", "social"),
    ("Fairness ist für uns Ehrensache.", "social"),
    ("Unsere Hennen haben ein gutes Leben.", "social"),
    ("Wir lassen niemanden zurück.", "social"),
    ("Schonend zur Umwelt, sanft zur Haut und gut für das Klima.", "generic_benefit"),
    ("In unserem Lack steckt kein Tropfen Mineralöl.", "free_of"),
    # A verb as a noun says that something is done where another verb carries it out, or with its amount.
    ("Die Umstellung der Bäckerei auf Ökostrom ist erfolgt.", "renewable_energy"),
    ("Die Pflanzung der Linden und anderer Bäume gelang im Herbst.", "donation"),
    ("Die Baumpflanzung am Kanal wurde im Mai abgeschlossen.", "donation"),
    ("Die Kühlwassereinsparung der Gießerei betrug 900 m³.", "performance_metric"),
    ("Die Errichtung von Solaranlagen auf drei Scheunen ist abgeschlossen.", "renewable_energy"),
    ("Die Einrichtung einer Ombudsstelle ist erfolgt.", "governance"),
    ("Die Kompensation der übrigen Emissionen wird über Klimaschutzprojekte vorgenommen.", "carbon_neutral"),
    ("Auf den Einsatz von Palmöl verzichtet die Bäckerei.", "free_of"),
    ("Die Abschaffung der Einwegbecher ist abgeschlossen.", "free_of"),
    # So does an infinitive with its mark.
    ("Es gelang, die Emissionen zu senken.", "reduction_achieved"),
    ("Die Bäckerei hat begonnen, ihre Emissionen zu senken.", "reduction_achieved"),
    # An amount of a matter, whatever the verb: at the head, or of the subject.
    ("Knapp 83 % der Bäckerinnen hatten die Schulung zum Arbeitsschutz hinter sich.", "performance_metric"),
    ("Im Mai führten wir 14 Audits bei Zulieferern durch.", "performance_metric"),
    ("Wegen der Hitze kletterten die Lösemittelemissionen der Lackiererei um 9 %.", "performance_metric"),
    ("Mit einer Emissionssenkung um 14 % lag die Färberei vorn.", "reduction_achieved"),
    # A deed of the company, whatever the verb and wherever its parts stand.
    ("Ausgemusterte Matten nehmen wir zurück und führen sie dem Recycling zu.", "commitment"),
    ("Allen Auszubildenden schenken wir zum Start ein Fahrrad.", "social"),
    ("Im Färbebetrieb wurden die Lösemittel durch Seifen ersetzt.", "commitment"),
    ("Seit Mai fängt die Färberei ihr Regenwasser auf.", "commitment"),
    ("Kinderarbeit duldet der Konzern weder hier noch anderswo.", "social"),
    ("Sämtliche Meister nahmen an einer Schulung zum Arbeitsschutz teil.", "social"),
    ("Kundendaten werden von uns nie verkauft.", "governance"),
    ("Wir haben einen Energieplan für jedes Haus erstellt.", "commitment"),
    # An adjective may name a matter.
    ("Die Druckerei hat alle lösemittelhaltigen Farben ersetzt.", "commitment"),
    ("Wir drucken Merkblätter für unsere Auszubildenden.", "social"),
    # A need with its date is an aim, and what something is done for is no result.
    ("Bis 2030 müssen wir die Emissionen halbieren.", "future_target"),
    ("Um den Wasserverbrauch zu senken, haben wir neue Armaturen eingebaut.", "commitment"),
    ("Damit die Abfallmenge sinkt, wiegen wir jede Tonne.", "commitment"),
    ("Wir haben die Lampen getauscht, um den Stromverbrauch zu senken.", "commitment"),
    ("Damit haben wir die Emissionen gesenkt.", "reduction_achieved"),
    ("Es ist gelungen, den Energiebedarf um 8 % zu verringern.", "reduction_achieved"),
    # How many there are of somebody.
    ("Der Anteil der Teilzeitkräfte kletterte auf 12 %.", "performance_metric"),
    ("Die Zahl der Auszubildenden kletterte auf 112.", "performance_metric"),
]  # fmt: skip

ASIDE = [
    # What is to be done, said with an infinitive, with a modal verb or as an exercise.
    ("Abfälle sind nach Metall, Papier und Restmüll zu trennen.", "instruction"),
    ("Händler dürfen ein Produkt nicht mehr als klimaneutral bezeichnen.", "instruction"),
    ("Berechne, wie groß eine Solaranlage für den Bedarf einer Schule sein muss.", "instruction"),
    ("Ein Produkt gilt als biologisch abbaubar, wenn es von Pilzen zersetzt wird.", "definition"),
    ("Kritiker werfen dem Unternehmen vor, seine Klimaziele mehrfach verschoben zu haben.", "reported_other"),
    ("Was bedeutet eigentlich klimaneutral?", "question"),
    ("Der Klimawandel kann zu häufigeren Starkregen führen.", "mention"),
    ("Der Energieverbrauch muss gesenkt werden.", "instruction"),
    ("Wir müssen den Energieverbrauch senken.", "instruction"),
]

SILENT = [
    "Die Stimmung im Team war gut, das Arbeitsklima offen.",
    "Die Therapie zeigt nachhaltige Wirkung bei den meisten Patienten.",
    "Der Sturm hat den Deich und die Flaschen am Ufer nachhaltig beschädigt.",
    "Unsere Preise liegen unter dem Niveau des Vorjahres.",
    "Ein Baum wurde vom Sturm gefällt.",
    "Die Kosten für Reisen wurden um 20 % gesenkt.",
    "Die Schulung zum neuen Kassensystem dauert zwei Stunden.",
    "Die Europäische Union will ihre Emissionen bis 2030 um 55 % senken.",
    "In dem Becken fielen über Nacht die Blätter an.",
    "Bitte behandeln Sie alle Bewerber fair.",
    "Niemand wurde verletzt.",
    "Die Glaser der Stadt fordern gleichen Lohn.",
    "Gleiche Teile Mehl und Wasser verrühren.",
    "Unsere Glaser werden am Monatsende bezahlt.",
    "Die Emissionsdaten wurden mit begrenzter Sicherheit geprüft.",
    # A verb as a noun of which nobody says that it is done.
    "Tafel 4 zeigt die Senkung der Emissionen je Ofen.",
    "Maßnahmen zur Emissionsminderung werden vom Ausschuss beraten.",
    "Die Mitglieder einigten sich auf die Senkung der Emissionen.",
    "Studien zur Senkung des Energieverbrauchs laufen.",
    "Die Pflanzung von Bäumen ist im Herbst am besten.",
    "Nach der Umstellung auf Ökostrom erfolgt die Abrechnung monatlich.",
    "Die Anleitung erklärt die Installation der Solaranlage.",
    "Um Emissionen zu senken, braucht es neue Technik.",
    "Es ist wichtig, Emissionen zu senken.",
    "Viele Kunden verzichten auf Palmöl.",
    "Die Emission der Anleihe wurde um 12 % aufgestockt.",
    "Die Emission von Aktien brachte 12 % mehr als erwartet.",
    "Wir verzichten auf eine Dividende.",
    # An amount of something else, or beside a matter that another word governs.
    "Die Nachfrage nach Strom kletterte um 9 %.",
    "Die Strompreise kletterten um 9 %.",
    "Gut 60 % der Dächer sind bei Regen mit Wasser bedeckt.",
    "Mit 35 % der Stimmen gewann der Betriebsrat.",
    "Die Schulung dauert 3 Stunden.",
    "Die Lieferkette umfasst 4 Stufen.",
    "Der Wald bedeckt 30 % der Insel.",
    # What a company sells, thinks, counts in money or tells apart, and what only becomes so.
    "Wir bauen Pumpen für Abwasser und Dampf.",
    "Im Segment Energietechnik übertrafen wir die Prognose.",
    "Im Berichtsjahr haben wir eine Filiale eröffnet.",
    "Für unsere Gäste werden Fragen der Energie immer wichtiger.",
    "Wir wissen, dass Wasser knapp ist.",
    "Wir unterscheiden zwischen direkten und indirekten Emissionen.",
    "Die Gruppe erzielt ein Drittel ihres Umsatzes in der Abfallwirtschaft.",
    "Wir haben die Strompreise gesenkt.",
    "Die Hauptversammlung billigte das Vergütungssystem mit 93 % der Stimmen.",
    "Der Preis des Stroms kletterte auf 112.",
    # What others are offered, are sold or get.
    "Wir verkaufen Fahrräder und Zubehör.",
    "Der Konzern druckt Bücher für Auszubildende.",
    "Wir drucken Gesundheitsmagazine.",
    "Wir haben für 3 Mio. Euro ein Stromnetz gekauft.",
    "Die Färberei der Kommission hat das Wasser gewechselt.",
]

EVIDENCE = [
    ("Der Becher ist recycelbar.", "subject"),
    ("82 % unserer Lieferanten haben unseren Verhaltenskodex unterzeichnet.", "boundary"),
    ("Wir schulen unsere Beschäftigten in Arbeitssicherheit, in Workshops und Seminaren.", "plan"),
    ("Unsere Bananen sind Fairtrade-zertifiziert.", "scheme"),
    ("Im Jahr 2024 absolvierten unsere Beschäftigten im Durchschnitt 17 Schulungsstunden.", "metric"),
]


@pytest.fixture(scope="module")
def german() -> claimcheck.Auditor:
    return claimcheck.Auditor(lang="de")


@pytest.mark.parametrize(("text", "kind"), CLAIMS)
def test_claims(german: claimcheck.Auditor, text: str, kind: str) -> None:
    assert kind in [one.type for one in german.audit_text(text).documents[0].claims]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Im Mai hat Talmark alle Emissionen offengelegt.", True),
        ("Die Talmark schenkte allen Auszubildenden ein Fahrrad.", True),
        ("Der Vertrag mit Talmark regelt das Abwasser.", False),
    ],
)
def test_the_company_that_is_given_acts_by_its_name(text: str, claims: bool) -> None:
    auditor = claimcheck.Auditor(lang="de", context=claimcheck.Context(company=("Talmark",)))
    assert bool(auditor.audit_text(text).documents[0].claims) == claims


def test_a_letter_with_a_hyphen_is_no_end_of_another_word(german: claimcheck.Auditor) -> None:
    assert german.audit_text("Diese Autos sind günstig.").documents[0].set_aside == []


@pytest.mark.parametrize(("text", "reason"), ASIDE)
def test_what_is_set_aside(german: claimcheck.Auditor, text: str, reason: str) -> None:
    document = german.audit_text(text).documents[0]
    assert document.claims == []
    assert reason in [one.reason for one in document.set_aside]


@pytest.mark.parametrize("text", SILENT)
def test_ordinary_text(german: claimcheck.Auditor, text: str) -> None:
    assert german.audit_text(text).documents[0].claims == []


@pytest.mark.parametrize(("text", "element"), EVIDENCE)
def test_evidence_is_seen(german: claimcheck.Auditor, text: str, element: str) -> None:
    (claim,) = german.audit_text(text).documents[0].claims
    held = {one.element for one in claim.elements if one.state == "present"}
    assert element in held


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Die Wesentlichkeitsanalyse bezieht sich auf das Jahr 2022.", "governance"),
        ("Der Betriebsrat tagte im Jahr 2023 viermal.", "social"),
        ("Der Fuhrpark umfasste Ende 2023 rund 40 Fahrzeuge.", "climate"),
    ],
)  # fmt: skip
def test_what_reports_speak_of_is_a_mention_as_specific_as_its_figures(
    german: claimcheck.Auditor, text: str, topic: str
) -> None:
    (one,) = german.audit_text(text).documents[0].set_aside
    assert (one.reason, one.topic) == ("mention", topic)
    assert one.score


@pytest.mark.parametrize(
    ("rule", "text", "silent"),
    [
        (
            "FIN-002",
            "Der Fonds ist nachhaltig, denn er ist nach Artikel 9 der Offenlegungsverordnung eingestuft.",
            "Der Fonds ist nach Artikel 9 eingestuft, mehr sagen die vorvertraglichen Informationen.",
        ),
        (
            "FIN-007",
            "Bis 2050 wird unser Kreditportfolio klimaneutral.",
            "Bis 2050 wird unser Kreditportfolio klimaneutral, gemessen an den finanzierten Emissionen.",
        ),
        (
            "FRM-004",
            "Zu 40 % ist unser Umsatz nach der EU-Taxonomie taxonomiefähig.",
            "Zu 40 % ist unser Umsatz taxonomiefähig und zu 12 % taxonomiekonform.",
        ),
        ("FRM-006", "Wir berichten nach der TCFD.", "Wir berichten nach der TCFD und nun nach IFRS S2."),
        (
            "RED-003",
            "Unsere Emissionen sanken 2024 wegen Kurzarbeit um 12 %.",
            "Unsere Emissionen sanken 2024 trotz Kurzarbeit auf vergleichbarer Basis um 12 %.",
        ),
        (
            "RED-006",
            "Die neue Wärmepumpe spart rechnerisch 30 % Strom.",
            "Die neue Wärmepumpe spart rechnerisch und im laufenden Betrieb 30 % Strom.",
        ),
        (
            "RED-010",
            "Unsere Emissionen nach Scope 1 und 2 (marktbasiert) sanken um 30 %.",
            "Unsere Emissionen nach Scope 1 und 2 sanken marktbasiert um 30 % und standortbasiert um 4 %.",
        ),
        ("AIX-003", "Wir bieten Green IT für Kanzleien.", "Wir bieten IT für Kanzleien."),
        (
            "AIX-008",
            "Unsere Software wird Kunden helfen, Emissionen zu senken.",
            "Unsere Berater helfen Kunden, Emissionen zu senken.",
        ),
        (
            "SOC-003",
            "Wir auditieren unsere Lieferanten auf Menschenrechte.",
            "Wir auditieren alle Lieferanten auf Menschenrechte.",
        ),
        (
            "VER-003",
            "Sämtliche Angaben zur Umwelt wurden extern geprüft.",
            "Nur ausgewählte Angaben zur Umwelt wurden extern geprüft.",
        ),
        (
            "MET-006",
            "Unser Klimaziel für 2025 haben wir früher als geplant erreicht.",
            "Unser Klimaziel für 2025 haben wir erreicht.",
        ),
        ("QUA-004", "Unser grüner Stahl entsteht mit Massenbilanz.", "Unser Stahl entsteht in Rhede."),
        (
            "GOV-003",
            "Die Vorstandsvergütung ist an Klimaziele gekoppelt.",
            "Die Vorstandsvergütung ist an den Gewinn gekoppelt.",
        ),
    ],
)
def test_rules_find_german_terms(rule: str, text: str, silent: str) -> None:
    assert rule in _rules(text)
    assert rule not in _rules(silent)


def test_small_words_tell_short_german_sentences() -> None:
    text = "Bis 2030 wollen wir unseren Abfall gegenüber 2020 halbieren."
    assert claimcheck.Auditor().audit_text(text).documents[0].language == "de"


def _copy(text: str) -> DocumentOut:
    context = claimcheck.Context(audience="consumer")
    return claimcheck.Auditor(context=context, lang="de").audit_text(text).documents[0]


def _types(text: str) -> list[str]:
    return [claim.type for claim in _copy(text).claims]


def _rules(text: str) -> set[str]:
    document = _copy(text)
    told = (*document.findings, *(finding for claim in document.claims for finding in claim.findings))
    return {finding.rule for finding in told}


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Der grüne Tee schmeckt am besten, wenn er drei Minuten zieht.", []),
        ("Grüne Bohnen schmecken am besten mit Butter.", []),
        ("Das Klima ist im Mai am besten.", []),
        ("Unsere Kanne ist am besten für die Umwelt.", ["superlative"]),
        ("Unsere Kanne ist am besten fürs Klima.", ["superlative"]),
        ("Wir backen das beste klimafreundliche Brot.", ["superlative"]),
    ],
)
def test_the_adverb_of_another_verb_is_no_rank_of_the_benefit(text: str, types: list[str]) -> None:
    assert _types(text) == types


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Unsere Flaschen sind aus recyceltem Plastik.", "recycled_content"),
        ("Die Jacke ist aus recyceltem Polyester.", "recycled_content"),
        ("Gehäuse aus recyceltem Aluminium", "recycled_content"),
        ("Gut fürs Klima", "generic_benefit"),
        ("Gut fürs Meer", "generic_benefit"),
        ("Guten Gewissens", "generic_benefit"),
        ("Ozeanfreundlich", "generic_benefit"),
        ("Erdfreundliche Seife", "generic_benefit"),
        ("Giftfrei", "free_of"),
        ("Ein aluminiumfreies Deo", "free_of"),
        ("Mit Naturstrom hergestellt", "renewable_energy"),
    ],
)
def test_forms_contractions_and_compounds_of_known_words_claim_as_these_do(text: str, type_: str) -> None:
    assert _types(text) == [type_]


@pytest.mark.parametrize(
    "text",
    ["Unsere Flaschen sind aus Glas.", "Gut fürs Geschäft", "Kundenfreundlich", "Zuckerfrei", "Mit Butter hergestellt"],
)
def test_nor_do_those_of_other_words(text: str) -> None:
    assert _types(text) == []


@pytest.mark.parametrize(
    ("text", "numbered"),
    [
        ("Das Papier trägt den Blauen Engel (Vertragsnummer 40123).", True),
        ("Das Papier trägt den Blauen Engel, Zeichennutzungsnummer 40123.", True),
        ("Das Papier trägt den Blauen Engel, Telefonnummer 40123.", False),
        ("Das Papier trägt den Blauen Engel.", False),
    ],
)
def test_the_number_of_a_licence_is_one_whatever_it_is_called(text: str, numbered: bool) -> None:
    assert ("LBL-005" not in _rules(text)) == numbered


def test_a_licence_in_brackets_is_evidence_of_a_label_with_a_hyphen() -> None:
    told, other = ("trägt das EU-Ecolabel (Lizenz DE/006/123).", "trägt das EU Ecolabel, Lizenznummer DE/006/123.")
    (one,), (two,) = _copy(f"Das Papier {told}").claims, _copy(f"Das Papier {other}").claims
    assert one.score == two.score > 60


def test_household_waste_is_a_source_after_use() -> None:
    assert "CIR-003" in _rules("Die Flasche besteht aus 85 % Rezyklat.")
    assert "CIR-003" not in _rules("Die Flasche besteht aus 85 % Rezyklat aus Haushaltsabfällen.")


CUT = "haben wir unsere Emissionen in Scope 1 und 2 um 30 % gesenkt."


@pytest.mark.parametrize(
    ("text", "base"),
    [
        (f"Von 2019 (14.200 t CO2e) bis 2024 (9.940 t CO2e) {CUT}", "2019"),
        (f"Nach dem Bericht von 2019 (48 Seiten) {CUT}", None),
    ],
)
def test_the_first_year_of_a_period_is_its_base_where_a_level_stands_behind_it(text: str, base: str | None) -> None:
    (claim,) = _copy(text).claims
    assert [one.value for one in claim.elements if one.element == "base_year"] == [base]


@pytest.mark.parametrize(
    ("text", "rule", "found"),
    [
        ("Für jede Bestellung setzen wir auf Ökostrom und pflanzen zwei Eichen.", "DON-003", False),
        ("Unser Tee hat einen kleineren CO2-Fußabdruck, weil wir Klimaprojekte finanzieren.", "NEU-013", True),
        ("Unser Tee hat einen kleineren CO2-Fußabdruck, weil wir Ökostrom kaufen.", "NEU-013", False),
        ("Die bessere Wahl für unseren Planeten.", "GEN-001", True),
        ("Die bessere Wahl für unsere Küche.", "GEN-001", False),
        ("Unser Putzmittel ist ökologisch.", "GEN-001", True),
        ("Energieeffizienzklasse A nach EU-Verordnung 2019/2016.", "GEN-001", False),
        ("Unsere energieeffiziente Wäschemangel.", "GEN-001", True),
        ("Unser Putzmittel ist nicht ökologisch.", "GEN-001", False),
        ("Wohngesund und ökologisch dämmen mit unserem Filz.", "GEN-001", True),
        ("Unsere Öko-Schaukel für den Garten.", "GEN-001", True),
        ("Die Ökokiste für jede Woche.", "GEN-001", True),
        ("Das Öko-Programm dauert drei Stunden.", "GEN-001", False),
        ("Unsere Möhren stammen aus ökologischer Landwirtschaft (DE-ÖKO-006).", "GEN-001", False),
        ("Der ökologische Zustand des Teichs wird jährlich geprüft.", "GEN-001", False),
        ("Sie lehrt ökologische Chemie.", "GEN-001", False),
        # As it is spelled in Switzerland.
        ("Unser Tee kommt ohne Fussabdruck.", "GEN-005", True),
        ("Grüner Tee, geerntet im ersten Frühling.", "SUP-001", False),
        ("Wir sind die erste grüne Reederei im Land.", "SUP-001", True),
        ("Die ökonomischen Vorteile unserer Pumpe liegen auf der Hand.", "GEN-001", False),
        ("Unser CO2-freundliches Paket ist da.", "GEN-001", True),
        ("Sauber waschen mit grünem Waschmittel.", "GEN-001", True),
        # In front of its noun the ending tells the gender, and behind it or in front of a verb the degree.
        ("Ein klimafreundlicher Tarif für alle.", "CMP-001", False),
        ("Mit umweltfreundlicher Verpackung.", "CMP-001", False),
        ("Klimafreundlicher heizen.", "CMP-001", True),
        ("Unsere umweltfreundlichere Verpackung ist da.", "CMP-001", True),
        ("Unser ökologischeres Besteck ist da.", "CMP-001", True),
        ("Das klimaschonendste Fahrrad im Land.", "SUP-001", True),
        ("Keine andere Leiter ist so umweltschonend.", "SUP-001", True),
        ("Umweltfreundlicher geht's nicht: unsere Leiter.", "CMP-001", True),
        ("Schneller geht's nicht: unsere Leiter.", "CMP-001", False),
        # What has no colour is called green before its noun, and not behind another one.
        ("Grüne Mobilität für die ganze Stadt.", "GEN-001", True),
        ("Eine grüne Flüssigkeit füllt das Glas.", "GEN-001", False),
        ("Unsere Reise führt durch grüne Täler.", "GEN-001", False),
        ("Die Station liegt im Grünen.", "GEN-001", False),
        ("Unser Strom ist zu 100 Prozent grün.", "REN-001", True),
        ("Unser Zimmer ist grün.", "REN-001", False),
        ("Schlemmen ohne schlechtes Gewissen.", "GEN-010", True),
        ("Radeln ohne Emissionen.", "GEN-005", True),
        ("Radeln ohne Helm.", "GEN-005", False),
        ("Ein Kocher ohne negative Auswirkungen auf Gewässer.", "GEN-001", True),
        ("Ein Segen für die Umwelt: unser Besen.", "GEN-001", True),
        ("Jedes Glas ist ein Beitrag zum Meeresschutz.", "GEN-001", True),
        ("Der Beitrag zum Meeresschutz lief am Abend im Radio.", "GEN-001", False),
        ("Unsere Leiter schont den Planeten.", "GEN-001", True),
        ("Unsere Leiter ist auf dem Planeten bekannt.", "GEN-001", False),
        ("Unsere Creme schützt die Haut am Meer.", "GEN-001", False),
        ("Nachhaltig gärtnern war noch nie so leicht.", "GEN-002", True),
        ("Nachhaltig gefertigte Besen zum kleinen Preis.", "GEN-002", True),
        ("Lassen Sie sich von unserem umweltfreundlichen Besen begeistern.", "GEN-001", True),
        ("Null Abfall, voller Genuss.", "CIR-007", True),
        ("Urlaub ohne Handy: unsere Öko-Hütte.", "GEN-001", True),
        ("Gärtnern im Einklang mit der Umwelt.", "GEN-001", True),
        ("Dem Planeten zuliebe: unser Besen.", "GEN-001", True),
        ("Der Oma zuliebe: unser Besen.", "GEN-001", False),
        ("Ein waldschonender Griff aus Esche.", "GEN-001", True),
        ("Völlig unschädlich für Gewässer: unser Wachs.", "GEN-001", True),
        ("Völlig unschädlich für Parkett: unser Wachs.", "GEN-001", False),
        ("Gärtnern im Einklang mit der Satzung.", "GEN-001", False),
        ("Grün heizen, Geld sparen.", "GEN-001", True),
        ("Wohnen Sie grüner in unserem Haus.", "GEN-001", True),
        ("Legen Sie Ihr Geld grün an.", "GEN-001", True),
        ("Sauberer Strom zum kleinen Preis.", "GEN-003", True),
        ("Mehr Klimaschutz mit jeder Flasche.", "GEN-001", True),
        ("Mehr Datenschutz mit jeder Tüte.", "GEN-001", False),
        # English words as German copy borrows them.
        ("Unser sustainable Rucksack ist da.", "GEN-002", True),
        ("Eco-friendly verpackt für Sie.", "GEN-001", True),
        ("Go green mit unserem Besen.", "GEN-001", True),
        ("Guilt-free schlemmen mit unseren Waffeln.", "GEN-010", True),
        ("Plastic-free verpackt für Sie und Ihre Lieben.", "CIR-006", True),
        # Money by its name, and not that of a state.
        ("Unser Umweltsparbrief läuft drei Jahre.", "FIN-001", True),
        ("Unsere nachhaltige Geldanlage für alle.", "FIN-001", True),
        ("Unser Sparbrief läuft drei Jahre.", "FIN-001", False),
        ("Der Klimafonds der Bundesregierung ist leer.", "FIN-001", False),
        # What goods are made of, and where they go.
        ("Der Eimer aus 100 % Meeresplastik.", "CIR-003", True),
        ("Der Eimer verrottet in der Erde von allein.", "CIR-004", True),
        ("Eimer aus recycelten Rohren.", "CIR-002", True),
        ("Eimer aus verzinkten Rohren.", "CIR-002", False),
        ("Dieser Deckel wird wieder zu Erde.", "CIR-004", True),
        ("Die Blätter verrotten im Garten.", "CIR-004", False),
        # Names, classes, pictures, limits and marks that rules ask about.
        ("Unser GreenSpin Waschmittel ist da.", "GEN-009", True),
        ("Der GreenSpin mäht den Rasen.", "GEN-009", False),
        ("Unser energiesparender Trockner ist da.", "QNT-013", True),
        ("Unser energiesparender Trockner, Energieeffizienzklasse B.", "QNT-013", False),
        ("Unser energiesparender Trockner, Energieeffizienzklasse B.", "GEN-001", False),
        ("Die Tube ist klimafreundlicher als ihr Vorgänger.", "CMP-005", True),
        ("Die Tube ist klimafreundlicher als ihr Vorgänger von 2019.", "CMP-005", False),
        ("Wir sparen CO2, das entspricht 90 Autos.", "QNT-008", True),
        ("Der Hof entspricht drei Fußballfeldern.", "QNT-008", False),
        ("Wir nehmen wo möglich recycelten Stahl für unsere Töpfe.", "QUA-006", True),
        ("Unser Duschgel ist plastikneutral.", "NEU-012", True),
        ("Das FSC-Siegel für unsere Hefte ist beantragt.", "LBL-006", True),
        ("Das FSC-Siegel für unsere Hefte ist gültig.", "LBL-006", False),
        # What is shown is not asked for: what a share is of, and who certified it.
        ("Die Kiste enthält 70 % Altpapier.", "CIR-003", True),
        ("Die Kiste enthält 70 % Altpapier, bezogen auf das Gewicht.", "CIR-003", False),
        ("Die Kiste besteht zu 70 % aus recyceltem PET, Global Recycled Standard.", "CIR-003", False),
        # How people and animals are treated.
        ("Eier aus artgerechter Haltung.", "SOC-001", True),
        ("Hefte aus verantwortungsvoller Waldwirtschaft.", "SOC-001", True),
        ("Genäht unter menschenwürdigen Bedingungen.", "SOC-001", True),
        ("Faire Bedingungen im Mobilfunk: monatlich kündbar.", "SOC-001", False),
        ("Kein Kind hat an unserem Teppich gearbeitet.", "SOC-002", True),
        ("Wir zahlen unseren Bauern faire Preise.", "SOC-001", True),
        ("Kinderarbeit? Gibt es in unserer Weberei nicht.", "CIR-006", True),
        ("Regen? Gibt es in unserer Halle nicht.", "CIR-006", False),
        ("Nie an Tieren getestet.", "VER-011", True),
        ("Kein Plastik, keine Parabene: unsere Seife.", "CIR-006", True),
        ("Keine Fragen, keine Sorgen: unsere Seife.", "CIR-006", False),
    ],
)
def test_copy_for_buyers(text: str, rule: str, found: bool) -> None:
    auditor = claimcheck.Auditor(context=claimcheck.Context(audience="consumer", jurisdictions=("de",)))
    (document,) = auditor.audit_text(text).documents
    assert (rule in {one.rule for claim in document.claims for one in claim.findings}) == found


def test_long_compounds_and_rows_of_nouns_of_verbs_are_read_in_linear_time(german: claimcheck.Auditor) -> None:
    for text in (f"Die {'baumpflanzung' * 8_000} ist erfolgt.", f"{'Zur Senkung ' * 8_000}der Emissionen erfolgt."):
        assert german.audit_text(text).documents[0].claims == []
