// The section editor with scripts: tools, preview beside the text, unsaved text kept, nothing lost. Without: a plain form.
import { convertPaste } from "./editor-paste.js";
import { put, useTool } from "./editor-tools.js";

const EVERY = 20_000; // milliseconds between two savings of unsaved text
const QUIET = 900; // ... without a key before the preview follows

function toolbar(bar, area) {
  const buttons = [...bar.querySelectorAll("button")];
  bar.hidden = false;
  // One stop for Tab; the arrow keys move inside, as in every toolbar.
  bar.addEventListener("keydown", (event) => {
    const here = buttons.indexOf(document.activeElement);
    const there = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (there === undefined || here < 0) return;
    event.preventDefault();
    buttons[here].tabIndex = -1;
    const next = buttons[(there + buttons.length) % buttons.length];
    next.tabIndex = 0;
    next.focus();
  });
  for (const button of buttons) {
    button.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
    button.addEventListener("click", () => useTool(area, button.dataset.srTool, button.dataset));
  }
}

const isJson = (answer) => (answer.headers.get("content-type") ?? "").includes("json");

class Editor {
  constructor(form) {
    this.form = form;
    this.words = form.dataset;
    this.area = form.querySelector("[data-editor]");
    this.pane = form.querySelector("[data-sr-pane]");
    this.said = form.querySelector("[data-sr-said]");
    this.count = form.querySelector("[data-sr-count]");
    this.undo = form.querySelector("[data-sr-undo]");
    this.showing = form.querySelector("[data-sr-preview]");
    this.outdated = form.querySelector("[data-sr-outdated]");
    this.outdatedSaid = form.querySelector("[data-sr-outdated-said]");
    this.saved = this.typed();
    this.dirty = this.words.dirty === "1";
    this.kept = this.typed();
    this.begin();
  }

  begin() {
    toolbar(this.form.querySelector('[role="toolbar"]'), this.area);
    this.form.querySelectorAll(".sr-edit__with-script").forEach((hint) => { hint.hidden = false; });
    this.form.addEventListener("input", () => this.changed());
    this.area.addEventListener("paste", (event) => this.pasted(convertPaste(event, this.area)));
    this.undo.addEventListener("click", () => this.unpaste());
    this.showing.addEventListener("click", (event) => { event.preventDefault(); this.toggle(); });
    this.showing.setAttribute("aria-controls", "preview");
    this.showing.setAttribute("aria-expanded", String(!this.pane.hidden));
    document.addEventListener("keydown", (event) => this.shortcut(event));
    window.addEventListener("beforeunload", (event) => { if (this.dirty && !this.sending) event.preventDefault(); });
    window.addEventListener("focus", () => { if (this.out) this.keep(); });
    window.addEventListener("offline", () => this.say(this.words.sayOffline, true));
    this.form.addEventListener("submit", () => { this.sending = true; });
    // Coming back by the Back button: the page is as it was left, and guards again.
    window.addEventListener("pageshow", () => { this.sending = false; });
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.keep(); });
    setInterval(() => this.keep(), EVERY);
    this.measure();
  }

  typed() {
    return JSON.stringify([this.form.elements.heading?.value, this.area.value]);
  }

  pasted(paste) {
    if (!paste) return;
    this.paste = paste;
    this.undo.hidden = false;
    this.say(this.words.sayPasted);
  }

  // As it was before the paste. Whatever is typed after the paste takes the offer away.
  unpaste() {
    const { start, text, before } = this.paste;
    put(this.area, start, start + text.length, before);
    this.say(this.words.sayUnpasted);
  }

  changed() {
    this.undo.hidden = true;
    this.dirty = this.typed() !== this.saved || this.words.dirty === "1";
    if (this.dirty && this.typed() !== this.kept) this.say(this.words.sayChanged);
    this.measure();
    clearTimeout(this.soon);
    if (!this.pane.hidden) this.soon = setTimeout(() => this.preview(), QUIET);
  }

  measure() {
    const text = this.area.value;
    const limit = Number(this.words.limit);
    const words = (text.match(/\S*[\p{L}\p{N}]\S*/gu) ?? []).length;
    const long = text.length > limit;
    const counted = words === 1 ? this.words.sayWord : this.words.sayWords.replace("%s", words.toLocaleString());
    this.count.hidden = false;
    this.count.classList.toggle("sr-edit__count--long", long);
    this.count.textContent = long ? this.words.sayLong.replace("%s", limit.toLocaleString()) : counted;
  }

  say(words, bad = false) {
    if (this.said.textContent === words) return;
    this.said.textContent = words;
    this.said.classList.toggle("sr-edit__said--bad", bad);
  }

  send(address) {
    const body = new URLSearchParams(new FormData(this.form));
    return fetch(address, { method: "POST", body, redirect: "manual", credentials: "same-origin" });
  }

  async keep() {
    const text = this.typed();
    if (!this.dirty || this.sending || (text === this.kept && !this.out)) return;
    try {
      let answer = await this.send(this.words.autosave);
      // Signed out, or signed in again in another tab: then this page needs the token of the new session.
      this.out = answer.type === "opaqueredirect" || (answer.status === 403 && !isJson(answer));
      if (this.out && (await this.renew())) {
        this.out = false;
        answer = await this.send(this.words.autosave);
      }
      if (this.out) return this.say(this.words.saySignedOut, true);
      const told = isJson(answer) ? await answer.json() : {};
      if (answer.ok) this.kept = text;
      if (told.pointed !== undefined) this.point(document.createRange().createContextualFragment(told.pointed));
      this.say(told.said ?? this.words.sayUnkept, !answer.ok);
    } catch {
      this.say(navigator.onLine ? this.words.sayUnkept : this.words.sayOffline, true);
    }
  }

  // True where the person is signed in and the form has the token of that session.
  async renew() {
    const answer = await fetch(location.href, { redirect: "manual", credentials: "same-origin" });
    if (!answer.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("[data-sr-editor] [name=csrfmiddlewaretoken]");
    if (token) this.form.elements.csrfmiddlewaretoken.value = token.value;
    return Boolean(token);
  }

  toggle() {
    this.pane.hidden = !this.pane.hidden;
    this.showing.setAttribute("aria-expanded", String(!this.pane.hidden));
    if (!this.pane.hidden) this.preview();
  }

  async preview() {
    const answer = await this.send(this.words.preview).catch(() => null);
    // The piece is made of our own template on the server, where people's text has been made safe.
    if (answer?.ok) {
      const piece = document.createRange().createContextualFragment(await answer.text());
      const pointing = piece.querySelector("[data-sr-pointing]");
      pointing.remove();
      this.pane.replaceChildren(piece);
      this.point(pointing.content);
    } else this.say(answer?.type === "opaqueredirect" ? this.words.saySignedOut : this.words.sayUnkept, true);
  }

  // Names of law and bodies that may be out of date: shown below the text, and told in one sentence when that changes.
  point(piece) {
    const now = piece.querySelector("[data-sr-sentence]").dataset;
    const before = this.outdated.querySelector("[data-sr-sentence]").dataset;
    if (this.outdated.contains(document.activeElement)) return; // a button there keeps the focus
    if (now.srSentence !== before.srSentence) this.outdatedSaid.textContent = now.srSentence;
    this.outdated.replaceChildren(piece);
  }

  shortcut(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    this.form.requestSubmit(this.form.querySelector('button[name="save"]'));
  }
}

document.querySelectorAll("[data-sr-editor]").forEach((form) => new Editor(form));
