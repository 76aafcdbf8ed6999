/** What every page and act passes before its own code runs. */
import { type MiddlewareFunction, redirect, type RouterContextProvider } from "react-router";
import { park } from "./features/accounts/parking.server.ts";
import { isSetUp } from "./features/accounts/queries.server.ts";
import { isLeaving } from "./platform/actor.ts";
import { type Context, contextOf } from "./platform/context.server.ts";
import { Forbidden, NotFound, type Problem, Unauthorized } from "./platform/errors.ts";
import { answerTo } from "./platform/http/problems.server.ts";
import { replyOf } from "./platform/http/reply.server.ts";
import { problemOf } from "./platform/problem-of.server.ts";
import { type Door, pageDoors, passes } from "./policies.ts";

/** Addresses that answer before there is an admin. */
const beforeSetup = new Set(["/setup", "/preferences", "/legal/:document", "/healthz", "/readyz", "/metrics"]);

/** Sends everybody to the set-up page until it is done. */
const setUpFirst: MiddlewareFunction<Response> = async ({ context, pattern }, next) => {
  const { db } = contextOf({ context });
  if (!beforeSetup.has(addressOf(pattern)) && !(await isSetUp(db))) return redirect("/setup");
  return next();
};

/** Opens the door of the table in `policies.ts`, or not. An address without a row is closed. */
const throughTheDoor: MiddlewareFunction<Response> = async ({ context, request, url, params, pattern }, next) => {
  const ctx = contextOf({ context });
  const address = addressOf(pattern);
  replyOf(context as RouterContextProvider).isAt(address);
  const door = pageDoors[address];
  try {
    if (!door) throw new Forbidden();
    if (door.only === "demo" && !ctx.config.demo) throw new NotFound();
    if (request.method === "POST") {
      if (!passes(ctx.actor, door.write)) return await turnedAway(ctx, request, door, params);
      if (isLeaving(ctx.actor) && door.write !== "anyone" && !door.whileLeaving) throw new Forbidden("account_leaving");
    } else if (!passes(ctx.actor, door.read)) {
      throw refusalFor(door.read);
    }
  } catch (error) {
    const problem = problemOf(error);
    if (problem) throw answerTo(problem, { request, url });
    throw error;
  }
  return next();
};

export const guard = [setUpFirst, throughTheDoor];

/** The framework writes the pattern of a nested address without its first slash. */
function addressOf(pattern: string): string {
  return pattern.startsWith("/") ? pattern : `/${pattern}`;
}

function refusalFor(who: Door["read"]): Problem {
  if (who === "nobody") return new NotFound();
  return who === "member" ? new Unauthorized() : new Forbidden();
}

/** A visitor who posted: what was typed is kept, and the way leads through the sign-in page back to it. */
async function turnedAway(ctx: Context, request: Request, door: Door, params: Record<string, string | undefined>) {
  if (door.write !== "member" || !door.form) throw refusalFor(door.write);
  const page = door.form(params);
  const fields: Record<string, string> = {};
  for (const [name, value] of await request.clone().formData()) {
    if (typeof value === "string") fields[name] = value;
  }
  const cookie = await park(ctx, page, fields);
  const hasWords = Object.keys(fields).some((name) => !["id", "kind", "parent", "back"].includes(name));
  return redirect(`/signin?next=${encodeURIComponent(page)}${hasWords ? "&kept=1" : ""}`, {
    headers: { "Set-Cookie": cookie },
  });
}
