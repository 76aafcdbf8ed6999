import { z } from "zod";
import { idPattern } from "../../platform/ids.ts";
import { isOneLine } from "../../platform/one-line.ts";
import {
  gatedStages,
  gateKinds,
  isCounted,
  longestName,
  mostAsked,
  mostSteps,
  namedStages,
  steppedStages,
} from "./rules.ts";

const version = z.coerce.number().int().min(1);
const name = z.string().trim().max(longestName, "field_too_long").refine(isOneLine, "field_unusable");
const id = z.string().regex(idPattern);

/** The words of both languages; where one is left out, the other stands for both. */
const inBoth = <Names extends { nameEn: string; nameFr: string }>(names: Names): Names => ({
  ...names,
  nameEn: names.nameEn || names.nameFr,
  nameFr: names.nameFr || names.nameEn,
});

const fields = <Of extends z.ZodType>(names: readonly string[], of: () => Of) =>
  Object.fromEntries(names.map((each) => [each, of()])) as Record<string, Of>;

/** What a space calls its stages: two fields for each, `en_open` and `fr_open`; empty takes the usual word. */
export const namesInput = z
  .strictObject({
    version,
    ...fields(
      namedStages.flatMap((stage) => [`en_${stage}`, `fr_${stage}`]),
      () => name,
    ),
  })
  .transform(({ version: shown, ...typed }) => {
    const words = typed as Record<string, string>;
    const names = namedStages
      .map((stage) => inBoth({ stage, nameEn: words[`en_${stage}`] ?? "", nameFr: words[`fr_${stage}`] ?? "" }))
      .filter(({ nameEn }) => nameEn !== "");
    return { version: shown, names };
  });

const named = { nameEn: name, nameFr: name };
const needsName = ({ nameEn, nameFr }: { nameEn: string; nameFr: string }) => nameEn !== "" || nameFr !== "";
const missing = { path: ["nameEn"], message: "step_name_missing" };

/** A new step within a stage. `id` is made by the page: sent twice, it is one. */
export const newStepInput = z
  .strictObject({ version, id, parent: z.enum(steppedStages, "stage_missing"), ...named })
  .refine(needsName, missing)
  .transform(inBoth);

/** Another name or place for a step; `position` counts from 1. */
export const stepInput = z
  .strictObject({ version, step: id, position: z.coerce.number().int().min(1).max(mostSteps), ...named })
  .refine(needsName, missing)
  .transform(inBoth);

export const stepGoneInput = z.object({ version, step: id });

/** What is asked for before stages: a number or a tick for each kind, such as `people_evaluating`. */
export const gatesInput = z
  .strictObject({
    version,
    ...fields(
      gatedStages.flatMap((stage) => gateKinds.filter(isCounted).map((kind) => `${kind}_${stage}`)),
      () =>
        z.union([
          z.literal(""),
          z.coerce.number().int("gate_unusable").min(0, "gate_unusable").max(mostAsked, "gate_unusable"),
        ]),
    ),
    ...fields(
      gatedStages.flatMap((stage) => gateKinds.filter((kind) => !isCounted(kind)).map((kind) => `${kind}_${stage}`)),
      () => z.literal("yes").optional(),
    ),
  })
  .transform(({ version: shown, ...typed }) => {
    const asked = typed as Record<string, number | string | undefined>;
    const gates = gatedStages.flatMap((stage) =>
      gateKinds.map((kind) => ({ stage, kind, least: leastOf(kind, asked[`${kind}_${stage}`]) })),
    );
    return { version: shown, gates: gates.filter(({ least }) => least > 0) };
  });

function leastOf(kind: (typeof gateKinds)[number], typed: number | string | undefined): number {
  if (isCounted(kind)) return Number(typed ?? 0);
  if (typed !== "yes") return 0;
  return kind === "headings" ? 3 : 1;
}

export type NamesInput = z.infer<typeof namesInput>;
export type NewStepInput = z.infer<typeof newStepInput>;
export type StepInput = z.infer<typeof stepInput>;
export type GatesInput = z.infer<typeof gatesInput>;
