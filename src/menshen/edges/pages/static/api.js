// Calls to the API of this gate. A "no" is a value here too: `{reason, …}`, beside `{value}` for a yes.

async function call(path, headers, body, method = "POST") {
  let response;
  try {
    response = await fetch(path, { method, headers, body, credentials: "omit", cache: "no-store" });
  } catch {
    return { reason: "unavailable" }; // no network, or the gate is down
  }
  const answer = await response.json().catch(() => ({}));
  return response.ok ? { value: answer } : { ...answer, reason: reason(answer.type, response.status) };
}

/** The name of the page's text for a problem: the last part of `urn:menshen:refusal:…` or `urn:menshen:error:…`. */
function reason(type, status) {
  if (type?.startsWith("urn:menshen:")) return type.split(":").pop();
  return status === 401 || status === 403 ? "key-refused" : "unavailable";
}

/** A person's call: JSON, and never a key. With one, an answer is no consent. */
export function post(path, body) {
  return call(path, { "content-type": "application/json" }, JSON.stringify(body));
}

/** Anybody's call: what is public. */
export function get(path) {
  return call(path, {}, undefined, "GET");
}

/** A door's call: what it is, with its key. */
export function getDoor(path, key) {
  return call(path, { authorization: `Bearer ${key}` }, undefined, "GET");
}

/** A door's call: one JPEG frame, with the door's key. */
export function postFrame(path, key, jpeg) {
  return call(path, { "content-type": "image/jpeg", authorization: `Bearer ${key}` }, jpeg);
}
