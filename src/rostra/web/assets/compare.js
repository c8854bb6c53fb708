// Debates side by side: what each came to, and from where they part, turn against turn.

function drawColumn(column, first, open) {
  const turns = column !== first && JSON.stringify(column.cruxes) === JSON.stringify(first.cruxes);
  const origin = column.origin ? el("p", { class: "note" }, column.origin) : "";
  return el("section", { class: "column" },
    el("h2", { dir: "auto" }, el("button", { type: "button", class: "by", onclick: () => open(column.id, null) }, column.title)),
    el("p", { class: "id" }, column.id), origin,
    el("dl", {}, column.facts.flatMap(([name, value, change]) => [el("dt", {}, name), el("dd", {}, value, change ? el("span", { class: "change" }, ` ${change}`) : "")])),
    listOf(turns ? "What it turns on, as in the first" : "What it turns on", column.cruxes, !turns),
    listOf("Only here", column.gained.map((claim) => `${claim.id} ${claim.text}`), false),
    listOf("Not here", column.lost.map((claim) => `${claim.id} ${claim.text}`), false));
}

function listOf(title, texts, open) {
  if (!texts.length) return "";
  return el("details", { open }, el("summary", {}, `${title} (${texts.length})`), el("ul", {}, texts.map((text) => el("li", { dir: "auto" }, text))));
}

function drawPlace(place, ids, open) {
  return el("div", { class: `row ${place.how}` }, place.said.map((said, n) => {
    const whose = el("small", { class: "whose" }, ids[n]);
    if (!said) return el("p", { class: "cell none" }, whose, "Nothing in this place.");
    if (n && place.how === "same") return el("p", { class: "cell none" }, whose, "The same words.");
    return el("article", { class: `cell c${said.colour ?? "x"}` }, whose,
      el("h4", {}, el("button", { type: "button", class: "by", onclick: () => open(ids[n], place.key) }, said.byline), el("small", {}, ` ${said.words} words`)),
      el("div", { class: "words" }, spoken(said.text, (id) => el("span", { class: "badge cx to" }, id))));
  }));
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".rostra-root") || parentElement.appendChild(el("div", { class: "rostra-root" }));
  const open = (id, place) => setTriggerValue("open", { id, place });
  const ids = data.columns.map((column) => column.id);
  const rows = [];
  let shown = "";
  for (const place of data.places) {
    if (place.heading !== shown) rows.push(el("h3", { dir: "auto" }, (shown = place.heading)));
    rows.push(drawPlace(place, ids, open));
  }
  const studio = el("div", { class: "studio compare", style: `--many: ${ids.length}` },
    el("p", { class: "disclosure", role: "note" }, data.disclosure),
    el("p", { class: "parting" }, data.parting),
    el("div", { class: "columns-of" }, data.columns.map((column) => drawColumn(column, data.columns[0], open))),
    rows.length ? el("div", { class: "row heads", "aria-hidden": "true" }, ids.map((id) => el("span", {}, id))) : "",
    el("div", { class: "rows" }, rows));
  root.replaceChildren(studio);
  studio.dataset.dark = isDark(studio);
}
