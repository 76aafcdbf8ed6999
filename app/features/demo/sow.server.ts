/**
 * Fills an empty database with the example content of `db/demo`. Everything is done by the product's
 * own commands, each by its person and at its moment, so that events, counts and versions are what
 * they would be had people done it.
 */
import { eq } from "drizzle-orm";
import type { Database, Tx } from "../../../db/database.ts";
import { content } from "../../../db/demo/content.ts";
import type { DemoContent, DemoPerson, DemoSpace } from "../../../db/demo/shape.ts";
import { ideas } from "../../../db/schema/ideas.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import type { SignedIn } from "../../platform/actor.ts";
import type { Config } from "../../platform/config.server.ts";
import type { Context } from "../../platform/context.server.ts";
import type { Log } from "../../platform/log.server.ts";
import { closeIdleDocuments } from "../cowriting/documents.server.ts";
import { changeSettings } from "../administration/settings.server.ts";
import { keepView } from "../feed/commands.server.ts";
import { warnMember } from "../moderation/sanctions.server.ts";
import { keepFacts } from "../lens/facts.server.ts";
import { createProduct } from "../products/commands.server.ts";
import { openProducts } from "../products/queries.server.ts";
import { createRelease, publishRelease, setReleaseIdea } from "../releases/commands.server.ts";
import { changeProfile } from "../people/commands.server.ts";
import { publishCharter } from "../spaces/charter.server.ts";
import { joinSpace, openSpace } from "../spaces/commands.server.ts";
import { invite } from "../spaces/invitations.server.ts";
import { giveRole, takeRole } from "../spaces/membership.server.ts";
import { spaceSeenBy } from "../spaces/queries.server.ts";
import { giveMandate } from "../piloting/mandating.server.ts";
import { dayIn } from "../piloting/rules.ts";
import { tagsIn } from "../tags/queries.server.ts";
import { nameStages, setGates } from "../stages/commands.server.ts";
import { askToJoin, decideRequest, knockKey } from "../spaces/requests.server.ts";
import { People } from "./people.server.ts";
import { planIdeas } from "./plan-ideas.server.ts";
import { planRooms } from "./plan-rooms.server.ts";
import { type ReadersOn, tellAsItHappened } from "./tell.server.ts";
import { chanceOf, day, demoOrigin, drawnId, wakingHour } from "./rules.ts";

export type Sowing = {
  /** What the dates are relative to, in milliseconds since 1970 UTC. */
  now: number;
  /** The same seed gives the same content. */
  seed: string;
  /** Who reads the log of what was sown. */
  readersOn?: ReadersOn;
};

/** Something that somebody did. */
export type Act = { at: number; by: string; do(ctx: Context): Promise<unknown> };

/** A space of the content, and the id it has got. */
export type Sown = { space: DemoSpace; id: string };

/**
 * Sows the content into a database that is empty. One transaction: either all of it is there, or
 * nothing; other people's writes wait meanwhile, and requests find their turn.
 */
export async function sow(
  means: { db: Database; config: Config; log: Log },
  { now, seed, readersOn = () => [] }: Sowing,
): Promise<void> {
  // The same ideas may have been there before, with other texts.
  closeIdleDocuments(Infinity, 0, () => false);
  await means.db.transaction(async (tx) => {
    const people = new People(tx);
    const context = (at: number, actor: SignedIn): Context => ({
      ...means,
      db: within(means.db, tx),
      actor,
      now: at,
      locale: actor.locale,
      request: "demo",
      address: "demo",
    });
    const act = async ({ at, by, do: perform }: Act) => perform(context(at, people.actor(by)));

    for (const [key, person] of bySeniority(content)) await people.add(key, person, now - person.since * day);
    const acts = [planPlace(now), ...planProfiles(people, now)];
    for (const space of content.spaces) {
      const opened = wakingHour(now - space.opened * day, true, chanceOf(`${seed} ${space.name}`));
      const { slug } = await openSpace(context(opened, people.actor(content.admin)), spaceInput(space));
      const [row] = await tx.select({ id: spaces.id }).from(spaces).where(eq(spaces.slug, slug));
      const sown = { space, id: row?.id ?? "" };
      await settle(sown, opened, { now, people, act, tx });
      acts.push(
        ...planSpace(sown, now, people),
        ...planIdeas(sown, { now, seed, people }),
        ...planRooms(sown, { now, seed, people }),
      );
    }
    // An act that comes last in the list of its moment is done last.
    for (const next of acts.sort((one, other) => one.at - other.at)) {
      await act(next);
      await turn();
    }
    await tellAsItHappened(within(means.db, tx), readersOn);
  });
}

