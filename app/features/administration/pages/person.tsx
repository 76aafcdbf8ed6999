import { Form, Link, redirect } from "react-router";
import { fromOf } from "../../accounts/from.server.ts";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import type { Place } from "../../../pages/inside.tsx";
import { Choices } from "../../../ui/choices.tsx";
import { Field } from "../../../ui/field.tsx";
import { Day, Moment } from "../../../ui/moment.tsx";
import { Person } from "../../../ui/person.tsx";
import { ProblemBox, useFieldError } from "../../../ui/problem.tsx";
import { Tick } from "../../../ui/tick.tsx";
import { Title } from "../../../ui/title.tsx";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import { adminInput, affiliationInput, plainInput } from "../inputs.ts";
import {
  correctAffiliation,
  endSessionsOf,
  grantAdmin,
  personPage,
  revokeAdmin,
  sendReset,
  verifyByHand,
} from "../people.server.ts";
import { personPath } from "../../people/rules.ts";
import { limits } from "../rules.ts";
import { PersonMarks } from "../ui/person-marks.tsx";
import type { Route } from "./+types/person.ts";
import styles from "./admin.module.css";

export const handle = {
  i18n: ["administration"],
  place: ({ person }: Awaited<ReturnType<typeof loader>>): Place => ({
    area: "administration",
    here: [{ label: person.name }],
  }),
};

const acts = ["affiliate", "grant", "revoke", "verify", "reset", "sign_out"] as const;

