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
