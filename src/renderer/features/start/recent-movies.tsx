import { useId } from "react";
import type { RecentMovie } from "../../../shared/recent";
import { Icon } from "../../components/icon";
import { IconButton } from "../../components/icon-button";
import { FIRST_FOCUS } from "../../components/modal";
import { clearRecent, openRecent, removeRecent } from "../../stores/recent-store";
import { useTexts } from "../../texts/use-texts";

interface RecentMoviesProps {
  readonly movies: readonly RecentMovie[];
  /** False while another movie is being opened. */
  readonly enabled: boolean;
  /** True where the latest one is to have the focus: in a dialog, whose list may come after it. */
  readonly focused?: boolean;
  /** Called when one is opened. */
  readonly onOpen?: () => void;
}

/** The movies that were opened before, each with a picture of it. */
export function RecentMovies({ movies, enabled, focused = false, onOpen }: RecentMoviesProps) {
  const { recent: texts } = useTexts();
  const titleId = useId();
  const first = focused ? movies.find(({ exists }) => exists)?.id : undefined;
  const open = (id: string): void => {
    onOpen?.();
    void openRecent(id);
  };
  return (
    <section className="recent" aria-labelledby={titleId}>
      <header className="recent__head">
        <h2 id={titleId}>{texts.title}</h2>
        <button type="button" className="button button--small" onClick={() => void clearRecent()}>
          {texts.clear}
        </button>
      </header>
      <ul className="recent__list">
        {movies.map((movie) => (
          <li className="recent__movie" key={movie.id}>
            <Card
              movie={movie}
              enabled={enabled}
              focused={movie.id === first}
              onOpen={() => open(movie.id)}
            />
            <div className="recent__remove">
              <IconButton
                label={texts.remove(movie.name)}
                icon="close"
                onPress={() => void removeRecent(movie.id)}
              />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface CardProps {
  readonly movie: RecentMovie;
  readonly enabled: boolean;
  readonly focused: boolean;
  readonly onOpen: () => void;
}

function takeFocus(button: HTMLButtonElement | null): void {
  button?.focus();
}

function Card({ movie, enabled, focused, onOpen }: CardProps) {
  const { recent: texts } = useTexts();
  const { name, folder, exists, thumbnail } = movie;
  return (
    <button
      type="button"
      className="recent__open"
      disabled={!enabled || !exists}
      title={exists ? name : texts.notFoundTitle(name)}
      onClick={onOpen}
      {...(focused ? { ...FIRST_FOCUS, ref: takeFocus } : {})}
    >
      <span className="recent__picture">
        {thumbnail === null ? <Icon name="film" /> : <img src={thumbnail} alt="" />}
        {!exists && <span className="recent__gone">{texts.notFound}</span>}
      </span>
      <span className="recent__name">{name}</span> <span className="recent__folder quiet">{folder}</span>
    </button>
  );
}
