/** The icons of the client: 24 × 24, drawn in the colour of the text. */

const PATHS = {
  hash: "M5 9h14M5 15h14M10.5 4 8.5 20M15.5 4l-2 16",
  speaker: "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11",
  chevronDown: "m6 9.5 6 6 6-6",
  chevronRight: "m9.5 6 6 6-6 6",
  arrowLeft: "M19 12H5m6-6-6 6 6 6",
  arrowDown: "M12 5v14m-6-6 6 6 6-6",
  plus: "M12 5v14M5 12h14",
  close: "m6 6 12 12M18 6 6 18",
  check: "m5 12.5 4.5 4.5L19 7.5",
  menu: "M4 7h16M4 12h16M4 17h16",
  people:
    "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M2.5 20a6.5 6.5 0 0 1 13 0M16 4.3a3.5 3.5 0 0 1 0 6.4M18.5 14.5A6.5 6.5 0 0 1 21.5 20",
  personAdd: "M10 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M3.5 20a6.5 6.5 0 0 1 13 0M19 7v6M16 10h6",
  pin: "M9 4h6l-.8 6 3.3 3.5v1.5H6.5v-1.5L9.800 10zM12 15v5.500",
  smile: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M8.500 14a4.200 4.200 0 0 0 7 0M9 9.5v.5M15 9.500v.5",
  reply: "M10 6 4 12l6 6M4 12h9a7 7 0 0 1 7 7",
  pencil:
    "m4 20 .9-4.400L16.200 4.300a1.900 1.900 0 0 1 2.700 0l.8.8a1.900 1.900 0 0 1 0 2.700L8.400 19.100zM14.500 6l3.500 3.500",
  trash: "M4.500 7h15M9.500 7V4.500h5V7M6.500 7l.8 12.500h9.400L17.500 7M10 11v5M14 11v5",
  copy: "M9 9h10.5v10.500H9zM5.500 15H4.500V4.500H15v1",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8M12 2.5v2M12 19.500v2M2.500 12h2M19.500 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M5.300 18.700l1.400-1.400M17.300 6.700l1.400-1.400",
  moon: "M20 14.500A8.500 8.500 0 0 1 9.500 4a8.500 8.500 0 1 0 10.500 10.500",
  leave: "M14 4.500H5.5v15H14M10.500 12H21m-4-4 4 4-4 4",
  send: "M4 12 3.500 4.500 21 12 3.500 19.500zm0 0h8",
  link: "M10 14a4 4 0 0 0 6 .4l3-3a4.200 4.200 0 0 0-6-6l-1.200 1.200M14 10a4 4 0 0 0-6-.4l-3 3a4.200 4.200 0 0 0 6 6l1.200-1.200",
  retry:
    "M4.500 12A7.500 7.500 0 0 1 17.700 7.200L20 9.500M20 4.5v5h-5M19.500 12A7.500 7.500 0 0 1 6.300 16.800L4 14.500M4 19.500v-5h5",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 7v5l3 2",
  warning: "M12 4 2.500 20h19zM12 10v4.500M12 17.200v.1",
  crown: "M4 8l4 4 4-7 4 7 4-4-1.500 10h-13z",
  eye: "M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6",
  eyeOff:
    "M4 4l16 16M9.500 5.800A9.500 9.500 0 0 1 12 5.500c6 0 9.500 6.500 9.500 6.500a16 16 0 0 1-2.600 3.400M14.200 14.200A3 3 0 0 1 9.800 9.800M6.200 7.400A15.500 15.500 0 0 0 2.500 12S6 18.500 12 18.500a9 9 0 0 0 4-.9",
  folder: "M3.500 6.500h6l2 2.500h9v10h-17z",
  language:
    "M3.500 6h10M8.500 3.500V6M11 6c-.8 3.800-3.500 7-7 8.500M6 9c1 2.500 3 4.500 5.500 5.500M12 20.500l4.200-10.500 4.300 10.500M13.500 17h5.600",
} as const;

export type IconName = keyof typeof PATHS;

interface IconProps {
  name: IconName;
  size?: number;
  filled?: boolean;
}

/** Always beside a word or inside something that has a name: hidden from assistive technology. */
export const Icon = ({ name, size = 20, filled = false }: IconProps) => (
  <svg
    aria-hidden="true"
    className="shrink-0"
    width={size}
    height={size}
    viewBox="0 0 24 24"
    fill={filled ? "currentColor" : "none"}
    stroke="currentColor"
    strokeWidth={name === "more" ? 3 : 1.9}
    strokeLinecap="round"
    strokeLinejoin="round"
  >
    <path d={PATHS[name]} />
  </svg>
);
