// What the page knows of the sticker that was scanned: whether it can prove to be its owner's, and what the owner says
// of that one thing. It never says more than the code of the sticker opens.

const OWNER_TEXT = document.getElementById("owner").textContent;
const OWNER = JSON.parse(OWNER_TEXT);
const ROWS = JSON.parse(document.getElementById("values").textContent);
const STATES = ["used", "lost", "retired", "blank"];
const OF_ALL = ["words", "reward", "hand_in"]; // what the owner may say once for all things

// {state, said, photo}: `state` is one of STATES, or entry (nothing was scanned), generic (a tag without its code),
// unsure (its code opens nothing here), forged (the owner's signature does not hold).
async function readSticker(said) {
  const nothing = { said: {}, photo: null };
  if ((await signatureHolds()) === false) return { state: "forged", ...nothing };
  const general = Object.fromEntries(OF_ALL.filter((key) => OWNER[key]).map((key) => [key, OWNER[key]]));
  if (!said.tag) return { state: "entry", ...nothing };
  if (!said.code || !canDerive()) return { state: "generic", said: general, photo: null };
  const opened = await openSticker({ ...ROWS, owner: OWNER_TEXT }, said.tag, said.code).catch(() => null);
  if (!opened) return { state: "unsure", ...nothing };
  const state = opened.state === "in use" ? "used" : opened.state;
  return { state, said: { ...general, ...opened.message }, photo: opened.photo };
}

function canDerive() {
  return Boolean(window.crypto && crypto.subtle);
}

// Why this browser cannot seal, as a key of the words; null where it can.
async function whyUnable() {
  if (!canDerive()) return "unable_insecure";
  return (await canSeal()) ? null : "unable_old";
}

// Whether the owner's key signed to whom is sealed; null where this browser cannot tell.
async function signatureHolds() {
  if (!canDerive()) return null;
  const lines = [OWNER.format, ...OWNER.recipients, OWNER.signer].map((line) => `${line}\n`);
  try {
    const key = await SIGNED.verify(utf8(lines.join("")), OWNER.signature);
    return key === OWNER.signer.split(" ")[1];
  } catch (error) {
    if (!(error instanceof DOMException || error instanceof SIGNED.Refused)) console.error(error);
    return error instanceof DOMException ? null : false;
  }
}
