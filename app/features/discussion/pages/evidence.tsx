import { useTranslation } from "../../../ui/words.ts";
import { contextOf } from "../../../platform/context.server.ts";
import { placeUnderIdea } from "../../ideas/ui/place.ts";
import { actOnComment } from "../comment-acts.server.ts";
import { acceptEvidence, undoAcceptance } from "../evidence.server.ts";
import { placeOfComment } from "../queries.server.ts";
import { CommentActPage } from "../ui/comment-act-page.tsx";
import type { Route } from "./+types/evidence.ts";

export const handle = {
  i18n: ["discussion"],
  place: placeUnderIdea,
};

/** Whether a comment is accepted as evidence. The page is only seen when that could not be said. */
export async function loader(args: Route.LoaderArgs) {
  return placeOfComment(contextOf(args), args.params.comment);
}

export async function action(args: Route.ActionArgs) {
  return actOnComment(args, { accept: acceptEvidence, undo: undoAcceptance });
}

export default function Evidence({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("discussion");
  return <CommentActPage title={t("evidence.title")} back={t("evidence.back")} at={loaderData} answer={actionData} />;
}
