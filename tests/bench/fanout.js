/** From the sending of a signal to its arrival on the screens of 200 people who have the idea open. */
import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { signal } from "./asking.js";
import { quantile } from "./load.js";
import { startCaco } from "./servers.js";

const casts = 60;
const warmUp = 10;
const processes = 4;

/** @type {import("./run.js").Part} */
export async function fanout({ data, site }) {
  const caco = await startCaco(data);
  const watchers = Array.from({ length: processes }, () => fork(path.join(import.meta.dirname, "watcher.js")));
  try {
    const share = site.members.length / processes;
    await Promise.all(
      watchers.map(async (watcher, index) => {
        const members = site.members.slice(index * share, (index + 1) * share);
        watcher.send({ origin: caco.origin, idea: watched(site).id, members });
        await answerOf(watcher);
      }),
    );
    const { rss } = await caco.insides();
    /** @type {number[]} */
    const times = [];
    /** @type {number[]} */
    const lasts = [];
    for (let count = 0; count < warmUp + casts; count++) {
      const arrived = Promise.all(watchers.map(answerOf));
      const sent = now();
      await cast(caco, site, count);
      const all = (await arrived).flat().map((at) => at - sent);
      if (all.length !== site.members.length)
        throw new Error(`A cast reached ${all.length} of ${site.members.length}.`);
      if (count < warmUp) continue;
      times.push(...all);
      lasts.push(Math.max(...all));
    }
    const sockets = site.members.length;
    return [
      { name: `cast to each of ${sockets} sockets`, p50: quantile(times, 0.5), p99: quantile(times, 0.99) },
      { name: `cast to the last of ${sockets} sockets`, p50: quantile(lasts, 0.5), p99: quantile(lasts, 0.99) },
      { name: `memory with ${sockets} sockets`, megabytes: rss / 2 ** 20 },
    ];
  } finally {
    for (const watcher of watchers) watcher.kill();
    await caco.stop();
  }
}

/** @param {import("./data.ts").Site} site */
function watched({ untouched }) {
  const idea = untouched.at(-1);
  if (!idea) throw new Error("The data has no ideas.");
  return idea;
}

/**
 * Each cast is by another member, so each is a new signal and moves the number on the screens.
 * @param {import("./servers.js").Caco} caco
 * @param {import("./data.ts").Site} site
 * @param {number} count
 */
async function cast(caco, site, count) {
  const member = site.members[count];
  if (!member) throw new Error("There are fewer members than casts.");
  const sent = signal({ origin: caco.origin, idea: watched(site), member, kind: "support" });
  const answer = await fetch(caco.origin + sent.path, sent);
  if (!answer.ok) throw new Error(`A cast was answered ${answer.status}.`);
  await answer.text();
}

/**
 * What a watcher says next: when each of its sockets heard, in milliseconds of the machine's clock.
 * @param {import("node:child_process").ChildProcess} watcher
 * @returns {Promise<number[]>}
 */
async function answerOf(watcher) {
  const [answer] = await once(watcher, "message", { signal: AbortSignal.timeout(30_000) });
  return answer;
}

/** The clock that all processes of a machine share, in milliseconds. */
function now() {
  return Number(process.hrtime.bigint()) / 1e6;
}
