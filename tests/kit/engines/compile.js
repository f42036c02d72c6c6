// Compiles rulesets of KRL, as `krl-compiler --verify` does with one. Says of each what is wrong, or null. Judges nothing.
const { answerEach } = require("./answer_each");
const compile = require("krl-compiler");

answerEach((krl) => {
  try {
    compile(krl, {});
    return null;
  } catch (error) {
    return String(error.message || error);
  }
});
