"""Sheets as one page of a browser: nothing is fetched, and it prints as it looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Final

from timetable.sheets.sheet import Cell, Manner, Sheet, groups_of

_LETTERS: Final = {Manner.WALL: 16, Manner.POSTER: 60, Manner.LIST: 400}
"""How long a line of a cell may be before a shorter way is taken; wide tables have narrow columns."""

_FEW_COLUMNS: Final = 8

_STYLE: Final = """
body { font: 14px/1.3 "Segoe UI", "Noto Sans", "PT Sans", Arial, sans-serif; color: #111; margin: 24px }
nav { margin-bottom: 24px; line-height: 1.9 } nav a { margin-right: 12px; color: #1f5fbf }
section { margin-bottom: 48px; overflow-x: auto }
h1 { font-size: 22px; margin: 0 } p { margin: 4px 0 12px; color: #555 }
table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid #999; padding: 3px 5px; vertical-align: top; text-align: center }
th { background: #eef0f3; font-weight: 600 } tbody th { white-space: nowrap }
th small { display: block; font-weight: 400; color: #555 }
tr.first > * { border-top: 3px solid #444 } .list td { text-align: left }
.poster td, .poster th { font-size: 20px; padding: 10px } .poster h1 { font-size: 48px }
@media print {
  body { margin: 0; font-size: 9pt } nav { display: none }
  section { break-after: page; overflow: visible; margin: 0 } tr { break-inside: avoid }
  thead { display: table-header-group } @page { size: landscape; margin: 10mm }
}
"""


def write_html(title: str, sheets: Sequence[Sheet], language: str = "ru") -> bytes:
    """One page with all sheets, links to each at its top where there are several."""
    body = "".join(_section(at, sheet) for at, sheet in enumerate(sheets))
    links = "".join(f'<a href="#s{at}">{escape(sheet.name)}</a>' for at, sheet in enumerate(sheets))
    nav = f"<nav>{links}</nav>" if len(sheets) > 1 else ""
    page = (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body>{nav}{body}</body></html>\n"
    )
    return page.encode()


def _section(at: int, sheet: Sheet) -> str:
    under = "".join(f"<p>{escape(words)}</p>" for words in (sheet.about,) if words)
    foot = f"<p>{escape(sheet.foot)}</p>" if sheet.foot else ""
    rows = "".join(_rows(sheet))
    return (
        f'<section id="s{at}" class="{sheet.manner}"><h1>{escape(sheet.title)}</h1>{under}'
        f"<table><thead>{_head(sheet)}</thead><tbody>{rows}</tbody></table>{foot}</section>"
    )


def _head(sheet: Sheet) -> str:
    """One line of heads, or two where the columns have groups."""
    groups = groups_of(sheet.columns)
    has_groups = any(title for title, _lines in groups)
    across = 2 if _has_groups(sheet) else 1
    corner = f'<th colspan="{across}" rowspan="{2 if has_groups else 1}">{escape(sheet.corner)}</th>'
    heads = "".join(f"<th>{escape(line.title)}{_note(line.note)}</th>" for line in sheet.columns)
    if not has_groups:
        return f"<tr>{corner}{heads}</tr>"
    over = "".join(f'<th colspan="{len(lines)}">{escape(title)}</th>' for title, lines in groups)
    return f"<tr>{corner}{over}</tr><tr>{heads}</tr>"


def _rows(sheet: Sheet) -> Iterator[str]:
    letters = _LETTERS[sheet.manner] if len(sheet.columns) > _FEW_COLUMNS else _LETTERS[Manner.LIST]
    for group, lines in groups_of(sheet.rows):
        for row in lines:
            line = sheet.rows[row]
            is_first = row == lines.start and _has_groups(sheet)
            over = f'<th rowspan="{len(lines)}">{escape(group)}</th>' if is_first else ""
            cells = "".join(
                f"<td>{_cell(sheet.cell(row, column), letters)}</td>" for column in _across(sheet)
            )
            head = f"<th>{escape(line.title)}{_note(line.note)}</th>"
            yield f"<tr{' class=first' if is_first else ''}>{over}{head}{cells}</tr>"


def _cell(cell: Cell, letters: int) -> str:
    return "<br>".join(
        f"<b>{escape(words.within(letters))}</b>" if words.is_strong else escape(words.within(letters))
        for words in cell
    )


def _note(note: str) -> str:
    return f"<small>{escape(note)}</small>" if note else ""


def _has_groups(sheet: Sheet) -> bool:
    return any(line.group for line in sheet.rows)


def _across(sheet: Sheet) -> Iterable[int]:
    return range(len(sheet.columns))
