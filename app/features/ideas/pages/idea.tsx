import { useState } from "react";
import { useTranslation } from "../../../ui/words.ts";
import { redirect, useActionData, useLoaderData, useRevalidator, useRouteLoaderData } from "react-router";
import { useLive, useSeldom } from "../../../live/client.ts";
import { isSignedIn } from "../../../platform/actor.ts";
import { contextOf } from "../../../platform/context.server.ts";
import { wantsPage } from "../../../platform/http/wants.server.ts";
import { newId } from "../../../platform/ids.ts";
import type { loader as rootLoader } from "../../../root.tsx";
import { Person } from "../../../ui/person.tsx";
import type { Reply } from "../../../ui/problem.tsx";
import { Day } from "../../../ui/moment.tsx";
import { StageChip } from "../../../ui/stage.tsx";
import { StagePath } from "../../../ui/stage-path.tsx";
import { unpark } from "../../accounts/parking.server.ts";
import { maySeeReports } from "../../moderation/policy.ts";
import { hidingOfIdea } from "../../moderation/queries.server.ts";
import { HiddenNote } from "../../moderation/ui/hidden-note.tsx";
import { ItemLink } from "../../moderation/ui/item-link.tsx";
import { personPath } from "../../people/rules.ts";
import { answersOf, steeringOf } from "../../piloting/queries.server.ts";
import { owedTo } from "../../piloting/desk.server.ts";
import { Answers } from "../../piloting/ui/answers.tsx";
import { Awaited } from "../../piloting/ui/awaited.tsx";
import { MovePanel } from "../../piloting/ui/move-panel.tsx";
import { MoveUndo } from "../../piloting/ui/move-undo.tsx";
import { isFollowing } from "../../following/queries.server.ts";
import { FollowButton } from "../../following/ui/follow-button.tsx";
import { noteVisit } from "../../notices/commands.server.ts";
import { quotedFor, talkOf } from "../../discussion/queries.server.ts";
import { talkPlaceIn } from "../../discussion/rules.ts";
import { filesOf } from "../../files/queries.server.ts";
import { FileList } from "../../files/ui/file-list.tsx";
import { Talk } from "../../discussion/ui/talk.tsx";
import { noteExposure } from "../../signals/commands.server.ts";
import { signalPanel } from "../../signals/queries.server.ts";
import { fewestInABar } from "../../signals/rules.ts";
import { SignalPanel } from "../../signals/ui/signal-panel.tsx";
import { pilotsOf } from "../../spaces/queries.server.ts";
import { mayEditIdea, mayInviteAuthors } from "../../writing/policy.ts";
import { invitationTo, makersOf, writtenBy } from "../../writing/queries.server.ts";
import { takesEdits } from "../../writing/rules.ts";
import { Invitation } from "../../writing/ui/invitation.tsx";
import { Makers } from "../../writing/ui/makers.tsx";
import { Withdrawn } from "../../writing/ui/withdrawn.tsx";
import { WrittenLine } from "../../writing/ui/written-line.tsx";
import { withdrawalOf } from "../../writing/withdrawal.server.ts";
import type { Place } from "../../../pages/inside.tsx";
import { mayTag } from "../../tags/policy.ts";
import { tagsIn, tagsOf } from "../../tags/queries.server.ts";
import { Topics } from "../../tags/ui/topics.tsx";
import { ideaPage, pathOf } from "../queries.server.ts";
import { idOfPath, ideaPath, takesComments, usualPath } from "../rules.ts";
import { Facts } from "../ui/facts.tsx";
import { Texts } from "../ui/texts.tsx";
import { useForgetDraft } from "../ui/local-draft.ts";
import { shareMeta, type Share } from "../../../ui/share.ts";
import { titleOf } from "../../../ui/title.tsx";
import styles from "./idea.module.css";
import type { Route } from "./+types/idea.ts";

