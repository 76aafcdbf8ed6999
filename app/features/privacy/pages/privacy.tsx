import { Form, Link, redirect } from "react-router";
import { contextOf, signedIn } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { useClock } from "../../../ui/clock.tsx";
import { exact } from "../../../ui/dates.ts";
import { Icon } from "../../../ui/icon.tsx";
import { ProblemBox } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { askForData, myExport } from "../exporting.server.ts";
import { dataInput } from "../inputs.ts";
import { topics } from "../rules.ts";
import type { Route } from "./+types/privacy.ts";
import styles from "./privacy.module.css";

export const handle = {
  i18n: ["privacy"],
  place: ({ name }: { name: string }) => ({ here: [{ label: name, to: "/me" }] }),
};

export async function loader(args: Route.LoaderArgs) {
  const ctx = signedIn(contextOf(args));
  return { name: ctx.actor.name, isLeaving: ctx.actor.erasesAt !== null, ...(await myExport(ctx)) };
}

export async function action(args: Route.ActionArgs) {
  const ctx = signedIn(contextOf(args));
  const form = await args.request.formData();
  return answering(form, async () => {
    parseForm(dataInput, form);
    await askForData(ctx);
    return redirect("/me/privacy", 303);
  });
}

/** What is kept of the one who asks, and the ways to take it along and to leave. */
export default function Privacy({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("privacy");
  const { file, mayAsk, isLeaving } = loaderData;
  return (
    <div className={styles.page}>
      <Title of={t("title")} />
      <header className="stack">
        <h1>{t("title")}</h1>
        <p className="lede">{t("what")}</p>
      </header>
      <section className="stack" aria-labelledby="download-heading">
        <h2 id="download-heading">{t("download.title")}</h2>
        <p>{t("download.what")}</p>
        <ProblemBox reply={reply} />
        {file && <File file={file} />}
        {mayAsk ? (
          <Form method="post">
            <button className={file ? "btn" : "btn first"} name="act" value="data">
              {t("download.ask")}
            </button>
          </Form>
        ) : (
          <p className="small quiet">{t("download.again")}</p>
        )}
      </section>
      <section aria-labelledby="kept-heading">
        <h2 id="kept-heading">{t("kept.title")}</h2>
        <dl className={styles.kept}>
          {topics.map((topic) => (
            <div key={topic}>
              <dt>{t(`kept.${topic}.title`)}</dt>
              <dd>
                <p>{t(`kept.${topic}.what`)}</p>
                <p className="soft">{t(`kept.${topic}.until`)}</p>
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <section className="stack" aria-labelledby="leave-heading">
        <h2 id="leave-heading">{t("leave.title")}</h2>
        <p>{t("leave.lede")}</p>
        <p>
          <Link className={isLeaving ? "btn" : "btn loss"} to="/me/privacy/leave">
            {t(isLeaving ? "leave.stay" : "leave.open")}
          </Link>
        </p>
      </section>
    </div>
  );
}

type Exported = NonNullable<Awaited<ReturnType<typeof myExport>>["file"]>;

function File({ file: { id, readyAt, expiresAt, size } }: { file: Exported }) {
  const { t, i18n } = useTranslation("privacy");
  const { timeZone } = useClock();
  if (readyAt === null || expiresAt === null) {
    return (
      <p className="strip live" role="status">
        {t("download.making")}
      </p>
    );
  }
  const day = (at: number) => exact(at, { locale: i18n.language, timeZone });
  return (
    <>
      <p suppressHydrationWarning>{t("download.ready", { at: day(readyAt), until: day(expiresAt) })}</p>
      <p>
        <a className="btn first" href={`/me/privacy/data/${id}`} download>
          <Icon name="arrow" />
          {t("download.fetch", { size: inWords(size, i18n.language) })}
        </a>
      </p>
    </>
  );
}

/** Kilobytes, or megabytes from one on, in the reader's language. */
function inWords(size: number, language: string): string {
  const isLarge = size >= 1_000_000;
  const unit = isLarge ? "megabyte" : "kilobyte";
  const amount = isLarge ? size / 1_000_000 : Math.max(1, size / 1_000);
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: isLarge ? 1 : 0 }).format(
    amount,
  );
}
