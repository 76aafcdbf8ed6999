import type { DemoSpace } from "./shape.ts";

/** The shared bikes of a town that the maker runs with it: riders, town hall and associations. In French. */
export const sharedBikes: DemoSpace = {
  name: "Vélos partagés de Montvallier",
  purpose:
    "Les 240 vélos et 31 stations que la ville et Corvane font rouler ensemble. Dites ce qui coince au quotidien, proposez, et suivez ce qu’on en fait.",
  criteria:
    "Nous disons oui quand une idée\n\n1. sert aussi à ceux qui n’ont ni voiture ni smartphone récent,\n2. tient dans le budget voté par la ville, ou dit d’où vient l’argent,\n3. peut être réparée par l’atelier de Montvallier.",
  charter:
    "# Ce que vous pouvez attendre\n\n- Une réponse signée, sous trois jours ouvrés.\n- Un refus vient avec sa raison ; un argument nouveau le rouvre.\n- Ceux qui ont aidé sont nommés quand une idée voit le jour.\n\n# Ce que nous demandons\n\n- Racontez d’abord ce qui vous est arrivé.\n- Les idées sont publiques et libres : la ville et Corvane peuvent les réaliser, tout le monde peut s’en inspirer.\n- On parle des choses, pas des personnes.",
  visibility: "public",
  language: "fr",
  timeZone: "Europe/Paris",
  accent: "forest",
  leanShown: "after_own",
  opened: 281,
  lead: "lea",
  pilots: ["lea", "ines"],
  product: ["karim", "yann"],
  people: [
    "sofia",
    "lea",
    "karim",
    "ines",
    "yann",
    "mehdi",
    "tom",
    "canal",
    "rustine",
    "odile",
    "benoit",
    "camille",
    "jeanpierre",
    "fatou",
    "lucie",
    "antoine",
    "nour",
    "marguerite",
    "thuy",
    "gael",
    "solene",
    "ibrahim",
    "pauline",
    "nadia",
    "carmen",
  ],
  requests: [],
  invitations: [{ by: "ines", ago: 14, role: "member", uses: 100 }],
  views: [{ by: "ines", name: "Attendent une décision", query: "stage=evaluating" }],
  ideas: [
    {
      by: "fatou",
      ago: 249,
      title: "Savoir avant de descendre s’il reste une place",
      problem:
        "Le matin, la station de la gare est pleine à 7 h 40. Je le découvre devant la borne, je repars vers la rue Pasteur, et je rate le train de 7 h 52.",
      forWhom: "Ceux qui prennent le train, le tram ou le bus après le vélo.",
      solution:
        "Un petit panneau lumineux à cent mètres de la station, visible en roulant : vert s’il reste des places, rouge sinon, avec une flèche vers la plus proche.",
      tags: ["stations", "gare"],
      signals: [19, 1, 2],
      supporters: ["lucie", "ibrahim", "odile"],
      talk: [
        { by: "lucie", after: 1, says: "Même histoire à l’hôpital à 6 h 45, quand les équipes changent." },
        {
          by: "benoit",
          after: 80,
          kind: "evidence",
          says: "Comptage de l’association sur deux semaines : la station de la gare est pleine 14 matins sur 20, entre 7 h 35 et 8 h 10. La rue Pasteur jamais.",
        },
        {
          by: "yann",
          after: 6,
          kind: "question",
          says: "Faut-il un panneau, ou suffirait-il que la borne d’avant le dise ? Un panneau demande un raccordement, environ 4 000 euros.",
          replies: [
            { by: "fatou", after: 6.4, says: "Je ne passe devant aucune borne. Je viens de la rocade." },
            {
              by: "odile",
              after: 8,
              says: "Pour la ville : il y a déjà un mât alimenté au carrefour, celui du parking. On peut sans doute s’en servir.",
            },
          ],
          adopted: { by: "fatou", after: 12.3 },
        },
      ],
      authors: [{ who: "odile", after: 9, answers: "accepts" }],
      edits: [
        {
          by: "fatou",
          after: 12,
          solution:
            "Un petit panneau lumineux sur le mât du parking, à cent mètres de la station, visible en roulant : vert s’il reste des places, rouge sinon, avec une flèche vers la plus proche.\n\nLe mât est déjà alimenté, d’après Odile : pas de raccordement à payer.",
        },
        {
          by: "odile",
          after: 15,
          solution:
            "Un petit panneau lumineux sur le mât du parking, à cent mètres de la station, visible en roulant : vert s’il reste au moins trois places, orange s’il en reste une ou deux, rouge sinon, avec une flèche vers la plus proche.\n\nLe mât est déjà alimenté et appartient à la ville ; il faut l’accord du service voirie, que je demande.",
        },
      ],
      moves: [
        {
          by: "ines",
          after: 1.5,
          to: "open",
          says: "Merci, Fatou. Rater un train à cause de nos vélos, c’est exactement ce que nous ne voulons pas. Qui d’autre arrive devant une station pleine, et où ?",
        },
        {
          by: "ines",
          after: 18,
          to: "evaluating",
          says: "Le texte est prêt et Odile a l’accord de principe de la voirie. Yann chiffre ; réponse sous trois semaines.",
        },
        {
          by: "yann",
          after: 36,
          to: "adopted",
          says: "C’est oui, pour la gare d’abord. 900 euros grâce au mât du parking. Si les trains ratés diminuent, l’hôpital suivra.",
        },
        {
          by: "yann",
          after: 75,
          to: "building",
          says: "Le panneau est commandé. Pose prévue pendant les vacances, quand la gare est calme.",
        },
        {
          by: "yann",
          after: 172,
          to: "shipped",
          says: "Il est allumé depuis lundi, 6 h. Merci à Fatou pour l’idée, à Odile pour le mât, à Benoît et ses compteurs pour les deux semaines passées debout dans le froid. L’hôpital suivra.",
        },
      ],
    },
    {
      by: "jeanpierre",
      ago: 231,
      title: "Payer avec la carte de transport",
      problem:
        "J’ai soixante-huit ans, une carte de bus, et pas envie d’une application de plus. Sans elle, je ne peux pas prendre de vélo.",
      forWhom: "Les abonnés du bus, les plus âgés, et ceux dont le téléphone est à plat.",
      solution: "Approcher la carte de bus de la borne, comme dans le bus.",
      tags: ["paiement", "accès"],
      signals: [18, 0, 3],
      talk: [
        { by: "marguerite", after: 1.4, says: "Je signe des deux mains. J’ai la carte depuis 1994." },
        {
          by: "mehdi",
          after: 7,
          kind: "evidence",
          says: "La carte est au standard Calypso, nos bornes lisent du Mifare. Le lecteur qui sait les deux coûte 140 euros, il y a 31 bornes : 4 340 euros, plus la pose.",
        },
        {
          by: "nour",
          after: 15,
          kind: "concern",
          says: "Attention aux cartes d’abonnement scolaires : un enfant de dix ans ne doit pas pouvoir partir avec un vélo électrique.",
        },
      ],
      moves: [
        {
          by: "ines",
          after: 2,
          to: "open",
          says: "Vous avez raison, Jean-Pierre : un service public ne devrait pas exiger un téléphone. Je demande aux bus.",
        },
        {
          by: "ines",
          after: 30,
          to: "evaluating",
          says: "Les bus sont d’accord. Il reste le prix des lecteurs, et la remarque de Nour sur les enfants. Réponse à la fin du mois.",
        },
        {
          by: "karim",
          after: 49,
          to: "adopted",
          says: "Oui, pour les cartes d’adultes. Les lecteurs sont inscrits au budget de l’année, pas avant six mois.",
        },
        {
          by: "yann",
          after: 110,
          to: "building",
          says: "Dix bornes équipées, vingt et une à faire. Le logiciel des bus est prêt ; les essais commencent avec vingt volontaires, dont Jean-Pierre.",
        },
      ],
    },
    {
      by: "rustine",
      ago: 204,
      title: "Un collier de couleur pour « ce vélo a un problème »",
      problem:
        "Les gens baissent la selle et la tournent à l’envers pour dire que le vélo est en panne. Nous, on ne sait pas ce qu’il a : on le charge, on l’essaie, on cherche.",
      forWhom: "L’atelier, et le suivant qui prendra le vélo.",
      solution:
        "Un anneau de couleur sous la selle : rouge pour les freins, jaune pour la transmission, bleu pour l’électricité. On tourne l’anneau, la borne refuse le vélo et l’atelier sait quoi apporter.",
      tags: ["réparation", "atelier"],
      signals: [16, 1, 4],
      talk: [
        {
          by: "camille",
          after: 1,
          kind: "question",
          says: "Et si des petits malins tournent tous les anneaux d’une station le samedi soir ?",
          replies: [
            {
              by: "rustine",
              after: 1.5,
              says: "Ils tournent déjà les selles. Au moins on verra qu’ils ont tout mis au rouge.",
            },
          ],
        },
        {
          by: "benoit",
          after: 5,
          kind: "build-on",
          says: "Avec une forme en plus de la couleur, pour les daltoniens : un rond, un carré, un triangle.",
          adopted: { by: "rustine", after: 9.4 },
        },
      ],
      edits: [
        {
          by: "rustine",
          after: 9,
          solution:
            "Un anneau sous la selle : rond rouge pour les freins, carré jaune pour la transmission, triangle bleu pour l’électricité. On tourne l’anneau, la borne refuse le vélo et l’atelier sait quoi apporter.",
        },
      ],
      moves: [
        {
          by: "ines",
          after: 2,
          to: "open",
          says: "J’aime qu’il n’y ait rien à télécharger. Que diraient ceux qui roulent ?",
        },
        {
          by: "lea",
          after: 20,
          to: "evaluating",
          says: "L’atelier a imprimé dix anneaux pour essayer. Réponse dans deux semaines.",
        },
        {
          by: "yann",
          after: 33,
          to: "adopted",
          says: "Oui. Les dix anneaux d’essai ont évité quatre aller-retour en une semaine.",
        },
        {
          by: "yann",
          after: 60,
          to: "building",
          says: "L’imprimante de l’atelier en sort douze par nuit. Deux cent quarante, cela fait vingt nuits.",
        },
        {
          by: "yann",
          after: 128,
          to: "shipped",
          says: "Tous les vélos en ont un. En un mois : 61 anneaux tournés, 55 à juste titre. Merci à toute l’équipe de La Rustine, et à Benoît pour les formes.",
        },
      ],
    },
    {
      by: "lucie",
      ago: 166,
      title: "Des sièges enfants à emprunter",
      problem:
        "Je dépose ma fille à la crèche puis je vais travailler. Sans siège, je prends la voiture pour un kilomètre et demi.",
      forWhom: "Les parents de petits de un à cinq ans.",
      solution: "Dans cinq stations, un casier avec deux sièges qui se clipsent sur le porte-bagages.",
      tags: ["enfants", "stations"],
      signals: [17, 2, 2],
      talk: [
        { by: "solene", after: 12, says: "Devant la crèche des Tilleuls, il y aurait la queue." },
        {
          by: "canal",
          after: 4,
          kind: "concern",
          says: "Un siège mal fixé, c’est un accident. Chez nous, le montage prend dix minutes et une clé dynamométrique.",
        },
        {
          by: "odile",
          after: 9,
          says: "La ville ne peut pas assurer un siège monté par l’usager. J’ai posé la question deux fois.",
        },
      ],
      moves: [
        {
          by: "ines",
          after: 1.7,
          to: "open",
          says: "Un kilomètre et demi en voiture, faute de siège : cela mérite mieux. Je pose la question de la sécurité à l’atelier.",
        },
        {
          by: "ines",
          after: 24,
          to: "evaluating",
          says: "L’atelier, l’assureur et la ville se voient le 14. Réponse ensuite.",
        },
        {
          by: "yann",
          after: 41,
          to: "declined",
          reason: "not_possible",
          says: "Ce n’est pas possible : l’assureur exclut tout siège monté par l’usager, et nous ne trouvons pas de fixation qui se pose sans outil et qui tienne les essais.\n\nCe qui marcherait : quelques vélos longs avec un siège fixe, réservés la veille. Si vous l’écrivez, Lucie, nous l’étudions. Une fixation certifiée sans outil rouvrirait aussi cette idée.",
        },
      ],
    },
    {
      by: "lucie",
      ago: 118,
      title: "Six vélos longs avec siège fixe, réservés la veille",
      evidence: {
        quotes: [
          {
            by: "yann",
            after: 72,
            says: "Si je sais la veille que j’ai le vélo, je rends la deuxième voiture.",
            heard: "Réunion de quartier aux Tilleuls",
            weight: 3,
            who: "fatou",
          },
        ],
        wishes: [
          {
            by: "yann",
            after: 80,
            of: "nour",
            says: "Réserver la veille jusqu’à 22 h, parce que l’horaire de la crèche change d’une semaine à l’autre.",
            confirmed: 81,
          },
          {
            by: "yann",
            after: 112,
            of: "creche.pasteur@montvallier.example",
            says: "Deux vélos longs devant la crèche Pasteur, visibles depuis l’entrée.",
          },
        ],
        rounds: [
          {
            after: 84,
            said: {
              karim: { reach: 60, impact: "massive", confidence: 80, effort: 3, kano: "attractive" },
              yann: { reach: 300, impact: "high", confidence: 80, effort: 2, kano: "one_dimensional" },
            },
            revealed: { by: "yann", after: 86 },
          },
          {
            after: 104,
            said: { yann: { reach: 150, impact: "high", confidence: 80, effort: 2, kano: "one_dimensional" } },
          },
        ],
        decided: [
          {
            by: "yann",
            after: 90,
            says: "On commence par les Tilleuls, deux vélos, et on compte pendant trois mois. Karim pensait à soixante familles, moi à tous les parents de petits : c’est le comptage qui dira.",
            criteria: [
              { words: "sert aussi à ceux qui n’ont ni voiture ni smartphone récent", state: "met" },
              { words: "tient dans le budget voté par la ville, ou dit d’où vient l’argent", state: "met" },
              { words: "peut être réparée par l’atelier de Montvallier", state: "open" },
            ],
          },
        ],
      },
      problem:
        "Les sièges à emprunter ne sont pas assurables (voir mon idée précédente). Le trajet vers la crèche, lui, existe toujours.",
      forWhom: "Les parents de petits, les assistantes maternelles.",
      solution:
        "Six Corvane Long avec un siège monté par l’atelier, dans trois stations près des crèches. On réserve la veille au soir, jusqu’à 22 h.",
      tags: ["enfants", "réservation"],
      signals: [18, 1, 2],
      supporters: ["solene", "fatou", "nour"],
      talk: [
        { by: "solene", after: 0.8, says: "Oui ! Et le siège avant pour les tout-petits ?" },
        {
          by: "yann",
          after: 5,
          kind: "evidence",
          says: "Six Long remis en état : 11 400 euros. Ils sortent de location dans deux mois.",
        },
        {
          by: "gael",
          after: 8,
          kind: "concern",
          says: "Six vélos pour six familles : qui garantit que ce ne sont pas toujours les mêmes ?",
          replies: [
            {
              by: "lucie",
              after: 8.5,
              kind: "build-on",
              says: "Deux jours de suite au plus, puis les autres d’abord.",
              adopted: { by: "solene", after: 22 },
            },
          ],
        },
      ],
      authors: [{ who: "solene", after: 10, answers: "accepts" }],
      edits: [
        {
          by: "solene",
          after: 21,
          solution:
            "Six Corvane Long avec un siège monté par l’atelier, dans trois stations près des crèches : Tilleuls, Pasteur, Hôpital. On réserve la veille au soir, jusqu’à 22 h ; deux jours de suite au plus, puis les autres d’abord.",
        },
      ],
      moves: [
        {
          by: "ines",
          after: 1.2,
          to: "open",
          says: "Merci d’avoir rebondi, Lucie. C’est déjà beaucoup plus près d’un oui.",
        },
        { by: "ines", after: 25, to: "evaluating", says: "Texte clair, prix connu. Réponse avant la fin du mois." },
        {
          by: "karim",
          after: 44,
          to: "adopted",
          says: "Oui. Les six Long sont à vous dès qu’ils sortent de location. Les Tilleuls d’abord.",
        },
      ],
    },
    {
      by: "antoine",
      ago: 140,
      title: "Rendre le vélo à l’université après 22 h",
      problem:
        "La station du campus ferme avec la grille, à 22 h. Après un cours du soir, je roule jusqu’au centre pour rendre le vélo et je rentre à pied.",
      forWhom: "Étudiants du soir, personnel de nettoyage, chercheurs.",
      solution: "Déplacer la station de trente mètres, de l’autre côté de la grille.",
      tags: ["stations", "campus"],
      signals: [14, 1, 4],
      talk: [
        { by: "thuy", after: 2, says: "Trente mètres ! Je confirme : le trottoir est large et il y a un lampadaire." },
        {
          by: "odile",
          after: 20,
          kind: "evidence",
          says: "Ces trente mètres changent de propriétaire : dedans c’est l’université, dehors le département. Il faut une convention. Comptez six mois.",
        },
      ],
      moves: [
        {
          by: "ines",
          after: 2,
          to: "open",
          says: "Trente mètres, cela devrait pouvoir se faire. Je demande à qui est le trottoir.",
        },
        {
          by: "ines",
          after: 26,
          to: "later",
          reviewIn: 38,
          says: "Pas tout de suite. Le trottoir est au département, et la convention ne se signe pas avant son budget. J’y reviendrai dès qu’il est voté ; le dossier est déposé.",
        },
      ],
    },
    {
      by: "nour",
      ago: 109,
      title: "Un tarif pour ceux qui cherchent du travail",
      problem:
        "L’abonnement à 12 euros est raisonnable avec un salaire. Au chômage, c’est trois repas. Or c’est là que je dois aller d’un entretien à l’autre.",
      forWhom: "Demandeurs d’emploi, allocataires du RSA, apprentis.",
      solution: "Un abonnement à 3 euros, sur présentation d’une attestation, sans que la borne l’affiche.",
      tags: ["tarif", "accès"],
      signals: [17, 2, 3],
      talk: [
        { by: "jeanpierre", after: 1, says: "« Sans que la borne l’affiche » : c’est le plus important." },
        {
          by: "benoit",
          after: 3,
          kind: "evidence",
          says: "À Besançon, 340 abonnés solidaires sur 4 100. Le coût réel est faible : ils roulent hors des heures de pointe.",
        },
        {
          by: "gael",
          after: 10,
          kind: "concern",
          says: "Qui paie ? Je ne suis pas contre, mais je veux le voir écrit.",
        },
        {
          by: "odile",
          after: 13,
          kind: "build-on",
          says: "Le centre social peut délivrer un code. Nous n’aurions jamais l’attestation sous les yeux, et vous non plus.",
          adopted: { by: "nour", after: 18 },
        },
      ],
      authors: [{ who: "odile", after: 14, answers: "accepts" }],
      edits: [
        {
          by: "nour",
          after: 17,
          solution:
            "Un abonnement à 3 euros avec un code que délivre le centre social. Ni Corvane ni la borne ne savent pourquoi. La différence est prise sur le budget d’action sociale, environ 9 000 euros par an pour 90 personnes.",
        },
      ],
      moves: [
        {
          by: "ines",
          after: 1.4,
          to: "open",
          says: "Merci, Nour. Je fais suivre au centre social, qui saura si le code de trois repas est juste.",
        },
        {
          by: "lea",
          after: 20,
          to: "developing",
          says: "Nour et Odile écrivent avec le centre social. Qui connaît un tel tarif ailleurs, rejoignez-les.",
        },
        {
          by: "ines",
          after: 88,
          to: "evaluating",
          says: "Le montant et le code tiennent debout. Le conseil municipal vote le 9 ; je réponds le lendemain.",
        },
      ],
    },
    {
      by: "gael",
      ago: 93,
      title: "Afficher l’état de la batterie avant de prendre le vélo",
      tests: [
        {
          by: "yann",
          after: 67,
          what: "Pendant une semaine, regardez le voyant avant de prendre le vélo à l’une des six stations, puis notez s’il disait vrai en haut de la côte.",
          gets: "Un mois d’abonnement.",
          minutes: 30,
          seats: 3,
          closesIn: -20,
          volunteers: ["camille", "antoine"],
          drawn: 74,
          reports: [
            {
              by: "camille",
              after: 81,
              worked: "yes",
              effort: 1,
              says: "Neuf trajets, le voyant a dit vrai neuf fois. En plein soleil, devant la gare, on ne le voit pas : il faut mettre la main au-dessus.",
              accepted: { by: "yann", after: 83 },
            },
          ],
        },
      ],
      problem: "Je prends un vélo, je monte la côte de la citadelle, et à mi-chemin il n’y a plus rien.",
      forWhom: "Ceux qui montent.",
      solution: "Trois petits voyants sur l’attache : plus de 20 km, plus de 5 km, moins.",
      tags: ["batterie", "stations"],
      signals: [15, 0, 3],
      talk: [
        { by: "camille", after: 1, says: "L’application le dit, mais seulement une fois le vélo pris." },
        {
          by: "mehdi",
          after: 6,
          kind: "build-on",
          says: "L’attache a déjà un voyant à trois couleurs pour les pannes. Il dort le reste du temps.",
        },
      ],
      moves: [
        { by: "ines", after: 1.6, to: "open", says: "La citadelle sans batterie, je l’ai faite aussi. Une fois." },
        {
          by: "ines",
          after: 30,
          to: "evaluating",
          says: "Mehdi propose d’utiliser le voyant des pannes. Réponse sous trois semaines.",
        },
        {
          by: "yann",
          after: 47,
          to: "adopted",
          says: "Oui : vert, orange, éteint, avec le voyant existant. C’est une mise à jour, sans matériel.",
        },
        {
          by: "yann",
          after: 66,
          to: "building",
          says: "Six stations clignotent déjà juste. Les autres suivent avant la fin de l’année.",
        },
      ],
    },
    {
      by: "marguerite",
      ago: 84,
      title: "Un vélo à trois roues par quartier",
      problem:
        "Depuis ma hanche, je ne tiens plus en équilibre à l’arrêt. Je roulerais encore si je ne tombais pas aux feux.",
      forWhom: "Personnes âgées, personnes en situation de handicap.",
      solution: "Un tricycle électrique dans chaque quartier, réservable par téléphone.",
      tags: ["accès", "réservation"],
      signals: [16, 0, 4],
      talk: [
        { by: "fatou", after: 2, says: "Ma mère aussi. Elle irait au marché." },
        {
          by: "tom",
          after: 9,
          kind: "evidence",
          says: "Our tricycle is 82 cm wide and the docks are 60. It would need a place of its own at each station.",
        },
        {
          by: "ines",
          after: 10,
          says: "Tom dit : le tricycle fait 82 cm de large, les attaches 60. Il faut donc un emplacement à part.",
        },
      ],
      moves: [
        {
          by: "ines",
          after: 2,
          to: "open",
          says: "Merci, Marguerite. Nous cherchons où un tricycle pourrait dormir : dites-nous devant quelles portes vous le voudriez.",
        },
        {
          by: "ines",
          after: 31,
          to: "developing",
          says: "Deux quartiers proposent une place. Marguerite et Benoît décrivent le service, téléphone compris.",
        },
      ],
      authors: [{ who: "benoit", after: 32, answers: "accepts" }],
    },
    {
      by: "camille",
      ago: 76,
      title: "Signaler un vélo abandonné en une minute",
      problem: "Il y a un vélo dans le canal depuis mardi. J’ai cherché vingt minutes à qui le dire.",
      forWhom: "Tout le monde, même sans compte.",
      solution:
        "Le numéro du vélo et une photo, envoyés depuis une page ouverte à tous. Pas de compte, pas d’application.",
      tags: ["atelier", "propreté"],
      signals: [14, 0, 2],
      talk: [
        { by: "canal", after: 0.6, says: "On l’a sorti ce matin. Il va bien, le panier un peu moins." },
        {
          by: "nour",
          after: 3,
          kind: "concern",
          says: "Sans compte, vous aurez aussi des photos d’autre chose.",
          replies: [
            {
              by: "camille",
              after: 3.5,
              says: "Alors sans photo : le numéro du vélo et un point sur le plan suffisent.",
            },
          ],
        },
      ],
      moves: [
        {
          by: "ines",
          after: 1,
          to: "open",
          says: "Merci d’avoir cherché vingt minutes. Le plan existe déjà pour les stations ; je demande s’il peut recevoir un point.",
        },
        {
          by: "ines",
          after: 15,
          to: "evaluating",
          says: "C’est faisable sans photo, comme Camille le propose à la fin. Réponse sous deux semaines.",
        },
        { by: "yann", after: 27, to: "adopted", says: "Oui, sans photo." },
        {
          by: "yann",
          after: 34,
          to: "building",
          says: "La page marche dans notre atelier. Elle s’ouvre quand les bénévoles de l’association l’ont essayée.",
        },
        {
          by: "yann",
          after: 62,
          to: "shipped",
          says: "C’est ouvert, sans compte. Trois vélos retrouvés la première semaine, dont un dans le même canal. Merci, Camille.",
        },
      ],
    },
    {
      by: "ibrahim",
      ago: 63,
      title: "Des stations à la sortie de l’équipe de nuit",
      problem:
        "À 5 h du matin, il n’y a ni bus ni vélo à la zone industrielle. On rentre à pied le long de la rocade, sans trottoir.",
      forWhom: "Les 600 personnes qui travaillent de nuit dans la zone.",
      solution: "Une station devant la boulangerie industrielle, remplie à 4 h 30.",
      tags: ["stations", "nuit"],
      signals: [17, 0, 3],
      supporters: ["lucie", "fatou", "benoit"],
      talk: [
        { by: "lucie", after: 1, says: "L’hôpital pareil, côté lingerie." },
        {
          by: "yann",
          after: 5,
          kind: "question",
          says: "Combien partiraient à vélo, à votre avis ? Pour remplir une station à 4 h 30, quelqu’un doit se lever à 3 h 30.",
          replies: [
            {
              by: "ibrahim",
              after: 6,
              kind: "evidence",
              says: "J’ai demandé pendant une semaine à la pause : 47 oui sur 130. En hiver peut-être la moitié.",
            },
            {
              by: "benoit",
              after: 8,
              kind: "build-on",
              says: "L’équipe qui arrive pour 5 h laisse ses vélos, celle qui part les prend. Il n’y a peut-être rien à remplir.",
            },
          ],
        },
      ],
      moves: [
        {
          by: "ines",
          after: 1.8,
          to: "open",
          says: "La rocade sans trottoir, de nuit : merci de l’avoir dit. Yann regarde les horaires.",
        },
        {
          by: "lea",
          after: 22,
          to: "developing",
          says: "47 sur 130, et des équipes qui se croisent : cela change le calcul. Ibrahim et Benoît mettent cela au propre.",
        },
      ],
      authors: [{ who: "benoit", after: 23, answers: "accepts" }],
      edits: [
        {
          by: "benoit",
          after: 30,
          solution:
            "Une station de 20 places devant la boulangerie industrielle. L’équipe qui arrive pour 5 h y laisse ses vélos, celle qui part les prend : d’après le comptage d’Ibrahim (47 sur 130), il manquerait au plus six vélos le lundi, à apporter le dimanche soir.",
        },
      ],
    },
    {
      by: "benoit",
      ago: 52,
      title: "Publier les comptages de chaque station",
      problem: "Nous comptons à la main ce que vos bornes savent déjà.",
      forWhom: "Associations, écoles, journalistes, urbanistes.",
      solution: "Un fichier par mois : heure, station, départs, arrivées. Sans rien qui dise qui.",
      tags: ["données"],
      signals: [11, 1, 6],
      talk: [
        {
          by: "gael",
          after: 2,
          kind: "concern",
          says: "Une station, un départ à 5 h 10, toujours le même jour : on sait vite qui c’est.",
        },
        {
          by: "benoit",
          after: 2.5,
          kind: "build-on",
          says: "Alors par tranche d’une heure, et rien en dessous de cinq.",
          adopted: { by: "mehdi", after: 16 },
        },
        { by: "mehdi", after: 14, says: "Par heure et à partir de cinq, je sais le faire en une journée." },
      ],
      authors: [{ who: "mehdi", after: 13, answers: "accepts" }],
      edits: [
        {
          by: "mehdi",
          after: 15,
          solution:
            "Un fichier par mois : heure, station, départs, arrivées, par tranche d’une heure. En dessous de cinq, la case reste vide : personne n’y est reconnaissable.",
        },
      ],
      moves: [
        {
          by: "ines",
          after: 2,
          to: "open",
          says: "Juste, et un peu gênant. Gaël a raison aussi : comment faire pour que personne n’y soit reconnaissable ?",
        },
        {
          by: "ines",
          after: 33,
          to: "evaluating",
          says: "La version de Mehdi me va. La déléguée à la protection des données de la ville la relit ; réponse sous trois semaines.",
        },
      ],
    },
    {
      by: "solene",
      ago: 44,
      title: "Mettre le vélo en pause à la boulangerie",
      problem: "Pour deux minutes à la boulangerie, je dois rendre le vélo ou le laisser ouvert sur le trottoir.",
      forWhom: "Ceux qui font une course en route.",
      solution: "Une pause de dix minutes : le cadenas se ferme, le temps continue, le vélo reste à moi.",
      tags: ["cadenas"],
      signals: [13, 3, 2],
      talk: [
        {
          by: "antoine",
          after: 1,
          says: "Le cadenas sait le faire : il se ferme quand on le pousse. Il manque le bouton.",
        },
        {
          by: "rustine",
          after: 4,
          kind: "concern",
          says: "Les gens oublieront. On retrouvera des vélos en pause depuis trois jours.",
        },
        {
          by: "solene",
          after: 5,
          kind: "build-on",
          says: "Au bout de dix minutes, le téléphone sonne ; au bout de vingt, le vélo se libère.",
        },
      ],
      moves: [
        {
          by: "ines",
          after: 1.5,
          to: "open",
          says: "Dix minutes et un vélo qui se libère ensuite : il y a de quoi travailler. Que se passe-t-il sans téléphone ?",
        },
      ],
    },
    {
      by: "thuy",
      ago: 31,
      title: "Des gants à la borne en hiver",
      problem: "En décembre, sans gants, on ne freine plus.",
      forWhom: "Les étourdis, dont moi.",
      solution: "Un distributeur de gants lavables à la gare.",
      tags: ["hiver"],
      signals: [6, 7, 4],
      talk: [
        { by: "marguerite", after: 2, says: "On les retrouvera dans le canal avec le vélo." },
        {
          by: "lucie",
          after: 3,
          kind: "concern",
          says: "Des gants portés par vingt personnes, en pleine saison de grippe. L’infirmière dit non.",
        },
      ],
      moves: [
        { by: "ines", after: 2, to: "open", says: "Merci, Thuy. Voyons ce qu’en pensent les autres." },
        {
          by: "ines",
          after: 15,
          to: "declined",
          reason: "out_of_scope",
          says: "Nous ne le ferons pas : des gants propres demandent une tournée, une laverie et un budget, et ce métier n’est pas le nôtre. Le marchand de journaux de la gare, à qui j’en ai parlé, en vend maintenant à 4 euros, à côté de la borne.",
        },
      ],
    },
    {
      by: "gael",
      ago: 26,
      title: "Ne plus bloquer la piste avec les remorques",
      problem:
        "L’équipe qui déplace les vélos gare sa remorque sur la piste de l’avenue Foch. Le matin, tout le monde descend sur la chaussée.",
      forWhom: "Ceux qui passent avenue Foch entre 7 h et 9 h.",
      solution: "Réserver la place de livraison devant la poste à cette heure-là.",
      tags: ["sécurité", "stations"],
      signals: [12, 0, 2],
      talk: [
        {
          by: "yann",
          after: 1,
          says: "C’est nous, et ce n’est pas bien. En attendant mieux, l’équipe se gare depuis ce matin dans la rue d’à côté.",
        },
        {
          by: "odile",
          after: 4,
          kind: "evidence",
          says: "La place de livraison est libre jusqu’à 9 h 30, j’ai vérifié l’arrêté. Il suffit d’un panneau.",
        },
      ],
      moves: [
        {
          by: "ines",
          after: 1,
          to: "open",
          says: "Merci, Gaël. Yann a déjà déplacé la remorque ; reste à trouver mieux pour l’hiver.",
        },
        {
          by: "ines",
          after: 14,
          to: "evaluating",
          says: "Odile a trouvé la place. La ville dit sous deux semaines si le panneau est possible.",
        },
        {
          by: "yann",
          after: 21,
          to: "adopted",
          says: "Oui. La place de livraison devant la poste, de 6 h à 9 h, dès que le panneau est posé.",
        },
      ],
    },
    {
      by: "pauline",
      ago: 22,
      title: "Comprendre la facture en une ligne",
      problem: "« Solde reporté, ajustement 2, prorata » : j’ai payé 7,40 euros et je ne sais pas pourquoi.",
      forWhom: "Les abonnés.",
      solution: "Une phrase par trajet : « Mardi, 43 minutes, 13 de plus que votre forfait, 1,30 euro. »",
      tags: ["paiement", "tarif"],
      signals: [15, 0, 1],
      talk: [
        {
          by: "nour",
          after: 1,
          says: "L’ajustement 2, c’est le jour où la borne n’a pas vu le retour. J’ai appelé pour le savoir.",
        },
        {
          by: "mehdi",
          after: 4,
          kind: "question",
          says: "Une ligne par trajet ferait quarante lignes pour certains. Un total par semaine, et le détail si on le demande ?",
          replies: [
            {
              by: "pauline",
              after: 4.5,
              says: "Seulement les trajets qui coûtent quelque chose. Les autres, je m’en passe.",
            },
          ],
        },
      ],
      moves: [
        {
          by: "ines",
          after: 1.3,
          to: "open",
          says: "Merci, Pauline. Nous avons lu trois factures à voix haute en réunion : personne n’a compris l’ajustement 2.",
        },
        {
          by: "ines",
          after: 13,
          to: "developing",
          says: "Pauline et Mehdi réécrivent une vraie facture, la vôtre si vous l’envoyez sans votre nom.",
        },
      ],
      authors: [
        { who: "mehdi", after: 14, answers: "accepts" },
        { who: "nour", after: 15, answers: "declines" },
      ],
    },
    {
      by: "carmen",
      ago: 18,
      title: "Un plan des stations imprimé, en anglais aussi",
      problem:
        "Les visiteurs me demandent le chemin de la station la plus proche trois fois par semaine. Je tiens l’accueil de l’auberge.",
      forWhom: "Visiteurs, hôtels, office de tourisme.",
      solution: "Un plan A3 plié, français d’un côté, anglais de l’autre, avec les pistes et les côtes.",
      tags: ["tourisme", "plan"],
      signals: [9, 1, 5],
      talk: [
        {
          by: "benoit",
          after: 2,
          says: "L’association a le fond de carte, avec les côtes. Nous le donnons volontiers.",
        },
      ],
      moves: [
        {
          by: "ines",
          after: 2,
          to: "open",
          says: "Merci, Carmen, et à Benoît pour la carte. Je demande à l’office de tourisme s’il imprimerait.",
        },
      ],
    },
    {
      by: "lea",
      ago: 15,
      title: "Une heure de permanence au marché, le samedi",
      problem: "Sur ce site, nous entendons ceux qui écrivent. Au marché, nous entendrions les autres.",
      forWhom: "Ceux qui ne viendront jamais écrire ici.",
      solution:
        "Une table, deux chaises, une personne de Corvane et une de la ville, un samedi sur deux. Ce qui s’y dit est écrit ici le lundi.",
      tags: ["accès"],
      signals: [12, 1, 4],
      talk: [
        {
          by: "jeanpierre",
          after: 1,
          says: "Je vous apporterai du café. À côté du fromager, on s’entend mal ; mettez-vous vers les fleurs.",
        },
        { by: "odile", after: 3, says: "La ville tiendrait la deuxième chaise." },
      ],
      moves: [
        {
          by: "ines",
          after: 2,
          to: "open",
          says: "Comme pilote de l’espace avec toi, Léa, je réponds à ta place : j’ouvre, et j’écoute ce que disent les autres.",
        },
      ],
    },
    {
      by: "fatou",
      ago: 9,
      title: "Éclairer la station de la rue des Tanneurs",
      problem: "Le lampadaire est éteint depuis trois semaines. Je ne prends plus de vélo là-bas le soir.",
      forWhom: "Celles qui rentrent seules.",
      solution: "Réparer le lampadaire, et une lampe sur la borne elle-même.",
      tags: ["sécurité", "nuit"],
      signals: [14, 0, 1],
      supporters: ["solene", "pauline", "lucie"],
      talk: [
        { by: "pauline", after: 0.7, says: "Pareil. Je fais le détour par la place." },
        {
          by: "solene",
          after: 2,
          kind: "evidence",
          says: "J’y suis passée jeudi, vendredi et samedi vers 21 h : éteint les trois soirs.",
        },
      ],
    },
    {
      by: "ibrahim",
      ago: 3.2,
      title: "Regonfler soi-même devant la mairie",
      problem: "Les pneus sont souvent mous. Une pompe fixe éviterait bien des crevaisons.",
      forWhom: "Tous, y compris ceux qui ont leur propre vélo.",
      solution: "Une pompe à pied robuste, avec un manomètre lisible, devant la mairie et à la gare.",
      tags: ["réparation", "stations"],
      signals: [8, 0, 2],
      talk: [
        {
          by: "rustine",
          after: 1.2,
          kind: "build-on",
          says: "Avec la pression écrite dessus : 3,5 bars. Sinon les gens gonflent jusqu’à ce que ça fasse peur.",
        },
      ],
    },
    {
      by: "pauline",
      ago: 1.3,
      title: "Prévenir quand la station du matin se vide",
      problem: "À 8 h 10, il ne reste plus de vélo aux Tilleuls. À 8 h 05, il en restait trois.",
      forWhom: "Ceux qui hésitent entre un café et un départ.",
      solution: "Un message à l’heure que je choisis : « Il en reste trois aux Tilleuls. »",
      tags: ["stations", "application"],
      signals: [5, 1, 1],
      talk: [
        {
          by: "gael",
          after: 0.5,
          says: "Appelez ma cousine, elle habite en face et regarde toujours par la fenêtre : 06 39 98 11 42.",
          reported: [
            {
              by: "pauline",
              after: 0.8,
              reason: "private_data",
              words: "Un numéro de téléphone qui n’est pas le sien.",
            },
          ],
        },
      ],
    },
  ],
  rooms: [
    {
      on: "Comprendre la facture en une ligne",
      by: "lea",
      title: "Une facture, une ligne",
      question: "Que doit dire la première ligne de la facture pour que personne n’ait à appeler ?",
      inHours: 52,
    },
  ],
  drafts: [
    {
      by: "camille",
      ago: 4,
      title: "Des paniers qui gardent la salade",
      problem: "Le fond du panier est à claire-voie : la salade part, puis les œufs.",
    },
  ],
};
