import type { MethodErrors } from "../../../shared/verification";
import { Quantity } from "../../components/quantity";
import { formatFixed } from "../../lib/format";
import { useTexts } from "../../texts/use-texts";

/** The errors of each method, the present one first. */
export function VerifyTable({
  rows,
  caption,
}: {
  readonly rows: readonly MethodErrors[];
  readonly caption: string;
}) {
  const { verification: texts } = useTexts();
  return (
    <table className="compare-table verify-table">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{texts.method}</th>
          <th scope="col" className="number">
            {texts.mean}
          </th>
          <th scope="col" className="number">
            {texts.median}
          </th>
          <th scope="col" className="number" title={texts.p95Note}>
            {texts.p95}
          </th>
          <th scope="col" className="number">
            {texts.aboveOne}
          </th>
          <th scope="col" className="number" title={texts.withinNote}>
            {texts.within}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ method, errors }) => (
          <tr key={method} data-method={method}>
            <th scope="row">{texts.methods[method]}</th>
            {[errors.mean, errors.median, errors.p95].map((value, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the columns are always these.
              <td key={column} className="number">
                <Quantity value={{ text: formatFixed(value, 3), unit: "px" }} />
              </td>
            ))}
            {[errors.aboveOne, errors.withinUncertainty].map((value, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the columns are always these.
              <td key={column} className="number">
                <Quantity value={percent(value)} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function percent(share: number) {
  return { text: formatFixed(100 * share, 1), unit: "%" };
}
