"""What every page owes its reader, asked of the browser itself: names of fields, one heading, focus that is seen."""

from typing import Any

from playwright.sync_api import Page

# Problems of a page in words; each names its element, so that a failure tells where to look.
PROBLEMS = """
() => {
  const found = [];
  const tell = (words, element) => found.push(`${words}: ${element.outerHTML.slice(0, 160)}`);
  const seen = (element) => element.checkVisibility({ visibilityProperty: true });
  const text = (element) => (element.textContent || "").trim();
  const referred = (element) => (element.getAttribute("aria-labelledby") || "").split(" ")
    .map((id) => document.getElementById(id)).some((label) => label && text(label));
  const named = (element) => text(element) || element.getAttribute("aria-label") || element.title || referred(element)
    || [...element.querySelectorAll("img")].some((image) => image.alt);

  document.querySelectorAll("input, select, textarea").forEach((field) => {
    if (["hidden", "submit", "button"].includes(field.type) || !seen(field)) return;
    const labels = [...(field.labels || [])].some((label) => text(label));
    if (!labels && !field.getAttribute("aria-label") && !referred(field)) tell("field without a label", field);
  });
  document.querySelectorAll("img:not([alt])").forEach((image) => tell("picture without words", image));
  document.querySelectorAll("svg").forEach((picture) => {
    const hidden = picture.closest("[aria-hidden=true]");
    const words = picture.getAttribute("aria-label") || picture.querySelector("title") || referred(picture);
    if (!hidden && !words) tell("drawing neither hidden nor named", picture);
  });
  document.querySelectorAll("a[href], button, summary").forEach((control) => {
    if (seen(control) && !named(control)) tell("control without a name", control);
  });
  document.querySelectorAll("a[href^='#']").forEach((link) => {
    const id = decodeURIComponent(link.getAttribute("href").slice(1));
    if (id && !document.getElementById(id)) tell("link to nothing", link);
  });
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  new Set(ids.filter((id, place) => ids.indexOf(id) !== place)).forEach((id) => found.push(`id twice: ${id}`));
  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(seen);
  const tops = headings.filter((heading) => heading.tagName === "H1");
  if (tops.length !== 1) found.push(`h1: ${tops.length}`);
  headings.reduce((above, heading) => {
    const level = Number(heading.tagName[1]);
    if (level > above + 1) tell("heading skips a level", heading);
    return level;
  }, 0);
  document.querySelectorAll("table").forEach((table) => {
    if (!seen(table) || table.getAttribute("role") === "presentation") return;
    if (!table.caption && !table.getAttribute("aria-label") && !referred(table)) tell("table without a caption", table);
    if (!table.querySelector("th")) tell("table without heads", table);
  });
  if (!document.documentElement.lang) found.push("no language");
  if (!document.title.trim()) found.push("no title");
  if (document.querySelectorAll("main").length !== 1) found.push("main is not one");
  return found;
}
"""
# Words whose contrast with what is behind them is under 4.5 (3 for large ones): WCAG 2.2, 1.4.3.
PALE = """
() => {
  const brush = Object.assign(document.createElement("canvas"), { width: 1, height: 1 })
    .getContext("2d", { willReadFrequently: true });
  // A page has a thousand words and a dozen grounds: each is painted once.
  const grounds = new Map(), lights = new Map();
  const behind = (element) => {
    if (!element) return [];
    if (!grounds.has(element)) {
      const own = getComputedStyle(element).backgroundColor;
      grounds.set(element, [...behind(element.parentElement), ...(own === "rgba(0, 0, 0, 0)" ? [] : [own])]);
    }
    return grounds.get(element);
  };
  const painted = (colours) => {
    ["white", ...colours].forEach((colour) => { brush.fillStyle = colour; brush.fillRect(0, 0, 1, 1); });
    return [...brush.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => part / 255)
      .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  };
  const light = (colours) => {
    const key = colours.join();
    if (!lights.has(key)) {
      const [red, green, blue] = painted(colours);
      lights.set(key, 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
    }
    return lights.get(key);
  };
  const ratio = (element, colour) => {
    const both = [light(behind(element)), light([...behind(element), colour])];
    return Math.max(...both) / Math.min(...both);
  };
  const shown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && !element.closest("[disabled], .visually-hidden, svg") && element.getBoundingClientRect().width > 1;
  const look = (element, style) => {
    const size = parseFloat(style.fontSize);
    const least = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
    const found = ratio(element, style.color);
    return found < least ? [`contrast ${found.toFixed(2)}: ${element.outerHTML.slice(0, 120)}`] : [];
  };
  const worded = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  return [...document.querySelectorAll("body *")].filter(shown).flatMap((element) => [
    ...(worded(element) ? look(element, getComputedStyle(element)) : []),
    ...(element.placeholder && !element.value ? look(element, getComputedStyle(element, "::placeholder")) : []),
  ]);
}
"""
# Targets under 24 x 24 pixels whose circle of 24 meets another target: WCAG 2.2, 2.5.8 (links in a sentence are free).
CRAMPED = """
() => {
  const shown = (element) => element.checkVisibility({ visibilityProperty: true })
    && element.getBoundingClientRect().width > 1 && !element.closest(".visually-hidden");
  const box = (element) => (element.closest("label") || element).getBoundingClientRect();
  const targets = [...document.querySelectorAll("a[href], button, summary, select, input:not([type=hidden])")]
    .filter(shown).map((element) => ({ element, box: box(element) }));
  const inSentence = (element) => getComputedStyle(element).display === "inline"
    && element.parentElement.textContent.trim().length > element.textContent.trim().length + 3;
  const small = targets.filter((one) => one.box.width < 23.5 || one.box.height < 23.5);
  const meets = (one, other) => {
    const x = one.box.x + one.box.width / 2, y = one.box.y + one.box.height / 2;
    const aside = Math.max(other.box.left - x, 0, x - other.box.right);
    const far = Math.hypot(aside, Math.max(other.box.top - y, 0, y - other.box.bottom));
    return other !== one && !one.element.contains(other.element) && !other.element.contains(one.element) && far < 12;
  };
  return small.filter((one) => !inSentence(one.element) && targets.some((other) => meets(one, other)))
    .map((one) => `${Math.round(one.box.width)}x${Math.round(one.box.height)}: ${one.element.outerHTML.slice(0, 120)}`);
}
"""
# Rows of tables that show nothing: a phone hides the cells that are not among the fields of a row's card.
HOLLOW = """
() => [...document.querySelectorAll("main table tr")]
  .filter((row) => row.checkVisibility() && row.textContent.trim() && row.getBoundingClientRect().height > 2)
  .filter((row) => ![...row.cells].some((cell) => cell.checkVisibility()))
  .map((row) => `empty row: ${row.textContent.trim().slice(0, 80)}`)
"""
# What a focused control looks like: it must differ from what it looks like without the focus.
LOOK = """
(element) => {
  element.getAnimations().forEach((change) => change.finish());
  const style = getComputedStyle(element);
  return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.borderColor,
          style.backgroundColor, style.textDecoration].join("|");
}
"""
SIDEWAYS = "document.documentElement.scrollWidth - window.innerWidth"


def problems(page: Page) -> list[str]:
    """What a reader with a screen reader or a keyboard would stumble over."""
    found: list[str] = page.evaluate(PROBLEMS)
    return found


def pale(page: Page) -> list[str]:
    """Words that are hard to tell from what is behind them."""
    found: list[str] = page.evaluate(PALE)
    return found


def cramped(page: Page) -> list[str]:
    """What is pointed at and is too small beside its neighbours."""
    found: list[str] = page.evaluate(CRAMPED)
    return found


def hollow(page: Page) -> list[str]:
    """Rows that show none of their cells."""
    found: list[str] = page.evaluate(HOLLOW)
    return found


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return max(0, int(page.evaluate(SIDEWAYS)))


def focused(page: Page) -> Any:
    """The element that has the focus."""
    return page.evaluate_handle("document.activeElement").as_element()


def looks(page: Page) -> tuple[str, str]:
    """How the focused control looks with the focus and without it."""
    element = focused(page)
    with_focus: str = element.evaluate(LOOK)
    element.evaluate("(element) => element.blur()")
    without: str = element.evaluate(LOOK)
    element.evaluate("(element) => element.focus({ focusVisible: true })")
    return with_focus, without
