// A card as an element, in type for the back of a room. What was said is drawn by `drawAct`, as on the stage.

const CHOICES = ["for", "against", "undecided"];
const QUOTED = 2; // claims quoted over an answer; the others are named by their numbers
const POINTS = [3, 2, 1]; // of the best three in a ranking

// `room`: what the cards need beside the score: `badge`, `data`, `resume`.
function drawCard(score, card, room) {
  switch (card.kind) {
    case "title": return drawTitle(score);
    case "end": return drawEnd(score, room);
    case "poll": return card.poll.how === "rank" ? drawRanking(score, card, room) : drawPoll(score, card);
    case "stances": return drawStances(score, card, room);
    case "notes": return drawNotes(score, card, room);
    default: return drawSaid(score, card, room);
  }
}

function drawSaid(score, card, room) {
  const node = drawAct(score, card.act, room.badge);
  node.classList.add("card");
  if (card.act.kind === "turn") {
    node.querySelector(".tools")?.remove();
    node.querySelector("header").append(drawAnswered(score, card.act, room));
  }
  if (card.act.kind === "moderator" || card.act.kind === "sections") node.querySelector("h4").prepend(face(score.seat(card.act.seat) || moderatorOf(score)));
  if (card.part?.[1] > 1) node.querySelector("h4").append(el("span", {}, ` ${card.part[0]} of ${card.part[1]}`));
  return node;
}

function moderatorOf(score) {
  return score.head.cast.find((seat) => seat.role === "moderator");
}

// Beside the speaker: the others' claims that they answer, or the question that was put.
function drawAnswered(score, act, room) {
  const replies = answeredBy(score, act);
  const question = replies.length ? null : questionBefore(score, act);
  const quoted = replies.slice(0, QUOTED), rest = replies.slice(QUOTED);
  const others = rest.length ? [" and ", ...rest.map(({ to, relation }) => room.badge(to, relation, act))] : "";
  return el("aside", { class: "answered", "aria-label": "What is answered" },
    quoted.map(({ to, relation }, n) => {
      const claim = score.claims.get(to), seat = score.seatOfMark(to);
      return el("figure", { class: `quote c${seat?.colour ?? "x"}` },
        el("figcaption", {}, el("em", {}, relation), " ", claim.name, " ", room.badge(to, relation, act), n === quoted.length - 1 ? others : ""),
        el("blockquote", { dir: "auto" }, claim.text));
    }),
    question ? el("figure", { class: "quote cx" }, el("figcaption", {}, el("em", {}, "answers"), " ", question.name), el("blockquote", { dir: "auto" }, question.text)) : "");
}

function drawTitle(score) {
  const { head } = score;
  const debaters = head.cast.filter((seat) => seat.role === "debater"), moderator = moderatorOf(score);
  const sides = [...new Set(debaters.map((seat) => seat.side))];
  const alike = head.motion.replace(/[ .?]+$/, "") === head.title.replace(/[ .?]+$/, "");
  return el("article", { class: "card title" },
    el("h1", { dir: "auto" }, head.title),
    alike ? "" : el("p", { class: "motion", dir: "auto" }, head.motion),
    el("div", { class: "teams" }, sides.map((side) => el("section", {},
      side ? el("h2", { dir: "auto" }, side) : "",
      el("ul", {}, debaters.filter((seat) => seat.side === side).map((seat) => el("li", { class: `c${seat.colour}` }, face(seat), el("span", { dir: "auto" }, seat.byline))))))),
    moderator ? el("p", { class: "beneath", dir: "auto" }, `${head.format} · ${moderator.byline === "Moderator" ? "with a moderator" : `moderated by ${moderator.byline}`}`) : "");
}

// The last card: thanks where the debate is over; else why nobody speaks. What failed is for whoever runs it, on the stage.
function drawEnd(score, room) {
  const { head, status } = score;
  const seats = head.cast.filter((seat) => seat.role === "debater");
  if (status.state === "ended") return el("article", { class: "card title end" },
    el("h1", {}, "The debate is over"),
    el("p", { class: "motion", dir: "auto" }, head.title),
    el("p", { class: "thanks" }, "With thanks to"),
    el("ul", { class: "bows" }, seats.map((seat) => el("li", { class: `c${seat.colour}` }, face(seat), el("span", { dir: "auto" }, seat.byline)))),
    el("p", { class: "beneath whole" }, head.disclosure));
  const begun = score.items.size > 0;
  if (status.state === "waiting" && begun) {
    const waited = status.waiting.map((each) => score.seat(each.seat)).filter(Boolean);
    return el("article", { class: "card title end" },
      el("div", { class: "faces" }, waited.map((seat) => face(seat))),
      el("h1", { dir: "auto" }, `${listed(waited.map((seat) => seat.byline))} ${waited.length > 1 ? "have" : "has"} the floor`),
      el("p", { class: "countdown" }),
      el("p", { class: "beneath" }, "Whoever holds the seat speaks on the Stage page."));
  }
  return el("article", { class: "card title end" },
    el("h1", {}, status.state === "failed" ? "The debate has stopped here" : begun ? "A pause" : "About to begin"),
    el("p", { class: "beneath" }, status.state === "failed" ? "The Stage page says why. What was said is kept." : begun ? "What was said is kept; it goes on from here." : "Nothing was said yet."),
    el("button", { type: "button", class: "resume", onclick: room.resume }, begun ? "Go on with the debate" : "Begin the debate"));
}

