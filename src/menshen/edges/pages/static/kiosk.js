// The kiosk: notice, one answer, and after a yes the face pass, or hands-free for whoever asked about it. The camera is not touched before the yes is recorded.
// A pass, a token, a receipt's secret: they live in the variables of this page and end with it.

import { post } from "./api.js";
import { open, pause } from "./camera.js";
import { json, png, save, sized } from "./files.js";
import { clearWhenLeft } from "./idle.js";
import { at, moment, once, phrase, press, put, said, show, submit, takeFragment } from "./page.js";

const BETWEEN_MS = 400;
const ASKABLE_AGAIN = new Set(["already-granted", "prompt-answered", "prompt-expired"]);
const FOR_A_GUARDIAN = new Set(["guardian-needed", "guardian-unknown"]);
const ENDED = new Set(["grant-ended", "receipt-unknown"]);
const CAPTURABLE_AGAIN = new Set(["no-face", "many-faces", "poor-capture"]);

let code = takeFragment();
let token;
let agreed;
let camera;
let asking;
let ownRequest = false;
let purpose = "entry-by-pass";
let forChild = false;

/** Show the prompt; about a child, to the guardian who shows `proof`: their own pass, or the desk's token. */
async function ask(proof = null) {
  const shown = await post("/v1/prompts", { code, purpose, own_request: ownRequest, guardian: proof });
  if (!shown.value) return FOR_A_GUARDIAN.has(shown.reason) ? askForGuardian(shown.reason) : refuse(shown);
  token = shown.value.token;
  forChild = shown.value.guardian;
  if (forChild) {
    for (const part of ["question", "either-way", "enrolling", "keeping"]) put(part, phrase(`guardian-${part}`));
  }
  if (purpose === "entry-hands-free") {
    for (const part of ["question", "either-way"]) put(part, phrase(`hands-free-${part}`));
  }
  put("place", said(shown.value.place.name));
  put("version", String(shown.value.notice.version));
  put("hash", shown.value.notice.hash);
  at("ordered").hidden = !shown.value.ordered;
  for (const part of document.querySelectorAll("[data-notice]")) {
    part.replaceChildren(said(shown.value.notice.text[part.dataset.notice]));
  }
  // The API throws which choice stands first; reading and keyboard order follow.
  at("choices").append(...shown.value.options.map((option) => document.querySelector(`[data-answer="${option}"]`)));
  show("notice");
}

/** Nobody is at fault here: the child keeps the pass, and whoever is the guardian may show that they are. */
function askForGuardian(reason) {
  put("not-guardian", ...(reason === "guardian-unknown" ? [phrase(reason)] : []));
  show("guardian");
}

async function answer(choice) {
  const given = await post("/v1/answers", { token, answer: choice, beside: [] });
  if (!given.value) return refuse(given);
  if (choice === "decline") return show("declined");
  agreed = given.value;
  at("withdraw").href = agreed.withdraw_link;
  put("grant", agreed.grant);
  await look();
}

/** Ask for the camera. Called after a recorded yes, and from nowhere else. */
async function look() {
  const mine = (asking = Symbol());
  show("camera");
  put("status", phrase("camera-asking"));
  at("take").disabled = true;
  const opened = await open(at("preview"));
  if (mine !== asking) return opened.close?.(); // stopped while the browser was asking
  if (opened.reason) return withoutPictures(opened.reason);
  camera = opened;
  put("status", phrase(forChild ? "guardian-camera-ready" : "camera-ready"));
  at("take").disabled = false;
}

async function take() {
  const permit = await post("/v1/enrolments", { secret: agreed.secret });
  if (!permit.value) return refuse(permit);
  put("status", phrase("taking"));
  const frames = await capture(permit.value.frames);
  put("status", phrase("sealing"));
  const enrolled = await post(`/v1/enrolments/${permit.value.permit}/frames`, { frames });
  if (enrolled.value) return enrolled.value.kept ? tellKept(enrolled.value) : handOver(enrolled.value);
  if (!CAPTURABLE_AGAIN.has(enrolled.reason)) return refuse(enrolled);
  await look();
  put("status", phrase(enrolled.advice ?? enrolled.reason));
}

