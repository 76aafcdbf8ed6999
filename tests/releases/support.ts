import { createProduct } from "../../app/features/products/commands.server.ts";
import { createRelease, publishRelease, setReleaseIdea } from "../../app/features/releases/commands.server.ts";
import { postComment } from "../../app/features/discussion/commands.server.ts";
import { acceptEvidence } from "../../app/features/discussion/evidence.server.ts";
import type { SignedIn } from "../../app/platform/actor.ts";
import { newId } from "../../app/platform/ids.ts";
import { buildingSpace } from "../board/support.ts";
import { member, person } from "../support/database.ts";

/** A space with a product whose ideas ship together. */
export async function shippingSpace() {
  const made = await buildingSpace();
  const ctx = made.as(made.pro);
  const bike = await createProduct(ctx, made.place.id, {
    id: newId(ctx.now),
    name: "City bike",
    purposeEn: "To ride.",
    purposeFr: "",
  });
  return {
    ...made,
    bike,
    /** A draft with these ideas. */
    async draft(title: string, ideas: readonly string[], by: SignedIn = made.pro) {
      const at = made.as(by);
      const words = { title, notesEn: "*New* pumps.", notesFr: "" };
      const release = await createRelease(at, made.place.id, { id: newId(at.now), product: bike.id, ...words });
      for (const idea of ideas) await setReleaseIdea(made.as(by), made.place.id, release.id, { idea, isIn: true });
      return release.id;
    },
    publish: (release: string, by: SignedIn = made.pro) =>
      publishRelease(made.as(by), made.place.id, release, { version: null }),
    /** Somebody new, who brings evidence to ideas that are not decided on yet. */
    async helper(name: string, ideas: readonly string[]): Promise<SignedIn> {
      const who = await member(made.rig, await person(made.rig, name), made.place.id);
      for (const idea of ideas) {
        const at = made.as(who);
        const words = { id: newId(at.now), kind: "evidence" as const, body: `${name} has measured it.` };
        await acceptEvidence(made.as(made.pia), await postComment(at, idea, words));
      }
      return who;
    },
    /** Brings an idea that is evaluated to where it is built. */
    async build(idea: string): Promise<void> {
      await made.move(made.pro, idea, "evaluating", "adopted");
      await made.move(made.pro, idea, "adopted", "building");
    },
  };
}
