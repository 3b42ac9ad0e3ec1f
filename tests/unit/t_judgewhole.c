/* SPDX-License-Identifier: MIT */
/* Scraped texts as a whole: lists, posts, labels and what stands under them, by those around, and
 * by the language and subject of what stays. Lines that go in company alone: t_judgecompany.c;
 * headlines, who wrote the text and when: t_judgehead.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "wholetext.h"

static const struct whole_text texts[] = {
    { "the chrome is in French, the story is not: its blank is no French one",
      "The harbour of the town was closed on Monday, but who had torn the barges loose ?\n"
      "Inscrivez-vous à notre newsletter pour recevoir chaque matin le journal du port et de la "
      "ville.\n"
      "Cet article est réservé aux abonnés, abonnez-vous pour lire la suite de cet article.\n"
      "Tous droits réservés, toute reproduction est interdite sans l'accord de la rédaction.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.",
      "The harbour of the town was closed on Monday, but who had torn the barges loose?\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "the chrome speaks of newsletters, the story does not",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "By signing up for this newsletter you agree to our terms of use and our privacy policy.\n"
      "By signing up for the newsletter, you agree to our privacy policy and terms of use.\n"
      "By signing up to our newsletters you agree to our terms of service and privacy policy.\n"
      "Sign up for our newsletter and get the news of the harbour in your inbox every morning.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "what a heading lists in words of a site, and the same below a sentence",
      "Advertisement\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Cons\n"
      "Weak lamp\n"
      "Video in full screen\n"
      "The new app\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "Video in full screen\n"
      "The mole is to be mended in spring, when the stones of the quarry can be had again.\n"
      "Share this article",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Cons\n"
      "Weak lamp\n"
      "Video in full screen\n"
      "The new app\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "The mole is to be mended in spring, when the stones of the quarry can be had again." },
    { "a time above the first of several posts",
      "Live feed\n"
      "The harbour master answers those who live on the quay\n"
      "Updated 16:40\n"
      "16:35\n"
      "- When will the bridge be mended?\n"
      "- The firm comes in May, and if it does not then I come.\n"
      "16:20\n"
      "- Why does the school paper cost money now?\n"
      "- The paper is small, and the question is a large one.\n"
      "Advertisement\n"
      "16:05\n"
      "The line is open, and the first to ring is from the island: a seal sits on the slip.\n"
      "Share this article",
      "The harbour master answers those who live on the quay\n"
      "16:35\n"
      "- When will the bridge be mended?\n"
      "- The firm comes in May, and if it does not then I come.\n"
      "16:20\n"
      "- Why does the school paper cost money now?\n"
      "- The paper is small, and the question is a large one.\n"
      "16:05\n"
      "The line is open, and the first to ring is from the island: a seal sits on the slip." },
    { "a link behind a list of facts",
      "Share this article\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "Facts: The mole\n"
      "Length: 212 m\n"
      "Built: from 1874 on\n"
      "Stones: from the old quarry\n"
      "Read more: What the divers saw\n"
      "Advertisement",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "Facts: The mole\n"
      "Length: 212 m\n"
      "Built: from 1874 on\n"
      "Stones: from the old quarry" },
    { "times above posts with headlines, in a text of which more goes",
      "Storm closes the harbour\n"
      "10:42\n"
      "Power company waits for the wind\n"
      "The company said that its crews could not climb the poles before the evening.\n"
      "10:15\n"
      "Bridge closed\n"
      "The bridge was closed.\n"
      "Share this article",
      "Storm closes the harbour\n"
      "10:42\n"
      "Power company waits for the wind\n"
      "The company said that its crews could not climb the poles before the evening.\n"
      "10:15\n"
      "Bridge closed\n"
      "The bridge was closed." },
    { "times above titles of other stories",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "Share this article\n"
      "10:42\n"
      "Power company waits for the wind\n"
      "10:15\n"
      "Bridge closed",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "Power company waits for the wind\n"
      "Bridge closed" },
    { "titles under a label of other stories",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Read more\n"
      "Ferry crews agree new rota with the town\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Related stories\n"
      "Mussel pickers wait for a new licence\n"
      "12 May 2024\n"
      "Bridge over the Elm to stay shut\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "rows of a list that a label of other stories stands in",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "The skippers of the town chose a new master of the pier in the evening, as follows:\n"
      "Ann Tarrant (Mole) 4,211\n"
      "Read more\n"
      "Ferry crews agree new rota with the town\n"
      "Boris Hale (North Quay) 870\n"
      "Papers without a cross on them 14\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "The skippers of the town chose a new master of the pier in the evening, as follows:\n"
      "Ann Tarrant (Mole) 4,211\n"
      "Boris Hale (North Quay) 870\n"
      "Papers without a cross on them 14\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "votes among rows of a list with brackets",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "The skippers of the town chose a new master of the pier in the evening, as follows:\n"
      "Votes: 4,211\n"
      "Ann Tarrant (Mole): 2,870\n"
      "Boris Hale (Quay): 1,327\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "Share this article\n"
      "Print this page",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "The skippers of the town chose a new master of the pier in the evening, as follows:\n"
      "Votes: 4,211\n"
      "Ann Tarrant (Mole): 2,870\n"
      "Boris Hale (Quay): 1,327\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "times of posts with a point, one of them above an ad",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "5.50 a.m.\n"
      "Advertisement\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "4.15 a.m.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "Share this article\n"
      "Print this page",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "5.50 a.m.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "4.15 a.m.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "a crosshead behind a label, and a list behind a sentence, are the story's",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Read more\n"
      "The long night\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Three boats are still missing from the list that the harbour master has put up there:\n"
      "The Alma of Elmouth, built there\n"
      "The Marigold, a boat of Northport\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "The long night\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Three boats are still missing from the list that the harbour master has put up there:\n"
      "The Alma of Elmouth, built there\n"
      "The Marigold, a boat of Northport\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "one title behind the story, under a label, may be short: no crosshead stands there",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "Read more\n"
      "Night on the mole\n"
      "Share this article",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "rows of figures right below a label are the story's",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Read more\n"
      "Boats of the Elmouth watch: 20 crews and 171/6\n"
      "Boats of the Harrow watch: 20 crews and 174/7\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Boats of the Elmouth watch: 20 crews and 171/6\n"
      "Boats of the Harrow watch: 20 crews and 174/7\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "names under a label of tags at the end",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "Topics\n"
      "Harbours\n"
      "Storms of the north",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "an interview with short answers in the dump of a page",
      "Home\n"
      "News\n"
      "Sport\n"
      "By Orla Finch\n"
      "12 March 2024\n"
      "The keeper of the light\n"
      "Share\n"
      "Facebook\n"
      "Twitter\n"
      "How did it begin?\n"
      "By chance, in the winter of the flood.\n"
      "Do people write to you?\n"
      "Yes.\n"
      "And do you reply?\n"
      "Always.\n"
      "Will you ever leave?\n"
      "We will see.\n"
      "Share\n"
      "Related stories\n"
      "Ferry crews agree new rota with the town\n"
      "Mussel pickers wait for a new licence\n"
      "Bridge over the Elm to stay shut\n"
      "Comments\n"
      "Terms of use",
      "The keeper of the light\n"
      "How did it begin?\n"
      "By chance, in the winter of the flood.\n"
      "Do people write to you?\n"
      "Yes.\n"
      "And do you reply?\n"
      "Always.\n"
      "Will you ever leave?\n"
      "We will see." },
    { "results without a paragraph in the dump of a page",
      "Home\n"
      "News\n"
      "Sport\n"
      "By Orla Finch\n"
      "12 March 2024\n"
      "Share\n"
      "Facebook\n"
      "Twitter\n"
      "Results of the harbour league\n"
      "Division one\n"
      "Elmouth - Harrow 3-1\n"
      "Northport - Brill 0-0\n"
      "Division two\n"
      "Otley - Penmoor 19:28\n"
      "Crane - Wells 32:20\n"
      "Scorers: Ames 2, Dow, Pike.\n"
      "Spectators: 240.\n"
      "Share\n"
      "Comments\n"
      "Terms of use",
      "Results of the harbour league\n"
      "Division one\n"
      "Elmouth - Harrow 3-1\n"
      "Northport - Brill 0-0\n"
      "Division two\n"
      "Otley - Penmoor 19:28\n"
      "Crane - Wells 32:20\n"
      "Scorers: Ames 2, Dow, Pike.\n"
      "Spectators: 240." },
    { "the days of a chronicle",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "3 May 2024\n"
      "One barge drifts across the water and comes to rest against the pier of the old ferry.\n"
      "4 May 2024\n"
      "The crew of a tug tries to tow it away, and gives up when the wind turns to the north.\n"
      "5 May 2024\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "3 May 2024\n"
      "One barge drifts across the water and comes to rest against the pier of the old ferry.\n"
      "4 May 2024\n"
      "The crew of a tug tries to tow it away, and gives up when the wind turns to the north.\n"
      "5 May 2024\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "a sentence of the story that the caption takes up",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "By noon the pilots had moored both barges at the old ferry pier of Elmouth again.\n"
      "A view of both barges moored at the old ferry pier of Elmouth (Ivo Stern/AP)\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "By noon the pilots had moored both barges at the old ferry pier of Elmouth again.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "the same caption once more without its credit",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "The old ferry pier of Elmouth with both barges moored on Tuesday.\n"
      "A view of the old ferry pier of Elmouth with both barges moored (Ivo Stern/AP)\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "a post, an ad, and who posted it",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "The pier stays shut until a diver has had a look at it. Thank you for your patience.\n"
      "Advertisement\n"
      "\xE2\x80\x94 Orla Finch (@orlafinch) May 3, 2024\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "The pier stays shut until a diver has had a look at it. Thank you for your patience.\n"
      "\xE2\x80\x94 Orla Finch (@orlafinch) May 3, 2024\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "a crosshead that is a label of tags elsewhere, behind an ad",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Advertisement\n"
      "Key points\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "Key points",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Key points\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "what stands behind a marker that the story goes on is no title of the list before it",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Read more\n"
      "Ferry crews agree new rota with the town\n"
      "Article content\n"
      "Divers wait for calmer water at the pier\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Divers wait for calmer water at the pier\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "whose titles newsrooms have, between lines with a comma above the first sentence",
      "Ferry sails again, with help\n"
      "Orla Finch, Staff writer\n"
      "Storm, rain and snow\n"
      "The town closed the bridge over the Elm on Monday because a pier of it cracked in winter.",
      "Ferry sails again, with help\n"
      "Storm, rain and snow\n"
      "The town closed the bridge over the Elm on Monday because a pier of it cracked in winter." },
    { "a label of authors is in no roll",
      "Kocioł oraz ogród, co rano\n"
      "Autor: Selma Marchuk\n"
      "Usiądź z nami, tu prom i prom\n"
      "Miasto zamknęło most nad Elbą w poniedziałek rano, ponieważ jeden z filarów pękł po zimie.",
      "Kocioł oraz ogród, co rano\n"
      "Usiądź z nami, tu prom i prom\n"
      "Miasto zamknęło most nad Elbą w poniedziałek rano, ponieważ jeden z filarów pękł po "
      "zimie." },
    { "a roll of names, two of whom are called for what newsrooms have",
      "We, who live on the quay, ask the council to think again about the closing of it.\n"
      "Elliot Ashe\n"
      "David W. Blunt, University of Elm\n"
      "Jennifer Finch Boyle, author\n"
      "David Brom\n"
      "Zia Harrow, writer\n"
      "Jennifer Ratner, University of Oakmouth\n"
      "Institutions are listed for identification purposes only.\n"
      "Share\n"
      "Advertisement",
      "We, who live on the quay, ask the council to think again about the closing of it.\n"
      "Elliot Ashe\n"
      "David W. Blunt, University of Elm\n"
      "Jennifer Finch Boyle, author\n"
      "David Brom\n"
      "Zia Harrow, writer\n"
      "Jennifer Ratner, University of Oakmouth\n"
      "Institutions are listed for identification purposes only." },
    { "who shows a match, country by country",
      "D\u00f3nde ver el partido del martes en la cancha del club local, que dirige un "
      "\u00e1rbitro italiano.\n"
      "Argentina: Canal Seis y Luna\n"
      "Ecuador: TVC, RTS, ESPN y Luna\n"
      "Espa\u00f1a: M\u00f3vil Liga de Clubes y M\u00f3vil Deportes Dos\n"
      "M\u00e9xico: Canal Nueve\n"
      "El encuentro se juega a las nueve de la noche, hora del puerto.\n"
      "Compartir\n"
      "Publicidad",
      "D\u00f3nde ver el partido del martes en la cancha del club local, que dirige un "
      "\u00e1rbitro italiano.\n"
      "Argentina: Canal Seis y Luna\n"
      "Ecuador: TVC, RTS, ESPN y Luna\n"
      "Espa\u00f1a: M\u00f3vil Liga de Clubes y M\u00f3vil Deportes Dos\n"
      "M\u00e9xico: Canal Nueve\n"
      "El encuentro se juega a las nueve de la noche, hora del puerto." },
    { "verse goes on from line to line, in words of buttons, too",
      "Winter ferry\n"
      "The heron lifts, the heron lands\n"
      "and has no thought of ours\n"
      "the river goes, the river comes\n"
      "and carries down the flowers\n"
      "The ferry sleeps, the ferry wakes\n"
      "and does not ask for more\n"
      "the water gives, the water takes\n"
      "the pebbles from the shore\n"
      "Share\n"
      "Advertisement",
      "Winter ferry\n"
      "The heron lifts, the heron lands\n"
      "and has no thought of ours\n"
      "the river goes, the river comes\n"
      "and carries down the flowers\n"
      "The ferry sleeps, the ferry wakes\n"
      "and does not ask for more\n"
      "the water gives, the water takes\n"
      "the pebbles from the shore" },
    { "a label whose signs run on to the end of what is read of a long text",
      "The harbour of the town was closed on Monday after a storm had torn two barges "
      "loose.\n"
      "ADVERTISEMENT--------------------The rest of this very long paragraph goes on about "
      "the harbour of the town, the barges, the storm and the ferry that is expected to "
      "sail again by the weekend, nobody was hurt and the mayor said that the works of the "
      "port would go on as planned by the council in the spring of next year.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the "
      "weekend.",
      "The harbour of the town was closed on Monday after a storm had torn two barges "
      "loose.\n"
      "ADVERTISEMENT--------------------The rest of this very long paragraph goes on about "
      "the harbour of the town, the barges, the storm and the ferry that is expected to "
      "sail again by the weekend, nobody was hurt and the mayor said that the works of the "
      "port would go on as planned by the council in the spring of next year.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the "
      "weekend." },
    { "a headline with a figure, numbered headings and short sentences below it",
      "Home\n"
      "Life\n"
      "9 things nobody tells you about owning a donkey\n"
      "BY PAM RUDGE\n"
      "OCT 30, 2025\n"
      "EVERY ITEM ON THIS PAGE WAS CHOSEN BY AN EDITOR. WE MAY EARN COMMISSION ON SOME OF THE "
      "ITEMS YOU CHOOSE TO BUY.\n"
      "1. They remember\n"
      "For ever. Ask my postman.\n"
      "ADVERTISEMENT - CONTINUE READING BELOW\n"
      "2. They share\n"
      "Not willingly. Buy two buckets.\n"
      "3. Follow the leader\n"
      "There is always one. It is not you.\n"
      "Getty Images\n"
      "4. Watch this\n"
      "A donkey can open a gate with its lip.\n"
      "The bottom line\n"
      "Get a dog.\n"
      "Watch Next",
      "9 things nobody tells you about owning a donkey\n"
      "1. They remember\n"
      "For ever. Ask my postman.\n"
      "2. They share\n"
      "Not willingly. Buy two buckets.\n"
      "3. Follow the leader\n"
      "There is always one. It is not you.\n"
      "4. Watch this\n"
      "A donkey can open a gate with its lip.\n"
      "The bottom line\n"
      "Get a dog." },
    { "years and chapters below who wrote it and when",
      "The years of the bridge and the boats\n"
      "By Ann Lee\n"
      "1847\n"
      "The first boat of the town crossed the water in that year with nine people on board.\n"
      "1901\n"
      "A second one was built when the mill had burned down and the grain had to come by sea.\n"
      "1950\n"
      "Nobody has crossed since the bridge was opened, and the boats lie on the shore of the bay.",
      "The years of the bridge and the boats\n"
      "1847\n"
      "The first boat of the town crossed the water in that year with nine people on board.\n"
      "1901\n"
      "A second one was built when the mill had burned down and the grain had to come by sea.\n"
      "1950\n"
      "Nobody has crossed since the bridge was opened, and the boats lie on the shore of the "
      "bay." },
    { "the same where one year alone is told of",
      "The year of the bridge and the boats\n"
      "By Ann Lee\n"
      "1847\n"
      "The first boat of the town crossed the water in that year with nine people on board.\n"
      "A second one was built when the mill had burned down and the grain had to come by sea.\n"
      "Nobody has crossed since the bridge was opened, and the boats lie on the shore of the bay.",
      "The year of the bridge and the boats\n"
      "1847\n"
      "The first boat of the town crossed the water in that year with nine people on board.\n"
      "A second one was built when the mill had burned down and the grain had to come by sea.\n"
      "Nobody has crossed since the bridge was opened, and the boats lie on the shore of the "
      "bay." },
    { "chapters, of which the first two have no text between them",
      "The keeper of the lamp goes home\n"
      "By Ann Lee\n"
      "11\n"
      "12\n"
      "The first boat of the town crossed the water in that year with nine people on board.\n"
      "A second one was built when the mill had burned down and the grain had to come by sea.\n"
      "13\n"
      "Nobody has crossed since the bridge was opened, and the boats lie on the shore of the bay.",
      "The keeper of the lamp goes home\n"
      "11\n"
      "12\n"
      "The first boat of the town crossed the water in that year with nine people on board.\n"
      "A second one was built when the mill had burned down and the grain had to come by sea.\n"
      "13\n"
      "Nobody has crossed since the bridge was opened, and the boats lie on the shore of the "
      "bay." },
    { "how often it was read and shared",
      "The keeper of the lamp goes home\n"
      "By Ann Lee\n"
      "214\n"
      "38\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "The mole is to be mended in spring, when the stones of the quarry can be had again.",
      "The keeper of the lamp goes home\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "The mole is to be mended in spring, when the stones of the quarry can be had again." },
    { "books at the end",
      "Advertisement\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "The mole is to be mended in spring, when the stones of the quarry can be had again.\n"
      "Further reading\n"
      "Moby Dick\n"
      "The Tempest",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "The mole is to be mended in spring, when the stones of the quarry can be had again.\n"
      "Moby Dick\n"
      "The Tempest" },
    { "one title of few words at the end",
      "Advertisement\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "The mole is to be mended in spring, when the stones of the quarry can be had again.\n"
      "See also\n"
      "Annex B",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "The mole is to be mended in spring, when the stones of the quarry can be had again.\n"
      "Annex B" },
    { "one of them behind a label, beside longer titles",
      "Advertisement\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "The mole is to be mended in spring, when the stones of the quarry can be had again.\n"
      "Read more\n"
      "Lorry stuck under bridge, again\n"
      "Bakery closes",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "The mole is to be mended in spring, when the stones of the quarry can be had again." },
    { "a list of the story's own, below a label that sites have",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Most read\n"
      "1\n"
      "The Lamp of the North\n"
      "2\n"
      "A Year on the Mole\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "The mole is to be mended in spring, when the stones of the quarry can be had again.\n"
      "Share this article",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "1\n"
      "The Lamp of the North\n"
      "2\n"
      "A Year on the Mole\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "The mole is to be mended in spring, when the stones of the quarry can be had again." },
    { "few lines in a language that few words tell",
      "Sopa de ceba\n"
      "Talleu tres cebes i coeu-les.\n"
      "Comparteix-ho amb els veïns.\n"
      "Serviu la sopa, que la gent espera.",
      "Sopa de ceba\n"
      "Talleu tres cebes i coeu-les.\n"
      "Comparteix-ho amb els veïns.\n"
      "Serviu la sopa, que la gent espera." },
    { "the same of another, with a word of tags in it",
      "장터 소식\n"
      "태그를 떼지 않은 옷\n"
      "시장은 월요일에 다시 열린다.\n"
      "배는 섬으로 간다.",
      "장터 소식\n"
      "태그를 떼지 않은 옷\n"
      "시장은 월요일에 다시 열린다.\n"
      "배는 섬으로 간다." },
    { "a heading of a story on what firms foresee",
      "Advertisement\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Forward-Looking Statements\n"
      "The law protects firms that say what they expect, if they say so with care and in time.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "The mole is to be mended in spring, when the stones of the quarry can be had again.",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Forward-Looking Statements\n"
      "The law protects firms that say what they expect, if they say so with care and in time.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "The mole is to be mended in spring, when the stones of the quarry can be had again." },
    { "the same above what releases say",
      "Advertisement\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "The mole is to be mended in spring, when the stones of the quarry can be had again.\n"
      "Forward-Looking Statements\n"
      "This press release contains forward-looking statements within the meaning of the law.",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "The mole is to be mended in spring, when the stones of the quarry can be had again." },
    { "the posts of a live blog, one of them below a picture's credit",
      "En directo\n"
      "La tormenta Berta, última hora: cerrado el puente\n"
      "Redacción\n"
      "Actualizado a 04/11/2025 14:12 CET\n"
      "Compartir en Facebook\n"
      "14:05\n"
      "El último ferri ha dado la vuelta. Reparten sopa.\n"
      "13:48\n"
      "Foto: EFE\n"
      "\"No había visto nada igual\", dice el práctico del puerto.\n"
      "Newsletter de la mañana\n"
      "13:20\n"
      "Buenas tardes. Llueve.\n"
      "13:02\n"
      "Cortada la A-14 por dos árboles.",
      "La tormenta Berta, última hora: cerrado el puente\n"
      "14:05\n"
      "El último ferri ha dado la vuelta. Reparten sopa.\n"
      "13:48\n"
      "\"No había visto nada igual\", dice el práctico del puerto.\n"
      "13:20\n"
      "Buenas tardes. Llueve.\n"
      "13:02\n"
      "Cortada la A-14 por dos árboles." },
    { "numbers above the titles that readers read most, and results",
      "Vale edge past Quarry Town in seven-goal thriller\n"
      "By Tom Ashdown | @tomashdown | Sports reporter\n"
      "Kerrin Vale came from two down to win on a pitch that had been under water on Thursday.\n"
      "The visitors were ahead before most of the 212 had found the tea hut.\n"
      "Stoke Hatch 0, Marsh United 0\n"
      "Vale are at Tarn on Saturday (3pm).\n"
      "Most Read\n"
      "1\n"
      "Bakery to close after 80 years\n"
      "2\n"
      "Lorry stuck under bridge, again\n"
      "[related_posts id=\"4412\"]",
      "Vale edge past Quarry Town in seven-goal thriller\n"
      "Kerrin Vale came from two down to win on a pitch that had been under water on Thursday.\n"
      "The visitors were ahead before most of the 212 had found the tea hut.\n"
      "Stoke Hatch 0, Marsh United 0\n"
      "Vale are at Tarn on Saturday (3pm)." },
    { "days above what is on",
      "Co se děje v údolí\n"
      "Redakce\n"
      "Dnes 9:15\n"
      "Sdílet na Facebooku\n"
      "Sobota\n"
      "Bazar v sokolovně od 10 hodin. Čaj 5 Kč.\n"
      "Ztratila se šedá kočka, slyší na Admirál.\n"
      "Neděle\n"
      "Vycházka od hospody. Psi na vodítku.\n"
      "Reklama\n"
      "Koupím kočárek. Tel. 601 000 111.\n"
      "Diskuze",
      "Co se děje v údolí\n"
      "Sobota\n"
      "Bazar v sokolovně od 10 hodin. Čaj 5 Kč.\n"
      "Ztratila se šedá kočka, slyší na Admirál.\n"
      "Neděle\n"
      "Vycházka od hospody. Psi na vodítku.\n"
      "Koupím kočárek. Tel. 601 000 111." },
};

static void by_what_stays(void **state)
{
    (void)state;
    assert_whole_texts(texts, DH_LEN(texts));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(by_what_stays) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
