import { Form } from "react-router";
import { useTranslation } from "../../../ui/words.ts";
import styles from "./invitation.module.css";

/** For somebody who is asked to write an idea with its authors: what it means, yes or no. */
export function Invitation({ path, by }: { path: string; by: string }) {
  const { t } = useTranslation("writing");
  return (
    <section className={`answer kept-place ${styles.invitation}`} aria-labelledby="invitation-heading">
      <h2 id="invitation-heading">{t("invited.title", { name: by })}</h2>
      <p className="small soft">{t("invited.what")}</p>
      <Form method="post" action={`${path}/authors`} className="row">
        <button className="btn" name="act" value="accept">
          {t("invited.accept")}
        </button>
        <button className="btn bare" name="act" value="decline">
          {t("invited.decline")}
        </button>
      </Form>
    </section>
  );
}
