// A debate for a room: a card at a time, by keys, buttons, a finger, or at reading speed.

Object.assign(ICONS, {
  back: "M15 5l-7 7 7 7", on: "M9 5l7 7-7 7", play: "M8 5v14l11-7z", pause: "M8 5v14M16 5v14",
  code: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 18h2v2h-2zM18 14h2M14 18v2",
  full: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5", help: "M9.2 9a2.9 2.9 0 1 1 4.3 2.6c-.9.5-1.5 1.1-1.5 2.1M12 17.4v.1", leave: "M6 6l12 12M18 6L6 18",
});
const HINT = 6000; // milliseconds
const WHERE_IT_HELPS = "where it helps"; // the code for phones, until Q says otherwise

class Presentation {
  constructor(root, data, tell) {
    Object.assign(this, { root, data, tell, score: new Score(), cards: [], at: 0, key: null, code: WHERE_IT_HELPS });
    this.room = { badge: badgeMaker(this.score, (id) => this.jump(id)), resume: () => this.tell("asked", "resume") };
    this.player = new Player(this);
    this.build();
    this.press = (event) => this.pressed(event);
    this.resize = () => this.fit(true);
    window.addEventListener("keydown", this.press, true); // before Streamlit's own keys
    window.addEventListener("resize", this.resize);
    this.hangUp = listen(data.feed, (frame) => this.hear(frame));
    document.fonts?.ready.then(this.resize);
  }

  close() {
    this.hangUp();
    this.player.close();
    window.removeEventListener("keydown", this.press, true);
    window.removeEventListener("resize", this.resize);
  }

  build() {
    const button = (name, label) => el("button", { type: "button", class: name, "aria-label": label, title: label, onclick: (event) => {
      this.does(name);
      if (event.detail) event.currentTarget.blur(); // the space bar goes on, whatever was clicked before
    } }, icon(name));
    this.strip = el("header", { class: "strip" });
    this.holder = el("div", { class: "holder", "aria-live": "polite", onscroll: () => this.markMore() }, el("p", { class: "beneath" }, "One moment …"));
    this.beside = el("div", { class: "side-code", hidden: true });
    this.bar = new Bar((at) => this.go(at));
    this.disclosure = el("p", { class: "disclosure", role: "note" });
    this.count = el("span", { class: "count" });
    this.speed = el("select", { "aria-label": "Reading speed, words a minute", title: "Reading speed, words a minute", onchange: () => { this.player.setPace(Number(this.speed.value)); this.speed.blur(); } },
      PACES.map((pace) => el("option", { value: pace, selected: pace === this.player.pace }, String(pace))));
    this.controls = el("div", { class: "controls", role: "toolbar", "aria-label": "Present" },
      button("back", "Back (←)"), button("play", "Play (P)"), button("on", "On (→)"), this.count, el("label", { class: "speed" }, this.speed, el("span", {}, "words/min")),
      el("span", { class: "gap" }), button("code", "Code for phones (Q)"), button("full", "Full screen (F)"), button("help", "Keys (?)"), button("leave", "Back to the stage"));
    this.help = drawHelp(this.data.code ? "" : this.data.closed);
    this.hint = el("p", { class: "hint", role: "status", hidden: true });
    this.studio = el("div", { class: "studio present", role: "region", "aria-label": "Present" }, this.strip,
      el("div", { class: "body" }, this.holder, this.beside), el("footer", {}, this.bar.node, this.disclosure, this.controls), this.hint, this.help);
    this.root.replaceChildren(this.studio);
    this.studio.dataset.dark = isDark(this.studio);
    this.controls.querySelector(".full").hidden = !document.fullscreenEnabled;
    this.controls.querySelector(".code").hidden = !this.data.code;
    watchFinger(this.studio, (step) => { if (!this.help.open) this.go(this.at + step); });
    watchRest(this.studio);
  }

  // -- what happens in the debate

  hear(frame) {
    this.score.hear(frame);
    if (this.score.head && !this.due) this.due = setTimeout(() => { this.due = null; this.refresh(); }, 30); // words come faster than they are read
  }

  refresh() {
    const { head } = this.score;
    this.studio.lang = /^[a-z]{2,3}(-|$)/i.test(head.language) && head.language.length < 12 ? head.language : "";
    this.disclosure.textContent = head.disclosure;
    this.cards = deckOf(this.score, this.data.polls, Boolean(this.data.code));
    this.key ??= this.beginning();
    const found = this.cards.findIndex((card) => card.keys.includes(this.key));
    this.at = found < 0 ? Math.min(this.at, this.cards.length - 1) : found;
    this.show();
  }

