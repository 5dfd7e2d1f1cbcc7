// Messages that must not be lost: they wait in this browser until the portal has confirmed them, one at a time.
"use strict";

// `key` names the queue, `url` takes the messages, `tell(words, tone)` speaks; `confirmed(place, body, left)` and
// `emptied()` may be given. A message is {place, value, given, …}: a newer one of the same place takes its stead.
window.outbox = ({ key, url, token, tell, noun, confirmed = () => {}, emptied = () => {}, now = Date.now }) => {
  const PAUSE = 3000;
  // A bad connection often does not break but hangs: what is not answered in time is sent once more.
  const PATIENCE = 15000;
  let sending = null;

  // Memory stands in where storage is closed.
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
      // A full or a closed storage: the messages stay in memory of this page.
    }
  }

  function put(place, value, more = {}) {
    keep({ ...waiting(), [place]: { place, value, given: now(), ...more } });
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
      const body = await post(sent);
      if (body === null) return false;
      const left = waiting();
      if (left[place] && left[place].given === sent.given) delete left[place];
      confirmed(place, body, left[place]);
      keep(left);
    }
  }

  // The portal's answer, or null when the message has to be sent again.
  async function post(message) {
    let response;
    const hanging = new AbortController();
    const timer = setTimeout(() => hanging.abort(), PATIENCE);
    try {
      response = await fetch(url, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify(message),
        signal: hanging.signal,
      });
    } catch {
      clearTimeout(timer);
      return later(`Нет связи. ${noun} целы в этом браузере и уйдут сами, когда связь вернётся.`);
    }
    const body = await response.json().catch(() => null);
    clearTimeout(timer);
    if (response.ok && body && body.saved) {
      tell(`Сохранено в ${body.saved}.`, "good");
      return body;
    }
    if (body && body.words) {
      tell(body.words, "low");
      return body;
    }
    if (response.redirected || response.status === 403) {
      return later(`Вход в портал истёк. ${noun} целы в этом браузере: войдите снова в соседней вкладке.`);
    }
    return later(`Портал не отвечает. ${noun} целы в этом браузере и уйдут сами.`);
  }

  function later(words) {
    tell(words, "low");
    setTimeout(retry, PAUSE);
    return null;
  }

  async function retry() {
    if (Object.keys(waiting()).length === 0 || !(await send())) return;
    emptied();
  }

  window.addEventListener("online", retry);
  return { put, send, retry, waiting };
};
