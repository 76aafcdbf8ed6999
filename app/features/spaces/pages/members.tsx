import { Form, Link, redirect } from "react-router";
import { fromOf } from "../../accounts/from.server.ts";
import { isSignedIn } from "../../../platform/actor.ts";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import { must } from "../../../platform/policy.ts";
import { pageKeyIn, pageKeyText } from "../../../platform/paging.ts";
import type { Place } from "../../../pages/inside.tsx";
import { Field } from "../../../ui/field.tsx";
import { Day, Moment } from "../../../ui/moment.tsx";
import { Pager } from "../../../ui/pager.tsx";
import { Person } from "../../../ui/person.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { personPath } from "../../people/rules.ts";
import { decisionInput, removalInput, roleInput } from "../inputs.ts";
import { giveRole, removeMember, takeRole } from "../membership.server.ts";
import { mayGiveRole, mayRemove, maySeeMembers, mayTakeRole, waysInto } from "../policy.ts";
import { membersOf, spaceBySlug, waitingRequests } from "../queries.server.ts";
import { decideRequest, knockKey, renewKnock } from "../requests.server.ts";
import { limits, memberFilters } from "../rules.ts";
import { CopyLink } from "../ui/copy-link.tsx";
import { SpaceTabs } from "../ui/space-tabs.tsx";
import { Title } from "../../../ui/title.tsx";
import type { Route } from "./+types/members.ts";
import styles from "./members.module.css";

const roles = ["pilot", "product", "lead"] as const;

export const handle = {
  i18n: ["spaces"],
  place: ({ space }: Awaited<ReturnType<typeof loader>>): Place => ({
    here: [{ label: space.name, to: `/s/${space.slug}` }],
    accent: space.accent,
  }),
};

