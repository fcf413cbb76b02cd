"""The whole key map, in both layouts, with NumLock off and on, on each platform."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from desktop.ui.grid.keys import Action, Meaning, Refused, Typed, Wish, is_chord, meaning_of
from desktop.ui.grid.press import read_press
from desktop.ui.words import Language
from tests.desktop.ui.grid.board import ALT, CTRL, KEY, LAYOUTS, NONE, PLATFORMS, SHIFT, named, pad, printable

in_both_layouts = pytest.mark.parametrize("layout", LAYOUTS)
on_each_platform = pytest.mark.parametrize("platform", PLATFORMS)
whatever_numlock_says = pytest.mark.parametrize("numlock", [True, False])
SCANNED = ("xcb", "wayland", "windows")


def read(event: QKeyEvent, platform: str = "xcb", language: Language = Language.RUSSIAN) -> Meaning | None:
    """What a key event means."""
    return meaning_of(read_press(event, platform), language)


@in_both_layouts
@on_each_platform
@pytest.mark.parametrize(
    ("scan", "token"),
    [
        *[(0x02 + at, digit) for at, digit in enumerate("1234567890")],
        (0x2B, "\\"),
        (0x29, "."),
        (0x0C, "Н"),
        (0x15, "Н"),
        (0x22, "П"),
        (0x12, "У"),
        (0x33, "Б"),
        (0x24, "О"),
        (0x2E, "С"),
        (0x20, "В"),
        (0x31, "Т"),
        (0x19, "З"),
    ],
)
def test_printable_keys(layout: str, platform: str, scan: int, token: str) -> None:
    """A key types the same token in ЙЦУКЕН and in the Latin layout."""
    assert read(printable(scan, layout, platform), platform) == Typed(token)


@in_both_layouts
@pytest.mark.parametrize("platform", SCANNED)
@pytest.mark.parametrize("scan", [0x2B, 0x56])
@pytest.mark.parametrize("held", [NONE, SHIFT])
def test_the_second_mark_s_keys(layout: str, platform: str, scan: int, held: Qt.KeyboardModifier) -> None:
    """`\\` and the extra key begin a second mark, Shift or not, though Shift gives `/` or `|`."""
    assert read(printable(scan, layout, platform, held), platform) == Typed("\\")


@on_each_platform
def test_full_stop_is_a_duty_in_the_russian_layout(platform: str) -> None:
    """Key 35 gives «.» in ЙЦУКЕН."""
    assert read(printable(0x35, "ru", platform), platform) == Typed(".")


@on_each_platform
def test_key_35_is_refused_in_the_latin_layout(platform: str) -> None:
    """There it gives `/`: a duty by its place, a second mark by its label; the words say what to press."""
    refused = Refused("Латинская раскладка: вторая отметка «\\», долг «Ё»")

    assert read(printable(0x35, "latin", platform), platform) == refused


@on_each_platform
@whatever_numlock_says
@pytest.mark.parametrize(
    ("sign", "meaning"),
    [
        *[(digit, Typed(digit)) for digit in "0123456789"],
        ("/", Typed("\\")),
        (",", Typed(".")),
        ("-", Typed("Н")),
        ("*", Wish(Action.COMMENT)),
        ("+", Wish(Action.NEXT_UNMARKED)),
        ("\r", Wish(Action.CONFIRM)),
    ],
)
def test_the_keypad(platform: str, numlock: bool, sign: str, meaning: Meaning) -> None:
    """Keypad keys are digits and signs whatever NumLock says."""
    assert read(pad(sign, platform, numlock), platform) == meaning


def test_the_keypad_s_enter_fills() -> None:
    """Ctrl+Enter is the same on the keypad."""
    assert read(pad("\r", held=CTRL)) == Wish(Action.FILL_EMPTY)


def test_arrows_of_a_mac_are_no_digits() -> None:
    """MacOS calls its arrows keypad keys."""
    event = named(KEY.Key_Up, Qt.KeyboardModifier.KeypadModifier, "cocoa")

    assert read(event, "cocoa") == Wish(Action.UP)


@in_both_layouts
@on_each_platform
@pytest.mark.parametrize(
    ("scan", "action"),
    [
        (0x20, Action.FILL_DOWN),
        (0x2C, Action.UNDO),
        (0x15, Action.REDO),
        (0x2E, Action.COPY),
        (0x2D, Action.CUT),
        (0x2F, Action.PASTE),
        (0x1E, Action.SELECT_ALL),
        (0x12, Action.LESSON_PANEL),
        (0x22, Action.ROLL_CALL),
        (0x26, Action.DEBTS),
        (0x30, Action.CELL_HISTORY),
        (0x21, Action.FIND_PUPIL),
        (0x25, Action.FINDER),
        (0x14, Action.TODAY),
        (0x19, Action.PRINT),
        (0x1F, Action.SYNC),
        (0x31, Action.NEXT_GAP),
    ],
)
def test_control_chords(layout: str, platform: str, scan: int, action: Action) -> None:
    """A chord is found by the key's place: Russian as the only layout loses none."""
    assert read(printable(scan, layout, platform, CTRL), platform) == Wish(action)