/** One account. Throws `Forbidden`, `NotFound`. */
export async function loader(args: Route.LoaderArgs) {
  const { searchParams } = args.url;
  return {
    ...(await personPage(contextOf(args), args.params.member)),
    done: acts.find((act) => act === searchParams.get("done")) ?? null,
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const id = args.params.member;
  const form = await args.request.formData();
  const { act, fields } = actOf(form);
  return answering(form, async () => {
    switch (act) {
      case "affiliate": {
        const { affiliation, reason } = parseForm(affiliationInput, fields);
        await correctAffiliation(ctx, id, affiliation, reason);
        break;
      }
      case "grant":
        await grantAdmin(ctx, id, parseForm(adminInput, fields).reason);
        break;
      case "revoke":
        await revokeAdmin(ctx, id, parseForm(adminInput, fields).reason);
        break;
      case "verify":
        parseForm(plainInput, fields);
        await verifyByHand(ctx, id);
        break;
      case "reset":
        parseForm(plainInput, fields);
        await sendReset(ctx, id, fromOf(ctx, args.request).origin);
        break;
      case "sign_out":
        parseForm(plainInput, fields);
        await endSessionsOf(ctx, id);
        break;
      default:
        throw new Malformed();
    }
    return redirect(`/admin/people/${id}?done=${act}`, 303);
  });
}

export default function OnePerson({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("administration");
  const called = useCalled();
  const { person, isBanned, seenAt, devices, spaces, done, isMe } = loaderData;
  if (person.erasedAt !== null) {
    return (
      <div className={styles.page}>
        <Title of={called(person.name)} />
        <h1>{called(person.name)}</h1>
        <p>
          {t("person.erased")} <Day at={person.erasedAt} />
        </p>
        <p>
          <Link to={personPath(person.handle)}>{t("person.published")}</Link>
        </p>
      </div>
    );
  }
  return (
    <div className={styles.page}>
      <Title of={person.name} />
      <h1>{person.name}</h1>
      {person.erasesAt !== null && (
        <p className="strip await">
          {t("person.leaving")} <Day at={person.erasesAt} />
        </p>
      )}
      {done && !reply && (
        <p className="strip live" role="status">
          {t(`person.done.${done}`)}
        </p>
      )}
      <ProblemBox reply={reply} />
      <div className="row">
        <Person name={person.name} affiliation={person.affiliation} sub={`@${person.handle}`} />
        <PersonMarks {...person} isBanned={isBanned} />
      </div>
      <dl className="facts">
        <dt>{t("person.email")}</dt>
        <dd>{person.email}</dd>
        <dt>{t("person.joined")}</dt>
        <dd>
          <Day at={person.createdAt} />
        </dd>
        <dt>{t("person.seen")}</dt>
        <dd>{seenAt === null ? t("people.signed_out") : <Moment at={seenAt} />}</dd>
        <dt>{t("person.devices")}</dt>
        <dd>{devices}</dd>
        <dt>{t("overview.spaces")}</dt>
        <dd>{spaces.length === 0 ? t("settings.nothing") : spaces.map(({ name }) => name).join(", ")}</dd>
      </dl>
      <p className="row">
        <Link to={`/people/${person.handle}`}>{t("person.profile")}</Link>
        {!isMe && <Link to={`/people/${person.handle}/ban`}>{t(isBanned ? "person.unban" : "person.ban")}</Link>}
      </p>
      <Account data={loaderData} />
      <AffiliationForm key={person.affiliation} data={loaderData} reply={reply} />
      <AdminForm key={String(person.admin)} data={loaderData} reply={reply} />
      <Acts data={loaderData} />
    </div>
  );
}

type Data = Route.ComponentProps["loaderData"];
type Reply = Route.ComponentProps["actionData"];

/** The ways to help somebody who cannot get in. */
function Account({ data: { person, devices } }: { data: Data }) {
  const { t } = useTranslation("administration");
  return (
    <section aria-labelledby="account" className={styles.part}>
      <h2 id="account">{t("person.account")}</h2>
      <ul className={styles.list}>
        {!person.isVerified && <Act act="verify" what={t("person.verify_what")} label={t("person.verify")} />}
        <Act act="reset" what={t("person.reset_what", { email: person.email ?? "" })} label={t("person.reset")} />
        {devices > 0 && <Act act="sign_out" what={t("person.sign_out_what")} label={t("person.sign_out")} />}
      </ul>
    </section>
  );
}

function Act({ act, what, label }: { act: (typeof acts)[number]; what: string; label: string }) {
  return (
    <li>
      <p className={styles.said}>{what}</p>
      <Form method="post">
        <button className="btn" name="act" value={act}>
          {label}
        </button>
      </Form>
    </li>
  );
}

function AffiliationForm({ data: { person }, reply }: { data: Data; reply: Reply }) {
  const { t } = useTranslation("administration");
  const { t: ui } = useTranslation("ui");
  const isMine = reply?.values.affiliation !== undefined;
  const wrong = useFieldError(isMine ? reply : undefined);
  return (
    <section aria-labelledby="affiliation" className={styles.part}>
      <h2 id="affiliation">{t("person.affiliation")}</h2>
      <p className="soft">{t("person.affiliation_what")}</p>
      <Form method="post" className={styles.form} noValidate>
        <Choices
          legend={t("person.counts_as")}
          name="affiliation"
          options={(["customer", "employee", "partner"] as const).map((value) => ({
            value,
            label: ui(`affiliation.one.${value}`),
          }))}
          defaultValue={reply?.values.affiliation ?? person.affiliation}
          error={wrong("affiliation")}
        />
        <Field
          name="reason"
          label={t("person.reason")}
          hint={t("person.reason_hint")}
          maxLength={limits.reason}
          required
          defaultValue={isMine ? reply?.values.reason : ""}
          error={wrong("reason")}
        />
        <div className="row">
          <button className="btn" name="act" value="affiliate">
            {t("person.correct")}
          </button>
        </div>
      </Form>
    </section>
  );
}

function AdminForm({ data, reply }: { data: Data; reply: Reply }) {
  const { t } = useTranslation("administration");
  const { person, mayChangeAdmin, isBanned } = data;
  const isMine = reply !== undefined && reply.values.affiliation === undefined;
  const wrong = useFieldError(isMine ? reply : undefined);
  const act = person.admin ? "revoke" : "grant";
  const cannot = person.admin
    ? mayChangeAdmin
      ? null
      : t("person.admin_yourself")
    : !person.isVerified
      ? t("person.admin_unverified")
      : isBanned
        ? t("person.admin_banned")
        : null;
  return (
    <section aria-labelledby="admin" className={styles.part}>
      <h2 id="admin">{t("person.admin")}</h2>
      {cannot !== null ? (
        <p className="soft">{cannot}</p>
      ) : (
        <Form method="post" className={styles.form} noValidate>
          <Field
            name="reason"
            label={t("person.reason")}
            optional
            maxLength={limits.reason}
            defaultValue={isMine ? reply?.values.reason : ""}
            error={wrong("reason")}
          />
          <Tick name="sure" value="yes" error={wrong("sure")}>
            {t(`person.${act}_sure`, { name: person.name })}
          </Tick>
          <div className="row">
            <button className={person.admin ? "btn loss" : "btn"} name="act" value={act}>
              {t(`person.${act}`)}
            </button>
          </div>
        </Form>
      )}
    </section>
  );
}

/** What admins did so far, the newest first. */
function Acts({ data }: { data: Data }) {
  const { t } = useTranslation("administration");
  const { t: ui } = useTranslation("ui");
  if (data.acts.length === 0) return null;
  return (
    <section aria-labelledby="acts" className={styles.part}>
      <h2 id="acts">{t("person.acts")}</h2>
      <ul className={styles.list}>
        {data.acts.map(({ id, act, to, reason, by, at }) => (
          <li key={id}>
            <div className={styles.said}>
              <b>
                {t(`act.${act}`, {
                  to: to === "employee" || to === "partner" || to === "customer" ? ui(`affiliation.one.${to}`) : "",
                })}
              </b>
              {reason && <p>{reason}</p>}
              <span className="small quiet">
                {by ?? t("person.operator")} · <Moment at={at} />
              </span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
