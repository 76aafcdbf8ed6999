import { redirectDocument } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { signOut } from "../commands.server.ts";
import { forgetParked } from "../parking.server.ts";
import { forgetSession } from "../session.server.ts";
import type { Route } from "./+types/sign-out.ts";

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  await signOut(ctx);
  const headers = new Headers();
  headers.append("Set-Cookie", forgetSession(ctx.config));
  headers.append("Set-Cookie", forgetParked(ctx));
  return redirectDocument("/", { status: 303, headers });
}
