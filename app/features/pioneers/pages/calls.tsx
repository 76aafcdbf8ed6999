import { Form, Link, redirect } from "react-router";
import type { Place } from "../../../pages/inside.tsx";
import { contextOf, signedIn } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Person } from "../../../ui/person.tsx";
import { ProblemBox } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import { foundPath, personPath } from "../../people/rules.ts";
import { answerCall } from "../commands.server.ts";
import { answerInput } from "../inputs.ts";
import { myCalls, type ShownCall } from "../queries.server.ts";
import { callsPath } from "../rules.ts";
import type { Route } from "./+types/calls.ts";
import styles from "./pioneers.module.css";

export const handle = {
  i18n: ["pioneers"],
  place: ({ name }: Awaited<ReturnType<typeof loader>>): Place => ({ here: [{ label: name, to: "/me" }] }),
};

/** What the one who asks was asked to by teams that found him or her. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = signedIn(contextOf(args));
  return { name: ctx.actor.name, calls: await myCalls(ctx) };
}

export async function action(args: Route.ActionArgs) {
  const ctx = signedIn(contextOf(args));
  const form = await args.request.formData();
  return answering(form, async () => {
    const { call, answer } = parseForm(answerInput, form);
    await answerCall(ctx, call, answer);
    return redirect(`${callsPath}#${call}`, 303);
  });
}

export default function Calls({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("pioneers");
  const { calls } = loaderData;
  return (
    <div className={styles.page}>
      <Title of={t("calls.title")} />
      <header className="stack">
        <h1>{t("calls.title")}</h1>
        <p className="lede">{t("calls.lede")}</p>
        <p className="small">
          <Link to={foundPath}>{t("calls.found")}</Link>
        </p>
      </header>
      <ProblemBox reply={reply} />
      {calls.length === 0 ? (
        <Empty title={t("calls.none")}>
          <p className="soft">{t("calls.none_what")}</p>
        </Empty>
      ) : (
        <ul className={styles.list}>
          {calls.map((call) => (
            <li key={call.id} id={call.id}>
              <Call call={call} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Call({ call: { id, by, space, message, at, state, to } }: { call: ShownCall }) {
  const { t } = useTranslation("pioneers");
  const called = useCalled();
  return (
    <>
      <Person
        name={by.name}
        affiliation={by.affiliation}
        avatar={by.avatar}
        to={personPath(by.handle)}
        sub={<Moment at={at} />}
      />
      <p>
        {t("calls.by", { name: called(by.name), space: space.name })} {t(`calls.to_${to.kind}`)}{" "}
        {to.path === null ? <b>{to.title}</b> : <Link to={to.path}>{to.title}</Link>}
        {to.startsAt !== null && (
          <>
            {" · "}
            <Moment at={to.startsAt} />
          </>
        )}
      </p>
      {message !== "" && <blockquote className={styles.words}>{message}</blockquote>}
      {state === "open" && to.isOver && <p className="small soft">{t("calls.over")}</p>}
      {state === "open" && !to.isOver && (
        <Form method="post" className="row">
          <input type="hidden" name="call" value={id} />
          <button className="btn first" name="answer" value="accepted">
            {t("calls.accept")}
          </button>
          <button className="btn" name="answer" value="declined">
            {t("calls.decline")}
          </button>
        </Form>
      )}
      {state !== "open" && <p className="small soft">{t(`calls.answered.${state}`)}</p>}
    </>
  );
}
