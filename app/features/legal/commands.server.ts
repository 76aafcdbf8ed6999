/**
 * The legal pages and who accepted them. Each text is a version that stays as it is; what somebody accepted is stored
 * with the version and the moment.
 */
import { desc, eq } from "drizzle-orm";
import type { Database, Tx } from "../../../db/database.ts";
import { consents, type LegalDocument, legalVersions } from "../../../db/schema/legal.ts";
import { type Context, signedIn } from "../../platform/context.server.ts";
import { Conflict, Invalid } from "../../platform/errors.ts";
import { record, type Recording } from "../../platform/events.server.ts";
import { renderMarkdown } from "../../platform/markdown.server.ts";
import { must } from "../../platform/policy.ts";
import { stillGoverns } from "../accounts/queries.server.ts";
import { mayAdminister } from "../administration/policy.ts";
import { consentGiven, legalPublished } from "./events.ts";
import { firstTexts } from "./first-texts.server.ts";
import type { LegalInput } from "./inputs.ts";
import { inForceNow } from "./queries.server.ts";
import { accepted, documents, type InForce, judgeConsent } from "./rules.ts";

/** Puts the texts that come with the program in force where a page has none yet. */
export async function prepareLegal(db: Database, now: number): Promise<void> {
  const present = await db.read.selectDistinct({ document: legalVersions.document }).from(legalVersions);
  const missing = documents.filter((document) => !present.some((row) => row.document === document));
  for (const document of missing) {
    const { en, fr } = firstTexts[document];
    const [htmlEn, htmlFr] = [await renderMarkdown(en), await renderMarkdown(fr)];
    const row = { document, version: 1, sourceEn: en, htmlEn, sourceFr: fr, htmlFr };
    await db.transaction(async (tx) => {
      const first = { ...row, asksAgain: false, writtenBy: null, writtenAt: now };
      const written = await tx.insert(legalVersions).values(first).onConflictDoNothing().returning();
      if (written.length === 0) return;
      await record(tx, { actor: "system", now }, [legalPublished({ document, version: 1, asksAgain: false })]);
    });
  }
}

/**
 * Puts a new version of a legal page in force. The same texts again change nothing. Throws `Forbidden`, and
 * `Conflict("legal_changed")` when somebody published one since the form was shown.
 */
export async function publishLegal(ctx: Context, document: LegalDocument, input: LegalInput): Promise<void> {
  const { actor } = signedIn(ctx);
  must(mayAdminister(actor));
  const htmlEn = await renderMarkdown(input.en, actor.id);
  const htmlFr = await renderMarkdown(input.fr, actor.id);
  await ctx.db.transaction(async (tx) => {
    must(await stillGoverns(tx, actor.id));
    const [newest] = await tx
      .select()
      .from(legalVersions)
      .where(eq(legalVersions.document, document))
      .orderBy(desc(legalVersions.version))
      .limit(1);
    if (newest?.sourceEn === input.en && newest.sourceFr === input.fr) return;
    if ((newest?.version ?? 0) !== input.version) throw new Conflict("legal_changed");
    const version = input.version + 1;
    // Nobody says yes to the notice, so nobody is asked.
    const asksAgain = input.asksAgain === "yes" && document !== "notice";
    const row = { document, version, sourceEn: input.en, htmlEn, sourceFr: input.fr, htmlFr };
    const written = await tx
      .insert(legalVersions)
      .values({ ...row, asksAgain, writtenBy: actor.id, writtenAt: ctx.now })
      .onConflictDoNothing()
      .returning({ version: legalVersions.version });
    if (written.length === 0) throw new Conflict("legal_changed");
    await record(tx, ctx, [legalPublished({ document, version, asksAgain })]);
  });
}

/** The versions that a form says yes to. Throws `Invalid` when those are not the ones in force. */
export async function mustConsent(ctx: Context, ticked: string | undefined): Promise<InForce> {
  const inForce = await inForceNow(ctx.db.read);
  const judged = judgeConsent(inForce, ticked);
  if (judged === "asked") throw new Invalid({ consent: "consent_missing" });
  if (judged === "changed") throw new Invalid({ consent: "consent_is_new" });
  return inForce;
}

/** Takes note of a yes to these versions, once each. */
export async function noteConsent(tx: Tx, by: Recording, member: string, versions: InForce): Promise<void> {
  for (const document of accepted) {
    const version = versions[document];
    if (version < 1) continue;
    const row = { member, document, version, at: by.now };
    const given = await tx.insert(consents).values(row).onConflictDoNothing().returning();
    if (given.length > 0) await record(tx, by, [consentGiven({ member, document, version })]);
  }
}

/** Says yes to the texts in force. Throws `Conflict("consent_is_new")` when they are others than those that were shown. */
export async function giveConsent(ctx: Context, ticked: string): Promise<void> {
  const { actor } = signedIn(ctx);
  await ctx.db.transaction(async (tx) => {
    const inForce = await inForceNow(tx);
    if (judgeConsent(inForce, ticked) !== "accepted") throw new Conflict("consent_is_new");
    await noteConsent(tx, ctx, actor.id, inForce);
  });
}
