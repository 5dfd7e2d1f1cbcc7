// The keyboard of the calendar: arrows walk over the days, Page Up and Page Down turn the months.
"use strict";

(() => {
  const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

  document.addEventListener("keydown", (event) => {
    const table = event.target.closest("[data-calendar]");
    if (!table || event.ctrlKey || event.metaKey || event.altKey) return;
    const days = [...table.querySelectorAll("[data-day]")];
    const here = days.indexOf(event.target.closest("td").querySelector("[data-day]"));
    if (event.key === "PageUp" || event.key === "PageDown") {
      event.preventDefault();
      document.querySelector(event.key === "PageUp" ? "[data-previous]" : "[data-next]").click();
    } else if (event.key in STEPS && days[here + STEPS[event.key]]) {
      event.preventDefault();
      days[here + STEPS[event.key]].focus();
    }
  });
})();
