// A debate on stage: the cast above, the turns below, what is open beside them. Live and in replay alike.

class Stage {
  constructor(root, data, tell, ask) {
    this.score = new Score();
    this.root = root;
    this.data = data;
    this.tell = tell;
    this.ask = ask;
    this.told = data.state;
    this.nodes = new Map();
    this.badge = badgeMaker(this.score, (id) => this.jump(id));
    this.turned = new Map();
    this.marks = new Set(JSON.parse(localStorage.getItem(`rostra bookmarks ${data.id}`) || "[]"));
    this.build();
    this.hangUp = listen(data.feed, (frame) => this.hear(frame));
    this.pinned = !data.reading;
    this.watchScroll();
    this.clock = setInterval(() => this.tick(), 1000);
  }

  close() {
    this.hangUp();
    clearInterval(this.clock);
    this.scroller.removeEventListener("scroll", this.onScroll);
  }

  build() {
    this.disclosure = el("p", { class: "disclosure", role: "note" });
    this.title = el("h1", { dir: "auto" });
    this.motion = el("p", { class: "motion", dir: "auto" });
    this.origin = el("p", { class: "origin" }, drawOrigin(this.data.kin.origin, (wish) => this.ask("open", wish)));
    this.cast = el("ol", { class: "cast", "aria-label": "The cast" });
    this.phases = el("ol", { class: "phases", "aria-label": "Phases" });
    this.turns = el("div", { class: "turns", role: "log", "aria-label": "What was said", "aria-live": "polite", "aria-relevant": "additions" });
    this.beside = el("aside", { class: "beside", "aria-label": "So far" });
    this.latest = el("button", { type: "button", class: "latest", hidden: true, onclick: () => { this.pinned = true; this.follow(true); } }, icon("down"), "Latest");
    this.root.replaceChildren(el("div", { class: "studio" }, this.disclosure, el("header", { class: "top" }, this.title, this.motion, this.origin), this.cast, this.phases,
      el("div", { class: "columns" }, this.turns, this.beside), this.latest));
    this.studio = this.root.querySelector(".studio");
    this.studio.dataset.dark = isDark(this.studio);
  }

  hear(frame) {
    const changed = this.score.hear(frame);
    if (changed === "all") this.drawAll();
    else for (const key of changed) key === "status" ? this.drawStatus() : this.drawOne(key);
    this.follow();
  }

  drawAll() {
    const { head, acts } = this.score;
    this.studio.lang = /^[a-z]{2,3}(-|$)/i.test(head.language) && head.language.length < 12 ? head.language : "";
    this.disclosure.textContent = head.disclosure;
    this.title.textContent = head.title;
    this.motion.textContent = head.motion.replace(/[ .?]+$/, "") === head.title.replace(/[ .?]+$/, "") ? "" : head.motion;
    this.cast.replaceChildren(...head.cast.filter((seat) => seat.role === "debater").map((seat) => this.drawSeat(seat)));
    this.phases.replaceChildren(...head.phases.map((phase) => el("li", { "data-phase": phase.name, title: phase.title }, el("span", {}, phase.title))));
    const keys = new Set(acts.map((act) => act.key));
    for (const [key, entry] of this.nodes) if (!keys.has(key)) { entry.node.remove(); this.nodes.delete(key); }
    acts.forEach((act) => this.place(act));
    this.arrange();
    this.drawStatus();
  }

  drawOne(key) {
    const act = this.score.items.get(key) || (this.score.open.has(key) && { ...this.score.open.get(key), growing: true });
    if (!act) return;
    const known = this.nodes.get(key);
    if (known && act.growing && known.act.growing && act.text) {
      // Words grow: only the words are drawn anew, so that nothing else on the page moves.
      known.act = act;
      known.body.querySelector(".thinking")?.remove();
      known.body.querySelector(".words").replaceChildren(...spoken(act.text, (id, word) => this.badge(id, word, act), true));
    } else {
      this.place(act);
      this.arrange();
    }
    this.drawAirtime();
  }

  place(act) {
    const body = this.draw(act);
    const known = this.nodes.get(act.key);
    if (known) {
      known.body.replaceWith(body);
      Object.assign(known, { act, body });
      return;
    }
    const heading = el("h3", { dir: "auto" });
    const node = el("div", { class: "place", id: act.key, "data-key": act.key }, heading, body);
    this.nodes.set(act.key, { act, body, node, heading });
  }

  // A turn as it was said here, or as it was said where it was asked anew.
  draw(act) {
    const words = act.growing ? null : this.data.kin.words[act.key];
    if (!words || act.kind !== "turn") return drawAct(this.score, act, this.badge, (done) => this.tools(done));
    const own = words.indexOf(null), at = Math.min(this.turned.get(act.key) ?? own, words.length - 1);
    const body = words[at] ? drawOther(words[at], this.badge, (wish) => this.ask("open", wish)) : drawAct(this.score, act, this.badge, (done) => this.tools(done));
    body.querySelector(".who").after(drawSwitch(words, at, (next, pressed) => {
      this.turned.set(act.key, next);
      this.place(act);
      this.nodes.get(act.key).body.querySelector(`.switch .${pressed}`).focus();
    }));
    return body;
  }

