import { Form, Link, redirect } from "react-router";
import { contextOf, signedIn } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { Choices } from "../../../ui/choices.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { ProblemBox, useFieldError } from "../../../ui/problem.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { Tick } from "../../../ui/tick.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { answeredBy } from "../policy.ts";
import { isStopped, tryAddressAgain } from "../bounces.server.ts";
import { chooseNotices } from "../choosing.server.ts";
import { settingsInput, tryAgainInput } from "../inputs.ts";
import { defaultWays, hours, mailRhythms, noticeGroups, waysOpenTo } from "../rules.ts";
import { myNoticeSettings } from "../settings.server.ts";
import type { Route } from "./+types/choosing.ts";
import styles from "./choosing.module.css";

export const handle = {
  i18n: ["notices"],
  place: ({ name }: { name: string }) => ({ here: [{ label: name, to: "/me" }] }),
};

/** How somebody wants to be told, by kind of notice, and when mails come. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = signedIn(contextOf(args));
  const answered = answeredBy(ctx.actor);
  return {
    name: ctx.actor.name,
    email: ctx.actor.email,
    isPilot: answered === null || answered.length > 0,
    isSaved: args.url.searchParams.has("saved"),
    isTried: args.url.searchParams.has("tried"),
    isStopped: await isStopped(ctx.db.read, ctx.actor),
    ...(await myNoticeSettings(ctx)),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = signedIn(contextOf(args));
  const form = await args.request.formData();
  return answering(form, async () => {
    if (form.has("act")) {
      parseForm(tryAgainInput, form);
      await tryAddressAgain(ctx);
      return redirect("/me/notices?tried=1", 303);
    }
    await chooseNotices(ctx, parseForm(settingsInput, form));
    return redirect("/me/notices?saved=1", 303);
  });
}

export default function Choosing({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("notices");
  const wrong = useFieldError(reply);
  const { settings, spaces, email, isPilot, isSaved, isTried, isStopped: comesBack } = loaderData;
  const typed = reply?.values;
  const groups = noticeGroups.filter((group) => isPilot || group !== "piloting");
  const hour = (value: number) => ({ value: String(value), label: `${String(value).padStart(2, "0")}:00` });
  const quietHours = [{ value: "", label: t("choose.quiet_none") }, ...hours.map(hour)];
  const isTicked = (name: "digest" | "reminder") => (typed ? typed[name] === "yes" : settings[name]);
  return (
    <div className={styles.page}>
      <Title of={t("choose.title")} />
      <header className={styles.head}>
        <h1>{t("choose.title")}</h1>
        <p className="lede">{t("choose.what", { email })}</p>
      </header>
      {isSaved && !reply && (
        <p className="strip live" role="status">
          {t("choose.saved")}
        </p>
      )}
      {comesBack && (
        <div className="strip await">
          <Form method="post" className={styles.stopped}>
            <p>{t("choose.stopped", { email })}</p>
            <div className="row">
              <button className="btn slim" name="act" value="try_again">
                {t("choose.stopped_try")}
              </button>
              <Link to="/me/email">{t("choose.stopped_change")}</Link>
            </div>
          </Form>
        </div>
      )}
      {isTried && !comesBack && (
        <p className="strip live" role="status">
          {t("choose.tried")}
        </p>
      )}
      <ProblemBox reply={reply} />
      <Form method="post" className={styles.form} noValidate>
        <div className={styles.groups}>
          {groups.map((group) => (
            <SelectField
              key={group}
              name={group}
              label={t(`choose.groups.${group}`)}
              hint={t(`choose.groups.${group}_what`)}
              options={waysOpenTo(group).map((way) => ({ value: way, label: t(`choose.ways.${way}`) }))}
              defaultValue={typed?.[group] ?? settings.ways[group] ?? defaultWays[group]}
              error={wrong(group)}
            />
          ))}
          {!isPilot && <input type="hidden" name="piloting" value={settings.ways.piloting ?? defaultWays.piloting} />}
        </div>
        <h2>{t("choose.when")}</h2>
        <Choices
          legend={t("choose.rhythm")}
          name="rhythm"
          hint={t("choose.rhythm_hint")}
          options={mailRhythms.map((rhythm) => ({ value: rhythm, label: t(`choose.rhythms.${rhythm}`) }))}
          defaultValue={typed?.rhythm ?? settings.rhythm}
          error={wrong("rhythm")}
        />
        <div className={styles.hours}>
          <SelectField
            name="dailyHour"
            label={t("choose.daily_hour")}
            options={hours.map(hour)}
            defaultValue={typed?.dailyHour ?? String(settings.dailyHour)}
            error={wrong("dailyHour")}
          />
          <SelectField
            name="quietFrom"
            label={t("choose.quiet_from")}
            options={quietHours}
            defaultValue={typed?.quietFrom ?? String(settings.quiet?.from ?? "")}
            error={wrong("quietFrom")}
          />
          <SelectField
            name="quietUntil"
            label={t("choose.quiet_until")}
            options={quietHours}
            defaultValue={typed?.quietUntil ?? String(settings.quiet?.until ?? "")}
            error={wrong("quietUntil")}
          />
        </div>
        <p className="small quiet">
          {t("choose.zone", { zone: settings.timeZone.replaceAll("_", " ") })}{" "}
          <Link to="/me/look">{t("choose.zone_change")}</Link>
        </p>
        <div className={styles.ticks}>
          <Tick name="digest" value="yes" defaultChecked={isTicked("digest")}>
            {t("choose.digest")}
          </Tick>
          {isPilot ? (
            <Tick name="reminder" value="yes" defaultChecked={isTicked("reminder")}>
              {t("choose.reminder")}
            </Tick>
          ) : (
            settings.reminder && <input type="hidden" name="reminder" value="yes" />
          )}
        </div>
        <div className="row">
          <button className="btn first">{t("choose.act")}</button>
        </div>
      </Form>
      {spaces.length > 0 && (
        <section className={styles.spaces}>
          <h2>{t("choose.spaces")}</h2>
          <p className="soft">{t("choose.spaces_what")}</p>
          <ul>
            {spaces.map(({ slug, name, differs }) => (
              <li key={slug}>
                <Link to={`/me/notices/${slug}`}>
                  <span>{name}</span>
                  <span className="small quiet">{t("choose.differs", { count: differs })}</span>
                  <Icon name="arrow" />
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
