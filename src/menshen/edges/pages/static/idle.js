// A screen that people share, left with somebody's pass or receipt on it, is cleared for whoever comes next.

import { at, clear } from "./page.js";

const QUIET_MS = 90_000;
const WARNED_MS = 30_000;
const SIGNS = ["pointerdown", "click", "keydown", "wheel"];

/** Start the page over two minutes after the last sign of anybody; half a minute before, ask whether they are there. */
export function clearWhenLeft() {
  let next;
  const stay = () => {
    clearTimeout(next);
    at("left").close();
    next = setTimeout(ask, QUIET_MS);
  };
  const ask = () => {
    at("left").showModal();
    next = setTimeout(clear, WARNED_MS);
  };
  for (const sign of SIGNS) addEventListener(sign, stay, { passive: true });
  stay();
}
