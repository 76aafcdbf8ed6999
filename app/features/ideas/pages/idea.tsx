import { useTranslation } from "../../../ui/words.ts";
import { Link, redirect, useActionData, useLoaderData, useRouteLoaderData } from "react-router";
import { isSignedIn } from "../../../platform/actor.ts";
import { contextOf } from "../../../platform/context.server.ts";
import { wantsPage } from "../../../platform/http/wants.server.ts";
import { newId } from "../../../platform/ids.ts";
import type { loader as rootLoader } from "../../../root.tsx";
import { Icon } from "../../../ui/icon.tsx";
import type { Reply } from "../../../ui/problem.tsx";
import { unpark } from "../../accounts/parking.server.ts";
import { maySeeReports } from "../../moderation/policy.ts";
import { heldUntil, hidingOfIdea } from "../../moderation/queries.server.ts";
import { myMute } from "../../moderation/muting.server.ts";
import { ItemLink } from "../../moderation/ui/item-link.tsx";
import { MuteNote } from "../../moderation/ui/mute-note.tsx";
import { answersOf, steeringOf } from "../../piloting/queries.server.ts";
import { type Assigned, assignedTo } from "../../piloting/assigning.server.ts";
import { owedTo } from "../../piloting/desk-item.server.ts";
import { dayIn } from "../../piloting/rules.ts";
import { openProposals } from "../../adopting/queries.server.ts";
import { shownOnIdea } from "../../adopting/rules.ts";
import { Proposals } from "../../adopting/ui/proposals.tsx";
import { pauseOf } from "../../piloting/pauses.server.ts";
import { Awaited } from "../../piloting/ui/awaited.tsx";
import { sourcesOf } from "../../merging/lineage.server.ts";
import { joinedTo, leadsTo } from "../../merging/queries.server.ts";
import { creditSummary } from "../../crediting/queries.server.ts";
import { isFollowing } from "../../following/queries.server.ts";
import { notesOn } from "../../notes/queries.server.ts";
import { noteVisit } from "../../notices/commands.server.ts";
import { quotedFor, talkOf } from "../../discussion/queries.server.ts";
import { judgesEvidence } from "../../discussion/policy.ts";
import { talkPlaceIn } from "../../discussion/rules.ts";
import { duplicatesOn } from "../../duplicates/queries.server.ts";
import { duplicatesPath } from "../../duplicates/rules.ts";
import { revivingOf } from "../../reviving/queries.server.ts";
import { awaitingWelcome } from "../../discussion/welcome.server.ts";
import { filesOf } from "../../files/queries.server.ts";
import { FileList } from "../../files/ui/file-list.tsx";
import { Talk } from "../../discussion/ui/talk.tsx";
import { noteExposure } from "../../signals/commands.server.ts";
import { signalPanel } from "../../signals/queries.server.ts";
import { pilotsOf } from "../../spaces/queries.server.ts";
import { maySuggest } from "../../suggesting/policy.ts";
import { waitingSuggestions } from "../../suggesting/queries.server.ts";
import { mayEditIdea, mayInviteAuthors } from "../../writing/policy.ts";
import { invitationTo, makersOf, writtenBy } from "../../writing/queries.server.ts";
import { takesEdits } from "../../writing/rules.ts";
import { WrittenLine } from "../../writing/ui/written-line.tsx";
import { withdrawalOf } from "../../writing/withdrawal.server.ts";
import type { Place } from "../../../pages/inside.tsx";
import { mayTag } from "../../tags/policy.ts";
import { tagsIn, tagsOf } from "../../tags/queries.server.ts";
import { gatesAhead } from "../../stages/queries.server.ts";
import { askingOf, talksOn } from "../../talks/queries.server.ts";
import { roomsOn } from "../../planning/queries.server.ts";
import { whyNoRoom } from "../../rooms/opening.server.ts";
import { planOf } from "../../board/queries.server.ts";
import { mayAskForecast } from "../../forecasts/policy.ts";
import { forecastsOn } from "../../forecasts/queries.server.ts";
import { takesForecasts } from "../../forecasts/rules.ts";
import { mayLogWishes, mayUseLens } from "../../lens/policy.ts";
import { mayLinkIdeas } from "../../products/policy.ts";
import { openProducts, productsOf } from "../../products/queries.server.ts";
import { helpOn } from "../../releases/helping.server.ts";
import { releasesOfIdeas } from "../../releases/queries.server.ts";
import { mayAskTesters } from "../../trials/policy.ts";
import { trialsOnIdea } from "../../trials/queries.server.ts";
import { canBeTested } from "../../trials/rules.ts";
import { mayLinkIssues } from "../../trackers/policy.ts";
import { issuesOf } from "../../trackers/queries.server.ts";
import { mayTransfer, transfersOn } from "../../transferring/queries.server.ts";
import { isAuthorOf } from "../policy.ts";
import { ideaPage, pathOf } from "../queries.server.ts";
import { idOfPath, ideaPath, takesComments } from "../rules.ts";
import { Facts } from "../ui/facts.tsx";
import { Texts } from "../ui/texts.tsx";
import { useLiveIdea } from "../ui/use-live-idea.ts";
import { useForgetDraft } from "../ui/local-draft.ts";
import { shareMeta, type Share } from "../../../ui/share.ts";
import { titleOf } from "../../../ui/title.tsx";
import styles from "./idea.module.css";
import type { Route } from "./+types/idea.ts";
import { Aside } from "./idea-aside.tsx";
import { Lead } from "./idea-lead.tsx";

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
    "notes",
    "files",
    "talks",
    "stages",
    "reviving",
    "planning",
    "transferring",
    "adopting",
    "crediting",
    "products",
    "board",
    "releases",
    "trackers",
    "forecasts",
    "reputation",
    "lens",
    "trials",
    "duplicates",
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
  const { idea, space, author, joined } = await ideaPage(ctx, id);
  const { url } = args;
  const path = ideaPath(idea);
  if (url.pathname === `/ideas/${args.params.idea}` && url.pathname !== path) throw redirect(path + url.search, 301);
  // Not after a form that was refused, so that nothing typed is lost; and not for good: it may be taken apart again.
  const elsewhere = url.pathname === path ? await leadsTo(ctx.db.read, idea) : null;
  if (elsewhere !== null) {
    if (wantsPage(args.request)) noteVisit(ctx, id);
    throw redirect(elsewhere + url.search, 302);
  }
  if (idea.stage === "draft") throw redirect(`/s/${space.slug}/ideas/new?draft=${idea.id}`);
  noteExposure(ctx, id);
  if (wantsPage(args.request)) noteVisit(ctx, id);
  const parked = await unpark(args.request, ctx, `/ideas/${args.params.idea}`);
  const asked = talkPlaceIn(url.searchParams);
  const place = { ...asked, reply: asked.reply ?? (parked?.parent || null) };
  const merged = idea.mergedIn > 0 ? await sourcesOf(ctx.db.read, id) : [];
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
    owed,
    pause,
    assigned,
    internal,
    [first],
    talks,
    asking,
    mute,
    ahead,
    parts,
    transfers,
    reviving,
    rooms,
    waiting,
    taken,
    credits,
    products,
    offered,
    plan,
    released,
    issues,
    help,
    forecasts,
    trials,
    duplicates,
  ] = await Promise.all([
    pathOf(ctx, id),
    tagsOf(ctx.db.read, id),
    talkOf(ctx, id, place, merged),
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
    pauseOf(ctx.db.read, id, ctx.now),
    assignedTo(ctx.db.read, id, ctx.now),
    notesOn(ctx, idea),
    awaitingWelcome(ctx, [{ author: idea.author, at: idea.submittedAt, joined }]),
    talksOn(ctx, idea),
    askingOf(ctx, idea),
    myMute(ctx, space.id),
    gatesAhead(ctx.db.read, idea),
    joinedTo(ctx, idea),
    transfersOn(ctx, idea),
    revivingOf(ctx, idea),
    roomsOn(ctx, id),
    waitingSuggestions(ctx.db.read, id),
    openProposals(ctx, idea, { most: shownOnIdea }),
    creditSummary(ctx, id),
    productsOf(ctx.db.read, [id]),
    mayLinkIdeas(ctx.actor, space.id) ? openProducts(ctx.db.read, space.id) : null,
    planOf(ctx.db.read, idea),
    releasesOfIdeas(ctx.db.read, [id]),
    issuesOf(ctx.db.read, id),
    helpOn(ctx, idea),
    forecastsOn(ctx, id),
    trialsOnIdea(ctx.db.read, idea),
    duplicatesOn(ctx, id),
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
      space: space.id,
      path,
      title: idea.title,
      problemHtml: idea.problemHtml,
      forWhomHtml: idea.forWhomHtml,
      solutionHtml: idea.solutionHtml,
      language: idea.language,
      stage: idea.stage,
      extra: idea.extra,
      stageSince: idea.stageSince,
      moderation: idea.moderation,
      moderationReason: idea.moderationReason,
      submittedAt: idea.submittedAt ?? idea.createdAt,
      facts: idea.facts,
      commentCount: idea.commentCount,
      version: idea.version,
    },
    author: { ...author, affiliation: idea.affiliation },
    steps,
    tags,
    tagSuggestions: mayTag(ctx.actor, idea) && idea.moderation !== "held" ? await tagsIn(ctx, space.id) : null,
    written,
    makers,
    invitation,
    withdrawal,
    /** How many suggestions for its text wait. */
    waiting,
    can: {
      edit: mayEditIdea(ctx.actor, idea) && takesEdits(idea),
      invite: mayInviteAuthors(ctx.actor, idea) && takesEdits(idea),
      suggest: maySuggest(ctx.actor, idea) && takesEdits(idea) && mute === null,
      withdraw: withdrawal.can.withdraw,
      lens: mayUseLens(ctx.actor, space.id),
      wish: mayLogWishes(ctx.actor, space.id),
      acceptEvidence: judgesEvidence(ctx.actor, idea) && idea.moderation === "visible",
    },
    /** Whether it is a newcomer's first contribution, to which nobody has replied yet. */
    isFirst: first !== undefined,
    follows,
    signals: await signalPanel(ctx, idea, space.leanShown, steps),
    talk,
    place,
    quoted:
      place.reply !== null && url.searchParams.has("quote") ? await quotedFor(ctx, id, place.reply, merged) : null,
    pilots,
    answers,
    steering,
    talks,
    asking,
    ahead,
    reviving,
    rooms,
    /** Words of others that were found in the text, for whoever may say where they came from. */
    taken,
    credits,
    mayOpenRoom: (await whyNoRoom(ctx.db.read, ctx.actor, space, ctx.now)) === null,
    products: products.get(id) ?? [],
    /** Products that it could belong to, for whoever may say so. */
    offered,
    plan,
    /** With which release it shipped. */
    release: released.get(id) ?? null,
    trials,
    duplicates,
    mayAskTesters: mayAskTesters(ctx.actor, space.id) && canBeTested(idea),
    issues,
    /** The id of the next issue that is linked, for those who may link one. */
    issueId: mayLinkIssues(ctx.actor, idea) ? newId(ctx.now) : null,
    help,
    forecasts,
    mayAskForecast: mayAskForecast(ctx.actor, idea) && takesForecasts(idea.stage) && idea.moderation === "visible",
    /** The id of the argument that is brought on this page. */
    argumentId: newId(ctx.now),
    /** The id of the talk that is opened on this page. */
    askId: newId(ctx.now),
    /** The first day of the space's calendar that comes. */
    tomorrow: dayIn(space.timeZone, ctx.now + 86_400_000),
    hiding,
    attached,
    owed: owed.find(({ kind }) => kind !== pause?.kind) ?? null,
    pause,
    /** The ideas that are part of it now. */
    parts,
    transfers,
    mayTransfer: steering?.closed === null && (await mayTransfer(ctx, idea)),
    /** Where it stands now that it is part of another one; only after a form that was refused. */
    leadsTo: await leadsTo(ctx.db.read, idea),
    /** Who may answer: nobody decides on what he or she wrote. */
    deciders:
      answererOf(assigned) ?? pilots.flatMap(({ id: pilot, name }) => (idea.authors.includes(pilot) ? [] : [name])),
    assigned: assigned && { ...assigned, reason: null },
    isJudge: maySeeReports(ctx.actor, space.id),
    heldUntil: idea.moderation === "held" ? await heldUntil(ctx.db.read, { idea: id, comment: null }) : null,
    isAuthor: isAuthorOf(ctx.actor, idea),
    takesComments: takesComments(idea),
    mute,
    /** The internal notes, for those who may read them. */
    internal,
    noteId: newId(ctx.now),
    /** The id of the next move made on this page. */
    moveId: newId(ctx.now),
    /** The ids of what is written next on this page. */
    commentId: newId(ctx.now),
    replyId: newId(ctx.now),
    parked,
    isSignedIn: isSignedIn(ctx.actor),
  };
}

