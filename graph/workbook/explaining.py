"""The sheet that explains a workbook to those who fill it in."""

from __future__ import annotations

from .shape import Both

__all__ = ["EXPLAINED"]

EXPLAINED: tuple[Both, ...] = (
    ("Så fyller du i arbetsboken", "How to fill in this workbook"),
    (
        "Fliken Dokument säger vilket dokument det är: kommun, titel och period. Samma titel och "
        "period ersätter dokumentet när filen läses in igen.",
        "The sheet Document says which document it is: municipality, title and period. The same "
        "title and period replace the document when the file is read again.",
    ),
    (
        "I de andra flikarna är varje rad en sak: ett mål, ett uppdrag, en aktivitet, ett värde "
        "för ett mätetal, ett belopp. Kolumner får flyttas eller tas bort men inte döpas om.",
        "In the other sheets each row is one thing: a goal, an assignment, an activity, a value of "
        "an indicator, or an amount. Columns may be moved or removed, but not renamed.",
    ),
    (
        "Id: låt det stå i rader som redan har ett, också när du ändrar titeln; då är det samma "
        "sak som ändras. Lämna cellen tom i nya rader. Samma id får inte stå i två rader.",
        "Id: leave it in rows that have one, also when you change the title; then it is the same "
        "thing that changes. Leave the cell empty in new rows. No id may stand in two rows.",
    ),
    (
        "Bidrar till, Genomför uppdrag, Hör till fokusområde och Mäter: skriv id, nummer eller "
        "hela titeln på en annan rad. Flera skiljs åt med semikolon.",
        "Contributes to, Implements, Focus area and Measures: write the id, the number or the "
        "whole title of another row. Several are parted by semicolons.",
    ),
    (
        "Ansvarig nämnd: välj i listan eller skriv namnet. Flera skiljs åt med semikolon.",
        "Responsible body: choose from the list or write the name. Semicolons part several.",
    ),
    (
        "Slutdatum: ett datum (2025-12-31), eller ord som ”kvartal 2 2025” och ”december 2025”.",
        "End date: a date (2025-12-31), or words in Swedish such as “kvartal 2 2025”.",
    ),
    (
        "Status och prognos: välj i listan. Andra ord läses in som tveksamma.",
        "Status and forecast: choose from the list. Other words are read as doubtful.",
    ),
    (
        "Ta bort en rad för att ta bort saken. Rader som är dolda eller bortfiltrerade läses ändå.",
        "Delete a row to delete the thing. Rows that are hidden or filtered away are read too.",
    ),
    (
        "Läs in filen med: styrkedja ingest FIL. Den här fliken och fliken Listor läses inte.",
        "Read the file with: styrkedja ingest FILE. This sheet and the sheet Lists are not read.",
    ),
)
"""The paragraphs, the first one the heading."""
