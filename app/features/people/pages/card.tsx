import { cardAnswer, drawable } from "../../../platform/cards.server.ts";
import { contextOf } from "../../../platform/context.server.ts";
import { siteOf } from "../../../platform/site.server.ts";
import { cardOf, cardWords, faceOn } from "../card.server.ts";
import { outcomes } from "../rules.ts";
import { PersonCard } from "../ui/person-card.tsx";
import type { Route } from "./+types/card.ts";

/** Longest name of a person and of the place on a card, in characters. */
const longest = { name: 44, site: 50 };

/** The picture of a profile, in the language that `lang` names or the reader's. Throws `NotFound`. */
export async function loader(args: Route.LoaderArgs): Promise<Response> {
  const ctx = contextOf(args);
  const asked = args.url.searchParams.get("lang");
  const language = asked === "en" || asked === "fr" ? asked : ctx.locale;
  const card = await cardOf(ctx, args.params.handle.toLowerCase());
  const words = cardWords(language);
  const site = drawable((await siteOf(ctx.db)).name, longest.site);
  const handle = `@${card.handle}`;
  const name = drawable(card.name, longest.name) || handle;
  const became = outcomes.flatMap((outcome) =>
    card.outcomes[outcome] > 0 ? words.say("people", `outcome.${outcome}`, { count: card.outcomes[outcome] }) : [],
  );
  const shown = {
    site,
    name,
    handle: name === handle ? "" : handle,
    affiliation: { kind: card.affiliation, word: words.say("ui", `affiliation.one.${card.affiliation}`) },
    lines: became.length > 0 ? became : [words.say("people", "card.nothing_yet")],
  };
  const picture = await faceOn(ctx, card.avatar);
  return cardAnswer(args.request, { ...shown, avatar: picture === null ? null : card.avatar }, () => (
    <PersonCard {...shown} picture={picture} />
  ));
}
