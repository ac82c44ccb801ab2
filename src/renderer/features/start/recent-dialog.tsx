import { Modal } from "../../components/modal";
import { closeDialog } from "../../stores/dialog-store";
import { useMovieStore } from "../../stores/movie-store";
import { useRecentMovies } from "../../stores/recent-store";
import { useTexts } from "../../texts/use-texts";
import { RecentMovies } from "./recent-movies";

/** The movies that were opened before, while another one is open. */
export function RecentDialog() {
  const texts = useTexts();
  const movies = useRecentMovies();
  const opening = useMovieStore((state) => state.openingName !== null);
  return (
    <Modal
      title={texts.recent.dialogTitle}
      kind="wide"
      closable
      onClose={closeDialog}
      actions={
        <button type="button" className="button button--primary" onClick={closeDialog}>
          {texts.common.close}
        </button>
      }
    >
      {movies.length === 0 ? (
        <p className="quiet">{texts.recent.none}</p>
      ) : (
        <RecentMovies movies={movies} enabled={!opening} focused onOpen={closeDialog} />
      )}
    </Modal>
  );
}
