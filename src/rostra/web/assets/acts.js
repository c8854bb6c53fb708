// One act of a debate as an element: the one renderer of what is said, live, in replay and in a room.

function badgeMaker(score, jump) {
  return (id, word, act) => {
    const claim = score.claims.get(id), seat = score.seatOfMark(id);
    // A number is a claim where it is made; anywhere else it points there.
    const mine = !word && Boolean(act) && (act.growing ? seat?.name === act.seat : (act.claims || []).some((each) => each.id === id));
    const node = el("button", {
      type: "button",
      class: `badge c${seat?.colour ?? "x"}${mine ? "" : " to"}`,
      "data-claim": id,
      "data-own": mine,
      "aria-label": mine ? `claim ${id}` : `${word || "see"} claim ${id}`,
    }, id);
    node.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") showTip(node, score, id); });
    node.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") hideTip(node); });
    node.addEventListener("focus", () => showTip(node, score, id));
    node.addEventListener("blur", () => hideTip(node));
    node.addEventListener("click", (event) => {
      // A finger sees the claim first and goes there with the second tap; a mouse has seen it already.
      if (event.pointerType === "touch" && node.dataset.seen !== "yes") { node.dataset.seen = "yes"; showTip(node, score, id); return; }
      if (!mine || !claim) jump(id);
      else showTip(node, score, id);
    });
    return node;
  };
}

function showTip(node, score, id) {
  hideTip(node);
  const claim = score.claims.get(id);
  const answers = score.answers.get(id) || [];
  const said = answers.map((each) => `${each.name.replace(" (simulated)", "")} ${each.relation} it`);
  const root = node.closest(".studio");
  if (!root) return;
  const tip = el("div", { class: "tip", role: "tooltip" },
    claim ? [el("strong", {}, `${claim.name} ${id}`), el("p", { dir: "auto" }, claim.text)] : [el("p", {}, `Nobody has claimed ${id}.`)],
    claim ? el("p", { class: "fate" }, said.length ? listed(said) + "." : "No answer so far.") : "");
  root.append(tip);
  const at = node.getBoundingClientRect(), area = root.getBoundingClientRect();
  const width = Math.min(340, area.width - 16);
  tip.style.width = `${width}px`;
  tip.style.left = `${Math.max(8, Math.min(at.left - area.left, area.width - width - 8))}px`;
  const below = at.bottom + tip.offsetHeight + 6 <= window.innerHeight; // else above: nobody can scroll a screen in a room
  tip.style.top = `${below ? at.bottom - area.top + 6 : at.top - area.top - tip.offsetHeight - 6}px`;
  node._tip = tip;
}

function hideTip(node) {
  node._tip?.remove();
  node._tip = null;
  node.dataset.seen = "";
}

function face(seat, size = "") {
  return el("span", { class: `face c${seat?.colour ?? "x"} ${size}`, "aria-hidden": "true" }, seat?.initials ?? "?");
}

