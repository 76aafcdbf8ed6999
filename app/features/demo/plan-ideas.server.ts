import { eq } from "drizzle-orm";
import type { DemoComment, DemoIdea, DemoReport, DemoTexts } from "../../../db/demo/shape.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { exposures } from "../../../db/schema/signals.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import { signedIn } from "../../platform/context.server.ts";
import { setPlan } from "../board/commands.server.ts";
import { linkIssue } from "../trackers/commands.server.ts";
import { linkIdea } from "../products/commands.server.ts";
import { openProducts } from "../products/queries.server.ts";
import { commentOnWords } from "../anchoring/commands.server.ts";
import { editComment, postComment } from "../discussion/commands.server.ts";
import { acceptEvidence } from "../discussion/evidence.server.ts";
import { saveDraft, submitIdea } from "../ideas/commands.server.ts";
import { sayAlike } from "../duplicates/commands.server.ts";
import { mergeIdea } from "../merging/commands.server.ts";
import { hideItem, reportItem } from "../moderation/commands.server.ts";
import { moveIdea } from "../piloting/commands.server.ts";
import { dayIn } from "../piloting/rules.ts";
import { askForecast, giveForecast, resolveForecast } from "../forecasts/commands.server.ts";
import { castSignal } from "../signals/commands.server.ts";
import { takesSignals } from "../signals/rules.ts";
import { declineSuggestion, suggest } from "../suggesting/commands.server.ts";
import { tagIdea } from "../tags/commands.server.ts";
import { bringArgument, judgeRevival } from "../reviving/commands.server.ts";
import { openTalk, speak } from "../talks/commands.server.ts";
import { proposeTransfer } from "../transferring/commands.server.ts";
import { adoptComment } from "../adopting/commands.server.ts";
import { acceptInvitation, declineInvitation, inviteAuthor } from "../writing/authors.server.ts";
import { editIdea } from "../writing/commands.server.ts";
import { withdrawIdea } from "../writing/withdrawal.server.ts";
import type { People } from "./people.server.ts";
import { type Course, planEvidence, planTests } from "./plan-evidence.server.ts";
import { type Chance, chanceOf, day, demoOrigin, drawnId, shuffled, wakingHour } from "./rules.ts";
import type { Act, Sown } from "./sow.server.ts";

type Means = { now: number; seed: string; people: People };

const minute = 60_000;

/** Everything that happens to the ideas of a space, in no order; each act says when. */
export function planIdeas({ space, id }: Sown, means: Means): Act[] {
  const drafts = space.drafts.map(({ by, ago, ...texts }): Act => {
    const at = means.now - ago * day;
    const draft = { title: "", problem: "", forWhom: "", solution: "", ...texts };
    return { at, by, do: (ctx) => saveDraft(ctx, id, { ...draft, id: drawnId(at, chanceOf(means.seed + by)) }) };
  });
  return [...drafts, ...space.ideas.flatMap((idea) => new Plan({ space, id }, idea, means).acts())];
}

/** One idea's course: what was planned so far, and the means to plan the rest. */
class Plan {
  readonly #acts: Act[] = [];
  readonly #chance: Chance;
  readonly #at: number;
  readonly #id: string;
  readonly #texts: DemoTexts;

  constructor(
    readonly sown: Sown,
    readonly idea: DemoIdea,
    readonly means: Means,
  ) {
    this.#chance = chanceOf(`${means.seed} ${idea.title}`);
    this.#at = this.#plausible(means.now - idea.ago * day, idea.by);
    this.#id = drawnId(this.#at, this.#chance);
    const { title, problem, forWhom, solution } = idea;
    this.#texts = { title, problem, forWhom, solution };
  }

  acts(): Act[] {
    const { idea, sown } = this;
    this.#plan(this.#at, idea.by, async (ctx) => {
      await submitIdea(ctx, sown.id, { id: this.#id, ...this.#texts, charter: 1 });
      if (idea.tags.length > 0) await tagIdea(ctx, this.#id, idea.tags);
    });
    const moved = this.#moves();
    const closed = this.#merge(this.#withdrawal(moved));
    this.#writing();
    for (const comment of idea.talk ?? []) this.#comment(comment, null, this.#at);
    for (const report of idea.reported ?? []) this.#report(report, null);
    for (const question of idea.asked ?? []) this.#talk(question);
    for (const argument of idea.argued ?? []) this.#argument(argument);
    this.#alike();
    this.#belongs();
    this.#delivery();
    this.#signals(closed);
    this.#forTheTeam();
    return this.#acts;
  }

  #plan(at: number, by: string, perform: Act["do"]): void {
    if (at > this.means.now) throw new Error(`"${this.idea.title}": something of ${by} lies in the future.`);
    this.#acts.push({ at, by, do: perform });
  }

