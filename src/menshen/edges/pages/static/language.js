// The reader's language: their own choice, else their browser's. The one thing a page keeps, and it names nobody.

const KEPT = "menshen-language";
const buttons = [...document.querySelectorAll(".languages button")];

function speak(language) {
  document.documentElement.lang = language;
  document.documentElement.classList.remove("both");
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.lang === language));
}

function remembered() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null; // a browser that keeps nothing for anybody
  }
}

function remember(language) {
  try {
    localStorage.setItem(KEPT, language);
  } catch {
    // chosen for this page only
  }
}

function preferred() {
  const spoken = buttons.map((button) => button.lang);
  const wanted = navigator.languages.map((one) => spoken.find((language) => language.slice(0, 2) === one.slice(0, 2)));
  return wanted.find(Boolean) ?? spoken[0];
}

for (const button of buttons) {
  button.addEventListener("click", () => {
    speak(button.lang);
    remember(button.lang);
  });
}
speak(buttons.find((button) => button.lang === remembered())?.lang ?? preferred());
