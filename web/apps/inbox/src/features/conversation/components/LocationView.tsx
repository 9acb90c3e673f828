import type { Part } from "@besedka/api-client";
import { Icon } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";

export function LocationView({ location }: { location: Extract<Part, { type: "location" }> }) {
  const { t } = useTexts();
  const point = `${location.latitude.toFixed(5)}, ${location.longitude.toFixed(5)}`;
  const map = `https://www.openstreetmap.org/?mlat=${location.latitude}&mlon=${location.longitude}#map=16/${location.latitude}/${location.longitude}`;
  return (
    <div className="card-part"><Icon name="pin" />
      <span><strong>{location.title ?? t("inbox.tag.location")}</strong>
        {location.address !== undefined && <span>{location.address}</span>}
        <a href={map} target="_blank" rel="noopener noreferrer">{point}</a></span>
    </div>
  );
}
