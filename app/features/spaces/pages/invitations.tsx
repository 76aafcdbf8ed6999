import { Form, redirect } from "react-router";
import { fromOf } from "../../accounts/from.server.ts";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import { must } from "../../../platform/policy.ts";
import type { Place } from "../../../pages/inside.tsx";
import { Choices } from "../../../ui/choices.tsx";
import { Field } from "../../../ui/field.tsx";
import { Day } from "../../../ui/moment.tsx";
import { ProblemBox, useFieldError } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { invitationInput, revokeInput } from "../inputs.ts";
import { invite, openInvitations, revokeInvitation } from "../invitations.server.ts";
import { mayManageMembers, waysInto } from "../policy.ts";
import { spaceBySlug, waitingRequests } from "../queries.server.ts";
import { limits } from "../rules.ts";
import { CopyLink } from "../ui/copy-link.tsx";
import { SpaceTabs } from "../ui/space-tabs.tsx";
import { Title } from "../../../ui/title.tsx";
import type { Route } from "./+types/invitations.ts";
import styles from "./members.module.css";

export const handle = {
  i18n: ["spaces"],
  place: ({ space }: Awaited<ReturnType<typeof loader>>): Place => ({
    here: [{ label: space.name, to: `/s/${space.slug}` }],
    accent: space.accent,
  }),
};

/** The open invitations of a space, for those who let people in. Throws `NotFound`, `Forbidden`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const space = await spaceBySlug(ctx, args.params.space);
  must(mayManageMembers(ctx.actor, space.id));
  const { origin } = fromOf(ctx, args.request);
  const open = await openInvitations(ctx, space.id);
  return {
    space: { name: space.name, slug: space.slug, accent: space.accent },
    ways: waysInto(ctx.actor, space),
    waiting: (await waitingRequests(ctx, space.id)).length,
    invitations: open.map(({ token, ...invitation }) => ({ ...invitation, url: `${origin}/invite/${token}` })),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  const { act, fields } = actOf(form);
  return answering(form, async () => {
    const space = await spaceBySlug(ctx, args.params.space);
    must(mayManageMembers(ctx.actor, space.id));
    if (act === "invite") {
      await invite(ctx, space.id, parseForm(invitationInput, fields), fromOf(ctx, args.request).origin);
    } else if (act === "revoke") {
      await revokeInvitation(ctx, space.id, parseForm(revokeInput, fields).invitation);
    } else {
      throw new Malformed();
    }
    return redirect(`/s/${space.slug}/invitations`, 303);
  });
}

export default function Invitations({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("spaces");
  const { space, ways, waiting, invitations } = loaderData;
  return (
    <div className={styles.page}>
      <Title of={`${t("ways.invitations")} · ${space.name}`} />
      <h1>{t("ways.invitations")}</h1>
      <SpaceTabs slug={space.slug} ways={ways} here="invitations" waiting={waiting} />
      <ProblemBox reply={reply} />
      <InvitationForm key={invitations[0]?.id ?? ""} reply={reply} />
      <section aria-labelledby="open-heading" className={styles.part}>
        <h2 id="open-heading">{t("invitations.open")}</h2>
        {invitations.length === 0 ? (
          <p className="soft">{t("invitations.none")}</p>
        ) : (
          <ul className={styles.list}>
            {invitations.map((invitation) => (
              <OpenInvitation key={invitation.id} invitation={invitation} />
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}

function InvitationForm({ reply }: { reply: Route.ComponentProps["actionData"] }) {
  const { t } = useTranslation("spaces");
  const wrong = useFieldError(reply);
  const typed = reply?.values ?? {};
  return (
    <Form method="post" className={styles.form} noValidate>
      <Field
        name="email"
        type="email"
        label={t("invitations.email")}
        hint={t("invitations.email_hint")}
        optional
        autoComplete="off"
        maxLength={limits.email}
        defaultValue={typed.email}
        error={wrong("email")}
      />
      <Choices
        legend={t("invitations.role")}
        name="role"
        options={(["member", "product", "pilot"] as const).map((role) => ({ value: role, label: t(`role.${role}`) }))}
        defaultValue={typed.role ?? "member"}
        error={wrong("role")}
      />
      <Choices
        legend={t("invitations.affiliation")}
        name="affiliation"
        options={[
          { value: "as_is", label: t("invitations.as_is") },
          { value: "partner", label: t("invitations.partner") },
        ]}
        defaultValue={typed.affiliation ?? "as_is"}
        error={wrong("affiliation")}
      />
      <div className={styles.pair}>
        <Field
          name="mostUses"
          type="number"
          inputMode="numeric"
          min={1}
          max={limits.uses}
          label={t("invitations.uses")}
          hint={t("invitations.uses_hint")}
          defaultValue={typed.mostUses ?? "1"}
          error={wrong("mostUses")}
        />
        <Field
          name="days"
          type="number"
          inputMode="numeric"
          min={1}
          max={limits.days}
          label={t("invitations.days")}
          hint={t("invitations.days_hint", { most: limits.days })}
          defaultValue={typed.days ?? "14"}
          error={wrong("days")}
        />
      </div>
      <div className="row">
        <button className="btn first" name="act" value="invite">
          {t("invitations.act")}
        </button>
      </div>
    </Form>
  );
}

type Shown = Route.ComponentProps["loaderData"]["invitations"][number];

function OpenInvitation({ invitation }: { invitation: Shown }) {
  const { t } = useTranslation("spaces");
  const { id, email, role, affiliation, uses, mostUses, expiresAt, by, url } = invitation;
  return (
    <li>
      <div className={styles.said}>
        <b>{email ?? t("invitations.link")}</b>
        <span className="small quiet">
          {t(`role.${role}`)}
          {affiliation === "partner" && ` · ${t("invitations.partner")}`}
          {mostUses > 1 && ` · ${t("invitations.used", { uses, most: mostUses })}`} · {t("invitations.until")}{" "}
          <Day at={expiresAt} /> · {t("charter.by", { name: by })}
        </span>
        <CopyLink label={t("invitations.address")} url={url} />
      </div>
      <Form method="post">
        <input type="hidden" name="invitation" value={id} />
        <button className="btn slim loss" name="act" value="revoke">
          {t("invitations.revoke")}
          <span className="away"> {email ?? t("invitations.link")}</span>
        </button>
      </Form>
    </li>
  );
}
