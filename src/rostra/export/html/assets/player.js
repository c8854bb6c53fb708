// Plays the debate that stands on the page: acts appear one after the other, a word at a time, at reading speed.

const PACE = 160 / 60; // words a second
const BREATH = 5; // words' worth of silence before each act
const SPEEDS = [1, 2, 4];
const WORDLESS = "\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff\\uac00-\\ud7af"; // scripts without spaces: two letters count as a word
const UNITS = new RegExp(`[${WORDLESS}]{1,2}[^\\s\\p{L}\\p{N}]*\\s*|[^\\s${WORDLESS}]+\\s*|\\s+`, "gu");
const WHOLE = ".badge, .face, svg"; // what appears at once
const still = matchMedia("(prefers-reduced-motion: reduce)");

const units = (text) => text.match(UNITS) || [];

// An act of the page. While it is being said its words stand in elements of their own; before and after, nothing in it is changed.
class Act {
  constructor(node, start) {
    const part = node.closest(".part");
    Object.assign(this, { node, part, start, title: part.querySelector("h2")?.textContent || "" });
    this.name = node.querySelector("h3")?.textContent || "";
    this.words = units(node.textContent).filter((unit) => unit.trim()).length + BREATH;
  }

  get end() { return this.start + this.words; }

  split() {
    this.parts = [];
    this.holders = [];
    const visit = (node) => {
      if (node.nodeType === Node.TEXT_NODE) {
        if (!node.data.trim()) return;
        const words = units(node.data).map((unit) => el("span", {}, unit));
        const holder = el("span", { class: "split" }, ...words);
        node.replaceWith(holder);
        this.holders.push([holder, node]);
        this.parts.push(...words);
      } else if (node.matches?.(WHOLE)) this.parts.push(node);
      else if (!node.matches?.("header, .fates, summary")) [...node.childNodes].forEach(visit);
    };
    [...this.node.childNodes].forEach(visit);
  }

  join() {
    for (const part of this.parts || []) part.classList.remove("unsaid");
    for (const [holder, text] of this.holders || []) holder.replaceWith(text);
    this.parts = this.holders = null;
  }

  // How much of it has been said, 0 to 1; the last word that has.
  say(share) {
    if (!this.parts) this.split();
    const said = still.matches ? this.parts.length : Math.ceil(share * this.parts.length);
    this.parts.forEach((part, n) => part.classList.toggle("unsaid", n >= said));
    return this.parts[Math.max(0, said - 1)] || this.node;
  }
}

class Player {
  constructor(nodes) {
    this.acts = [];
    for (const node of nodes) this.acts.push(new Act(node, this.acts.at(-1)?.end || 0));
    this.total = this.acts.at(-1).end;
    Object.assign(this, { at: 0, state: "reading", speed: SPEEDS[0], follows: true, current: null });
    this.build();
    addEventListener("keydown", (event) => this.key(event));
    addEventListener("hashchange", () => this.jump());
    for (const kind of ["wheel", "touchmove"]) addEventListener(kind, () => { this.follows = false; }, { passive: true });
    this.draw();
  }

  build() {
    const button = (kind, label, action, ...children) => el("button", { type: "button", class: kind, "aria-label": label, title: label, onclick: action }, ...children);
    this.toggle = button("toggle", "Play the debate", () => this.playOrPause());
    this.close = button("close", "Show everything", () => this.read(), icon("M6 6l12 12M18 6L6 18"));
    this.fast = button("speed", "Speed", () => { this.speed = SPEEDS[(SPEEDS.indexOf(this.speed) + 1) % SPEEDS.length]; this.draw(); });
    this.fast.dir = "ltr";
    this.range = el("input", { type: "range", min: 0, max: Math.ceil(this.total), step: 1, value: 0, "aria-label": "Place in the debate", oninput: () => this.seek(Number(this.range.value)) });
    const ticks = el("div", { class: "ticks", "aria-hidden": "true" });
    for (const [n, act] of this.acts.entries()) {
      if (!n || act.part === this.acts[n - 1].part) continue;
      const tick = ticks.appendChild(el("i"));
      tick.style.insetInlineStart = `${(100 * act.start) / this.total}%`;
    }
    this.where = el("span", { class: "where", dir: "auto" });
    this.time = el("output", { dir: "ltr" });
    document.body.append(el("div", { class: "player", role: "group", "aria-label": "Player" }, this.toggle, this.where, el("div", { class: "track" }, this.range, ticks), this.time, this.fast, this.close));
  }

  get act() { return this.acts.findLast((act) => act.start <= this.at) || this.acts[0]; }

