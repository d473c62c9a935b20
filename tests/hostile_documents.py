"""Documents that nobody would write: of each, one thing that a stranger may repeat as often as he likes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

Made = Callable[[int], str]

REPORT = "# Sustainability report 2024\n\n"
YEARS = (2020, 2021, 2022, 2023, 2024)


def rows(*lines: Iterable[object]) -> str:
    """A table of Markdown; the first line is its header."""
    written = ["| " + " | ".join(map(str, line)) + " |" for line in lines]
    return "\n".join((written[0], "|" + "---|" * (written[0].count("|") - 1), *written[1:])) + "\n\n"


def page(*parts: str) -> str:
    """A page of HTML."""
    return f"<html><body><h1>Sustainability report 2024</h1>{''.join(parts)}</body></html>"


def grid(*lines: str) -> str:
    """A table of HTML out of the cells of its rows."""
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def cells(values: Iterable[object], tag: str = "td", more: str = "") -> str:
    """Cells of one row."""
    return "".join(f"<{tag}{more}>{value}</{tag}>" for value in values)


def alike_tables(n: int) -> str:
    """Many tables with the same labels, each below the same heading and caption, and a sentence to each."""
    one = rows(
        ("Indicator", "Unit", *YEARS),
        ("Scope 1 emissions", "t CO2e", 900, 850, 800, 750, 700),
        ("Energy consumption", "MWh", 90, 85, 80, 75, 70),
        ("Lost time injury frequency rate", "per million hours", 2.9, 2.8, 2.7, 2.6, 2.5),
    )
    said = "Our scope 1 emissions fell by 30% between 2020 and 2024. The LTIFR was 2.4 in 2024."
    return REPORT + "".join(f"## Climate\n\nTable: Group data\n\n{one}{said}\n\n" for _ in range(n))


def tall_table(n: int) -> str:
    """One table of many rows with the same label, and sentences whose figure each of them may be."""
    body = (("Water withdrawal", "m3", 900, 800, 700 + number % 90) for number in range(n))
    said = "Our water withdrawal fell by 12% between 2022 and 2024. "
    return REPORT + said * (n // 4) + "\n\n" + rows(("Indicator", "Unit", 2022, 2023, 2024), *body)


def varied_table(n: int) -> str:
    """One table of many rows with labels of their own, and a sentence to each."""
    body = [(f"Water withdrawal of works {number}", "m3", 900 + number, 800, 700) for number in range(n)]
    said = "".join(f"The water withdrawal of works {number} fell by 40%. " for number in range(n))
    return REPORT + said + "\n\n" + rows(("Indicator", "Unit", 2022, 2023, 2024), *body)


def wide_table(n: int) -> str:
    """One table of many columns."""
    said = "Our scope 1 emissions fell by 30% between 2020 and 2024.\n\n"
    years = [YEARS[number % 5] for number in range(n)]
    return (
        REPORT
        + said
        + rows(("Indicator", *years), ("Scope 1 emissions (t CO2e)", *range(n)), ("Energy use (MWh)", *range(n)))
    )


def many_headers(n: int) -> str:
    """A table whose rows are nearly all headers, with labels over two columns each."""
    heads = [cells(["", *(f"Site {number % 7}" for number in range(4))], "th", ' colspan="2"') for _ in range(n)]
    body = [cells(["Scope 1 emissions (t)", *range(9)]), cells(["Energy use (MWh)", *range(9)])]
    said = "<p>Our scope 1 emissions fell by 30% between 2020 and 2024.</p>"
    return page(said, grid(*heads, *body))


def wide_headers(n: int) -> str:
    """A table with many labels over two columns each, one row of them above another."""
    head = cells([f"Site {number}" for number in range(n)], "th", ' colspan="2"')
    years = cells([YEARS[number % 5] for number in range(2 * n)], "th")
    body = cells(["Scope 1 emissions (t)", *range(2 * n)])
    return page("<p>Our scope 1 emissions fell by 30%.</p>", grid("<th></th>" + head, "<th></th>" + years, body))


def spanned_rows(n: int) -> str:
    """Labels over many rows, one inside another."""
    lines = [f'<th rowspan="{n - number}">Emissions {number}</th><td>{number}</td>' for number in range(n)]
    return page("<p>Our emissions fell by 30%.</p>", grid(cells(["Part", 2023, 2024], "th"), *lines))


def sections_of_a_table(n: int) -> str:
    """A table with a heading over all columns before each row."""
    body: list[tuple[object, ...]] = []
    for number in range(n):
        body += [(f"Division {number}", "", "", ""), ("Scope 1 emissions", "t CO2e", 900, 700)]
    said = "Our scope 1 emissions fell by 30% between 2023 and 2024.\n\n"
    return REPORT + said + rows(("Indicator", "Unit", 2023, 2024), *body)


def one_row(n: int) -> str:
    """Many sentences with figures that one row holds."""
    said = "".join(f"Our water withdrawal fell by {number % 90}% in 2024.\n\n" for number in range(n))
    return REPORT + said + rows(("Indicator", "Unit", 2023, 2024), ("Water withdrawal", "m3", 900, 800))


def one_paragraph(n: int) -> str:
    """The same in one paragraph."""
    return REPORT + "Our water withdrawal fell by 12% in 2024. " * n


def long_word(n: int) -> str:
    """Words without a blank: in a sentence, a heading, a caption and a cell."""
    word = "Tableofgreen" * n
    told = f"Table {word}: carbon neutral {word}"
    return f"# {word}\n\nOur {word} is carbon neutral.\n\n{told}\n\n" + rows(("A", 2024), (word, 12), ("B", 13))


def long_digits(n: int) -> str:
    """Figures without an end."""
    digits = "1234567890" * n
    commas, dots = "1,234" * n, "1.2." * n
    return (
        REPORT
        + f"We saved {digits} t of CO2 in 2024. We saved {commas} t. See 1.{dots}\n\n"
        + rows(("A", 2024), ("Waste", digits))
    )


def long_signs(n: int) -> str:
    """Runs of one sign between words."""
    return REPORT + "\n\n".join(
        f"Our kettle is carbon neutral {sign * n} and green."
        for sign in "-–.,;:!?'\"()[]/&%*_~=+<>|#@\\·•…™®\u200b\u00ad¹"
    )


def many_targets(n: int) -> str:
    """Many targets, with a table of them."""
    said = "".join(
        f"We will cut our scope 1 emissions by {10 + number % 80}% by {2025 + number % 25} against 2019.\n\n"
        for number in range(n)
    )
    body = ((f"Cut scope 1 emissions by {10 + number % 80}%", 2025 + number % 25, "on track") for number in range(n))
    return REPORT + said + rows(("Target", "Year", "Status"), *body)


def many_admissions(n: int) -> str:
    """Goals that were missed, one after another."""
    said = "We missed our target to cut water use by 10%. We did not reach it. This was not achieved.\n\n"
    return REPORT + said * n


def many_notes(n: int) -> str:
    """Many notes, and marks of them."""
    said = "".join(f"Our emissions fell by {number % 90}%.[^{number}]\n\n" for number in range(n))
    return REPORT + said + "".join(f"[^{number}]: Market-based, against 2019.\n" for number in range(n))


def many_marks(n: int) -> str:
    """One note and many marks of it, in HTML."""
    marks = "".join(f"<p>Our emissions fell by {number % 90}%.<sup>1</sup></p>" for number in range(n))
    return page(marks, "<p><sup>1</sup> Market-based, against 2019.</p>")


def notes_of_one_mark(n: int) -> str:
    """Many notes of one mark."""
    return page(
        "".join(
            f"<p>Our emissions fell by {number % 90}%.<sup>1</sup></p><p><sup>1</sup> Against 2019.</p>"
            for number in range(n)
        )
    )


def marks_of_one_sentence(n: int) -> str:
    """One sentence with many marks."""
    marks = "".join(f"<sup>{number}</sup>" for number in range(n))
    notes = "".join(f"<p><sup>{number}</sup> Against 2019.</p>" for number in range(n))
    return page(f"<p>Our emissions fell by 30%.{marks}</p>", notes)


def many_headings(n: int) -> str:
    """Headings that repeat, each over one sentence."""
    return REPORT + "## Climate 2024\n\n### Scope 1 emissions\n\nThey fell by 30%.\n\n" * n


def only_headings(n: int) -> str:
    """Headings over nothing."""
    return REPORT + "".join(f"{'#' * (2 + number % 5)} Scope {number} emissions in 2024\n\n" for number in range(n))


def deep_list(n: int) -> str:
    """A list inside a list, over and over."""
    return page("<ul><li>Our emissions fell by 30%." * n, "</li></ul>" * n)


def long_list(n: int) -> str:
    """A long list below one opening."""
    return REPORT + "In 2024 we achieved:\n\n" + "- 30% less waste\n- carbon neutral offices\n" * n


def long_caption(n: int) -> str:
    """A caption of many sentences."""
    body = grid(cells(["Part", 2023, 2024], "th"), cells(["Scope 1 emissions (t)", 900, 700]))
    caption = "Table 1: Scope 1 emissions of the group, in tonnes, for 2024. " * n
    return page(
        "<p>Our scope 1 emissions fell by 30%.</p>", body.replace("<table>", f"<table><caption>{caption}</caption>")
    )


def many_captions(n: int) -> str:
    """Captions that stand over no table."""
    return REPORT + "Table 1: Scope 1 emissions of the group\n\nFigure 2: Waste by site\n\n" * n


def many_definitions(n: int) -> str:
    """Words that are defined, and used again."""
    told = "".join(
        f"“Green product {number}” means a product with at least {number % 90}% recycled steel.\n\n"
        f"We sold more Green product {number} in 2024.\n\n"
        for number in range(n)
    )
    return REPORT + told


def many_abbreviations(n: int) -> str:
    """Names with an abbreviation in brackets, and used again."""
    told = "".join(
        f"The Works Waste Rate {number} (WWR{number}) fell by 12%. Our WWR{number} improved.\n\n" for number in range(n)
    )
    return REPORT + told


def long_assurance(n: int) -> str:
    """One assurance report that goes on and on, and names nobody who wrote it."""
    said = "The energy used in the next hall was checked in detail.\n\n"
    return f"{REPORT}Our emissions fell by 23% in 2024.\n\n# Independent assurance report\n\n{said * n}"


def many_assurances(n: int) -> str:
    """Sentences on assurance, over this and that."""
    told = (
        "PwC provided limited assurance over our scope 1 emissions under ISAE 3000. "
        "Our energy data were not assured. Scope 1 emissions fell by 30%.\n\n"
    )
    return REPORT + told * n


def metrics_of_one_assurance(n: int) -> str:
    """One statement of assurance over a long list of metrics."""
    names = ", ".join(f"water withdrawal of works {number}" for number in range(n))
    said = "".join(f"The water withdrawal of works {number} fell by 12%.\n\n" for number in range(n))
    return REPORT + f"KPMG gave limited assurance over {names}.\n\n" + said


def many_years(n: int) -> str:
    """Many years in one sentence."""
    years = ", ".join(str(1990 + number % 60) for number in range(n))
    return REPORT + f"We cut our emissions by 30% in {years}.\n\n"


def many_numbers(n: int) -> str:
    """Many figures in one sentence."""
    figures = ", ".join(f"{number % 90}% by {2020 + number % 30}" for number in range(n))
    return REPORT + f"We cut our scope 1 emissions by {figures}.\n\n"


def numbers_with_rows(n: int) -> str:
    """Many figures in one sentence, and a row for each."""
    figures = " and ".join(f"waste of works {number} by {number % 90}%" for number in range(n))
    body = ((f"Waste of works {number}", "t", 900 + number, 800) for number in range(n))
    return REPORT + f"We cut {figures}.\n\n" + rows(("Indicator", "Unit", 2023, 2024), *body)


def many_pronouns(n: int) -> str:
    """Sentences that carry on with a pronoun, in one paragraph."""
    return REPORT + "Our kettle is made of recycled steel. " + "It is carbon neutral. This saves 12 t of CO2. " * n


def only_pronouns(n: int) -> str:
    """The same, one to a paragraph."""
    return REPORT + "They fell by 30%.\n\nThis includes all of our sites.\n\n" * n


def many_clauses(n: int) -> str:
    """One sentence of many clauses."""
    return REPORT + "We use green energy" + ", and we cut our emissions, which are carbon neutral" * n + ".\n\n"


def many_hedges(n: int) -> str:
    """One sentence full of denials and conditions."""
    return REPORT + "We do not say that " * n + "our kettle is carbon neutral.\n\n"


def many_quotes(n: int) -> str:
    """Quotations one after another, and some that never end."""
    return REPORT + '“Our kettle is green,” said she. "Carbon neutral (as we say [and hope” ' * n + "\n\n"


def many_brackets(n: int) -> str:
    """Brackets inside brackets."""
    return REPORT + "Our kettle is carbon neutral " + "(green " * n + ")" * n + ".\n\n"


def many_names(n: int) -> str:
    """Names of companies that act."""
    return REPORT + "".join(f"Acme{number} Ltd cut its emissions by {number % 90}%.\n\n" for number in range(n))


def many_labels(n: int) -> str:
    """Labels and certificates with numbers."""
    return REPORT + "".join(
        f"Our kettle has the EU Ecolabel, licence DE/0{number}/1. It is certified to ISO 14001.\n\n"
        for number in range(n)
    )


def many_references(n: int) -> str:
    """References to pages, sections, notes and tables."""
    return REPORT + "".join(
        f"Our emissions fell by 30% (see page {number}, section {number % 9}.{number} and Table {number}).\n\n"
        for number in range(n)
    )


def many_parts(n: int) -> str:
    """A table of parts, and sentences that rank them."""
    body = ((f"Scope 3 category {number}", "t CO2e", 900 - number % 900, 800) for number in range(n))
    said = "Scope 3 category 1 is our largest source. Most of our emissions come from category 2.\n\n" * (n // 4)
    return REPORT + said + rows(("Emissions by source", "Unit", 2023, 2024), *body, ("Total", "t CO2e", 9, 8))


def many_divisions(n: int) -> str:
    """Amounts, each divided by the next sentence."""
    lines = (
        f"We used {1_000 + number} t of paper in mill {number}. The paper has two parts: {300 + number} t of white "
        f"and {600 + number} t of brown."
        for number in range(n)
    )
    return REPORT + "\n\n".join(lines)


def many_totals(n: int) -> str:
    """A table with a total after every few rows."""
    body = [line for _ in range(n) for line in (("Diesel", 4, 5), ("Gas", 4, 5), ("Total", 8, 11))]
    return REPORT + "Our energy use fell.\n\n" + rows(("Energy use (MWh)", 2023, 2024), *body)


def zero_claims(n: int) -> str:
    """Absolutes against rows."""
    body = ((f"Accidents at works {number}", "number", number % 5) for number in range(n))
    said = "".join(
        f"There were no accidents at works {number} in 2024. None of it went to landfill.\n\n" for number in range(n)
    )
    return REPORT + said + rows(("Indicator", "Unit", 2024), *body)


def said_twice(n: int) -> str:
    """One rate with many values."""
    return REPORT + "".join(f"In 2024 our LTIFR was {number}.{number % 10}.\n\n" for number in range(n))


def one_line(n: int) -> str:
    """A paragraph that has no end of a sentence."""
    return REPORT + "our kettle is carbon neutral and cut its emissions by 30% " * n


def many_blanks(n: int) -> str:
    """Blanks of all sorts."""
    return REPORT + f"Our kettle{' ' * n}is{chr(0xA0) * n}carbon{chr(0x2009) * n}neutral\n{' ' * n}\n{chr(9) * n}.\n\n"


def empty_cells(n: int) -> str:
    """A table in which nearly all is empty."""
    body = ((("Waste", "t", 9) if number % 50 == 0 else ("", "", "")) for number in range(n))
    return REPORT + "Our waste fell by 30%.\n\n" + rows(("Indicator", "Unit", 2024), *body)


def base_years(n: int) -> str:
    """Sentences on base years and boundaries."""
    return REPORT + "Our base year is 2019. All figures cover the whole group. Emissions fell by 30%.\n\n" * n


MARKDOWN: tuple[Made, ...] = (
    alike_tables, tall_table, varied_table, wide_table, sections_of_a_table, one_row, one_paragraph, long_word,
    long_digits, long_signs, many_targets, many_admissions, many_notes, many_headings, only_headings, long_list,
    many_captions, many_definitions, many_abbreviations, long_assurance, many_assurances, metrics_of_one_assurance,
    many_years, many_numbers, numbers_with_rows, many_pronouns, only_pronouns, many_clauses, many_hedges, many_quotes,
    many_brackets, many_names, many_labels, many_references, many_parts, many_divisions, many_totals, zero_claims,
    said_twice, one_line, many_blanks, empty_cells, base_years,
)  # fmt: skip
HTML: tuple[Made, ...] = (
    many_headers, wide_headers, spanned_rows, many_marks, notes_of_one_mark, marks_of_one_sentence, deep_list,
    long_caption,
)  # fmt: skip