// `tools(act)`: buttons of a finished turn.
function drawAct(score, act, badgeOf, tools = () => []) {
  const badge = (id, word) => badgeOf(id, word, act);
  switch (act.kind) {
    case "turn": return drawTurn(score, act, badge, tools);
    case "moderator": return el("article", { class: "act moderator" },
      el("h4", {}, act.name), el("div", { class: "words" }, spoken(act.text, badge, act.growing)), growing(act), note(act.note));
    case "rolling": return el("details", { class: "act rolling" },
      el("summary", {}, act.growing ? "The moderator sums up so far …" : "The moderator sums up the debate so far, for the speakers to read"),
      el("div", { class: "words" }, spoken(act.text, badge, act.growing)));
    case "question": return el("article", { class: "act question" },
      el("h4", {}, act.name, el("span", {}, act.to ? ` asks ${act.to}` : " asks")), el("p", { dir: "auto" }, act.text));
    case "sections": return el("article", { class: `act sections ${act.scope}` },
      el("h4", {}, act.name), act.text ? el("div", { class: "words" }, spoken(act.text, badge)) : "",
      act.sections.map((section) => el("section", {}, el("h5", { dir: "auto" }, section.title), drawPoints(section.points, badge))),
      act.sections.length || act.text ? "" : el("p", { class: "note" }, "Nothing to sum up."));
    case "verdict": return el("article", { class: "act verdict" },
      el("h4", {}, `${act.name} decides for ${act.winner || "nobody: a draw"}`, act.confidence === null ? "" : el("span", {}, ` ${Math.round(act.confidence * 100)}% sure`)),
      drawPoints(act.points, badge));
    case "stance": return el("article", { class: "act aside" },
      el("p", { dir: "auto" }, el("strong", {}, act.name), ` is ${act.stands}. ${act.text} `, act.cites.length ? ["Moved by ", act.cites.map((id) => badge(id, "moved by"))] : ""));
    case "ballot": return el("article", { class: "act aside ballot" },
      el("p", { class: "tally" }),
      el("p", { dir: "auto" }, el("strong", {}, act.name), act.choice ? `, ${act.choice}` : ", best first: ", act.cites.map((id) => badge(id, "ranks")), act.text ? `: ${act.text}` : ""));
    case "pass": return el("p", { class: "act note" }, "");
    default: return el("p", { class: "act note", dir: "auto" }, act.text || "");
  }
}

function drawTurn(score, act, badge, tools) {
  const seat = score.seat(act.seat);
  const missing = (act.missing || []).length ? `Cites ${listed(act.missing)}, which nobody claimed.` : "";
  return el("article", { class: `act turn c${seat?.colour ?? "x"}`, "data-seat": act.seat },
    el("header", {}, face(seat), el("span", { class: "who" }, el("strong", {}, act.name), seat?.side ? el("span", { class: "side" }, seat.side) : ""),
      act.growing ? "" : el("span", { class: "tools" }, tools(act))),
    el("div", { class: "words", "aria-live": "off" }, spoken(act.text, badge, act.growing)), growing(act), note(missing));
}

function drawPoints(points, badge) {
  return el("ul", {}, points.map((point) => el("li", { dir: "auto" }, point.text, " ", point.cites.map((id) => badge(id, "rests on")))));
}

function growing(act) {
  if (!act.growing) return "";
  return act.trouble ? el("p", { class: "note" }, `${act.trouble} Trying again.`) : act.text ? "" : el("p", { class: "note thinking" }, "thinking", el("i"), el("i"), el("i"));
}

function note(text) {
  return text ? el("p", { class: "note", dir: "auto" }, text) : "";
}

// What only several acts together can say: who passed for one reason, how a poll stands.
function gather(entries) {
  for (let at = 0; at < entries.length; ) {
    const first = entries[at].act;
    let end = at + 1;
    const alike = (act) => act.kind === first.kind && act.heading === first.heading && (first.kind === "pass" ? act.reason === first.reason && act.detail === first.detail : act.poll === first.poll);
    if (first.kind === "pass" || first.kind === "ballot") while (end < entries.length && alike(entries[end].act)) end += 1;
    const group = entries.slice(at, end);
    if (first.kind === "pass") {
      const why = first.detail ? ` (${first.detail})` : "";
      const text = group.length === 1 ? `${first.name} ${first.does}${why}.` : `${listed(group.map((each) => each.act.name))} ${first.do}${why}.`;
      group.forEach((each, n) => { each.node.hidden = n > 0; if (!n) each.body.textContent = text; });
    } else if (first.kind === "ballot") {
      const count = {};
      group.forEach((each) => { if (each.act.choice) count[each.act.choice] = (count[each.act.choice] || 0) + 1; });
      const said = ["for", "against", "undecided"].filter((choice) => count[choice]).map((choice) => `${count[choice]} ${choice}`).join(" · ");
      group.forEach((each, n) => { each.body.querySelector(".tally").textContent = n ? "" : said; });
    }
    at = end;
  }
}
