// What a room is shown, a card at a time: made anew from the score whenever something changes. Decides nothing but the order.

const LETTERS_OF_WORDLESS_SCRIPTS = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/g;

const GATHERED = { stance: "stances", note: "notes", pass: "notes" }; // kinds of which several in a row share a card
const PORTION = 90; // words of a section on one card

// Words to be read; two letters of a script without spaces count as one.
function wordsIn(text) {
  const letters = (text.match(LETTERS_OF_WORDLESS_SCRIPTS) || []).length;
  return text.replace(LETTERS_OF_WORDLESS_SCRIPTS, " ").split(/\s+/).filter(Boolean).length + letters / 2;
}

// `polls`: the phases of the format in which something is voted on, `{name, title, how}`, `how` being `vote` or `rank`.
// `inviting`: whether a room can vote by phone, and so a poll is worth showing before anybody has.
function deckOf(score, polls, inviting) {
  const { head, status } = score;
  const acts = score.acts.filter((act) => act.kind !== "rolling");
  const polled = new Set(polls.map((poll) => poll.name));
  const cards = [];
  for (const act of acts) {
    if (act.kind === "ballot" || (act.kind === "pass" && polled.has(act.phase))) continue;
    const last = cards[cards.length - 1];
    const heading = act.heading || last?.heading || ""; // what people put in belongs where it came
    const kind = GATHERED[act.kind];
    if (kind && last?.kind === kind && last.heading === heading) join(last, act);
    else if (kind) cards.push(group(kind, heading, act));
    else if (act.kind === "sections") cards.push(...sectionsOf(act));
    else cards.push({ key: act.key, keys: [act.key], kind: "act", heading, act, growing: Boolean(act.growing), words: wordsIn(act.text || "") });
  }
  let before = null;
  for (const poll of polls) {
    const card = pollCard(score, poll, before, inviting);
    if (!card) continue;
    if (poll.how === "vote") before = card;
    cards.splice(placeOfPoll(head, cards, poll), 0, card);
  }
  cards.unshift({ key: "title", keys: ["title"], kind: "title", heading: "", words: wordsIn(`${head.title} ${head.motion}`) + 4 * head.cast.length });
  if (!["live", "elsewhere"].includes(status.state)) cards.push({ key: "end", keys: ["end"], kind: "end", heading: "", words: 20 });
  return cards;
}

function group(kind, heading, act) {
  return { key: act.key, keys: [act.key], kind, heading, acts: [act], words: wordsIn(act.text || act.name || "") + 4 };
}

function join(card, act) {
  card.keys.push(act.key);
  card.acts.push(act);
  card.words += wordsIn(act.text || act.name || "") + 4;
}

// A synthesis, one section at a time; a long one in parts that can still be read from the back.
function sectionsOf(act) {
  const parts = act.sections.flatMap((section) => portions(section).map((portion) => ({ text: "", sections: [portion] })));
  if (act.text || !parts.length) parts.unshift({ text: act.text, sections: [] });
  return parts.map((part, n) => {
    const key = n ? `${act.key}.${n}` : act.key;
    const words = wordsIn([part.text, ...part.sections.flatMap((section) => [section.title, ...section.points.map((point) => point.text)])].join(" "));
    return { key, keys: [key], kind: "act", heading: act.heading, act: { ...act, ...part }, words, part: [n + 1, parts.length] };
  });
}

function portions(section) {
  const found = [[]];
  let words = 0;
  for (const point of section.points) {
    const more = wordsIn(point.text);
    if (words && words + more > PORTION) { found.push([]); words = 0; }
    found[found.length - 1].push(point);
    words += more;
  }
  return found.map((points) => ({ ...section, points }));
}

function phaseOf(head, card) {
  const name = card.poll?.name || (card.act || card.acts?.[0])?.phase;
  return head.phases.findIndex((phase) => (name ? phase.name === name : card.heading === phase.title || card.heading.startsWith(`${phase.title}, `)));
}

function placeOfPoll(head, cards, poll) {
  const rank = head.phases.findIndex((phase) => phase.name === poll.name);
  const at = cards.findIndex((card) => phaseOf(head, card) > rank);
  return at < 0 ? cards.length : at;
}

// A poll as it stands; null while it has not come, and where nobody voted or could.
function pollCard(score, poll, before, inviting) {
  const { head, status } = score;
  const rank = head.phases.findIndex((phase) => phase.name === poll.name);
  const has = (name) => head.phases.findIndex((phase) => phase.name === name) >= rank;
  const ballots = new Map(), passes = [];
  let reached = rank === 0 || status.state === "ended" || has(status.phase);
  for (const act of score.acts) {
    if (act.kind === "ballot" && act.poll === poll.name) ballots.set(act.slot ? act.key : act.name, act); // a person's last vote counts
    else if (act.kind === "pass" && act.phase === poll.name) passes.push(act);
    if (act.slot && act.phase && has(act.phase)) reached = true;
  }
  const now = status.state === "live" && status.phase === poll.name;
  if (!reached || !(ballots.size || passes.length || now || (inviting && poll.how === "vote"))) return null;
  const cast = [...ballots.values()];
  const words = 20 + wordsIn(cast.map((ballot) => ballot.text || "").join(" "));
  return { key: `poll ${poll.name}`, keys: [`poll ${poll.name}`], kind: "poll", heading: poll.title, poll, cast, passes, before: before?.cast, words, inviting: poll.how === "vote" };
}

// What a turn answers: `{to, relation}`, each claim once. Of words on their way, what their markers say so far.
function answeredBy(score, act) {
  const found = act.growing
    ? [...act.text.matchAll(MARKER)].filter((match) => match[1]).flatMap((match) => match[0].match(ID).map((to) => ({ to, relation: match[1] })))
    : (act.replies || []).filter((reply) => reply.relation !== "cites");
  const known = new Map();
  for (const reply of found) if (score.claims.has(reply.to) && !known.has(reply.to)) known.set(reply.to, reply);
  return [...known.values()];
}

// The question that was put before a turn in its round; null where none was.
function questionBefore(score, act) {
  const acts = score.acts, at = acts.findIndex((each) => each.key === act.key);
  for (let n = at - 1; n >= 0 && acts[n].heading === act.heading; n -= 1) if (acts[n].kind === "question") return acts[n];
  return null;
}
