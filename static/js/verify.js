// Compares a file with the fingerprints on the page. The file does not leave the browser.

const form = document.querySelector("[data-sr-compare]");
const field = form?.querySelector("input[type=file]");
const said = form?.querySelector("[data-sr-compared]");

async function fingerprint(file) {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function compare(file) {
  const found = await fingerprint(file);
  const known = [...form.querySelectorAll("[data-sha256]")].find((each) => each.dataset.sha256 === found);
  said.textContent = known ? `${form.dataset.same} ${known.textContent}` : form.dataset.other;
}

if (field && globalThis.crypto?.subtle) {
  field.addEventListener("change", () => field.files[0] && compare(field.files[0]));
  form.addEventListener("submit", (event) => {
    if (field.files[0]) {
      event.preventDefault();
      compare(field.files[0]);
    }
  });
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files[0]) {
      field.files = event.dataTransfer.files;
      compare(field.files[0]);
    }
  });
}
