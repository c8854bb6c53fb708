// The argument map: boxes and lines where `argument_map.py` put them, moved and zoomed by mouse, finger and key.

const LEAST = 0.04, MOST = 2.5, FAR = 0.5; // scales: the smallest, the largest, below which only numbers are drawn
const BAND = 36; // the height of the headings
const RELATIONS = ["rebuts", "questions", "concedes", "supports"];

class ArgumentMap {
  constructor({ studio, data, go }) {
    Object.assign(this, { studio, go, map: data.map, cast: data.outline.cast, place: `map ${data.outline.id}` });
    this.boxes = new Map(this.map.boxes.map((box) => [box.id, box]));
    this.pointers = new Map();
    this.dropped = this.map.boxes.filter((box) => box.status === "unanswered");
    this.build();
    this.listen();
    this.current = this.map.boxes[0].id;
    this.nodes.get(this.current).setAttribute("tabindex", "0");
    const kept = remembered(this.place);
    requestAnimationFrame(() => kept ? this.move(kept) : this.start());
  }

  // -- drawing

  build() {
    const font = getComputedStyle(this.studio).fontFamily;
    const measure = document.createElement("canvas").getContext("2d");
    measure.font = `12.5px ${font}`;
    this.nodes = new Map(this.map.boxes.map((box) => [box.id, drawBox(box, (text) => measure.measureText(text).width)]));
    this.lines = svg("g", { class: "lines" }, this.map.edges.map((edge) => drawEdge(edge, this.boxes, this.map.edges)));
    this.world = svg("g", {}, this.lines, [...this.nodes.values()]);
    this.picture = svg("svg", { class: "map", tabindex: 0, role: "application", "aria-label": "Argument map. Arrow keys move it, plus and minus zoom, 0 shows all of it, N goes to the next dropped claim. Tab goes on to the claims." }, this.world,
      svg("rect", { class: "band", width: "100%", height: BAND }), this.map.columns.map(drawColumn));
    this.heads = [...this.picture.querySelectorAll(".head")];
    this.frame = el("div", { class: "frame" }, this.picture);
    this.studio.append(this.drawTools(), this.drawSeats(), this.frame, el("p", { class: "note" },
      "Columns are phases and rounds; a line goes from an answer to the claim it is about. Drag to move; pinch, Ctrl and wheel, or + and − to zoom. A round mark stands for a turn that answers without a claim of its own."));
  }

  drawTools() {
    const tool = (label, text, click) => el("button", { type: "button", class: "chip", "aria-label": label, title: label, onclick: click }, text);
    const relations = [...new Set(this.map.edges.map((edge) => edge.relation))];
    return el("div", { class: "filters", role: "toolbar", "aria-label": "The map" },
      tool("Zoom in", "+", () => this.zoom(1.3)), tool("Zoom out", "−", () => this.zoom(1 / 1.3)), tool("Show all of it", "Fit", () => this.fit()),
      this.dropped.length ? el("button", { type: "button", class: "chip fate unanswered", title: "Go to the next claim that nobody answered", onclick: () => this.next() }, "dropped", el("b", {}, String(this.dropped.length))) : "",
      RELATIONS.filter((relation) => relations.includes(relation)).map((relation) => el("button", { type: "button", class: "chip relation", "aria-pressed": "true", title: "Show or hide these lines", onclick: (event) => this.toggle(relation, event.currentTarget) },
        svg("svg", { class: "sample", viewBox: "0 0 44 12", "aria-hidden": "true" }, svg("g", { class: `edge ${relation}` }, svg("path", { class: "line", d: "M12 6 H43" }), svg("path", { class: "end", d: SHAPES[relation], transform: "translate(2 6)" }))), relation)));
  }

  drawSeats() {
    const present = new Set(this.map.boxes.map((box) => box.seat));
    return el("ul", { class: "seats", "aria-label": "Speakers" }, this.cast.filter((seat) => present.has(seat.name)).map((seat) => el("li", { class: `c${seat.colour ?? "x"}` }, face(seat), seat.short)));
  }

  // -- moving

  start() {
    const { width, height } = this.room();
    const whole = Math.min(width / (this.map.width + 48), (height - BAND) / (this.map.height + 48));
    const first = Math.min(...this.map.boxes.filter((box) => box.x < this.map.columns[0].x + this.map.pitch).map((box) => box.y));
    if (whole >= 0.6) this.fit();
    else this.move({ k: 0.75, x: 24, y: BAND + 14 - first * 0.75 });
  }

