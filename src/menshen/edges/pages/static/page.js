// What every page does with itself: show one step, say things in both languages, read what came in its address.

export const at = (id) => document.getElementById(id);

/** Show the sections whose `data-step` names `step`, hide the others, and take the reader to the new heading. */
export function show(step) {
  for (const section of document.querySelectorAll("[data-step]")) {
    section.hidden = !section.dataset.step.split(" ").includes(step);
  }
  document.querySelector(`[data-step~="${step}"] h1`)?.focus({ preventScroll: true });
  scrollTo({ top: 0 });
}

/** A text of the page, by its name (`data-phrase`), in both languages. */
export function phrase(name) {
  return document.querySelector(`template[data-phrase="${name}"]`).content.cloneNode(true);
}

/** `{zh, en}` as nodes; what comes from the API is text, never markup. */
export function said({ zh, en }) {
  const both = document.createDocumentFragment();
  for (const [name, lang, text] of [["zh", "zh-Hans", zh], ["en", "en", en]]) {
    both.append(Object.assign(document.createElement("span"), { className: name, lang, textContent: text }), " ");
  }
  return both;
}

/** A moment as a person reads it, to the `detail` that `Intl.DateTimeFormat` takes. */
export function moment(text, detail) {
  const time = Object.assign(document.createElement("time"), { dateTime: text });
  const written = (locale) => new Intl.DateTimeFormat(locale, detail).format(new Date(text));
  time.append(said({ zh: written("zh-Hans"), en: written("en-GB") }));
  return time;
}

/** Fill the element `id` with nodes or plain text. */
export function put(id, ...nodes) {
  at(id).replaceChildren(...nodes);
}

/** Call `act` on every press of each button that `selector` finds. */
export function press(selector, act) {
  for (const button of document.querySelectorAll(selector)) button.addEventListener("click", act);
}

/** Call `act` when `form` is sent; nothing of it goes anywhere else. */
export function submit(form, act) {
  at(form).addEventListener("submit", (event) => {
    event.preventDefault();
    act(event);
  });
}

/** Run `act` with the buttons that `selector` finds out of use, so that a second press changes nothing. */
export async function once(selector, act) {
  const buttons = document.querySelectorAll(selector);
  for (const button of buttons) button.disabled = true;
  try {
    await act();
  } finally {
    for (const button of buttons) button.disabled = false;
  }
}

/** What the address carries after `#`, taken out of the address bar and the history at once; "" where nothing does. */
export function takeFragment() {
  const fragment = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  addEventListener("hashchange", () => location.reload()); // the next person's link, opened over this page
  try {
    return decodeURIComponent(fragment);
  } catch {
    return ""; // not a link of ours
  }
}

/** Start the page over, with nothing left of whoever was before it. */
export function clear() {
  location.replace(location.pathname);
}

press("[data-clear]", clear);
press("[data-print]", () => print());
