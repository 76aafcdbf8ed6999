import { Form, Link, redirect } from "react-router";
import { contextOf, signedIn } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { ProblemBox, useFieldError } from "../../../ui/problem.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { Tick } from "../../../ui/tick.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { chooseNoticesIn } from "../choosing.server.ts";
import { choicesInput } from "../inputs.ts";
import { answeredBy } from "../policy.ts";
import { noticeGroups, wayOf, waysOpenTo } from "../rules.ts";
import { myNoticeChoices } from "../settings.server.ts";
import type { Route } from "./+types/choosing-space.ts";
import styles from "./choosing.module.css";

export const handle = {
  i18n: ["notices"],
  place: ({ name }: { name: string }) => ({ here: [{ label: name, to: "/me/notices" }] }),
};

/** What somebody is told otherwise in one of the own spaces. Throws `NotFound`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = signedIn(contextOf(args));
  const { space, inSpace, everywhere, digest, isWeekly } = await myNoticeChoices(ctx, args.params.space);
  const answered = answeredBy(ctx.actor);
  return {
    name: ctx.actor.name,
    space: { name: space.name },
    isPilot: answered === null || answered.includes(space.id),
    inSpace,
    everywhere,
    digest,
    isWeekly,
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = signedIn(contextOf(args));
  const form = await args.request.formData();
  return answering(form, async () => {
    await chooseNoticesIn(ctx, args.params.space, parseForm(choicesInput, form));
    return redirect("/me/notices?saved=1", 303);
  });
}

export default function ChoosingSpace({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("notices");
  const wrong = useFieldError(reply);
  const { space, inSpace, everywhere, isPilot, digest, isWeekly } = loaderData;
  const isTicked = reply ? reply.values.digest === "yes" : digest;
  const title = t("choose.in_space", { space: space.name });
  const groups = noticeGroups.filter((group) => isPilot || group !== "piloting");
  return (
    <div className={styles.page}>
      <Title of={title} />
      <header className={styles.head}>
        <h1>{title}</h1>
        <p className="lede">{t("choose.in_space_what")}</p>
      </header>
      <ProblemBox reply={reply} />
      <Form method="post" className={styles.form} noValidate>
        <div className={styles.groups}>
          {groups.map((group) => (
            <SelectField
              key={group}
              name={group}
              label={t(`choose.groups.${group}`)}
              hint={t(`choose.groups.${group}_what`)}
              options={[
                { value: "", label: t("choose.as_everywhere", { way: t(`choose.ways.${wayOf(group, everywhere)}`) }) },
                ...waysOpenTo(group).map((way) => ({ value: way, label: t(`choose.ways.${way}`) })),
              ]}
              defaultValue={reply?.values[group] ?? inSpace[group] ?? ""}
              error={wrong(group)}
            />
          ))}
          {!isPilot && <input type="hidden" name="piloting" value={inSpace.piloting ?? ""} />}
        </div>
        {isWeekly ? (
          <Tick name="digest" value="yes" defaultChecked={isTicked}>
            {t("choose.digest_in_space")}
          </Tick>
        ) : (
          isTicked && <input type="hidden" name="digest" value="yes" />
        )}
        <div className="row">
          <button className="btn first">{t("choose.act")}</button>
          <Link className="btn bare" to="/me/notices">
            {t("choose.back")}
          </Link>
        </div>
      </Form>
    </div>
  );
}