  // Everything in its order, headings where they change, groups gathered.
  arrange() {
    const entries = this.score.acts.map((act) => this.nodes.get(act.key)).filter(Boolean);
    let before = null, shown = "";
    for (const entry of entries) {
      if (entry.node.previousElementSibling !== before || entry.node.parentNode !== this.turns) {
        before ? before.after(entry.node) : this.turns.prepend(entry.node);
      }
      const title = entry.act.heading || shown;
      entry.heading.textContent = title;
      entry.heading.hidden = title === shown;
      shown = title;
      before = entry.node;
    }
    gather(entries);
  }

  drawSeat(seat) {
    return el("li", { class: `seat c${seat.colour}`, "data-seat": seat.name },
      face(seat, "large"),
      el("span", { class: "name" }, el("strong", {}, seat.byline), el("span", { class: "side" }, [seat.side, `claims ${seat.mark}`, seat.until === null ? "" : seat.until ? `until turn ${seat.until}` : "before the first turn"].filter(Boolean).join(" · "))),
      el("span", { class: "airtime", role: "img" }, el("i")));
  }

  drawAirtime() {
    if (!this.score.head) return;
    const words = this.score.airtime, most = Math.max(1, ...words.values());
    for (const seat of this.cast.children) {
      const said = words.get(seat.dataset.seat) || 0;
      seat.querySelector(".airtime i").style.width = `${(100 * said) / most}%`;
      seat.querySelector(".airtime").setAttribute("aria-label", `${said} words`);
      seat.querySelector(".airtime").title = `${said} words`;
    }
  }

  drawStatus() {
    const { status, head } = this.score;
    if (!status || !head) return;
    const floor = new Set(status.floor.concat(status.waiting.map((each) => each.seat)));
    for (const seat of this.cast.children) seat.classList.toggle("floor", floor.has(seat.dataset.seat) && status.state !== "ended");
    const now = head.phases.findIndex((phase) => phase.name === status.phase);
    [...this.phases.children].forEach((step, n) => {
      const done = status.state === "ended" || n < now;
      step.className = done ? "done" : n === now ? "now" : "";
      step.toggleAttribute("aria-current", n === now && status.state !== "ended");
      const phase = head.phases[n];
      step.querySelector("span").textContent = n === now && phase.rounds > 1 && status.state !== "ended" ? `${phase.title} ${Math.min(status.round, phase.rounds)}/${phase.rounds}` : phase.title;
    });
    this.drawAirtime();
    this.drawBeside();
    if (status.key && status.key !== this.told) { this.told = status.key; this.tell("state", status.key); }
  }

  drawBeside() {
    const { status } = this.score;
    const claims = [...this.score.claims.keys()], answered = claims.filter((id) => this.score.answers.has(id)).length;
    const rolling = [...this.score.items.values()].filter((item) => item.kind === "rolling").pop();
    this.countdown = el("span", { class: "countdown" });
    this.beside.replaceChildren(
      el("p", { class: `state ${status.state}` }, el("i", { class: "dot" }), status.pausing ? "Pausing once they have finished …" : status.said, this.countdown),
      el("dl", {},
        el("dt", {}, "Claims"), el("dd", {}, `${claims.length}, ${answered} answered`),
        el("dt", {}, "So far"), el("dd", {}, status.spent),
        el("dt", {}, "Written by"), el("dd", {}, this.score.head.models || "people")),
      rolling ? el("details", { open: true }, el("summary", {}, "The moderator's summary"), el("div", { class: "words" }, spoken(rolling.text, this.badge))) : "",
      this.marks.size ? el("details", { open: true }, el("summary", {}, `Bookmarks (${this.marks.size})`),
        el("ul", { class: "marks" }, [...this.marks].filter((key) => this.score.items.has(key)).map((key) => {
          const item = this.score.items.get(key);
          return el("li", {}, el("button", { type: "button", onclick: () => this.show(key) }, `${item.name}: ${item.text.replace(/\s*[[(][^\])]*[\])]/g, "").slice(0, 60)} …`));
        }))) : "");
    this.tick();
  }

  tick() {
    const due = this.score.status?.deadline;
    if (!this.countdown) return;
    const left = due ? Math.max(0, Math.round(due - Date.now() / 1000)) : null;
    this.countdown.textContent = left === null || this.score.status.state !== "waiting" ? "" : ` ${left} s, then the turn passes`;
  }

  tools(act) {
    const marked = this.marks.has(act.key);
    const tool = (name, label, pressed, click) => el("button", { type: "button", class: "tool", "aria-label": label, title: label, "aria-pressed": pressed, onclick: click }, icon(name));
    return [
      tool("copy", "Copy this turn", null, (event) => this.copy(act, event.currentTarget)),
      tool("bookmark", "Bookmark this turn", String(marked), (event) => this.bookmark(act.key, event.currentTarget)),
      tool("link", "Copy a link to this turn", null, (event) => this.link(act, event.currentTarget)),
      this.data.forks ? tool("fork", "Go on from this turn in another way", null, () => this.ask("fork", act.key)) : "",
    ];
  }

