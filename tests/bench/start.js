/** From the start of the process, with the data there and the app built, to its first answers. */
import { median } from "./load.js";
import { startCaco } from "./servers.js";

const times = 3;

/** @type {import("./run.js").Part} */
export async function start({ data, site }) {
  /** @type {{ alive: number, feed: number }[]} */
  const starts = [];
  for (let count = 0; count < times; count++) {
    const caco = await startCaco(data);
    try {
      const alive = await answered(caco, "/healthz");
      starts.push({ alive, feed: await answered(caco, site.space.path) });
    } finally {
      await caco.stop();
    }
  }
  return [
    { name: "start to /healthz", milliseconds: median(starts.map(({ alive }) => alive)) },
    { name: "start to the first feed page", milliseconds: median(starts.map(({ feed }) => feed)) },
  ];
}

/**
 * @param {import("./servers.js").Caco} caco
 * @param {string} address
 */
async function answered({ origin, spawnedAt }, address) {
  const answer = await fetch(origin + address);
  await answer.text();
  if (answer.status !== 200) throw new Error(`${address} was answered ${answer.status}.`);
  return performance.now() - spawnedAt;
}