/** The name of whoever answers now, if that is somebody certain. */
function answererOf(assigned: Assigned | null): string[] | null {
  if (!assigned) return null;
  const { pilot, standIn, isAway } = assigned;
  const now = isAway && standIn ? standIn : pilot;
  return now ? [now.name] : [];
}

export default function IdeaPage() {
  const loaded = useLoaderData<typeof loader>();
  const { idea, author, talk } = loaded;
  const reply = replyIn(useActionData<unknown>());
  const viewer = useRouteLoaderData<typeof rootLoader>("root")?.viewer;
  const { t: tDuplicates } = useTranslation("duplicates");
  const { participants, readers, hasLeft } = useLiveIdea(idea, loaded.signals);
  useForgetDraft(idea.id);

  return (
    <div className="split told">
      <article>
        <Lead loaded={loaded} viewer={viewer?.id ?? null} hasLeft={hasLeft} />
        <div className="text">
          <Texts
            problem={idea.problemHtml}
            forWhom={idea.forWhomHtml}
            solution={idea.solutionHtml}
            language={idea.language}
          />
          <FileList path={idea.path} {...loaded.attached} />
          <WrittenLine path={idea.path} written={loaded.written} can={loaded.can} waiting={loaded.waiting} />
          <Proposals
            path={idea.path}
            proposals={loaded.taken.proposals}
            count={Object.keys(loaded.taken.versionOf).length}
          />
          <Facts facts={idea.facts} />
          <p className={styles.acts}>
            <Link className="btn bare" to={duplicatesPath(idea.path)}>
              <Icon name="merged" />
              {tDuplicates("title")}
            </Link>
            {(loaded.isJudge || viewer?.id !== author.id) && (
              <ItemLink subject={{ idea: idea.id, comment: null }} isJudge={loaded.isJudge} of={idea.title} />
            )}
          </p>
          {loaded.mute && loaded.takesComments && <MuteNote mute={loaded.mute} />}
          <Talk
            path={idea.path}
            idea={idea.id}
            viewer={viewer?.id ?? null}
            isJudge={loaded.isJudge}
            talk={talk}
            place={loaded.place}
            quoted={loaded.quoted}
            taken={loaded.taken.versionOf}
            adopter={loaded.can.edit ? (viewer?.id ?? null) : null}
            accepter={loaded.can.acceptEvidence ? (viewer?.id ?? null) : null}
            newcomer={loaded.isFirst ? author.name : null}
            count={idea.commentCount}
            readers={readers}
            isOpen={loaded.takesComments && loaded.mute === null}
            firstId={loaded.commentId}
            replyId={loaded.replyId}
            values={loaded.parked !== null && "body" in loaded.parked ? loaded.parked : null}
            reply={reply !== undefined && "body" in reply.values ? reply : undefined}
            isSignedIn={loaded.isSignedIn}
          />
        </div>
      </article>
      <Aside
        loaded={loaded}
        participants={participants}
        affiliation={viewer?.affiliation ?? "customer"}
        reply={reply}
      />
    </div>
  );
}

function replyIn(answer: unknown): Reply | undefined {
  return typeof answer === "object" && answer !== null && "problem" in answer ? (answer as Reply) : undefined;
}
