/**
 * Ends mails with one press, also for whoever is not signed in: mail programs post to the address in
 * `List-Unsubscribe` by themselves (RFC 8058). Threats: programs that open every link of a mail, so
 * reading an address changes nothing; made-up addresses, so each is signed; and mails that are passed
 * on, so the page names nobody and no private space. Whoever has a link can end mails and do nothing else.
 */
import { eq } from "drizzle-orm";
import type { Tx } from "../../../db/database.ts";
import { members } from "../../../db/schema/members.ts";
import { noticeChoices, type NoticeGroup, noticeSettings, type Ways } from "../../../db/schema/notices.ts";
import type { Config } from "../../platform/config.server.ts";
import type { Context } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { record } from "../../platform/events.server.ts";
import { sign, unsign } from "../../platform/signing.server.ts";
import { actorFrom } from "../accounts/session.server.ts";
import { lookAgain } from "./choosing.server.ts";
import { noticesChosen } from "./events.ts";
import { noticeGroups, type Scope, scopeIn, wayOf } from "./rules.ts";
import { chosenBy } from "./settings.server.ts";

type Signing = Pick<Config, "dataDir">;

const purpose = "unsubscribe";

/** The path at which mails of a scope to a member end. It holds as long as the secret of this place. */
export function unsubscribePath(config: Signing, member: string, scope: Scope): string {
  return `/unsubscribe/${sign(config, purpose, `${member}.${scope}`)}`;
}

/** What a link is about. Throws `NotFound` for one that was not made here. */
export function linkIn(config: Signing, token: string): { member: string; scope: Scope } {
  const [member = "", text = ""] = unsign(config, purpose, token)?.split(".") ?? [];
  const scope = scopeIn(text);
  if (member === "" || scope === null) throw new NotFound();
  return { member, scope };
}

/** Ends the mails of a link's scope, or all of them, and gives what has ended. Done twice, it is done once. */
export async function unsubscribe(ctx: Context, token: string, what: "this" | "all"): Promise<Scope> {
  const link = linkIn(ctx.config, token);
  const scope = what === "all" ? "all" : link.scope;
  // Serializable: what is kept depends on what was chosen before, also in another window at this moment.
  await ctx.db.transaction(async (tx) => {
    const [member] = await tx.select().from(members).where(eq(members.id, link.member));
    // Whoever was erased gets no mails.
    if (!member || member.email === null) return;
    await end(tx, member.id, scope);
    await lookAgain(tx, member.id, ctx.now);
    await record(tx, { actor: actorFrom(member), now: ctx.now }, [noticesChosen(member.id, null)]);
  }, "serializable");
  return scope;
}

async function end(tx: Tx, member: string, scope: Scope): Promise<void> {
  const chosen = (await chosenBy(tx, [member], null)).get(member);
  if (!chosen) return;
  const { ways, rhythm, dailyHour, quiet, digest, reminder } = chosen;
  const inSpaces = await tx.select().from(noticeChoices).where(eq(noticeChoices.member, member));
  const [sort, of = ""] = scope.split(":");
  const isWhole = scope === "all" || scope === "mail";
  const ended: readonly NoticeGroup[] = isWhole ? noticeGroups : noticeGroups.filter((group) => group === of);

  if (sort === "space") {
    const before = inSpaces.find(({ space }) => space === of)?.ways ?? {};
    const after = { ...before, ...quieter(noticeGroups, (group) => wayOf(group, ways, before)) };
    await tx
      .insert(noticeChoices)
      .values({ member, space: of, ways: after, digest: false })
      .onConflictDoUpdate({ target: [noticeChoices.member, noticeChoices.space], set: { ways: after, digest: false } });
    return;
  }
  const settings = {
    ways: { ...ways, ...quieter(ended, (group) => wayOf(group, ways)) },
    rhythm,
    dailyHour,
    quietFrom: quiet?.from ?? null,
    quietUntil: quiet?.until ?? null,
    digest: digest && scope !== "all" && scope !== "digest",
    reminder: reminder && scope !== "all" && scope !== "reminder",
  };
  await tx
    .insert(noticeSettings)
    .values({ member, ...settings })
    .onConflictDoUpdate({ target: noticeSettings.member, set: settings });
  for (const { space, ways: before } of inSpaces) {
    const after = { ...before, ...quieter(ended, (group) => before[group]) };
    await tx
      .insert(noticeChoices)
      .values({ member, space, ways: after })
      .onConflictDoUpdate({ target: [noticeChoices.member, noticeChoices.space], set: { ways: after } });
  }
}

/** Of these groups, those that come by mail, told here only from now on. */
function quieter(groups: readonly NoticeGroup[], wayBefore: (group: NoticeGroup) => string | undefined): Ways {
  const mailed = groups.filter((group) => ["mail", "weekly"].includes(wayBefore(group) ?? ""));
  return Object.fromEntries(mailed.map((group) => [group, "app"]));
}
