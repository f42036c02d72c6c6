// A finder's message: written, sealed, and handed to the finder to send. The page itself never sends anything.

const MOST_LETTERS = 1000;
const MOST_LINK = 1900; // characters of a mail link that every mail program takes
const MAIL = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/;

// What a reader refuses is not even written: control characters and halves of characters.
function typed(control, hasLines) {
  const text = control.value
    .replace(/\r\n?/g, "\n")
    .replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, (found) => (found.length === 2 ? found : ""))
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g, "");
  return (hasLines ? text : text.replace(/[\n\t]+/g, " ")).trim();
}

// {message, armor} of what was typed, and a one-time key in the thread if there is none yet.
async function sealMessage(thread, text, name, contact) {
  thread.catchUp();
  if (!thread.secret) thread.secret = (await makeIdentity()).secret;
  const message = {
    format: OWNER.format,
    kind: "message",
    id: newId(),
    tag: thread.tag,
    text,
    recipient: await recipientOf(thread.secret),
    language,
    sequence: thread.sequence + 1,
  };
  if (name) message.name = name;
  if (contact) message.contact = contact;
  if (thread.answered) message.in_reply_to = thread.answered;
  return { message, armor: await sealAge(OWNER.recipients, utf8(JSON.stringify(message))) };
}

// The link that opens a mail with the sealed text in it, or without it where that would be too long.
function mailLink(subject, armor) {
  const start = `mailto:${encodeURIComponent(OWNER.contact).replace(/%40/g, "@").replace(/%2B/g, "+")}?subject=${encodeURIComponent(subject)}`;
  const whole = `${start}&body=${encodeURIComponent(armor.replace(/\n/g, "\r\n"))}`;
  const isWhole = whole.length <= MOST_LINK;
  return { isWhole, link: isWhole ? whole : `${start}&body=${encodeURIComponent(word("mail_body"))}` };
}

async function copyOf(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.select();
    return document.execCommand("copy"); // for browsers that keep the other from pages on a disk
  }
}
