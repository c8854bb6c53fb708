// What a presenter's hand does: keys and a clicker's, a finger, a mouse that rests; and the help that says so.

const KEYS = {
  ArrowRight: "on", PageDown: "on", " ": "on", ArrowLeft: "back", PageUp: "back", Backspace: "back",
  ArrowDown: "onward", ArrowUp: "backward", Home: "first", End: "last",
  p: "play", f: "full", q: "code", "?": "help", b: "blank", ".": "blank", "+": "faster", "=": "faster", "-": "slower",
};
const WITH_SHIFT = { on: "onward", back: "backward" };
const ONCE = new Set(["play", "full", "code", "help", "blank"]); // not again and again while a key is held down
const HELP = [
  ["→  Space  Page down", "On"], ["←  Shift+Space  Page up", "Back"], ["↓  Shift+→", "Next phase or round"], ["↑  Shift+←", "Phase or round before"],
  ["Home  End", "First and last"], ["P", "Play at reading speed, or pause"], ["+  −", "Faster, slower"], ["F", "Full screen"],
  ["Q", "The code by which phones vote and ask"], ["B", "Blank the screen"], ["?", "This help"],
];
const SWIPE = 50; // pixels
const REST = 3000; // milliseconds

// What a key means here; undefined for those that are somebody else's: of fields, of buttons that have the focus, of the browser.
function meaningOf(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return undefined;
  const target = event.composedPath()[0], { tagName = "" } = target;
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(tagName) || target.isContentEditable) return undefined;
  if (/^(BUTTON|A|SUMMARY)$/.test(tagName) && (event.key === " " || event.key === "Enter")) return undefined;
  const what = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!event.shiftKey) return what;
  return event.key === " " ? "back" : WITH_SHIFT[what] || what;
}

// Calls `go(1)` or `go(-1)` for a finger that moves across; up and down it scrolls what does not fit.
function watchFinger(node, go) {
  let from = null;
  node.addEventListener("touchstart", (event) => { from = event.touches.length === 1 ? event.touches[0] : null; }, { passive: true });
  node.addEventListener("touchend", (event) => {
    if (!from) return;
    const to = event.changedTouches[0], across = to.clientX - from.clientX, down = to.clientY - from.clientY;
    if (Math.abs(across) > SWIPE && Math.abs(across) > 1.8 * Math.abs(down)) go(across < 0 ? 1 : -1);
  }, { passive: true });
}

// A hand that rests takes the buttons from the full screen.
function watchRest(node) {
  let timer = null;
  const moved = () => {
    node.classList.remove("resting");
    clearTimeout(timer);
    timer = setTimeout(() => node.classList.add("resting"), REST);
  };
  for (const sign of ["pointermove", "pointerdown", "focusin"]) node.addEventListener(sign, moved);
  moved();
}

// `closed`: why there is no code for phones; empty where there is one.
function drawHelp(closed) {
  const close = () => help.close();
  const help = el("dialog", { class: "keys", "aria-label": "Keys", onclick: (event) => { if (event.target === help) close(); } },
    el("div", {}, el("h2", {}, "Keys"),
      el("dl", {}, HELP.flatMap(([keys, what]) => [el("dt", {}, keys.split("  ").map((key) => el("kbd", {}, key))), el("dd", {}, what)])),
      el("p", {}, "A presenter’s clicker works too, and a finger: swipe left and right."),
      closed ? el("p", { class: "closed" }, closed) : "",
      el("button", { type: "button", onclick: close }, "Close")));
  return help;
}
