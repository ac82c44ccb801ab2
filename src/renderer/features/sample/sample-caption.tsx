import { SAMPLE, sampleSegment } from "../../../shared/sample-motion";
import { formatFixed } from "../../lib/format";
import { usePlaybackStore } from "../../stores/playback-store";
import { useSampleStore } from "../../stores/sample-store";

/** The true motion of the sample beside the measured one: a newcomer sees that the arrows are right. */
export function SampleCaption() {
  const frame = usePlaybackStore((state) => state.shownFrame);
  const check = useSampleStore((state) => state.check);
  if (frame === null || frame >= SAMPLE.frameCount - 1) return null;
  return (
    <section
      className="sample"
      aria-label="True motion"
      data-true-u={check?.trueMean.u}
      data-true-v={check?.trueMean.v}
      data-measured-u={check?.measuredMean.u}
      data-measured-v={check?.measuredMean.v}
      data-endpoint-error={check?.meanEndpointError}
    >
      <p className="sample__truth">
        <span className="quiet">True motion:</span> {sampleSegment(frame).label}
      </p>
      {check !== null && (
        <dl className="sample__figures" title={`Over the ${check.arrows} arrows on the screen`}>
          <div>
            <dt>true mean speed</dt>
            <dd>{formatFixed(check.trueMeanSpeed, 2)}</dd>
          </div>
          <div>
            <dt>measured</dt>
            <dd>{formatFixed(check.measuredMeanSpeed, 2)}</dd>
          </div>
          <div>
            <dt>mean error of an arrow</dt>
            <dd>
              {formatFixed(check.meanEndpointError, 3)} <span className="unit">px/frame</span>
            </dd>
          </div>
        </dl>
      )}
    </section>
  );
}
