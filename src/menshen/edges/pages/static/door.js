// The tablet at a door: while it runs, one frame at a time goes to the gate, and what the gate says is shown large.
// Nothing is kept: not a frame, not a verdict, and the door's key only in the variables of this page.

import { getDoor, postFrame } from "./api.js";
import { open, pause } from "./camera.js";
import { at, phrase, press, put, show, submit, takeFragment } from "./page.js";

/** How long a verdict stands before the next frame is sent: one capture is one look. */
const STANDS_MS = { waiting: 500, again: 1_500, opened: 4_000, refused: 4_000, unreachable: 2_000 };

let [place, door, key] = takeFragment().split("/");
let camera;
let told;

async function start() {
  const known = await getDoor(`/v1/places/${place}/doors/${door}`, key);
  if (known.reason === "key-refused") return askForKey();
  show("watching");
  if (known.reason) return tell("unreachable", known.reason);
  mark("code-window", known.value.code_window);
  mark("face-area", known.value.face_area);
  at("ordered").hidden = !known.value.ordered;
  const opened = await open(at("preview"));
  if (opened.reason) return tell("unreachable", "camera-absent");
  camera = opened;
  let verdict = tell("waiting", "waiting");
  while (camera === opened) {
    await pause(STANDS_MS[verdict]);
    if (camera === opened) verdict = judge(await send(opened));
  }
}

async function send(from) {
  return postFrame(`/v1/places/${place}/doors/${door}/frames`, key, await from.frame());
}

/** Tell what the gate answered: the verdict's name. */
function judge(answer) {
  if (answer.value) return tell("opened", "opened");
  if (answer.reason === "key-refused") return askForKey();
  if (!answer.lanes) return tell("unreachable", answer.reason);
  if (answer.reason === "no-code" || answer.reason === "order-runs") {
    at("ordered").hidden = answer.reason === "no-code";
    return tell("waiting", "waiting", answer.lanes);
  }
  return tell(answer.again ? "again" : "refused", answer.reason, answer.lanes);
}

function tell(verdict, words, lanes = []) {
  const now = [verdict, words, ...lanes].join(" ");
  if (now === told) return verdict; // said already: a screen reader is not to say it twice a second
  told = now;
  at("verdict").dataset.verdict = verdict;
  put("words", phrase(words));
  put("lanes", ...lanes.map(named));
  at("others").hidden = !lanes.length;
  return verdict;
}

/** Show where the gate reads codes or looks for a face, in fractions of the frame. */
function mark(id, area) {
  // The preview is mirrored, the frame is not.
  const { left, top, width, height } = { ...area, left: 1 - area.left - area.width };
  Object.assign(at(id).style, { left: `${left * 100}%`, top: `${top * 100}%`, width: `${width * 100}%`, height: `${height * 100}%` });
}

function named(lane) {
  const item = document.createElement("li");
  item.append(phrase(`lane-${lane}`));
  return item;
}

function stop() {
  camera?.close();
  camera = undefined;
  told = undefined;
}

function ready() {
  stop();
  put("at", `${place} / ${door}`);
  show("ready");
}

function askForKey() {
  stop();
  put("key-problem", phrase("key-refused"));
  show("key");
}

submit("key", () => {
  [place, door] = at("door-at").value.trim().split("/");
  key = at("door-key").value.trim();
  at("door-key").value = "";
  ready();
});
press("#start", start);
press("#stop", ready);
addEventListener("pagehide", stop);

if (key) ready();
else show("key");
