import { useTranslation } from "../../../ui/words.ts";
import { Form, redirect } from "react-router";
import { contextOf, signedIn } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { Day, Moment } from "../../../ui/moment.tsx";
import { ProblemBox } from "../../../ui/problem.tsx";
import { endMyOtherSessions, endMySession } from "../commands.server.ts";
import { endSessionInput } from "../inputs.ts";
import { mySessions, type SessionShown } from "../queries.server.ts";
import { Head } from "../ui/account-door.tsx";
import { Title } from "../../../ui/title.tsx";
import type { Route } from "./+types/sessions.ts";
import styles from "./sessions.module.css";

export const handle = {
  i18n: ["accounts"],
  place: ({ name }: { name: string }) => ({ here: [{ label: name, to: "/me" }] }),
};

export async function loader(args: Route.LoaderArgs) {
  const ctx = signedIn(contextOf(args));
  const asked = args.url.searchParams;
  return {
    name: ctx.actor.name,
    sessions: await mySessions(ctx),
    isSecured: asked.has("secured"),
    isEnded: asked.has("ended"),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = signedIn(contextOf(args));
  const form = await args.request.formData();
  return answering(form, async () => {
    const { session } = parseForm(endSessionInput, form);
    if (session === "others") await endMyOtherSessions(ctx);
    else await endMySession(ctx, session);
    return redirect("/me/sessions?ended=1", 303);
  });
}

export default function Sessions({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("accounts");
  const { sessions, isSecured, isEnded } = loaderData;
  return (
    <div className={styles.page}>
      <Title of={t("sessions.title")} />
      <Head title={t("sessions.title")}>
        <p className="lede">{t("sessions.what")}</p>
      </Head>
      {(isSecured || isEnded) && (
        <p className="strip live" role="status">
          {t(isSecured ? "sessions.secured" : "sessions.ended")}
        </p>
      )}
      <ProblemBox reply={reply} />
      <ul className={styles.list}>
        {sessions.map((session) => (
          <Session key={session.id} session={session} />
        ))}
      </ul>
      {sessions.length > 1 && (
        <Form method="post">
          <button className="btn loss" name="session" value="others">
            {t("sessions.end_others")}
          </button>
        </Form>
      )}
    </div>
  );
}

function Session({ session }: { session: SessionShown }) {
  const { t } = useTranslation("accounts");
  const device = useDevice(session);
  return (
    <li>
      <div>
        <h2>{device}</h2>
        <p className="small soft">
          {session.isThis ? (
            <strong className={styles.this}>{t("sessions.this")}</strong>
          ) : (
            <>
              {t("sessions.seen")} <Moment at={session.lastSeenAt} />
            </>
          )}
          {" · "}
          {t("sessions.since")} <Day at={session.createdAt} />
        </p>
      </div>
      {!session.isThis && (
        <Form method="post">
          <button
            className="btn slim"
            name="session"
            value={session.id}
            aria-label={t("sessions.end_device", { device })}
          >
            {t("sessions.end")}
          </button>
        </Form>
      )}
    </li>
  );
}

/** "Firefox on Linux", as far as it is known. */
function useDevice({ device: { browser, system } }: SessionShown): string {
  const { t } = useTranslation("accounts");
  if (browser && system) return t("sessions.device", { browser, system });
  return browser ?? system ?? t("sessions.unknown");
}
