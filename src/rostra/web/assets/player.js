// Reading speed: how long a card stays, and when it gives way to the next. And the thin bar that says where one is.

const PACES = [120, 140, 160, 180, 200, 220, 240]; // words a minute
const PACE = 160;
const BREATH = 2; // seconds beside those for the words
const LEAST = 4; // seconds for any card
const TICK = 200; // milliseconds

class Player {
  // `view`: what is played, a Presentation.
  constructor(view) {
    Object.assign(this, { view, playing: false, elapsed: 0 });
    this.pace = PACES.find((pace) => pace === Number(localStorage.getItem("rostra pace"))) || PACE;
    this.clock = setInterval(() => this.tick(), TICK);
  }

  close() {
    clearInterval(this.clock);
    this.stayAwake(false);
  }

  play(playing) {
    Object.assign(this, { playing, elapsed: 0 });
    this.stayAwake(playing);
  }

  setPace(pace) {
    this.pace = Math.max(PACES[0], Math.min(PACES[PACES.length - 1], pace));
    localStorage.setItem("rostra pace", this.pace);
  }

  // Seconds the card that is shown is read for.
  get duration() {
    return Math.max(LEAST, BREATH + ((this.view.card?.words || 0) * 60) / this.pace);
  }

  // How much of the card has been read, 0 to 1; all of it where nothing is played.
  get read() {
    return this.playing ? Math.min(1, this.elapsed / this.duration) : 1;
  }

  tick() {
    const { view } = this;
    if (!view.root.isConnected) { view.close(); return; }
    view.countDown();
    if (!this.playing || !view.card || view.help.open) return;
    this.elapsed += TICK / 1000;
    if (!view.card.growing) view.scrollAlong(1.15 * this.read);
    view.bar.fill(view.at, this.read);
    // While words come it listens; at the newest turn of a debate that goes on, it waits.
    if (view.card.growing || this.elapsed < this.duration) return;
    if (view.at < view.cards.length - 1) view.go(view.at + 1);
    else if (view.score.status.state === "ended") view.play(false);
  }

  // A screen does not go dark while it plays; browsers that cannot do that, and pages on plain http, leave it be.
  async stayAwake(awake) {
    try {
      await this.lock?.release();
      this.lock = awake ? await navigator.wakeLock?.request("screen") : null;
    } catch { this.lock = null; }
  }
}

class Bar {
  // `go(at)`: to that card.
  constructor(go) {
    this.node = el("div", { class: "progress", role: "slider", tabindex: 0, "aria-label": "Place in the debate", "aria-valuemin": 1, onclick: (event) => {
      const run = event.target.closest("[data-start]");
      if (!run) return;
      const { left, width } = run.getBoundingClientRect(), { start, count } = run.dataset;
      go(Number(start) + Math.min(count - 1, Math.max(0, Math.floor((count * (event.clientX - left)) / width))));
    } });
  }

  // A stretch for each phase and round, as long as it has cards.
  draw(cards, at) {
    const runs = [];
    cards.forEach(({ heading }, n) => {
      const last = runs[runs.length - 1];
      last && last.heading === heading ? (last.count += 1) : runs.push({ heading, start: n, count: 1 });
    });
    this.node.replaceChildren(...runs.map(({ heading, start, count }) =>
      el("span", { style: `flex:${count}`, title: heading, "data-start": start, "data-count": count }, el("i"))));
    this.node.setAttribute("aria-valuemax", cards.length);
    this.node.setAttribute("aria-valuenow", at + 1);
    this.node.setAttribute("aria-valuetext", [`${at + 1} of ${cards.length}`, cards[at].heading, cards[at].act?.name].filter(Boolean).join(", "));
  }

  // A card counts as it is read: while it is played, its part of the bar fills.
  fill(at, read) {
    for (const run of this.node.children) {
      const { start, count } = run.dataset;
      run.firstChild.style.width = `${100 * Math.max(0, Math.min(1, (at + read - start) / count))}%`;
    }
  }
}