  // Where the address leads, or where this window was; else the title.
  beginning() {
    const { turn } = this.data, claim = this.score.claims.get(turn);
    const item = [...this.score.items.values()].find((each) => each.key === turn || `seq-${each.seq}` === turn);
    let kept = null;
    try { kept = sessionStorage.getItem(`rostra present ${this.data.id}`); } catch { /* a window without storage forgets */ }
    return [claim?.key, item?.key, kept].find((key) => key && this.cards.some((card) => card.keys.includes(key))) || "title";
  }

  // -- what is shown

  get card() {
    return this.cards[this.at];
  }

  show() {
    const { card, shown, score } = this;
    const said = JSON.stringify([card, card.kind === "end" ? [score.status.state, score.status.waiting] : ""]);
    const same = shown?.key === card.key;
    this.key = card.key;
    if (same && shown.growing && card.growing && card.act.text) this.grow(card);
    else if (!same || shown.said !== said) this.draw(card, same);
    this.shown = { key: card.key, growing: card.growing, said };
    this.drawStrip(card);
    this.bar.draw(this.cards, this.at);
    this.bar.fill(this.at, this.player.read);
    this.count.textContent = `${this.at + 1} / ${this.cards.length}`;
    this.controls.querySelector(".on").classList.toggle("more", score.status.state === "live" && this.at < this.cards.length - 1);
  }

  draw(card, same) {
    const was = same ? this.node : null;
    this.node = drawCard(this.score, card, this.room);
    // What came word by word stays as it is when it is whole: nothing moves before the eyes of who reads.
    this.coming = card.growing || (same && this.coming);
    this.node.classList.toggle("coming", Boolean(this.coming));
    if (!same) this.node.classList.add("new");
    if (was && this.coming) this.node.style.fontSize = was.style.fontSize;
    const speaker = card.act?.kind === "turn" ? this.score.seat(card.act.seat) : null;
    this.studio.style.setProperty("--now", speaker ? `var(--c${speaker.colour ?? "x"})` : "transparent");
    this.studio.dataset.kind = card.kind;
    this.holder.setAttribute("aria-live", card.growing ? "off" : "polite");
    this.studio.querySelectorAll(".tip").forEach((tip) => tip.remove()); // a badge that is gone hears no pointer leave
    this.holder.replaceChildren(this.node);
    this.drawCode(card);
    this.fit(!(was && this.coming));
    if (!same) this.holder.scrollTop = 0;
    if (was) moveBars(was, this.node);
  }

  grow(card) {
    const { act } = card, badge = (id, word) => this.room.badge(id, word, act);
    this.node.querySelector(".thinking")?.remove();
    this.node.querySelector(".words").replaceChildren(...spoken(act.text, badge, true));
    const aside = this.node.querySelector(".answered");
    if (aside && answeredBy(this.score, act).length !== aside.querySelectorAll(".badge").length) aside.replaceWith(drawAnswered(this.score, act, this.room));
    this.fit(false);
    this.holder.scrollTop = this.holder.scrollHeight;
  }

  // The largest letters with which a card fits the screen. Words that come make them smaller, never larger.
  fit(anew) {
    if (!this.node) return;
    const { innerWidth: width, innerHeight: height } = window;
    const least = Math.max(15, Math.min(height * 0.027, width * 0.04));
    const most = Math.max(least, Math.min(height * 0.078, width * 0.068));
    const fits = (size) => { this.node.style.fontSize = `${size}px`; return this.holder.scrollHeight <= this.holder.clientHeight; };
    const now = anew ? NaN : parseFloat(this.node.style.fontSize);
    this.holder.classList.remove("more");
    // Words that have only begun get letters for a usual turn: else they would shrink at every line.
    let high = now || (this.coming ? Math.max(least, most * 0.6) : most), low = least;
    if (fits(high)) return;
    while (high - low > 0.75) { const middle = (low + high) / 2; fits(middle) ? (low = middle) : (high = middle); }
    fits(Math.floor(low));
    this.markMore();
  }

  // Whether a card has more below, where even small letters do not fit.
  get below() {
    return this.holder.scrollHeight - this.holder.scrollTop - this.holder.clientHeight;
  }

  markMore() {
    this.holder.classList.toggle("more", this.below > 4);
  }

  drawStrip(card) {
    const { status } = this.score, live = status.state === "live" || status.state === "elsewhere";
    this.strip.replaceChildren(el("span", { class: "where", dir: "auto" }, card.heading),
      live ? el("span", { class: "state live", dir: "auto" }, el("i", { class: "dot" }), status.state === "live" ? status.said : "Live") : "");
  }

  drawCode(card) {
    const helps = card.kind === "title" || Boolean(card.inviting);
    const shows = Boolean(this.data.code) && (this.code === WHERE_IT_HELPS ? helps : this.code === "shown");
    this.studio.classList.toggle("with-code", shows);
    this.beside.hidden = !shows;
    if (shows && this.drawn !== this.data.code.path) { this.drawn = this.data.code.path; this.beside.replaceChildren(drawCode(this.data.code)); }
  }

