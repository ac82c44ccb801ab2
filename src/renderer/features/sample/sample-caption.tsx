import { SAMPLE, sampleSegment } from "../../../shared/sample-motion";
import { formatFixed } from "../../lib/format";
import { unitName } from "../../lib/unit-name";
import { usePlaybackStore } from "../../stores/playback-store";
import { useSampleStore } from "../../stores/sample-store";
import { useUnits } from "../../stores/units-store";
import { useTexts } from "../../texts/use-texts";

/** The true motion of the sample beside the measured one: a newcomer sees that the arrows are right. */
export function SampleCaption() {
  const texts = useTexts();
  const { sample } = texts;
  const said = useUnits().speed();
  const frame = usePlaybackStore((state) => state.shownFrame);
  const check = useSampleStore((state) => state.check);
  const compared = useSampleStore((state) => state.compared);
  if (frame === null || frame >= SAMPLE.frameCount - 1) return null;
  return (
    <section
      className="sample"
      aria-label={sample.title}
      data-true-u={check?.trueMean.u}
      data-true-v={check?.trueMean.v}
      data-measured-u={check?.measuredMean.u}
      data-measured-v={check?.measuredMean.v}
      data-endpoint-error={check?.meanEndpointError}
    >
      <p className="sample__truth">
        <span className="quiet">{sample.is}</span> {sample.motions[sampleSegment(frame).kind]}
      </p>
      {check !== null && (
        <dl className="sample__figures" title={sample.overArrows(check.arrows)}>
          <div>
            <dt>{sample.trueSpeed}</dt>
            <dd>{formatFixed(check.trueMeanSpeed * said.factor, 2)}</dd>
          </div>
          <div>
            <dt>{sample.measured}</dt>
            <dd>
              <Sided
                a={check.measuredMeanSpeed}
                b={compared?.measuredMeanSpeed}
                factor={said.factor}
                digits={2}
              />
            </dd>
          </div>
          <div>
            <dt>{sample.endpointError}</dt>
            <dd>
              <Sided
                a={check.meanEndpointError}
                b={compared?.meanEndpointError}
                factor={said.factor}
                digits={3}
              />{" "}
              <span className="unit">{unitName(said.unit, texts)}</span>
            </dd>
          </div>
        </dl>
      )}
    </section>
  );
}

interface SidedProps {
  readonly a: number;
  /** Of the flow right of the divider, where there is one. */
  readonly b: number | undefined;
  /** What both are multiplied by to be said. */
  readonly factor: number;
  readonly digits: number;
}

function Sided({ a, b, factor, digits }: SidedProps) {
  const { names } = useTexts().panels.split;
  if (b === undefined) return formatFixed(a * factor, digits);
  return (
    <>
      <span className="quiet">{names.a}</span> {formatFixed(a * factor, digits)}{" "}
      <span className="quiet">{names.b}</span> {formatFixed(b * factor, digits)}
    </>
  );
}
