import { Link } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Moment } from "../../../ui/moment.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { outboxMail } from "../mail.server.ts";
import type { Route } from "./+types/outbox-mail.ts";
import styles from "./admin.module.css";

export const handle = { i18n: ["administration"] };

/** A mail that lies in the outbox, as its text part. Throws `Forbidden`, `NotFound`. */
export function loader(args: Route.LoaderArgs) {
  return outboxMail(contextOf(args), args.params.mail);
}

export default function OutboxMail({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation("administration");
  const { to, at, text } = loaderData;
  const subject = loaderData.subject || t("mail.no_subject");
  return (
    <div className={styles.page}>
      <Title of={subject} />
      <p className="small">
        <Link to="/admin/mail">{t("mail.back")}</Link>
      </p>
      <h1>{subject}</h1>
      <dl className="facts">
        <dt>{t("mail.to")}</dt>
        <dd>{to}</dd>
        <dt>{t("mail.written_at")}</dt>
        <dd>
          <Moment at={at} />
        </dd>
      </dl>
      <p className="strip await">{t("mail.outbox_warning")}</p>
      <pre className={styles.letter}>{text}</pre>
    </div>
  );
}
