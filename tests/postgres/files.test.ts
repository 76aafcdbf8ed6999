import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { fileBytes } from "../../db/schema/files.ts";
import { members } from "../../db/schema/members.ts";
import { attachFile, removeFile } from "../../app/features/files/commands.server.ts";
import { setAvatar } from "../../app/features/files/portraits.server.ts";
import { attachedTo, bytesOf } from "../../app/features/files/queries.server.ts";
import { limits } from "../../app/features/files/rules.ts";
import { submitIdea } from "../../app/features/ideas/commands.server.ts";
import { newId } from "../../app/platform/ids.ts";
import { contextFor, freshDatabase, people, space, start } from "../support/database.ts";
import { texts } from "../writing/support.ts";
import { pdf, picture } from "../files/support.ts";

it("files keep their bytes on PostgreSQL, and many at once keep to what an idea and a person hold", async () => {
  const rig = await freshDatabase();
  const place = await space(rig, { name: "Files", slug: "files" });
  const { ann } = await people(rig, place.id);
  const by = contextFor(rig, ann);
  const { id } = await submitIdea(by, place.id, { ...texts, id: newId(start) });

  const content = pdf("on PostgreSQL", limits.file);
  const { id: document } = await attachFile(by, id, { name: "plan.pdf", bytes: content });
  expect((await bytesOf(rig.db.read, document, "full")).equals(content)).toBe(true);
  await removeFile(by, id, document);
  expect(await rig.db.read.select().from(fileBytes)).toEqual([]);

  const many = await Promise.all(Array.from({ length: limits.files + 6 }, (_, shade) => picture(shade)));
  const outcomes = await Promise.allSettled(many.map((bytes) => attachFile(by, id, { name: "x.png", bytes })));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(limits.files);
  expect(await attachedTo(rig.db.read, id)).toHaveLength(limits.files);

  await Promise.all(many.slice(0, 4).map((bytes) => setAvatar(by, { name: "me.png", bytes })));
  const [row] = await rig.db.read.select({ avatar: members.avatar }).from(members).where(eq(members.id, ann.id));
  const kept = await rig.db.read.select({ file: fileBytes.file }).from(fileBytes);
  const attached = new Set((await attachedTo(rig.db.read, id)).map((file) => file.id));
  expect(new Set(kept.map(({ file }) => file).filter((file) => !attached.has(file)))).toEqual(new Set([row?.avatar]));
});
