// The formats there are, each by its picture and by what it is for; one of them is chosen.

function drawFormat(form, chosen, pick) {
  const button = el("button", { type: "button", "aria-pressed": String(chosen), onclick: () => pick(form.name) }, form.title);
  return el("article", { class: `form${chosen ? " chosen" : ""}` },
    el("header", {}, el("h3", {}, button), el("span", { class: "seats" }, form.seats)),
    form.suggested ? el("p", { class: "reason" }, el("b", {}, "Suggested. "), form.reason) : "",
    drawPicture(form.picture, 10, saidInWords(form.picture)),
    el("p", {}, form.purpose),
    el("dl", {},
      el("dt", {}, "Use when"), form.use_when.map((line) => el("dd", {}, line)),
      form.avoid_when.length ? el("dt", {}, "Not when") : "", form.avoid_when.map((line) => el("dd", {}, line))));
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".rostra-root") || parentElement.appendChild(el("div", { class: "rostra-root" }));
  const focused = root.querySelector("button:focus")?.textContent;
  const legend = el("p", { class: "legend" }, el("span", {}, "Time runs from left to right; what stands one above the other happens at once."),
    el("span", {}, el("i", { class: "key speaks" }), " speaks "), el("span", {}, el("i", { class: "key unseen" }), " speaks, unseen by the others "),
    el("span", {}, el("i", { class: "key stands" }), " votes or takes a stand "), el("span", {}, el("b", {}, "?"), " a question from the floor"));
  const gallery = el("div", { class: "forms" }, data.formats.map((form) => drawFormat(form, form.name === data.chosen, (name) => setTriggerValue("picked", name))));
  const studio = el("div", { class: "studio" }, legend, gallery);
  root.replaceChildren(studio);
  studio.dataset.dark = isDark(studio);
  if (focused) [...root.querySelectorAll("button")].find((button) => button.textContent === focused)?.focus();
}
