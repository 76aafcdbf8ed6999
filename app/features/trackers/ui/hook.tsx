import { Form, Link } from "react-router";
import { Moment } from "../../../ui/moment.tsx";
import { ProblemBox, type Reply, useSentence } from "../../../ui/problem.tsx";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import type { hookShown } from "../queries.server.ts";
import styles from "./trackers.module.css";

type Shown = Awaited<ReturnType<typeof hookShown>>;

/** On the page on which a product is kept: the secret with which its tracker signs, and what came last. */
export function HookPart({
  address,
  shown,
  secret,
  reply,
}: {
  /** Where reports are posted to, with the name of this site. */
  address: string;
  shown: Shown;
  /** The secret that was just made: it is shown this once. */
  secret: string | null;
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("trackers");
  const called = useCalled();
  const { hook, deliveries } = shown;
  return (
    <section className={styles.hook} aria-labelledby="hook-heading">
      <h2 id="hook-heading">{t("hook.heading")}</h2>
      <p className="soft">{t("hook.what")}</p>
      <ProblemBox reply={reply} />
      {secret !== null && (
        <div className={`strip ${styles.secret}`} role="status">
          <p>{t("hook.fresh")}</p>
          <p>
            <code>{secret}</code>
          </p>
        </div>
      )}
      <p>{hook ? t("hook.stands", { name: called(hook.by) }) : t("hook.none")}</p>
      {hook && (
        <>
          <p>
            {t("hook.address")} <code>{address}</code>
          </p>
          <details>
            <summary>{t("hook.how")}</summary>
            <p className="soft">{t("hook.how_what")}</p>
            <pre className={styles.example}>
              <code>{exampleFor(address)}</code>
            </pre>
          </details>
        </>
      )}
      <Form method="post" className="row" preventScrollReset>
        <button className="btn" name="act" value="open_hook">
          {t(hook ? "hook.remake" : "hook.make")}
        </button>
        {hook && (
          <button className="btn bare" name="act" value="close_hook">
            {t("hook.close")}
          </button>
        )}
      </Form>
      {hook && <p className="small quiet">{t("hook.remake_what")}</p>}
      {(hook || deliveries.length > 0) && <Deliveries deliveries={deliveries} />}
    </section>
  );
}

function Deliveries({ deliveries }: Pick<Shown, "deliveries">) {
  const { t } = useTranslation("trackers");
  const sentence = useSentence();
  return (
    <>
      <h3>{t("hook.deliveries")}</h3>
      {deliveries.length === 0 && <p className="soft">{t("hook.no_delivery")}</p>}
      {deliveries.length > 0 && (
        <table className={`small ${styles.deliveries}`}>
          <thead>
            <tr>
              <th scope="col">{t("hook.when")}</th>
              <th scope="col">{t("hook.answer")}</th>
              <th scope="col">{t("hook.about")}</th>
              <th scope="col">{t("hook.why")}</th>
            </tr>
          </thead>
          <tbody>
            {deliveries.map(({ id, at, status, why, about }) => (
              <tr key={id}>
                <td>
                  <Moment at={at} />
                </td>
                <td>{status < 300 ? t("hook.taken") : t("hook.refused", { status })}</td>
                <td>
                  {about && (
                    <Link to={about.path} lang={about.language}>
                      {about.title}
                    </Link>
                  )}
                </td>
                <td>{why !== null && sentence(why)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

/** How a report is signed and sent from a shell. */
function exampleFor(address: string): string {
  return [
    `BODY='{"delivery":"build-1234","link":"https://github.com/owner/repo/issues/12","percent":60}'`,
    `TIME=$(date +%s)`,
    `SIGN=$(printf '%s.%s' "$TIME" "$BODY" | openssl dgst -sha256 -hmac "$SECRET" | sed 's/.* //')`,
    `curl ${address} -H 'Content-Type: application/json' \\`,
    `  -H "X-Caco-Timestamp: $TIME" -H "X-Caco-Signature: sha256=$SIGN" --data-binary "$BODY"`,
  ].join("\n");
}
