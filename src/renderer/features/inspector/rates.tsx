import { useId } from "react";
import { type MovieInfo, type NamingChoice, type PictureNaming, STATED_RATE } from "../../../shared/movie";
import { say } from "../../../shared/texts/message";
import type { Texts } from "../../../shared/texts/texts";
import { request } from "../../api";
import { NumberInput } from "../../components/number-input";
import { reportProblem, useMovieStore } from "../../stores/movie-store";
import { useTexts } from "../../texts/use-texts";

/** Frame rate, where the recording has no times of its own, and the rate of its camera: what is said opens it anew. */
export function Rates({ movie }: { readonly movie: MovieInfo }) {
  const { rates } = useTexts();
  const { token } = movie;
  const { canChoose, source, stored, captured } = movie.rates;
  const said = source === "chosen" ? stored : null;
  return (
    <>
      {canChoose && (
        <RateField
          control="frame-rate"
          label={rates.frameRate}
          title={rates.frameRateTitle}
          value={stored}
          onChange={(frameRate) => void chooseRates(token, frameRate, captured)}
        />
      )}
      <RateField
        control="capture-rate"
        label={rates.captureRate}
        title={rates.captureRateTitle}
        value={captured ?? stored}
        onChange={(rate) => void chooseRates(token, said, rate === stored ? null : rate)}
      />
    </>
  );
}

interface RateFieldProps {
  readonly control: "frame-rate" | "capture-rate";
  readonly label: string;
  readonly title: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function RateField({ control, label, title, value, onChange }: RateFieldProps) {
  const { common } = useTexts();
  const id = useId();
  const opening = useMovieStore((state) => state.openingName !== null);
  return (
    <div className="movie-panel__row" data-control={control} title={title}>
      <label htmlFor={id}>
        {label} <span className="quiet">{common.framesPerSecond}</span>
      </label>
      <NumberInput
        id={id}
        description={title}
        value={Number(value.toPrecision(7))}
        min={STATED_RATE.min}
        max={STATED_RATE.max}
        step={1}
        disabled={opening}
        takesEffect="when-done"
        onChange={onChange}
      />
    </div>
  );
}

async function chooseRates(token: string, frameRate: number | null, captureRate: number | null) {
  const outcome = await request("movie:choose-rates", { token, frameRate, captureRate });
  if (!outcome.ok) reportProblem(outcome.error);
}

/** The orders that the names of pictures have. */
export function PictureOrder({
  movie,
  naming,
}: {
  readonly movie: MovieInfo;
  readonly naming: PictureNaming;
}) {
  const texts = useTexts();
  const { rates } = texts;
  const id = useId();
  const opening = useMovieStore((state) => state.openingName !== null);
  return (
    <div className="movie-panel__row" data-control="picture-order" title={rates.orderTitle}>
      <label htmlFor={id}>{rates.order}</label>
      <select
        id={id}
        className="select"
        value={naming.rule}
        disabled={opening}
        onChange={(event) => void chooseOrder(movie.token, event.currentTarget.value)}
      >
        {naming.choices.map((choice) => (
          <option key={choice.id} value={choice.id} title={say(texts.notices, choice.says)}>
            {orderName(choice, rates)}
          </option>
        ))}
      </select>
    </div>
  );
}

function orderName({ id, says }: NamingChoice, { orders }: Texts["rates"]): string {
  const first = String(says.values[0] ?? "");
  if (id === "pairs") return orders.pairs;
  if (id === "times") return orders.times(first);
  return id === "alphabetical" ? orders.alphabetical(first) : orders.numbers(first);
}

async function chooseOrder(token: string, rule: string) {
  const outcome = await request("movie:choose-order", { token, rule });
  if (!outcome.ok) reportProblem(outcome.error);
}
