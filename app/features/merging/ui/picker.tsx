import { Form, Link } from "react-router";
import { Field } from "../../../ui/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { StageChip } from "../../../ui/stage.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { Choice } from "../queries.server.ts";
import styles from "./merging.module.css";

/** Chooses an idea beside another one: by words of its title, by its address, or from those alike. `title` asks for it. */
export function Picker({
  title,
  found,
  words,
  space,
}: {
  title: string;
  found: readonly Choice[];
  words: string;
  space: string;
}) {
  const { t } = useTranslation("merging");
  return (
    <section className={styles.form} aria-labelledby="picker">
      <h2 id="picker">{title}</h2>
      <Form method="get" className={styles.search} role="search">
        <Field
          name="q"
          type="search"
          label={t("picker.words")}
          hint={t("picker.words_hint")}
          defaultValue={words}
          maxLength={200}
        />
        <button className="btn">
          <Icon name="search" />
          {t("picker.search")}
        </button>
      </Form>
      {words === "" && found.length > 0 && <h3 className="label">{t("picker.alike")}</h3>}
      {words !== "" && (
        <p className="small quiet" role="status">
          {t("picker.found", { count: found.length })}
        </p>
      )}
      <ul className={styles.choices}>
        {found.map((idea) => (
          <li key={idea.id}>
            <Link to={`?into=${idea.id}`} lang={idea.language}>
              {idea.title}
            </Link>
            <p className="row small quiet">
              <StageChip stage={idea.stage} space={space} />
              {t("picker.people", { count: idea.participants })}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
