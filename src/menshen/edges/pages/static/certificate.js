// Withdrawing with a receipt's secret, and the certificate of what was destroyed.

import { post } from "./api.js";
import { json, save } from "./files.js";
import { at, moment, phrase, put, said, show } from "./page.js";

/** End the consent that `secret` belongs to, and show the certificate, or why not. */
export async function withdraw(secret) {
  const ended = await post("/v1/withdrawals", { secret });
  if (!ended.value) return refuse(ended.reason);
  certify(ended.value);
}

/** Say why it is not done, in the page's words for `reason`. */
export function refuse(reason) {
  put("reason", phrase(reason));
  show("refused");
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
