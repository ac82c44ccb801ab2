import { ArrowFields } from "./view/arrow-fields";
import { LevelsFields } from "./view/levels-fields";
import { LookField } from "./view/look-field";
import { MapFields } from "./view/map-fields";
import { PictureFields } from "./view/picture-fields";
import { StreamlineFields } from "./view/streamline-fields";

/** How the flow is drawn, layer by layer. */
export function ViewPanel() {
  return (
    <>
      <LookField />
      <LevelsFields />
      <ArrowFields />
      <StreamlineFields />
      <MapFields />
      <PictureFields />
    </>
  );
}
