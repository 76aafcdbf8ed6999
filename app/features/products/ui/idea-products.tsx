import { Link, useFetcher } from "react-router";
import { Icon } from "../../../ui/icon.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { Field } from "../../../ui/field.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { NamedProduct } from "../queries.server.ts";
import { productPath } from "../rules.ts";

/** The products that an idea belongs to, and for those who may, the forms that change that. */
export function IdeaProducts({
  path,
  space,
  products,
  offered,
}: {
  /** The address of the idea. */
  path: string;
  /** The slug of its space. */
  space: string;
  products: readonly NamedProduct[];
  /** Products that it could belong to, for those who may say so; else null. */
  offered: readonly NamedProduct[] | null;
}) {
  const { t } = useTranslation("products");
  const left = offered?.filter(({ id }) => !products.some((product) => product.id === id)) ?? [];
  if (products.length === 0 && left.length === 0) return null;
  return (
    <section aria-labelledby="products-heading">
      <h2 id="products-heading">{t("idea.heading", { count: products.length })}</h2>
      <LinkedProducts path={path} space={space} products={products} mayChange={offered !== null} />
      {left.length > 0 && <LinkForm path={path} offered={left} />}
    </section>
  );
}

function LinkedProducts({
  path,
  space,
  products,
  mayChange,
}: {
  path: string;
  space: string;
  products: readonly NamedProduct[];
  mayChange: boolean;
}) {
  const { t } = useTranslation("products");
  const fetcher = useFetcher<Reply | { ok: true }>();
  const refusal = fetcher.data && "problem" in fetcher.data ? fetcher.data : undefined;
  return (
    <>
      <ProblemBox reply={refusal} />
      <ul className="stack">
        {products.map((product) => (
          <li key={product.id} className="row">
            <Link to={productPath(space, product)}>{product.name}</Link>
            {product.isArchived && <span className="small quiet">{t("archived")}</span>}
            {mayChange && (
              <fetcher.Form method="post" action={`${path}/products`}>
                <input type="hidden" name="product" value={product.id} />
                <button
                  className="btn bare slim"
                  name="act"
                  value="unlink"
                  aria-label={t("idea.unlink_from", { name: product.name })}
                >
                  <Icon name="cross" />
                </button>
              </fetcher.Form>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Says to which product an idea belongs. */
function LinkForm({ path, offered }: { path: string; offered: readonly NamedProduct[] }) {
  const { t } = useTranslation("products");
  const fetcher = useFetcher<Reply | { ok: true }>();
  const refusal = fetcher.data && "problem" in fetcher.data ? fetcher.data : undefined;
  return (
    <details>
      <summary className="btn bare slim">{t("idea.link")}</summary>
      <fetcher.Form
        method="post"
        action={`${path}/products`}
        className="stack"
        key={offered.map(({ id }) => id).join(" ")}
      >
        <LinkFields offered={offered} reply={refusal} />
      </fetcher.Form>
    </details>
  );
}

/** The choice of a product and what sends it. */
export function LinkFields({ offered, reply }: { offered: readonly NamedProduct[]; reply: Reply | undefined }) {
  const { t } = useTranslation("products");
  const wrong = useFieldError(reply);
  return (
    <>
      <ProblemBox reply={reply} />
      <Field
        as="select"
        name="product"
        label={t("idea.which")}
        defaultValue={reply?.values.product ?? ""}
        error={wrong("product")}
        options={[
          { value: "", label: t("idea.choose") },
          ...offered.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <button className="btn slim" name="act" value="link">
        {t("idea.link_act")}
      </button>
    </>
  );
}
