// The audience's page. Everything said by others is set as text.
"use strict";
(() => {
  const EVERY = 3000;
  const here = location.pathname.replace(/\/$/, "");
  const at = (id) => document.getElementById(id);
  const say = (id, text) => { const node = at(id); if (node.textContent !== text) node.textContent = text; };
  const choices = [...document.querySelectorAll("[data-choice]")];
  let shown = null, timer = 0, over = false, wait = 0, busy = false;

  async function ask(path, body) {
    const answer = await fetch(here + path, body && { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
    const said = await answer.json().catch(() => ({}));
    if (answer.ok) return said;
    const error = new Error(said.error || "That did not work. Try again.");
    error.status = answer.status;
    error.wait = said.wait || 0;
    throw error;
  }

  function draw(state) {
    shown = state;
    const { mine, poll } = state;
    at("page").removeAttribute("aria-busy");
    document.title = state.title;
    say("title", state.title);
    say("motion", state.motion);
    at("motion").hidden = !state.motion || state.motion === state.title;
    say("disclosure", state.disclosure);
    at("floor").hidden = false;
    at("floor").classList.toggle("live", state.state === "live");
    say("said", state.said);
    say("where", state.where);
    at("voting").hidden = !poll;
    if (poll) {
      say("poll", poll.title);
      for (const each of choices) each.setAttribute("aria-pressed", String(each.dataset.choice === mine.choice));
      if (!busy) say("voted", mine.choice ? `Your vote: ${mine.choice}.` : "You have not voted yet.");
    }
    at("asking").hidden = state.state === "ended";
    at("naming").hidden = state.state === "ended" && !state.poll;
    drawSeats(state.seats);
    wait = Math.max(mine.wait, 0);
    drawAsking();
    at("name").hidden = at("naming").querySelector("label").hidden = mine.name !== null;
    say("known", mine.name === null ? "Four letters are added, so that nobody is taken for somebody else." : `In the transcript you are ${mine.name}.`);
  }

  function drawSeats(seats) {
    const to = at("to");
    if (to.options.length === seats.length + 1) return;
    for (const seat of seats) {
      const option = document.createElement("option");
      option.value = seat.name;
      option.textContent = seat.side ? `${seat.shown}, ${seat.side}` : seat.shown;
      to.append(option);
    }
  }

  function drawAsking() {
    const left = shown.mine.left;
    at("send").disabled = busy || left < 1 || wait > 0;
    say("send", wait > 0 ? `Ask (${wait})` : "Ask");
    const rest = at("text").maxLength - at("text").value.length;
    if (left < 1) say("asked", "You have asked enough; leave some to the others.");
    else if (rest < 100) say("asked", `${rest} characters left`);
  }

  async function act(path, body, done, where) {
    if (busy || over) return false;
    busy = true;
    say(where, "Sending …");
    at(where).classList.remove("bad");
    try {
      draw(await ask(path, { ...body, name: at("name").value }));
      say(where, done);
      return true;
    } catch (error) {
      at(where).classList.add("bad");
      say(where, error.status ? error.message : "No connection. Try again.");
      if (error.wait) { wait = error.wait; drawAsking(); }
      if (error.status === 401 || error.status === 403) end(error.message);
      return false;
    } finally {
      busy = false;
      if (shown) drawAsking();
    }
  }

  function end(why) {
    over = true;
    clearTimeout(timer);
    say("trouble", why);
    at("voting").hidden = at("asking").hidden = at("naming").hidden = true;
  }

  async function look() {
    clearTimeout(timer);
    try {
      const state = await ask("/state");
      if (!busy) draw(state);
      say("trouble", "");
    } catch (error) {
      if ([401, 403, 404].includes(error.status)) return end(error.status === 404 ? error.message : `${error.message} Scan the code on the screen again.`);
      say("trouble", "No connection to the debate. Trying again …");
    }
    if (!over && !document.hidden) timer = setTimeout(look, EVERY);
  }

  for (const each of choices) {
    each.addEventListener("click", () => {
      if (shown?.poll) act("/vote", { poll: shown.poll.name, choice: each.dataset.choice }, `Your vote: ${each.dataset.choice}.`, "voted");
    });
  }
  at("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const sent = await act("/question", { text: at("text").value, to: at("to").value }, "Asked. It is put when its turn comes.", "asked");
    if (sent) { at("text").value = ""; drawAsking(); }
  });
  at("text").addEventListener("input", () => { if (shown) drawAsking(); });
  setInterval(() => { if (wait > 0 && shown) { wait -= 1; drawAsking(); } }, 1000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden && !over) look(); });
  look();
})();
