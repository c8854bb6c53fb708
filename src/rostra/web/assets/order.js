// A running order: the picture of a debate or of its format, and under it what happens in each phase.

export default function (component) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector(".rostra-root") || parentElement.appendChild(el("div", { class: "rostra-root" }));
  const picture = data.picture;
  const studio = el("div", { class: "studio" }, drawPicture(picture, 16, saidInWords(picture)),
    el("ol", { class: "order" }, picture.stretches.map((stretch) => el("li", {}, el("b", { dir: "auto" }, stretch.title), stretch.said ? `: ${stretch.said}` : ""))));
  root.replaceChildren(studio);
  studio.dataset.dark = isDark(studio);
}