function drawPoll(score, card) {
  const count = (cast, choice, people = null) => cast.filter((ballot) => ballot.choice === choice && (people === null || !ballot.slot === people)).length;
  const people = card.cast.filter((ballot) => !ballot.slot).length, simulated = card.cast.length - people;
  const most = Math.max(1, ...CHOICES.map((choice) => count(card.cast, choice)));
  const before = card.before?.length ? card.before : null;
  return el("article", { class: "card poll" },
    el("h2", { class: "motion", dir: "auto" }, score.head.motion),
    el("dl", { class: "tallies" }, CHOICES.map((choice) => el("div", { class: choice },
      el("dt", {}, choice),
      el("dd", {}, el("span", { class: "track" }, bar("people", count(card.cast, choice, true), most, choice), bar("simulated", count(card.cast, choice, false), most, choice)),
        el("b", {}, String(count(card.cast, choice))),
        before ? el("small", {}, `before: ${count(before, choice)}`) : "")))),
    el("p", { class: "beneath voted" }, people ? sampled("people", people, "in the room", simulated) : "", simulated ? sampled("simulated", simulated, "of the simulated audience", people) : "",
      card.cast.length ? "" : "No votes so far."),
    drawPassed(card.passes),
    el("ul", { class: "reasons" }, card.cast.filter((ballot) => ballot.text).slice(0, 4).map((ballot) =>
      el("li", { dir: "auto" }, el("strong", {}, ballot.name), `, ${ballot.choice}: ${ballot.text}`))));
}

// How many votes, and, where there are others too, how their part of a bar looks.
function sampled(whose, votes, who, others) {
  return el("span", {}, others ? el("i", { class: whose }) : "", `${votes} ${votes === 1 ? "vote" : "votes"} ${who}`);
}

// Votes that come make the bars grow from where they were.
function moveBars(from, to) {
  const before = new Map([...from.querySelectorAll(".tallies i")].map((each) => [each.dataset.bar, each.style.width]));
  for (const each of to.querySelectorAll(".tallies i")) {
    const { width } = each.style;
    each.style.width = before.get(each.dataset.bar) || "0%";
    each.getBoundingClientRect(); // the browser takes note of where it begins
    each.style.width = width;
  }
}

function bar(whose, count, most, choice = "") {
  return count ? el("i", { class: whose, style: `width:${(100 * count) / most}%`, "data-bar": `${whose} ${choice}` }) : "";
}

function drawRanking(score, card, room) {
  const points = new Map();
  for (const ballot of card.cast) POINTS.forEach((worth, place) => { const id = ballot.cites[place]; if (id) points.set(id, (points.get(id) || 0) + worth); });
  const best = [...points].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).slice(0, 6);
  return el("article", { class: "card poll ranking" },
    el("h2", {}, best.length ? "The best ideas" : "No ranking so far"),
    el("ol", {}, best.map(([id, worth]) => el("li", { class: `c${score.seatOfMark(id)?.colour ?? "x"}` },
      el("p", { dir: "auto" }, score.claims.get(id)?.text || "", " ", room.badge(id, "ranks", {})), el("b", {}, String(worth)),
      el("span", { class: "track" }, bar("people", worth, best[0][1]))))),
    best.length ? el("p", { class: "beneath" }, "3, 2 and 1 points for the best three of each.") : "",
    drawPassed(card.passes));
}

// Who closed their slot without a word, in one sentence for each reason.
function drawPassed(acts) {
  const entries = acts.map((act) => ({ act, node: el("div"), body: drawAct(null, act, () => "") }));
  gather(entries);
  return entries.filter((each) => !each.node.hidden).map((each) => each.body);
}

function drawNotes(score, card, room) {
  const entries = card.acts.map((act) => ({ act, node: el("div"), body: drawAct(score, act, room.badge) }));
  gather(entries);
  return el("article", { class: "card notes" }, entries.filter((each) => !each.node.hidden).map((each) => each.body));
}

function drawStances(score, card, room) {
  return el("article", { class: "card stances" },
    el("h2", { class: "motion", dir: "auto" }, score.head.motion),
    el("ul", {}, el("li", { class: "ends", "aria-hidden": "true" }, el("span", {}, "against"), el("span", {}, "for")), card.acts.map((act) => {
      const seat = score.seat(act.seat);
      return el("li", { class: `c${seat?.colour ?? "x"}` }, face(seat),
        el("span", { class: "name", dir: "auto" }, seat?.byline ?? act.name),
        el("span", { class: "scale", role: "img", "aria-label": act.stands }, el("i", { style: `inset-inline-start:${(act.value + 2) * 25}%` })),
        el("span", { class: "stands" }, act.stands, act.cites.length ? [el("em", {}, " moved by "), act.cites.map((id) => room.badge(id, "moved by", act))] : ""),
        act.text ? el("p", { dir: "auto" }, act.text) : "");
    })));
}

// A code for phones: dark on light whatever the page is, or some of them cannot read it.
function drawCode({ size, path }) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg"), dark = document.createElementNS(space, "path");
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", "A QR code that leads phones to the audience’s page");
  dark.setAttribute("d", path);
  svg.append(dark);
  return el("figure", { class: "invite" }, svg, el("figcaption", {}, "Vote and ask", el("br"), "with your phone"));
}
