// Withdrawal: one press, then the certificate of what was destroyed. Receipts of before /my-face link here.

import { withdraw } from "./certificate.js";
import { at, once, press, show, submit, takeFragment } from "./page.js";

let secret = takeFragment();

submit("receipt", () => {
  secret = at("link").value.trim().split("#").pop();
  show("ask");
});
press("#withdraw", () => once("#withdraw", () => withdraw(secret)));
show(secret ? "ask" : "receipt");