  playOrPause() {
    if (this.state === "playing") return this.become("paused");
    if (this.at >= this.total) this.at = 0;
    this.follows = true;
    if (this.state === "reading" && !this.at) this.act.node.scrollIntoView({ block: "center" });
    this.become("playing");
  }

  become(state) {
    this.state = state;
    cancelAnimationFrame(this.frame);
    this.then = null;
    if (state === "playing") this.frame = requestAnimationFrame((now) => this.tick(now));
    this.draw();
  }

  // Everything is there again, as if nothing had been played.
  read() {
    this.at = 0;
    this.become("reading");
  }

  tick(now) {
    const seconds = Math.min(.25, (now - (this.then ?? now)) / 1000); // a tab that slept has not been read
    this.then = now;
    this.at = Math.min(this.total, this.at + seconds * PACE * this.speed);
    if (this.at >= this.total) return this.become("reading");
    this.draw();
    this.frame = requestAnimationFrame((then) => this.tick(then));
  }

  seek(at) {
    this.at = Math.max(0, Math.min(this.total, at));
    this.follows = true;
    if (this.state === "reading") this.state = "paused";
    this.draw();
  }

  // To the act before or after; back first to the beginning of this one.
  step(by) {
    const n = this.acts.indexOf(this.act);
    const begun = by < 0 && this.at - this.act.start > BREATH + 4;
    this.seek(this.acts[Math.max(0, Math.min(this.acts.length - 1, begun ? n : n + by))].start);
  }

  key(event) {
    const busy = event.target.closest?.("input, select, textarea, button, summary, a, [tabindex]");
    if (this.state === "reading" || event.altKey || event.ctrlKey || event.metaKey) return;
    const forward = root.dir === "rtl" ? "ArrowLeft" : "ArrowRight", back = root.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
    if (event.key === "Escape") this.read();
    else if (busy && !(event.target === this.range && event.key === " ")) return;
    else if (event.key === " ") this.playOrPause();
    else if (event.key === forward) this.step(1);
    else if (event.key === back) this.step(-1);
    else return;
    event.preventDefault();
  }

  // A link inside the page leads the player along.
  jump() {
    if (this.state === "reading") return;
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target?.closest(".after")) return this.read();
    const act = target && this.acts.find((each) => each.node.contains(target) || target.contains(each.node));
    if (act) this.seek(act.node === target || target.contains(act.node) ? act.start : act.end - .01);
  }

  draw() {
    const { act, state } = this, playing = state !== "reading";
    root.classList.toggle("played", playing);
    if (this.current && (this.current !== act || !playing)) this.current.join();
    this.current = playing ? act : null;
    const index = playing ? this.acts.indexOf(act) : this.acts.length;
    if (index !== this.index) this.acts.forEach((each, n) => each.node.classList.toggle("later", n > index));
    this.index = index;
    if (playing) {
      const last = act.say(Math.max(0, this.at - act.start - BREATH) / (act.words - BREATH));
      if (this.follows) this.follow(last);
    }
    this.bar(act, playing);
  }

  follow(node) {
    const { top, bottom } = node.getBoundingClientRect(), height = innerHeight;
    if (top < height * .08 || bottom > height * .72) scrollTo({ top: scrollY + top - height * .38, behavior: still.matches ? "instant" : "smooth" });
  }

  bar(act, playing) {
    const label = this.state === "playing" ? "Pause" : playing ? "Go on playing" : "Play the debate";
    const time = (words) => { const seconds = Math.round(words / PACE / this.speed); return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`; };
    if (this.label !== label) {
      this.toggle.replaceChildren(icon(this.state === "playing" ? "M7 5h4v14H7zM13 5h4v14h-4z" : "M8 5v14l11-7z"));
      this.toggle.setAttribute("aria-label", label);
      this.toggle.title = label;
      this.label = label;
    }
    const place = [act.title, act.name].filter(Boolean).join(" · ");
    this.close.hidden = !playing;
    this.where.textContent = playing ? place : "Play";
    this.time.textContent = playing ? `${time(this.at)} / ${time(this.total)}` : time(this.total);
    this.fast.textContent = `${this.speed}×`;
    this.fast.setAttribute("aria-label", `Speed ${this.speed}×`);
    this.range.value = Math.round(this.at);
    this.range.style.setProperty("--done", `${(100 * this.at) / this.total}%`);
    this.range.setAttribute("aria-valuetext", playing ? place : "everything is shown");
  }
}

document.addEventListener("DOMContentLoaded", () => {
  const acts = document.querySelectorAll(".part > .act");
  if (acts.length > 1) window.player = new Player(acts);
});
