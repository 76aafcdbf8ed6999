/**
 * What the database holds of people: for each column that refers to somebody or holds words, what is given to the person
 * who asks for his or her data, and what becomes of it when the account is erased. Both are done by this table and by
 * nothing else. A test fails when the schema has a column that could be about somebody and has no line here.
 */
import { and, eq, inArray, isNotNull, isNull, notInArray, or, sql } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { adminActs } from "../../../db/schema/administration.ts";
import {
  commentAnchors,
  comments,
  commentVersions,
  evidenceAcceptances,
  welcomes,
} from "../../../db/schema/discussion.ts";
import { creditFreezes, creditInputs, creditShares } from "../../../db/schema/crediting.ts";
import {
  creditAnswers,
  creditAppeals,
  creditAppealShares,
  creditConfirmations,
  creditContributors,
  creditJudges,
  creditJudgeShares,
} from "../../../db/schema/confirming.ts";
import { documentClients, documentSnapshots, documentUpdates } from "../../../db/schema/cowriting.ts";
import { fairnessCases, fairnessFlags, fairnessSignals } from "../../../db/schema/fairness.ts";
import { fileBytes, files } from "../../../db/schema/files.ts";
import { follows } from "../../../db/schema/following.ts";
import { ideas, savedFilters, tags } from "../../../db/schema/ideas.ts";
import { consents, legalVersions } from "../../../db/schema/legal.ts";
import { events, jobs, parkedForms, seals, settings } from "../../../db/schema/log.ts";
import { emailChanges, formerHandles, mailTokens, members, sessions } from "../../../db/schema/members.ts";
import { mergeAuthors, mergeObjections, merges } from "../../../db/schema/merging.ts";
import { appeals, bans, moderationActs, reports } from "../../../db/schema/moderation.ts";
import { internalNotes } from "../../../db/schema/notes.ts";
import {
  mailBounces,
  mailRounds,
  noticeChoices,
  noticeEvents,
  notices,
  noticeSettings,
} from "../../../db/schema/notices.ts";
import {
  absences,
  duties,
  dutyInvolved,
  handovers,
  ideaPilots,
  mandates,
  pauses,
  pilotSettings,
  savedAnswers,
  stageMoves,
} from "../../../db/schema/piloting.ts";
import { calls } from "../../../db/schema/pioneers.ts";
import { ideaCards, planChanges } from "../../../db/schema/boards.ts";
import { forecastAnswers, forecastOutcomes, forecasts } from "../../../db/schema/forecasts.ts";
import { productIdeas, productPeople, products } from "../../../db/schema/products.ts";
import { trialReports, trials, trialVolunteers } from "../../../db/schema/trials.ts";
import { trackerDeliveries, trackerHooks, trackerLinks } from "../../../db/schema/trackers.ts";
import { releaseAnswers, releaseIdeas, releases } from "../../../db/schema/releases.ts";
import { signedHeads } from "../../../db/schema/proof.ts";
import { dataExportParts, dataExports } from "../../../db/schema/privacy.ts";
import { firstLevels, reputationGrounds, reputationLines } from "../../../db/schema/reputation.ts";
import { exposures, signals } from "../../../db/schema/signals.ts";
import {
  charterAcceptances,
  charters,
  invitations,
  invitationUses,
  joinRequests,
  memberships,
  removals,
  spaces,
} from "../../../db/schema/spaces.ts";
import {
  customerFacts,
  customerWishes,
  decisionCriteria,
  decisionRecords,
  estimateRounds,
  estimates,
  evidenceQuotes,
} from "../../../db/schema/lens.ts";
import { extraStages, stageNames } from "../../../db/schema/stages.ts";
import { roomQuestionVotes, roomSlides } from "../../../db/schema/pitching.ts";
import {
  roomActs,
  roomBallots,
  roomDuels,
  roomEvents,
  roomNotes,
  roomPeople,
  roomPhases,
  rooms,
  roomWords,
} from "../../../db/schema/rooms.ts";
import { duplicateAnswers, duplicates } from "../../../db/schema/duplicates.ts";
import { revivals } from "../../../db/schema/reviving.ts";
import { suggestions } from "../../../db/schema/suggesting.ts";
import { transfers } from "../../../db/schema/transferring.ts";
import { talkHelpers, talkMessages, talks } from "../../../db/schema/talks.ts";
import {
  adoptionProposals,
  commentAdoptions,
  ideaAuthors,
  ideaVersions,
  ideaVersionWriters,
  ideaWithdrawals,
  noteAdoptions,
} from "../../../db/schema/writing.ts";
import { newSecret } from "../../platform/secrets.server.ts";
import { forgetMails, forgetParkedForms } from "./forgetting.server.ts";
import type { Identity } from "./identity.server.ts";
import { nobodys, of, type Only, type TableRules, through, told, untold, whose } from "./data-rules.server.ts";

