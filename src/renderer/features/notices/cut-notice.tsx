import { NoticeBar } from "../../components/notice-bar";
import { usePlaybackStore } from "../../stores/playback-store";
import { useTexts } from "../../texts/use-texts";

/** Why nothing is drawn on the last frame before a cut. While the movie plays it would flash. */
export function CutNotice() {
  const { cuts } = useTexts();
  const isCut = usePlaybackStore((state) => state.shownCut && !state.playing);
  return isCut && <NoticeBar kind="information" subject={null} message={cuts.noMotion} />;
}
