// Text of a debate as DOM nodes. Nothing here reads HTML: whatever personas, models and people wrote arrives in text nodes only.

const MARKER = /\(([a-z]+) ((?:\[[^\[\]()]+\])(?:, ?\[[^\[\]()]+\])*)\)|\[([A-Z]{1,2}\d{1,3}\.\d{1,3})\]/g;
const ID = /[A-Z]{1,2}\d{1,3}\.\d{1,3}/g;
const EMPHASIS = /\*\*([^*\n]+)\*\*|__([^_\n]+)__|\*([^*\s][^*\n]*)\*|(?<!\w)_([^_\s][^_\n]*)_(?!\w)|`([^`\n]+)`/g;
const BEGUN = /\s*(?:\[[^\]\n]{0,12}|\([a-z]{0,10}(?: (?:\[[^)\n]{0,24})?)?)$/; // a marker that is not whole yet

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

// What was said: paragraphs, lists, emphasis; claim numbers as badges that `badge(id, word)` makes.
function spoken(text, badge, growing = false) {
  if (growing) text = text.replace(BEGUN, "");
  const parts = [];
  for (const block of text.trim().split(/\n\s*\n/)) {
    const lines = block.split("\n").map((line) => line.trim()).filter(Boolean);
    if (!lines.length) continue;
    const bullets = lines.every((line) => /^(?:[-*•]|\d+[.)])\s+/.test(line));
    if (bullets && (lines.length > 1 || /^[-*•]/.test(lines[0]))) {
      const items = lines.map((line) => el("li", { dir: "auto" }, inline(line.replace(/^(?:[-*•]|\d+[.)])\s+/, ""), badge)));
      parts.push(el(/^\d/.test(lines[0]) ? "ol" : "ul", {}, items));
    } else {
      const said = lines.map((line) => line.replace(/^#{1,6}\s+|^>\s?/, ""));
      parts.push(el("p", { dir: "auto" }, said.flatMap((line, n) => [n ? document.createElement("br") : "", ...inline(line, badge)])));
    }
  }
  return parts;
}

function inline(text, badge) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(MARKER)) {
    const ids = match[0].match(ID);
    if (!ids) continue;
    nodes.push(...emphasised(text.slice(end, match.index)));
    nodes.push(match[3] ? badge(match[3], "") : el("span", { class: "reply" }, el("em", {}, match[1]), ids.map((id) => badge(id, match[1]))));
    end = match.index + match[0].length;
  }
  return [...nodes, ...emphasised(text.slice(end))];
}

function emphasised(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(EMPHASIS)) {
    nodes.push(text.slice(end, match.index));
    const strong = match[1] ?? match[2], em = match[3] ?? match[4];
    nodes.push(strong !== undefined ? el("strong", {}, strong) : em !== undefined ? el("em", {}, em) : el("code", {}, match[5]));
    end = match.index + match[0].length;
  }
  return [...nodes, text.slice(end)].filter(Boolean);
}

function listed(names) {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}

const ICONS = {
  copy: "M8 4h10a2 2 0 0 1 2 2v10M6 8h8a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2z",
  bookmark: "M7 4h10a1 1 0 0 1 1 1v15l-6-4-6 4V5a1 1 0 0 1 1-1z",
  link: "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
  down: "M12 5v14M6 13l6 6 6-6",
  earlier: "M15 5l-7 7 7 7",
  later: "M9 5l7 7-7 7",
  fork: "M7 4v16M7 14c0-5 10-3 10-8M14 8l3-3 3 3M4 7l3-3 3 3",
};

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

// Whether the page is dark: Streamlit's components are told colours, not a scheme.
function isDark(node) {
  const probe = el("span", { style: "display:none;color:var(--st-background-color)" });
  node.append(probe);
  const [r, g, b] = (getComputedStyle(probe).color.match(/[\d.]+/g) || [255, 255, 255]).map(Number);
  probe.remove();
  return 0.2126 * r + 0.7152 * g + 0.0722 * b < 128;
}