  fit() {
    const { width, height } = this.room(), high = height - BAND;
    const k = Math.max(LEAST, Math.min(1, width / (this.map.width + 48), high / (this.map.height + 48)));
    this.move({ k, x: (width - this.map.width * k) / 2, y: BAND + (high - this.map.height * k) / 2 });
  }

  room() { return this.frame.getBoundingClientRect(); }

  move(at) {
    this.at = at;
    this.world.setAttribute("transform", `translate(${at.x} ${at.y}) scale(${at.k})`);
    this.picture.classList.toggle("is-far", at.k < FAR);
    this.heads.forEach((head, n) => {
      head.setAttribute("x", at.x + this.map.columns[n].x * at.k);
      head.style.width = `${(this.map.pitch - 12) * at.k}px`;
    });
    this.hush();
    clearTimeout(this.later);
    this.later = setTimeout(() => remember(this.place, at), 200);
  }

  pan(dx, dy) { this.move({ ...this.at, x: this.at.x + dx, y: this.at.y + dy }); }

  zoom(by, x = this.room().width / 2, y = this.room().height / 2) {
    const k = Math.min(MOST, Math.max(LEAST, this.at.k * by)), ratio = k / this.at.k;
    this.move({ k, x: x - (x - this.at.x) * ratio, y: y - (y - this.at.y) * ratio });
  }

  // Bring a box into sight, and no further than needed.
  reveal(box) {
    const { width, height } = this.room(), { x, y, k } = this.at, edge = 24;
    const within = (start, size, room) => size + 2 * edge > room ? edge - start : start < edge ? edge - start : start + size > room - edge ? room - edge - start - size : 0;
    const dx = within(x + box.x * k, box.w * k, width), dy = within(y + box.y * k - BAND, box.h * k, height - BAND);
    if (dx || dy) this.pan(dx, dy);
  }

  next() {
    const at = this.dropped.findIndex((box) => box.id === this.current);
    if (!this.dropped.length) return;
    if (this.at.k < FAR) this.zoom(0.8 / this.at.k);
    this.choose(this.dropped[(at + 1) % this.dropped.length].id);
  }

