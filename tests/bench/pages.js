/** Feed and idea page, as visitor and as member: how many a second, how long each takes. */
import { asMember, page } from "./asking.js";
import { median, press, quantile } from "./load.js";
import { startBareServer, startCaco } from "./servers.js";

const rounds = 4;
const seconds = 2;

/** @type {import("./run.js").Part} */
export async function pages({ data, site }) {
  const bare = await startBareServer();
  const caco = await startCaco(data);
  const memory = { idle: (await warmed(caco, site)).rss };
  const members = site.members.map(asMember);
  let turn = 0;
  const nextMember = () => members[turn++ % members.length];
  const subjects = {
    "bare node:http, 10 KB": { origin: bare.origin, next: () => page("/") },
    "feed, visitor": { origin: caco.origin, next: () => page(site.space.path) },
    "feed, member": { origin: caco.origin, next: () => page(site.space.path, nextMember()) },
    "idea, visitor": { origin: caco.origin, next: () => page(site.lively.path) },
    "idea, member": { origin: caco.origin, next: () => page(site.lively.path, nextMember()) },
  };
  try {
    for (const subject of Object.values(subjects)) await press({ ...subject, seconds: 3 });
    await caco.insides();
    /** @type {Record<string, import("./load.js").Pressed[]>} */
    const measured = {};
    // Turn by turn, so that a machine that slows down slows all of them down.
    for (let round = 0; round < rounds; round++) {
      for (const [name, subject] of Object.entries(subjects)) {
        (measured[name] ??= []).push(await press({ ...subject, seconds }));
      }
    }
    const { rss, loopP99 } = await caco.insides();
    const yardstick = (measured["bare node:http, 10 KB"] ?? []).map((pressed) => pressed.perSecond);
    return [
      ...Object.entries(measured).map(([name, slices]) => ({
        name,
        perSecond: median(slices.map((slice) => slice.perSecond)),
        ratio: median(slices.map((slice, round) => slice.perSecond / (yardstick[round] ?? Number.NaN))),
        p50: quantile(
          slices.flatMap((slice) => slice.times),
          0.5,
        ),
        p99: quantile(
          slices.flatMap((slice) => slice.times),
          0.99,
        ),
      })),
      { name: "event loop delay under page load, p99", milliseconds: loopP99 },
      { name: "memory after start", megabytes: memory.idle / 2 ** 20 },
      { name: "memory after page load", megabytes: rss / 2 ** 20 },
    ];
  } finally {
    await Promise.all([bare.stop(), caco.stop()]);
  }
}

/**
 * Asks for each page once, so that everything is loaded.
 * @param {import("./servers.js").Caco} caco
 * @param {import("./data.ts").Site} site
 */
async function warmed(caco, site) {
  await fetch(caco.origin + site.space.path);
  await fetch(caco.origin + site.lively.path);
  return caco.insides();
}
