/**
 * The doors in front of everything: no page, action or socket is reached but through them.
 *
 * Threats: a form on another site that posts with a visitor's cookie (the framework's own check
 * lets resource routes through, accepts a missing Origin and trusts X-Forwarded-Host); framing;
 * injected scripts; oversized or oddly typed bodies; junk in Host and in the address.
 */
import { randomBytes, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import helmet from "helmet";
import { type Config, isLoopback } from "../config.server.ts";
import { timeAnswer } from "../metrics.server.ts";

const longestUrl = 4_096;
const methods = new Set(["GET", "HEAD", "POST"]);
const formTypes = /^(application\/x-www-form-urlencoded|multipart\/form-data)(;|$)/i;
const jsonType = /^application\/json(;|$)/i;

/** Why a request is turned away, and with which status. */
export type Refusal = { status: 400 | 403 | 405 | 414 | 415; reason: string };

/** What the doors learn about a request that passes. */
export type Passed = {
  nonce: string;
  request: string;
  /** The pattern of the address; how the answer is named where it never came so far. */
  route: string;
};

const passed = new WeakMap<IncomingMessage, Passed>();

/** What the doors gave a request on its way in. */
export function passOf(req: IncomingMessage): Passed {
  const pass = passed.get(req);
  if (!pass) throw new Error("A request came in beside the doors.");
  return pass;
}

/** Which paths take what no page of ours sent, and which take JSON instead of forms. */
type Takes = { fromElsewhere: (pathname: string) => boolean; json: (pathname: string) => boolean };

/** Sets the headers of every answer, and gives true when it turned the request away itself. */
export function doors(config: Config, isDevelopment: boolean, takes: Takes) {
  const secure = headers(config, isDevelopment);
  return (req: IncomingMessage, res: ServerResponse): boolean => {
    const pass: Passed = { nonce: randomBytes(16).toString("base64"), request: randomUUID(), route: "(file)" };
    passed.set(req, pass);
    timeAnswer(req.method ?? "", res, () => pass.route);
    res.setHeader("X-Request-Id", pass.request);
    secure(req, res, () => undefined);
    const refusal = refusalOf(req, config, takes);
    if (refusal === null) return false;
    pass.route = "(refused)";
    res.statusCode = refusal.status;
    if (refusal.status === 405) res.setHeader("Allow", [...methods].join(", "));
    res.setHeader("Content-Type", "text/plain; charset=utf-8");
    res.end(`${refusal.reason}\n`);
    return true;
  };
}

function refusalOf(req: IncomingMessage, config: Config, takes: Takes): Refusal | null {
  if (!methods.has(req.method ?? "")) return { status: 405, reason: "This method is not used here." };
  if ((req.url ?? "").length > longestUrl) return { status: 414, reason: "The address is too long." };
  if (!req.url?.startsWith("/") || req.url.startsWith("//"))
    return { status: 400, reason: "The address is not a path." };
  if (req.url.includes("%00")) return { status: 400, reason: "The address holds a character that no address has." };
  if (!isOwnHost(req, config)) return { status: 400, reason: "This server does not go by that name." };
  if (req.method !== "POST") return null;
  const pathname = req.url.split("?")[0] ?? "";
  if (!isSameOrigin(req, config) && !takes.fromElsewhere(pathname)) {
    return {
      status: 403,
      reason: "This was sent from another site and changed nothing. Open the page here and try again.",
    };
  }
  const type = req.headers["content-type"] ?? "";
  if (takes.json(pathname)) return jsonType.test(type) ? null : { status: 415, reason: "Only JSON is taken here." };
  if (!formTypes.test(type)) return { status: 415, reason: "Only forms are taken here." };
  return null;
}

/** The origin a request was made to: the configured one, else the loopback name the browser used. */
export function ownOrigin(req: IncomingMessage, config: Config): string | null {
  if (config.origin !== null) return config.origin;
  const origin = `http://${req.headers.host ?? ""}`;
  return isLoopback(origin) ? origin : null;
}

function isOwnHost(req: IncomingMessage, config: Config): boolean {
  if (config.origin === null) return ownOrigin(req, config) !== null;
  // A proxy may call this server by any name; the name decides nothing once ORIGIN is set.
  return /^[a-z0-9.:[\]_-]{1,255}$/i.test(req.headers.host ?? "");
}

/**
 * Whether the browser says that this was sent by a page of ours. A request without any word on
 * where it comes from is not.
 */
export function isSameOrigin(req: IncomingMessage, config: Config): boolean {
  const site = req.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") return false;
  const { origin } = req.headers;
  if (origin === undefined) return site === "same-origin";
  return origin === ownOrigin(req, config);
}

function headers(config: Config, isDevelopment: boolean) {
  const isSecure = config.origin?.startsWith("https:") ?? false;
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: [
          (req) => `'nonce-${passOf(req).nonce}'`,
          "'strict-dynamic'",
          ...(isDevelopment ? ["'unsafe-eval'"] : []),
        ],
        // The editor brings its styles in elements of its own, with the nonce of the page.
        styleSrc: ["'self'", isDevelopment ? "'unsafe-inline'" : (req) => `'nonce-${passOf(req).nonce}'`],
        styleSrcAttr: ["'unsafe-inline'"],
        imgSrc: ["'self'", "data:"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // `no-referrer` would make browsers send `Origin: null` with our own forms.
    referrerPolicy: { policy: "same-origin" },
    strictTransportSecurity: isSecure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    frameguard: { action: "deny" },
  });
}
