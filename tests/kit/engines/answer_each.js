// Reads a list as JSON from standard input, and writes the list of what `answer` gives of each, one after the other.
exports.answerEach = (answer) =>
  (async () => {
    const pieces = [];
    for await (const each of process.stdin) pieces.push(each);
    const out = [];
    for (const each of JSON.parse(Buffer.concat(pieces).toString("utf8"))) out.push(await answer(each));
    process.stdout.write(JSON.stringify(out), () => process.exit(0));
  })().catch((error) => {
    console.error(error);
    process.exit(1);
  });
