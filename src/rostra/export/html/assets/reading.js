// What a page does while it is read: the contents follow, the map leads to what was said, paper gets what is folded away.

// The contents say where the reader is.
function watchPlace() {
  const links = new Map([...document.querySelectorAll(".contents a")].map((link) => [link.hash.slice(1), link.parentElement]));
  const seen = new Set();
  const watch = new IntersectionObserver((changes) => {
    for (const { target, isIntersecting } of changes) seen[isIntersecting ? "add" : "delete"](target.id);
    const here = [...links.keys()].find((id) => seen.has(id));
    if (here) for (const [id, item] of links) item.classList.toggle("here", id === here);
  }, { rootMargin: "-20% 0px -60% 0px" });
  for (const id of links.keys()) watch.observe(document.getElementById(id));
}

// From a box of the map to the claim.
function openMap(map) {
  for (const box of map.querySelectorAll("[data-id]")) {
    box.classList.add("link");
    box.addEventListener("click", () => { location.hash = box.dataset.id.toLowerCase().replace(".", "-"); });
  }
}

function unfold() {
  for (const each of document.querySelectorAll("details:not([open])")) Object.assign(each, { open: true }).dataset.folded = "";
}

function fold() {
  for (const each of document.querySelectorAll("details[data-folded]")) {
    each.open = false;
    delete each.dataset.folded;
  }
}

document.addEventListener("DOMContentLoaded", () => {
  watchPlace();
  document.querySelectorAll(".map").forEach(openMap);
  addEventListener("beforeprint", unfold);
  addEventListener("afterprint", fold);
});
