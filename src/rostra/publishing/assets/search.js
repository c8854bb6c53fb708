// Searches what lies beside the page in search-data.js, which is loaded when somebody begins to search. Nothing here reads HTML.

const DEBATES = 40; // that are shown
const PLACES = 3; // of each
const AROUND = 90; // letters of a snippet on either side of what was found

const folded = (text) => text.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase();

// Letters without marks in lower case, and where each stands in the text.
function mapped(text) {
  let plain = "";
  const places = [];
  let at = 0;
  for (const letter of text) {
    const found = folded(letter);
    for (let n = 0; n < found.length; n += 1) places.push(at);
    plain += found;
    at += letter.length;
  }
  return { plain, places: [...places, at] };
}

// A text with every word that was searched for marked; cut to what is around the first where `around` is given.
function marked(text, words, around) {
  const { plain, places } = mapped(text);
  const spans = [];
  for (const word of words) for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + word.length)) spans.push([places[at], places[at + word.length]]);
  spans.sort((one, other) => one[0] - other[0]);
  let from = 0, to = text.length;
  if (around && spans.length) {
    from = spans[0][0] > around ? text.indexOf(" ", spans[0][0] - around) + 1 : 0;
    if (!from || from > spans[0][0]) from = Math.max(0, spans[0][0] - around);
    to = spans[0][1] + around < text.length ? Math.max(spans[0][1], text.lastIndexOf(" ", spans[0][1] + around)) : text.length;
  }
  const nodes = [from ? "… " : ""];
  let end = from;
  for (const [start, stop] of spans) {
    if (start < end || stop > to) continue;
    nodes.push(text.slice(end, start), el("mark", {}, text.slice(start, stop)));
    end = stop;
  }
  return [...nodes, text.slice(end, to), to < text.length ? " …" : ""];
}

class Search {
  constructor(box) {
    this.box = box;
    this.input = box.querySelector("input");
    this.found = box.querySelector(".found");
    this.results = box.querySelector(".results");
    this.list = document.querySelector(".debates");
    box.hidden = false;
    this.input.addEventListener("focus", () => this.load(), { once: true });
    this.input.addEventListener("input", () => { clearTimeout(this.soon); this.soon = setTimeout(() => this.search(), 60); });
    if (this.input.value) this.load();
  }

  load() {
    if (this.script) return;
    this.script = el("script", { src: "search-data.js", onload: () => { this.read(); this.search(); }, onerror: () => { this.found.textContent = "search-data.js is missing."; } });
    document.head.append(this.script);
  }

  read() {
    this.debates = window.rostraSearch.map(([path, title, motion, said]) => ({
      path, title, motion, said,
      head: folded(`${title} ${motion}`),
      plain: said.map(([, by, text]) => folded(`${by} ${text}`)),
    }));
  }

  search() {
    const words = folded(this.input.value).split(/\s+/).filter(Boolean);
    this.list.hidden = words.length > 0;
    if (!words.length) { this.found.textContent = ""; this.results.replaceChildren(); return; }
    if (!this.debates) { this.load(); this.found.textContent = "Loading …"; return; }
    const has = (text) => words.every((word) => text.includes(word));
    const hits = [];
    for (const debate of this.debates) {
      const places = debate.said.filter((_, n) => has(debate.plain[n]));
      const inHead = has(debate.head);
      if (inHead || places.length) hits.push({ debate, places, rank: (inHead ? 1000 : 0) + places.length });
    }
    hits.sort((one, other) => other.rank - one.rank);
    const count = hits.length === 1 ? "1 debate" : `${hits.length} debates`;
    this.found.textContent = hits.length ? count : "Nothing found.";
    this.results.replaceChildren(...hits.slice(0, DEBATES).map((hit) => this.draw(hit, words)));
  }

  draw({ debate, places }, words) {
    const more = places.length - PLACES;
    return el("li", {},
      el("h2", {}, el("a", { href: debate.path, dir: "auto" }, ...marked(debate.title, words))),
      ...places.slice(0, PLACES).map(([anchor, by, text]) => el("p", { dir: "auto" },
        el("a", { href: debate.path + (anchor ? `#${anchor}` : "") }, el("span", { class: "who" }, by, ": "), ...marked(text, words, AROUND)))),
      more > 0 ? el("p", { class: "more" }, `and ${more} more`) : "");
  }
}

document.addEventListener("DOMContentLoaded", () => { window.siteSearch = new Search(document.querySelector(".search")); });
