import type { MovieInfo } from "../../../shared/movie";
import { useStatsStore } from "../../stores/stats-store";
import { useTexts } from "../../texts/use-texts";
import { FrameActions } from "./frame-actions";
import { AllPixelsToggle } from "./stats/all-pixels-toggle";
import { ComparedFigures } from "./stats/compared-figures";
import { CostFold } from "./stats/cost-fold";
import { MotionFigures } from "./stats/motion-figures";

/** How the frame on the screen moves, and, folded away until somebody wants it, what that cost. */
export function StatsPanel({ movie }: { readonly movie: MovieInfo }) {
  const { stats: texts } = useTexts();
  const stats = useStatsStore((state) => state.stats);
  return (
    <section className="panel stats" aria-labelledby="stats-title" data-picture={stats?.picture}>
      <div className="panel__title">
        <h2 id="stats-title">{texts.title}</h2>
        <AllPixelsToggle />
      </div>
      <MotionFigures stats={stats} />
      {stats?.compared && <ComparedFigures stats={stats} compared={stats.compared} />}
      <FrameActions movie={movie} stats={stats} />
      <CostFold stats={stats} />
    </section>
  );
}