const anId = nobodys("the id of something else");

const ofTheSpace = nobodys("what a space says of itself");

/** Rows of which nothing but an id is left that nobody is known by. */
const stays = whose({ given: true, erased: "stays" });

const goes = whose({ given: true, erased: "row goes" });

/** Somebody else's row, in which the person did something. */
const named = whose({ given: false, erased: "stays" });

/** Texts that were never published. */
const inDrafts: Only = () => eq(ideas.stage, "draft");

const draftsOf = (read: Reads, { id }: Identity) =>
  read
    .select({ id: ideas.id })
    .from(ideas)
    .where(and(eq(ideas.author, id), inArray(ideas.stage, ["draft", "discarded"])));

/** Slides that were prepared and never shown: nobody else has read them. */
const unshown: Only = () => isNull(roomSlides.shownAt);

/** Of pictures on slides those of which none was ever shown. The slides themselves may be gone already. */
const picturesUnshown = (read: Reads, { id }: Identity) =>
  and(
    isNotNull(files.ofRoom),
    eq(files.addedBy, id),
    notInArray(
      files.id,
      read
        .select({ id: sql<string>`${roomSlides.picture}` })
        .from(roomSlides)
        .where(and(isNotNull(roomSlides.picture), isNotNull(roomSlides.shownAt))),
    ),
  );

/** Files that stand nowhere but beside the name, in drafts and on slides that were never shown. */
const ownFiles: Only = (read, person) =>
  or(eq(files.ofMember, person.id), inArray(files.idea, draftsOf(read, person)), picturesUnshown(read, person));

const bytesOfOwnFiles: Only = (read, person) =>
  inArray(fileBytes.file, read.select({ id: files.id }).from(files).where(ownFiles(read, person)));

/** Talks that the authors of an idea and those who steer had among themselves. */
const privateTalks: Only = () => eq(talks.isPrivate, true);

const ofPrivateTalks = (read: Reads) => read.select({ id: talks.id }).from(talks).where(eq(talks.isPrivate, true));

const saidInPrivate: Only = (read) => inArray(talkMessages.talk, ofPrivateTalks(read));

const helpInPrivate: Only = (read) => inArray(talkHelpers.talk, ofPrivateTalks(read));

const draft = { only: inDrafts };

const drafted = { only: inDrafts, calls: true };

