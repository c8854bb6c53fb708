// What can be counted, as tables whose cells are drawn: whoever cannot see the bars reads the numbers.

const HOW = { rebuts: ["rebuttal", "rebuttals"], questions: ["question", "questions"], concedes: ["concession", "concessions"], supports: ["support", "supports"] };

function howMany({ relation, count }) {
  return `${count} ${HOW[relation][count === 1 ? 0 : 1]}`;
}

function drawNumbers({ studio, data, score, go }) {
  const { airtime, replies, polls, moves, stances } = data.measures;
  studio.append(el("div", { class: "panels" },
    drawAirtime(airtime), drawReplies(replies), polls.map((poll) => drawPoll(poll, score, go)), moves.length ? drawMoves(moves) : "", stances.length ? drawStances(stances, score, go) : ""));
}

function panel(title, note, ...content) {
  return el("section", { class: "panel" }, el("h2", {}, title), note ? el("p", { class: "note" }, note) : "", ...content);
}

function who(seat) {
  return el("th", { scope: "row", class: `c${seat.colour ?? "x"}`, dir: "auto" }, face(seat), el("span", {}, seat.name));
}

function bar(part, colour, label) {
  const fill = el("i", {});
  fill.style.width = `${100 * part}%`;
  return el("span", { class: `bar ${colour}` }, el("span", { class: "track", "aria-hidden": "true" }, fill), el("span", { class: "figure" }, label));
}

function drawAirtime(rows) {
  const most = Math.max(1, ...rows.map((row) => row.words));
  const said = rows.filter((row) => row.share !== null).map((row) => row.words), [least, top] = [Math.min(...said), Math.max(...said)];
  const even = top && least / top > 0.8 ? "Airtime was even." : "";
  return panel("Airtime", even,
    el("table", { class: "bars" }, el("caption", {}, "Words and turns of each speaker"),
      el("thead", {}, el("tr", {}, ["Speaker", "Words", "Turns"].map((title) => el("th", { scope: "col" }, title)))),
      el("tbody", {}, rows.map((row) => el("tr", {}, who(row),
        el("td", {}, bar(row.words / most, `c${row.colour ?? "x"}`, `${row.words.toLocaleString("en")}${row.share === null ? "" : ` · ${row.share}%`}`)), el("td", { class: "number" }, String(row.turns)))))));
}

function drawReplies({ relations, total, columns, rows }) {
  if (!total) return panel("Who answered whom", "Nobody has answered anybody yet.");
  const most = Math.max(1, ...rows.flatMap((row) => row.cells.map((cell) => cell.total)));
  const given = relations.filter((each) => each.count), top = Math.max(...given.map((each) => each.count));
  return panel("Who answered whom", `A row answers, a column is answered: ${listed(given.map(howMany))}.`,
    el("table", { class: "bars kinds" }, el("caption", {}, "Replies by relation"), el("tbody", {}, given.map((each) => el("tr", {}, el("th", { scope: "row" }, each.relation), el("td", {}, bar(each.count / top, "cx", String(each.count))))))),
    el("div", { class: "wide", tabindex: 0, role: "group", "aria-label": "Who answered whom" }, el("table", { class: "matrix" }, el("caption", {}, "Who answered whom, by relation"),
      el("thead", {}, el("tr", {}, el("td", {}), columns.map((seat) => el("th", { scope: "col", class: `c${seat.colour ?? "x"}`, title: seat.name, "aria-label": seat.name }, face(seat))))),
      el("tbody", {}, rows.map((row) => el("tr", {}, who(row), row.cells.map((cell) => drawCell(cell, most))))))));
}

function drawCell(cell, most) {
  const node = el("td", {}, cell.total ? [el("b", {}, String(cell.total)), ...cell.by.map((each) => el("small", {}, howMany(each)))] : el("span", { class: "none" }, "–"));
  node.style.setProperty("--heat", String(cell.total / most));
  return node;
}

function drawPoll(poll, score, go) {
  if (poll.ranked.length) {
    const most = Math.max(...poll.ranked.map((each) => each.points));
    return panel(poll.title, "Three points for the best, two for the second, one for the third.", el("table", { class: "bars" }, el("caption", {}, poll.title),
      el("tbody", {}, poll.ranked.map((each) => el("tr", {}, el("th", { scope: "row", class: "idea" }, numbered(score, each.id, go), el("span", { dir: "auto" }, each.text)), el("td", {}, bar(each.points / most, "cx", String(each.points))))))));
  }
  return panel(poll.title, `${poll.total} ${poll.total === 1 ? "vote" : "votes"} on the motion.`,
    el("div", { class: "votes", "aria-hidden": "true" }, poll.votes.filter((each) => each.count).map((each) => {
      const part = el("span", { class: `vote ${each.choice}` }, String(each.count));
      part.style.flexGrow = String(each.count);
      return part;
    })),
    el("ul", { class: "key" }, poll.votes.map((each) => el("li", { class: each.choice }, el("i", { "aria-hidden": "true" }), `${each.count} ${each.choice}`))));
}

function drawMoves(moves) {
  const moved = moves.filter((each) => each.moved).length;
  return panel("Who changed their mind", moved ? `${moved} of ${moves.length} did.` : "Nobody did.",
    el("table", { class: "moves" }, el("caption", {}, "Votes before and after"),
      el("thead", {}, el("tr", {}, ["Voter", "Before", "After"].map((title) => el("th", { scope: "col" }, title)))),
      el("tbody", {}, moves.map((each) => el("tr", { class: each.moved ? "moved" : "" }, el("th", { scope: "row", dir: "auto" }, each.name), el("td", {}, each.before), el("td", {}, each.after))))));
}

function drawStances(rows, score, go) {
  return panel("Where the speakers stand", "Asked in private: from strongly against the motion to strongly for it. The hollow mark is where somebody began.",
    el("table", { class: "stances" }, el("caption", {}, "Stances, first and last"),
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Speaker"), el("th", { scope: "col" }, el("span", { class: "ends" }, el("span", {}, "against"), el("span", {}, "for"))))),
      el("tbody", {}, rows.map((row) => {
        const first = row.values[0], last = row.values[row.values.length - 1];
        const said = first.value === last.value ? `${last.stands}${first === last ? "" : ", first and last"}` : `${first.stands}, then ${last.stands}`;
        return el("tr", {}, who(row), el("td", {}, drawScale(row, first, last), el("small", {}, said, last.moved_by ? [", moved by ", numbered(score, last.moved_by, go)] : "")));
      }))));
}

function drawScale(row, first, last) {
  const at = (value) => `${50 + 22 * value}%`;
  const dot = (value, name) => { const node = el("i", { class: name }); node.style.left = at(value); return node; };
  const way = el("i", { class: "way" });
  way.style.left = at(Math.min(first.value, last.value));
  way.style.width = `${22 * Math.abs(last.value - first.value)}%`;
  return el("span", { class: `scale c${row.colour ?? "x"}`, "aria-hidden": "true" }, [-2, -1, 0, 1, 2].map((value) => dot(value, "tick")), way, first === last ? "" : dot(first.value, "first"), dot(last.value, "last"));
}

export default function (component) {
  mountView(component, "numbers", drawNumbers);
}