  countDown() {
    const place = this.node?.querySelector(".countdown"), due = this.score.status?.deadline;
    if (place) place.textContent = due ? `${Math.max(0, Math.round(due - Date.now() / 1000))} s, then the turn passes` : "";
  }

  say(text) {
    this.hint.textContent = text;
    this.hint.hidden = false;
    clearTimeout(this.hush);
    this.hush = setTimeout(() => { this.hint.hidden = true; }, HINT);
  }

  // The page was drawn again: it may have another code, or say what went wrong.
  redrawn(data) {
    this.data = data;
    this.studio.dataset.dark = isDark(this.studio);
    if (data.said) this.say(data.said);
    if (this.card) this.drawCode(this.card);
  }

  // -- from card to card

  go(at) {
    if (!this.cards.length) return;
    this.at = Math.max(0, Math.min(at, this.cards.length - 1));
    this.player.elapsed = 0;
    try { sessionStorage.setItem(`rostra present ${this.data.id}`, this.card.key); } catch { /* forgotten */ }
    this.show();
  }

  // A card that does not fit even in small letters is read to its end first.
  on() {
    if (this.below > 4) this.holder.scrollTop += this.holder.clientHeight * 0.85;
    else this.go(this.at + 1);
  }

  scrollAlong(read) {
    const over = this.holder.scrollHeight - this.holder.clientHeight;
    if (over > 4) this.holder.scrollTop = over * Math.min(1, read);
  }

  // The first card of the next phase or round; the first of this one, or of the one before.
  onward() {
    const next = this.cards.findIndex((card, n) => n > this.at && card.heading !== this.card.heading);
    this.go(next < 0 ? this.cards.length - 1 : next);
  }

  backward() {
    const first = (at) => { while (at > 0 && this.cards[at - 1].heading === this.cards[at].heading) at -= 1; return at; };
    const mine = first(this.at);
    this.go(mine < this.at || mine === 0 ? mine : first(mine - 1));
  }

  jump(id) {
    const key = this.score.claims.get(id)?.key, at = this.cards.findIndex((card) => card.keys.includes(key));
    if (at >= 0) this.go(at);
  }

  // -- what the presenter does

  pressed(event) {
    if (!this.root.isConnected) { this.close(); return; }
    const what = meaningOf(event);
    if (!what || (this.help.open && what !== "help")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!(event.repeat && ONCE.has(what))) this.does(what);
  }

  does(what) {
    if (what !== "blank" && !this.help.open) this.studio.classList.remove("blank");
    switch (what) {
      case "on": case "onward": case "backward": return this.card && this[what]();
      case "back": return this.go(this.at - 1);
      case "first": return this.go(0);
      case "last": return this.go(this.cards.length - 1);
      case "play": return this.play(!this.player.playing);
      case "faster": case "slower": this.player.setPace(this.player.pace + (what === "faster" ? 20 : -20)); this.speed.value = String(this.player.pace); return;
      case "full": return this.fullScreen();
      case "code": return this.toggleCode();
      case "blank": return this.studio.classList.toggle("blank");
      case "help": return this.help.open ? this.help.close() : this.help.showModal();
      case "leave": return this.tell("asked", this.card?.act ? `leave ${this.card.act.key}` : "leave");
    }
  }

  play(playing) {
    this.player.play(playing);
    const button = this.controls.querySelector(".play"), label = playing ? "Pause (P)" : "Play (P)";
    button.replaceChildren(icon(playing ? "pause" : "play"));
    button.setAttribute("aria-label", label);
    button.title = label;
    this.studio.classList.toggle("playing", playing);
    this.bar.fill(this.at, this.player.read);
  }

  async fullScreen() {
    try {
      await (document.fullscreenElement ? document.exitFullscreen() : this.studio.requestFullscreen());
    } catch { this.say("This browser shows no full screen here."); }
  }

  toggleCode() {
    if (!this.data.code) { this.say(this.data.closed); return; }
    if (!this.card) return;
    const wanted = this.beside.hidden;
    this.code = WHERE_IT_HELPS;
    this.drawCode(this.card);
    if (this.beside.hidden === wanted) { this.code = wanted ? "shown" : "hidden"; this.drawCode(this.card); }
    this.fit(true);
  }
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const kept = parentElement._presentation;
  if (kept && kept.data.feed === data.feed) {
    kept.tell = setTriggerValue;
    kept.redrawn(data);
  } else {
    kept?.close();
    const root = parentElement.querySelector(".rostra-root") || parentElement.appendChild(el("div", { class: "rostra-root" }));
    parentElement._presentation = new Presentation(root, data, setTriggerValue);
  }
  const shown = parentElement._presentation;
  return () => { if (!parentElement.isConnected) { shown.close(); parentElement._presentation = null; } };
}