/** Every table that has something to say here. */
export const personalData: readonly TableRules[] = [
  of(members, "account", {
    id: stays,
    email: told("cleared"),
    emailVerifiedAt: told("cleared"),
    name: told("cleared"),
    handle: told(({ pseudonym }) => pseudonym),
    admin: told("cleared"),
    theme: told("cleared"),
    timeZone: told("cleared"),
    passwordHash: untold("cleared"),
    avatar: told("cleared"),
    securityStamp: untold(() => newSecret()),
    bio: told("cleared"),
    bioHtml: untold("cleared"),
    handleChangedAt: told("cleared"),
    mayBeFound: told("cleared"),
    showsCard: told("cleared"),
    // A second import of the same source finds the person again by it, and counts nobody twice.
    importKey: told("stays"),
    erasesAt: told("cleared"),
  }),
  of(formerHandles, "account", { handle: told("cleared"), member: goes }),
  of(emailChanges, "account", {
    member: goes,
    email: told("cleared"),
    session: told("cleared"),
    oldHash: untold("cleared"),
    newHash: untold("cleared"),
  }),
  of(mailTokens, "account", {
    hash: untold("cleared"),
    member: goes,
    email: told("cleared"),
    browser: untold("cleared"),
    next: told("cleared"),
  }),
  of(adminActs, "account", { member: stays, by: named, to: told("stays"), reason: told("cleared") }),
  of(bans, "account", {
    member: stays,
    by: named,
    liftedBy: named,
    reason: told("cleared"),
    liftedReason: told("cleared"),
  }),
  of(sessions, "devices", {
    hash: untold("cleared"),
    member: goes,
    securityStamp: untold("cleared"),
    userAgent: told("cleared"),
  }),

  of(ideas, "ideas", {
    author: stays,
    title: told("cleared", draft),
    titleKey: untold("cleared", draft),
    problem: told("cleared", drafted),
    forWhom: told("cleared", drafted),
    solution: told("cleared", drafted),
    problemHtml: untold("cleared", drafted),
    forWhomHtml: untold("cleared", drafted),
    solutionHtml: untold("cleared", drafted),
    excerpt: untold("cleared", drafted),
    moderationReason: told("stays"),
    facts: told("stays"),
    importKey: told("stays"),
    // The last to be written: by it a draft is told.
    stage: told(() => "discarded", draft),
  }),
  of(ideaVersions, "ideas", {
    author: stays,
    title: told("stays"),
    problem: told("stays", { calls: true }),
    forWhom: told("stays", { calls: true }),
    solution: told("stays", { calls: true }),
  }),
  of(ideaVersionWriters, "ideas", { member: stays }),
  // What several wrote as one text is given and kept as its versions; whose which words are is known by numbers alone.
  of(documentClients, "ideas", { member: stays }),
  of(documentUpdates, "ideas", { content: nobodys("what several write together, until it is a version") }),
  of(documentSnapshots, "ideas", {
    content: nobodys("what several write together, until it is a version"),
    authorship: nobodys("the same, by the numbers of those who wrote"),
  }),
  of(suggestions, "ideas", {
    author: stays,
    decidedBy: named,
    passage: nobodys("which part of a text it is about"),
    byHand: nobodys("how it came into the text"),
    start: nobodys("a place in a text"),
    end: nobodys("a place in a text"),
    replaced: told("stays", { calls: true }),
    words: told("stays", { calls: true }),
    reason: told("stays", { calls: true }),
    answer: told("stays", { calls: true }),
  }),
  of(ideaWithdrawals, "ideas", {
    idea: whose({ given: true, erased: "stays", through: through(ideas, "id", "author") }),
    why: told("stays", { calls: true }),
  }),
  of(ideaAuthors, "ideas", {
    member: whose({ given: true, erased: "row goes", only: () => eq(ideaAuthors.state, "invited") }),
    invitedBy: named,
    merge: anId,
  }),
  of(files, "ideas", {
    addedBy: stays,
    ofMember: named,
    removedBy: named,
    name: told("cleared", { only: ownFiles }),
    alt: told("cleared", { only: ownFiles }),
    hash: untold("cleared", { only: ownFiles }),
    removedAt: told((_person, now) => now, { only: ownFiles }),
  }),
  of(fileBytes, "ideas", {
    // The bytes are given as files of their own.
    file: whose({
      given: false,
      erased: "row goes",
      through: through(files, "id", "addedBy"),
      only: bytesOfOwnFiles,
    }),
    type: nobodys("of which kind a file is"),
    hash: untold("stays"),
    bytes: told("stays"),
  }),

  of(comments, "comments", {
    author: stays,
    answers: anId,
    source: told("stays", { calls: true }),
    html: untold("stays", { calls: true }),
  }),
  of(commentAnchors, "comments", {
    comment: whose({ given: true, erased: "stays", through: through(comments, "id", "author") }),
    passage: nobodys("which part of a text it is about"),
    start: nobodys("a place in a text"),
    end: nobodys("a place in a text"),
    quote: told("stays", { calls: true }),
  }),
  of(commentVersions, "comments", {
    comment: whose({ given: true, erased: "stays", through: through(comments, "id", "author") }),
    html: told("stays", { calls: true }),
  }),
  // With an author's account the private talks on the idea go as a whole, with anybody else's the own words in them.
  of(talkMessages, "comments", {
    by: whose({ given: true, erased: "row goes", only: saidInPrivate }),
    talk: whose({ given: false, erased: "row goes", through: through(talks, "id", "author"), only: saidInPrivate }),
    source: told("stays", { calls: true }),
    html: untold("stays", { calls: true }),
  }),
  of(talkHelpers, "comments", {
    member: named,
    talk: whose({ given: false, erased: "row goes", through: through(talks, "id", "author"), only: helpInPrivate }),
  }),
  of(talks, "comments", {
    author: whose({ given: true, erased: "row goes", only: privateTalks }),
    openedBy: named,
    asks: nobodys("what kind of question it is"),
    answerBy: nobodys("a day"),
    turn: nobodys("who is awaited"),
  }),
  of(rooms, "comments", {
    createdBy: stays,
    host: named,
    presenter: named,
    title: told("stays", { of: "createdBy", calls: true }),
    question: told("stays", { of: "createdBy", calls: true }),
    template: nobodys("the code of a plan"),
    audience: nobodys("who may come"),
    end: nobodys("why it closed"),
  }),
  of(roomPhases, "comments", {
    room: whose({ given: false, erased: "stays", through: through(rooms, "id", "createdBy") }),
    advance: nobodys("a code"),
    ballot: nobodys("a code"),
    grouping: nobodys("a code"),
    prompt: nobodys("a code"),
    words: told("stays", { calls: true }),
  }),
  of(roomWords, "comments", { author: stays, body: told("stays", { calls: true }) }),
  of(roomNotes, "comments", { author: stays }),
  of(roomSlides, "comments", {
    author: whose({ given: true, erased: "row goes", only: unshown }),
    kind: nobodys("a code"),
    source: told("stays", { calls: true }),
    html: untold("stays", { calls: true }),
  }),
  of(roomQuestionVotes, "signals", { member: stays, question: anId }),
  of(roomPeople, "comments", { member: stays }),
  of(calls, "comments", { member: goes, by: stays, message: told("cleared", { of: "by", calls: true }) }),
  of(roomEvents, "comments", { actor: named, payload: nobodys("ids, numbers and codes") }),
  of(roomActs, "comments", { member: whose({ given: false, erased: "row goes" }) }),
  of(roomBallots, "signals", { member: stays, votes: told("stays") }),
  of(roomDuels, "signals", {
    member: stays,
    one: anId,
    other: anId,
    winner: told("stays"),
  }),
  // Whom somebody made welcome is no secret: the reply stands below what it answers.
  of(welcomes, "comments", { newcomer: stays, by: stays }),
  of(signals, "signals", { member: stays, away: nobodys("a code") }),

  // Whether people lean one way because they saw others do so is asked of them all, also of those who left.
  of(exposures, "reading", { member: stays }),
  of(follows, "reading", { member: goes, merge: anId }),
  of(savedFilters, "reading", { member: goes, name: told("cleared"), query: told("cleared") }),
  of(notices, "reading", { member: goes, about: told("cleared"), named: told("cleared") }),
  of(noticeEvents, "reading", {
    member: whose({ given: false, erased: "row goes" }),
    actor: named,
    item: told("cleared"),
    withdrawnBy: nobodys("the number of an event"),
    mailAt: nobodys("when a mail may be made"),
    mail: nobodys("the number of a job"),
  }),
  of(noticeSettings, "reading", { member: goes, ways: told("cleared"), rhythm: told("stays") }),
  of(noticeChoices, "reading", { member: goes, ways: told("cleared"), digest: told("cleared") }),
  of(mailRounds, "reading", {
    member: whose({ given: false, erased: "row goes" }),
    round: nobodys("which mail it was"),
    day: untold("cleared"),
  }),
  of(mailBounces, "account", { member: goes, email: told("cleared") }),

  of(memberships, "spaces", { member: goes }),
  of(joinRequests, "spaces", {
    member: goes,
    decidedBy: named,
    message: told("cleared"),
    reason: told("cleared"),
  }),
  of(invitations, "spaces", {
    createdBy: stays,
    // Not emptied: whoever has the link of an invitation without an address may use it.
    email: whose({ by: "email", given: true, erased: "pseudonym" }),
  }),
  of(invitationUses, "spaces", { member: stays }),
  of(removals, "spaces", { member: stays, removedBy: named, reason: told("cleared") }),

  of(stageMoves, "decisions", {
    by: stays,
    source: told("stays", { calls: true }),
    html: untold("stays", { calls: true }),
    override: told("stays", { calls: true }),
  }),
  of(moderationActs, "decisions", {
    by: stays,
    // What concerns somebody stands on a page of his or her own; not all of it: who is reported does not learn of it.
    member: named,
    subject: told("stays"),
    reason: told("stays"),
    words: told("stays", { calls: true }),
  }),
  // Given to their writer alone: what others note is not for those whom it is about.
  of(internalNotes, "decisions", {
    author: stays,
    source: told("stays", { calls: true }),
    html: untold("stays", { calls: true }),
  }),
  of(merges, "decisions", {
    by: stays,
    undoneBy: stays,
    source: anId,
    target: anId,
    fromStage: nobodys("a stage"),
    sourceElements: told("stays", { of: "by", calls: true }),
    targetElements: told("stays", { of: "by", calls: true }),
    words: told("stays", { of: "by", calls: true }),
    html: untold("stays", { of: "by", calls: true }),
    undoneWords: told("stays", { of: "undoneBy", calls: true }),
    undoneHtml: untold("stays", { of: "undoneBy", calls: true }),
  }),
  of(mergeAuthors, "ideas", { member: stays, invitedBy: named, merge: anId, before: anId }),
  of(mergeObjections, "decisions", {
    by: stays,
    merge: anId,
    decidedBy: named,
    words: told("stays", { of: "by", calls: true }),
    html: untold("stays", { of: "by", calls: true }),
    reasons: told("stays", { of: "by", calls: true }),
    reasonsHtml: untold("stays", { of: "by", calls: true }),
  }),
  of(transfers, "decisions", {
    by: stays,
    decidedBy: named,
    source: anId,
    target: anId,
    words: told("stays", { of: "by", calls: true }),
    html: untold("stays", { of: "by", calls: true }),
    answer: told("stays", { of: "decidedBy", calls: true }),
    answerHtml: untold("stays", { of: "decidedBy", calls: true }),
  }),
  of(duplicates, "decisions", {
    by: stays,
    decidedBy: named,
    idea: anId,
    other: anId,
    merge: anId,
    words: told("stays", { of: "by", calls: true }),
    reasons: told("stays", { of: "decidedBy", calls: true }),
  }),
  of(duplicateAnswers, "decisions", { member: stays }),
  of(revivals, "decisions", {
    by: stays,
    decidedBy: named,
    move: anId,
    words: told("stays", { of: "by", calls: true }),
    html: untold("stays", { of: "by", calls: true }),
    reasons: told("stays", { of: "by", calls: true }),
    reasonsHtml: untold("stays", { of: "by", calls: true }),
  }),
  of(appeals, "reports", {
    member: stays,
    opposed: named,
    by: named,
    decision: nobodys("the number of a decision"),
    words: told("cleared"),
    answer: told("stays", { calls: true }),
  }),
  of(commentAdoptions, "decisions", { by: stays }),
  of(noteAdoptions, "decisions", { by: stays, author: stays, note: anId }),
  of(adoptionProposals, "decisions", {
    author: stays,
    decidedBy: stays,
    kind: nobodys("a code"),
    source: anId,
    places: nobodys("where words stand, in numbers"),
    state: nobodys("a code"),
  }),
  of(evidenceAcceptances, "decisions", { by: stays }),
  of(creditFreezes, "ideas", { rules: nobodys("a code") }),
  of(creditInputs, "ideas", { member: stays, component: nobodys("a code"), source: anId }),
  of(creditShares, "ideas", { member: stays }),
  of(creditConfirmations, "ideas", { by: stays, words: told("stays", { calls: true }), state: nobodys("a code") }),
  of(creditContributors, "ideas", { member: stays }),
  // What somebody said of others is his or hers alone; it goes on counting.
  of(creditAnswers, "ideas", { member: stays, about: named }),
  of(creditAppeals, "ideas", { member: stays, words: told("stays", { calls: true }), state: nobodys("a code") }),
  of(creditJudges, "ideas", {
    member: stays,
    words: told("stays", { calls: true }),
    part: nobodys("a code"),
    verdict: nobodys("a code"),
  }),
  of(creditJudgeShares, "ideas", { member: stays, about: named }),
  of(creditAppealShares, "ideas", { member: stays }),
  of(reputationLines, "ideas", {
    member: stays,
    // Who gave a signal, or reported something, is nobody else's to read.
    giver: named,
    rule: nobodys("a code"),
    facet: nobodys("a code"),
    rules: nobodys("a code"),
    source: anId,
    ref: anId,
    event: anId,
    reversedBy: anId,
  }),
  of(reputationGrounds, "ideas", { member: stays, use: nobodys("a code"), event: anId, merge: anId }),
  of(firstLevels, "account", { member: stays }),
  // What was found of somebody is his or hers to read; who gave the same, or wrote the ideas, is not.
  of(fairnessCases, "decisions", { member: stays, state: nobodys("a code") }),
  of(fairnessSignals, "decisions", { member: stays, case: anId }),
  of(fairnessFlags, "decisions", {
    member: stays,
    other: named,
    case: anId,
    rule: nobodys("a code"),
    numbers: nobodys("numbers"),
  }),
  of(charters, "decisions", { writtenBy: stays, source: told("stays"), html: untold("stays") }),
  of(legalVersions, "decisions", {
    writtenBy: stays,
    sourceEn: told("stays"),
    sourceFr: told("stays"),
    htmlEn: untold("stays"),
    htmlFr: untold("stays"),
  }),
  // Who is reported does not learn of it.
  of(reports, "reports", {
    by: stays,
    author: named,
    subject: told("stays"),
    reason: told("stays"),
    words: told("cleared"),
  }),

  of(consents, "agreements", { member: stays }),
  of(charterAcceptances, "agreements", { member: stays }),

  // The log has ids and numbers; what they are about is given with everything else.
  of(events, "log", {
    actor: named,
    id: nobodys("the number of an event"),
    space: nobodys("an id"),
    subject: nobodys("ids"),
    cause: nobodys("the number that the events of one act share"),
    payload: nobodys("ids, numbers and codes, never words"),
    rules: nobodys("the name of the rules in force"),
  }),
  of(seals, "log", {
    eventId: nobodys("the number of an event"),
    hash: nobodys("of events, which have no words"),
  }),
  of(signedHeads, "log", {
    hash: nobodys("of events, which have no words"),
    site: nobodys("the address of this place"),
    key: nobodys("the site's own"),
    signature: nobodys("the site's own"),
  }),
  of(jobs, "log", {
    payload: { is: "passing", forget: forgetMails },
    lastError: nobodys("written without words and addresses"),
  }),
  of(parkedForms, "log", {
    hash: nobodys("a secret of a browser, for a day"),
    path: nobodys("an address of this site"),
    fields: { is: "passing", forget: forgetParkedForms },
  }),
  of(dataExports, "log", { member: whose({ given: false, erased: "row goes" }) }),
  of(dataExportParts, "log", {
    export: whose({ given: false, erased: "row goes", through: through(dataExports, "id", "member") }),
    bytes: untold("cleared"),
  }),

  of(spaces, "spaces", {
    slug: ofTheSpace,
    name: ofTheSpace,
    purpose: ofTheSpace,
    criteria: ofTheSpace,
    criteriaHtml: ofTheSpace,
    logo: ofTheSpace,
    roomsBy: ofTheSpace,
    workingDays: ofTheSpace,
    holidays: ofTheSpace,
  }),
  of(savedAnswers, "decisions", { updatedBy: named, name: ofTheSpace, en: ofTheSpace, fr: ofTheSpace }),
  of(duties, "decisions", {
    subject: nobodys("ids"),
    startedBy: nobodys("the event that started it"),
    end: nobodys("how it ended"),
    endedBy: nobodys("the event that ended it"),
    owner: named,
    standIn: named,
  }),
  of(dutyInvolved, "decisions", { member: named }),
  of(pauses, "decisions", {
    by: stays,
    reason: told("stays", { calls: true }),
    endedBy: nobodys("the event that ended it"),
  }),
  of(products, "spaces", {
    createdBy: named,
    name: ofTheSpace,
    key: ofTheSpace,
    purposeEn: ofTheSpace,
    purposeFr: ofTheSpace,
    purposeEnHtml: ofTheSpace,
    purposeFrHtml: ofTheSpace,
  }),
  of(productPeople, "spaces", { member: goes }),
  of(productIdeas, "decisions", { linkedBy: stays }),
  of(releases, "spaces", {
    createdBy: named,
    publishedBy: named,
    title: ofTheSpace,
    notesEn: ofTheSpace,
    notesFr: ofTheSpace,
    notesEnHtml: ofTheSpace,
    notesFrHtml: ofTheSpace,
    state: nobodys("a code"),
    hindered: nobodys("ids of ideas and codes"),
  }),
  of(releaseIdeas, "decisions", { linkedBy: stays }),
  of(releaseAnswers, "decisions", { member: stays, answer: told("stays"), comment: anId }),
  of(ideaCards, "decisions", {
    owner: named,
    place: nobodys("where a card lies"),
    targetOn: nobodys("a day"),
    confidence: nobodys("a code"),
  }),
  of(planChanges, "decisions", {
    by: stays,
    ownerFrom: named,
    ownerTo: named,
    targetFrom: nobodys("a day"),
    targetTo: nobodys("a day"),
    confidenceFrom: nobodys("a code"),
    confidenceTo: nobodys("a code"),
    reason: told("stays", { calls: true }),
    note: nobodys("what a machine reported"),
  }),
  of(trials, "decisions", {
    by: stays,
    what: told("stays"),
    gets: told("stays"),
    seed: nobodys("what a draw is computed from"),
  }),
  of(trialVolunteers, "decisions", { member: stays }),
  of(trialReports, "decisions", { member: stays, worked: told("stays") }),
  of(trackerLinks, "decisions", { addedBy: stays, url: told("stays"), title: told("stays", { calls: true }) }),
  of(trackerHooks, "decisions", { madeBy: stays, salt: nobodys("half of a secret of a machine") }),
  of(trackerDeliveries, "decisions", {
    delivery: nobodys("what a machine calls what it reported"),
  }),
  of(forecasts, "decisions", {
    by: stays,
    question: told("stays", { calls: true }),
    knownOn: nobodys("a day"),
  }),
  // How likely somebody said it is stays his or hers; it goes on counting.
  of(forecastAnswers, "ideas", { member: stays }),
  of(forecastOutcomes, "decisions", {
    by: stays,
    outcome: nobodys("a code"),
    words: told("stays", { calls: true }),
    link: told("stays"),
  }),
  of(stageNames, "spaces", { nameEn: ofTheSpace, nameFr: ofTheSpace }),
  of(extraStages, "spaces", { nameEn: ofTheSpace, nameFr: ofTheSpace, parent: ofTheSpace }),
  of(ideaPilots, "decisions", { pilot: stays, standIn: named, reason: told("stays") }),
  of(handovers, "decisions", { by: stays, from: named, to: named, note: told("stays", { calls: true }) }),
  of(pilotSettings, "spaces", { member: goes, languages: told("stays"), topics: told("stays") }),
  of(mandates, "spaces", {
    member: stays,
    tags: told("stays"),
    lastDay: told("stays"),
    givenBy: named,
    endedBy: named,
  }),
  of(absences, "spaces", { member: goes, firstDay: told("stays"), lastDay: told("stays") }),
  of(tags, "spaces", { name: ofTheSpace, key: ofTheSpace }),
  of(settings, "log", {
    name: nobodys("which setting"),
    value: nobodys("how this place is set"),
  }),
  // What a team knows of a customer is that person's to read, and goes with the account.
  of(customerFacts, "spaces", {
    member: goes,
    field: told("cleared"),
    value: told("cleared"),
    amount: untold("cleared"),
  }),
  // What a customer said goes with that customer's account; whoever wrote it down is a former member then.
  of(evidenceQuotes, "decisions", {
    customer: goes,
    by: stays,
    words: told("stays", { calls: true }),
    source: told("stays", { calls: true }),
  }),
  of(customerWishes, "decisions", {
    email: whose({ by: "email", given: true, erased: "row goes" }),
    customer: whose({ given: false, erased: "row goes" }),
    by: stays,
    words: told("stays", { calls: true }),
    answer: told("stays"),
  }),
  of(estimateRounds, "decisions", { revealedBy: stays }),
  of(estimates, "decisions", { by: stays, kano: told("stays") }),
  of(decisionRecords, "decisions", {
    by: stays,
    words: told("stays", { calls: true }),
    evidence: nobodys("numbers"),
  }),
  of(decisionCriteria, "decisions", {
    decision: whose({ given: true, erased: "stays", through: through(decisionRecords, "id", "by") }),
    words: told("stays", { calls: true }),
  }),
];
