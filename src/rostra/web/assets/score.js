// What a viewer knows of a debate: items in order, words on their way, where it stands. Frames may come twice or late (see scene.py).

class Score {
  constructor() {
    this.head = null;
    this.items = new Map();
    this.open = new Map();
    this.status = null;
    this.claims = new Map();
    this.answers = new Map();
  }

  // Takes a frame in; returns the keys of what changed, or "all".
  hear(frame) {
    switch (frame.type) {
      case "scene": {
        const { items, open, status, ...head } = frame;
        if (this.head && this.head.id !== head.id) Object.assign(this, new Score());
        this.head = head;
        this.open = new Map(open.map((each) => [each.key, each]));
        items.forEach((item) => this.take(item));
        this.status = status;
        return "all";
      }
      case "item":
        this.take(frame.item);
        return [frame.item.key];
      case "open":
        if (this.items.has(frame.open.key)) return [];
        this.open.set(frame.open.key, frame.open);
        return [frame.open.key];
      case "delta": {
        const seen = this.open.get(`slot-${frame.slot}`);
        if (!seen) return [];
        if (frame.attempt === seen.attempt && frame.offset + frame.text.length <= seen.text.length) return [];
        seen.attempt = frame.attempt;
        seen.text = seen.text.slice(0, frame.offset) + frame.text;
        return [seen.key];
      }
      case "dropped": {
        const seen = this.open.get(`slot-${frame.slot}`);
        if (!seen) return [];
        Object.assign(seen, { text: "", attempt: frame.attempt || seen.attempt, trouble: frame.reason });
        return [seen.key];
      }
      case "status":
        this.status = frame.status;
        if (frame.status.state !== "live") this.open.clear();
        return ["status"];
    }
    return [];
  }

  take(item) {
    this.items.set(item.key, item);
    this.open.delete(item.key);
    for (const claim of item.claims || []) this.claims.set(claim.id, { ...claim, seat: item.seat, name: item.name, key: item.key });
    for (const reply of item.replies || []) {
      if (reply.relation === "cites") continue;
      const answers = this.answers.get(reply.to) || [];
      if (!answers.some((each) => each.key === item.key && each.relation === reply.relation)) {
        this.answers.set(reply.to, [...answers, { key: item.key, seat: item.seat, name: item.name, relation: reply.relation }]);
      }
    }
  }

  // Everything to draw, in the agenda's order.
  get acts() {
    const acts = [...this.items.values(), ...[...this.open.values()].map((each) => ({ ...each, growing: true }))];
    return acts.sort((a, b) => a.order[0] - b.order[0] || a.order[1] - b.order[1] || a.order[2] - b.order[2]);
  }

  seat(name) {
    return this.head?.cast.find((seat) => seat.name === name);
  }

  seatOfMark(id) {
    const mark = id.match(/^[A-Z]+/)[0];
    return this.head?.cast.find((seat) => seat.mark === mark);
  }

  // Words each debater has said, those on their way among them.
  get airtime() {
    const words = new Map(this.head.cast.filter((seat) => seat.role === "debater").map((seat) => [seat.name, 0]));
    for (const act of this.acts) {
      if (act.kind === "turn" && words.has(act.seat)) words.set(act.seat, words.get(act.seat) + (act.words ?? act.text.split(/\s+/).filter(Boolean).length));
    }
    return words;
  }
}

// Frames from the server: a stream, or, where something between holds streams back, a look now and then.
function listen(url, hear) {
  let source = null, timer = null, closed = false, heard = 0;
  const poll = async () => {
    try {
      const answer = await fetch(`${url}?poll=1`);
      if ([401, 403, 404].includes(answer.status) && !closed) { location.reload(); return; } // gone, or not for us any more: the page says which
      if (answer.ok) hear(await answer.json());
    } catch { /* the server is away; the next look may find it */ }
    if (!closed) timer = setTimeout(poll, 1500);
  };
  const fall_back = () => { source?.close(); source = null; if (!closed) poll(); };
  source = new EventSource(url);
  source.onmessage = (event) => { heard += 1; hear(JSON.parse(event.data)); };
  source.onerror = () => { if (source && source.readyState === EventSource.CLOSED) fall_back(); };
  const impatient = setTimeout(() => { if (!heard) fall_back(); }, 6000);
  return () => { closed = true; clearTimeout(impatient); clearTimeout(timer); source?.close(); };
}
