// A long text: its contents show which section is on the screen, and a button prints it.

const links = new Map();
for (const link of document.querySelectorAll(".sr-contents-desk a")) {
  links.set(decodeURIComponent(link.hash.slice(1)), link);
}

function mark(id) {
  for (const link of links.values()) {
    link.removeAttribute("aria-current");
  }
  links.get(id)?.setAttribute("aria-current", "true");
}

const sections = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
const watcher = new IntersectionObserver(
  () => {
    const here = sections.filter((section) => section.getBoundingClientRect().top < window.innerHeight * 0.3);
    mark((here.at(-1) ?? sections[0])?.id);
  },
  { rootMargin: "0px 0px -70% 0px" },
);
sections.forEach((section) => watcher.observe(section));

for (const button of document.querySelectorAll("[data-sr-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Opened is what somebody asked to read has had on the screen: told once, and of no consequence where it fails.
const asked = document.querySelector("[data-sr-opened]");
if (asked) {
  fetch(asked.dataset.srOpened, { method: "POST", body: new FormData(asked), keepalive: true }).catch(() => {});
}
