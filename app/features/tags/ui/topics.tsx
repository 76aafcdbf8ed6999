import { useTranslation } from "../../../ui/words.ts";
import { Link, useFetcher } from "react-router";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { TagsField } from "./tags-field.tsx";

type Tag = { id: string; name: string };

/** What an idea is about: its tags as ways to others of the kind, and for those who may, the form to change them. */
export function Topics({
  space,
  action,
  tags,
  suggestions,
  reply,
}: {
  space: string;
  /** Where the form posts. */
  action: string;
  tags: readonly Tag[];
  /** The space's tags for those who may sort this idea, else null. */
  suggestions: readonly Tag[] | null;
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("tags");
  if (tags.length === 0 && suggestions === null) return null;
  return (
    <section aria-labelledby="topics-heading">
      <h2 id="topics-heading">{t("heading")}</h2>
      {tags.length > 0 && (
        <ul className="row">
          {tags.map((tag) => (
            <li key={tag.id}>
              <Link className="chip" to={`/s/${space}?tag=${tag.id}`}>
                {tag.name}
              </Link>
            </li>
          ))}
        </ul>
      )}
      {suggestions !== null && <Sorting action={action} tags={tags} suggestions={suggestions} reply={reply} />}
    </section>
  );
}

function Sorting({
  action,
  tags,
  suggestions,
  reply,
}: {
  action: string;
  tags: readonly Tag[];
  suggestions: readonly Tag[];
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("tags");
  const fetcher = useFetcher<Reply | { ok: true }>();
  const refusal = fetcher.data && "problem" in fetcher.data ? fetcher.data : reply;
  const wrong = useFieldError(refusal);
  const names = tags.map(({ name }) => name).join(", ");
  return (
    <details open={refusal !== undefined || undefined}>
      <summary className="btn bare slim">{t(tags.length > 0 ? "change" : "add")}</summary>
      <fetcher.Form method="post" action={action} className="stack" key={names}>
        <ProblemBox reply={refusal} />
        <TagsField suggestions={suggestions} defaultValue={refusal?.values.tags ?? names} error={wrong("tags")} />
        <button className="btn slim">{t("save")}</button>
      </fetcher.Form>
    </details>
  );
}
