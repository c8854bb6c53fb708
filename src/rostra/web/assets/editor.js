// A text with numbered lines, and what the check finds in it. Told back after a pause in typing, and when the field is left.

const PAUSE = 500;

class Editor {
  constructor(root, data, tell) {
    this.tell = tell;
    this.told = data.text;
    this.numbers = el("div", { class: "numbers", "aria-hidden": "true" });
    this.field = el("textarea", { "aria-label": data.label, spellcheck: "false", autocapitalize: "off", autocomplete: "off", dir: "auto",
      oninput: () => this.typed(), onblur: () => this.flush(), onkeydown: (event) => this.key(event) });
    this.field.value = data.text;
    this.tally = el("p", { class: "tally", role: "status" });
    this.list = el("ol", { class: "found" });
    this.scroll = el("div", { class: "scroll" }, el("div", { class: "sheet" }, this.numbers, this.field));
    this.studio = el("div", { class: "studio desk" }, this.scroll, el("aside", { class: "findings", "aria-label": "What the check finds" }, this.tally, this.list));
    root.replaceChildren(this.studio);
    this.draw();
    this.hear(data);
  }

  hear(data) {
    this.studio.dataset.dark = isDark(this.studio);
    this.tally.textContent = data.tally;
    this.tally.classList.toggle("clean", !data.found.length);
    this.list.replaceChildren(...data.found.map((each) => this.finding(each)));
    this.marks = new Map();
    for (const each of data.found) if (each.line && this.marks.get(each.line)?.kind !== "error") this.marks.set(each.line, each);
    this.mark();
  }

  finding(each) {
    const text = [el("strong", {}, each.line ? `Line ${each.line}` : "The file"), el("em", { class: each.kind }, each.says), el("span", { dir: "auto" }, each.text)];
    return el("li", {}, each.line ? el("button", { type: "button", onclick: () => this.jump(each.line) }, text) : el("div", {}, text));
  }

  // A twin of the text stands behind it: its lines wrap as the field's do, and so the numbers stand where they belong.
  draw() {
    const lines = this.field.value.split("\n");
    while (this.numbers.childElementCount > lines.length) this.numbers.lastChild.remove();
    lines.forEach((line, n) => {
      const node = this.numbers.children[n] || this.numbers.appendChild(el("div"));
      if (node.textContent !== line) node.textContent = line;
    });
  }

  mark() {
    [...this.numbers.children].forEach((node, n) => {
      node.className = this.marks.get(n + 1)?.kind || "";
    });
  }

  jump(line) {
    const node = this.numbers.children[line - 1];
    if (!node) return;
    const start = this.field.value.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    this.field.focus({ preventScroll: true });
    this.field.setSelectionRange(start, start + node.textContent.length);
    this.scroll.scrollTo({ top: node.offsetTop - this.scroll.clientHeight / 3 });
    if (matchMedia("(max-width: 900px)").matches) this.scroll.scrollIntoView({ block: "start" });
  }

  key(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.flush();
  }

  typed() {
    this.draw();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), PAUSE);
  }

  flush() {
    clearTimeout(this.timer);
    if (this.field.value === this.told) return;
    this.told = this.field.value;
    this.tell("text", this.told);
  }
}

export default function (component) {
  const { data, parentElement, setStateValue } = component;
  const kept = parentElement._editor;
  if (kept) {
    kept.tell = setStateValue;
    kept.hear(data);
  } else {
    const root = parentElement.querySelector(".rostra-root") || parentElement.appendChild(el("div", { class: "rostra-root" }));
    parentElement._editor = new Editor(root, data, setStateValue);
  }
  const editor = parentElement._editor;
  return () => { if (!parentElement.isConnected) { clearTimeout(editor.timer); parentElement._editor = null; } };
}
