// Plays streams in select-when: at which events `count`, and `count` within a time, fire. Judges nothing.
const { answerEach } = require("./answer_each");
const { SelectWhen, e, count, within } = require("select-when");

async function play({ number, within: most, returns, stream }) {
  const rules = new SelectWhen();
  let fired = 0;
  // A matcher that does not give its state back, as compiled KRL has it, begins the count anew at each that does not match.
  const counted = (event, state) => (event.data.counts ? { match: true, state } : { match: false, ...(returns && { state }) });
  const pattern = count(number, e("talktag:entry", counted));
  rules.when(most ? within(most, pattern) : pattern, () => (fired += 1));
  const at = [];
  for (const [place, { counts, time }] of stream.entries()) {
    const before = fired;
    await rules.send({ domain: "talktag", name: "entry", data: { counts }, time });
    if (fired > before) at.push(place);
  }
  return at;
}

answerEach(play);
