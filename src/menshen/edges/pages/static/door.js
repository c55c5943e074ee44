// The tablet at a door: while it runs, one frame at a time goes to the gate, and what the gate says is shown large.
// Nothing is kept: not a frame, not a verdict, and the door's key only in the variables of this page.

import { get, getDoor, postFrame } from "./api.js";
import { open, pause } from "./camera.js";
import { at, phrase, press, put, said, show, submit, takeFragment } from "./page.js";

/** How long a verdict stands before the next frame is sent: one capture is one look. */
const STANDS_MS = { waiting: 500, again: 1_500, opened: 4_000, refused: 4_000, unreachable: 2_000 };

let [place, door, key] = takeFragment().split("/");
let camera;
let told;
let beside; // the notice beside the hands-free button, where the place has hands-free
let pressed = false; // somebody has, and the next frame is theirs

async function start() {
  const opened = await begin();
  let verdict = opened && tell("waiting", "waiting");
  while (opened && camera === opened) {
    if (!pressed) await pause(STANDS_MS[verdict]);
    if (camera === opened) verdict = judge(await send(opened));
  }
}

/** Somebody presses: one frame of whoever stands there. Where the camera was off it is on for that frame alone. */
async function looked() {
  pressed = true;
  if (camera) return;
  const opened = await begin();
  if (!opened) return;
  const verdict = judge(await send(opened));
  opened.close();
  await pause(STANDS_MS[verdict] ?? 0);
  if (camera === opened) ready();
}

/** Ask what the door is and turn the camera on; nothing where there is none. */
async function begin() {
  const known = await getDoor(`/v1/places/${place}/doors/${door}`, key);
  if (known.reason === "key-refused") return askForKey();
  show("watching");
  if (known.reason) return void tell("unreachable", known.reason);
  mark("code-window", known.value.code_window);
  mark("face-area", known.value.face_area);
  at("ordered").hidden = !known.value.ordered;
  const opened = await open(at("preview"));
  if (opened.reason) return void tell("unreachable", "camera-absent");
  camera = opened;
  return opened;
}

async function send(from) {
  const to = pressed ? `presses?notice=${beside.hash}` : "frames";
  pressed = false;
  return postFrame(`/v1/places/${place}/doors/${door}/${to}`, key, await from.frame());
}

/** Show the button with its five lines, where the place has hands-free. */
async function offer() {
  beside = (await get(`/v1/places/${place}/press-notice`)).value;
  put("press-lines", ...(beside?.lines ?? []).map((line) => {
    const item = document.createElement("li");
    item.append(said(line));
    return item;
  }));
  at("hands-free").hidden = !beside;
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
  return tell(answer.again ? "again" : "refused", answer.advice ?? answer.reason, answer.lanes);
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
  pressed = false;
}

function ready() {
  stop();
  put("at", `${place} / ${door}`);
  show("ready");
  offer();
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
press("#press", looked);
addEventListener("pagehide", stop);

if (key) ready();
else show("key");
