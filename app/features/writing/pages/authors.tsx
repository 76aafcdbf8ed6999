import { Form, Link, redirect, useActionData, useLoaderData } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import { useClock } from "../../../ui/clock.tsx";
import { shortDay } from "../../../ui/dates.ts";
import { Field } from "../../../ui/field.tsx";
import { Person } from "../../../ui/person.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { idOfPath } from "../../ideas/rules.ts";
import { placeUnderIdea } from "../../ideas/ui/place.ts";
import { acceptInvitation, declineInvitation, inviteAuthor, leaveAuthors, uninviteAuthor } from "../authors.server.ts";
import { inviteInput, uninviteInput } from "../inputs.ts";
import { authorsPage } from "../queries.server.ts";
import { Invitation } from "../ui/invitation.tsx";
import { Title } from "../../../ui/title.tsx";
import styles from "./authors.module.css";
import type { Route } from "./+types/authors.ts";

export const handle = {
  i18n: ["writing"],
  place: placeUnderIdea,
};

/** Who writes an idea together; here authors invite, and the invited answer. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const id = idOfPath(args.params.idea);
  const page = await authorsPage(ctx, id);
  return { ...page, parked: await unpark(args.request, ctx, `/ideas/${args.params.idea}/authors`) };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const id = idOfPath(args.params.idea);
  const form = await args.request.formData();
  const { act, fields } = actOf(form);
  const done = (there: string) =>
    redirect(`/ideas/${args.params.idea}${there}`, { status: 303, headers: { "Set-Cookie": forgetParked(ctx) } });
  return answering(form, async () => {
    switch (act) {
      case "invite":
        await inviteAuthor(ctx, id, parseForm(inviteInput, fields), ctx.config.origin ?? args.url.origin);
        return done("/authors");
      case "uninvite":
        await uninviteAuthor(ctx, id, parseForm(uninviteInput, fields).member);
        return done("/authors");
      case "accept":
        await acceptInvitation(ctx, id);
        return done("");
      case "decline":
        await declineInvitation(ctx, id);
        return done("");
      case "leave":
        await leaveAuthors(ctx, id);
        return done("");
      default:
        throw new Malformed();
    }
  });
}

export default function Authors() {
  const { t, i18n } = useTranslation("writing");
  const { idea, space, origin, coAuthors, invited, invitation, can, parked } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const reply: Reply | undefined = answer && "problem" in answer ? answer : undefined;
  const wrong = useFieldError(reply);
  const clock = useClock();
  return (
    <div className={styles.page}>
      <Title of={`${t("authors.title")} · ${idea.title}`} />
      <p className="small">
        <Link to={idea.path}>{t("authors.back")}</Link>
      </p>
      <h1>{t("authors.title")}</h1>
      <p className="lede">{t("authors.lede")}</p>
      {invitation && <Invitation path={idea.path} by={invitation.by} />}
      <ul className={styles.people}>
        <li>
          <Person name={origin.name} affiliation={origin.affiliation} sub={t("authors.origin")} />
        </li>
        {coAuthors.map(({ id, name, affiliation, at }) => (
          <li key={id}>
            <Person
              name={name}
              affiliation={affiliation}
              sub={t("authors.accepted", { day: shortDay(at, { ...clock, locale: i18n.language }) })}
            />
          </li>
        ))}
      </ul>
      {coAuthors.length === 0 && <p className="soft">{t("authors.none", { name: origin.name })}</p>}
      {invited.length > 0 && (
        <section className={styles.part} aria-labelledby="pending-heading">
          <h2 id="pending-heading">{t("authors.pending")}</h2>
          <ul className={styles.people}>
            {invited.map(({ id, name, affiliation, invitedBy }) => (
              <li key={id}>
                <Person name={name} affiliation={affiliation} sub={t("authors.pending_since", { name: invitedBy })} />
                <Form method="post">
                  <input type="hidden" name="member" value={id} />
                  <button className="btn bare slim loss" name="act" value="uninvite">
                    {t("authors.uninvite")}
                    <span className="away"> {t("authors.uninvite_whom", { name })}</span>
                  </button>
                </Form>
              </li>
            ))}
          </ul>
        </section>
      )}
      {(can.invite || can.leave || reply) && (
        <Form method="post" className={styles.part} key={invited.length}>
          <ProblemBox reply={reply} />
          {can.invite && (
            <>
              <Field
                name="who"
                label={t("authors.who")}
                hint={t("authors.who_hint", { space: space.name })}
                defaultValue={reply?.values.who ?? parked?.who ?? ""}
                error={wrong("who")}
                maxLength={254}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
              />
              <div className="row">
                <button className="btn first" name="act" value="invite">
                  {t("authors.invite")}
                </button>
              </div>
            </>
          )}
        </Form>
      )}
      {can.leave && (
        <Form method="post" className={styles.part}>
          <p className="small soft">{t("authors.leave_what")}</p>
          <button className="btn loss" name="act" value="leave">
            {t("authors.leave")}
          </button>
        </Form>
      )}
    </div>
  );
}
