// One's own consent: with the receipt's link alone it can be withdrawn; with the PIN beside it, read.
// The secret and what was read live in the variables of this page and end with it; the PIN not even so long.

import { post } from "./api.js";
import { refuse, withdraw } from "./certificate.js";
import { json, save } from "./files.js";
import { at, moment, once, phrase, press, put, said, show, submit, takeFragment } from "./page.js";

const SECONDS = { dateStyle: "medium", timeStyle: "medium" };
const ASKED_AGAIN = new Set(["history-pin-wrong", "history-pin-tries", "history-pin-unset", "input", "unavailable"]);

let secret = takeFragment();

async function read() {
  const pin = at("pin").value;
  at("pin").value = "";
  put("problem");
  const told = await post("/v1/histories", { secret, pin });
  if (told.value) return tell(told.value);
  if (!ASKED_AGAIN.has(told.reason)) return refuse(told.reason);
  put("problem", phrase(told.reason));
  at("pin").focus();
}

function tell(told) {
  put("place", said(told.place.name));
  put("where", phrase(`where-${told.held.where}`));
  put("given", moment(told.given_at, SECONDS));
  put("until", moment(told.not_after, { dateStyle: "long" }));
  put("own", told.grant);
  put("words", told.notice);
  put("looks", ...told.looks.map(row));
  at("none").hidden = told.looks.length > 0;
  at("table").hidden = !told.looks.length;
  at("save-receipt").onclick = () => save("menshen-receipt.json", json(told.receipt));
  at("save-history").onclick = () => save("menshen-history.json", json(told));
  show("history");
}

/** One look: when, where, what came of it, and on what ground. */
function row(look) {
  const line = document.createElement("tr");
  const became = document.createDocumentFragment();
  became.append(worded("outcome", look.outcome ?? "not-made"));
  if (look.opened_at) became.append(" ", worded("outcome", "opened"));
  const ground = document.createDocumentFragment();
  ground.append(said(look.ground.title), Object.assign(code(look.ground.article), { className: "article" }));
  line.append(cell(moment(look.at, SECONDS)), cell(worded("act", look.act), " ", look.door ? code(look.door) : phrase("kiosk")),
    cell(became), cell(ground));
  return line;
}

function cell(...nodes) {
  const one = document.createElement("td");
  one.append(...nodes);
  return one;
}

/** The page's word for `name`, or the name itself where there is none. */
function worded(kind, name) {
  return document.querySelector(`template[data-phrase="${kind}-${name}"]`) ? phrase(`${kind}-${name}`) : code(name);
}

function code(text) {
  return Object.assign(document.createElement("code"), { textContent: text });
}

submit("receipt", () => {
  secret = at("link").value.trim().split("#").pop();
  show("ask");
});
submit("reading", () => once("#reading button", read));
press("#withdraw", () => once("#withdraw", () => withdraw(secret)));
show(secret ? "ask" : "receipt");