@in_both_layouts
@on_each_platform
def test_numbered_chords(layout: str, platform: str) -> None:
    """Ctrl+1…9 are lessons of the day, Alt+1…8 are pages; there is no ninth page."""
    lessons = [read(printable(0x02 + at, layout, platform, CTRL), platform) for at in range(9)]
    pages = [read(printable(0x02 + at, layout, platform, ALT), platform) for at in range(9)]

    assert lessons == [Wish(Action.LESSON, number) for number in range(1, 10)]
    assert pages == [*[Wish(Action.PAGE, number) for number in range(1, 9)], None]


@in_both_layouts
@pytest.mark.parametrize("held", [CTRL | SHIFT, ALT | SHIFT, CTRL | ALT, ALT])
def test_chords_that_switch_layouts_mean_nothing(layout: str, held: Qt.KeyboardModifier) -> None:
    """Ctrl+Shift, Alt+Shift, Ctrl+Alt and Alt+letter are left to the system."""
    assert read(printable(0x2C, layout, held=held)) is None
    assert read(printable(0x20, layout, held=held)) is None


@in_both_layouts
@on_each_platform
def test_editing_and_comment(layout: str, platform: str) -> None:
    """= edits as text, Shift+8 comments; Shift+5 is no mark."""
    assert read(printable(0x0D, layout, platform), platform) == Wish(Action.EDIT_TEXT)
    if platform in SCANNED:
        assert read(printable(0x09, layout, platform, SHIFT), platform) == Wish(Action.COMMENT)
        assert read(printable(0x06, layout, platform, SHIFT), platform) is None


