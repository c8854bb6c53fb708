// What every page can do: light or dark, as the reader wants it. Nothing here reads HTML.

const root = document.documentElement;
const prefersDark = matchMedia("(prefers-color-scheme: dark)");

// A page opened from a disk may be refused a memory.
function remembered(key, value) {
  try {
    if (value !== undefined) localStorage.setItem(key, value);
    return localStorage.getItem(key);
  } catch { return null; }
}

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

function icon(...paths) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  for (const d of paths) {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

const isDark = () => (root.dataset.scheme ? root.dataset.scheme === "dark" : prefersDark.matches);
const SUN = ["M12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8z", "M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6 19 19M5 19l1.4-1.4M17.6 6.4 19 5"];
const MOON = ["M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z"];

function schemeButton() {
  const button = el("button", { type: "button", class: "scheme", onclick: () => {
    root.dataset.scheme = remembered("rostra scheme", isDark() ? "light" : "dark") || (isDark() ? "light" : "dark");
    draw();
  } });
  const draw = () => {
    const label = isDark() ? "Light page" : "Dark page";
    button.setAttribute("aria-label", label);
    button.title = label;
    button.replaceChildren(icon(...(isDark() ? SUN : MOON)));
  };
  prefersDark.addEventListener("change", draw);
  draw();
  return button;
}

// Before the first paint, so that nothing flashes or moves later.
root.classList.add("script");
const wanted = remembered("rostra scheme");
if (wanted === "light" || wanted === "dark") root.dataset.scheme = wanted;
document.addEventListener("DOMContentLoaded", () => document.querySelector(".disclosure").after(schemeButton()));
