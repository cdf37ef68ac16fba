/** The icons of the client: 24 × 24, drawn in the colour of the text. */

const PATHS = {
  bellOff: "M4 4l16 16M8 6.5a6 6 0 0 1 10 4.5v3M6 11v5.5L4.5 18H17M10 20.5h4",
  at: "M15.5 12a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0v1.2a2.4 2.4 0 0 0 4.9 0V12a8.4 8.4 0 1 0-3.4 6.8",
  hash: "M5 9h14M5 15h14M10.5 4 8.5 20M15.5 4l-2 16",
  speaker: "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11",
  chevronDown: "m6 9.5 6 6 6-6",
  chevronUp: "m6 14.5 6-6 6 6",
  chevronRight: "m9.5 6 6 6-6 6",
  arrowLeft: "M19 12H5m6-6-6 6 6 6",
  arrowDown: "M12 5v14m-6-6 6 6 6-6",
  arrowUp: "M12 19V5m-6 6 6-6 6 6",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2",
  minus: "M6 12h12",
  ban: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M5.8 5.8l12.4 12.4",
  download: "M12 4v11m-5-5 5 5 5-5M5 20h14",
  upload: "M12 15V4m-5 5 5-5 5 5M5 20h14",
  plus: "M12 5v14M5 12h14",
  close: "m6 6 12 12M18 6 6 18",
  check: "m5 12.5 4.5 4.5L19 7.5",
  menu: "M4 7h16M4 12h16M4 17h16",
  people: [
    "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M2.5 20a6.5 6.5 0 0 1 13 0M16 4.3a3.5 3.5 0 0 1 0 6.4",
    "M18.5 14.5A6.5 6.5 0 0 1 21.5 20",
  ].join(""),
  personAdd: "M10 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M3.5 20a6.5 6.5 0 0 1 13 0M19 7v6M16 10h6",
  pin: "M9 4h6l-.8 6 3.3 3.5v1.5H6.5v-1.5L9.8 10zM12 15v5.5",
  smile: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M8.5 14a4.2 4.2 0 0 0 7 0M9 9.5v.5M15 9.5v.5",
  reply: "M10 6 4 12l6 6M4 12h9a7 7 0 0 1 7 7",
  pencil: "m4 20 .9-4.4L16.2 4.3a1.9 1.9 0 0 1 2.7 0l.8.8a1.9 1.9 0 0 1 0 2.7L8.4 19.1zM14.5 6l3.5 3.5",
  trash: "M4.5 7h15M9.5 7V4.5h5V7M6.5 7l.8 12.5h9.4L17.5 7M10 11v5M14 11v5",
  copy: "M9 9h10.5v10.5H9zM5.5 15H4.5V4.5H15v1",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  sun: [
    "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4",
    "M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
  ].join(""),
  moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5",
  leave: "M14 4.5H5.5v15H14M10.5 12H21m-4-4 4 4-4 4",
  send: "M4 12 3.5 4.5 21 12 3.5 19.5zm0 0h8",
  link: "M10 14a4 4 0 0 0 6 .4l3-3a4.2 4.2 0 0 0-6-6l-1.2 1.2M14 10a4 4 0 0 0-6-.4l-3 3a4.2 4.2 0 0 0 6 6l1.2-1.2",
  retry: "M4.5 12A7.5 7.5 0 0 1 17.7 7.2L20 9.5M20 4.5v5h-5M19.5 12A7.5 7.5 0 0 1 6.3 16.8L4 14.5M4 19.5v-5h5",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 7v5l3 2",
  warning: "M12 4 2.5 20h19zM12 10v4.5M12 17.2v.1",
  crown: "M4 8l4 4 4-7 4 7 4-4-1.5 10h-13z",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6",
  eyeOff: [
    "M4 4l16 16M9.5 5.8A9.5 9.5 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a16 16 0 0 1-2.6 3.4",
    "M14.2 14.2A3 3 0 0 1 9.8 9.8M6.2 7.4A15.5 15.5 0 0 0 2.5 12S6 18.5 12 18.5a9 9 0 0 0 4-.9",
  ].join(""),
  inbox: "M4 13.5 6.5 5h11L20 13.5V19H4zM4 13.5h4.5l1.5 2.5h4l1.5-2.5H20",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13M15.5 15.5 20.5 20.5",
  pulse: "M3 12h4l2.5-7 5 14L17 12h4",
  gauge: "M4.5 18.5a9 9 0 1 1 15 0M12 14.5l4-5M12 16a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3",
  megaphone: "M4 10v4h3l9 4.5v-13L7 10zM7 14l1.5 5.5h2.5L9.5 15M19 9.5a4 4 0 0 1 0 5",
  nodes: "M4 5h16v5H4zM4 14h16v5H4zM7.5 7.5h.01M7.5 16.5h.01",
  door: "M6 20.5v-17h12v17M3.5 20.5h17M14.5 12h.01",
  sliders: "M4 7h9M17 7h3M15 5v4M4 17h3M11 17h9M9 15v4",
  list: "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01",
  folder: "M3.5 6.5h6l2 2.5h9v10h-17z",
  gear: [
    "M12 15.2a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4",
    "M19.4 13.5a7.6 7.6 0 0 0 0-3l2-1.5-2-3.5-2.4 1a7.6 7.6 0 0 0-2.6-1.5L14 2.5h-4l-.4 2.5A7.6 7.6 0 0 0 7 6.5l-2.4-1",
    "-2 3.5 2 1.5a7.6 7.6 0 0 0 0 3l-2 1.5 2 3.5 2.4-1a7.6 7.6 0 0 0 2.6 1.5l.4 2.5h4l.4-2.5a7.6 7.6 0 0 0 2.6-1.5",
    "l2.4 1 2-3.5z",
  ].join(""),
  person: "M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4.5 20.5a7.5 7.5 0 0 1 15 0",
  palette: [
    "M12 3a9 9 0 1 0 0 18c1.4 0 2-.8 2-1.8 0-1.4-1-1.7-1-2.9 0-.9.7-1.6 1.8-1.6H17a4 4 0 0 0 4-4c0-4.2-4-7.7-9-7.7",
    "M7.5 12.5v.1M9.5 8v.1M14.5 8v.1",
  ].join(""),
  reach: [
    "M12 6a1.6 1.6 0 1 0 0-3.2A1.6 1.6 0 0 0 12 6M4 8.5l5.5 1v4L7 21M20 8.5l-5.5 1v4L17 21M9.5 9.5h5M9.5 14.5h5",
  ].join(""),
  shield: "M12 3 4.5 6v5.5c0 4.5 3 7.8 7.5 9.5 4.5-1.7 7.5-5 7.5-9.5V6z",
  bell: "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5a2 2 0 0 0 4 0",
  keyboard: "M3 6.5h18v11H3zM6.5 10h.1M10 10h.1M13.5 10h.1M17 10h.1M7 14h10",
  wrench: [
    "M14.5 6.5a4.5 4.5 0 0 1 5.8-1.2L17 8.5l.5 2 2 .5 1.5-1.8a4.5 4.5 0 0 1-6 5.3",
    "L8 21.5 4 17.5l7-7a4.5 4.5 0 0 1 3.5-4",
  ].join(""),
  language: [
    "M3.5 6h10M8.5 3.5V6M11 6c-.8 3.8-3.5 7-7 8.5M6 9c1 2.5 3 4.5 5.5 5.5M12 20.5l4.2-10.5 4.3 10.5",
    "M13.5 17h5.6",
  ].join(""),
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
