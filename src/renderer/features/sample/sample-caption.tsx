import { SAMPLE, sampleSegment } from "../../../shared/sample-motion";
import { formatFixed } from "../../lib/format";
import { usePlaybackStore } from "../../stores/playback-store";
import { useSampleStore } from "../../stores/sample-store";
import { useTexts } from "../../texts/use-texts";

/** The true motion of the sample beside the measured one: a newcomer sees that the arrows are right. */
export function SampleCaption() {
  const { sample } = useTexts();
  const frame = usePlaybackStore((state) => state.shownFrame);
  const check = useSampleStore((state) => state.check);
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
            <dd>{formatFixed(check.trueMeanSpeed, 2)}</dd>
          </div>
          <div>
            <dt>{sample.measured}</dt>
            <dd>{formatFixed(check.measuredMeanSpeed, 2)}</dd>
          </div>
          <div>
            <dt>{sample.endpointError}</dt>
            <dd>
              {formatFixed(check.meanEndpointError, 3)} <span className="unit">{sample.speedUnit}</span>
            </dd>
          </div>
        </dl>
      )}
    </section>
  );
}
