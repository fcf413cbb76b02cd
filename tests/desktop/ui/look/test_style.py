"""One look for the whole program."""

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.look import icons, measures, palette
from desktop.ui.look.fonts import base_font, family, grid_font
from desktop.ui.look.icons import Icon, icon
from desktop.ui.look.palette import DARK, LIGHT
from desktop.ui.look.style import SystemLook, Theme, dress


def test_a_theme_dresses_the_program(qapp: QApplication) -> None:
    """Dark is our own palette, so that it holds on every desktop."""
    dress(qapp, Theme.DARK)
    assert qapp.palette().color(QPalette.ColorRole.Base).name() == DARK.base.lower()
    assert palette.worn() is DARK

    dress(qapp, Theme.LIGHT)
    assert qapp.palette().color(QPalette.ColorRole.Base).name() == LIGHT.base.lower()


def test_a_choice_outlives_the_system_s_change(qapp: QApplication) -> None:
    """Who chose dark stays dark whatever the system says."""
    look = SystemLook(qapp, Theme.DARK)

    qapp.styleHints().colorSchemeChanged.emit(qapp.styleHints().colorScheme())

    assert palette.worn() is DARK
    look.choose(Theme.LIGHT)
    assert palette.worn() is LIGHT
    look.deleteLater()


def test_without_colour(qapp: QApplication) -> None:
    """«Без цвета» is worn over either theme."""
    worn = dress(qapp, Theme.LIGHT, monochrome=True)

    assert worn.chip("5") == worn.chip("3")
    dress(qapp, Theme.LIGHT)


def test_every_icon_is_in_the_font(qapp: QApplication) -> None:
    """A misspelt icon would be an empty square."""
    assert icons.all_exist() == ()


@pytest.mark.parametrize("name", Icon)
def test_every_icon_paints(qtbot: QtBot, name: Icon) -> None:
    """Each icon makes a picture."""
    assert not icon(name).pixmap(16, 16).isNull()


def test_the_program_has_a_sign(qapp: QApplication) -> None:
    """The window's icon is a picture at each size."""
    assert not icons.program_icon().pixmap(16, 16).isNull()
    assert not icons.program_icon().pixmap(256, 256).isNull()


def test_fonts_have_cyrillic_and_tabular_figures(qapp: QApplication) -> None:
    """The font writes Russian; figures of the grid are of one width."""
    assert family()
    assert base_font().pointSizeF() == pytest.approx(10.0)
    assert [tag.toString() for tag in grid_font().featureTags()] == [b"tnum"]


def test_a_class_shows_whole() -> None:
    """29 pupils and the row of newcomers fit into what 768 px leave for them."""
    assert measures.row_height(610, 30) * 30 <= 610
    assert measures.row_height(610, 12) == measures.ROW_MOST
    assert measures.row_height(300, 35) == measures.ROW_LEAST
    assert measures.row_height(300, 35, touch=True) == measures.ROW_TOUCH


def test_an_icon_follows_light_and_dark(qapp: QApplication) -> None:
    """A button that was made in the light keeps a picture that is seen in the dark."""
    dress(qapp, Theme.LIGHT)
    made = icon(Icon.LESSON)
    light = made.pixmap(16, 16).toImage()

    dress(qapp, Theme.DARK)
    dark = made.pixmap(16, 16).toImage()

    assert light != dark
    dress(qapp, Theme.LIGHT)
