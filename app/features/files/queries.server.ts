import { and, asc, eq, isNull } from "drizzle-orm";
import type { Reads } from "../../../db/database.ts";
import { fileBytes, files, type FileSize } from "../../../db/schema/files.ts";
import { members } from "../../../db/schema/members.ts";
import { spaces } from "../../../db/schema/spaces.ts";
import type { Context } from "../../platform/context.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { openBan } from "../accounts/queries.server.ts";
import { ideaSeenBy } from "../ideas/queries.server.ts";
import { ideaPath } from "../ideas/rules.ts";
import { mustBeSlideSeenBy } from "../pitching/queries.server.ts";
import { maySeeSpace } from "../spaces/policy.ts";
import { mayChangeFiles } from "./policy.ts";
import { takesFiles } from "./rules.ts";

/** The files of an idea, the oldest first. Whether the idea may be seen, the caller has asked. */
export async function attachedTo(read: Reads, idea: string) {
  return read
    .select({
      id: files.id,
      kind: files.kind,
      name: files.name,
      alt: files.alt,
      size: files.size,
      width: files.width,
      height: files.height,
      hash: files.hash,
      addedAt: files.addedAt,
    })
    .from(files)
    .where(and(eq(files.idea, idea), isNull(files.removedAt)))
    .orderBy(asc(files.addedAt), asc(files.id));
}

export type AttachedFile = Awaited<ReturnType<typeof attachedTo>>[number];

/** A file as pages show it. */
export type ShownFile = Omit<AttachedFile, "hash" | "addedAt">;

/** A file without what only the server compares. */
export function shownFile({ hash: _hash, addedAt: _addedAt, ...file }: AttachedFile): ShownFile {
  return file;
}

/** The files of an idea as its page shows them, and whether this actor may change them. */
export async function filesOf(
  ctx: Context,
  idea: Parameters<typeof mayChangeFiles>[1] & Parameters<typeof takesFiles>[0] & { id: string },
): Promise<{ files: ShownFile[]; canChange: boolean }> {
  const attached = await attachedTo(ctx.db.read, idea.id);
  return { files: attached.map(shownFile), canChange: mayChangeFiles(ctx.actor, idea) && takesFiles(idea) };
}

/** An idea with its files, for the page on which they are changed. Throws `NotFound`. */
export async function filesPage(ctx: Context, id: string) {
  const { idea, space } = await ideaSeenBy(ctx.db.read, ctx.actor, id);
  const isDraft = idea.stage === "draft";
  return {
    idea: { id, title: idea.title, path: isDraft ? `/s/${space.slug}/ideas/new?draft=${id}` : ideaPath(idea), isDraft },
    space: { slug: space.slug, name: space.name, accent: space.accent },
    ...(await filesOf(ctx, idea)),
  };
}

/**
 * What is known of a file's content, without its bytes, if this actor may read it now. Throws
 * `NotFound`, for all who may not as for a file that was never there.
 */
export async function fileSeenBy(ctx: Context, id: string, size: FileSize) {
  const { read } = ctx.db;
  const [file] = await read
    .select({
      idea: files.idea,
      ofMember: files.ofMember,
      ofSpace: files.ofSpace,
      ofRoom: files.ofRoom,
      kind: files.kind,
      name: files.name,
      type: fileBytes.type,
      hash: fileBytes.hash,
    })
    .from(files)
    .innerJoin(fileBytes, and(eq(fileBytes.file, files.id), eq(fileBytes.size, size)))
    .where(and(eq(files.id, id), isNull(files.removedAt)));
  if (!file) throw new NotFound();
  if (file.idea !== null) await ideaSeenBy(read, ctx.actor, file.idea);
  else if (file.ofRoom !== null) await mustBeSlideSeenBy(read, ctx.actor, { room: file.ofRoom, picture: id });
  else if (file.ofMember !== null) await mustBeAvatar(read, id, file.ofMember);
  else await mustBeLogo(ctx, id, file.ofSpace ?? "");
  return file;
}

/**
 * A face stands wherever the name stands, so it is for everybody who has its address. An earlier one is for nobody, and
 * so is that of somebody who is kept out: the initials behind it remain.
 */
async function mustBeAvatar(read: Reads, id: string, member: string): Promise<void> {
  const [row] = await read.select({ avatar: members.avatar }).from(members).where(eq(members.id, member));
  if (row?.avatar !== id || (await openBan(read, member))) throw new NotFound();
}

async function mustBeLogo({ db, actor }: Context, id: string, space: string): Promise<void> {
  const [row] = await db.read
    .select({ id: spaces.id, visibility: spaces.visibility, logo: spaces.logo })
    .from(spaces)
    .where(eq(spaces.id, space));
  if (row?.logo !== id || !maySeeSpace(actor, row)) throw new NotFound();
}

/** The bytes of a file. Whether it may be read, the caller has asked. */
export async function bytesOf(read: Reads, id: string, size: FileSize): Promise<Buffer> {
  const [row] = await read
    .select({ bytes: fileBytes.bytes })
    .from(fileBytes)
    .where(and(eq(fileBytes.file, id), eq(fileBytes.size, size)));
  if (!row) throw new NotFound();
  return row.bytes;
}