/**
 * The database as commands see it while all of them share one transaction. Each has a face of its
 * own on it, so that its events have a cause of their own.
 */
function within(db: Database, tx: Tx): Database {
  return {
    ...db,
    read: tx,
    transaction: (work) => work(Object.assign(Object.create(tx) as Tx, { afterCommit: tx.afterCommit })),
  };
}

/** Lets requests in between two acts. */
function turn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

function bySeniority({ people }: DemoContent): [string, DemoPerson][] {
  return Object.entries(people).sort(([, one], [, other]) => other.since - one.since);
}

function planPlace(now: number): Act {
  const { name, timeZone, employeeDomains } = content.place;
  const rest = { joining: "open" as const, locale: "en" as const, timeZone, employeeDomains: [...employeeDomains] };
  return {
    at: now - 285 * day,
    by: content.admin,
    do: (ctx) => changeSettings(ctx, { version: 0, siteName: name, ...rest }),
  };
}

/** What people say about themselves, each on the second day. */
function planProfiles(people: People, now: number): Act[] {
  return Object.entries(content.people).flatMap(([key, { name, bio, since }]: [string, DemoPerson]) => {
    if (bio === undefined) return [];
    const { handle } = people.member(key);
    return [{ at: now - (since - 1) * day, by: key, do: (ctx: Context) => changeProfile(ctx, { name, handle, bio }) }];
  });
}

function spaceInput({ name, purpose, criteria, visibility, language, timeZone, accent, leanShown }: DemoSpace) {
  return { spaceName: name, purpose, criteria, visibility, language, timeZone, accent, leanShown };
}

/** Lets everybody in, each in his or her time, and hands the space over to those who run it. */
async function settle(
  { space, id }: Sown,
  opened: number,
  { now, people, act, tx }: { now: number; people: People; act: (act: Act) => Promise<unknown>; tx: Tx },
): Promise<void> {
  const nothing = { pilot: false, product: false, lead: false };
  people.enters(content.admin, id, { ...nothing, pilot: true, lead: true });
  const newcomers = space.people.filter((key) => key !== content.admin);
  for (const [place, key] of newcomers.entries()) {
    const since = content.people[key]?.since ?? 0;
    const at = Math.max(opened + (place + 1) * 600_000, now - since * day + 3_600_000);
    await joinSpace(tx, { actor: people.actor(key), now: at }, id, people.member(key));
    people.enters(key, id, nothing);
  }
  const handOver = (role: "pilot" | "product" | "lead", key: string) =>
    act({
      at: opened + day,
      by: content.admin,
      do: (ctx) => giveRole(ctx, id, { member: people.member(key).id, role }),
    });
  for (const key of space.pilots) await handOver("pilot", key);
  for (const key of space.product) await handOver("product", key);
  await handOver("lead", space.lead);
  await act({
    at: opened + day,
    by: content.admin,
    do: (ctx) => takeRole(ctx, id, { member: people.member(content.admin).id, role: "pilot" }),
  });
  people.enters(content.admin, id, nothing);
  for (const key of space.people) {
    const roles = {
      pilot: space.pilots.includes(key) || space.lead === key,
      product: space.product.includes(key),
      lead: space.lead === key,
    };
    people.enters(key, id, roles);
  }
  await act({
    at: opened + day + 3_600_000,
    by: space.lead,
    do: (ctx) => publishCharter(ctx, id, { charter: space.charter, version: 0 }),
  });
}