export const handle = {
  i18n: [
    "ideas",
    "signals",
    "following",
    "mentions",
    "discussion",
    "tags",
    "piloting",
    "writing",
    "moderation",
    "files",
  ],
  place: ({ space, idea }: Awaited<ReturnType<typeof loader>>): Place => ({
    here: [{ label: space.name, to: `/s/${space.slug}` }, { label: idea.title }],
    newIdea: { to: `/s/${space.slug}/ideas/new`, quiet: true },
    accent: space.accent,
  }),
};

export const meta: Route.MetaFunction = ({ loaderData, matches }) => [
  { title: titleOf(matches, loaderData?.idea.title) },
  ...(loaderData?.share ? shareMeta(loaderData.share) : []),
];

/** An idea with its signals and its talk. Another title in the address leads to the right one. */
export async function loader(args: Pick<Route.LoaderArgs, "context" | "params" | "request" | "url">) {
  const ctx = contextOf(args);
  const id = idOfPath(args.params.idea);
  const { idea, space, author } = await ideaPage(ctx, id);
  const { url } = args;
  const path = ideaPath(idea);
  if (url.pathname === `/ideas/${args.params.idea}` && url.pathname !== path) throw redirect(path + url.search, 301);
  if (idea.stage === "draft") throw redirect(`/s/${space.slug}/ideas/new?draft=${idea.id}`);
  noteExposure(ctx, id);
  if (wantsPage(args.request)) noteVisit(ctx, id);
  const parked = await unpark(args.request, ctx, `/ideas/${args.params.idea}`);
  const asked = talkPlaceIn(url.searchParams);
  const place = { ...asked, reply: asked.reply ?? (parked?.parent || null) };
  const [
    steps,
    tags,
    talk,
    pilots,
    answers,
    steering,
    written,
    makers,
    invitation,
    withdrawal,
    hiding,
    follows,
    attached,
    [owed],
  ] = await Promise.all([
    pathOf(ctx, id),
    tagsOf(ctx.db.read, id),
    talkOf(ctx, id, place),
    pilotsOf(ctx.db.read, space.id),
    answersOf(ctx, id),
    steeringOf(ctx, idea, space),
    writtenBy(ctx.db.read, idea),
    makersOf(ctx.db.read, idea),
    invitationTo(ctx, id),
    withdrawalOf(ctx, idea),
    hidingOfIdea(ctx, idea),
    isFollowing(ctx, id),
    filesOf(ctx, idea),
    owedTo(ctx.db.read, id),
  ]);
  // Whoever passes a link on tells those who get it nothing that they may not read.
  const isPublic = space.visibility === "public" && idea.moderation === "visible";
  const share: Share | null = isPublic
    ? {
        title: idea.title,
        description: idea.excerpt,
        type: "article",
        language: idea.language,
        url: (ctx.config.origin ?? url.origin) + path,
      }
    : null;
  return {
    share,
    space: { id: space.id, slug: space.slug, name: space.name, accent: space.accent },
    idea: {
      id,
      path,
      title: idea.title,
      problemHtml: idea.problemHtml,
      forWhomHtml: idea.forWhomHtml,
      solutionHtml: idea.solutionHtml,
      language: idea.language,
      stage: idea.stage,
      stageSince: idea.stageSince,
      moderation: idea.moderation,
      moderationReason: idea.moderationReason,
      submittedAt: idea.submittedAt ?? idea.createdAt,
      facts: idea.facts,
      commentCount: idea.commentCount,
    },
    author: { ...author, affiliation: idea.affiliation },
    steps,
    tags,
    tagSuggestions: mayTag(ctx.actor, idea) ? await tagsIn(ctx, space.id) : null,
    written,
    makers,
    invitation,
    withdrawal,
    can: {
      edit: mayEditIdea(ctx.actor, idea) && takesEdits(idea),
      invite: mayInviteAuthors(ctx.actor, idea) && takesEdits(idea),
      withdraw: withdrawal.can.withdraw,
    },
    follows,
    signals: await signalPanel(ctx, idea, space.leanShown, steps),
    talk,
    place,
    quoted: place.reply !== null && url.searchParams.has("quote") ? await quotedFor(ctx, id, place.reply) : null,
    pilots,
    answers,
    steering,
    hiding,
    attached,
    owed: owed ?? null,
    /** Who may answer: nobody decides on what he or she wrote. */
    deciders: pilots.filter(({ id: pilot }) => !idea.authors.includes(pilot)).map(({ name }) => name),
    isJudge: maySeeReports(ctx.actor, space.id),
    takesComments: takesComments(idea),
    /** The id of the next move made on this page. */
    moveId: newId(ctx.now),
    /** The ids of what is written next on this page. */
    commentId: newId(ctx.now),
    replyId: newId(ctx.now),
    parked,
    isSignedIn: isSignedIn(ctx.actor),
  };
}

