"""HTML elements. Text and attributes go through the browser's DOM, never through a parser: nothing needs escaping."""

from nicegui.element import Element
from nicegui.elements.mixins.text_element import TextElement


def el(tag: str, text: str | None = None, classes: str = "", **attributes: object) -> Element:
    """An element in the current place; use it with `with` to put others inside.

    An attribute's `_` is a dash (`aria_label`), one at the end is dropped (`for_`); None and False leave it out.
    """
    return _dress(Element(tag) if text is None else TextElement(tag=tag, text=text), classes, attributes)


def changing(tag: str, classes: str = "", **attributes: object) -> TextElement:
    """One whose text is set later, and again."""
    element = TextElement(tag=tag, text="")
    _dress(element, classes, attributes)
    return element


def _dress(element: Element, classes: str, attributes: dict[str, object]) -> Element:
    element.classes(classes)
    for name, value in attributes.items():
        if value is not None and value is not False:
            element.props[name.rstrip("_").replace("_", "-")] = value
    return element
