/** The board and the roadmap of a space with five thousand adopted ideas: how long until the first byte, for a lone reader. */
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import http from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { asMember } from "./asking.js";
import { quantile } from "./load.js";
import { inProcess, startCaco } from "./servers.js";

/** The slowest of a hundred may take so long, in milliseconds. */
const mostP99 = 100;

const times = 200;

/** @type {import("./run.js").Part} */
export async function board({ data, site }) {
  const folder = await mkdtemp(path.join(tmpdir(), "caco-bench-"));
  try {
    await cp(data, folder, { recursive: true });
    const file = path.join(folder, "board.json");
    await inProcess("in-process.js", "boarding.ts", "fillBoard", file, folder);
    /** @type {import("./boarding.ts").Boarded} */
    const { slug, product } = JSON.parse(await readFile(file, "utf8"));
    const caco = await startCaco(folder);
    const [first] = site.members;
    if (!first) throw new Error("The data has no members.");
    const asked = [
      { name: "board, visitor", address: `/s/${slug}/board`, headers: {} },
      { name: "board, product person", address: `/s/${slug}/board`, headers: asMember(first) },
      { name: "board, one product", address: `/s/${slug}/board?product=${product}`, headers: {} },
      { name: "board, one column", address: `/s/${slug}/board?column=adopted`, headers: {} },
      { name: "roadmap", address: `/s/${slug}/roadmap`, headers: {} },
      { name: "roadmap, one product", address: `/s/${slug}/roadmap?product=${product}`, headers: {} },
    ];
    try {
      const figures = [];
      for (const { name, address, headers } of asked) {
        for (let each = 0; each < 40; each++) await firstByte(caco.origin + address, headers);
        /** @type {number[]} */
        const taken = [];
        for (let each = 0; each < times; each++) taken.push(await firstByte(caco.origin + address, headers));
        figures.push({
          name: `${name}: 5,000 adopted, first byte`,
          p50: quantile(taken, 0.5),
          p99: quantile(taken, 0.99),
          mostP99,
        });
      }
      return figures;
    } finally {
      await caco.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Milliseconds from asking to the first byte of the page. Throws when it is no page.
 * @param {string} address
 * @param {Readonly<Record<string, string>>} headers
 * @returns {Promise<number>}
 */
function firstByte(address, headers) {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    http
      .get(address, { headers: { ...headers, Accept: "text/html" } }, (answer) => {
        answer.once("data", () => {
          const taken = performance.now() - began;
          answer.resume();
          if (answer.statusCode === 200) answer.once("end", () => resolve(taken));
          else reject(new Error(`${address} answered ${answer.statusCode}.`));
        });
      })
      .once("error", reject);
  });
}
