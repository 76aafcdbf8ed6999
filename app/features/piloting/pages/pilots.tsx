import { redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import { newId } from "../../../platform/ids.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { waysInto } from "../../spaces/policy.ts";
import { spaceBySlug } from "../../spaces/queries.server.ts";
import { placeInSpace } from "../../spaces/ui/place.ts";
import { SpaceTabs } from "../../spaces/ui/space-tabs.tsx";
import { absenceEndInput, absenceInput, mandateEndInput, mandateInput, pilotInput } from "../inputs.ts";
import { mandatesShown } from "../mandates.server.ts";
import { giveMandate, takeMandate } from "../mandating.server.ts";
import { mayGiveMandates } from "../policy.ts";
import { addAbsence, pilotsPage, removeAbsence, setPilot } from "../pilots.server.ts";
import { GiveMandate, Mandates } from "../ui/mandates.tsx";
import { Pilot } from "../ui/pilot.tsx";
import type { Route } from "./+types/pilots.ts";
import styles from "./pilots.module.css";

export const handle = { i18n: ["piloting", "spaces"], place: placeInSpace };

/** Who answers in a space, and what each says about his or her work. Throws `NotFound`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const { space, ...page } = await pilotsPage(ctx, args.params.space);
  return {
    ...page,
    space: { id: space.id, name: space.name, slug: space.slug, accent: space.accent },
    ways: waysInto(ctx.actor, space),
    mandates: await mandatesShown(ctx, space.id),
    mayGive: mayGiveMandates(ctx.actor, space.id),
    absenceId: newId(ctx.now),
    mandateId: newId(ctx.now),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  return answering(form, async () => {
    const { act, fields } = actOf(form);
    const space = await spaceBySlug(ctx, args.params.space);
    if (act === "set") await setPilot(ctx, space.id, parseForm(pilotInput, fields));
    else if (act === "away") await addAbsence(ctx, space.id, parseForm(absenceInput, fields));
    else if (act === "give_mandate") await giveMandate(ctx, space.id, parseForm(mandateInput, fields));
    else if (act === "take_mandate") await takeMandate(ctx, space.id, parseForm(mandateEndInput, fields).id);
    else if (act === "back") await removeAbsence(ctx, space.id, parseForm(absenceEndInput, fields));
    else throw new Malformed();
    return redirect(`/s/${space.slug}/pilots`, 303);
  });
}

export default function Pilots({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("piloting");
  const { space, ways, pilots, topics, mandates, mayGive, absenceId, mandateId } = loaderData;
  return (
    <div className={styles.page}>
      <Title of={t("pilots.title")} />
      <SpaceTabs slug={space.slug} ways={ways} here="pilots" />
      <h1>{t("pilots.title")}</h1>
      <p className="soft">{t("pilots.what")}</p>
      {pilots.length === 0 ? (
        <Empty title={t("pilots.none")}>
          <p className="soft">{t("pilots.none_what")}</p>
        </Empty>
      ) : (
        <ul className={styles.list}>
          {pilots.map((pilot) => (
            <li key={pilot.id}>
              <Pilot
                pilot={pilot}
                topics={topics}
                absenceId={absenceId}
                reply={reply?.values.member === pilot.id ? reply : undefined}
              />
            </li>
          ))}
        </ul>
      )}
      {(mandates.length > 0 || mayGive) && (
        <section aria-labelledby="mandates-heading" className={styles.mandates}>
          <h2 id="mandates-heading">{t("mandate.title")}</h2>
          <p className="soft">{t("mandate.what")}</p>
          <Mandates mandates={mandates} mayTake={mayGive} />
          {mayGive && (
            <GiveMandate
              firstId={mandateId}
              topics={topics}
              reply={reply && "handle" in reply.values ? reply : undefined}
            />
          )}
        </section>
      )}
    </div>
  );
}
