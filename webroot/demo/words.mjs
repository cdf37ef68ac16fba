/** The community that `scripts/demo` makes: who there is, where they meet, and what they say. All of it is made up. */

/** Who there is. The first one owns everything and is who to sign in as. */
export const people = [
  {
    username: "mira",
    displayName: "Mira Solberg",
    status: "on the night ferry",
    bio: "Keeps the harbour's lamps lit.",
  },
  { username: "tomasz", displayName: "Tomasz", status: "sanding, again", bio: "Boat builder. Ask me about larch." },
  { username: "ines", displayName: "Inês Duarte", status: "", bio: "Charts, tides and too much coffee." },
  { username: "vera", displayName: "Вера Ильина", status: "на причале", bio: "Пишу маршруты и проверяю узлы." },
  { username: "oskar", displayName: "Oskar", status: "back at six", bio: "" },
  {
    username: "lin",
    displayName: "Lin Wei",
    status: "writing the radio's firmware",
    bio: "Embedded things, mostly C.",
  },
  { username: "amara", displayName: "Amara Okafor", status: "race week!", bio: "Skipper of the Heron." },
  { username: "pavel", displayName: "Павел", status: "", bio: "Мотор чиню, чай завариваю." },
  { username: "june", displayName: "June", status: "off the grid until Monday", bio: "Photographs fog." },
  { username: "rafael", displayName: "Rafael Montenegro-Castellanos", status: "", bio: "A long name for a short man." },
  { username: "sanna", displayName: "Sanna", status: "knots", bio: "Sailmaker." },
  { username: "dmitri", displayName: "Дмитрий С.", status: "считаю приливы", bio: "" },
  { username: "newcomer", displayName: "Theo (new here)", status: "", bio: "First boat, first winter." },
];

/** Roles from the highest down. */
export const roles = [
  {
    name: "Harbour master",
    color: 0xe0a02e,
    hoist: true,
    mentionable: true,
    permissions: ["VIEW_CHANNEL", "SEND_MESSAGES", "ADD_REACTIONS", "MANAGE_MESSAGES", "KICK_MEMBERS", "MUTE_MEMBERS"],
    members: ["tomasz", "ines"],
  },
  { name: "Crew", color: 0x3aa7a3, hoist: true, mentionable: true, members: ["vera", "lin", "amara", "sanna"] },
  { name: "Racing", color: 0xd65f8e, hoist: false, mentionable: true, members: ["amara", "oskar"] },
];

/** The first server: categories with their channels, and what is said in them: who, what, and what follows on it. */
export const harbour = {
  name: "Harbour Lights",
  categories: [
    {
      name: "Ashore",
      channels: [
        {
          name: "welcome",
          type: "text",
          topic: "Say hello. The kettle is on.",
          says: [
            ["mira", "Welcome, all of you. The rules are short: **be kind**, tie your boat, close the gate."],
            ["newcomer", "Hello! I bought a boat before I could sail. Is this the right place?"],
            ["tomasz", "The only right place.", { replyTo: 1, reactions: { "😂": ["mira", "ines", "amara"] } }],
            ["vera", "Добро пожаловать! Если что — спрашивайте, здесь отвечают даже ночью."],
          ],
        },
        {
          name: "announcements",
          type: "text",
          topic: "Few words, all of them important",
          says: [
            [
              "mira",
              "# Winter storage\nBoats come out of the water on the **14th and 15th**.\n\n1. Book a slot with the crane\n" +
                "2. Empty your tanks\n3. Label your mast, *please*\n\n> Last year two masts changed owners for a month.",
              { pinned: true, reactions: { "👍": ["tomasz", "ines", "vera", "lin", "sanna"], "⚓": ["amara"] } },
            ],
          ],
        },
        {
          name: "photographs",
          type: "text",
          topic: "Fog, mostly",
          says: [
            ["june", "This morning you could not see your own hand. I photographed it anyway."],
            ["sanna", "I like the one where there is nothing.", { reactions: { "❤️": ["june", "mira"] } }],
          ],
        },
      ],
    },
    {
      name: "Workshop",
      channels: [
        {
          name: "boat-building",
          type: "text",
          topic: "Wood, glue and patience",
          says: [
            ["tomasz", "The new planks are steamed. Forty minutes an inch and they bend like a question."],
            ["oskar", "How long do you keep them clamped?"],
            ["tomasz", "A day. Two if I have something else to do, and I always have."],
            [
              "tomasz",
              "What I use, for a hull of this size:\n\n| part | wood | thickness |\n|---|---|---|\n" +
                "| keel | oak | 60 mm |\n| planks | larch | 18 mm |\n| deck | spruce | 22 mm |",
              { pinned: true },
            ],
            ["amara", "Who taught you this?", { replyTo: 3 }],
            ["tomasz", "||My grandmother.|| She would not let me sail before I could build.", { replyTo: 4 }],
          ],
        },
        {
          name: "electronics",
          type: "text",
          topic: "Radios, lamps, the thing that beeps",
          says: [
            ["lin", "The lamp driver on the east pier resets when the heater starts. Brown-out, I think."],
            ["pavel", "Там земля общая с насосом, смотри на падение при пуске."],
            [
              "lin",
              "You were right. This is what I put in:\n\n```c\n/* Waits until the supply is steady: ten readings, none below the limit. */\n" +
                "static bool supply_is_steady(void)\n{\n    for (int i = 0; i < 10; i++) {\n        if (adc_read(CH_SUPPLY) < 11500)\n" +
                "            return false;   // millivolts\n        sleep_ms(5);\n    }\n    return true;\n}\n```",
              { replyTo: 1, reactions: { "🎉": ["pavel", "mira", "tomasz"], "👀": ["ines"] } },
            ],
            ["ines", "And the log before and after?"],
            [
              "lin",
              "```\nbefore  14 resets / night\nafter    0 resets / 6 nights\n```\nSee `lamp.log`, and ~~sleep~~ enjoy.",
            ],
          ],
        },
      ],
    },
    {
      name: "On the water",
      channels: [
        {
          name: "tides-and-weather",
          type: "text",
          topic: "Прогнозы и приливы · forecasts and tides",
          says: [
            ["dmitri", "Завтра прилив в 06:42, высота 3,1 м. Ветер северо-западный, 7–9 м/с, к вечеру до 12."],
            ["ines", "The front is early: I would be back **before four**."],
            ["amara", "We start at nine, then. <@&Racing>, oilskins.", { reactions: { "🌧️": ["oskar", "sanna"] } }],
            ["vera", "Кто пойдёт на «Цапле»? Есть одно место, но нужен человек, который умеет молчать до кофе."],
            [
              "rafael",
              "I have been told that I qualify, on the grounds that nobody has ever understood me before coffee.",
            ],
          ],
        },
        {
          name: "race-week",
          type: "text",
          topic: "Results, protests, excuses",
          says: [
            ["amara", "Race three: *Heron* second by four seconds. Four!"],
            ["oskar", "🎉🎉🎉"],
            ["sanna", "New jib next week, and then we shall see about four seconds."],
            ["mira", "@everyone supper at the boathouse at seven. Bring a chair."],
            ["newcomer", "Can I come if I have not raced?", { replyTo: 3 }],
            [
              "mira",
              "Then you come *first*.",
              { replyTo: 4, reactions: { "❤️": ["newcomer", "june", "amara", "ines"] } },
            ],
          ],
        },
        { name: "VHF 16", type: "voice" },
        { name: "Boathouse", type: "voice" },
      ],
    },
    {
      name: "Crew only",
      private: true,
      channels: [
        {
          name: "night-watch",
          type: "text",
          topic: "Who is awake",
          says: [
            ["vera", "Смену принял, на пирсе тихо. Фонарь на молу снова мигает."],
            ["lin", "On it, I have the spare driver with me."],
          ],
        },
      ],
    },
  ],
  /** Where the long history goes. */
  archive: { name: "logbook", type: "text", topic: "Every day since the harbour was opened" },
};

