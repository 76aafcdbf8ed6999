import { expect, it } from "vitest";
import { spacesFor } from "../../app/features/spaces/queries.server.ts";
import { contextFor, freshDatabase, member, person, space } from "../support/database.ts";

it("one's own spaces come first, also where more than a hundred others come before them by name", async () => {
  const rig = await freshDatabase();
  const ann = await person(rig, "ann");
  for (let n = 0; n < 101; n++) await space(rig, { name: `Alpha ${n}` });
  const { id } = await space(rig, { name: "Zulu", visibility: "private" });
  const listed = await spacesFor(contextFor(rig, await member(rig, ann, id)));
  expect(listed[0]).toMatchObject({ name: "Zulu", mine: true });
  expect(listed).toHaveLength(100);
});