/** Who belongs to a space and what the reader may do about it. Throws `NotFound`, `Forbidden`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const { actor } = ctx;
  const space = await spaceBySlug(ctx, args.params.space);
  must(maySeeMembers(actor, space.id));
  const { searchParams } = args.url;
  const filter = memberFilters.find((each) => each === searchParams.get("role")) ?? "all";
  const after = pageKeyIn(searchParams);
  const { members, next } = await membersOf(ctx.db.read, space.id, filter, after);
  const isPrivate = space.visibility === "private";
  return {
    space: { name: space.name, slug: space.slug, accent: space.accent },
    ways: waysInto(actor, space),
    filter,
    isFirstPage: after === null,
    next,
    requests: await waitingRequests(ctx, space.id),
    knock: isPrivate ? `${fromOf(ctx, args.request).origin}/knock/${knockKey(ctx, space)}` : null,
    members: members.map(({ admin, ...member }) => ({
      ...member,
      isMe: isSignedIn(actor) && actor.id === member.id,
      give: roles.filter((role) => !member[role] && mayGiveRole(actor, space.id, role)),
      take: roles.filter(
        (role) =>
          member[role] &&
          !(member.lead && role === "pilot") &&
          mayTakeRole(actor, space.id, { ...member, admin }, role),
      ),
      mayRemove: !member.lead && mayRemove(actor, space.id, { ...member, admin }),
    })),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  const { act, fields } = actOf(form);
  return answering(form, async () => {
    const space = await spaceBySlug(ctx, args.params.space);
    must(maySeeMembers(ctx.actor, space.id));
    switch (act) {
      case "give":
        await giveRole(ctx, space.id, parseForm(roleInput, fields));
        break;
      case "take":
        await takeRole(ctx, space.id, parseForm(roleInput, fields));
        break;
      case "remove":
        await removeMember(ctx, space.id, parseForm(removalInput, fields));
        break;
      case "approve":
      case "decline":
        await decideRequest(ctx, space.id, act, parseForm(decisionInput, fields), fromOf(ctx, args.request).origin);
        break;
      case "renew":
        await renewKnock(ctx, space.id);
        break;
      default:
        throw new Malformed();
    }
    return redirect(`/s/${space.slug}/members`, 303);
  });
}

export default function Members({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("spaces");
  const { space, ways, filter, members, next, requests, knock } = loaderData;
  return (
    <div className={styles.page}>
      <Title of={`${t("ways.members")} · ${space.name}`} />
      <h1>{t("ways.members")}</h1>
      <SpaceTabs slug={space.slug} ways={ways} here="members" waiting={requests.length} />
      <ProblemBox reply={reply} />
      {requests.length > 0 && (
        <section aria-labelledby="requests-heading">
          <h2 id="requests-heading">{t("requests.title")}</h2>
          <ul className={styles.list}>
            {requests.map((request) => (
              <li key={request.id}>
                <Request request={request} reply={reply?.values.member === request.id ? reply : undefined} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {knock !== null && (
        <section aria-labelledby="knock-heading" className={styles.said}>
          <h2 id="knock-heading">{t("knock.title")}</h2>
          <p className="soft">{t("knock.share")}</p>
          <CopyLink label={t("knock.title")} url={knock} />
          {ways.manage && (
            <Form method="post">
              <button className="btn slim" name="act" value="renew">
                {t("knock.renew")}
              </button>
            </Form>
          )}
        </section>
      )}
      <section aria-labelledby="list-heading" className={styles.part}>
        <h2 id="list-heading" className="away">
          {t("members.title")}
        </h2>
        <nav className="tabs" aria-label={t("members.filter")}>
          {memberFilters.map((each) => (
            <Link key={each} to={`?role=${each}`} aria-current={each === filter ? "page" : undefined}>
              {t(`members.show.${each}`)}
            </Link>
          ))}
        </nav>
        {members.length === 0 ? (
          <p className="soft">{t("members.none")}</p>
        ) : (
          <ul className={styles.list}>
            {members.map((member) => (
              <li key={member.id}>
                <Member member={member} reply={reply?.values.member === member.id ? reply : undefined} />
              </li>
            ))}
          </ul>
        )}
        {(next !== null || !loaderData.isFirstPage) && (
          <Pager
            previous={loaderData.isFirstPage ? undefined : { to: `?role=${filter}`, label: t("members.first") }}
            next={
              next === null ? undefined : { to: `?role=${filter}&after=${pageKeyText(next)}`, label: t("members.next") }
            }
          />
        )}
      </section>
    </div>
  );
}

type Asking = Route.ComponentProps["loaderData"]["requests"][number];

function Request({ request, reply }: { request: Asking; reply: Reply | undefined }) {
  const { t } = useTranslation("spaces");
  const wrong = useFieldError(reply);
  return (
    <div className={styles.said}>
      <Person name={request.name} affiliation={request.affiliation} sub={<Moment at={request.askedAt} />} />
      <p>{request.message}</p>
      <div className={styles.acts}>
        <Form method="post" noValidate>
          <input type="hidden" name="member" value={request.id} />
          <Field
            as="textarea"
            rows={2}
            name="reason"
            label={t("requests.reason")}
            hint={t("requests.reason_hint")}
            maxLength={limits.reason}
            defaultValue={reply?.values.reason}
            error={wrong("reason")}
          />
          <button className="btn first" name="act" value="approve">
            {t("requests.approve")}
            <span className="away"> {request.name}</span>
          </button>
          <button className="btn" name="act" value="decline">
            {t("requests.decline")}
            <span className="away"> {request.name}</span>
          </button>
        </Form>
      </div>
    </div>
  );
}

type Listed = Route.ComponentProps["loaderData"]["members"][number];

function Member({ member, reply }: { member: Listed; reply: Reply | undefined }) {
  const { t } = useTranslation("spaces");
  const has = roles.filter((role) => member[role]);
  const mayChange = member.give.length > 0 || member.take.length > 0 || member.mayRemove;
  return (
    <>
      <Person
        name={member.name}
        affiliation={member.affiliation}
        avatar={member.avatar}
        to={personPath(member.handle)}
        sub={
          <>
            {has.length > 0 && `${has.map((role) => t(`role.${role}`)).join(", ")} · `}
            {t("members.since")} <Day at={member.joinedAt} />
          </>
        }
      />
      {mayChange && (
        <details className={styles.wide} open={reply !== undefined}>
          <summary className="small">
            {t("members.change")}
            <span className="away"> {member.name}</span>
          </summary>
          <Changes member={member} reply={reply} />
        </details>
      )}
    </>
  );
}

function Changes({ member, reply }: { member: Listed; reply: Reply | undefined }) {
  const { t } = useTranslation("spaces");
  const wrong = useFieldError(reply);
  const whose = member.isMe ? "mine" : "theirs";
  return (
    <div className={styles.acts}>
      <div className="row">
        {member.give.map((role) => (
          <RoleButton key={role} member={member.id} role={role} act="give" label={t(`members.give.${role}`)} />
        ))}
        {member.take.map((role) => (
          <RoleButton key={role} member={member.id} role={role} act="take" label={t(`members.take.${whose}.${role}`)} />
        ))}
      </div>
      {member.mayRemove && (
        <p>
          <Link className="btn slim" to={member.handle}>
            {t("members.decisions")}
            <span className="away"> {member.name}</span>
          </Link>
        </p>
      )}
      {member.mayRemove && (
        <Form method="post" noValidate>
          <input type="hidden" name="member" value={member.id} />
          <Field
            as="textarea"
            rows={2}
            name="reason"
            label={t("members.reason", { name: member.name })}
            hint={t("members.reason_hint")}
            maxLength={limits.reason}
            required
            defaultValue={reply?.values.reason}
            error={wrong("reason")}
          />
          <button className="btn loss" name="act" value="remove">
            {t("members.remove")}
          </button>
        </Form>
      )}
    </div>
  );
}

function RoleButton({ member, role, act, label }: { member: string; role: string; act: string; label: string }) {
  return (
    <Form method="post">
      <input type="hidden" name="member" value={member} />
      <input type="hidden" name="role" value={role} />
      <button className="btn slim" name="act" value={act}>
        {label}
      </button>
    </Form>
  );
}
