// What is about to be staged: who, about what, in which order.

function drawSeated(seat) {
  return el("li", { class: `billed c${seat.colour}` }, face(seat, ""),
    el("span", { class: "name" }, el("strong", { dir: "auto" }, seat.name), el("span", { class: "side", dir: "auto" }, seat.note)));
}

function drawPhases(stretches) {
  return el("ol", { class: "order" }, stretches.map((stretch) => el("li", { title: stretch.said }, stretch.title)));
}

export default function (component) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector(".rostra-root") || parentElement.appendChild(el("div", { class: "rostra-root" }));
  const picture = data.picture;
  const studio = el("div", { class: "studio bill" },
    el("h2", { dir: "auto" }, data.title),
    el("p", { class: "motion", dir: "auto" }, data.motion),
    el("p", { class: "summary", dir: "auto" }, data.summary),
    data.seats.length ? el("ul", { class: "billing", "aria-label": "The cast" }, data.seats.map(drawSeated)) : "",
    picture ? el("div", { class: "running" },
      el("p", { class: "format" }, el("b", {}, data.format), data.beside ? ` · ${data.beside}` : ""),
      drawPicture(picture, 16, saidInWords(picture), true), drawPhases(picture.stretches)) : "");
  root.replaceChildren(studio);
  studio.dataset.dark = isDark(studio);
}
