import { Link, redirect, useRevalidator } from "react-router";
import { useLive, useSeldom } from "../../../live/client.ts";
import { contextOf } from "../../../platform/context.server.ts";
import { answering, fieldOf, parseForm } from "../../../platform/forms.server.ts";
import { wantsPage } from "../../../platform/http/wants.server.ts";
import { newId } from "../../../platform/ids.ts";
import { pageKeyIn } from "../../../platform/paging.ts";
import { Empty } from "../../../ui/empty.tsx";
import type { Reply } from "../../../ui/problem.tsx";
import { StageChip } from "../../../ui/stage.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { ideaSeenBy } from "../../ideas/queries.server.ts";
import { headingOf, idOfPath } from "../../ideas/rules.ts";
import { placeUnderIdea } from "../../ideas/ui/place.ts";
import { noteVisit } from "../../notices/commands.server.ts";
import { dayIn } from "../../piloting/rules.ts";
import { openTalk, speak } from "../commands.server.ts";
import { askInput, speakInput } from "../inputs.ts";
import { askingOf, type TalkPlace, talksOn } from "../queries.server.ts";
import { talksPath } from "../rules.ts";
import { AskForm } from "../ui/ask-form.tsx";
import { TalkThread } from "../ui/talk-thread.tsx";
import type { Route } from "./+types/talk.ts";
import styles from "./talk.module.css";

export const handle = { i18n: ["talks"], place: placeUnderIdea };

/** Every talk of an idea that the reader may see. Throws `NotFound`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const { idea, space } = await ideaSeenBy(ctx.db.read, ctx.actor, idOfPath(args.params.idea));
  if (wantsPage(args.request)) noteVisit(ctx, idea.id);
  const [talks, asking, parked] = await Promise.all([
    talksOn(ctx, idea, placeIn(args.url.searchParams)),
    askingOf(ctx, idea),
    unpark(args.request, ctx, `/ideas/${args.params.idea}/talk`),
  ]);
  return {
    space: { name: space.name, slug: space.slug, accent: space.accent },
    idea: headingOf(idea),
    talks,
    asking,
    earliest: dayIn(space.timeZone, ctx.now + 86_400_000),
    askId: newId(ctx.now),
    parked,
  };
}

/** The place before which one talk is read on, from the address. */
function placeIn(query: URLSearchParams): TalkPlace | null {
  const before = pageKeyIn(query);
  return before && { talk: query.get("talk") ?? "", before };
}

/** Asks, or says something in a talk. */
export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const id = idOfPath(args.params.idea);
  const form = await args.request.formData();
  return answering(form, async () => {
    const talk = fieldOf(form, "talk");
    const message = fieldOf(form, "id");
    if (talk === "") await openTalk(ctx, id, parseForm(askInput, form));
    else await speak(ctx, id, parseForm(speakInput, form));
    if (!wantsPage(args.request)) return { said: message };
    const to = talksPath(`/ideas/${args.params.idea}`, talk === "" ? message : talk);
    return redirect(to, { status: 303, headers: { "Set-Cookie": forgetParked(ctx) } });
  });
}

export default function TalkPage({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("talks");
  const { idea, talks, asking, earliest, askId, parked } = loaderData;
  const { revalidate } = useRevalidator();
  const loadAgain = useSeldom(() => void revalidate());
  useLive(
    { type: "idea", id: idea.id },
    {
      found: () => undefined,
      hear: (message) => "idea" in message && message.idea === idea.id && message.kind === "text" && loadAgain(),
      missed: loadAgain,
    },
  );
  const reply: Reply | undefined = actionData && "problem" in actionData ? actionData : undefined;
  const of = (talk: string) => (reply?.values.talk === talk ? reply : undefined);
  return (
    <div className={styles.page}>
      <Title of={t("title")} />
      <header>
        <p className="row">
          <StageChip {...idea} />
          <Link to={idea.path}>{idea.title}</Link>
        </p>
        <h1>{t("title")}</h1>
      </header>
      {talks.length === 0 && (
        <Empty title={t("empty")}>
          <p className="soft">{t("empty_what")}</p>
        </Empty>
      )}
      {talks.map((talk) => (
        <TalkThread
          key={talk.id}
          idea={idea}
          talk={talk}
          heading="h2"
          values={parked?.talk === talk.id ? parked : null}
          reply={of(talk.id)}
        />
      ))}
      {asking && (
        <section aria-labelledby="ask-heading" className={styles.ask}>
          <h2 id="ask-heading">{t("ask.title")}</h2>
          <AskForm
            path={idea.path}
            asking={asking}
            earliest={earliest}
            firstId={askId}
            values={parked && !("talk" in parked) ? parked : null}
            reply={reply && !("talk" in reply.values) ? reply : undefined}
          />
        </section>
      )}
    </div>
  );
}
