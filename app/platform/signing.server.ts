/**
 * The one secret of this installation. It signs what goes out to a browser and comes back.
 * Threats: somebody who can read the file or the variable can forge a form's time stamp; and
 * the links by which people are invited or ask to come into a space, if he or she also knows their
 * ids; and heads of the event log, as the key that signs them is made of it; and, with the database too, what work trackers report. No session, password or link that proves an address depends on it.
 */
import { createHmac, createPrivateKey, hkdfSync, type KeyObject, randomBytes, timingSafeEqual } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { BadConfig, type Config } from "./config.server.ts";
import { once } from "./once.server.ts";

/**
 * The secret: `SECRET` when set, else the file `DATA_DIR/secret`, made at first use with mode
 * 0600. Throws `BadConfig` when it has fewer than 32 characters, or the folder cannot be written.
 */
export function loadSecret(dataDir: string, env: NodeJS.ProcessEnv = process.env): string {
  if (env.SECRET) {
    if (env.SECRET.length < 32) throw new BadConfig("SECRET must have at least 32 characters.");
    return env.SECRET;
  }
  prepareDataDir(dataDir);
  const file = path.join(dataDir, "secret");
  if (!existsSync(file)) makeSecret(file);
  const secret = readFileSync(file, "utf8").trim();
  if (secret.length < 32) throw new BadConfig(`${file} is not whole: remove it, and a new one is made.`);
  return secret;
}

/** The file has its name once it is whole: of two processes that start together one makes it, both read it. */
function makeSecret(file: string): void {
  const draft = `${file}-${process.pid}`;
  try {
    writeFileSync(draft, freshSecret(), { mode: 0o600, flush: true });
    linkSync(draft, file);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw unwritable(path.dirname(file), error);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Makes the folder of all that is kept. Throws `BadConfig` when it cannot be there or be written. */
export function prepareDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    throw unwritable(dataDir, error);
  }
}

/**
 * Puts a new secret in place of the one in `DATA_DIR`: what was signed with the old one opens nothing
 * any more. A process that runs keeps the old one. Throws `BadConfig` when it cannot be written.
 */
export function renewSecret(dataDir: string): void {
  const file = path.join(dataDir, "secret");
  try {
    // Whole or not at all: half a secret would be taken for one.
    writeFileSync(`${file}.new`, freshSecret(), { mode: 0o600, flush: true });
    renameSync(`${file}.new`, file);
  } catch (error) {
    throw unwritable(dataDir, error);
  }
}

function freshSecret(): string {
  return `${randomBytes(32).toString("base64url")}\n`;
}

function unwritable(dataDir: string, error: unknown): BadConfig {
  return new BadConfig(`DATA_DIR ${dataDir} cannot be written (${codeOf(error)}).`, { cause: error });
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** Signs `text` for one `purpose`: what is signed for one form opens no other. Gives `text.signature`. */
export function sign(config: Pick<Config, "dataDir">, purpose: string, text: string): string {
  return `${text}.${signature(config, purpose, text)}`;
}

/** The text that was signed for this purpose, or null when the signature does not fit. */
export function unsign(config: Pick<Config, "dataDir">, purpose: string, signed: string): string | null {
  const at = signed.lastIndexOf(".");
  if (at < 0) return null;
  const text = signed.slice(0, at);
  const expected = Buffer.from(signature(config, purpose, text));
  const given = Buffer.from(signed.slice(at + 1));
  return expected.length === given.length && timingSafeEqual(expected, given) ? text : null;
}

/**
 * A secret for somebody else who signs what he or she sends us, for one `purpose` and `text`: 43 characters. It is made
 * of ours and is stored nowhere, so that the database alone opens nothing; a new secret of ours makes another one.
 */
export function secretFor(config: Pick<Config, "dataDir">, purpose: string, text: string): string {
  return signature(config, purpose, text);
}

function signature(config: Pick<Config, "dataDir">, purpose: string, text: string): string {
  return createHmac("sha256", secretOf(config)).update(`${purpose}\n${text}`).digest("base64url");
}

function secretOf({ dataDir }: Pick<Config, "dataDir">): string {
  return once(`secret ${dataDir}`, () => loadSecret(dataDir));
}

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const ed25519 = Buffer.from("302e020100300506032b657004220420", "hex");

/**
 * The private key (Ed25519) for one `purpose`: for what everybody is to be able to check, not this site alone.
 * Made of the secret by HKDF (RFC 5869), so that every server of one database has the same, it is kept and
 * backed up as the secret is, and a new secret brings a new key. Throws `BadConfig`.
 */
export function signingKey(config: Pick<Config, "dataDir">, purpose: string): KeyObject {
  const seed = Buffer.from(hkdfSync("sha256", secretOf(config), "", `ed25519 ${purpose}`, 32));
  return createPrivateKey({ key: Buffer.concat([ed25519, seed]), format: "der", type: "pkcs8" });
}
