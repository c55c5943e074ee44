// What a person takes with them: the pass as a picture, the receipt and the certificate as JSON.

const PICTURE_PX = 1024;
/** Some browsers fetch what is being saved only after the press has ended. */
const SAVED_MS = 60_000;

/** A code as the API draws it, with a size, which browsers want before they paint it. */
export function sized(svg) {
  return new Blob([svg.replace("<svg ", `<svg width="${PICTURE_PX}" height="${PICTURE_PX}" `)], { type: "image/svg+xml" });
}

export function json(value) {
  return new Blob([JSON.stringify(value, null, 2)], { type: "application/json" });
}

/** `image`, which shows a square, as a PNG. */
export function png(image) {
  const canvas = Object.assign(document.createElement("canvas"), { width: PICTURE_PX, height: PICTURE_PX });
  const paint = canvas.getContext("2d");
  paint.imageSmoothingEnabled = false; // a module's edge is an edge
  paint.drawImage(image, 0, 0, PICTURE_PX, PICTURE_PX);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

/** Let the browser save `blob` under `name`. */
export function save(name, blob) {
  const address = URL.createObjectURL(blob);
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), SAVED_MS);
}
