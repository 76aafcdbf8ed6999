import { data, Link, redirect } from "react-router";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { placeUnderIdea } from "../../ideas/ui/place.ts";
import { idOfPath } from "../../ideas/rules.ts";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import { wantsPage } from "../../../platform/http/wants.server.ts";
import { newId } from "../../../platform/ids.ts";
import { pageKeyIn, pageKeyText } from "../../../platform/paging.ts";
import { Pager } from "../../../ui/pager.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { deleteNote, editNote, writeNote } from "../commands.server.ts";
import { noteDeletion, noteEdit, noteInput } from "../inputs.ts";
import { notesPage } from "../queries.server.ts";
import { NoteForm } from "../ui/note-form.tsx";
import { Note } from "../ui/note.tsx";
import styles from "../ui/notes.module.css";
import type { Route } from "./+types/notes.ts";

export const handle = { i18n: ["notes", "mentions"], place: placeUnderIdea };

/** All internal notes on an idea, the newest first. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const { searchParams } = args.url;
  const page = await notesPage(ctx, idOfPath(args.params.idea), pageKeyIn(searchParams));
  const parked = await unpark(args.request, ctx, `/ideas/${args.params.idea}/notes`);
  const edited = searchParams.get("edit");
  return {
    ...page,
    /** The own note whose form stands open: without script that is a page of its own. */
    edited: page.notes.some(({ id, source }) => id === edited && source !== null) ? edited : null,
    isFirst: !searchParams.has("after"),
    noteId: newId(ctx.now),
    parked: parked !== null && "body" in parked ? parked : null,
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const idea = idOfPath(args.params.idea);
  const form = await args.request.formData();
  return answering(form, async () => {
    const { act, fields } = actOf(form);
    const note = await done(act, ctx, idea, fields);
    const headers = { "Set-Cookie": forgetParked(ctx) };
    if (!wantsPage(args.request)) return data({ done: note }, { headers });
    return redirect(`/ideas/${args.params.idea}/notes`, { status: 303, headers });
  });
}

/** Does what the form asks for and gives the note's id. */
async function done(act: string, ctx: ReturnType<typeof contextOf>, idea: string, fields: FormData): Promise<string> {
  if (act === "write") return writeNote(ctx, idea, parseForm(noteInput, fields));
  if (act === "edit") {
    const input = parseForm(noteEdit, fields);
    await editNote(ctx, idea, input);
    return input.note;
  }
  if (act !== "delete") throw new Malformed();
  // The button stands in the form that edits.
  fields.delete("body");
  fields.delete("editedAt");
  const { note } = parseForm(noteDeletion, fields);
  await deleteNote(ctx, idea, note);
  return note;
}

/** After a conflict the words that stand now are shown. */
export { alsoAfterConflict as shouldRevalidate } from "../../../ui/after-conflict.ts";

export default function Notes({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("notes");
  const { idea, notes, next, edited, isFirst, noteId, parked } = loaderData;
  const reply = actionData && "problem" in actionData ? actionData : undefined;
  const wrong = reply?.values.note;
  const typed = reply?.values ?? parked;
  return (
    <div className={styles.page}>
      <Title of={`${t("heading")} · ${idea.title}`} />
      <h1>{t("heading")}</h1>
      <p className="strip">{t("who_reads")}</p>
      {isFirst && edited === null && wrong === undefined && (
        <NoteForm
          idea={idea.id}
          firstId={reply?.values.id ?? noteId}
          values={typed?.note === undefined ? typed : null}
          reply={reply}
        />
      )}
      {notes.length === 0 && <p className="soft">{t("empty")}</p>}
      <ul className={styles.list}>
        {notes.map((note) => (
          <li key={note.id}>
            <Note
              idea={idea.id}
              note={note}
              isOpen={note.id === edited || note.id === wrong || (note.source !== null && note.id === parked?.note)}
              values={note.id === typed?.note ? typed : null}
              reply={note.id === wrong ? reply : undefined}
            />
          </li>
        ))}
      </ul>
      {next && <Pager next={{ to: `?after=${pageKeyText(next)}`, label: t("earlier") }} />}
      <p className="row">
        {!isFirst && (
          <Link className="btn" to="?">
            {t("newest")}
          </Link>
        )}
        <Link className="btn" to={idea.path}>
          {t("back")}
        </Link>
      </p>
    </div>
  );
}
