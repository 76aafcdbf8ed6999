/** Requests as a browser sends them. */

/**
 * @typedef {import("./data.ts").Site} Site
 * @typedef {Site["members"][number]} Member
 */

const browser = {
  "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  "accept-language": "en",
  "accept-encoding": "gzip, deflate, br",
};

/**
 * The headers of somebody who is signed in.
 * @param {Member} member
 */
export function asMember({ cookie, address }) {
  return { ...browser, cookie, "x-forwarded-for": address };
}

/**
 * A page, as a browser asks for it when its address is opened.
 * @param {string} path
 * @param {Record<string, string>} [headers]
 */
export function page(path, headers = browser) {
  return { method: /** @type {const} */ ("GET"), path, headers: { ...headers, accept: "text/html" } };
}

/**
 * A signal, as the form of an idea sends it when there is script.
 * @param {{ origin: string, idea: { path: string }, member: Member, kind: "support" | "none" }} cast
 */
export function signal({ origin, idea, member, kind }) {
  return {
    method: /** @type {const} */ ("POST"),
    path: `${idea.path}/signal.data`,
    headers: {
      ...asMember(member),
      origin,
      "sec-fetch-site": "same-origin",
      accept: "*/*",
      "content-type": "application/x-www-form-urlencoded;charset=UTF-8",
    },
    body: `kind=${kind}`,
  };
}

const supports = /** @type {const} */ ("support");
const takesBack = /** @type {const} */ ("none");

/**
 * Casts that are all writes and never meet the limit of one person: all members in turn, each
 * supporting an idea and then taking it back, on many ideas.
 * @param {Site} site
 */
export function castsInTurn({ members, untouched }) {
  let count = 0;
  return () => {
    const turn = Math.floor(count / members.length);
    const who = count++ % members.length;
    const member = members[who];
    const idea = untouched[(who + 7 * Math.floor(turn / 2)) % untouched.length];
    if (!member || !idea) throw new Error("The data has no members or ideas.");
    return { who, member, idea, kind: turn % 2 === 0 ? supports : takesBack };
  };
}

/**
 * The two of all members who write in a text together, by the place of its idea.
 * @param {readonly Member[]} members
 * @param {number} place
 */
export function pairOf(members, place) {
  const [one, other] = [members[(2 * place) % members.length], members[(2 * place + 1) % members.length]];
  if (!one || !other) throw new Error("The data has no members.");
  return [one, other];
}
