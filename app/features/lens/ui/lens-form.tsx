import { Form, Link } from "react-router";
import { affiliations } from "../../../platform/actor.ts";
import { Field } from "../../../ui/field.tsx";
import { useStageWord } from "../../../ui/stage.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { listedStages } from "../../feed/rules.ts";
import type { Field as FactField } from "../queries.server.ts";
import { lensOrders, lensPath, lensQuery, type LensView, segmentText } from "../rules.ts";
import styles from "./lens.module.css";
import { useFieldWord } from "./field-word.ts";

/** Whose eyes the ideas are seen with: a form that asks for an address, so that each view is a link. */
export function LensForm({
  space,
  view,
  fields,
  products,
}: {
  space: { id: string; slug: string };
  view: LensView;
  fields: readonly FactField[];
  products: readonly { id: string; name: string }[];
}) {
  const { t } = useTranslation("lens");
  const { t: word } = useTranslation("ui");
  const stageWord = useStageWord();
  const fieldWord = useFieldWord();
  const any = { value: "", label: t("form.any") };
  const chosen = view.segment === null ? "" : segmentText(view.segment);
  const segments = fields.flatMap(({ name, values, isNumber }) => [
    ...(isNumber ? [{ value: name, label: t("form.by_number", { field: fieldWord(name) }) }] : []),
    ...(isNumber ? [] : values).map((value) => ({
      value: `${name}=${value}`,
      label: t("form.value", { field: fieldWord(name), value }),
    })),
  ]);
  // What an address asks for that is not offered is said all the same.
  if (view.segment !== null && !segments.some(({ value }) => value === chosen)) {
    const { field } = view.segment;
    const value = "value" in view.segment ? view.segment.value : "…";
    segments.push({ value: chosen, label: t("form.value", { field: fieldWord(field), value }) });
  }
  const range = view.segment && "from" in view.segment ? view.segment : null;
  return (
    <Form action={lensPath(space.slug)} className={styles.form} preventScrollReset>
      <Field
        as="select"
        name="by"
        label={t("form.by")}
        defaultValue={view.by ?? ""}
        options={[any, ...affiliations.map((value) => ({ value, label: word(`affiliation.plural.${value}`) }))]}
      />
      {fields.length > 0 && (
        <Field
          as="select"
          name="segment"
          label={t("form.segment")}
          defaultValue={chosen}
          options={[any, ...segments]}
        />
      )}
      {fields.some(({ isNumber }) => isNumber) && (
        <div className={styles.range}>
          {(["from", "to"] as const).map((name) => (
            <Field
              key={name}
              name={name}
              label={t(`form.${name}`)}
              inputMode="numeric"
              autoComplete="off"
              maxLength={15}
              defaultValue={range?.[name] ?? ""}
            />
          ))}
        </div>
      )}
      {products.length > 0 && (
        <Field
          as="select"
          name="product"
          label={t("form.product")}
          defaultValue={view.product ?? ""}
          options={[any, ...products.map(({ id, name }) => ({ value: id, label: name }))]}
        />
      )}
      <Field
        as="select"
        name="stage"
        label={t("form.stage")}
        defaultValue={view.stage ?? ""}
        options={[any, ...listedStages.map((value) => ({ value, label: stageWord(space.id, value) }))]}
      />
      <Field
        as="select"
        name="sort"
        label={t("form.order")}
        defaultValue={view.order}
        options={lensOrders.map((value) => ({ value, label: t(`form.orders.${value}`) }))}
      />
      <p className="row">
        <button className="btn first">{t("form.look")}</button>
        {lensQuery(view) !== "" && (
          <Link className="btn bare" to={lensPath(space.slug)} preventScrollReset>
            {t("form.all")}
          </Link>
        )}
      </p>
      {fields.length === 0 && <p className="small soft">{t("form.no_facts")}</p>}
    </Form>
  );
}
