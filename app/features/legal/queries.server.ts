import { and, desc, eq, gte, inArray, max, notExists } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { consents, type LegalDocument, legalVersions } from "../../../db/schema/legal.ts";
import { members } from "../../../db/schema/members.ts";
import { type Actor, isSignedIn, type Locale, type SignedIn } from "../../platform/actor.ts";
import type { Context } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { must } from "../../platform/policy.ts";
import { mayAdminister } from "../administration/policy.ts";
import { accepted, documents, gapsIn, type InForce, markOf } from "./rules.ts";

/** The versions in force of what people accept by joining. */
export async function inForceNow(read: Reads): Promise<InForce> {
  const rows = await read
    .select({ document: legalVersions.document, version: max(legalVersions.version) })
    .from(legalVersions)
    .where(inArray(legalVersions.document, [...accepted]))
    .groupBy(legalVersions.document);
  const versionOf = (document: LegalDocument) => rows.find((row) => row.document === document)?.version ?? 0;
  return { terms: versionOf("terms"), privacy: versionOf("privacy") };
}

/** What the tick of a form that asks for consent says yes to; empty where there is nothing to accept. */
export async function markToAccept(ctx: Context): Promise<string> {
  return markOf(await inForceNow(ctx.db.read));
}

/** A legal page in the reader's language, in force or in an earlier `version`, and all its versions. Throws `NotFound`. */
export async function legalPage(ctx: Context, document: LegalDocument, version: number | null) {
  const rows = await ctx.db.read
    .select({ version: legalVersions.version, writtenAt: legalVersions.writtenAt, asksAgain: legalVersions.asksAgain })
    .from(legalVersions)
    .where(eq(legalVersions.document, document))
    .orderBy(desc(legalVersions.version))
    .limit(200);
  const newest = rows[0];
  const shown = version === null ? newest : rows.find((row) => row.version === version);
  if (!newest || !shown) throw new NotFound();
  const text = await textOf(ctx.db.read, document, shown.version);
  const source = ctx.locale === "fr" ? text.sourceFr : text.sourceEn;
  return {
    document,
    version: shown.version,
    inForce: newest.version,
    writtenAt: shown.writtenAt,
    html: ctx.locale === "fr" ? text.htmlFr : text.htmlEn,
    language: ctx.locale,
    versions: rows,
    /** For admins: how many places wait to be filled in. */
    gaps: mayAdminister(ctx.actor) ? gapsIn(source) : 0,
    mayEdit: mayAdminister(ctx.actor),
    acceptedAt: await acceptedAt(ctx.db.read, ctx.actor, document, shown.version),
  };
}

async function textOf(read: Reads, document: LegalDocument, version: number) {
  const [row] = await read
    .select()
    .from(legalVersions)
    .where(and(eq(legalVersions.document, document), eq(legalVersions.version, version)));
  if (!row) throw new NotFound();
  return row;
}

async function acceptedAt(read: Reads, actor: Actor, document: LegalDocument, version: number) {
  if (!isSignedIn(actor)) return null;
  const [row] = await read
    .select({ at: consents.at })
    .from(consents)
    .where(and(eq(consents.member, actor.id), eq(consents.document, document), eq(consents.version, version)));
  return row?.at ?? null;
}

/**
 * What the reader is asked to accept anew, because it changed in a way that matters since he or she did; with the mark
 * of a yes. Null where there is nothing to ask.
 */
export async function consentAsked(ctx: Context): Promise<{ documents: LegalDocument[]; mark: string } | null> {
  const { actor } = ctx;
  if (!isSignedIn(actor)) return null;
  const { read } = ctx.db;
  const given = read
    .select({ version: consents.version })
    .from(consents)
    .where(
      and(
        eq(consents.member, actor.id),
        eq(consents.document, legalVersions.document),
        gte(consents.version, legalVersions.version),
      ),
    );
  const rows = await read
    .selectDistinct({ document: legalVersions.document })
    .from(legalVersions)
    .where(and(eq(legalVersions.asksAgain, true), inArray(legalVersions.document, [...accepted]), notExists(given)));
  if (rows.length === 0) return null;
  const asked = new Set(rows.map(({ document }) => document));
  return { documents: documents.filter((document) => asked.has(document)), mark: await markToAccept(ctx) };
}

/** What the one who asks accepted, the newest first. */
export async function myConsents(ctx: Context & { actor: SignedIn }) {
  return ctx.db.read
    .select({ document: consents.document, version: consents.version, at: consents.at })
    .from(consents)
    .where(eq(consents.member, ctx.actor.id))
    .orderBy(desc(consents.at), desc(consents.document), desc(consents.version))
    .limit(100);
}

/** The legal pages as admins keep them. Throws `Forbidden`. */
export async function legalOverview(ctx: Context) {
  must(mayAdminister(ctx.actor));
  const newest = await ctx.db.read
    .select({ document: legalVersions.document, version: max(legalVersions.version) })
    .from(legalVersions)
    .groupBy(legalVersions.document);
  return Promise.all(
    documents.map(async (document) => {
      const version = newest.find((row) => row.document === document)?.version ?? 0;
      if (version === 0) return { document, version, writtenAt: null, by: null, gaps: 0 };
      const { sourceEn, sourceFr, writtenAt, writtenBy } = await textOf(ctx.db.read, document, version);
      return {
        document,
        version,
        writtenAt,
        by: await nameOf(ctx.db.read, writtenBy),
        gaps: gapsIn(sourceEn + sourceFr),
      };
    }),
  );
}

async function nameOf(read: Reads, member: string | null): Promise<string | null> {
  if (member === null) return null;
  const [row] = await read.select({ name: members.name }).from(members).where(eq(members.id, member));
  return row?.name ?? null;
}

/** The newest text of a legal page, to write the next one from. Throws `Forbidden`. */
export async function legalToEdit(
  ctx: Context,
  document: LegalDocument,
): Promise<{ document: LegalDocument; version: number } & Record<Locale, string>> {
  must(mayAdminister(ctx.actor));
  const [newest] = await ctx.db.read
    .select()
    .from(legalVersions)
    .where(eq(legalVersions.document, document))
    .orderBy(desc(legalVersions.version))
    .limit(1);
  return { document, version: newest?.version ?? 0, en: newest?.sourceEn ?? "", fr: newest?.sourceFr ?? "" };
}
