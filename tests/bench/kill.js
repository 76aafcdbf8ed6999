/** The long run of `tests/http/kills.test.ts`: kills a server under eight writers, as often as one likes. */
import path from "node:path";
import { runnerImport } from "vite";

/** Servers that are killed side by side. */
const lanes = 2;

/**
 * Prints what happened, and gives the exit code: 1 when anything that was confirmed is lost or wrong.
 * @param {{ rounds: number, seed: number }} how
 */
export async function kill({ rounds, seed }) {
  if (!Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(seed)) {
    console.error("--rounds and --seed are whole numbers.");
    return 2;
  }
  /** @type {{ module: typeof import("../support/killing.ts") }} */
  const { module } = await runnerImport(path.join(import.meta.dirname, "../support/killing.ts"), {
    configFile: false,
    root: path.join(import.meta.dirname, "../.."),
    logLevel: "error",
  });
  console.log(`Seed ${seed}`);
  let done = 0;
  const say = () => {
    if (++done % 50 === 0) console.error(`${done} of ${rounds} kills`);
  };
  const shares = Array.from({ length: lanes }, (_, lane) => Math.floor((rounds + lane) / lanes)).filter(Boolean);
  const began = performance.now();
  const outcomes = await Promise.all(
    shares.map((share, lane) => module.killOften({ rounds: share, seed: seed + lane, say })),
  );
  const sum = (/** @type {(outcome: import("../support/killing.ts").Outcome) => number} */ of) =>
    outcomes.reduce((total, outcome) => total + of(outcome), 0);
  const wrong = outcomes.flatMap((outcome) => outcome.wrong);
  console.log(
    `${sum(({ kills }) => kills)} kills in ${Math.round((performance.now() - began) / 1000)} s; confirmed: ` +
      `${sum(({ confirmed }) => confirmed.comments)} comments, ${sum(({ confirmed }) => confirmed.ideas)} ideas, ` +
      `${sum(({ confirmed }) => confirmed.signals)} signals; ${sum(({ unheard }) => unheard)} more were kept that ` +
      `nobody had heard of; wrong: ${wrong.length}`,
  );
  for (const sentence of wrong) console.log(sentence);
  return wrong.length > 0 ? 1 : 0;
}
