import { isOneLine } from "../../platform/one-line.ts";
import { slugOf } from "../../platform/slug.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Lengths in characters. */
export const limits = {
  name: 80,
  email: 254,
  passwordShortest: 10,
  passwordLongest: 256,
  userAgent: 300,
  handleShortest: 2,
  handleLongest: 48,
  bio: 1_000,
} as const;

/** A session dies at this age, however often it is used; in milliseconds. */
export const sessionAge = 90 * day;

/** How often at most the last sight of a session is written down; in milliseconds. */
export const seenEvery = 10 * minute;

/** How long a mailed link opens something; in milliseconds. */
export const linkAge = { verify: 7 * day, reset: hour } as const;

/** How long a change of address waits for a yes from both mailboxes; in milliseconds. */
export const emailChangeAge = day;

/** How long typed text waits for somebody to sign in; in milliseconds. */
export const parkedAge = day;

/** A person needs longer than this to fill in the form, in milliseconds, and less than `formAge`. */
export const quickestHuman = 1_000;
export const formAge = day;

/** Atoms of RFC 5321 with letters of any script: no quotes, spaces, brackets, commas or controls. */
const localPart = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const domain =
  /^([\p{L}\p{N}]([\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?\.)+[\p{L}][\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}]$/u;

/**
 * The one way an e-mail address is written here (NFC, lower case), or null when it is none.
 * Quoted and commented forms are valid by RFC 5322 and refused: mail programs disagree about
 * where such a mail goes.
 */
export function mailAddress(typed: string): string | null {
  const address = typed
    .replace(/^ +| +$/g, "")
    .normalize("NFC")
    .toLowerCase();
  const at = address.indexOf("@");
  const fits =
    at > 0 &&
    at <= 64 &&
    address.length <= limits.email &&
    localPart.test(address.slice(0, at)) &&
    domain.test(address.slice(at + 1));
  return fits ? address : null;
}

/** Whether an address is at one of these domains: exactly there, so that a subdomain is another one. */
export function isAddressAt(address: string | null, domains: readonly string[]): boolean {
  return address !== null && domains.includes(address.slice(address.lastIndexOf("@") + 1));
}

/** A person's name with single spaces, or null when it has control characters or nothing to read. */
export function personName(typed: string): string | null {
  if (!isOneLine(typed)) return null;
  const name = typed.normalize("NFC").replace(/\s+/gu, " ").trim();
  return /[\p{L}\p{N}]/u.test(name) ? name : null;
}

/** The handle a name asks for; others may have it already. */
export function handleOf(name: string): string {
  const slug = slugOf(name, 40);
  return slug.length < limits.handleShortest ? "member" : slug;
}

/** Handles that would pass for the place itself, or for many people at once. */
const reservedHandles = new Set(
  "admin administrator all anybody caco everybody everyone help here host me moderator nobody root staff support system team".split(
    " ",
  ),
);

/** How long a handle that was chosen stays, in milliseconds. */
export const handleStays = 30 * day;

/** What was typed as a handle, without the sign before it and in lower case; null when it is none. */
export function typedHandle(typed: string): string | null {
  const handle = typed.trim().replace(/^@/, "").toLowerCase();
  const fits = handle.length >= limits.handleShortest && handle.length <= limits.handleLongest;
  return fits && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(handle) ? handle : null;
}

/** What stands for somebody who was erased: whoever took it beforehand would keep that person from leaving. */
const formerHandle = /^former-[0-9a-z]{16}$/;

/** Whether nobody may choose this handle. */
export function isReservedHandle(handle: string): boolean {
  return reservedHandles.has(handle) || formerHandle.test(handle);
}

/** The first handle that is free: `ann`, `ann-2`, `ann-3` … */
export function freeHandle(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted) && !isReservedHandle(wanted)) return wanted;
  for (let number = 2; ; number++) {
    if (!taken.has(`${wanted}-${number}`)) return `${wanted}-${number}`;
  }
}

export type Device = { browser: string | null; system: string | null };

/** Order matters: Edge and Opera also call themselves Chrome, and Chrome calls itself Safari. */
const browsers: readonly [name: string, pattern: RegExp][] = [
  ["Edge", /Edg(e|A|iOS)?\//],
  ["Opera", /OPR\//],
  ["Samsung Internet", /SamsungBrowser\//],
  ["Firefox", /(Firefox|FxiOS)\//],
  ["Chrome", /(Chrome|CriOS|Chromium)\//],
  ["Safari", /Safari\//],
];

const systems: readonly [name: string, pattern: RegExp][] = [
  ["Android", /Android/],
  ["iPhone", /iPhone/],
  ["iPad", /iPad/],
  ["Windows", /Windows/],
  ["macOS", /Mac OS X|Macintosh/],
  ["ChromeOS", /CrOS/],
  ["Linux", /Linux/],
];

/** Which browser on which system a `User-Agent` header tells of, as far as it can be known. */
export function deviceOf(userAgent: string): Device {
  const first = (list: typeof browsers) => list.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? null;
  return { browser: first(browsers), system: first(systems) };
}

/** What a form's time stamp says about who filled it in. */
export function judgePace(startedAt: number | null, now: number): "human" | "bot" | "stale" {
  if (startedAt === null || now - startedAt < quickestHuman) return "bot";
  return now - startedAt > formAge ? "stale" : "human";
}
