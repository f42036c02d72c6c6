// Plays stories in pico-engine-core. Each is rulesets, one a pico, the events that may pass a channel, and events, each
// for a pico by its number. Says for each event what was asked for, or why it was refused. Judges nothing.
const { answerEach } = require("./answer_each");
const { PicoEngineCore, RulesetRegistryLoaderMem } = require("pico-engine-core");
const memdown = require("memdown");

const quiet = { debug() {}, info() {}, warn() {}, error() {}, child: () => quiet };
let started = 0;

async function startPico(krl, allow) {
  let drawn = 0;
  const url = `rules-${started++}`;
  const engine = new PicoEngineCore({
    leveldown: memdown(url),
    useEventInputTime: true,
    genID: () => `id${drawn++}`,
    log: quiet,
    getPicoLogs: async () => [],
    rsRegLoader: RulesetRegistryLoaderMem(async () => krl),
  });
  await engine.start();
  const { ruleset } = await engine.rsRegistry.load(url);
  const root = engine.picoFramework.rootPico;
  await root.install(ruleset, { url, config: {} });
  const eventPolicy = { allow, deny: [] };
  const channel = await root.newChannel({ tags: ["entries"], eventPolicy, queryPolicy: { allow: [], deny: [] } });
  return { engine, eci: channel.id };
}

async function play({ rulesets, allow, events }) {
  const picos = [];
  for (const krl of rulesets) picos.push(await startPico(krl, allow));
  const said = [];
  for (const { pico, domain, name, attrs, time } of events) {
    const { engine, eci } = picos[pico || 0];
    try {
      const { directives } = await engine.eventWait({ eci, domain, name, data: { attrs }, time });
      said.push(directives.map((each) => ({ what: each.name, ...each.options })));
    } catch (error) {
      said.push(String(error.message || error));
    }
  }
  return said;
}

answerEach(play);
