// What views of a transcript share: their head, the claims as the stage knows them, and the way from a number to its turn.

// Draws a view where there is none, or where what it shows has changed; a page that is drawn again for another reason moves nothing.
function mountView(component, name, draw) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".rostra-root") || parentElement.appendChild(el("div", { class: "rostra-root" }));
  const kept = root._view, said = JSON.stringify(data);
  if (kept) kept.studio.dataset.dark = isDark(kept.studio);
  if (kept?.said === said) { kept.go.set(setTriggerValue); return; }
  kept?.close?.();
  const studio = el("div", { class: `studio view ${name}` });
  root.replaceChildren(studio);
  studio.dataset.dark = isDark(studio);
  const score = new Score();
  score.hear(data.outline);
  studio.lang = /^[a-z]{2,3}(-|$)/i.test(score.head.language) && score.head.language.length < 12 ? score.head.language : "";
  const go = wayOut(setTriggerValue);
  studio.append(
    el("p", { class: "disclosure", role: "note" }, score.head.disclosure),
    el("header", { class: "top" }, el("h1", { dir: "auto" }, score.head.title)));
  const close = draw({ studio, data, score, go: (place) => go.to(place) });
  root._view = { studio, said, go, close };
}

function wayOut(tell) {
  return { set: (other) => { tell = other; }, to: (place) => tell("go", place) };
}

// A claim's number: shows the claim where one points at it, and leads to the turn. A finger sees it first, and goes there with the second tap.
function numbered(score, id, go) {
  const seat = score.seatOfMark(id);
  const node = el("button", { type: "button", class: `badge c${seat?.colour ?? "x"}`, "data-claim": id, "aria-label": `Go to claim ${id}` }, id);
  node.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") showTip(node, score, id); });
  node.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") hideTip(node); });
  node.addEventListener("focus", () => showTip(node, score, id));
  node.addEventListener("blur", () => hideTip(node));
  node.addEventListener("click", (event) => {
    if (event.pointerType === "touch" && node.dataset.seen !== "yes") { showTip(node, score, id); node.dataset.seen = "yes"; return; }
    go(id);
  });
  return node;
}

// What somebody did in a view comes back with it in this window: where the map was, what was left for the reading view.
function remembered(key) {
  try { return JSON.parse(sessionStorage.getItem(`rostra ${key}`)); } catch { return null; }
}

function remember(key, value) {
  try { sessionStorage.setItem(`rostra ${key}`, JSON.stringify(value)); } catch { /* a window without storage forgets */ }
}
