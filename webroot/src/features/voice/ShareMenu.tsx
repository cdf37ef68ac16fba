import type { ReactElement } from "react";
import { useT } from "../../i18n/t";
import { startSharing } from "../../state/call";
import { Menu, MenuItem } from "../../ui/Menu";

/** What one wants to show decides what is kept when there is not room for all: how sharp, or how smooth it is. */
export const ShareMenu = ({ button }: { button: ReactElement }) => {
  const t = useT();
  return (
    <Menu button={button} label={t("voice.share")} placement="top-start" sheet>
      <MenuItem icon="screen" onClick={() => startSharing("detail")}>
        {t("voice.shareDetail")}
      </MenuItem>
      <MenuItem icon="screen" onClick={() => startSharing("motion")}>
        {t("voice.shareMotion")}
      </MenuItem>
    </Menu>
  );
};
