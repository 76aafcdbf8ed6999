import { visitor } from "../../../platform/actor.ts";
import { cardAnswer, drawable } from "../../../platform/cards.server.ts";
import { contextOf } from "../../../platform/context.server.ts";
import { NotFound } from "../../../platform/errors.ts";
import { siteOf } from "../../../platform/site.server.ts";
import { idOfPath } from "../../ideas/rules.ts";
import { productIn } from "../../products/queries.server.ts";
import { spaceBySlug } from "../../spaces/queries.server.ts";
import { creditsOfRelease, isForAnybody, releaseSeenBy } from "../queries.server.ts";
import { ReleaseCard } from "../ui/release-card.tsx";
import { releaseWords } from "../words.server.ts";
import type { Route } from "./+types/card.ts";

/** Longest words on a card, in characters, and the most names. */
const longest = { title: 80, product: 40, name: 32, site: 50 };
const mostNames = 5;

/**
 * The picture of a release, in the language that `lang` names or the reader's: never more than a visitor may know, whoever
 * asks. Throws `NotFound` where not everything in it is for everybody.
 */
export async function loader(args: Route.LoaderArgs): Promise<Response> {
  const ctx = { ...contextOf(args), actor: visitor };
  const asked = args.url.searchParams.get("lang");
  const language = asked === "en" || asked === "fr" ? asked : ctx.locale;
  const space = await spaceBySlug(ctx, args.params.space);
  const release = await releaseSeenBy(ctx.db.read, ctx.actor, space.id, idOfPath(args.params.release));
  if (!(await isForAnybody(ctx, release))) throw new NotFound();
  const { ideas, overall } = await creditsOfRelease(ctx, release.id);
  const product = await productIn(ctx.db.read, space.id, release.product);
  const words = releaseWords(language);
  const named = overall.people.flatMap(({ person }) => drawable(person.name, longest.name) || []);
  const names = new Intl.ListFormat(language, { type: "unit" }).format(named.slice(0, mostNames));
  const more = overall.people.length - Math.min(named.length, mostNames);
  const shown = {
    site: drawable((await siteOf(ctx.db)).name, longest.site),
    heading: words.say("releases", "card.heading", { product: drawable(product.name, longest.product) }),
    title: drawable(release.title, longest.title),
    lines: [
      words.say("releases", "card.ideas", { count: ideas.length }),
      words.say("releases", "card.people", { count: overall.people.length }),
    ],
    names: more > 0 && named.length > 0 ? words.say("releases", "card.by_more", { names, count: more }) : names,
  };
  return cardAnswer(args.request, { ...shown, language }, () => <ReleaseCard {...shown} />);
}
