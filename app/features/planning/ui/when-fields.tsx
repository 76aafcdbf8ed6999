import { Choices } from "../../../ui/choices.tsx";
import { Field } from "../../../ui/field.tsx";
import { useTranslation } from "../../../ui/words.ts";
import styles from "./when-fields.module.css";

/** When a room begins: at once, or at a time of day in a time zone. Day and time as `2026-05-31` and `18:30`. */
export function WhenFields({
  values,
  zone,
  wrong,
}: {
  values: { when: string; day: string; time: string };
  zone: string;
  wrong: (name: string) => string | undefined;
}) {
  const { t } = useTranslation("planning");
  return (
    <div className={styles.when}>
      <Choices
        legend={t("when.legend")}
        name="when"
        options={(["now", "later"] as const).map((value) => ({ value, label: t(`when.${value}`) }))}
        defaultValue={values.when}
      />
      <div className={styles.moment}>
        <Field name="day" type="date" label={t("when.day")} defaultValue={values.day} error={wrong("day")} />
        <Field name="time" type="time" label={t("when.time")} defaultValue={values.time} error={wrong("time")} />
        <input type="hidden" name="zone" value={zone} />
        <p className="small quiet">{t("when.zone", { zone: zone.replaceAll("_", " ") })}</p>
      </div>
    </div>
  );
}
