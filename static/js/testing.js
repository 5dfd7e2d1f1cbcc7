// A test that is being taken: answers go to the portal one by one and wait in this browser until it has confirmed them.
"use strict";

(() => {
  const form = document.querySelector(".test-form");
  const clock = document.querySelector("[data-clock]");
  if (!form || !clock) return;
  const box = clock.closest(".test-clock");
  const state = document.querySelector("[data-state]");
  const key = `rsnms-test-${form.dataset.test}`;
  const token = form.querySelector('[name="csrfmiddlewaretoken"]').value;
  const offset = Number(box.dataset.now) - Date.now();
  const deadline = Number(box.dataset.deadline);
  const PAUSE = 3000;
  let going = "";
  let sending = null;
  let typing = 0;

  const now = () => Date.now() + offset;

  // What the portal has not confirmed yet: place → {value, given}. Memory stands in where storage is closed.
  let memory = {};
  function waiting() {
    try {
      return JSON.parse(localStorage.getItem(key)) || {};
    } catch {
      return memory;
    }
  }
  function keep(queue) {
    memory = queue;
    try {
      if (Object.keys(queue).length) localStorage.setItem(key, JSON.stringify(queue));
      else localStorage.removeItem(key);
    } catch {
      // A full or a closed storage: the answers stay in memory of this page.
    }
  }

  function tell(words, tone) {
    state.textContent = words;
    state.dataset.tone = tone;
  }

  const fields = () => [...form.querySelectorAll("input:not([type=hidden]), select")];
  const chosen = () => fields().filter((field) => field.checked).map((field) => field.value);
  const parts = () => fields().filter((field) => field.value).map((field) => [field.dataset.part, field.value]);
  const READ = {
    single: () => chosen()[0] || "",
    multiple: chosen,
    matching: () => Object.fromEntries(parts()),
    order: () => parts().sort((one, other) => one[1] - other[1]).map(([letter]) => letter),
    number: () => fields()[0].value.trim(),
    text: () => fields()[0].value.trim(),
  };

  function answer() {
    keep({ ...waiting(), [form.dataset.place]: { value: READ[form.dataset.kind](), given: now() } });
    tell("Сохраняется…", "");
    send();
  }

  // One message at a time, the oldest first; whoever asks meanwhile waits for the same round.
  function send() {
    sending = sending || round().finally(() => (sending = null));
    return sending;
  }

  async function round() {
    for (;;) {
      const queue = waiting();
      const place = Object.keys(queue)[0];
      if (place === undefined) return true;
      const sent = queue[place];
      const outcome = await post(Number(place), sent);
      if (outcome === "again") return false;
      const left = waiting();
      if (left[place] && left[place].given === sent.given) delete left[place];
      keep(left);
    }
  }

  async function post(place, sent) {
    let response;
    try {
      response = await fetch(form.dataset.save, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify({ place, value: sent.value, given: sent.given }),
      });
    } catch {
      return later("Нет связи. Ответы целы в этом браузере и уйдут сами, когда связь вернётся.");
    }
    const body = await response.json().catch(() => null);
    if (response.ok && body && body.saved) {
      tell(`Сохранено в ${body.saved}.`, "good");
      return "done";
    }
    if (body && body.words) {
      tell(body.words, "low");
      return "done";
    }
    if (response.redirected || response.status === 403) {
      return later("Вход в портал истёк. Ответы целы в этом браузере: войдите снова в соседней вкладке.");
    }
    return later("Портал не отвечает. Ответы целы в этом браузере и уйдут сами.");
  }

  function later(words) {
    tell(words, "low");
    setTimeout(retry, PAUSE);
    return "again";
  }

  async function retry() {
    if (Object.keys(waiting()).length === 0 || !(await send())) return;
    if (going) location.assign(going);
  }

  form.addEventListener("change", () => form.dataset.kind && answer());
  form.addEventListener("input", (event) => {
    if (!event.target.matches("input.form-control")) return;
    clearTimeout(typing);
    typing = setTimeout(answer, 700);
  });

  // The page is left only when the portal has every answer: without a connection it stays and goes on by itself.
  form.addEventListener("submit", async (event) => {
    const href = event.submitter && event.submitter.dataset.href;
    event.preventDefault();
    event.stopPropagation();
    if (typing) {
      clearTimeout(typing);
      typing = 0;
      answer();
    }
    if (href) going = href;
    if (!(await send())) return;
    if (href) location.assign(href);
    else form.submit();
  });

  const MARKS = [600, 300, 60];
  const words = document.querySelector("[data-clock-words]");
  let told = Infinity;
  let ended = false;

  function tick() {
    const left = Math.max(0, Math.ceil((deadline - now()) / 1000));
    const pad = (value) => String(value).padStart(2, "0");
    const hours = Math.floor(left / 3600);
    const rest = `${hours ? pad(Math.floor(left / 60) % 60) : Math.floor(left / 60)}:${pad(left % 60)}`;
    clock.textContent = `осталось ${hours ? `${hours}:` : ""}${rest}`;
    box.classList.toggle("ending", left <= 60);
    const mark = MARKS.filter((one) => left <= one).pop();
    if (mark && mark < told) {
      told = mark;
      words.textContent = `До конца теста ${mark / 60} мин.`;
    }
    if (left === 0 && !ended) {
      ended = true;
      send().then((whole) => whole && document.querySelector("[data-over]").submit());
    }
  }

  tick();
  setInterval(tick, 1000);
  window.addEventListener("online", retry);
  retry();
})();