export default function IdeaPage() {
  const { t } = useTranslation("ideas");
  const loaded = useLoaderData<typeof loader>();
  const { idea, space, author, steps, talk } = loaded;
  const reply = replyIn(useActionData<unknown>());
  const viewer = useRouteLoaderData<typeof rootLoader>("root")?.viewer;
  const { participants, readers } = useLiveIdea(idea.id, loaded.signals, idea.commentCount);
  useForgetDraft(idea.id);
  const isAboutSignal = reply !== undefined && "kind" in reply.values && !("body" in reply.values);

  return (
    <div className="split told">
      <article>
        <div className="lead">
          <header className={styles.opening}>
            <p className="row">
              <StageChip stage={idea.stage} />
              <span className="quiet small">
                {t("since")} <Day at={idea.stageSince} />
              </span>
            </p>
            <h1 lang={idea.language}>{idea.title}</h1>
            <Person
              name={author.name}
              affiliation={author.affiliation}
              avatar={author.avatar}
              to={personPath(author.handle)}
              sub={<Day at={idea.submittedAt} />}
            />
            {loaded.hiding && <HiddenNote hiding={loaded.hiding} what="idea" />}
            {idea.moderation !== "visible" && !loaded.hiding && (
              <p className="strip">
                {t(`moderation.${idea.moderationReason === "source_rejected" ? "source_rejected" : idea.moderation}`)}
              </p>
            )}
            <Withdrawn path={idea.path} withdrawal={loaded.withdrawal} author={author.name} />
          </header>
          {loaded.invitation && <Invitation path={idea.path} by={loaded.invitation.by} />}
          {loaded.steering?.undo && <MoveUndo path={idea.path} undo={loaded.steering.undo} author={author.name} />}
          {loaded.owed && <Awaited owed={loaded.owed} pilots={loaded.deciders} />}
          <Answers answers={loaded.answers} canReply={loaded.takesComments} />
          {loaded.steering && (
            <MovePanel idea={idea} steering={loaded.steering} author={author.name} firstId={loaded.moveId} />
          )}
        </div>
        <div className="text">
          <Texts
            problem={idea.problemHtml}
            forWhom={idea.forWhomHtml}
            solution={idea.solutionHtml}
            language={idea.language}
          />
          <FileList path={idea.path} {...loaded.attached} />
          <WrittenLine path={idea.path} written={loaded.written} can={loaded.can} />
          <Facts facts={idea.facts} />
          {(loaded.isJudge || viewer?.id !== author.id) && (
            <p className={styles.acts}>
              <ItemLink subject={{ idea: idea.id, comment: null }} isJudge={loaded.isJudge} of={idea.title} />
            </p>
          )}
          <Talk
            path={idea.path}
            idea={idea.id}
            viewer={viewer?.id ?? null}
            isJudge={loaded.isJudge}
            talk={talk}
            place={loaded.place}
            quoted={loaded.quoted}
            adopter={loaded.can.edit ? (viewer?.id ?? null) : null}
            count={idea.commentCount}
            readers={readers}
            isOpen={loaded.takesComments}
            firstId={loaded.commentId}
            replyId={loaded.replyId}
            values={loaded.parked !== null && "body" in loaded.parked ? loaded.parked : null}
            reply={reply !== undefined && "body" in reply.values ? reply : undefined}
            isSignedIn={loaded.isSignedIn}
          />
        </div>
      </article>
      <div className="aside">
        <SignalPanel
          idea={idea}
          panel={loaded.signals}
          participants={participants}
          affiliation={viewer?.affiliation ?? "customer"}
          reply={isAboutSignal ? reply : undefined}
          isWanted={loaded.parked !== null && "kind" in loaded.parked && !("body" in loaded.parked)}
        >
          <FollowButton
            path={idea.path}
            follows={loaded.follows}
            reply={reply !== undefined && "follow" in reply.values ? reply : undefined}
            isWanted={loaded.parked !== null && "follow" in loaded.parked}
          />
        </SignalPanel>
        <div className="rest">
          <section aria-labelledby="path-heading">
            <h2 id="path-heading">{t("path")}</h2>
            <StagePath
              passed={steps.slice(0, -1).map(({ stage, enteredAt }) => ({ stage, at: enteredAt }))}
              current={{ stage: idea.stage, at: idea.stageSince }}
              ahead={usualPath.includes(idea.stage) ? usualPath.slice(usualPath.indexOf(idea.stage) + 1) : []}
            />
          </section>
          <Makers path={idea.path} makers={loaded.makers} canInvite={loaded.can.invite} />
          <Topics
            space={space.slug}
            action={`${idea.path}/tags`}
            tags={loaded.tags}
            suggestions={loaded.tagSuggestions}
            reply={reply !== undefined && "tags" in reply.values ? reply : undefined}
          />
          {loaded.pilots.length > 0 && (
            <section aria-labelledby="pilots-heading">
              <h2 id="pilots-heading">{t("pilots", { count: loaded.pilots.length })}</h2>
              <ul className={styles.people}>
                {loaded.pilots.map((pilot) => (
                  <li key={pilot.id}>
                    <Person
                      name={pilot.name}
                      affiliation={pilot.affiliation}
                      avatar={pilot.avatar}
                      to={personPath(pilot.handle)}
                    />
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
      </div>
    </div>
  );
}

function replyIn(answer: unknown): Reply | undefined {
  return typeof answer === "object" && answer !== null && "problem" in answer ? (answer as Reply) : undefined;
}

type Known = Awaited<ReturnType<typeof loader>>["signals"];

/** Keeps the page as it is now: counts at once, words and bars a moment later. */
function useLiveIdea(id: string, signals: Known, commentCount: number): { participants: number; readers: number } {
  const { revalidate } = useRevalidator();
  const [readers, setReaders] = useState(0);
  const [heard, setHeard] = useState<{ since: Known; participants: number } | null>(null);
  const loadAgain = useSeldom(() => void revalidate());
  const setParticipants = (participants: number) => {
    setHeard({ since: signals, participants });
    // The bars are loaded anew only where they are to be seen.
    const mayShow = signals.mine !== null && participants >= fewestInABar;
    if (signals.lean.shown !== "nothing" || mayShow) loadAgain();
  };
  useLive(
    { type: "idea", id },
    {
      found(standing) {
        if (standing.kind !== "idea") return;
        setReaders(standing.readers);
        if (standing.participants !== signals.participants) setParticipants(standing.participants);
        if (standing.commentCount !== commentCount) loadAgain();
      },
      hear(message) {
        if (message.kind === "idea" || message.kind === "notices" || message.idea !== id) return;
        if (message.kind === "participants") setParticipants(message.participants);
        else if (message.kind === "readers") setReaders(message.readers);
        else loadAgain();
      },
      missed: loadAgain,
    },
  );
  return { participants: heard?.since === signals ? heard.participants : signals.participants, readers };
}
