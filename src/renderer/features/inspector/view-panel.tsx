import { ArrowFields } from "./view/arrow-fields";
import { LookField } from "./view/look-field";
import { MapFields } from "./view/map-fields";
import { PictureFields } from "./view/picture-fields";
import { StreamlineFields } from "./view/streamline-fields";

/** How the flow is drawn, layer by layer. */
export function ViewPanel() {
  return (
    <>
      <LookField />
      <ArrowFields />
      <StreamlineFields />
      <MapFields />
      <PictureFields />
    </>
  );
}