/** What happens in a space beside its ideas. */
function planSpace({ space, id }: Sown, now: number, people: People): Act[] {
  const asked = space.requests.flatMap(({ by, ago, says, declined }) => {
    const knock: Act = {
      at: now - ago * day,
      by,
      do: (ctx) => askToJoin(ctx, knockKey(ctx, { id, knockTurn: 1 }), { message: says }),
    };
    if (!declined) return [knock];
    const decision = { member: people.member(by).id, reason: declined.says };
    const answer: Act = {
      at: now - declined.ago * day,
      by: declined.by,
      do: (ctx) => decideRequest(ctx, id, "decline", decision, demoOrigin),
    };
    return [knock, answer];
  });
  const invited = space.invitations.map(({ by, ago, role, uses }): Act => {
    const form = { email: "", role, affiliation: "as_is" as const, mostUses: uses, days: 30 };
    return { at: now - ago * day, by, do: (ctx) => invite(ctx, id, form, demoOrigin) };
  });
  const kept = space.views.map(({ by, name, query }): Act => {
    return { at: now - 20 * day, by, do: (ctx) => keepView(ctx, id, { name, query }) };
  });
  const warned = space.warned?.map(({ who, by, ago, reason, says }): Act => {
    const at = now - ago * day;
    const warning = { id: drawnId(at, chanceOf(`${space.name} ${who}`)), reason, words: says };
    return { at, by, do: (ctx) => warnMember(ctx, id, people.member(who).handle, warning) };
  });
  const mandates = space.mandates?.map(({ who, ago, days, tags: names }): Act => {
    const at = now - ago * day;
    return {
      at,
      by: space.lead,
      async do(ctx) {
        const of = (await tagsIn(ctx, id)).flatMap((tag) => (names.includes(tag.name) ? [tag.id] : []));
        const mandate = {
          id: drawnId(at, chanceOf(`${space.name} mandate ${who}`)),
          handle: people.member(who).handle,
        };
        await giveMandate(ctx, id, { ...mandate, tags: of, lastDay: dayIn(space.timeZone, at + days * day) });
      },
    };
  });
  const products = space.products?.map(({ name, by, ago, en, fr }): Act => {
    const at = now - ago * day;
    const words = { name, purposeEn: en, purposeFr: fr };
    return {
      at,
      by,
      do: (ctx) => createProduct(ctx, id, { ...words, id: drawnId(at, chanceOf(`${space.name} ${name}`)) }),
    };
  });
  const releases = space.releases?.map(({ title, product: name, by, ago, en, fr, ideas: titles, isDraft }): Act => {
    const at = now - ago * day;
    const release = drawnId(at, chanceOf(`${space.name} ${title}`));
    return {
      at,
      by,
      async do(ctx) {
        const product = (await openProducts(ctx.db.read, id)).find((each) => each.name === name)?.id ?? "";
        await createRelease(ctx, id, { id: release, product, title, notesEn: en, notesFr: fr });
        for (const named of titles) {
          const [idea] = await ctx.db.read.select({ id: ideas.id }).from(ideas).where(eq(ideas.title, named));
          await setReleaseIdea(ctx, id, release, { idea: idea?.id ?? "", isIn: true });
        }
        if (isDraft !== true) await publishRelease(ctx, id, release, {});
      },
    };
  });
  const known: Act = {
    at: now - 60 * day,
    by: space.lead,
    async do(ctx) {
      const customers = space.people.filter((key) => {
        const { affiliation, createdAt } = people.member(key);
        return affiliation === "customer" && createdAt < ctx.now;
      });
      await ctx.db.transaction(async (tx) => {
        for (const [place, key] of customers.entries()) {
          const member = people.member(key).id;
          await keepFacts(tx, { actor: "system", now: ctx.now }, { space: id, member, facts: factsOf(place) });
        }
      });
    },
  };
  const named = space.stageNames?.map(({ stage, en, fr }) => ({ stage, nameEn: en, nameFr: fr }));
  const stages: Act = {
    at: now - 5 * day,
    by: space.lead,
    async do(ctx) {
      const { version } = await spaceSeenBy(ctx.db.read, ctx.actor, id);
      if (named) await nameStages(ctx, id, { version, names: named });
      if (space.gates) await setGates(ctx, id, { version: version + (named ? 1 : 0), gates: [...space.gates] });
    },
  };
  return [
    ...asked,
    ...invited,
    ...kept,
    ...(warned ?? []),
    ...(mandates ?? []),
    ...(products ?? []),
    ...(releases ?? []),
    known,
    stages,
  ];
}

/** What the team of a space knows of its customers, one after another. */
function factsOf(place: number): Record<string, string> {
  const plan = ["Free", "Pro", "Team"][place % 3] ?? "";
  return { plan, country: place % 2 === 0 ? "France" : "Belgium", seats: String([1, 4, 25][place % 3]) };
}
