"""Somebody without a mouse: goes from field to field with Tab, and can always see where they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Locator, Page

_MOST: Final = 300
_SEEN: Final = """
element => {
  const style = getComputedStyle(element), box = element.getBoundingClientRect();
  const marked = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  const over = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, innerHeight / 2));
  const open = over !== null && (element.contains(over) || over.contains(element));
  return marked && open && box.bottom > 0 && box.top < innerHeight;
}
"""


@dataclass(frozen=True)
class Hand:
    """What can be done with the keys alone."""

    page: Page

    def reach(self, target: Locator) -> None:
        """Go on with Tab until there; where the focus is can be seen on the way."""
        assert target.count() == 1, target
        for _ in range(_MOST):
            if target.evaluate("element => element === document.activeElement"):
                assert target.evaluate(_SEEN), f"the focus cannot be seen: {target}"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"not reached with Tab: {target}")

    def named(self, name: str) -> Locator:
        """A field by the name it is sent under."""
        return self.page.locator(f"main [name='{name}']")

    def write(self, name: str, text: str) -> None:
        """Fill in a field."""
        self.reach(self.named(name))
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def pick(self, name: str, option: str) -> None:
        """Choose from a list, by typing what it says."""
        self.reach(self.named(name))
        self.page.keyboard.type(option)
        chosen = self.named(name).evaluate("element => element.selectedOptions[0].text")
        assert chosen.lower().startswith(option.lower()), chosen

    def choose(self, name: str, value: str) -> None:
        """Choose one of some: the keys go in at the first and on with the arrows."""
        every = [str(one.get_attribute("value")) for one in self.named(name).all()]
        self.reach(self.page.locator(f"main [name='{name}'][value='{every[0]}']"))
        self.page.keyboard.press("Space")
        for _ in range(every.index(value)):
            self.page.keyboard.press("ArrowDown")
        assert self.page.locator(f"main [name='{name}'][value='{value}']").is_checked()

    def press(self, text: str, role: str = "button") -> None:
        """Press a button or follow a link of the page, by its name."""
        found = self.page.get_by_role("main").get_by_role("link" if role == "link" else "button", name=text, exact=True)
        self.reach(found.last)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def follow(self, text: str) -> None:
        """Follow a link of the page."""
        self.press(text, "link")
