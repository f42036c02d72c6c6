// The page as a finder meets it: what its buttons do. Nothing is sent, asked for or kept before somebody presses for it.

let fragment = null;
let thread = null;
let sealed = null; // {message, armor, name, contact} of what was sealed last in this thread
let turn = 0; // which address was read last

async function start() {
  const own = ++turn;
  const read = readFragment(location.hash);
  const unable = await whyUnable();
  const sticker = await readSticker(read);
  if (own !== turn) return;
  if (!thread || !thread.isOf(read)) thread = read.tag && Thread.of(read);
  if (!fragment || read.tag !== fragment.tag) dropSealed();
  fragment = read;
  keepInAddress(sticker.state);
  showSticker(sticker, unable);
  if (read.answer && thread && !ASIDE.includes(sticker.state)) await takeAnswer(`#a=${read.answer}`, false);
}

// A link in a mail has no key in it: who opens it where they wrote keeps the key in the address all the same.
function keepInAddress(state) {
  if (!thread || !thread.secret || fragment.secret || ASIDE.includes(state)) return;
  fragment.secret = thread.secret;
  history.replaceState(null, "", fragmentOf(fragment));
}

function count() {
  const left = MOST_LETTERS - typed(place("message"), true).length;
  tell("count", left < 0 ? "over" : "left", { count: Math.abs(left).toLocaleString(language) });
  place("count").classList.toggle("over", left < 0);
  return left;
}

function fault(key) {
  tell("fault", key);
  place("message").toggleAttribute("aria-invalid", key !== null);
  if (key) place("message").focus();
}

async function seal(event) {
  event.preventDefault();
  const [text, name, contact] = [typed(place("message"), true), typed(place("name")), typed(place("reach"))];
  if (!text || count() < 0) return fault(text ? "too_long" : "empty");
  fault(null);
  const own = turn;
  try {
    const same = sealed && [sealed.message.text, sealed.name, sealed.contact].join("\0") === [text, name, contact].join("\0");
    if (!same) sealed = { name, contact, ...(await sealMessage(thread, text, name, contact)) };
  } catch (error) {
    console.error(error);
    return fault("seal_failed");
  }
  if (own !== turn) return null;
  thread.keep();
  fragment.secret = thread.secret;
  history.replaceState(null, "", fragmentOf(fragment));
  return showSealed();
}

function showSealed() {
  const { isWhole, link } = mailLink(word("mail_subject", { tag: printedTag(thread.tag) }), sealed.armor);
  const hasMail = MAIL.test(OWNER.contact);
  place("mail").hidden = !hasMail;
  place("mail").href = hasMail ? link : "";
  tell("mail-how", hasMail ? (isWhole ? "mail_how" : "mail_paste") : null);
  place("share").hidden = !navigator.share;
  place("armor").value = sealed.armor;
  tell("copied", null);
  place("sealed").hidden = false;
  place("next").hidden = false;
  showThread();
  place("sealed-heading").focus();
}

// What was changed after it was sealed has to be sealed once more.
function hideSealed() {
  place("sealed").hidden = true;
  place("next").hidden = true;
}

function dropSealed() {
  sealed = null;
  hideSealed();
}

// Once the finder took a way to send it, it is part of the conversation; whether it arrives, nobody here knows.
function sent() {
  if (thread.said.some((each) => each.id === sealed.message.id)) return;
  thread.sequence = sealed.message.sequence;
  thread.add({ id: sealed.message.id, mine: true, text: sealed.message.text });
  showThread();
}

async function copy() {
  sent();
  tell("copied", (await copyOf(place("armor"))) ? "copied" : "copy_failed");
}

async function share() {
  try {
    await navigator.share({ title: word("mail_subject", { tag: printedTag(thread.tag) }), text: sealed.armor });
    sent();
  } catch (error) {
    if (error.name !== "AbortError") tell("copied", "share_failed");
  }
}

async function takeAnswer(text, isTyped) {
  const own = thread;
  const { answer, fault: key } = await openAnswer(text, own);
  if (own !== thread) return; // another address was read meanwhile
  tell("answer-fault", key || null);
  place("answer").toggleAttribute("aria-invalid", Boolean(key));
  if (key) {
    place("paste").open = true;
    if (isTyped) place("answer").focus();
    return;
  }
  dropSealed();
  thread.add(answer);
  place("answer").value = "";
  place("message").value = "";
  count();
  showThread();
  document.title = place("heading").textContent;
  if (isTyped) place("thread-heading").focus();
}

function locate() {
  tell("position-said", "position_busy");
  const found = ({ coords }) => {
    const line = word("position_line", {
      place: `${coords.latitude.toFixed(5)}, ${coords.longitude.toFixed(5)}`,
      metres: Math.ceil(coords.accuracy),
    });
    place("message").value = `${place("message").value.trimEnd()}\n${line}`.trimStart();
    hideSealed();
    count();
    tell("position-said", "position_done");
  };
  const failed = (error) => tell("position-said", error.code === 1 ? "position_denied" : "position_failed");
  navigator.geolocation.getCurrentPosition(found, failed, { enableHighAccuracy: true });
}

function forget() {
  thread.forget();
  fragment.secret = fragment.answer = null;
  history.replaceState(null, "", fragmentOf(fragment));
  dropSealed();
  start().then(() => {
    place("keeping").hidden = false;
    place("forget").hidden = true;
    tell("kept", "forgotten");
    place("kept").focus();
  });
}

function openTag(event) {
  event.preventDefault();
  const said = readTyped(place("typed").value);
  tell("tag-fault", said.tag ? null : "tag_wrong");
  place("typed").toggleAttribute("aria-invalid", !said.tag);
  if (said.tag) location.hash = fragmentOf(said);
  else place("typed").focus();
}

function listen() {
  const on = (id, kind, action) => place(id).addEventListener(kind, action);
  window.addEventListener("hashchange", start);
  on("language", "change", (event) => {
    speak(event.target.value);
    count();
  });
  on("entry", "submit", openTag);
  on("go", "click", () => place("message").focus());
  on("form", "submit", seal);
  on("form", "input", () => {
    hideSealed();
    count();
  });
  on("position", "click", locate);
  for (const kind of ["click", "auxclick"]) on("mail", kind, sent);
  on("copy", "click", copy);
  on("armor", "copy", sent);
  on("share", "click", share);
  on("forget", "click", forget);
  on("paste-form", "submit", (event) => {
    event.preventDefault();
    takeAnswer(place("answer").value, true);
  });
}

async function about() {
  const holds = await signatureHolds();
  tell("signature", holds === null ? "signature_unknown" : holds ? "signature_good" : "signature_bad");
  place("fingerprint").textContent = await SIGNED.fingerprint(OWNER.signer).catch(() => OWNER.signer);
  place("recipients").replaceChildren(...OWNER.recipients.map((each) => make("li", {}, make("code", {}, each))));
}

place("plain").hidden = true;
place("switch").hidden = false;
place("position").hidden = !navigator.geolocation;
speak(preferred(navigator.languages) || language);
count();
listen();
start();
about();