  /** A moment `after` days from the submission at which this person may well have been up. */
  #moment(after: number, by: string, notBefore = this.#at): number {
    return this.#plausible(Math.max(this.#at + after * day, notBefore + 2 * minute), by, notBefore);
  }

  #plausible(at: number, by: string, notBefore = 0): number {
    const { people, now } = this.means;
    const waking = wakingHour(at, people.member(by).affiliation === "employee", this.#chance);
    const latest = now - 2 * minute;
    // What happens today happens at whatever hour it is: the demo may be started at night.
    return waking <= latest && at < now - day ? Math.max(waking, notBefore + minute) : Math.min(at, latest);
  }

  /** Plans the moves and gives the moment from which the idea takes no signal. */
  #moves(): number {
    let from: string = "new";
    let last = this.#at;
    let closed = this.means.now;
    for (const move of this.idea.moves ?? []) {
      const at = this.#moment(move.after, move.by, last);
      const review = move.reviewIn === undefined ? null : this.means.now + move.reviewIn * day;
      const input = {
        id: drawnId(at, this.#chance),
        from,
        to: move.to,
        message: move.says,
        reasonKind: move.reason ?? null,
        reviewOn: review === null ? null : dayIn(this.sown.space.timeZone, review),
      };
      this.#plan(at, move.by, (ctx) => moveIdea(ctx, this.#id, input));
      if (takesSignals(from) && !takesSignals(move.to)) closed = Math.min(closed, at);
      from = move.to;
      last = at;
    }
    return closed;
  }

  /** The same for an author who took the idea back. */
  #withdrawal(closed: number): number {
    const { withdrawn, by } = this.idea;
    if (!withdrawn) return closed;
    const at = this.#moment(withdrawn.after, by);
    this.#plan(at, by, (ctx) => withdrawIdea(ctx, this.#id, withdrawn.why));
    return Math.min(closed, at);
  }

  #talk({ by, after, asks, says, isPrivate, answer }: NonNullable<DemoIdea["asked"]>[number]): void {
    const at = this.#moment(after, by);
    const talk = drawnId(at, this.#chance);
    const question = { id: talk, asks, body: says, answerBy: null, ...(isPrivate && { private: "yes" as const }) };
    this.#plan(at, by, (ctx) => openTalk(ctx, this.#id, question));
    if (!answer) return;
    const answered = this.#moment(answer.after, answer.by, at);
    const word = { id: drawnId(answered, this.#chance), talk, act: "answered" as const, body: answer.says };
    this.#plan(answered, answer.by, (ctx) => speak(ctx, this.#id, word));
  }

  /** What becomes of it once it is adopted: to which products it belongs, and what the team says of it. */
  #delivery(): void {
    const { products: names = [], plans = [], moves = [], issues = [] } = this.idea;
    const adopted = moves.find(({ to }) => to === "adopted");
    for (const name of adopted ? names : []) {
      const by = adopted?.by ?? "";
      this.#plan(this.#moment((adopted?.after ?? 0) + 1, by), by, async (ctx) => {
        const product = (await openProducts(ctx.db.read, this.sown.id)).find((each) => each.name === name);
        await linkIdea(ctx, { idea: this.#id, product: product?.id ?? "", isLinked: true });
      });
    }
    for (const issue of adopted ? issues : []) {
      const by = adopted?.by ?? "";
      const at = this.#moment((adopted?.after ?? 0) + 1, by);
      const link = { ...issue, id: drawnId(at, this.#chance) };
      this.#plan(at, by, (ctx) => linkIssue(ctx, this.#id, link));
    }
    for (const [turn, { by, after, owner, percent, targetIn, sure, why = null }] of plans.entries()) {
      const at = this.#moment(after, by);
      const targetOn = dayIn(this.sown.space.timeZone, this.means.now + targetIn * day);
      const said = { percent, targetOn, confidence: sure, reason: why, version: turn + 1 };
      const plan = { ...said, id: drawnId(at, this.#chance), owner: this.means.people.member(owner).id };
      this.#plan(at, by, (ctx) => setPlan(ctx, this.#id, plan));
    }
    for (const asked of this.idea.asks ?? []) this.#ask(asked);
  }

  /** What is asked about it, what people say to that, and what became of it. */
  #ask({ by, after, question, closesIn, knownIn, said, outcome }: NonNullable<DemoIdea["asks"]>[number]): void {
    const at = this.#moment(after, by);
    const forecast = drawnId(at, this.#chance);
    const [closesOn = "", knownOn = ""] = [closesIn, knownIn].map((days) =>
      dayIn(this.sown.space.timeZone, this.means.now + days * day),
    );
    this.#plan(at, by, (ctx) => askForecast(ctx, this.#id, { id: forecast, question, closesOn, knownOn }));
    for (const [turn, [who, probability]] of Object.entries(said).entries()) {
      const answered = this.#moment(after + (turn + 1) / 2, who, at);
      this.#plan(answered, who, (ctx) => giveForecast(ctx, this.#id, { forecast, probability }));
    }
    if (!outcome) return;
    const told = this.#moment(outcome.after, outcome.by, at);
    const { happened, says: words } = outcome;
    const word = { id: drawnId(told, this.#chance), forecast, instead: null, happened, words, link: null };
    this.#plan(told, outcome.by, (ctx) => resolveForecast(ctx, this.#id, word));
  }

  /** What the team gathers and weighs, and whom it lets try what the idea has become. */
  #forTheTeam(): void {
    const course: Course = {
      sown: this.sown,
      idea: this.idea,
      id: this.#id,
      now: this.means.now,
      people: this.means.people,
      chance: this.#chance,
      moment: (after, by, notBefore) => this.#moment(after, by, notBefore),
      plan: (at, by, perform) => this.#plan(at, by, perform),
    };
    planEvidence(course);
    planTests(course);
  }

  #argument({ by, after, says, answer }: NonNullable<DemoIdea["argued"]>[number]): void {
    const at = this.#moment(after, by);
    const revival = drawnId(at, this.#chance);
    this.#plan(at, by, (ctx) => bringArgument(ctx, this.#id, { id: revival, argument: says }));
    if (!answer) return;
    const answered = this.#moment(answer.after, answer.by, at);
    const verdict = { revival, move: drawnId(answered, this.#chance), decision: answer.decision, message: answer.says };
    this.#plan(answered, answer.by, (ctx) => judgeRevival(ctx, this.#id, verdict));
  }

  #alike(): void {
    const { alike } = this.idea;
    if (!alike) return;
    const at = this.#moment(alike.after, alike.by);
    this.#plan(at, alike.by, async (ctx) => {
      const [other] = await ctx.db.read.select({ id: ideas.id }).from(ideas).where(eq(ideas.title, alike.to));
      await sayAlike(ctx, this.#id, { id: drawnId(at, this.#chance), other: other?.id ?? "", words: alike.says });
    });
  }

  /** The same for an idea that became part of another one. */
  #merge(closed: number): number {
    const { merged } = this.idea;
    if (!merged) return closed;
    const at = this.#moment(merged.after, merged.by);
    this.#plan(at, merged.by, async (ctx) => {
      const [target] = await ctx.db.read.select({ id: ideas.id }).from(ideas).where(eq(ideas.title, merged.into));
      await mergeIdea(ctx, this.#id, {
        id: drawnId(at, this.#chance),
        into: target?.id ?? "",
        message: merged.says,
        sourceElements: merged.brings,
        targetElements: merged.theirs,
      });
    });
    return Math.min(closed, at);
  }

  #belongs(): void {
    const { belongs } = this.idea;
    if (!belongs) return;
    const at = this.#moment(belongs.after, belongs.by);
    this.#plan(at, belongs.by, async (ctx) => {
      const [target] = await ctx.db.read.select({ id: spaces.id }).from(spaces).where(eq(spaces.name, belongs.to));
      const reason = { id: drawnId(at, this.#chance), to: target?.id ?? "", message: belongs.says };
      await proposeTransfer(ctx, this.#id, reason);
    });
  }

  #writing(): void {
    for (const { who, after, answers } of this.idea.authors ?? []) {
      const asked = this.#moment(after, this.idea.by);
      const { handle } = this.means.people.member(who);
      this.#plan(asked, this.idea.by, (ctx) => inviteAuthor(ctx, this.#id, { who: handle }, demoOrigin));
      if (answers === "waits") continue;
      const answered = this.#moment(after + 0.4, who, asked);
      this.#plan(answered, who, (ctx) =>
        answers === "accepts" ? acceptInvitation(ctx, this.#id) : declineInvitation(ctx, this.#id),
      );
    }
    let version = 1;
    let last = this.#at;
    let texts = this.#texts;
    for (const { by, after, ...changed } of this.idea.edits ?? []) {
      const at = this.#moment(after, by, last);
      texts = { ...texts, ...changed };
      const input = { ...texts, version: version++, language: this.idea.language ?? this.sown.space.language };
      this.#plan(at, by, (ctx) => editIdea(ctx, this.#id, input));
      last = at;
    }
    for (const suggestion of this.idea.suggested ?? []) this.#suggestion(suggestion, texts, last);
  }

  #suggestion(
    { by, after, passage, instead, says, why, declined }: NonNullable<DemoIdea["suggested"]>[number],
    texts: DemoTexts,
    notBefore: number,
  ): void {
    const at = this.#moment(after, by, notBefore);
    const id = drawnId(at, this.#chance);
    const seen = texts[passage];
    if (!seen.includes(instead)) throw new Error(`"${this.idea.title}" does not say "${instead}".`);
    const input = { id, passage, seen, text: seen.replace(instead, says), reason: why };
    this.#plan(at, by, (ctx) => suggest(ctx, this.#id, input));
    if (!declined) return;
    const answered = this.#moment(declined.after, declined.by, at);
    this.#plan(answered, declined.by, (ctx) => declineSuggestion(ctx, id, declined.says));
  }

  #comment(comment: DemoComment, parent: string | null, notBefore: number): void {
    const { by, says, kind = "remark", about, then, adopted, accepted, hidden } = comment;
    const at = this.#moment(comment.after, by, notBefore);
    const id = drawnId(at, this.#chance);
    this.#plan(at, by, (ctx) =>
      about
        ? commentOnWords(ctx, this.#id, { id, kind, body: says, passage: about.passage, quote: about.words })
        : postComment(ctx, this.#id, { id, kind, body: says, ...(parent !== null && { parent }) }),
    );
    if (then) {
      this.#plan(this.#moment(then.after, by, at), by, (ctx) =>
        editComment(ctx, id, { body: then.says, kind, editedAt: null }),
      );
    }
    if (adopted) {
      this.#plan(this.#moment(adopted.after, adopted.by, at), adopted.by, (ctx) => adoptComment(ctx, id));
    }
    if (accepted) {
      this.#plan(this.#moment(accepted.after, accepted.by, at), accepted.by, (ctx) => acceptEvidence(ctx, id));
    }
    for (const report of comment.reported ?? []) this.#report(report, id);
    if (hidden) {
      const { reason, words } = hidden;
      this.#plan(this.#moment(hidden.after, hidden.by, at), hidden.by, (ctx) =>
        hideItem(ctx, { idea: this.#id, comment: id }, { act: "hide", reason, words }),
      );
    }
    for (const reply of comment.replies ?? []) this.#comment(reply, id, at);
  }

  #report({ by, after, reason, words }: DemoReport, comment: string | null): void {
    this.#plan(this.#moment(after, by), by, (ctx) => reportItem(ctx, { idea: this.#id, comment }, { reason, words }));
  }

  /** Draws who gives a signal, and when: most soon after the submission. */
  #signals(closed: number): void {
    const { idea, sown, means } = this;
    const authors = [idea.by, ...(idea.authors ?? []).map(({ who }) => who)];
    const until = closed - minute;
    const supporters = idea.supporters ?? [];
    const others = shuffled(sown.space.people, this.#chance).filter(
      (key) => !authors.includes(key) && !supporters.includes(key) && means.people.member(key).createdAt + day < until,
    );
    const [support, notForMe, pass] = idea.signals;
    const crowd = [...supporters, ...others].slice(0, support + notForMe + pass);
    for (const [place, by] of crowd.entries()) {
      const kind = place < support ? "support" : place < support + notForMe ? "not_for_me" : "pass";
      const began = Math.max(this.#at + 10 * minute, means.people.member(by).createdAt + day / 2);
      const at = Math.min(until, Math.round(began + (until - began) * this.#chance() ** 3));
      this.#plan(at, by, async (ctx) => {
        const seen = { member: signedIn(ctx).actor.id, idea: this.#id, firstAt: at - minute };
        await ctx.db.transaction((tx) => tx.insert(exposures).values(seen).onConflictDoNothing());
        await castSignal(ctx, { idea: this.#id, kind });
      });
    }
  }
}