/** Two more servers, so that the rail is one. */
export const others = [
  {
    name: "Кухня на берегу",
    hue: 15,
    members: ["vera", "pavel", "dmitri", "ines"],
    channels: [
      {
        name: "рецепты",
        says: [
          ["vera", "Уха по-нашему: судак, ёрш, лавровый лист — и *никакой* картошки. Спорить бесполезно."],
          ["pavel", "Картошка — это святое.", { replyTo: 0, reactions: { "😤": ["vera"], "🥔": ["dmitri", "ines"] } }],
          ["dmitri", "1. Рыбу почистить\n2. Лук целиком\n3. Соль — в самом конце\n4. Не звать Павла"],
        ],
      },
      { name: "чай", says: [["pavel", "Заварил. Приходите."]] },
    ],
  },
  {
    name: "Paper Boats",
    hue: 190,
    members: ["june", "sanna", "rafael"],
    channels: [{ name: "folding", says: [["june", "Fold along the long side first. No, the *other* long side."]] }],
  },
];

/** Direct messages with the one to sign in as: with whom, and what is said; the last one is unread. */
export const direct = [
  {
    with: ["tomasz"],
    says: [
      ["mira", "Is the crane booked?"],
      ["tomasz", "Since Tuesday. You owe me a pie."],
    ],
  },
  { with: ["vera"], says: [["vera", "Мира, фонарь на молу опять мигает. Посмотришь завтра?"]] },
  {
    with: ["ines", "amara"],
    says: [
      ["mira", "Supper list: fourteen, two of whom eat fish."],
      ["amara", "Three. Oskar has changed his mind."],
      ["ines", "Oskar changes his mind on Wednesdays."],
    ],
  },
];

/** What the long history is made of: sentences with a place for a thing. */
export const log = {
  lines: [
    "{boat} in at {time}, wind {wind}.",
    "{boat} out. {n} aboard.",
    "Lamp on the {pier} cleaned, glass is fine.",
    "Fog until {time}. Horn every two minutes.",
    "{n} visitors asked for showers. We have one shower.",
    "Запись: {boat} вернулась в {time}, ветер {wind}.",
    "Replaced the rope on the {pier}; the old one is for the swings.",
    "Who left a wet sail in the boathouse? It is **{boat}**'s.",
    "Barometer {n}00 and falling. Double the lines tonight.",
    "Seal on the {pier} again. Not feeding it. (Fed it.)",
    "Чай кончился, завтра {n} пачек с парома.",
    "Depth at the {pier}: 3.{n} m at low water.",
    "Remind {boat}: the `{pier}` berth is theirs *until Sunday only*.",
    "The pump made the noise again. Recording:\n```\nthump … thump … silence … thump\n```",
    "Quiet day. Painted the door, and then, since the brush was wet and the evening long and nobody came in, the bench, " +
      "the post box, the rail of the {pier} and, by {time}, most of my left sleeve.",
  ],
  boats: ["Heron", "Old Margit", "Чайка", "Second Wind", "Plover", "Небо", "Lamplight", "Kittiwake"],
  piers: ["east pier", "west pier", "mole", "slipway", "long jetty"],
  winds: ["NW 7", "calm", "SE 4, gusty", "W 9", "N 3", "СЗ 6"],
};