/** `count` pictures in base64; the camera is off before any of them is sent. */
async function capture(count) {
  const pictures = [];
  while (pictures.length < count) {
    if (pictures.length) await pause(BETWEEN_MS);
    pictures.push(await camera.frame());
  }
  closeCamera();
  return Promise.all(pictures.map(base64));
}

function base64(blob) {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.readAsDataURL(blob);
  });
}

/** The PIN that the person chose for their history; it is sent once and not kept. */
async function choosePin() {
  const [pin, again] = ["history-pin", "history-pin-again"].map((id) => at(id).value);
  at("history-pin").value = at("history-pin-again").value = "";
  if (pin !== again) return put("pin-problem", phrase("pin-differs"));
  const chosen = await post("/v1/histories/pin", { secret: agreed.secret, pin });
  if (!chosen.value) return put("pin-problem", phrase(chosen.reason === "input" ? "pin-form" : chosen.reason));
  pinDone("pin-chosen");
}

function pinDone(words) {
  at("choosing").hidden = true;
  put("pin-chosen", phrase(words));
}

function handOver(pass) {
  const drawing = sized(pass.qr_svg);
  at("qr").src = URL.createObjectURL(drawing);
  put("valid", phrase("valid-until"), " ", moment(pass.not_after, { dateStyle: "long" }));
  at("save-svg").onclick = () => save("menshen-pass.svg", drawing);
  at("save-png").onclick = async () => save("menshen-pass.png", await png(at("qr")));
  show("enrolled");
}

/** Nothing is handed over: hands-free keeps the reference at the place, and says so. */
function tellKept(grant) {
  put("kept-until", moment(grant.not_after, { dateStyle: "long" }));
  show("kept");
}

function closeCamera() {
  camera?.close();
  camera = asking = undefined;
}

function withoutPictures(reason) {
  closeCamera();
  put("why", phrase(reason));
  show("without");
}

function refuse(problem) {
  closeCamera();
  if (problem.reason === "already-declined") return show("declined");
  put("reason", phrase(problem.reason));
  put("articles", (problem.articles ?? []).map((article) => article.id).join(" · "));
  at("ask-again").hidden = !ASKABLE_AGAIN.has(problem.reason);
  // After a yes the receipt stays in sight: without it nobody withdraws.
  show(agreed && !ENDED.has(problem.reason) ? "unfinished" : "refused");
}

// A pass that is scanned here is scanned at a kiosk; a link is opened on one's own phone.
for (const id of ["code", "proof"]) at(id).addEventListener("input", clearWhenLeft);
submit("pass", (event) => {
  if (event.submitter?.id === "hands-free") {
    purpose = "entry-hands-free";
    ownRequest = true;
  }
  code = at("code").value.trim();
  at("code").value = "";
  once("#pass button", () => ask());
});
submit("guardian", () => {
  const proof = at("proof").value.trim();
  at("proof").value = "";
  once("#guardian button", () => ask(proof));
});
press("[data-answer]", (event) => once("[data-answer]", () => answer(event.currentTarget.dataset.answer)));
press("[data-ask-again]", () => {
  ownRequest = true;
  once("[data-ask-again]", () => ask());
});
press("#take", () => once("#take, #stop", take));
press("#stop", () => withoutPictures("camera-stopped"));
press("[data-look-again]", look);
submit("choosing", () => once("#choosing button", choosePin));
press("#no-pin", () => pinDone("pin-none"));
press("#save-receipt", () => save("menshen-receipt.json", json(agreed.receipt)));
addEventListener("pagehide", closeCamera);

if (code) ask();
else show("pass");
