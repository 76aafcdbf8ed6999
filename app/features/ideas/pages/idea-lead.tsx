import { useTranslation } from "../../../ui/words.ts";
import { Link } from "react-router";
import { Icon } from "../../../ui/icon.tsx";
import { Person } from "../../../ui/person.tsx";
import { Day } from "../../../ui/moment.tsx";
import { StageChip } from "../../../ui/stage.tsx";
import { AppealLink } from "../../moderation/ui/appeal-link.tsx";
import { HeldNote } from "../../moderation/ui/held-note.tsx";
import { HiddenNote } from "../../moderation/ui/hidden-note.tsx";
import { personPath } from "../../people/rules.ts";
import { Answers } from "../../piloting/ui/answers.tsx";
import { Awaited } from "../../piloting/ui/awaited.tsx";
import { StandsStill } from "../../piloting/ui/paused.tsx";
import { MovePanel } from "../../piloting/ui/move-panel.tsx";
import { MoveUndo } from "../../piloting/ui/move-undo.tsx";
import { mayBeMerged, mergePath } from "../../merging/rules.ts";
import { Joined } from "../../merging/ui/joined.tsx";
import { NotesDrawer } from "../../notes/ui/notes-drawer.tsx";
import { DuplicateLines } from "../../duplicates/ui/lines.tsx";
import { ReopenedBy } from "../../reviving/ui/argument.tsx";
import { Reopens, Waiting } from "../../reviving/ui/waiting.tsx";
import { Invitation } from "../../writing/ui/invitation.tsx";
import { Withdrawn } from "../../writing/ui/withdrawn.tsx";
import { IdeaTalks } from "../../talks/ui/idea-talks.tsx";
import { transferPath } from "../../transferring/rules.ts";
import { Transfers } from "../../transferring/ui/letter.tsx";
import styles from "./idea.module.css";
import type { Route } from "./+types/idea.ts";

type Loaded = Route.ComponentProps["loaderData"];

/** What stands above the text of an idea: where it stands and why, and what is to be done about it. */
export function Lead({ loaded, viewer, hasLeft }: { loaded: Loaded; viewer: string | null; hasLeft: boolean }) {
  const { t } = useTranslation("ideas");
  const { t: tMerging } = useTranslation("merging");
  const { t: tTransferring } = useTranslation("transferring");
  const { idea, space, author } = loaded;
  const mayMerge = loaded.steering?.closed === null && mayBeMerged(idea);
  const mayTransferNow = loaded.mayTransfer && !loaded.transfers.some(({ state }) => state === "open");
  return (
    <div className="lead">
      {(hasLeft || loaded.leadsTo !== null) && (
        <p className="strip" role="status">
          <span>{tMerging("merged.page")}</span>
          <a className="btn slim" href={loaded.leadsTo ?? idea.path}>
            {tMerging("merged.go")}
          </a>
        </p>
      )}
      <header className={styles.opening}>
        <p className="row">
          <StageChip {...idea} />
          <span className="quiet small">
            {t("since")} <Day at={idea.stageSince} />
          </span>
        </p>
        <h1 lang={idea.language}>{idea.title}</h1>
        <Person
          name={author.name}
          affiliation={author.affiliation}
          avatar={author.avatar}
          to={personPath(author.handle)}
          sub={<Day at={idea.submittedAt} />}
        />
        {loaded.hiding && <HiddenNote hiding={loaded.hiding} what="idea" isMine={viewer === author.id} />}
        {idea.moderation === "held" && <HeldNote until={loaded.heldUntil} />}
        {idea.moderation === "hidden" && !loaded.hiding && (
          <p className="strip">
            {t(`moderation.${idea.moderationReason === "source_rejected" ? "source_rejected" : idea.moderation}`)}
          </p>
        )}
        <Withdrawn path={idea.path} withdrawal={loaded.withdrawal} author={author.name} />
      </header>
      {loaded.invitation && <Invitation path={idea.path} by={loaded.invitation.by} />}
      {loaded.steering?.undo && (
        <MoveUndo path={idea.path} space={idea.space} undo={loaded.steering.undo} author={author.name} />
      )}
      {loaded.pause && <StandsStill pause={loaded.pause} />}
      {loaded.owed && <Awaited owed={loaded.owed} pilots={loaded.deciders} />}
      {idea.stage === "declined" && loaded.isAuthor && <AppealLink />}
      <Answers
        answers={loaded.answers}
        space={space.id}
        canReply={loaded.takesComments}
        renderUnder={(answer, isNewest) => {
          const argument = loaded.reviving.brought.find(({ move }) => move === answer.id);
          if (argument) return <ReopenedBy argument={argument} />;
          if (!isNewest || answer.to !== "declined") return null;
          return <Reopens idea={idea.id} reviving={loaded.reviving} formId={loaded.argumentId} />;
        }}
      />
      <Waiting idea={idea.id} reviving={loaded.reviving} />
      <DuplicateLines path={idea.path} lines={loaded.duplicates} />
      <Joined joined={loaded.parts} />
      <Transfers transfers={loaded.transfers} />
      <IdeaTalks
        idea={idea}
        talks={loaded.talks}
        asking={loaded.asking}
        earliest={loaded.tomorrow}
        firstId={loaded.askId}
      />
      {loaded.steering && (
        <MovePanel idea={idea} steering={loaded.steering} author={author.name} firstId={loaded.moveId} />
      )}
      {(mayMerge || mayTransferNow) && (
        <p className={styles.acts}>
          {mayMerge && (
            <Link className="btn bare" to={mergePath(idea.id)}>
              <Icon name="merged" />
              {tMerging("title")}
            </Link>
          )}
          {mayTransferNow && (
            <Link className="btn bare" to={transferPath(idea.id)}>
              <Icon name="move" />
              {tTransferring("title")}
            </Link>
          )}
        </p>
      )}
      {loaded.internal && <NotesDrawer idea={idea.id} internal={loaded.internal} firstId={loaded.noteId} />}
    </div>
  );
}
