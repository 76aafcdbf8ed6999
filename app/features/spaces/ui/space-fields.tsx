import { useTranslation } from "../../../ui/words.ts";
import type { Locale } from "../../../platform/actor.ts";
import { Choices } from "../../../ui/choices.tsx";
import { Field } from "../../../ui/field.tsx";
import { type Reply, useFieldError } from "../../../ui/problem.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { Tick } from "../../../ui/tick.tsx";
import { holdChoices, accents, leansShown, limits, roomsByChoices } from "../rules.ts";
import styles from "./space-fields.module.css";

/** What a space is, as its form holds it. */
export type SpaceValues = {
  spaceName: string;
  purpose: string;
  criteria: string;
  visibility: string;
  language: string;
  timeZone: string;
  accent: string;
  leanShown: string;
  roomsBy: string;
  holdFirst: string;
};

/** The fields of a space. `isPrivate`: to open it to everybody, one more yes is needed. */
export function SpaceFields({
  values,
  timeZones,
  reply,
  isPrivate = false,
}: {
  values: SpaceValues;
  timeZones: readonly string[];
  reply: Reply | undefined;
  isPrivate?: boolean;
}) {
  const { t } = useTranslation("spaces");
  const wrong = useFieldError(reply);
  const typed = (name: keyof SpaceValues) => reply?.values[name] ?? values[name];
  const languages: readonly { value: Locale; label: string }[] = [
    { value: "en", label: "English" },
    { value: "fr", label: "Français" },
  ];
  return (
    <>
      <Field
        name="spaceName"
        label={t("form.name")}
        hint={t("form.name_hint")}
        maxLength={limits.name}
        required
        defaultValue={typed("spaceName")}
        error={wrong("spaceName")}
      />
      <Field
        as="textarea"
        rows={3}
        name="purpose"
        label={t("form.purpose")}
        hint={t("form.purpose_hint")}
        maxLength={limits.purpose}
        required
        defaultValue={typed("purpose")}
        error={wrong("purpose")}
      />
      <Field
        as="textarea"
        name="criteria"
        label={t("form.criteria")}
        hint={t("form.criteria_hint")}
        optional
        maxLength={limits.criteria}
        defaultValue={typed("criteria")}
        error={wrong("criteria")}
      />
      <Choices
        legend={t("form.visibility")}
        name="visibility"
        options={[
          { value: "public", label: t("form.public") },
          { value: "private", label: t("form.private") },
        ]}
        hint={isPrivate ? t("form.opening_hint") : t("form.visibility_hint")}
        defaultValue={typed("visibility")}
        error={wrong("visibility")}
      />
      {isPrivate && (
        <Tick name="opening" value="yes" defaultChecked={reply?.values.opening === "yes"}>
          {t("form.opening")}
        </Tick>
      )}
      <Choices
        legend={t("form.language")}
        hint={t("form.language_hint")}
        name="language"
        options={languages}
        defaultValue={typed("language")}
        error={wrong("language")}
      />
      <SelectField
        name="timeZone"
        label={t("form.time_zone")}
        hint={t("form.time_zone_hint")}
        options={timeZones.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))}
        defaultValue={typed("timeZone")}
        error={wrong("timeZone")}
      />
      <fieldset className="field">
        <legend>{t("form.accent")}</legend>
        <div className="choices">
          {accents.map((accent) => (
            <label key={accent} data-accent={accent}>
              <input type="radio" name="accent" value={accent} defaultChecked={accent === typed("accent")} />
              <i className={styles.swatch} />
              {t(`form.accents.${accent}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <Choices
        legend={t("form.lean")}
        hint={t("form.lean_hint")}
        name="leanShown"
        options={leansShown.map((value) => ({ value, label: t(`form.leans.${value}`) }))}
        defaultValue={typed("leanShown")}
        error={wrong("leanShown")}
      />
      <Choices
        legend={t("form.rooms_by")}
        hint={t("form.rooms_by_hint")}
        name="roomsBy"
        options={roomsByChoices.map((value) => ({ value, label: t(`form.rooms_bys.${value}`) }))}
        defaultValue={typed("roomsBy")}
        error={wrong("roomsBy")}
      />
      <Choices
        legend={t("form.hold")}
        hint={t("form.hold_hint")}
        name="holdFirst"
        options={holdChoices.map((value) => ({
          value,
          label: value === "0" ? t("form.hold_none") : t("form.hold_number", { count: Number(value) }),
        }))}
        defaultValue={typed("holdFirst")}
        error={wrong("holdFirst")}
      />
    </>
  );
}
