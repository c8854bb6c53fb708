// A debate's kin: where it comes from, and, in the header of a turn that was asked anew, the way through all that was said in its place.

function drawOrigin(origin, open) {
  if (!origin) return [];
  const way = (label, wish) => el("button", { type: "button", class: "way", onclick: () => open(wish) }, label);
  const ways = origin.parent ? [way("Open it", { debate: origin.parent }), way("Compare", { debate: origin.parent, compare: true })] : [];
  return [icon("fork"), el("span", { dir: "auto" }, origin.said), ...ways];
}

// `words`: what was said in a turn's place, null where this debate's own words are; `at`: what is shown.
function drawSwitch(words, at, turnTo) {
  const step = (by) => (at + by + words.length) % words.length;
  const way = (name, label, by) => el("button", { type: "button", class: `tool ${name}`, "aria-label": label, title: label, onclick: () => turnTo(step(by), name) }, icon(name));
  return el("span", { class: "switch", role: "group", "aria-label": `${words.length} alternatives of this turn` },
    way("earlier", "The words before these", -1), el("span", { "aria-live": "polite" }, `${at + 1}/${words.length}`), way("later", "The next words", 1));
}

// A turn of another debate in the place of one of this: its own numbers lead nowhere here, and nothing below answers it.
function drawOther(other, badge, open) {
  const own = new Set(other.act.claims.map((claim) => claim.id));
  const number = (id, word) => own.has(id) ? el("span", { class: `badge c${other.seat.colour ?? "x"}` }, id) : badge(id, word, other.act);
  const body = drawTurn({ seat: () => other.seat }, other.act, number, () => []);
  body.classList.add("other");
  body.append(el("p", { class: "note" }, "From another debate; nothing below answers it. ",
    el("button", { type: "button", class: "way", onclick: () => open({ debate: other.debate, turn: other.act.key }) }, "Open it there")));
  return body;
}
