// Signing in for a frame of another site. The frame opens a window of its own, where the usual sign-in happens; that window hands over a code
// which is good once, for a minute, and only together with a secret that never leaves the frame (as RFC 7636 does it). Without this script the
// link of the frame opens the portal in its own tab.

const text = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const wait = async (form) => {
  const verifier = text(crypto.getRandomValues(new Uint8Array(32)));
  const challenge = text(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));
  let opened = null;
  form.querySelector("a").addEventListener("click", (event) => {
    opened = open(`/embedded/sign-in?challenge=${challenge}`, "_blank", "popup,width=560,height=760");
    // A browser that opens no such window follows the link.
    if (opened) event.preventDefault();
  });
  addEventListener("message", ({ origin, source, data }) => {
    if (origin !== location.origin || !opened || source !== opened || typeof data?.code !== "string") return;
    opened.close();
    form.elements.code.value = data.code;
    form.elements.verifier.value = verifier;
    form.submit();
  });
};

const handOver = async (form, frame) => {
  const answer = await fetch("/embedded/code", { method: "POST", body: new URLSearchParams(new FormData(form)) });
  // Whoever opened this window from elsewhere hears nothing.
  if (answer.ok) frame.postMessage({ code: await answer.text() }, location.origin);
};

const waiting = document.querySelector("form[data-portal-waiting]");
const handing = document.querySelector("form[data-portal-handing]");
if (waiting && crypto.subtle) wait(waiting);
if (handing && opener) handOver(handing, opener);