@on_each_platform
@pytest.mark.parametrize(
    ("key", "held", "action"),
    [
        (KEY.Key_Up, NONE, Action.UP),
        (KEY.Key_Down, NONE, Action.DOWN),
        (KEY.Key_Left, NONE, Action.LEFT),
        (KEY.Key_Right, NONE, Action.RIGHT),
        (KEY.Key_Up, SHIFT, Action.EXTEND_UP),
        (KEY.Key_Down, SHIFT, Action.EXTEND_DOWN),
        (KEY.Key_Left, SHIFT, Action.EXTEND_LEFT),
        (KEY.Key_Right, SHIFT, Action.EXTEND_RIGHT),
        (KEY.Key_Up, CTRL, Action.FIRST_PUPIL),
        (KEY.Key_Down, CTRL, Action.LAST_PUPIL),
        (KEY.Key_Left, CTRL, Action.PREVIOUS_WORK),
        (KEY.Key_Right, CTRL, Action.NEXT_WORK),
        (KEY.Key_Home, NONE, Action.FIRST_LESSON),
        (KEY.Key_End, NONE, Action.LAST_LESSON),
        (KEY.Key_PageUp, NONE, Action.PAGE_UP),
        (KEY.Key_PageDown, NONE, Action.PAGE_DOWN),
        (KEY.Key_PageUp, CTRL, Action.PREVIOUS_TERM),
        (KEY.Key_PageDown, CTRL, Action.NEXT_TERM),
        (KEY.Key_Tab, NONE, Action.NEXT_CELL),
        (KEY.Key_Backtab, SHIFT, Action.PREVIOUS_CELL),
        (KEY.Key_Tab, CTRL, Action.NEXT_PANE),
        (KEY.Key_Return, NONE, Action.CONFIRM),
        (KEY.Key_Return, SHIFT, Action.CONFIRM_UP),
        (KEY.Key_Return, CTRL, Action.FILL_EMPTY),
        (KEY.Key_Space, NONE, Action.NEXT_UNMARKED),
        (KEY.Key_Backspace, NONE, Action.TAKE_BACK),
        (KEY.Key_Delete, NONE, Action.CLEAR),
        (KEY.Key_Escape, NONE, Action.CANCEL),
        (KEY.Key_F1, NONE, Action.KEYS),
        (KEY.Key_F2, NONE, Action.EDIT_TEXT),
        (KEY.Key_F2, SHIFT, Action.COMMENT),
        (KEY.Key_F4, NONE, Action.NEXT_GAP),
        (KEY.Key_F5, NONE, Action.SYNC),
        (KEY.Key_F6, NONE, Action.NEXT_PANE),
        (KEY.Key_F7, NONE, Action.DEBTS),
        (KEY.Key_F8, NONE, Action.ROLL_CALL),
        (KEY.Key_F9, NONE, Action.LESSON_PANEL),
        (KEY.Key_F10, SHIFT, Action.MENU),
    ],
)
def test_keys_without_a_character(
    platform: str, key: Qt.Key, held: Qt.KeyboardModifier, action: Action
) -> None:
    """Arrows, editing keys and F-keys, by name on every platform."""
    assert read(named(key, held, platform), platform) == Wish(action)


@pytest.mark.parametrize("key", [KEY.Key_Insert, KEY.Key_F3, KEY.Key_F11, KEY.Key_CapsLock])
def test_keys_left_free(key: Qt.Key) -> None:
    """Insert and the like mean nothing."""
    assert read(named(key)) is None


@in_both_layouts
@pytest.mark.parametrize("scan", [0x13, 0x24, 0x10, 0x11, 0x16])
def test_chords_left_free(layout: str, scan: int) -> None:
    """Ctrl+R, J, Q, W, U are left to others."""
    assert read(printable(scan, layout, held=CTRL)) is None


@in_both_layouts
@on_each_platform
@pytest.mark.parametrize(
    ("scan", "token"),
    [(0x1E, "Н"), (0x12, "У"), (0x16, "НП"), (0x1F, "Б"), (0x26, "О"), (0x2D, "С"), (0x19, "З")],
)
def test_english_absences(layout: str, platform: str, scan: int, token: str) -> None:
    """A E U S L X on the English screen; P is passed."""
    assert read(printable(scan, layout, platform), platform, Language.ENGLISH) == Typed(token)


def test_the_slash_is_a_slash_on_the_english_screen() -> None:
    """There `/` is a second mark and `.` a duty, as the labels say."""
    assert read(printable(0x35, "latin"), language=Language.ENGLISH) == Typed("\\")
    assert read(printable(0x34, "latin"), language=Language.ENGLISH) == Typed(".")


def test_a_held_digit_marks_one_pupil() -> None:
    """Repeats of a held key move the cursor, they do not mark the class."""
    assert read(printable(0x06, repeated=True)) is None
    assert read(printable(0x06)) == Typed("5")


@pytest.mark.parametrize(
    ("event", "reads_over_text"),
    [
        (printable(0x06), False),
        (printable(0x15), False),
        (pad("5"), False),
        (named(KEY.Key_Return), False),
        (named(KEY.Key_Left, CTRL), False),
        (named(KEY.Key_Delete), False),
        (named(KEY.Key_F5), True),
        (printable(0x12, held=CTRL), True),
        (named(KEY.Key_Return, CTRL), True),
        (printable(0x02, held=ALT), True),
    ],
)
def test_text_fields_keep_their_keys(event: QKeyEvent, reads_over_text: bool) -> None:
    """Over a text field only chords and F-keys are read."""
    assert is_chord(read_press(event, "xcb")) is reads_over_text
