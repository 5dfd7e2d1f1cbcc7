// Small comforts over pages that work without scripts.
"use strict";

(() => {
  const root = document.documentElement;
  root.classList.add("js");

  // «/» goes to the search, Escape closes what is open.
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const finder = document.getElementById("finder");
      if (finder) {
        event.preventDefault();
        finder.focus();
        finder.select();
      }
    }
    if (event.key === "Escape") {
      closeFound();
      document.querySelectorAll("details.menu[open]").forEach((menu) => {
        const inside = menu.contains(document.activeElement);
        menu.open = false;
        if (inside) menu.querySelector("summary").focus();
      });
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") moveInFound(event);
  });

  function closeFound() {
    const found = document.getElementById("found");
    if (found) found.replaceChildren();
  }

  function moveInFound(event) {
    const box = event.target.closest(".finder");
    if (!box) return;
    const stops = [box.querySelector("input"), ...box.querySelectorAll(".found a")];
    const next = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    if (stops[next]) {
      event.preventDefault();
      stops[next].focus();
    }
  }

  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
    if (!event.target.closest(".finder")) closeFound();
  });

  // A choice that submits its form by itself.
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
    if (event.target.closest(".rows, [data-bulk]")) countChosen(event.target);
  });

  // A long action is not started twice by an impatient second click.
  document.addEventListener("submit", (event) => {
    if (event.target.method !== "post") return;
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "1";
    setTimeout(() => delete event.target.dataset.sent, 3000);
  });

  // What was typed into a form is not lost by a careless click: the browser asks before it leaves the page.
  let unsaved = null;
  document.addEventListener("input", (event) => {
    unsaved = event.target.closest("form[data-guard]") || unsaved;
  });
  document.addEventListener("submit", (event) => {
    if (event.target === unsaved) unsaved = null;
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("form[data-guard] .form-foot a")) unsaved = null;
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved && unsaved.isConnected) event.preventDefault();
  });

  function boxes() {
    return [...document.querySelectorAll('input[name="ids"][form="bulk"]')];
  }

  function countChosen(changed) {
    const bulk = document.querySelector("[data-bulk]");
    if (!bulk) return;
    const whole = bulk.querySelector("[data-bulk-page]");
    if (changed === whole) boxes().forEach((box) => (box.checked = whole.checked));
    const chosen = boxes().filter((box) => box.checked).length;
    const words = bulk.querySelector("[data-bulk-count]");
    const everything = bulk.querySelector('[name="everything"]').checked;
    bulk.classList.toggle("at-work", chosen > 0 || everything);
    words.hidden = chosen === 0;
    words.textContent = `Выбрано: ${chosen}`;
    whole.checked = chosen > 0 && chosen === boxes().length;
  }

  // What a script can do better is shown only where there is one; a list of errors is read first.
  function enhance() {
    document.querySelectorAll("[data-bulk-page], [data-bulk-page-label]").forEach((part) => (part.hidden = false));
    const summary = document.querySelector("[data-focus]");
    if (summary) summary.focus();
  }

  // An answer that comes while one still types must not take the last letters away.
  let typed = null;
  document.addEventListener("htmx:beforeSwap", () => {
    const field = document.activeElement;
    typed = field && field.id === "list-search" ? { value: field.value, at: field.selectionStart } : null;
  });

  function keepTyped() {
    const field = document.getElementById("list-search");
    if (!typed || !field || field.value === typed.value) return;
    field.value = typed.value;
    field.focus();
    field.setSelectionRange(typed.at, typed.at);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  enhance();
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id === "found") return;
    enhance();
    keepTyped();
  });
  document.addEventListener("htmx:responseError", (event) => {
    const note = document.createElement("div");
    note.className = "alert alert-danger";
    note.setAttribute("role", "alert");
    note.textContent = "Портал не ответил как надо. Ничего не потеряно: обновите страницу и повторите. Код: "
      + (event.detail.xhr.getResponseHeader("X-Request-Id") || "нет");
    document.getElementById("content").prepend(note);
  });
})();
