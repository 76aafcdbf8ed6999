import { useLoaderData } from "react-router";
import type { Place } from "../../../pages/inside.tsx";
import { contextOf } from "../../../platform/context.server.ts";
import { ownUnderNext } from "../../reputation/queries.server.ts";
import { ruleSets } from "../../reputation/rules.ts";
import { rulebookPage } from "../queries.server.ts";
import { published } from "../rules.ts";
import { Rulebook } from "../ui/rulebook.tsx";
import type { Route } from "./+types/rules.ts";

export const handle = { i18n: ["rulebook", "fairness"], place: (): Place => ({ here: [] }) };

/** The rules of reputation, and with `?what=` what they would make of something. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  return {
    page: rulebookPage(ruleSets, published, args.url.searchParams, ctx.now),
    own: await ownUnderNext(ctx, ruleSets),
  };
}

export default function Rules() {
  return <Rulebook {...useLoaderData<typeof loader>()} />;
}
