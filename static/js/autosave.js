// A form that saves by itself: what belongs together goes to the portal as one entry, with what was seen before it.
"use strict";

(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const state = form.querySelector("[data-state]");
  const seen = Object.fromEntries([...form.querySelectorAll("[data-entry]")].map((one) => [one.dataset.entry, one]));
  const names = (entry) => seen[entry].dataset.names.split(" ");
  const PAUSE = 700;
  const AGAIN = 3000;
  const token = form.querySelector('[name="csrfmiddlewaretoken"]').value;
  const typing = {};

  function tell(words, tone) {
    state.textContent = words;
    state.dataset.tone = tone;
  }

  const box = window.outbox({
    key: form.dataset.key,
    url: form.dataset.autosave,
    token,
    noun: "Записи",
    tell,
    // What the portal holds now is what was seen, for the next message of this entry too.
    confirmed: (entry, body, next) => {
      if (!body.now || !seen[entry]) return;
      seen[entry].value = JSON.stringify(body.now);
      if (next) next.was = body.now;
    },
  });

  const control = (name) => form.elements.namedItem(name);
  const read = (field) => (field.type === "checkbox" ? (field.checked ? "on" : "") : field.value.trim());
  const values = (entry) => Object.fromEntries(names(entry).map((name) => [name, read(control(name))]));

  function save(entry) {
    clearTimeout(typing[entry]);
    delete typing[entry];
    const queued = box.waiting()[entry];
    const held = JSON.parse(seen[entry].value);
    const said = values(entry);
    // Leaving a field tells of a change that was saved while it was typed.
    if (!queued && names(entry).every((name) => said[name] === held[name])) return;
    box.put(entry, said, { was: queued ? queued.was : held });
  }

  function entryOf(field) {
    return Object.keys(seen).find((entry) => names(entry).includes(field.name));
  }

  form.addEventListener("input", (event) => {
    const entry = entryOf(event.target);
    if (!entry || ["checkbox", "radio"].includes(event.target.type)) return;
    clearTimeout(typing[entry]);
    typing[entry] = setTimeout(() => save(entry), PAUSE);
  });
  form.addEventListener("change", (event) => {
    const entry = entryOf(event.target);
    if (entry) save(entry);
    if (event.target.type === "file") choose(event.target);
  });

  // A document goes as soon as it is chosen. This page alone holds it until the portal has it.
  const held = new Set();
  function choose(field) {
    held.delete(field);
    if (!field.files.length) return;
    held.add(field);
    tell("Файл отправляется…", "");
    give(field);
  }

  async function give(field) {
    const [file] = field.files;
    const body = new FormData();
    body.append("csrfmiddlewaretoken", token);
    body.append(field.name, file);
    let answer = null;
    try {
      const response = await fetch(form.dataset.autosave, { method: "POST", body });
      answer = await response.json();
    } catch {
      // No connection, or a page instead of an answer: the document is sent again.
    }
    if (field.files[0] !== file) return;
    if (answer && (answer.saved || answer.words)) {
      held.delete(field);
      tell(answer.words || `Файл «${file.name}» сохранён в ${answer.saved}.`, answer.words ? "low" : "good");
      return;
    }
    tell("Файл не отправлен: нет связи. Не закрывайте страницу — он уйдёт сам, когда связь вернётся.", "low");
    setTimeout(() => held.has(field) && give(field), AGAIN);
  }

  // The page is left by its button only when the portal has everything; without a connection it stays.
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    Object.keys(typing).forEach(save);
    if (!(await box.send())) return;
    await Promise.all([...held].map(give));
    if (held.size) return;
    tellButton(event.submitter);
    form.submit();
  });

  // A form sent by a script does not say by which of its buttons.
  function tellButton(button) {
    if (!button || !button.name) return;
    const said = document.createElement("input");
    Object.assign(said, { type: "hidden", name: button.name, value: button.value });
    form.append(said);
  }
  window.addEventListener("beforeunload", (event) => {
    if (Object.keys(typing).length || Object.keys(box.waiting()).length || held.size) event.preventDefault();
  });

  // What did not reach the portal the last time is put back into the fields and goes first.
  for (const [entry, message] of Object.entries(box.waiting())) {
    if (!seen[entry]) continue;
    for (const [name, value] of Object.entries(message.value)) {
      const field = control(name);
      if (field.type === "checkbox") field.checked = value === "on";
      // Of a group of buttons too: the one of this value is chosen.
      else field.value = value;
    }
  }
  box.retry();
})();
