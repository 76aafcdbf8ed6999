/** What a browser fetches before a page answers to a person, in bytes, and whether that keeps the budget. */
import { once } from "node:events";
import http from "node:http";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { startCaco } from "./servers.js";

/** The budget of the feed, in gzipped kilobytes of 1,024 bytes. */
const budget = { html: 15, javascript: 140 };

/** @typedef {{ text: string, raw: number, gzip: number }} Fetched */

/** @type {import("./run.js").Part} */
export async function weight({ data, site }) {
  const caco = await startCaco(data);
  try {
    return [
      ...(await weighed(caco.origin, { name: "feed", path: site.space.path, most: budget })),
      ...(await weighed(caco.origin, { name: "idea", path: site.lively.path, most: {} })),
    ];
  } finally {
    await caco.stop();
  }
}

/**
 * @param {string} origin
 * @param {{ name: string, path: string, most: Partial<typeof budget> }} page
 */
async function weighed(origin, { name, path, most }) {
  const html = await fetched(origin + path);
  const links = [...html.text.matchAll(/<link [^>]*>/g)].map(([tag]) => ({
    rel: /rel="([^"]+)"/.exec(tag)?.[1],
    href: /href="([^"]+)"/.exec(tag)?.[1] ?? "",
  }));
  const addressesOf = (/** @type {string} */ rel) => links.filter((link) => link.rel === rel).map((link) => link.href);
  const styles = await Promise.all(addressesOf("stylesheet").map((href) => fetched(origin + href)));
  const scripts = await scriptsFrom(origin, [
    ...addressesOf("modulepreload"),
    ...[...html.text.matchAll(/import(?:\(| | [^"]* from )?"(\/assets\/[^"]+\.js)"/g)].map((match) => match[1] ?? ""),
  ]);
  const fonts = await Promise.all(
    styles.flatMap(fontsIn).map((href) => fetched(new URL(href, `${origin}/assets/`).href)),
  );
  return [
    { name: `${name}: HTML`, ...sum([html]), most: most.html },
    { name: `${name}: JavaScript before interaction`, ...sum(scripts), most: most.javascript },
    { name: `${name}: CSS`, ...sum(styles) },
    { name: `${name}: fonts`, ...sum(fonts) },
  ];
}

/**
 * Every module that these import before they run, and the messages of the page, which the entry
 * loads before it takes the page over. Modules behind another `import()` come later: the socket.
 * @param {string} origin
 * @param {string[]} addresses
 */
async function scriptsFrom(origin, addresses) {
  /** @type {Map<string, Fetched>} */
  const scripts = new Map();
  const follow = async (/** @type {string} */ address) => {
    if (scripts.has(address)) return;
    scripts.set(address, { text: "", raw: 0, gzip: 0 });
    const script = await fetched(origin + address);
    scripts.set(address, script);
    const imports = script.text.matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g);
    await Promise.all([...imports].map((match) => follow(`/assets/${match[1]}`)));
  };
  await Promise.all(addresses.map(follow));
  const all = [...scripts.values()].map((script) => script.text).join("\n");
  const messages = messagesIn(all);
  await Promise.all(messages.map(follow));
  return [...scripts.values()];
}

/**
 * The addresses of the English messages of the features a page names, and of those of every page.
 * @param {string} code
 */
function messagesIn(code) {
  const named = [...code.matchAll(/i18n:\s*\[([^\]]*)\]/g)].flatMap(
    (match) => (match[1] ?? "").match(/[a-z-]+/g) ?? [],
  );
  const wanted = new Set(["platform", "ui", ...named]);
  const files = [...code.matchAll(/([a-z-]+)\/messages\/en\.json["'`][^"'`]*["'`]\.\/([\w.-]+\.js)["'`]/g)];
  const found = files.filter((match) => wanted.has(match[1] ?? ""));
  if (found.length !== wanted.size)
    throw new Error(`Messages were found for ${found.length} of ${[...wanted].join(", ")}.`);
  return found.map((match) => `/assets/${match[2]}`);
}

/**
 * The fonts of Latin letters that a style sheet names: others are fetched when a name needs them.
 * @param {Fetched} style
 */
function fontsIn({ text }) {
  const faces = [...text.matchAll(/@font-face\s*{[^}]*}/g)].map(([face]) => face);
  return faces
    .filter((face) => /unicode-range:\s*U\+(\?\?|0{1,4}-)/i.test(face))
    .map((face) => /url\(["']?([^"')]+\.woff2)/.exec(face)?.[1] ?? "")
    .filter((address) => address !== "");
}

/** @param {readonly Fetched[]} files */
function sum(files) {
  if (files.length === 0) throw new Error("A page without any was not expected.");
  const total = (/** @type {"raw" | "gzip"} */ size) => files.reduce((bytes, file) => bytes + file[size], 0);
  return { files: files.length, raw: total("raw") / 1024, gzip: total("gzip") / 1024 };
}

/**
 * A file as it travels to a browser that takes gzip; `raw` and `gzip` are bytes.
 * @param {string} address
 * @returns {Promise<Fetched>}
 */
async function fetched(address) {
  const request = http.get(address, { headers: { "accept-encoding": "gzip", accept: "text/html" } });
  const answer = /** @type {http.IncomingMessage} */ ((await once(request, "response"))[0]);
  const body = await buffer(answer);
  if (answer.statusCode !== 200) throw new Error(`${address} was answered ${answer.statusCode}.`);
  const raw = answer.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body;
  return { text: raw.toString("utf8"), raw: raw.length, gzip: body.length };
}
