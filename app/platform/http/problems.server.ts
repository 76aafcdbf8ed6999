import { data, redirect, type ServerBuild } from "react-router";
import { isSignedIn } from "../actor.ts";
import { contextOf } from "../context.server.ts";
import { type Problem, TooMany, Unauthorized } from "../errors.ts";
import { refusing } from "../forms.server.ts";
import { limit } from "../limits.server.ts";
import { problemOf } from "../problem-of.server.ts";

/** What a page is told of a problem: the code of a sentence. */
export type ShownProblem = { code: string };

/**
 * The same build, where each loader and action that throws a `Problem` answers with its status,
 * and acts are counted. Done once here, so that no route can forget it.
 */
export function withProblems(build: ServerBuild): ServerBuild {
  const routes: ServerBuild["routes"] = {};
  for (const [id, route] of Object.entries(build.routes)) {
    if (!route) continue;
    const { loader, action, ...module } = route.module;
    routes[id] = {
      ...route,
      module: {
        ...module,
        ...(loader && { loader: answering(loader) }),
        ...(action && { action: answering(limited(action)) }),
      },
    };
  }
  return { ...build, routes };
}

type Handler = NonNullable<NonNullable<ServerBuild["routes"][string]>["module"]["loader"]>;

function answering(handler: Handler): Handler {
  return async (args) => {
    try {
      return await handler(args);
    } catch (error) {
      const problem = problemOf(error);
      if (problem) throw answerTo(problem, args);
      throw error;
    }
  };
}

/** An act that is counted: too many in a short time are refused, with what was typed kept in the form. */
function limited(action: Handler): Handler {
  return async (args) => {
    const ctx = contextOf(args);
    try {
      await limit("write_address", ctx.address);
      if (isSignedIn(ctx.actor)) await limit("write_member", ctx.actor.id);
    } catch (error) {
      // Nothing was typed into what is no form.
      if (!(error instanceof TooMany) || /json/i.test(args.request.headers.get("content-type") ?? "")) throw error;
      return refusing(error, await args.request.formData());
    }
    return action(args);
  };
}

/** A problem as an answer: its status and code, or the way to the sign-in page and back. */
export function answerTo(problem: Problem, { request, url }: { request: Request; url: URL }) {
  if (problem instanceof Unauthorized) {
    const next = request.method === "GET" ? url.pathname + url.search : "/";
    return redirect(`/signin?next=${encodeURIComponent(next)}`);
  }
  const headers = problem instanceof TooMany ? { "Retry-After": String(problem.retryAfterSeconds) } : undefined;
  return data<ShownProblem>({ code: problem.code }, { status: problem.status, headers });
}
