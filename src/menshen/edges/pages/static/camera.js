// A camera that is on only between `open` and `close`. Pictures leave as JPEG, 640 by 480, and are never mirrored:
// only the preview is, by its style.

const WIDTH_PX = 640;
const HEIGHT_PX = 480;
const QUALITY = 0.92;

/** Ask for the camera and play it in `video`: `{close, frame}`, or `{reason}` where there is none to be had. */
export async function open(video) {
  let stream;
  try {
    const wanted = { facingMode: "user", width: { ideal: WIDTH_PX }, height: { ideal: HEIGHT_PX } };
    stream = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
  } catch (e) {
    return { reason: e.name === "NotAllowedError" ? "camera-denied" : "camera-absent" };
  }
  video.srcObject = stream;
  await video.play();
  const close = () => {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  return { close, frame: () => jpeg(video) };
}

/** The middle of the picture that `video` shows, as the preview shows it: a Blob. */
async function jpeg(video) {
  const scale = Math.max(WIDTH_PX / video.videoWidth, HEIGHT_PX / video.videoHeight);
  const [width, height] = [video.videoWidth * scale, video.videoHeight * scale];
  const canvas = Object.assign(document.createElement("canvas"), { width: WIDTH_PX, height: HEIGHT_PX });
  canvas.getContext("2d").drawImage(video, (WIDTH_PX - width) / 2, (HEIGHT_PX - height) / 2, width, height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}

/** Wait. */
export function pause(duration_ms) {
  return new Promise((resolve) => setTimeout(resolve, duration_ms));
}
