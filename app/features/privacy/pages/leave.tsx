import { Form, Link, redirect } from "react-router";
import { contextOf, signedIn } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { useClock } from "../../../ui/clock.tsx";
import { exact } from "../../../ui/dates.ts";
import { ProblemBox } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { fromOf } from "../../accounts/from.server.ts";
import { GivenPasswordField, Username } from "../../accounts/ui/fields.tsx";
import { leaveInput, stayInput } from "../inputs.ts";
import { leaveForGood, leavePage, stay } from "../leaving.server.ts";
import type { Route } from "./+types/leave.ts";
import styles from "./privacy.module.css";

export const handle = {
  i18n: ["privacy", "accounts"],
  place: ({ name }: { name: string }) => ({ here: [{ label: name, to: "/me" }] }),
};

export async function loader(args: Route.LoaderArgs) {
  const ctx = signedIn(contextOf(args));
  const { name, email } = ctx.actor;
  return { name, email, hasStayed: args.url.searchParams.has("kept"), ...(await leavePage(ctx)) };
}

export async function action(args: Route.ActionArgs) {
  const ctx = signedIn(contextOf(args));
  const form = await args.request.formData();
  return answering(form, async () => {
    if (form.get("act") === "stay") {
      parseForm(stayInput, form);
      await stay(ctx);
      return redirect("/me/privacy/leave?kept=1", 303);
    }
    await leaveForGood(ctx, parseForm(leaveInput, form), fromOf(ctx, args.request));
    return redirect("/me/privacy/leave", 303);
  });
}

/** Leaving for good: what it means, the password, and the way back. */
export default function Leave({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("privacy");
  const { erasesAt, hasStayed } = loaderData;
  if (erasesAt !== null) return <Leaving erasesAt={erasesAt} reply={reply} />;
  return (
    <div className={styles.page}>
      <Title of={t("leave.title")} />
      <header className="stack">
        <h1>{t("leave.title")}</h1>
        <p className="lede">{t("leave.lede")}</p>
      </header>
      {hasStayed && (
        <p className="strip live" role="status">
          {t("leave.stays_now")}
        </p>
      )}
      <Sides of={loaderData} />
      {loaderData.leaves.map(({ slug, name, lead }) => (
        <p className="strip await" key={slug}>
          <Link to={`/s/${slug}/members`}>{t(lead ? "leave.lead" : "leave.only_pilot", { space: name })}</Link>
        </p>
      ))}
      <section className="stack">
        <p>{t("leave.time")}</p>
        <ProblemBox reply={reply} />
        <Ask of={loaderData} reply={reply} />
      </section>
    </div>
  );
}

type Loaded = Route.ComponentProps["loaderData"];
type Reply = Route.ComponentProps["actionData"];

function Sides({ of: { stays, goes } }: { of: Loaded }) {
  const { t } = useTranslation("privacy");
  return (
    <div className={styles.sides}>
      <section className="stack">
        <h2>{t("leave.stays")}</h2>
        <ul>
          {stays.ideas > 0 && <li>{t("leave.ideas", { count: stays.ideas })}</li>}
          {stays.comments > 0 && <li>{t("leave.comments", { count: stays.comments })}</li>}
          {stays.signals > 0 && <li>{t("leave.signals", { count: stays.signals })}</li>}
          {stays.ideas + stays.comments + stays.signals === 0 && <li>{t("leave.nothing")}</li>}
        </ul>
        <p className="small soft">{t("leave.others")}</p>
      </section>
      <section className="stack">
        <h2>{t("leave.goes")}</h2>
        <ul>
          <li>{t("leave.identity")}</li>
          <li>{t("leave.devices")}</li>
          {goes.drafts > 0 && <li>{t("leave.drafts", { count: goes.drafts })}</li>}
          {goes.views > 0 && <li>{t("leave.views", { count: goes.views })}</li>}
          <li>{t("leave.belonging")}</li>
        </ul>
      </section>
    </div>
  );
}

function Ask({ of: { hasPassword, email }, reply }: { of: Loaded; reply: Reply }) {
  const { t } = useTranslation("privacy");
  const { t: account } = useTranslation("accounts");
  const back = (
    <Link className="btn bare" to="/me/privacy">
      {t("leave.back")}
    </Link>
  );
  if (!hasPassword) {
    return (
      <>
        <p>{t("leave.no_password")}</p>
        <div className="row">
          <Link className="btn" to="/forgot">
            {t("leave.choose")}
          </Link>
          {back}
        </div>
      </>
    );
  }
  return (
    <Form method="post" className="stack" noValidate>
      <Username email={email} />
      <GivenPasswordField reply={reply} name="password" label={account("fields.current_password")} />
      <div className="row">
        <button className="btn loss" name="act" value="leave">
          {t("leave.act")}
        </button>
        {back}
      </div>
    </Form>
  );
}

function Leaving({ erasesAt, reply }: { erasesAt: number; reply: Reply }) {
  const { t, i18n } = useTranslation("privacy");
  const { timeZone } = useClock();
  const title = t("leave.waits", { at: exact(erasesAt, { locale: i18n.language, timeZone }) });
  return (
    <div className={styles.page}>
      <Title of={t("leave.title")} />
      <header className="stack">
        <h1 suppressHydrationWarning>{title}</h1>
        <p className="lede">{t("leave.waits_what")}</p>
      </header>
      <ProblemBox reply={reply} />
      <Form method="post" className="row">
        <button className="btn first" name="act" value="stay">
          {t("leave.stay")}
        </button>
        <Link className="btn bare" to="/me/privacy">
          {t("leave.back")}
        </Link>
      </Form>
    </div>
  );
}