  async copy(act, button) { await this.take(`${act.name}: ${act.text}`, button); }

  async link(act, button) {
    const url = new URL(location.href);
    url.searchParams.set("debate", this.data.id);
    url.searchParams.set("turn", act.key);
    await this.take(url.href, button);
  }

  async take(text, button) {
    try { await navigator.clipboard.writeText(text); } catch {
      const area = el("textarea", {}, text); // pages on a plain-http network have no clipboard
      document.body.append(area); area.select(); document.execCommand("copy"); area.remove();
    }
    button.classList.add("done");
    setTimeout(() => button.classList.remove("done"), 1200);
  }

  bookmark(key, button) {
    this.marks.has(key) ? this.marks.delete(key) : this.marks.add(key);
    localStorage.setItem(`rostra bookmarks ${this.data.id}`, JSON.stringify([...this.marks]));
    button.setAttribute("aria-pressed", String(this.marks.has(key)));
    this.drawBeside();
  }

  // -- where the eye is

  jump(id) {
    const claim = this.score.claims.get(id);
    if (claim) this.show(claim.key, id);
  }

  show(key, id = null, at_once = false) {
    const entry = this.nodes.get(key);
    if (!entry) return;
    this.pinned = false;
    const target = (id && entry.body.querySelector(`[data-claim="${id}"][data-own]`)) || entry.node;
    target.scrollIntoView({ block: "center", behavior: at_once || matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    entry.node.classList.add("flash");
    setTimeout(() => entry.node.classList.remove("flash"), 1800);
    target.focus?.({ preventScroll: true });
  }

  // Where the address leads: an entry's key, a claim's number, or `seq-7`, by which a search knows an entry.
  placeOf(turn) {
    const claim = this.score.claims.get(turn);
    const key = claim?.key || [...this.score.items.values()].find((item) => item.key === turn || `seq-${item.seq}` === turn)?.key;
    return key && this.nodes.has(key) ? [key, claim ? turn : null] : null;
  }

  // The page is drawn again: it may hide this view behind another, lead to another turn, or have the debate go on, to be followed.
  moved({ hidden, turn, visit, reading, kin, forks }) {
    if (JSON.stringify(kin) !== JSON.stringify(this.data.kin)) {
      Object.assign(this.data, { kin, forks });
      this.origin.replaceChildren(...drawOrigin(kin.origin, (wish) => this.ask("open", wish)));
      if (this.score.head) this.drawAll();
    }
    this.root.hidden = Boolean(hidden);
    if (this.data.reading && !reading) this.pinned = true;
    this.data.reading = reading;
    if (visit !== this.data.visit) Object.assign(this.data, { turn, visit });
    requestAnimationFrame(() => this.follow());
  }

  watchScroll() {
    const host = this.root.getRootNode().host || this.root;
    this.scroller = host.closest("[data-testid=stMain]") || document.scrollingElement;
    let before = this.scroller.scrollTop;
    this.onScroll = () => {
      const { scrollTop, scrollHeight, clientHeight } = this.scroller;
      // Only whoever scrolls up leaves the end; a page that grows does not.
      if (scrollHeight - scrollTop - clientHeight < 60) this.pinned = !this.data.reading;
      else if (scrollTop < before - 4) this.pinned = false;
      before = scrollTop;
      this.latest.hidden = this.pinned || this.score.status?.state !== "live";
    };
    this.scroller.addEventListener("scroll", this.onScroll, { passive: true });
  }

  follow(force = false) {
    const wanted = this.data.turn && !this.root.hidden && this.placeOf(this.data.turn);
    if (wanted) { this.data.turn = null; this.show(...wanted, true); return; }
    if (force || (this.pinned && this.score.status?.state === "live" && !this.data.reading)) this.scroller.scrollTop = this.scroller.scrollHeight;
  }
}

export default function (component) {
  const { data, parentElement, setStateValue, setTriggerValue } = component;
  const kept = parentElement._stage;
  if (kept && kept.data.feed === data.feed && kept.data.id === data.id) {
    kept.tell = setStateValue;
    kept.ask = setTriggerValue;
    kept.told = data.state;
    kept.studio.dataset.dark = isDark(kept.studio);
    kept.moved(data);
  } else {
    kept?.close();
    const root = parentElement.querySelector(".rostra-root") || parentElement.appendChild(el("div", { class: "rostra-root" }));
    root.hidden = Boolean(data.hidden);
    parentElement._stage = new Stage(root, data, setStateValue, setTriggerValue);
  }
  const stage = parentElement._stage;
  return () => { if (!parentElement.isConnected) { stage.close(); parentElement._stage = null; } };
}
