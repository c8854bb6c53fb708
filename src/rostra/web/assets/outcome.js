// What came of a debate: the synthesis, verdicts, clusters of ideas, by the renderer of the stage.

function drawOutcome({ studio, data, score, go }) {
  const badge = (id) => numbered(score, id, go);
  for (const { title, items } of data.parts) {
    studio.append(el("section", { class: "part" }, title ? el("h2", {}, title) : "", items.map((item) => {
      const act = drawAct(score, item, badge);
      if (act.tagName === "DETAILS") act.open = true;
      return el("div", {}, act, item.key ? el("button", { type: "button", class: "by", onclick: () => go(item.key) }, "See it in the transcript") : "");
    })));
  }
}

export default function (component) {
  mountView(component, "outcome", drawOutcome);
}
