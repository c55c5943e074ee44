// A screen that people share, left with somebody's pass or receipt on it, is cleared for whoever comes next.

import { at, clear } from "./page.js";

const QUIET_MS = 90_000;
const WARNED_MS = 30_000;
const SIGNS = ["pointerdown", "keydown", "input", "focusin", "wheel", "touchmove"];

let watching = false;

/** Start the page over two minutes after the last sign of anybody; half a minute before, ask whether they are there. */
export function clearWhenLeft() {
  if (watching) return;
  watching = true;
  const dialog = at("left");
  let next;
  const wait = () => {
    if (dialog.open) return; // answered by its own button alone: a press that closed it sooner would land on the page
    clearTimeout(next);
    next = setTimeout(ask, QUIET_MS);
  };
  const ask = () => {
    dialog.showModal();
    next = setTimeout(clear, WARNED_MS);
  };
  dialog.querySelector("button").addEventListener("click", () => {
    dialog.close();
    // Not back to where the focus was, and at once: a key that is still held down must not answer for anybody.
    document.querySelector("[data-step]:not([hidden]) h1")?.focus({ preventScroll: true });
  });
  dialog.addEventListener("close", wait);
  for (const sign of SIGNS) addEventListener(sign, wait, { passive: true, capture: true });
  wait();
}
