// Compiles rulesets of KRL, as `krl-compiler --verify` does with one. Says of each what is wrong, or null. Judges nothing.
const compile = require("krl-compiler");

(async () => {
  const pieces = [];
  for await (const each of process.stdin) pieces.push(each);
  const out = JSON.parse(Buffer.concat(pieces).toString("utf8")).map((krl) => {
    try {
      compile(krl, {});
      return null;
    } catch (error) {
      return String(error.message || error);
    }
  });
  process.stdout.write(JSON.stringify(out), () => process.exit(0));
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
