import type { DemoSpace } from "./shape.ts";

/** The bikes themselves: what riders, shops and the maker's own people would change. In English. */
export const everydayBikes: DemoSpace = {
  name: "Everyday bikes",
  purpose:
    "For everybody who rides, sells or mends a Corvane. Tell us what goes wrong on an ordinary Tuesday, and work out with us what to do about it.",
  criteria:
    "We say yes to an idea when\n\n1. it helps on ordinary days, not once a year,\n2. a workshop can repair it with common tools,\n3. it fits bikes that are already on the road, or we say plainly that it does not,\n4. it adds less than 400 g and less than 60 euros to the bike.",
  charter:
    "# What you can count on\n\n- A pilot answers each idea within three working days, and signs the answer.\n- A no comes with its reason. A new argument reopens it.\n- Whoever helped is named when an idea ships.\n\n# What we ask of you\n\n- Describe the problem as it happened to you, before the solution.\n- Ideas here are public. Corvane may build them without further payment; you may use them as well, and so may everybody else.\n- Speak about things, not about people.",
  visibility: "public",
  language: "en",
  timeZone: "Europe/Paris",
  accent: "teal",
  leanShown: "after_own",
  opened: 287,
  lead: "lea",
  pilots: ["lea", "grace"],
  product: ["karim", "astrid", "mehdi"],
  people: [
    "sofia",
    "lea",
    "karim",
    "tom",
    "astrid",
    "grace",
    "paolo",
    "yann",
    "mehdi",
    "hannah",
    "jorge",
    "wheelhouse",
    "canal",
    "rustine",
    "odile",
    "nadia",
    "priya",
    "tomasz",
    "ruth",
    "lars",
    "carmen",
    "dev",
    "moira",
    "yuki",
    "sam",
    "elif",
    "george",
    "wen",
    "bridget",
    "mateus",
    "camille",
    "antoine",
    "thuy",
    "ingrid",
    "owen",
  ],
  requests: [],
  warned: [
    {
      who: "mateus",
      by: "grace",
      ago: 19,
      reason: "insulting",
      says: "This was the second time that you aimed at a person. Aim at the idea: you are good at that.",
    },
  ],
  mandates: [{ who: "ruth", ago: 12, days: 90, tags: ["cargo", "children"] }],
  invitations: [{ by: "lea", ago: 9, role: "member", uses: 40 }],
  stageNames: [{ stage: "developing", en: "In the workshop", fr: "À l’atelier" }],
  gates: [
    { stage: "evaluating", kind: "people", least: 20 },
    { stage: "evaluating", kind: "answered", least: 1 },
  ],
  views: [
    { by: "lea", name: "Being weighed", query: "stage=evaluating" },
    { by: "lea", name: "Most people, open", query: "sort=people&stage=open" },
    { by: "karim", name: "From the shops", query: "by=partner" },
  ],
  products: [
    {
      name: "One and Long",
      by: "karim",
      ago: 270,
      en: "The bikes that most people ride: frame, stand, locks, and the **parts one touches each day**.",
      fr: "Les vélos que la plupart conduisent : cadre, béquille, antivols, et les **pièces que l’on touche chaque jour**.",
    },
    {
      name: "Display and app",
      by: "karim",
      ago: 268,
      en: "What the bike says to its rider, on the handlebar and on the phone.",
      fr: "Ce que le vélo dit à qui le conduit, sur le guidon et sur le téléphone.",
    },
  ],
  releases: [
    {
      title: "Spring parts",
      product: "One and Long",
      by: "karim",
      ago: 36,
      en: "Three parts that people asked for, all to be fitted to bikes that are on the road:\n\n- the **two-legged stand** that holds with a child in the seat,\n- the **mudguard flap** of 80 mm, with the two holes that were there already,\n- **touch-up paint** by frame colour.",
      fr: "Trois pièces demandées, toutes à monter sur les vélos qui roulent déjà :\n\n- la **béquille à deux pieds**, qui tient avec un enfant dans le siège,\n- la **bavette** de 80 mm, sur les deux trous qui étaient là,\n- la **peinture de retouche**, par couleur de cadre.",
      ideas: [
        "A stand that holds with a child in the seat",
        "Mudguards that end where the water does",
        "Paint for scratches, in the bike’s own colour",
      ],
    },
    {
      title: "Update 5.3",
      product: "Display and app",
      by: "karim",
      ago: 2,
      en: "The blinking light says what it wants.",
      fr: "",
      ideas: ["Tell the rider what the blinking light means"],
      isDraft: true,
    },
  ],
  ideas: [
    {
      by: "ruth",
      ago: 262,
      title: "A stand that holds with a child in the seat",
      products: ["One and Long"],
      problem:
        "The kickstand of the One sinks into soft ground and tips on a slope. I lift my son into the rear seat with one arm and hold the bike with the other. Twice it went over, once with him in it.\n\nThe shop sold me a wider foot for the stand. It helps on grass, not on a slope.",
      forWhom: "Parents with a rear child seat, and anybody who loads the rack while the bike stands.",
      solution:
        "A two-legged stand that lifts the rear wheel clear, with a lock so that it cannot fold while somebody climbs in. It should mount on the plate the current stand uses.",
      tags: ["children", "safety", "stand"],
      signals: [24, 1, 2],
      supporters: ["nadia", "hannah", "moira"],
      talk: [
        {
          by: "hannah",
          after: 1.1,
          kind: "evidence",
          says: "From the workshop: eleven bent stands this year, nine of them on bikes with a child seat. The plate is fine each time, it is the single leg that gives.",
          replies: [
            {
              by: "karim",
              after: 1.9,
              says: "Could you keep the next two you take off? We would like to see where exactly they bend.",
            },
            { by: "hannah", after: 2.3, says: "I have three in a box. They go out on Thursday." },
          ],
          adopted: { by: "ruth", after: 6.2 },
          accepted: { by: "karim", after: 3.1 },
        },
        {
          by: "lars",
          after: 2,
          kind: "concern",
          says: "Two-legged stands scrape in tight curves on the Long. Please keep the ground clearance.",
        },
        {
          by: "moira",
          after: 4.5,
          kind: "build-on",
          says: "If the lock had a small red flag that shows from the side, I would see from the kitchen window whether it is down properly.",
        },
        {
          by: "nadia",
          after: 160,
          says: "Mine arrived on Saturday. I loaded a full crate and a five-year-old on the slope in front of our house. It did not move.",
        },
      ],
      authors: [{ who: "hannah", after: 3, answers: "accepts" }],
      edits: [
        {
          by: "ruth",
          after: 6,
          problem:
            "The kickstand of the One sinks into soft ground and tips on a slope. I lift my son into the rear seat with one arm and hold the bike with the other. Twice it went over, once with him in it.\n\nThe shop sold me a wider foot for the stand. It helps on grass, not on a slope. Hannah’s workshop counted eleven bent stands this year, nine of them on bikes with a child seat.",
        },
        {
          by: "hannah",
          after: 9,
          solution:
            "A two-legged stand that lifts the rear wheel clear, with a lock so that it cannot fold while somebody climbs in. It mounts on the plate the current stand uses, with the same two M8 bolts, so that a shop fits it in ten minutes.\n\nThe legs are at most 340 mm apart: wider ones scrape on kerbs.",
        },
      ],
      moves: [
        {
          by: "lea",
          after: 2.2,
          to: "open",
          says: "Thank you, Ruth. A bike that tips with a child on it is the kind of thing we want to hear first. I am asking the shops how often they see it.",
        },
        {
          by: "lea",
          after: 7,
          to: "evaluating",
          says: "Eleven bent stands in one workshop is enough for me. Karim’s team looks at two designs this week; you will have an answer by the end of the month.",
        },
        {
          by: "karim",
          after: 24,
          to: "adopted",
          says: "Yes. We build it, on the existing plate, with the lock. The single-leg stand stays on the Fold, where there is no room for another.\n\nFirst samples go to three shops in six weeks.",
        },
        {
          by: "karim",
          after: 66,
          to: "building",
          says: "The second sample holds 80 kg on a slope of 10 %. The tool for the casting is ordered.",
        },
        {
          by: "karim",
          after: 152,
          to: "shipped",
          says: "It is in the shops from today: part 4471, 49 euros, and on every new One and Long. Owners with a child seat who wrote to us get theirs free.\n\nThank you, Ruth, for the problem, Hannah for the measurements and the eleven bent legs, Lars for the clearance, Moira for the flag: it is red and you can see it from the kitchen.",
        },
      ],
    },
    {
      by: "nadia",
      ago: 41,
      title: "Let me charge at night without the fan",
      evidence: {
        quotes: [
          {
            by: "karim",
            after: 14,
            says: "I sleep in one room with my bike. Either it charges or I do.",
            heard: "Call of the service desk",
            weight: 3,
            who: "nadia",
          },
          {
            by: "mehdi",
            after: 20,
            says: "Fine as it is, but my neighbour below has asked twice what hums.",
            heard: "Open evening at the workshop",
            weight: 1,
            who: "dev",
          },
          {
            by: "astrid",
            after: 30,
            says: "We have twelve bikes in a corridor beside the ward. At night we pull all the plugs.",
            heard: "Visit at the children’s hospital",
            weight: 3,
          },
        ],
        wishes: [
          {
            by: "tom",
            after: 24,
            of: "ruth",
            says: "Charges in the children’s room as there is no other socket, and needs it silent from eight in the evening.",
            confirmed: 25,
          },
          {
            by: "karim",
            after: 39,
            of: "fleet@hospital.example",
            says: "Twelve bikes in a corridor beside the ward: must charge overnight without the fan before more are ordered.",
          },
        ],
        rounds: [
          {
            after: 28,
            said: {
              karim: { reach: 4000, impact: "high", confidence: 80, effort: 2, kano: "attractive" },
              astrid: { reach: 900, impact: "high", confidence: 100, effort: 1.5, kano: "one_dimensional" },
              mehdi: { reach: 1200, impact: "medium", confidence: 80, effort: 9, kano: "attractive" },
            },
            revealed: { by: "karim", after: 31 },
          },
          {
            after: 36,
            said: {
              astrid: { reach: 1500, impact: "high", confidence: 100, effort: 3, kano: "one_dimensional" },
              mehdi: { reach: 1500, impact: "high", confidence: 80, effort: 4, kano: "attractive" },
            },
          },
        ],
      },
      problem:
        "The charger stands in our hallway because there is no socket in the bike shed. Its fan runs the whole four hours and I hear it through the bedroom door. So I charge during the day, when I need the bike.",
      forWhom: "People in flats who charge where they sleep, and everybody with a cheap tariff at night.",
      solution:
        "A quiet setting on the charger: half the current, no fan, full by the morning. A switch on the charger itself would do, so that it works without the phone.",
      tags: ["charging", "noise"],
      signals: [25, 1, 3],
      supporters: ["priya", "tomasz", "wheelhouse"],
      talk: [
        {
          by: "tomasz",
          after: 0.5,
          kind: "question",
          says: "Is it the fan, or the coil? Mine has a high tone even when the fan is off.",
          replies: [
            {
              by: "nadia",
              after: 0.8,
              says: "The fan. I held the lid: it stops, and the noise stops with it. (Do not do this for long.)",
            },
            {
              by: "tom",
              after: 2.4,
              kind: "evidence",
              says: "I measured three chargers in the service lab: 41 to 44 dB at one metre with the fan, 22 dB without it. At 2 A the case stays at 39 °C with the fan unplugged, over a whole charge.",
            },
          ],
        },
        {
          by: "astrid",
          after: 3,
          kind: "build-on",
          says: "The firmware already knows a 2 A mode: we use it below 5 °C. A long press on the button could switch to it. No new hardware.",
          adopted: { by: "nadia", after: 12.2 },
          replies: [
            { by: "priya", after: 3.6, says: "That would make it work on the charger I own already. Yes please." },
          ],
        },
        {
          by: "george",
          after: 28,
          kind: "question",
          about: { passage: "solution", words: "Older ones cannot" },
          says: "Mine is from 2021. Could a shop put the newer fan in, so that it can?",
          replies: [{ by: "hannah", after: 28.4, says: "We can try one. The screws are the same." }],
        },
        {
          by: "george",
          after: 9,
          kind: "concern",
          says: "Half the current means eight hours. If I come home at eleven it is not full at six. It must go back to fast by itself the next day.",
        },
        {
          by: "hannah",
          after: 15,
          says: "We would show it to people when they collect the bike. Three customers a month ask.",
        },
      ],
      asked: [
        {
          by: "lea",
          after: 39.2,
          asks: "fact",
          says: "Nadia, you write that the fan is heard through the wall. Is that so on the first charger, on the second, or on both? The label underneath says P1 or P2.",
        },
      ],
      authors: [{ who: "astrid", after: 4, answers: "accepts" }],
      edits: [
        {
          by: "nadia",
          after: 12,
          solution:
            "A quiet setting on the charger: half the current, no fan, full by the morning. A long press on the button switches to it, so that it works without the phone and on chargers that are already out there. It lasts for one charge and then goes back to fast by itself.",
        },
        {
          by: "astrid",
          after: 17,
          solution:
            "A quiet setting on the charger: 2 A instead of 4, no fan, full by the morning. A press of three seconds on the button switches to it; the light turns blue and breathes slowly. It lasts for one charge and then goes back to fast by itself.\n\nChargers from 2023 on can do it with new firmware, which the bike passes on when it is plugged in. Older ones cannot: their fan starts with the current.",
        },
      ],
      suggested: [
        {
          by: "priya",
          after: 29,
          passage: "solution",
          instead: "the light turns blue and breathes slowly",
          says: "the light turns blue and stays dim",
          why: "A light that breathes wakes me as well as a fan.",
        },
        {
          by: "tomasz",
          after: 30,
          passage: "forWhom",
          instead: "everybody with a cheap tariff at night",
          says: "everybody with a cheap tariff at night or sun on the roof at noon",
          why: "",
          declined: {
            by: "nadia",
            after: 31,
            says: "True, but then the fan disturbs nobody. Let us keep to the night.",
          },
        },
        {
          by: "wheelhouse",
          after: 33,
          passage: "problem",
          instead: "because there is no socket in the bike shed",
          says: "because there is no socket in the bike shed, as in most houses here",
          why: "We hear this from about every third customer.",
        },
      ],
      moves: [
        {
          by: "grace",
          after: 1.3,
          to: "open",
          says: "Welcome, Nadia. We did not know that anybody sleeps beside it. I have asked the service lab for figures.",
        },
        {
          by: "lea",
          after: 11,
          to: "developing",
          says: "Tom’s figures say that it works without the fan, and Astrid’s that the firmware half exists. Nadia and Astrid are writing down how it should behave. Join them.",
        },
        {
          by: "lea",
          after: 27,
          to: "evaluating",
          says: "The text is clear and 29 people have said what they think. Karim’s team decides by the end of next week: what is open is whether the 2023 chargers may be updated through the bike.",
        },
      ],
    },
    {
      by: "priya",
      ago: 236,
      title: "Say the range in kilometres I will really get",
      products: ["Display and app"],
      problem:
        "The display says 74 km when I leave and 31 km after the first hill. I have stopped believing it, so I charge every day to be safe, and the manual says that is bad for the battery.",
      forWhom: "Everybody who rides hills or carries weight, which is most owners of the Long.",
      solution:
        "Work the range out from the last rides on the same route and not from a flat test track. If that is unsure, say so: “45 to 60 km” is more use to me than 74.",
      tags: ["display", "range", "battery"],
      signals: [22, 2, 3],
      talk: [
        {
          by: "dev",
          after: 0.9,
          kind: "evidence",
          says: "I wrote down 30 commutes. Shown at the start: 70 on average. Real: 48. The error is always in the same direction.",
          adopted: { by: "priya", after: 8.3 },
        },
        {
          by: "paolo",
          after: 48,
          kind: "question",
          says: "For the display team: would a range in two numbers confuse you while riding?",
          replies: [
            {
              by: "priya",
              after: 48.6,
              says: "At the start I want two numbers. While riding, one is enough, and it should be the lower one.",
            },
            { by: "wen", after: 70, says: "Agreed with Priya. The lower one." },
          ],
        },
        {
          by: "yuki",
          after: 60,
          says: "My old scooter does this by the weather: cold days say less. It earned my trust in a week.",
        },
      ],
      edits: [
        {
          by: "priya",
          after: 8,
          problem:
            "The display says 74 km when I leave and 31 km after the first hill. I have stopped believing it, so I charge every day to be safe, and the manual says that is bad for the battery.\n\nDev compared 30 commutes: 70 km shown on average, 48 km ridden.",
        },
      ],
      moves: [
        {
          by: "lea",
          after: 2,
          to: "open",
          says: "Dev’s 30 commutes are better than our own test. The display team has them on the table.",
        },
        {
          by: "lea",
          after: 20,
          to: "evaluating",
          says: "Two ways to compute it are being tried on six bikes of ours. An answer within three weeks.",
        },
        {
          by: "karim",
          after: 38,
          to: "adopted",
          says: "Yes: the range of your own last 20 rides, as two numbers before you start and the lower one while you ride. New bikes and all displays since 2022.",
        },
        {
          by: "karim",
          after: 71,
          to: "building",
          says: "It runs on twelve bikes of people from here. Expect it with the next big update; I will say here if that slips.",
        },
        {
          by: "karim",
          after: 180,
          to: "shipped",
          says: "Update 5.2 is out. On the twelve test bikes the range was off by 6 % on average, from 31 % before. Thank you, Priya, Dev and everybody who lent us their hills.",
        },
      ],
    },
    {
      by: "wheelhouse",
      ago: 33,
      title: "Spare keys by frame number, at the counter",
      problem:
        "Somebody loses the key of the battery lock about once a week. We send a form with a photograph of the card, wait nine days, and meanwhile lend a bike from our own stock.",
      forWhom: "Shops, and riders who cannot charge until the key comes.",
      solution:
        "Shops that have signed for it can look the key code up by frame number and cut the key while the customer waits. Each look-up is written down and mailed to the owner, so that it cannot be done behind his or her back.",
      tags: ["shops", "lock", "service"],
      signals: [13, 3, 4],
      supporters: ["hannah", "jorge", "canal"],
      talk: [
        {
          by: "elif",
          after: 1,
          kind: "concern",
          says: "I would not like a shop I have never been to to be able to copy my key. The mail comes when the key exists already.",
          replies: [
            {
              by: "wheelhouse",
              after: 1.4,
              says: "Fair. The owner could have to say a code that is on the invoice. Then both must be in the shop.",
            },
            { by: "elif", after: 1.9, says: "With the code I would be fine with it." },
          ],
        },
        { by: "jorge", after: 5, kind: "evidence", says: "Nine days here too. In summer it was sixteen." },
        {
          by: "mehdi",
          after: 8,
          kind: "question",
          says: "How many shops have a machine that cuts this profile?",
          replies: [
            {
              by: "hannah",
              after: 9,
              says: "Every locksmith does, and we have one two doors away. Four of the seven shops in our group cut keys themselves.",
            },
          ],
        },
      ],
      moves: [
        {
          by: "grace",
          after: 1.5,
          to: "open",
          says: "Nine days without a bike is too long, and Elif’s concern is right as well. Let us find a way that needs both the shop and the owner.",
        },
        {
          by: "lea",
          after: 14,
          to: "developing",
          says: "The Wheelhouse and Elif agree on a code from the invoice. Mehdi asks our supplier whether codes can be given out one by one. Write with them if you run a shop.",
        },
      ],
      authors: [
        { who: "elif", after: 15, answers: "accepts" },
        { who: "hannah", after: 16, answers: "waits" },
      ],
      edits: [
        {
          by: "elif",
          after: 17,
          solution:
            "Shops that have signed for it can look the key code up by frame number and cut the key while the customer waits. The owner says a code that stands on the invoice, so both must be there. Each look-up is written down and mailed to the owner.",
        },
      ],
    },
    {
      by: "dev",
      ago: 214,
      title: "One key for the battery and the frame lock",
      evidence: {
        quotes: [
          {
            by: "karim",
            after: 160,
            says: "Two keys are one too many at five in the morning.",
            heard: "Interview with early-shift riders",
            weight: 2,
            who: "dev",
          },
        ],
        rounds: [
          {
            after: 165,
            said: {
              karim: { reach: 2500, impact: "medium", confidence: 80, effort: 6, kano: "one_dimensional" },
              astrid: { reach: 2200, impact: "medium", confidence: 100, effort: 8, kano: "one_dimensional" },
              mehdi: { reach: 3000, impact: "low", confidence: 80, effort: 6, kano: "indifferent" },
            },
            revealed: { by: "karim", after: 167 },
          },
        ],
      },
      tests: [
        {
          by: "astrid",
          after: 187,
          what: "Fit the set of two cylinders to your own bike, with the tool that comes with it and the sheet of paper, and with nobody helping. Then lock and unlock both ten times.",
          gets: "The set is yours.",
          minutes: 40,
          seats: 3,
          closesIn: -12,
          volunteers: ["dev", "camille", "bridget", "antoine", "moira"],
          drawn: 198,
          reports: [
            {
              by: "bridget",
              after: 203,
              worked: "yes",
              effort: 2,
              says: "Twenty-five minutes for both cylinders on my 2021 One, with coffee. The sheet shows the frame lock of the Long; on mine the screw sits on the other side.",
              accepted: { by: "karim", after: 206 },
            },
            {
              by: "dev",
              after: 204,
              worked: "partly",
              effort: 4,
              says: "The battery lock took five minutes. For the frame lock I needed a longer hex key than the one in the bag: the mudguard stay is in the way. Then it turned well, ten times out of ten.",
              accepted: { by: "karim", after: 206.1 },
            },
          ],
        },
      ],
      products: ["One and Long"],
      plans: [
        { by: "karim", after: 92, owner: "karim", percent: 20, targetIn: -10, sure: "likely" },
        {
          by: "karim",
          after: 186,
          owner: "karim",
          percent: 60,
          targetIn: 33,
          sure: "sure",
          why: "The first cylinders froze at minus eight. The second supplier’s do not, and they come six weeks later.",
        },
      ],
      issues: [
        { url: "https://everyday-bikes.atlassian.net/browse/LOCK-41", title: "Cylinders for frost" },
        { url: "https://gitlab.com/everyday-bikes/battery-case/-/issues/17", title: "Room for the longer key" },
      ],
      asks: [
        {
          by: "karim",
          after: 110,
          question: "Will the cylinders of the first supplier turn at minus fifteen degrees?",
          closesIn: -60,
          knownIn: -25,
          said: { dev: 80, tom: 35, moira: 40, bridget: 20, jorge: 25, astrid: 60, priya: 45 },
          outcome: {
            by: "karim",
            after: 185,
            happened: "no",
            says: "The lab froze twelve of them over two nights. Seven stood still at minus eight already, so we changed the supplier.",
          },
        },
      ],
      problem:
        "Two locks, two keys, and they look alike in the dark. I have stood in the rain with the wrong one more often than with the right one.",
      forWhom: "Everybody with a frame lock and a removable battery.",
      solution:
        "Deliver both locks with the same key, as some other makers do. For bikes out there: a set of two cylinders to the same code, at cost.",
      tags: ["lock"],
      signals: [23, 0, 2],
      talk: [
        {
          by: "tom",
          after: 1.2,
          kind: "evidence",
          says: "From the service desk: “wrong key” is the fourth most frequent reason for a call.",
        },
        { by: "moira", after: 3, says: "Also: the key of the battery falls out when unlocked. Please not that one." },
        {
          by: "bridget",
          after: 120,
          kind: "question",
          says: "Will the new cylinders fit a 2021 One?",
          replies: [{ by: "karim", after: 122, says: "Yes, from 2020 on. The set comes with the tool." }],
        },
      ],
      moves: [
        { by: "lea", after: 1.8, to: "open", says: "I have this in my own pocket. Thank you, Dev." },
        {
          by: "lea",
          after: 16,
          to: "evaluating",
          says: "Our supplier can do it; what is open is the price for bikes already sold. Answer by the end of the month.",
        },
        {
          by: "karim",
          after: 31,
          to: "adopted",
          says: "Yes, for new bikes from the next model year, and as a set for 24 euros for all others.",
        },
        {
          by: "karim",
          after: 90,
          to: "building",
          says: "The first thousand sets are ordered. They come in about three months.",
        },
      ],
    },
    {
      by: "priya",
      ago: 96,
      title: "One key for everything, and let me order a second one",
      problem:
        "Frame lock, battery, and now the chain that hooks into the frame lock: three keys. My partner rides the bike as well, and has none of them.",
      forWhom: "Households with one bike and two riders.",
      solution: "One key for all locks, the chain too, and spare keys that can be ordered with the number of the lock.",
      tags: ["lock"],
      signals: [11, 1, 1],
      supporters: ["moira", "bridget"],
      talk: [
        {
          by: "moira",
          after: 1.1,
          kind: "build-on",
          says: "The chain too, please. It is the key I use most, and it is the smallest.",
          replies: [{ by: "priya", after: 1.4, says: "And it has no number on it. I looked." }],
        },
      ],
      alike: {
        to: "One key for the battery and the frame lock",
        by: "canal",
        after: 1.6,
        says: "Both want one key. Dev’s has the battery, this one the chain, and nobody wants to carry a third.",
      },
      merged: {
        into: "One key for the battery and the frame lock",
        by: "lea",
        after: 2.5,
        says: "Priya, this is Dev’s idea, and it is already being built. You and those who support yours now stand behind that one. The chain and the second key were not in it: I have written them down as yours, and Karim has them on his list.",
        brings: "One key for both locks\nThe chain takes the same key\nSpare keys by the number of the lock",
        theirs: "One key for both locks\nA set of two cylinders for bikes that are already on the road",
      },
    },
    {
      by: "lars",
      ago: 188,
      title: "Mudguards that end where the water does",
      products: ["One and Long"],
      problem:
        "The front mudguard stops ten centimetres too early. In heavy rain the wheel throws water over the end of it, straight onto my shoes.",
      forWhom: "People who ride in the rain because they have to.",
      solution:
        "A longer flap of rubber, 80 mm, that can be screwed to the existing guard. It may touch a kerb without breaking.",
      tags: ["rain", "comfort"],
      signals: [19, 1, 3],
      talk: [
        { by: "sam", after: 2, says: "I cut mine from a milk bottle. It works, and it looks like a milk bottle." },
        {
          by: "rustine",
          after: 6,
          kind: "build-on",
          says: "Two holes at 40 mm are on the guard already, for the reflector. A flap could use these.",
        },
        {
          by: "carmen",
          after: 20,
          kind: "concern",
          says: "Please test it on the train ramps: long flaps get torn off there.",
        },
      ],
      moves: [
        {
          by: "lea",
          after: 2,
          to: "open",
          says: "Everybody at the office who rides nodded. I am taking it to the accessories meeting.",
        },
        {
          by: "grace",
          after: 21,
          to: "evaluating",
          says: "La Rustine’s hint with the two holes makes it cheap. The accessories team answers within two weeks.",
        },
        {
          by: "karim",
          after: 33,
          to: "adopted",
          says: "Yes. A flap of 80 mm, on the two holes, in every box with mudguards. We try it on train ramps first, as Carmen asks.",
        },
        {
          by: "karim",
          after: 64,
          to: "building",
          says: "Three rubbers are on test bikes since this morning. The softest one survives the ramp.",
        },
        {
          by: "karim",
          after: 141,
          to: "shipped",
          says: "The flap is part 4502, 6 euros, and on all new bikes. The milk bottle was the prototype: thank you, Sam, and Lars for dry feet.",
        },
      ],
    },
    {
      by: "jorge",
      ago: 129,
      title: "Print the torque on the part",
      products: ["One and Long"],
      plans: [{ by: "karim", after: 60, owner: "karim", percent: 45, targetIn: 61, sure: "likely" }],
      problem:
        "We look torques up on a phone with greasy hands. Apprentices guess. Last month a stem came back cracked: 9 Nm where 5 were meant.",
      forWhom: "Workshops, and people who tighten their own bolts.",
      solution:
        "A small “5 Nm” beside each bolt that matters: stem, seat post, brake calliper, motor mount. Laser on metal, raised letters on plastic.",
      tags: ["shops", "repair", "safety"],
      signals: [20, 0, 4],
      supporters: ["hannah", "wheelhouse", "rustine", "canal", "odile"],
      talk: [
        { by: "hannah", after: 1, says: "Please. We have a laminated sheet on the wall and it is for the 2021 model." },
        {
          by: "astrid",
          after: 4,
          kind: "build-on",
          says: "We engrave the serial number anyway. Adding three characters costs nothing on metal parts. Plastic needs a change of the mould, at its next service.",
        },
        { by: "yuki", after: 10, says: "As somebody without a workshop: this would make me dare to do it." },
      ],
      moves: [
        {
          by: "grace",
          after: 2,
          to: "open",
          says: "A cracked stem is serious. I have also told our quality people about the case itself.",
        },
        {
          by: "lea",
          after: 12,
          to: "evaluating",
          says: "Astrid’s team checks which parts can carry it. An answer within two weeks.",
        },
        {
          by: "karim",
          after: 23,
          to: "adopted",
          says: "Yes, on all metal parts from the next batch of each; on plastic parts when their moulds are serviced, the last in about a year.",
        },
        {
          by: "karim",
          after: 58,
          to: "building",
          says: "Stem and seat post carry it since this week. Calliper adapters follow next month, the motor mount the month after.",
        },
      ],
    },
    {
      by: "carmen",
      ago: 173,
      title: "A bell that lorries hear",
      problem: "The bell is polite. On the ring road nobody hears it, least of all in a lorry with the windows up.",
      forWhom: "Commuters on roads with lorries.",
      solution: "An electric horn on the main battery, next to the bell, for emergencies only.",
      tags: ["safety"],
      signals: [9, 8, 6],
      talk: [
        {
          by: "george",
          after: 1,
          kind: "concern",
          says: "Pedestrians would be frightened by people who use it for everything. I know these people.",
        },
        {
          by: "yann",
          after: 3,
          kind: "evidence",
          says: "In most countries we sell to, a bicycle may carry a bell and nothing else that sounds. In Germany and France it is written into the traffic code.",
        },
        { by: "carmen", after: 5, says: "I did not know that. Then a louder bell would already help." },
      ],
      moves: [
        {
          by: "lea",
          after: 2,
          to: "open",
          says: "Thank you, Carmen. Let us hear from others how often they would have needed it.",
        },
        {
          by: "grace",
          after: 12,
          to: "declined",
          reason: "not_possible",
          says: "Not possible: a horn is forbidden on bicycles in France, Germany and six other countries where we sell, and a bike that is legal only in some of them would be a trap for its owner.\n\nA louder bell is allowed. If somebody writes that idea down, with a measurement in a car with closed windows, I will take it up. A change of the law, or a permitted device, reopens this one.",
        },
      ],
      argued: [
        {
          by: "moira",
          after: 172.3,
          says: "You asked for a permitted device. My nephew’s bell is *mechanical*, turns on the wheel while a lever is held, and gave 98 dB in his van with the windows closed. It is sold as a bell, so no law has to change.",
        },
      ],
    },
    {
      by: "moira",
      ago: 152,
      title: "A step-through Long",
      problem:
        "I cannot lift my leg over the bar of the Long when the box is full, and I am not the only one past fifty who wants to fetch the grandchildren.",
      forWhom: "Shorter people, older people, everybody in a skirt or with a bad hip.",
      solution: "The Long with a low frame, 40 cm at most.",
      tags: ["frame", "cargo", "access"],
      signals: [18, 2, 4],
      talk: [
        {
          by: "karim",
          after: 6,
          kind: "question",
          says: "How high could you step with the box full? It decides whether the battery can stay in the tube.",
          replies: [
            { by: "moira", after: 6.5, says: "My physiotherapist says 45 cm on a good day." },
            { by: "bridget", after: 30, says: "Same here, since the operation. 45." },
          ],
        },
        {
          by: "astrid",
          after: 9,
          kind: "evidence",
          says: "A low frame of this length twists under 200 kg. We would need a second tube, about 1.9 kg more.",
        },
      ],
      moves: [
        {
          by: "lea",
          after: 1.6,
          to: "open",
          says: "A fair point, and you describe many of the people who write to us. I ask the frame team what it would take.",
        },
        {
          by: "lea",
          after: 26,
          to: "evaluating",
          says: "Astrid’s calculation is here. Karim decides by the end of the month.",
        },
        {
          by: "karim",
          after: 44,
          to: "later",
          reviewIn: 74,
          says: "Not this year. A low frame that does not twist is a new frame: about fourteen months and more money than we have planned. It is first on the list for the next platform, which we begin this year. I will look again then, with Moira’s 45 cm as the requirement.",
        },
      ],
    },
    {
      by: "yuki",
      ago: 147,
      title: "Paint for scratches, in the bike’s own colour",
      products: ["One and Long"],
      problem: "A scratch on the frame rusts. No paint in the shops has the green of the 2023 One.",
      forWhom: "Owners who keep a bike for ten years.",
      solution: "A pen with the paint of each colour, like the ones car makers sell.",
      tags: ["repair", "accessories"],
      signals: [16, 1, 3],
      talk: [
        { by: "wheelhouse", after: 3, says: "We would put a box of these beside the till." },
        {
          by: "mehdi",
          after: 7,
          kind: "evidence",
          says: "Our painter fills 20 ml bottles with a brush for 2.10 euros each, from 300 of a colour.",
        },
      ],
      moves: [
        { by: "grace", after: 1.5, to: "open", says: "Good and small. Mehdi asks the painter." },
        {
          by: "grace",
          after: 11,
          to: "evaluating",
          says: "The price is right. Five colours or all nine: an answer next week.",
        },
        { by: "karim", after: 17, to: "adopted", says: "Yes, all nine colours since 2020. 7 euros." },
        { by: "karim", after: 25, to: "building", says: "Bottles ordered, labels being drawn." },
        {
          by: "karim",
          after: 83,
          to: "shipped",
          says: "In the shops from Monday. Each frame carries its colour’s name inside the seat tube. Thank you, Yuki.",
        },
      ],
    },
    {
      by: "tom",
      ago: 96,
      title: "Tell the rider what the blinking light means",
      products: ["Display and app"],
      plans: [{ by: "karim", after: 66, owner: "karim", percent: 80, targetIn: 12, sure: "sure" }],
      asks: [
        {
          by: "karim",
          after: 70,
          question: "Will the service desk get half as many calls about blinking lights three months after it ships?",
          closesIn: 20,
          knownIn: 110,
          said: { tom: 75, moira: 60, dev: 85 },
        },
      ],
      problem:
        "At the service desk I translate blinks: three short, one long is “brake lever pressed at start”. People drive 20 km to us to hear that.",
      forWhom: "Everybody whose bike blinks, and the service desk.",
      solution:
        "A sentence on the display, or in the app, instead of the code: “Let go of the brake and switch on again.” The codes stay in the service menu.",
      tags: ["display", "service"],
      signals: [22, 0, 2],
      talk: [
        { by: "priya", after: 0.7, says: "I have the table of blinks printed out in my wallet. I am not proud of it." },
        {
          by: "paolo",
          after: 5,
          kind: "build-on",
          says: "There is room for 60 characters. I can draft sentences for the twelve codes that make up nine tenths of the calls.",
          adopted: { by: "tom", after: 9.2 },
        },
        {
          by: "antoine",
          after: 11,
          kind: "concern",
          says: "Please not only in English.",
          replies: [
            {
              by: "paolo",
              after: 12,
              says: "The display has eleven languages. The sentences go to the same translators.",
            },
          ],
        },
      ],
      authors: [{ who: "paolo", after: 6, answers: "accepts" }],
      edits: [
        {
          by: "tom",
          after: 9,
          solution:
            "A sentence on the display instead of the code: “Let go of the brake and switch on again.” We begin with the twelve codes behind nine tenths of the calls, 60 characters each. The codes stay in the service menu.",
        },
      ],
      moves: [
        { by: "grace", after: 1, to: "open", says: "You would know, Tom. Which codes are the most frequent?" },
        {
          by: "lea",
          after: 15,
          to: "evaluating",
          says: "Twelve sentences are written. The display team says within two weeks when they fit in.",
        },
        {
          by: "karim",
          after: 26,
          to: "adopted",
          says: "Yes. The twelve come with update 5.3, the others as they are written.",
        },
        {
          by: "karim",
          after: 61,
          to: "building",
          says: "Ten of twelve are in and with the translators. 5.3 is planned for next month.",
        },
      ],
    },
    {
      by: "elif",
      ago: 88,
      title: "Rent a bike while mine is in the workshop",
      problem: "Four days without the bike are four days with the car, or a taxi to the nursery.",
      forWhom: "People for whom the bike is the car.",
      solution: "Shops get two loan bikes each; who bought from Corvane may have one during a repair under guarantee.",
      belongs: {
        to: "Vélos partagés de Montvallier",
        by: "grace",
        after: 87.1,
        says: "The bikes that could be lent stand at 31 stations in Montvallier, and no shop of ours has one to spare. Inès, would you take this one over? Les ateliers enverraient leurs clients à vos bornes.",
      },
      tags: ["service", "shops"],
      signals: [17, 2, 5],
      talk: [
        {
          by: "jorge",
          after: 2,
          kind: "concern",
          says: "Loan bikes come back dirty, late, or with a puncture. Two bikes are 6,000 euros that stand about. Who pays for them?",
        },
        {
          by: "hannah",
          after: 4,
          kind: "build-on",
          says: "We lend our test bikes. It works if the customer leaves a card and if repairs are booked, not walked in.",
        },
        { by: "sam", after: 12, says: "I would pay ten euros a day without thinking." },
      ],
      moves: [
        {
          by: "grace",
          after: 2,
          to: "open",
          says: "I understand the nursery. Jorge’s question is the right one: let us find out what it costs.",
        },
        {
          by: "lea",
          after: 30,
          to: "developing",
          says: "Hannah’s shop lends test bikes already and writes down for a month what happens. Elif and Hannah then rewrite the idea with the figures.",
        },
      ],
      authors: [{ who: "hannah", after: 31, answers: "accepts" }],
      edits: [
        {
          by: "hannah",
          after: 62,
          solution:
            "Shops lend their test bikes during a repair under guarantee that was booked at least a day before. The customer leaves a card.\n\nOur month: 14 loans, 2 late, 1 puncture, no damage. Cost to the shop about 11 euros a loan, mostly cleaning. If Corvane paid that, we would do it always.",
        },
      ],
    },
    {
      by: "sam",
      ago: 79,
      title: "A hook for the helmet",
      problem: "The helmet hangs on the handlebar and knocks against the display. In the rain it fills up.",
      forWhom: "People who leave the helmet with the bike.",
      solution: "A small hook under the saddle that takes the straps, and that the frame lock can go through.",
      tags: ["accessories", "lock"],
      signals: [15, 4, 5],
      talk: [
        {
          by: "tomasz",
          after: 1,
          kind: "concern",
          says: "Straps are cut in a second. It would keep honest people honest, no more.",
        },
        { by: "bridget", after: 6, says: "It need not be safe, only dry and out of the way." },
        {
          by: "paolo",
          after: 9,
          kind: "question",
          says: "Under the saddle is where the seat bag goes. On the rack, beside the battery?",
          replies: [{ by: "sam", after: 10, says: "On the rack is fine. Left side, away from the lock." }],
        },
      ],
      moves: [
        {
          by: "grace",
          after: 1.4,
          to: "open",
          says: "Small and useful, and Bridget names the point: dry and out of the way. Who has a place where it could go?",
        },
      ],
    },
    {
      by: "george",
      ago: 72,
      title: "Show me where the battery’s lithium came from",
      problem: "I bought the bike to do less harm. I do not know whether the battery does.",
      forWhom: "Customers who ask, and the people in the shops who have no answer.",
      solution:
        "A page for each battery type: cells, mine or recycler, where assembled, what happens to it at the end.",
      tags: ["battery", "environment"],
      signals: [14, 3, 6],
      talk: [
        {
          by: "mehdi",
          after: 4,
          kind: "evidence",
          says: "We know the cell maker and the country of assembly. For the mine we know a list of five, not which one. From 2027 a battery passport will be obligatory in the EU, and our supplier prepares it.",
        },
        { by: "george", after: 5, says: "“One of these five” is an honest answer. Please publish that." },
        {
          by: "camille",
          after: 16,
          says: "And what happens at the end. I have an old one in the cellar and no idea.",
          replies: [
            { by: "canal", after: 17, says: "Bring it to any shop. We must take it back, it costs you nothing." },
          ],
        },
      ],
      moves: [
        {
          by: "lea",
          after: 2,
          to: "open",
          says: "We should be able to answer that. Mehdi looks at what we know, and what we only believe.",
        },
        {
          by: "lea",
          after: 19,
          to: "developing",
          says: "George and Mehdi draft the page for the 500 Wh battery. “One of these five” goes on it.",
        },
      ],
      authors: [{ who: "mehdi", after: 20, answers: "accepts" }],
    },
    {
      by: "bridget",
      ago: 64,
      title: "Make the walk mode usable with gloves",
      evidence: {
        quotes: [
          {
            by: "karim",
            after: 24,
            says: "From November to March I push with the motor off. It is quicker than finding the button.",
            heard: "Call of the service desk",
            weight: 2,
            who: "moira",
          },
        ],
        rounds: [
          {
            after: 30,
            said: {
              karim: { reach: 1800, impact: "medium", confidence: 100, effort: 1, kano: "one_dimensional" },
              astrid: { reach: 2000, impact: "medium", confidence: 100, effort: 1.5, kano: "must_be" },
              mehdi: { reach: 1500, impact: "high", confidence: 80, effort: 1, kano: "one_dimensional" },
            },
            revealed: { by: "karim", after: 32 },
          },
        ],
        decided: [
          {
            by: "karim",
            after: 41.2,
            says: "Built with update 5.3, by the minus key as Paolo proposed. All three of us estimate close together, no part changes, and the standard is kept: letting go ends it. Displays from before 2021 stay as they are, and we say so.",
            criteria: [
              { words: "it helps on ordinary days, not once a year", state: "met" },
              { words: "a workshop can repair it with common tools", state: "met" },
              {
                words: "it fits bikes that are already on the road, or we say plainly that it does not",
                state: "met",
              },
              { words: "Works with three kinds of winter gloves", state: "open" },
            ],
          },
        ],
      },
      tests: [
        {
          by: "karim",
          after: 58,
          what: "Ride a week with the new walk mode on your own bike: we put the test version on the display, and take it off again if you wish. Push up a ramp or a kerb with gloves at least once a day.",
          gets: "The update three months before everybody else, and a pair of winter gloves.",
          minutes: 60,
          seats: 4,
          for: "customer",
          closesIn: 8,
          volunteers: ["bridget", "moira", "carmen", "priya", "lars", "elif"],
        },
      ],
      products: ["Display and app"],
      plans: [{ by: "karim", after: 44, owner: "karim", percent: 0, targetIn: 96, sure: "open" }],
      problem:
        "Walk mode needs a small button held down for as long as you push. With winter gloves I hold three buttons, and the light goes off.",
      forWhom: "Everybody who pushes a heavy bike up a ramp in winter.",
      solution: "A press starts it, any touch of the brake ends it. Or a bigger button.",
      tags: ["display", "winter", "access"],
      signals: [18, 1, 2],
      supporters: ["moira", "carmen"],
      talk: [
        {
          by: "yann",
          after: 2,
          kind: "concern",
          says: "The standard says that walk assistance must stop when the rider lets go. A press that starts it and runs on is not allowed.",
        },
        { by: "bridget", after: 2.6, says: "Then the bigger button. My thumb is not small, and there are wider ones." },
        {
          by: "paolo",
          after: 8,
          kind: "build-on",
          says: "The minus key is four times as large and does nothing while the bike stands. Holding that one would do.",
          adopted: { by: "bridget", after: 14.1 },
        },
      ],
      edits: [
        {
          by: "bridget",
          after: 14,
          solution:
            "Holding the large minus key while the bike stands starts walk mode; letting go ends it, as the standard wants. The small button keeps working.",
        },
      ],
      moves: [
        { by: "grace", after: 1.5, to: "open", says: "I tried it with my ski gloves at lunch. You are right." },
        {
          by: "lea",
          after: 22,
          to: "evaluating",
          says: "Paolo’s minus key looks like a change of software only. The display team says yes or no within three weeks.",
        },
        { by: "karim", after: 41, to: "adopted", says: "Yes, with update 5.3. It will work on displays since 2021." },
      ],
    },
    {
      by: "wen",
      ago: 56,
      title: "A rack that takes a wine crate without straps",
      evidence: {
        quotes: [
          {
            by: "mehdi",
            after: 31,
            says: "It would be lovely. The straps work, though.",
            heard: "Saturday at the market",
            weight: 1,
            who: "wen",
          },
        ],
      },
      problem:
        "Crates in our market are 50 by 30 cm. The rack is 12 cm wide. I use three straps and still lose onions.",
      forWhom: "People who shop by bike.",
      solution: "Two arms that fold out of the rack to 30 cm, with a lip at the back.",
      tags: ["cargo", "accessories"],
      signals: [16, 1, 4],
      talk: [
        { by: "ruth", after: 1, says: "Onions, yes. Also the library books of three children." },
        {
          by: "hannah",
          after: 3,
          kind: "concern",
          says: "Folding arms rattle. If they fold, they need a spring or rubber.",
        },
        {
          by: "lars",
          after: 11,
          kind: "evidence",
          says: "I screwed an oven grid to mine: 31 by 44 cm, 900 g. It has held for two years and cost nothing.",
        },
      ],
      moves: [
        {
          by: "lea",
          after: 2,
          to: "open",
          says: "I have lost leeks on the same road. How do others carry a crate? Pictures and measures help.",
        },
        {
          by: "lea",
          after: 25,
          to: "developing",
          says: "Lars’ oven grid is in the lab. Wen and Lars write down what the real part must do.",
        },
      ],
      authors: [{ who: "lars", after: 26, answers: "accepts" }],
      edits: [
        {
          by: "lars",
          after: 29,
          solution:
            "Two arms that fold out of the rack to 30 cm, with a lip at the back and rubber where they touch.\n\nIt must hold 15 kg on cobbles, not rattle when empty, and leave room for panniers below.",
        },
      ],
    },
    {
      by: "tomasz",
      ago: 48,
      title: "Lock the motor from the phone when it is stolen",
      evidence: {
        quotes: [
          {
            by: "astrid",
            after: 12,
            says: "If it could not be ridden they would not take it. I would pay for that.",
            heard: "Call after a theft",
            weight: 3,
            who: "elif",
          },
          {
            by: "karim",
            after: 33,
            says: "Our insurer asks for it, we do not.",
            heard: "Fair in Lyon, stand of a rental firm",
            weight: 2,
          },
        ],
        rounds: [
          {
            after: 34,
            said: {
              karim: { reach: 300, impact: "massive", confidence: 50, effort: 8, kano: "attractive" },
              astrid: { reach: 400, impact: "massive", confidence: 50, effort: 12, kano: "reverse" },
              mehdi: { reach: 350, impact: "high", confidence: 50, effort: 10, kano: "must_be" },
            },
            revealed: { by: "astrid", after: 36 },
          },
        ],
      },
      problem: "My neighbour’s Long was stolen from a locked cellar. It works for the thief as it did for her.",
      forWhom: "Owners, insurers, and thieves, who would leave them alone.",
      solution:
        "The owner reports it stolen in the app; at its next contact with any Corvane service tool or charger the motor is locked.",
      tags: ["lock", "theft", "app"],
      signals: [19, 4, 5],
      talk: [
        {
          by: "elif",
          after: 0.8,
          kind: "concern",
          says: "Who says that it is me? A former partner with the password could lock my bike on the day of a job interview.",
        },
        {
          by: "astrid",
          after: 4,
          kind: "question",
          says: "Would a lock in the service tool alone be worth something? Batteries are often replaced in shops.",
          replies: [
            {
              by: "hannah",
              after: 5,
              says: "Yes. About every third stolen bike turns up in a workshop sooner or later.",
            },
          ],
        },
        { by: "wheelhouse", after: 8, says: "We would need to know what to do then. We are not the police." },
        {
          by: "tomasz",
          after: 9,
          kind: "build-on",
          says: "Perhaps only with the number of the police report. That answers Elif, too.",
        },
      ],
      moves: [
        {
          by: "lea",
          after: 2,
          to: "open",
          says: "Important, and not simple: Elif’s case must be impossible. Let us collect what could go wrong before we collect features.",
        },
        {
          by: "lea",
          after: 29,
          to: "evaluating",
          says: "With the number of the police report it looks possible. Our lawyers and Astrid’s team answer by the 21st day.",
        },
      ],
    },
    {
      by: "antoine",
      ago: 38,
      title: "A paper manual with large print",
      problem: "The manual is a code to scan. My father is 81, has a Corvane One and no such phone.",
      forWhom: "People who would rather not, or cannot, read on a phone.",
      solution:
        "A booklet of twelve pages: charging, lights, tyres, whom to call. In 14 point. On request, for free, in the shop.",
      tags: ["access", "service"],
      signals: [14, 1, 4],
      talk: [
        {
          by: "moira",
          after: 1.5,
          says: "Yes. And a drawing of how the battery goes in, because the arrow on the battery lies.",
        },
        { by: "jorge", after: 4, says: "I print the four pages that matter for older customers. I would gladly stop." },
      ],
      moves: [
        {
          by: "grace",
          after: 1.2,
          to: "open",
          says: "Thank you, Antoine, also to your father. Which four pages do you print, Jorge? That is the beginning of the booklet.",
        },
      ],
    },
    {
      by: "camille",
      ago: 27,
      title: "Let two people share one bike in the app",
      problem:
        "My partner and I share a Long. The app knows one of us. The other one sees neither the charge nor where it stands.",
      forWhom: "Couples, families, neighbours with one bike.",
      solution: "The owner invites others. They see charge and place; only the owner can sell or lock.",
      tags: ["app"],
      signals: [18, 1, 3],
      talk: [
        { by: "nadia", after: 0.9, says: "We share the password, which I know is wrong." },
        {
          by: "elif",
          after: 2,
          kind: "build-on",
          says: "And an end: one press, and the other one sees nothing any more.",
        },
        {
          by: "astrid",
          after: 6,
          kind: "question",
          says: "Should the invited one see the rides, too, or only where it is now?",
          replies: [
            { by: "camille", after: 6.4, says: "Only where it is now. I do not need to know about the bakery." },
          ],
        },
        {
          by: "mateus",
          after: 7,
          says: "Anybody who needs to know where their wife is has another problem, and I would not call it a bike.",
          reported: [{ by: "elif", after: 7.2, reason: "insulting", words: "" }],
          hidden: {
            by: "grace",
            after: 7.6,
            reason: "insulting",
            words: "You may find the idea wrong, and say so. Camille’s marriage is not what we talk about here.",
          },
        },
      ],
      moves: [
        {
          by: "lea",
          after: 2,
          to: "open",
          says: "Elif’s end and Camille’s bakery are exactly the details that decide whether this is kind or creepy. More of these, please.",
        },
        {
          by: "grace",
          after: 16,
          to: "developing",
          says: "Camille is writing the whole list of what each one sees. Help her.",
        },
      ],
    },
    {
      by: "mateus",
      ago: 24,
      title: "Tyres that survive glass",
      problem: "Seven punctures in four months, six of them from bottle glass on the same cycle path.",
      forWhom: "City riders.",
      solution: "Puncture-proof tyres as standard, even if they roll a little worse.",
      tags: ["tyres", "repair"],
      signals: [13, 4, 4],
      talk: [
        {
          by: "rustine",
          after: 1,
          kind: "evidence",
          says: "Of 100 punctures here 61 are glass, 22 pinch flats from too little air, the rest thorns and staples. A tyre with a 3 mm layer stops the glass, not the pinch.",
        },
        {
          by: "lars",
          after: 3,
          kind: "concern",
          says: "They cost me five kilometres of range. I would like the choice.",
        },
      ],
      moves: [
        {
          by: "grace",
          after: 2,
          to: "open",
          says: "La Rustine’s figures are worth a lot. Would a choice when buying be enough for you, Mateus?",
        },
        {
          by: "grace",
          after: 12,
          to: "declined",
          reason: "already_exists",
          says: "It exists already, and we hide it well: each shop can fit the tyre with the 3 mm layer for 18 euros when you buy, and we will write that on the order page from now on.\n\nAs a standard for everybody it would cost range that many need. If the page does not help, say so here.",
        },
      ],
    },
    {
      by: "paolo",
      ago: 21,
      title: "Dim the display by itself in the dark",
      problem: "On unlit paths the display blinds me. I turn it to zero and then do not see it by day.",
      forWhom: "People who ride before sunrise and after sunset.",
      solution: "The light sensor of the headlamp could dim the display as well. They are on the same cable.",
      tags: ["display", "light"],
      signals: [15, 0, 3],
      talk: [
        { by: "yuki", after: 1, says: "Please. I put tape on it." },
        {
          by: "astrid",
          after: 3,
          kind: "evidence",
          says: "The sensor’s value is on the bus ten times a second. It is one afternoon of work and a week of testing in tunnels.",
        },
      ],
      moves: [
        {
          by: "grace",
          after: 1.6,
          to: "open",
          says: "An afternoon and some tunnels: that sounds cheap. Who has the other opinion?",
        },
      ],
    },
    {
      by: "hannah",
      ago: 17,
      title: "Brake pads with a mark for “worn”",
      problem: "People come when it scratches. By then the disc is gone as well: 62 euros instead of 14.",
      forWhom: "Riders who do not measure pads, so all of them.",
      solution: "A groove or a coloured line at 1 mm, visible from outside without taking anything off.",
      tags: ["brakes", "repair", "safety"],
      signals: [17, 0, 2],
      supporters: ["wheelhouse", "jorge", "rustine"],
      talk: [
        { by: "sam", after: 1, says: "62 euros. Twice. I would look, if there was something to see." },
        {
          by: "tom",
          after: 4,
          kind: "build-on",
          says: "Cars have a piece of metal that squeaks. Something that annoys a little before it destroys.",
        },
      ],
      moves: [
        {
          by: "lea",
          after: 2,
          to: "open",
          says: "Thank you, Hannah. I ask our brake supplier whether pads with a mark exist, or why not.",
        },
      ],
    },
    {
      by: "thuy",
      ago: 14,
      title: "A warning before the cold kills the range",
      problem: "At minus five I had 40 % less range and learned it on the way.",
      forWhom: "Winter riders.",
      solution: "The evening before, the app says: “Tomorrow −6 °C: expect about 35 km, take the battery inside.”",
      tags: ["app", "winter", "range"],
      signals: [12, 2, 3],
      talk: [
        {
          by: "priya",
          after: 1.2,
          kind: "build-on",
          says: "The new range knows the last 20 rides. It could know last winter as well.",
        },
      ],
      moves: [
        {
          by: "grace",
          after: 2,
          to: "open",
          says: "Welcome, Thuy. It builds on Priya’s range, so half of it may be there. I am asking.",
        },
      ],
    },
    {
      by: "canal",
      ago: 12,
      title: "Send the parts list with the recall",
      problem:
        "The recall for the motor mount came on a Friday. The list of parts we needed came on Wednesday, and by then 14 customers had asked.",
      forWhom: "Workshops and the people who wait.",
      solution: "No recall goes out without its parts list, the time it takes, and what we are paid for it.",
      tags: ["shops", "service"],
      signals: [8, 0, 5],
      supporters: ["hannah", "jorge", "wheelhouse", "rustine"],
      talk: [
        {
          by: "mehdi",
          after: 1,
          says: "That Friday was my mistake: I did not want to wait with the safety notice. The list could have gone out on Saturday. I am sorry.",
        },
        {
          by: "hannah",
          after: 2,
          says: "The notice at once was right, Mehdi. “List follows on Monday” would have been enough for us.",
        },
      ],
    },
    {
      by: "ruth",
      ago: 7.2,
      title: "Teach children’s trailers to the light system",
      problem:
        "With the trailer attached nobody sees the rear light of the bike. I hang a battery lamp on the trailer and forget to charge it.",
      forWhom: "Families with trailers.",
      solution: "A socket at the axle that feeds a lamp on the trailer from the bike.",
      tags: ["children", "light", "safety"],
      signals: [13, 0, 2],
      talk: [{ by: "carmen", after: 2, says: "We ride behind each other so that mine lights hers. This is better." }],
    },
    {
      by: "lars",
      ago: 5.6,
      title: "Let me turn the start animation off",
      problem:
        "The display takes nine seconds to greet me. At every traffic light where I switch off to save battery I wait nine seconds.",
      forWhom: "Everybody who switches on more than once a day.",
      solution: "No animation, or one second of it.",
      tags: ["display"],
      signals: [11, 1, 1],
      talk: [
        {
          by: "paolo",
          after: 1.3,
          kind: "evidence",
          says: "Six of the nine seconds are the self-test of the motor, which we cannot skip. But we could show the speed meanwhile instead of the logo.",
          accepted: { by: "lea", after: 1.9 },
        },
        { by: "dev", after: 2, says: "That would be enough. Nobody needs the logo, we know what we bought." },
        {
          by: "mateus",
          after: 3,
          says: "Whoever at the company thought of this should be made to stand at my traffic light until they find a job they understand.",
          reported: [
            { by: "yuki", after: 3.4, reason: "insulting", words: "" },
            { by: "ruth", after: 3.8, reason: "insulting", words: "We said things, not people." },
          ],
        },
      ],
    },
    {
      by: "yuki",
      ago: 2.4,
      title: "A repair stand I can borrow on Saturdays",
      problem: "I can true a wheel, but not in a flat of 30 square metres.",
      forWhom: "People who mend their own bikes and have no room.",
      solution: "Shops put a stand in front of the door on Saturdays, with tools on a wire.",
      tags: ["repair", "shops"],
      signals: [8, 1, 2],
      // Later than now: the last thing that happened, so that its undo can be tried.
      moves: [
        {
          by: "lea",
          after: 9,
          to: "open",
          says: "A flat of 30 square metres is a good reason. Who would come on a Saturday, and which shop has room in front of the door?",
        },
      ],
      talk: [
        {
          by: "wheelhouse",
          after: 0.8,
          kind: "question",
          says: "Would you buy the brake pads from us then, or bring your own? I ask because the landlord will.",
        },
      ],
    },
    {
      by: "nadia",
      ago: 0.9,
      title: "Tell me at the door that the light is still on",
      problem: "I take the battery out, the light stays on from its own little cell, and the next evening it is empty.",
      forWhom: "Everybody who parks in a hurry.",
      solution: "Two short beeps when the battery is taken out and the light is still on.",
      tags: ["light", "noise"],
      signals: [5, 0, 1],
      talk: [
        { by: "priya", after: 0.3, says: "Two beeps, and only then. I would be grateful." },
        {
          by: "ingrid",
          after: 0.4,
          says: "I joined because of exactly this: mine was empty on Friday, in the rain.",
          replies: [
            {
              by: "hannah",
              after: 0.55,
              says: "Good that you are here, Ingrid. Until there is a beep: hold the power button for two seconds after you take the battery out, then the cell is off as well.",
            },
          ],
        },
      ],
    },
    {
      by: "owen",
      ago: 0.12,
      title: "Show which gear I am in",
      problem:
        "I start at the traffic light in the wrong gear twice a day, because I cannot see the number below my thumb in the dark.",
      forWhom: "Everybody who rides after sunset.",
      solution: "The gear on the display, beside the speed.",
      tags: ["display", "light"],
      signals: [0, 0, 0],
    },
    {
      by: "carmen",
      ago: 19,
      title: "Cheap insurance through the shop",
      problem: "My insurer wants a lock that weighs more than the bike.",
      forWhom: "Owners in towns.",
      solution: "Corvane offers an insurance of its own.",
      tags: ["theft"],
      signals: [4, 3, 3],
      withdrawn: {
        after: 6,
        why: "My bank has offered exactly this since last month, I had not looked. The lock problem is Tomasz’ idea anyway.",
      },
      talk: [
        { by: "tomasz", after: 1, says: "With a lock from the phone the insurers might be content with less steel." },
      ],
    },
  ],
  rooms: [
    {
      on: "A rack that takes a wine crate without straps",
      by: "lea",
      title: "The crate, the slope and one free hand",
      question: "How does a wine crate stay on the rack of an everyday bike, without straps and with one hand?",
      invited: ["nadia", "tom", "wheelhouse"],
      ago: 6,
      people: ["nadia", "tom", "wheelhouse", "yann", "sam"],
      notes: [
        {
          by: "nadia",
          says: "A lip of two centimetres all round. The crate drops in and cannot slide.",
          in: "Hold it from below",
        },
        {
          by: "tom",
          says: "Two spring pins that find the handles of the crate by themselves.",
          in: "Hold it from the side",
        },
        {
          by: "sam",
          says: "A rubber mat. My crate only slides because the rack is smooth.",
          in: "Hold it from below",
          becomes: "comment",
        },
        {
          by: "wheelhouse",
          says: "Whatever it is, it must survive a workshop stand clamped on the rack.",
          in: "What it must stand",
        },
        {
          by: "yann",
          says: "On cobbles everything jumps. Something has to press from above.",
          in: "Hold it from above",
        },
        { by: "yann", says: "A net that stays on the rack and folds into the tail light.", in: "Hold it from above" },
        {
          by: "wheelhouse",
          says: "We would rather not stock a sixth rack. Make it a part that bolts onto the one there is.",
          sealed: true,
          in: "What it must stand",
        },
        { by: "lea", says: "Crates differ: 50 by 30 in France, 40 by 30 elsewhere.", in: "What it must stand" },
        { by: "sam", says: "I carry beer, too." },
      ],
      clusters: [
        { by: "nadia", name: "Hold it from below" },
        { by: "tom", name: "Hold it from the side" },
        { by: "yann", name: "Hold it from above" },
        { by: "lea", name: "What it must stand" },
      ],
      dots: {
        nadia: { "Hold it from below": 2, "What it must stand": 2, "Hold it from above": 1 },
        tom: { "Hold it from the side": 2, "Hold it from below": 2 },
        sam: { "Hold it from below": 2, "Hold it from above": 1 },
        wheelhouse: { "What it must stand": 2, "Hold it from below": 1 },
        yann: { "Hold it from above": 2, "Hold it from below": 2 },
      },
      talk: [
        { by: "tom", says: "I can print a lip for one rack by Friday." },
        { by: "wheelhouse", says: "Who pays when a crate falls off a rack that we fitted?" },
        { by: "nadia", says: "I would test it on the hill to the market, every Saturday." },
      ],
      wrote: [
        {
          by: "nadia",
          passage: "solution",
          says: "\n\nA lip of **two centimetres** all round: the crate drops in and cannot slide, and one hand is enough.",
        },
        {
          by: "yann",
          passage: "problem",
          says: " On cobbles everything jumps, and what is not pressed from above flies.",
        },
        {
          by: "tom",
          passage: "solution",
          says: "\n\n- fits crates of 50 by 30 and of 40 by 30\n- bolts onto the rack there is, with two screws",
        },
        { by: "wheelhouse", passage: "solution", says: "\n- survives the clamp of a workshop stand" },
      ],
      proposal: {
        by: "lea",
        says: "Tom prints a lip with a rubber mat for one rack. Nadia rides it for a month. Then we decide.",
        consent: ["nadia", "tom", "sam", "wheelhouse"],
        objects: { by: "yann", says: "Not without something from above: the test must include cobbles." },
      },
      useful: ["nadia", "tom", "sam", "yann"],
    },
    {
      on: "Rent a bike while mine is in the workshop",
      by: "lea",
      title: "What a loan may cost, and who pays",
      question: "Eleven euros a loan: who pays what, so that every shop can do it?",
      invited: ["hannah", "elif", "nadia"],
      inHours: 9,
    },
    {
      on: "Rent a bike while mine is in the workshop",
      by: "lea",
      title: "A bike while yours is in the workshop, in five minutes",
      question: "Would you lend your shop’s name to it?",
      invited: ["hannah", "elif", "nadia", "tom", "karim"],
      inHours: 30,
      slides: [
        "# Eleven days\n\nThat is how long Nadia waited for a hub.",
        "# Eleven days by bus\n\nTwo children, one trailer, no bike.",
        "# She is not alone\n\nOne repair in five takes **more than a week**.",
        "# What people do meanwhile\n\n- walk\n- borrow from a neighbour\n- drive",
        "# Some do not come back\n\nWhoever drives for two weeks goes on driving.",
        "# The workshop loses too\n\n“When will it be ready?” is half of all calls.",
        "# So: lend them one",
        "# Not a new bike\n\nA good old one, **checked, marked, boring**.",
        "# Where from?\n\nFrom the returns that stand in our hall.",
        "# How many?\n\nThree for each shop. Thirty shops. Ninety bikes.",
        "# How it works\n\n1. bring yours\n2. sign once\n3. ride off",
        "# No deposit\n\nYour own bike stands in the workshop. That is deposit enough.",
        "# What it costs\n\nEleven euros a loan: tyres, checks, insurance.",
        "# Who pays?\n\nThat is the question of our other room.",
        "# What can go wrong\n\nThey are not brought back. They break. Nobody wants them.",
        "# What we try first\n\nThree shops, three months, nine bikes.",
        "# What we count\n\nCalls, days, and who comes back.",
        "# When we stop\n\nIf a shop spends more than an hour a week on it.",
        "# What we need\n\n**Three shops that say yes.**",
        "# Would you?\n\nAsk me anything. I have three minutes.",
      ],
    },
    {
      by: "grace",
      title: "Winter, one hour, all ideas",
      question: "What goes wrong on our bikes between November and March that nobody has written down yet?",
      invited: ["nadia", "yann"],
      inHours: 75,
    },
  ],
  drafts: [
    {
      by: "nadia",
      ago: 3,
      title: "A bag that fits beside the child seat",
      problem: "With the seat on the rack there is no place for a bag. I carry it on my back, and arrive wet.",
    },
    {
      by: "lea",
      ago: 1.1,
      title: "Office hours for shops",
      problem: "Shops write to three of us and get three answers.",
    },
  ],
};
