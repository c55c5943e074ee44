// Withdrawal: one press, then the certificate of what was destroyed.

import { post } from "./api.js";
import { json, save } from "./files.js";
import { at, moment, once, phrase, press, put, said, show, submit, takeFragment } from "./page.js";

let secret = takeFragment();

async function withdraw() {
  const ended = await post("/v1/withdrawals", { secret });
  if (!ended.value) {
    put("reason", phrase(ended.reason));
    return show("refused");
  }
  certify(ended.value);
}

function certify(certificate) {
  put("meaning", phrase(certificate.keys_destroyed ? "erased" : "nothing-to-erase"));
  put("keys", String(certificate.keys_destroyed));
  put("at", moment(certificate.at, { dateStyle: "long", timeStyle: "long" }));
  put("grant", certificate.grant);
  put("index", String(certificate.index));
  put("epoch", said({ zh: `第 ${certificate.epoch} 期`, en: `epoch ${certificate.epoch}` }));
  at("save").onclick = () => save("menshen-withdrawal.json", json(certificate));
  show("ended");
}

submit("receipt", () => {
  secret = at("link").value.trim().split("#").pop();
  show("ask");
});
press("#withdraw", () => once("#withdraw", withdraw));
show(secret ? "ask" : "receipt");
