import { useTranslation } from "../../../ui/words.ts";
import { Person } from "../../../ui/person.tsx";
import type { Reply } from "../../../ui/problem.tsx";
import { StagePath } from "../../../ui/stage-path.tsx";
import { personPath } from "../../people/rules.ts";
import { Keeper } from "../../piloting/ui/keeper.tsx";
import { CreditLine } from "../../crediting/ui/credit-line.tsx";
import { FollowButton } from "../../following/ui/follow-button.tsx";
import { SignalPanel } from "../../signals/ui/signal-panel.tsx";
import { Makers } from "../../writing/ui/makers.tsx";
import { GatesAhead } from "../../stages/ui/gates.tsx";
import { IdeaRooms } from "../../planning/ui/idea-rooms.tsx";
import { isOnBoard } from "../../board/rules.ts";
import { PlanOnIdea } from "../../board/ui/plan-on-idea.tsx";
import { IdeaForecasts } from "../../forecasts/ui/idea-forecasts.tsx";
import { EvidenceWays } from "../../lens/ui/evidence-ways.tsx";
import { IdeaProducts } from "../../products/ui/idea-products.tsx";
import { Helped } from "../../releases/ui/helped.tsx";
import { ShippedWith } from "../../releases/ui/shipped-with.tsx";
import { IdeaTrials } from "../../trials/ui/idea-trials.tsx";
import { IdeaIssues } from "../../trackers/ui/issues.tsx";
import { Topics } from "../../tags/ui/topics.tsx";
import { usualPath } from "../rules.ts";
import styles from "./idea.module.css";
import type { Affiliation } from "../../../platform/actor.ts";
import type { Route } from "./+types/idea.ts";

type Loaded = Route.ComponentProps["loaderData"];

/** What stands beside an idea: its signals, its way, what it belongs to, and its people. */
export function Aside({
  loaded,
  participants,
  affiliation,
  reply,
}: {
  loaded: Loaded;
  /** How many people gave a signal, as of now. */
  participants: number;
  /** Whose count the reader's own signal adds to. */
  affiliation: Affiliation;
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("ideas");
  const { idea, space, steps } = loaded;
  const isAboutSignal = reply !== undefined && "kind" in reply.values && !("body" in reply.values);
  return (
    <div className="aside">
      <SignalPanel
        idea={idea}
        panel={loaded.signals}
        participants={participants}
        affiliation={affiliation}
        reply={isAboutSignal ? reply : undefined}
        isWanted={loaded.parked !== null && "kind" in loaded.parked && !("body" in loaded.parked)}
      >
        <FollowButton
          path={idea.path}
          follows={loaded.follows}
          reply={reply !== undefined && "follow" in reply.values ? reply : undefined}
          isWanted={loaded.parked !== null && "follow" in loaded.parked}
        />
      </SignalPanel>
      <div className="rest">
        <section aria-labelledby="path-heading">
          <h2 id="path-heading">{t("path")}</h2>
          <StagePath
            space={space.id}
            passed={steps.slice(0, -1).map(({ stage, enteredAt }) => ({ stage, at: enteredAt }))}
            current={{ stage: idea.stage, extra: idea.extra, at: idea.stageSince }}
            ahead={usualPath.includes(idea.stage) ? usualPath.slice(usualPath.indexOf(idea.stage) + 1) : []}
          />
        </section>
        {loaded.ahead && <GatesAhead space={space.id} {...loaded.ahead} />}
        <PlanOnIdea plan={loaded.plan} isOver={idea.stage === "shipped" || !isOnBoard(idea.stage)} />
        <ShippedWith release={loaded.release} />
        <Helped help={loaded.help} />
        <IdeaForecasts
          path={idea.path}
          forecasts={loaded.forecasts}
          mayAsk={loaded.mayAskForecast}
          isSignedIn={loaded.isSignedIn}
        />
        <IdeaProducts path={idea.path} space={space.slug} products={loaded.products} offered={loaded.offered} />
        <IdeaIssues path={idea.path} issues={loaded.issues} firstId={loaded.issueId} />
        <EvidenceWays path={idea.path} can={loaded.can} />
        <IdeaTrials path={idea.path} trials={loaded.trials} mayAsk={loaded.mayAskTesters} />
        <IdeaRooms idea={idea.id} space={space.slug} rooms={loaded.rooms} mayOpen={loaded.mayOpenRoom} />
        <Makers path={idea.path} makers={loaded.makers} canInvite={loaded.can.invite}>
          <CreditLine path={idea.path} summary={loaded.credits} />
        </Makers>
        <Topics
          space={space.slug}
          action={`${idea.path}/tags`}
          tags={loaded.tags}
          suggestions={loaded.tagSuggestions}
          reply={reply !== undefined && "tags" in reply.values ? reply : undefined}
        />
        {loaded.assigned && <Keeper assigned={loaded.assigned} owed={loaded.owed} />}
        {!loaded.assigned && loaded.pilots.length > 0 && (
          <section aria-labelledby="pilots-heading">
            <h2 id="pilots-heading">{t("pilots", { count: loaded.pilots.length })}</h2>
            <ul className={styles.people}>
              {loaded.pilots.map((pilot) => (
                <li key={pilot.id}>
                  <Person
                    name={pilot.name}
                    affiliation={pilot.affiliation}
                    avatar={pilot.avatar}
                    to={personPath(pilot.handle)}
                  />
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </div>
  );
}
