// A test that is being taken: answers go to the portal one by one and wait in this browser until it has confirmed them.
"use strict";

(() => {
  const form = document.querySelector(".test-form");
  const clock = document.querySelector("[data-clock]");
  if (!form || !clock) return;
  const timer = clock.closest(".test-clock");
  const state = document.querySelector("[data-state]");
  const offset = Number(timer.dataset.now) - Date.now();
  const deadline = Number(timer.dataset.deadline);
  let going = "";
  let typing = 0;

  const now = () => Date.now() + offset;

  function tell(words, tone) {
    state.textContent = words;
    state.dataset.tone = tone;
  }

  // What the portal has not confirmed yet waits in this browser.
  const box = window.outbox({
    key: `rsnms-test-${form.dataset.test}`,
    url: form.dataset.save,
    token: form.querySelector('[name="csrfmiddlewaretoken"]').value,
    noun: "Ответы",
    tell,
    now,
    emptied: () => going && location.assign(going),
  });

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

  const answer = () => box.put(Number(form.dataset.place), READ[form.dataset.kind]());

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
    if (!(await box.send())) return;
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
    timer.classList.toggle("ending", left <= 60);
    const mark = MARKS.filter((one) => left <= one).pop();
    if (mark && mark < told) {
      told = mark;
      words.textContent = `До конца теста ${mark / 60} мин.`;
    }
    if (left === 0 && !ended) {
      ended = true;
      box.send().then((whole) => whole && document.querySelector("[data-over]").submit());
    }
  }

  tick();
  setInterval(tick, 1000);
  box.retry();
})();
