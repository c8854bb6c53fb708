// Boxes, lines and headings of the argument map, as SVG. Text arrives in text nodes only.

const NS = "http://www.w3.org/2000/svg";
const LINES = 3, ROOM = 184, PITCH = 15.5; // of a claim's text in its box
const SHAPES = { rebuts: "M0 0 L10 -5 L10 5 Z", supports: "M1 0 L10 -5 L10 5 Z", concedes: "M0 0 L6 -5 L12 0 L6 5 Z", questions: "M0 0 A5 5 0 1 1 10 0 A5 5 0 1 1 0 0 Z" };

function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null && value !== undefined) node.setAttribute(name, value);
  node.append(...children.flat());
  return node;
}

// A claim's text in lines that fit its box: by words, and by letters where a word is longer than a line.
function wrapped(text, width) {
  const letters = text.split(/\s+/).some((word) => width(word) > ROOM);
  const pieces = letters ? [...text] : text.split(/(?<=\s)/);
  const lines = [""];
  for (const piece of pieces) {
    if (width(lines[lines.length - 1] + piece.trimEnd()) <= ROOM) lines[lines.length - 1] += piece;
    else if (lines.length < LINES) lines.push(piece);
    else {
      let last = lines[LINES - 1].trimEnd();
      while (last && width(`${last}…`) > ROOM) last = last.slice(0, -1);
      lines[LINES - 1] = `${last}…`;
      break;
    }
  }
  return lines.map((line) => line.trim());
}

// A heading stays in sight above its column; where the column is narrow it is cut.
function drawColumn({ title }) {
  return svg("svg", { class: "head" }, svg("text", { class: "column", y: 23 }, title), svg("title", {}, title));
}

function drawBox(box, width) {
  const colour = `c${box.colour ?? "x"}`;
  const label = `${box.kind === "claim" ? `${box.id}, ` : ""}${box.name}: ${box.text || ""} ${box.said}`;
  return svg("g", { class: `box ${box.kind} ${colour} ${box.status}`, transform: `translate(${box.x} ${box.y})`, tabindex: -1, role: "link", "aria-label": label, "data-id": box.id },
    ...(box.kind === "claim" ? drawClaim(box, width) : [svg("circle", { cx: box.w / 2, cy: box.h / 2, r: box.h / 2 - 1 }), svg("text", { class: "initials", x: box.w / 2, y: box.h / 2 }, box.initials)]));
}

function drawClaim(box, width) {
  const rtl = /^[^A-Za-z\u00C0-\u024F]*[\u0590-\u08FF]/.test(box.text);
  const at = { x: rtl ? box.w - 14 : 14, direction: rtl ? "rtl" : "ltr" };
  const lines = wrapped(box.text, width).map((line, n) => svg("text", { class: "said", ...at, y: 37 + n * PITCH }, line));
  return [
    svg("rect", { class: "ground", width: box.w, height: box.h, rx: 10 }), svg("rect", { class: "sheet", width: box.w, height: box.h, rx: 10 }),
    svg("text", { class: "id", x: 14, y: 19 }, box.id), svg("text", { class: "who", x: box.w - 14, y: 19 }, box.status === "unanswered" ? `${box.initials} · dropped` : box.initials),
    svg("text", { class: "far", x: box.w / 2, y: box.h / 2 }, box.id), ...lines];
}

// From the answer's side to the claim's; lines that end at one box are spread along it.
function drawEdge(edge, boxes, edges) {
  const from = boxes.get(edge.from), to = boxes.get(edge.to);
  const [y1, y2] = [along(from, "from", edge, boxes, edges), along(to, "to", edge, boxes, edges)];
  const back = to.x + to.w < from.x, level = Math.abs(to.x + to.w - from.x - from.w) < 1 || to.x === from.x;
  const x1 = back ? from.x : from.x + from.w, x2 = back || level ? to.x + to.w : to.x;
  const side = back || level ? 1 : -1, end = x2 + side * 13;
  const bend = level ? 34 + Math.min(46, Math.abs(y2 - y1) / 6) : Math.max(40, Math.abs(x1 - end) / 2);
  const d = level ? `M${x1} ${y1} C${x1 + bend} ${y1} ${end + bend} ${y2} ${end} ${y2}` : `M${x1} ${y1} C${x1 - side * bend} ${y1} ${end + side * bend} ${y2} ${end} ${y2}`;
  return svg("g", { class: `edge ${edge.relation} c${from.colour ?? "x"}`, "data-from": edge.from, "data-to": edge.to },
    svg("path", { class: "line", d }), svg("path", { class: "end", d: SHAPES[edge.relation], transform: `translate(${x2 + side * 2} ${y2}) scale(${side} 1)` }));
}

function along(box, end, edge, boxes, edges) {
  const other = end === "from" ? "to" : "from";
  const here = edges.filter((each) => each[end] === box.id).sort((a, b) => boxes.get(a[other]).y - boxes.get(b[other]).y);
  return box.y + (box.h * (here.indexOf(edge) + 1)) / (here.length + 1);
}
