// The flow sheet: a table a speaker, a row a claim, what was answered to it, and what became of it.

function drawFlow({ studio, data, score, go }) {
  const { flow } = data, place = `flow ${data.outline.id}`;
  const kept = remembered(place) || {};
  const leave = (id) => { remember(place, { ...kept, row: id }); go(id); };
  const filters = el("div", { class: "filters", role: "group", "aria-label": "Show" });
  const groups = flow.groups.map((group) => drawFlowGroup(score, group, leave));
  const choose = (status) => {
    kept.status = status;
    remember(place, { ...kept, row: null });
    for (const button of filters.children) button.setAttribute("aria-pressed", String((button.dataset.status || null) === status));
    for (const group of groups) {
      const rows = [...group.querySelectorAll("tbody tr")];
      rows.forEach((row) => { row.hidden = Boolean(status) && row.dataset.status !== status; });
      group.hidden = rows.every((row) => row.hidden);
    }
  };
  filters.append(
    el("button", { type: "button", class: "chip", onclick: () => choose(null) }, "All claims", el("b", {}, String(flow.total))),
    ...flow.counted.map((each) => el("button", { type: "button", class: `chip fate ${each.status}`, "data-status": each.status, title: each.meaning, onclick: () => choose(each.status) },
      each.label, el("b", {}, String(each.count)))));
  studio.append(filters, el("p", { class: "note" }, "Every claim, and what was answered to it. Counted, not judged. A number leads to its turn."), ...groups);
  const row = kept.row && studio.querySelector(`tr[data-row="${kept.row}"]`);
  choose(flow.counted.some((each) => each.status === kept.status) ? kept.status : null);
  if (row && !row.hidden) requestAnimationFrame(() => { row.scrollIntoView({ block: "center" }); row.classList.add("left"); });
}

function drawFlowGroup(score, group, go) {
  const colour = `c${group.colour ?? "x"}`;
  return el("section", { class: `group ${colour}` },
    el("h2", { dir: "auto" }, face(group), el("span", {}, group.name), el("small", {}, [group.side, group.counted.map((each) => `${each.count} ${each.label}`).join(", ")].filter(Boolean).join(" · "))),
    el("table", {},
      el("caption", {}, `Claims of ${group.name}`),
      el("thead", {}, el("tr", {}, ["Claim", "What was answered", "Outcome"].map((title) => el("th", { scope: "col" }, title)))),
      el("tbody", {}, group.lines.map((line) => drawFlowRow(score, line, go)))));
}

function drawFlowRow(score, line, go) {
  return el("tr", { "data-status": line.status, "data-row": line.id, class: line.status },
    el("th", { scope: "row" }, numbered(score, line.id, go), el("span", { dir: "auto" }, line.text), el("small", {}, line.where)),
    el("td", {}, line.answers.length ? el("ul", {}, line.answers.map((answer) => drawFlowAnswer(score, answer, go))) : el("span", { class: "none" }, "no answer")),
    el("td", {}, el("span", { class: `fate ${line.status}` }, line.label)));
}

function drawFlowAnswer(score, answer, go) {
  const to = answer.by || answer.key;
  return el("li", { class: `c${answer.colour ?? "x"}` },
    el("span", { class: "done" }, answer.done, " ", el("button", { type: "button", class: "by", onclick: () => go(to) }, answer.name), " ", answer.by ? numbered(score, answer.by, go) : ""),
    answer.text ? el("p", { dir: "auto" }, answer.text) : "");
}

export default function (component) {
  mountView(component, "flow", drawFlow);
}
