// What the pages can do with scripts; everything works without.

function openMenu(button) {
  const menu = document.getElementById(button.getAttribute("aria-controls"));
  const set = (open) => {
    menu.classList.toggle("sr-menu--open", open);
    button.setAttribute("aria-expanded", String(open));
  };
  button.addEventListener("click", () => set(!menu.classList.contains("sr-menu--open")));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.classList.contains("sr-menu--open")) {
      set(false);
      button.focus();
    }
  });
}

// A button beside a password shows what was typed; it hides it again before the form is sent.
function showPassword(input) {
  const words = document.body.dataset;
  const button = document.createElement("button");
  const frame = document.createElement("div");
  button.type = "button";
  button.className = "sr-password__show";
  button.setAttribute("aria-controls", input.id);
  frame.className = "sr-password";
  input.before(frame);
  frame.append(input, button);

  const set = (shown) => {
    input.type = shown ? "text" : "password";
    button.textContent = shown ? words.hide : words.show;
    button.setAttribute("aria-label", shown ? words.hidePassword : words.showPassword);
  };
  button.addEventListener("click", () => set(input.type === "password"));
  input.form?.addEventListener("submit", () => set(false));
  set(false);
}

// The second press within a second sends nothing.
function sendOnce(form) {
  let sent = 0;
  form.addEventListener("submit", (event) => {
    const now = Date.now();
    if (now - sent < 1000) {
      event.preventDefault();
    }
    sent = now;
  });
}

// What belongs to one of several choices is shown while that one is chosen. (The package's own way gives each choice
// the attribute aria-expanded, which a radio button may not have.)
function showWhatBelongs(group) {
  const choices = [...group.querySelectorAll("[data-sr-shows]")];
  const set = () =>
    choices.forEach((choice) => {
      document
        .getElementById(choice.dataset.srShows)
        .classList.toggle("govuk-radios__conditional--hidden", !choice.checked);
    });
  group.addEventListener("change", set);
  set();
}

document.querySelectorAll("[data-sr-shows-one]").forEach(showWhatBelongs);
document.querySelectorAll("[data-sr-menu]").forEach(openMenu);
document.querySelectorAll("[data-sr-password]").forEach(showPassword);
document.querySelectorAll("form[method=post]").forEach(sendOnce);

const vendor = document.body.dataset.vendor;
if (vendor) {
  const { initAll } = await import(vendor);
  initAll();
} else {
  document.querySelector(".govuk-error-summary")?.focus();
}
