// What the page shows of a sticker and of the conversation. Words of the owner and of the finder become text, never an
// element, a link or a style.

const ASIDE = ["unsure", "forged"]; // where nothing of the page may be trusted, its address neither

function showSticker(sticker, unable) {
  const { state } = sticker;
  const isOpen = STATES.includes(state) || state === "generic";
  const canWrite = isOpen && !unable;
  document.body.className = state;
  tell("heading", `state_${state}`);
  tell("how", `how_${state}`);
  tell("mark", state === "lost" ? "mark_lost" : null);
  place("proven").hidden = !STATES.includes(state);
  place("entry").hidden = state !== "entry";
  tell("tag-fault", fragment.isOdd && state === "entry" ? "tag_wrong" : null);
  place("tag").hidden = !fragment.tag;
  place("printed").textContent = fragment.tag ? printedTag(fragment.tag) : "";
  place("write").hidden = !canWrite;
  place("paste").hidden = !canWrite;
  place("contact").hidden = ASIDE.includes(state);
  tell("unable", isOpen && unable ? unable : null);
  showWords(sticker);
  showThread();
  document.title = place("heading").textContent;
}

function showWords({ state, said, photo }) {
  const owner = ASIDE.includes(state) || !OWNER.name ? null : OWNER.name;
  const rows = [["urgent", said.urgent], ["words", said.words], ["reward", said.reward], ["hand-in", said.hand_in]];
  for (const [id, text] of [...rows, ["thing", said.name], ["belongs", state === "entry" ? null : owner]]) {
    place(id).hidden = !text;
    place(`${id}-text`).replaceChildren(...(text ? [foreign("span", text, { lang: OWNER.language })] : []));
  }
  const address = photo && `data:image/jpeg;base64,${toBase64(photo)}`;
  place("photo").hidden = !photo;
  place("photo").replaceChildren(...(photo ? [make("img", { src: address, alt: word("photo") })] : []));
  place("says").hidden = !photo && !rows.some(([, text]) => text);
}

// The conversation so far, and what is kept of it.
function showThread() {
  const said = thread ? thread.said : [];
  const isAside = ASIDE.includes(document.body.className);
  const isAnswered = !isAside && said.some((each) => !each.mine);
  place("thread").hidden = isAside || !said.length;
  place("said").replaceChildren(...said.map(threadItem));
  if (isAnswered) tell("heading", "state_answered");
  if (isAnswered) tell("how", "how_answered");
  document.body.classList.toggle("answered", isAnswered);
  const again = said.length && place("sealed").hidden ? "write_again" : "write";
  tell("write-heading", again);
  tell("go", place("write").hidden ? null : again);
  const kept = thread && thread.isKept ? "kept_both" : "kept_address";
  tell("kept", thread && thread.secret ? kept : null);
  tell("given", thread && thread.secret && thread.isGiven ? "given" : null);
  place("forget").hidden = false;
  place("keeping").hidden = !(thread && thread.secret);
}

function threadItem({ mine, text, name }) {
  const key = mine ? "you_wrote" : "owner_wrote";
  const who = make("p", { class: "who" }, make("span", { "data-word": key }, word(key)));
  if (name && !mine) who.append(" \u00b7 ", foreign("bdi", name));
  return make("li", { class: mine ? "mine" : "theirs" }, who, foreign("p", text, { class: "text" }));
}
