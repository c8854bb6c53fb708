// A format's picture: a line for each who takes part, time from left to right. Numbers come from `phase_picture.py`.

const SVG = "http://www.w3.org/2000/svg";

function shape(tag, attributes, text = "") {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (text) node.textContent = text;
  return node;
}

// `line`: pixels from one line to the next. `numbered`: each stretch has its number above it.
function drawPicture(picture, line, said, numbered = false) {
  const tops = [];
  let height = numbered ? 15 : 2;
  picture.rows.forEach((row, n) => {
    if (row.apart) height += 5;
    tops.push(height);
    height += line;
  });
  const percent = (units) => `${(100 * units) / picture.width}%`;
  const svg = shape("svg", { class: "score", height: height + 2, width: "100%", role: "img", "aria-label": said });
  picture.stretches.forEach((stretch, n) => {
    const band = shape("rect", { class: n % 2 ? "band odd" : "band", x: percent(stretch.at), y: 0, width: percent(stretch.width), height: height + 2, "data-stretch": n });
    band.append(shape("title", {}, `${stretch.title}: ${stretch.said}`));
    svg.append(band);
    if (numbered) svg.append(shape("text", { class: "number", x: percent(stretch.at + 0.08), y: 10.5 }, String(n + 1)));
  });
  picture.links.forEach((link) => svg.append(shape("line", {
    class: "pair", x1: percent(link.at - 0.05), y1: tops[link.row] + line / 2, x2: percent(link.to + 0.05), y2: tops[link.to_row] + line / 2,
  })));
  picture.marks.forEach((mark) => svg.append(drawMark(mark, picture.rows[mark.row], tops[mark.row], line, percent)));
  const labels = el("div", { class: "lines", "aria-hidden": "true" }, picture.rows.map((row, n) => el("span", { style: `top:${tops[n]}px;line-height:${line}px`, dir: "auto" }, row.label)));
  // What is hidden gives the column its width.
  labels.append(el("b", {}, picture.rows.reduce((longest, row) => (row.label.length > longest.length ? row.label : longest), "")));
  return el("div", { class: "picture" }, labels, svg);
}

function drawMark(mark, row, top, line, percent) {
  const colour = row.colour === null ? "cx" : `c${row.colour % 6}`;
  const middle = top + line / 2, high = line - 3;
  switch (mark.how) {
    case "stands":
      return shape("circle", { class: `mark stands ${colour}`, cx: percent(mark.at + mark.width / 2), cy: middle, r: Math.min(3.2, high / 2) });
    case "asks":
      return shape("text", { class: "mark asks", x: percent(mark.at + mark.width / 2), y: middle + 3.5, "text-anchor": "middle" }, "?");
    case "moderates":
      return shape("rect", { class: `mark speaks ${colour}`, x: percent(mark.at + 0.05), y: middle - high / 4, width: percent(mark.width - 0.1), height: high / 2, rx: 1.5 });
    default:
      return shape("rect", { class: `mark ${mark.how} ${colour}`, x: percent(mark.at + 0.05), y: middle - high / 2, width: percent(mark.width - 0.1), height: high, rx: 2 });
  }
}

function saidInWords(picture) {
  return picture.stretches.map((stretch) => `${stretch.title}: ${stretch.said}`).join(". ");
}
