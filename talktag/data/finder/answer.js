// The owner's answer, out of whatever mail made of it: opened with the finder's one-time key, and held to its form. It
// never opens one that was sealed to somebody else.

const MOST_ANSWER = 20000; // characters that are shown
const MOST_NAME = 200;

// {answer}, or {fault}: a key of the words.
async function openAnswer(text, thread) {
  const link = /[#&]a=([\w-]+)/.exec(text);
  const sealed = link ? fromBase64Url(link[1]) : text;
  if (sealed === null) return { fault: "answer_broken" };
  // Without a key of its own the page still tells a text that holds no answer from one that it cannot open.
  const secret = thread.secret || crypto.getRandomValues(new Uint8Array(32));
  let said;
  try {
    said = JSON.parse(textOf(await openAge(secret, sealed)));
  } catch (error) {
    return { fault: { none: "answer_none", other: "answer_key" }[error.code] || "answer_broken" };
  }
  const isAnswer = said && said.format === OWNER.format && said.kind === "answer" && isId(said.id) && isText(said.text);
  if (!isAnswer) return { fault: "answer_broken" };
  if (said.tag !== thread.tag) return { fault: "answer_other" };
  const name = isText(said.name) ? said.name.slice(0, MOST_NAME) : null;
  return { answer: { id: said.id, mine: false, text: said.text.slice(0, MOST_ANSWER), name } };
}
