import { Form } from "react-router";
import { useClock } from "../../../ui/clock.tsx";
import { exact } from "../../../ui/dates.ts";
import { useTranslation } from "../../../ui/words.ts";
import styles from "./leaving-banner.module.css";

/** Says on each page that the account is about to be erased, and lets its owner keep it. `at`: ms since 1970 UTC. */
export function LeavingBanner({ at }: { at: number }) {
  const { t, i18n } = useTranslation("privacy");
  const { timeZone } = useClock();
  return (
    <Form method="post" action="/me/privacy/leave" className={`strip await row ${styles.banner}`}>
      <span suppressHydrationWarning>{t("banner.what", { at: exact(at, { locale: i18n.language, timeZone }) })}</span>
      <button className="btn slim" name="act" value="stay">
        {t("banner.stay")}
      </button>
    </Form>
  );
}
