/**
 * Whether a page costs more when there is more: the same pages of a space with 1,000 ideas and of
 * one with 20,000, and an idea with 2,000 comments beside one whose 100 fill a page.
 */
import { asMember, page } from "./asking.js";
import { press, quantile } from "./load.js";
import { makeData, startCaco } from "./servers.js";

/** How many times each page is asked for, one request at a time: what is measured is the page, not a queue. */
const rounds = 10;
const times = 40;

/** How much longer the slowest of a hundred may take with twenty times as much. */
const mostGrowth = 1.5;

/** @type {import("./run.js").Part} */
export async function growth({ data, site }) {
  const more = await makeData("large");
  const [small, large] = [await startCaco(data), await startCaco(more.folder)];
  try {
    const few = await placesIn(small.origin, site);
    const many = await placesIn(large.origin, more.site);
    const pairs = Object.keys(few.feed).map((name) => ({
      name: `feed, ${name}: 20,000 ideas`,
      less: { origin: small.origin, ...few.feed[name] },
      more: { origin: large.origin, ...many.feed[name] },
    }));
    pairs.push({
      name: "idea: among 20,000",
      less: { origin: small.origin, ...few.idea },
      more: { origin: large.origin, ...many.idea },
    });
    for (const [name, place] of Object.entries(many.longTalk)) {
      pairs.push({
        name: `talk of 2,000, ${name}`,
        less: { origin: large.origin, ...many.fullTalk },
        more: { origin: large.origin, ...place },
      });
    }
    return await compared(pairs);
  } finally {
    await Promise.all([small.stop(), large.stop()]);
    await more.remove();
  }
}

/**
 * The pages that are compared, as a member sees them.
 * @param {string} origin
 * @param {import("./data.ts").Site} site
 */
async function placesIn(origin, { space, lively, talks, members }) {
  const [member] = members;
  if (!member) throw new Error("The data has no members.");
  const headers = asMember(member);
  const sent = (/** @type {string} */ address) => ({ next: () => page(address, headers) });
  return {
    /** @type {Record<string, { next: () => import("./load.js").Sent }>} */
    feed: {
      newest: sent(space.path),
      "tenth page": sent(await pageNumber(10, origin, space.path, headers)),
      "most people": sent(`${space.path}?sort=people`),
      "most discussed": sent(`${space.path}?sort=discussed`),
      "in one stage": sent(`${space.path}?stage=open`),
      "with a word in the title": sent(`${space.path}?q=bridge`),
      "with a word in no title": sent(`${space.path}?q=zeppelin`),
    },
    idea: sent(lively.path),
    fullTalk: sent(talks.full.path),
    longTalk: {
      beginning: sent(talks.long.path),
      middle: sent(`${talks.long.path}?comment=${talks.long.middle}`),
      "third part": sent(await pageNumber(3, origin, talks.long.path, headers)),
    },
  };
}

/**
 * The address of a later page, found as a reader finds it: by the link to the next one.
 * @param {number} number
 * @param {string} origin
 * @param {string} address
 * @param {Record<string, string>} headers
 */
async function pageNumber(number, origin, address, headers) {
  let found = address;
  for (let at = 1; at < number; at++) {
    const html = await (await fetch(origin + found, { headers: { ...headers, accept: "text/html" } })).text();
    const query = /href="[^"]*(\?[^"#]*after=[^"#]+)/.exec(html)?.[1];
    if (query === undefined) throw new Error(`${found} has no next page.`);
    found = address + query.replaceAll("&amp;", "&");
  }
  return found;
}

/**
 * @typedef {{ origin: string, next: () => import("./load.js").Sent }} Asked
 * @param {{ name: string, less: Partial<Asked>, more: Partial<Asked> }[]} pairs
 */
async function compared(pairs) {
  const figures = [];
  for (const { name, less, more } of pairs) {
    /** @type {{ less: number[], more: number[] }} */
    const taken = { less: [], more: [] };
    await pressed(less);
    await pressed(more);
    // Turn by turn, so that a machine that slows down slows both.
    for (let round = 0; round < rounds; round++) {
      taken.less.push(...(await pressed(less)));
      taken.more.push(...(await pressed(more)));
    }
    const p99 = quantile(taken.more, 0.99);
    figures.push({
      name,
      p50: quantile(taken.more, 0.5),
      p99,
      growth: p99 / quantile(taken.less, 0.99),
      mostGrowth,
    });
  }
  return figures;
}

/** @param {Partial<Asked>} asked */
async function pressed({ origin, next }) {
  if (origin === undefined || next === undefined) throw new Error("Nothing is asked.");
  return (await press({ origin, next, amount: times, abreast: 1 })).times;
}