  toggle(relation, button) {
    const shown = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(shown));
    this.picture.classList.toggle(`without-${relation}`, !shown);
  }

  // -- listening

  listen() {
    const { picture } = this;
    picture.addEventListener("pointerdown", (event) => this.press(event));
    picture.addEventListener("pointermove", (event) => this.drag(event));
    for (const name of ["pointerup", "pointercancel"]) picture.addEventListener(name, (event) => { this.pointers.delete(event.pointerId); this.picture.classList.remove("dragging"); });
    picture.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    picture.addEventListener("keydown", (event) => this.key(event));
    picture.addEventListener("click", (event) => this.click(event));
    picture.addEventListener("pointerover", (event) => { const id = idAt(event); if (event.pointerType === "mouse" && !this.pointers.size) id ? this.show(id) : this.hush(); });
    picture.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse" && !this.pointers.size) this.hush(); });
    picture.addEventListener("focusin", (event) => { const id = idAt(event); if (id) { this.reveal(this.boxes.get(id)); this.show(id); } });
    picture.addEventListener("focusout", () => this.hush());
  }

  press(event) {
    this.pointers.set(event.pointerId, event);
    this.moved = false;
  }

  drag(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY];
    if (!this.moved && Math.hypot(dx, dy) < 5) return;
    this.moved = true;
    this.picture.classList.add("dragging");
    if (!this.picture.hasPointerCapture(event.pointerId)) this.picture.setPointerCapture(event.pointerId);
    const other = [...this.pointers.values()].find((each) => each.pointerId !== event.pointerId);
    if (other) this.pinch(before, event, other);
    else this.pan(dx, dy);
    this.pointers.set(event.pointerId, event);
  }

  pinch(before, now, other) {
    const { left, top } = this.room();
    const apart = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) || 1;
    this.pan((now.clientX - before.clientX) / 2, (now.clientY - before.clientY) / 2);
    this.zoom(apart(now) / apart(before), (now.clientX + other.clientX) / 2 - left, (now.clientY + other.clientY) / 2 - top);
  }

  // A wheel belongs to the page until somebody is at work in the map.
  wheel(event) {
    if (!event.ctrlKey && !event.metaKey && !this.picture.matches(":focus, :focus-within")) return;
    event.preventDefault();
    const { left, top } = this.room();
    this.zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), event.clientX - left, event.clientY - top);
  }

  click(event) {
    const id = idAt(event);
    if (this.moved || !id) return;
    const seen = this.seen === id;
    this.choose(id);
    if (event.pointerType !== "touch" || seen) this.leave(id);
    this.seen = id;
  }

  key(event) {
    const id = idAt(event), [step, far] = [event.shiftKey ? 240 : 80, { "+": 1.3, "=": 1.3, "-": 1 / 1.3 }[event.key]];
    const ways = { ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (far) this.zoom(far);
    else if (event.key === "0") this.fit();
    else if (event.key === "n" || event.key === "N") this.next();
    else if (id && (event.key === "Enter" || event.key === " ")) this.leave(id);
    else if (id && event.key === "Escape") this.picture.focus();
    else if (id && ways[event.key]) this.choose(this.beside(id, event.key));
    else if (ways[event.key]) this.pan(...ways[event.key]);
    else return;
    event.preventDefault();
  }

  // The next box in a direction: in the column, or the nearest of the columns beside it.
  beside(id, way) {
    const here = this.boxes.get(id), [x, y] = [here.x + here.w, here.y + here.h / 2];
    const upright = way === "ArrowUp" || way === "ArrowDown", sign = way === "ArrowUp" || way === "ArrowLeft" ? -1 : 1;
    let best = id, least = Infinity;
    for (const box of this.map.boxes) {
      const dx = (box.x + box.w - x) * sign, dy = (box.y + box.h / 2 - y) * sign;
      const [ahead, aside] = upright ? [dy, Math.abs(box.x + box.w - x)] : [dx, Math.abs(box.y + box.h / 2 - y)];
      if (box.id === id || ahead < 1 || (upright && aside > 1)) continue;
      const cost = upright ? ahead : ahead * 10 + aside;
      if (cost < least) [best, least] = [box.id, cost];
    }
    return best;
  }

  choose(id) {
    this.nodes.get(this.current).setAttribute("tabindex", "-1");
    this.current = id;
    this.nodes.get(id).setAttribute("tabindex", "0");
    this.nodes.get(id).focus({ preventScroll: true });
    this.show(id);
  }

  leave(id) { const box = this.boxes.get(id); this.go(box.kind === "claim" ? id : box.key); }

  // -- one box, and what it is joined to

  show(id) {
    this.hush();
    const box = this.boxes.get(id), lit = new Set([id]);
    for (const edge of this.lines.children) {
      const { from, to } = edge.dataset, mine = from === id || to === id;
      edge.classList.toggle("lit", mine);
      if (mine) lit.add(from).add(to);
    }
    for (const [other, node] of this.nodes) node.classList.toggle("lit", lit.has(other));
    this.picture.classList.add("dimmed");
    this.tip = el("div", { class: "tip", role: "tooltip" }, el("strong", {}, box.kind === "claim" ? `${box.name} ${box.id}` : box.name),
      box.text ? el("p", { dir: "auto" }, box.text) : "", el("p", { class: "fate" }, box.said));
    this.studio.append(this.tip);
    this.put(this.tip, id, lit);
  }

  // Beside a box, where it covers least of what the box is joined to.
  put(tip, id, lit) {
    const area = this.studio.getBoundingClientRect(), frame = this.room(), at = this.nodes.get(id).getBoundingClientRect();
    const width = Math.min(320, area.width - 16), gap = 8;
    tip.style.width = `${width}px`;
    const height = tip.offsetHeight, others = [...lit].map((other) => this.nodes.get(other).getBoundingClientRect());
    const within = (value, least, most) => Math.max(least, Math.min(value, most));
    const bottom = Math.min(frame.bottom, innerHeight - 70);
    const places = [[at.left, at.bottom + gap], [at.left, at.top - gap - height], [at.right + gap, at.top], [at.left - gap - width, at.top]]
      .map(([x, y]) => [within(x, area.left + 8, area.right - width - 8), within(y, frame.top + 4, bottom - height)]);
    const covered = ([x, y]) => others.reduce((sum, box) => sum + Math.max(0, Math.min(x + width, box.right) - Math.max(x, box.left)) * Math.max(0, Math.min(y + height, box.bottom) - Math.max(y, box.top)), 0);
    const [x, y] = places.reduce((best, place) => covered(place) < covered(best) ? place : best);
    tip.style.left = `${x - area.left}px`;
    tip.style.top = `${y - area.top}px`;
  }

  hush() {
    if (!this.tip) return;
    this.tip.remove();
    this.tip = null;
    this.picture.classList.remove("dimmed");
  }
}

function idAt(event) {
  return event.target.closest?.(".box")?.dataset.id;
}

export default function (component) {
  mountView(component, "graph", (view) => { new ArgumentMap(view); });
}
