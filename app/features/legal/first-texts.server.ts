import type { LegalDocument } from "../../../db/schema/legal.ts";
import type { Locale } from "../../platform/actor.ts";

/**
 * What the legal pages say until those who run the place write their own. They tell what the program does, and mark by
 * `[[…]]` what only they can know. No lawyer has read them.
 */
export const firstTexts: Record<LegalDocument, Record<Locale, string>> = {
  terms: {
    en: `These terms hold between you and **[[name of the operator]]**, who runs this place.

# What this place is for
People put forward ideas here, work on them together, and get an answer to each.

# What you agree to
- You are who you say you are, and you keep your password to yourself.
- What you write is yours to give: you copy nothing that somebody else has a right to, and you tell nothing that is secret.
- You treat the others with respect. What is insulting, unlawful, advertising or off the subject may be hidden, with a reason; whoever keeps at it may be kept out, with a reason.

# What becomes of what you write
- Your ideas and comments carry your name and whether you are a customer, an employee or a partner. Everybody reads what stands in a public space, its members what stands in a private one.
- Earlier versions of a text stay readable. Ideas and comments stay when you leave.
- You remain the author. [[What the operator may do with ideas, and what contributors get for them. A space may have a charter that says more.]]

# What you can count on
- Each idea gets an answer that somebody signs.
- This place is offered as it is. [[What the operator answers for, and which law applies.]]

# Changes
When these terms change in a way that matters, you are asked again. Every version stays readable on this page.`,
    fr: `Ces conditions valent entre vous et **[[nom de l’exploitant]]**, qui tient ce lieu.

# À quoi sert ce lieu
On y propose des idées, on y travaille ensemble, et chacune reçoit une réponse.

# Ce à quoi vous vous engagez
- Vous êtes bien qui vous dites être, et vous gardez votre mot de passe pour vous.
- Ce que vous écrivez est à vous\u202f: vous ne copiez rien sur quoi quelqu’un d’autre a des droits, et vous ne révélez rien de secret.
- Vous respectez les autres. Ce qui est insultant, illicite, publicitaire ou hors sujet peut être masqué, avec une raison\u202f; qui persiste peut perdre l’accès, avec une raison.

# Ce que devient ce que vous écrivez
- Vos idées et commentaires portent votre nom et disent si vous êtes client, salarié ou partenaire. Tout le monde lit ce qui est dans un espace public, ses membres ce qui est dans un espace privé.
- Les versions antérieures d’un texte restent lisibles. Idées et commentaires restent quand vous partez.
- Vous en restez l’auteur. [[Ce que l’exploitant peut faire des idées, et ce que reçoivent ceux qui contribuent. La charte d’un espace peut en dire plus.]]

# Ce sur quoi vous pouvez compter
- Chaque idée reçoit une réponse que quelqu’un signe.
- Ce lieu est proposé tel quel. [[Ce dont l’exploitant répond, et le droit applicable.]]

# Changements
Quand ces conditions changent de façon importante, votre accord est demandé de nouveau. Chaque version reste lisible sur cette page.`,
  },
  privacy: {
    en: `**[[Name and address of the operator]]** answers for the data of this place. Questions and requests: **[[contact]]**.

# What is kept
- Your account: name, handle, e-mail address, what you say about yourself, whether you are a customer, an employee or a partner, your language, theme and time zone. Of your password only a hash that cannot be turned back.
- Where you are signed in: the name of each browser, when it signed in and was last seen. A session ends after 90 days at the latest.
- What you do: ideas, drafts, comments and their earlier versions, signals, which ideas you opened, follow and report, and the spaces you belong to. Others see that somebody gave a signal, never which one you gave.
- A record of each act with its moment and the numbers of those concerned, without words or addresses.
- Which version of these pages you accepted, and when.
- What you typed before signing in, for 24 hours. Mails until they are sent, links in mails up to 30 days after they ended.
- The network address of your device is held in memory for up to an hour, against guessed passwords and floods. The program writes it to no database. [[Whether a server in front keeps records of its own, and for how long.]]

# Cookies
Only what the place needs to work: \`session\` keeps you signed in (90 days), \`joined\` recognises the browser you joined with (7 days), \`parked\` finds again what you typed (1 day), \`locale\`, \`theme\` and \`zone\` remember language, colours and time zone (1 year). None follows you elsewhere.

# Who else gets them
Nobody, by the program: no statistics, advertising, fonts or scripts from elsewhere. [[Where the server stands, who runs it, and who delivers mail.]]

# Why, and for how long
To work on ideas together and to answer them, which you agree to by joining. Accounts and texts are kept as long as the place exists or until you ask for their removal. [[Other periods, such as of backups.]]

# Your rights
You change your profile, address and password yourself. To see, correct, take along or remove the rest, write to the contact above. You may also complain to the authority for data protection: [[its name]].`,
    fr: `**[[Nom et adresse de l’exploitant]]** répond des données de ce lieu. Questions et demandes\u202f: **[[contact]]**.

# Ce qui est conservé
- Votre compte\u202f: nom, identifiant, adresse e-mail, ce que vous dites de vous, si vous êtes client, salarié ou partenaire, vos langue, thème et fuseau horaire. De votre mot de passe, seulement une empreinte dont on ne peut le tirer.
- Où vous êtes connecté\u202f: le nom de chaque navigateur, quand il s’est connecté et a été vu. Une session finit au plus tard après 90 jours.
- Ce que vous faites\u202f: idées, brouillons, commentaires et leurs versions antérieures, signaux, idées ouvertes, suivies et signalées, et les espaces dont vous êtes membre. Les autres voient que quelqu’un a donné un signal, jamais lequel est le vôtre.
- Une trace de chaque acte, avec son moment et les numéros de qui est concerné, sans mots ni adresses.
- Quelle version de ces pages vous avez acceptée, et quand.
- Ce que vous avez tapé avant de vous connecter, pendant 24 heures. Les courriels jusqu’à leur envoi, leurs liens jusqu’à 30 jours après leur fin.
- L’adresse réseau de votre appareil reste en mémoire une heure au plus, contre les mots de passe devinés et les déluges. Le programme ne l’écrit dans aucune base. [[Si un serveur placé devant tient ses propres journaux, et combien de temps.]]

# Cookies
Seulement ce qu’il faut pour que ce lieu fonctionne\u202f: \`session\` vous garde connecté (90 jours), \`joined\` reconnaît le navigateur de votre inscription (7 jours), \`parked\` retrouve ce que vous avez tapé (1 jour), \`locale\`, \`theme\` et \`zone\` retiennent langue, couleurs et fuseau horaire (1 an). Aucun ne vous suit ailleurs.

# Qui d’autre les reçoit
Personne, du fait du programme\u202f: ni statistiques, ni publicité, ni polices ou scripts venus d’ailleurs. [[Où se trouve le serveur, qui le tient, et qui achemine les courriels.]]

# Pourquoi, et combien de temps
Pour travailler ensemble à des idées et y répondre, ce que vous acceptez en rejoignant ce lieu. Comptes et textes restent tant que ce lieu existe ou jusqu’à ce que vous demandiez leur retrait. [[Autres durées, par exemple celle des sauvegardes.]]

# Vos droits
Vous changez vous-même profil, adresse et mot de passe. Pour voir, corriger, emporter ou retirer le reste, écrivez au contact ci-dessus. Vous pouvez aussi saisir l’autorité de protection des données\u202f: [[son nom]].`,
  },
  notice: {
    en: `This place is run by

**[[Name or company, legal form]]**
[[Street, postcode, town, country]]
[[E-mail address, telephone]]

Responsible for what is published: [[name]].
[[Register and number, tax number, and who hosts the server, where the law asks for it.]]

Texts, ideas and comments belong to those who signed them. The program is Caco, free software under the Apache licence 2.0.`,
    fr: `Ce lieu est tenu par

**[[Nom ou société, forme juridique]]**
[[Rue, code postal, ville, pays]]
[[Adresse e-mail, téléphone]]

Responsable de la publication\u202f: [[nom]].
[[Registre et numéro, numéro fiscal, et hébergeur du serveur, là où la loi le demande.]]

Textes, idées et commentaires sont à ceux qui les ont signés. Le programme est Caco, un logiciel libre sous licence Apache 2.0.`,
  },
};
