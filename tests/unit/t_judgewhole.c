/* SPDX-License-Identifier: MIT */
/* Scraped texts as a whole: what lines are by those around them, and by the language and subject of
 * what stays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "cleantext.h"

/* Language and subject are those of what stays, and nothing that went has a word in the verdict;
 * what lines are by those around them. */
static const struct {
    const char *name, *in, *want;
} alone[] = {
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
    { "labels of pictures between sentences of a text of which nothing else goes",
      "Jeden Tag h\u00e4ngt der W\u00e4rter ein anderes Gem\u00e4lde in den Eingang des Museums.\n"
      "Weitere Bilder\n"
      "Im Keller stehen noch viertausend Gem\u00e4lde, die dort niemand je gesehen hat.\n"
      "Alle Bilder\n"
      "An Silvester will er sie alle auf einmal zeigen, auf dem Marktplatz der Stadt.\n"
      "Danach kommen sie wieder in den Keller, und niemand sieht sie ein Jahr lang.",
      "Jeden Tag h\u00e4ngt der W\u00e4rter ein anderes Gem\u00e4lde in den Eingang des Museums.\n"
      "Weitere Bilder\n"
      "Im Keller stehen noch viertausend Gem\u00e4lde, die dort niemand je gesehen hat.\n"
      "Alle Bilder\n"
      "An Silvester will er sie alle auf einmal zeigen, auf dem Marktplatz der Stadt.\n"
      "Danach kommen sie wieder in den Keller, und niemand sieht sie ein Jahr lang." },
    { "two lines that tell something in words of a site, in a text of which nothing else goes",
      "A young firm on the quay has built a thing that tells people to put their phones away.\n"
      "The app is free.\n"
      "You can download it in the App Store and on Google Play.\n"
      "Nobody in the town knows who pays for it, and the firm does not say.\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.",
      "A young firm on the quay has built a thing that tells people to put their phones away.\n"
      "The app is free.\n"
      "You can download it in the App Store and on Google Play.\n"
      "Nobody in the town knows who pays for it, and the firm does not say.\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "two crossheads that begin as buttons do, in a text of which nothing else goes",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "WhatsApp group of the skippers\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Be the first to know fear\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "The mole is to be mended in spring, when the stones of the quarry can be had again.\n"
      "A diver found an anchor of the old ferry below it, and left it where it lies.",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "WhatsApp group of the skippers\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Be the first to know fear\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "The mole is to be mended in spring, when the stones of the quarry can be had again.\n"
      "A diver found an anchor of the old ferry below it, and left it where it lies." },
    { "two buttons between its sentences",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Full screen\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Close\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "The mole is to be mended in spring, when the stones of the quarry can be had again.\n"
      "A diver found an anchor of the old ferry below it, and left it where it lies.",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "The mole is to be mended in spring, when the stones of the quarry can be had again.\n"
      "A diver found an anchor of the old ferry below it, and left it where it lies." },
    { "a word of buttons above a passage that speaks of it, and one that nothing speaks of",
      "Advertisement\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Newsletter\n"
      "Every morning the newsletter of the harbour master tells whose boat is where.\n"
      "Share\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "The mole is to be mended in spring, when the stones of the quarry can be had again.",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Newsletter\n"
      "Every morning the newsletter of the harbour master tells whose boat is where.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "The mole is to be mended in spring, when the stones of the quarry can be had again." },
    { "the only word of buttons among crossheads",
      "Advertisement\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Two barges\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Divers\n"
      "A diver found an anchor of the old ferry below it, and left it where it lies.\n"
      "Share\n"
      "Four skippers may use the crane at once, and whoever comes last pays for the oil.\n"
      "By spring\n"
      "The mole is to be mended in spring, when the stones of the quarry can be had again.",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Two barges\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Divers\n"
      "A diver found an anchor of the old ferry below it, and left it where it lies.\n"
      "Share\n"
      "Four skippers may use the crane at once, and whoever comes last pays for the oil.\n"
      "By spring\n"
      "The mole is to be mended in spring, when the stones of the quarry can be had again." },
    { "two of them among crossheads",
      "Advertisement\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Two barges\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Divers\n"
      "A diver found an anchor of the old ferry below it, and left it where it lies.\n"
      "Share\n"
      "Four skippers may use the crane at once, and whoever comes last pays for the oil.\n"
      "Save\n"
      "The mole is to be mended in spring, when the stones of the quarry can be had again.",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Two barges\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Divers\n"
      "A diver found an anchor of the old ferry below it, and left it where it lies.\n"
      "Four skippers may use the crane at once, and whoever comes last pays for the oil.\n"
      "The mole is to be mended in spring, when the stones of the quarry can be had again." },
    { "what a site says of its standards, as a headline",
      "Advertisement\n"
      "Corrections and clarifications\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.",
      "Corrections and clarifications\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "the same below a headline",
      "Two barges adrift after the storm\n"
      "Corrections and clarifications\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "Advertisement",
      "Two barges adrift after the storm\n"
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
    { "what a recipe of few long sentences asks of the cook, in a text of which nothing else goes",
      "The tart of the lighthouse was made in September, when the plums were ripe.\n"
      "600 g of plums\n"
      "Heat the oven.\n"
      "Cut the plums in two.\n"
      "Bake until they are soft.\n"
      "Share it with friends.",
      "The tart of the lighthouse was made in September, when the plums were ripe.\n"
      "600 g of plums\n"
      "Heat the oven.\n"
      "Cut the plums in two.\n"
      "Bake until they are soft.\n"
      "Share it with friends." },
    { "a question between short answers, in a text of which more goes",
      "She has led the theatre above the shop for thirty years, and gives up the keys in winter.\n"
      "Why now?\n"
      "The stairs.\n"
      "Do you read the comments?\n"
      "Never.\n"
      "Share this article",
      "She has led the theatre above the shop for thirty years, and gives up the keys in winter.\n"
      "Why now?\n"
      "The stairs.\n"
      "Do you read the comments?\n"
      "Never." },
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
    { "a headline in words of a site, above who wrote the text",
      "Death notices\n"
      "By Orla Finch\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "The pilots met in the evening.\n"
      "They will meet again.\n"
      "Share this article",
      "Death notices\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "The pilots met in the evening.\n"
      "They will meet again." },
    { "the same above buttons",
      "Death notices\n"
      "Share this article\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "The pilots met in the evening.\n"
      "They will meet again.\n"
      "Share this article",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "The pilots met in the evening.\n"
      "They will meet again." },
    { "a sentence in words of newsletters, right below a line that asks to sign up",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Sign up for our newsletter\n"
      "You can unsubscribe at any time.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "A tug brought the other one back before noon, and the council met in the evening.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "A tug brought the other one back before noon, and the council met in the evening.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "the same behind a line of another kind",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Share this article\n"
      "You can unsubscribe at any time.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "You can unsubscribe at any time.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry." },
    { "two requests that end as sentences, in a text of which nothing else goes",
      "There was a summer when everyone in our street shared everything, and the dog had a page.\n"
      "Share this with your friends.\n"
      "The words stood under a recipe for plum cake, and under the report of a fire at the mole.\n"
      "Follow us on Twitter for the latest news.\n"
      "The account that wrote this has been silent since the spring in which its editor left.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.",
      "There was a summer when everyone in our street shared everything, and the dog had a page.\n"
      "Share this with your friends.\n"
      "The words stood under a recipe for plum cake, and under the report of a fire at the mole.\n"
      "Follow us on Twitter for the latest news.\n"
      "The account that wrote this has been silent since the spring in which its editor left.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "a date below the first paragraphs, between which more goes",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Share this article\n"
      "Print this page\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "11 March 2025, 18:42\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
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
    { "\"just in\" before a headline, below a menu that goes",
      "トップ > スポーツ > サッカー\n"
      "【速報】浜風、終盤の2発で逆転勝利\n"
      "嵐で二隻のはしけが流されたため、町の港は月曜日に閉鎖された。\n"
      "けが人はなく、島へのフェリーは週末までに再開する見込みだ。",
      "【速報】浜風、終盤の2発で逆転勝利\n"
      "嵐で二隻のはしけが流されたため、町の港は月曜日に閉鎖された。\n"
      "けが人はなく、島へのフェリーは週末までに再開する見込みだ。" },
    { "a name between the headline and its date",
      "Storm closes the harbour of Elmouth\n"
      "Orla Finch-Marsh\n"
      "3 November 2025\n"
      "Share\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.",
      "Storm closes the harbour of Elmouth\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "a headline of two capitals above its date",
      "Share\n"
      "Orla Finch\n"
      "3 November 2025\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.",
      "Orla Finch\n"
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
    { "a name between the date and the buttons, below the headline",
      "Storm closes the harbour of Elmouth\n"
      "3 November 2025\n"
      "Orla Finch\n"
      "Share\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.",
      "Storm closes the harbour of Elmouth\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "sections above the headline",
      "World Politics\n"
      "Storm closes the harbour of Elmouth\n"
      "Share\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.",
      "Storm closes the harbour of Elmouth\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "where nothing else may be it",
      "World Politics\n"
      "Share\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.",
      "World Politics\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "names under a label of tags at the end",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "Topics\n"
      "Harbours\n"
      "Storms of the north",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "the title of a text of few sentences, in words of a site",
      "Welcome back\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.",
      "Welcome back\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "the same where more of it goes",
      "Welcome back\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "Advertisement",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "a short sentence that comes upon words of a site, last of the story and beside chrome",
      "Share\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "It is published in print too.\n"
      "Advertisement",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "It is published in print too." },
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
    { "a credit in two lines",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Image:\n"
      "Orla Finch/AFP\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "the date below the standfirst",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "3 May 2024, 14:05\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
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
    { "who wrote the text, below its first paragraph",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "By Orla Finch\n"
      "Both were towed back to the mole at four in the morning by the pilots of Northport.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Both were towed back to the mole at four in the morning by the pilots of Northport.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "who wrote the posts, above each",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Both were towed back to the mole at four in the morning by the pilots of Northport.\n"
      "By Orla Finch\n"
      "The owner of the barges said on Tuesday that he would pay for the lamp post.\n"
      "By Jan Wrona\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "Share this article",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Both were towed back to the mole at four in the morning by the pilots of Northport.\n"
      "The owner of the barges said on Tuesday that he would pay for the lamp post.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "a crosshead that begins as one who wrote the text would",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Both were towed back to the mole at four in the morning by the pilots of Northport.\n"
      "By Land and Water\n"
      "The owner of the barges said on Tuesday that he would pay for the lamp post.\n"
      "Share this article",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Both were towed back to the mole at four in the morning by the pilots of Northport.\n"
      "By Land and Water\n"
      "The owner of the barges said on Tuesday that he would pay for the lamp post." },
    { "an article that introduces names in another language",
      "De haven van de stad werd maandag gesloten nadat een storm twee schepen had losgerukt.\n"
      "De Zoutweg\n"
      "Niemand raakte gewond en de veerboot naar de eilanden vaart in het weekend weer.\n"
      "Deel dit artikel",
      "De haven van de stad werd maandag gesloten nadat een storm twee schepen had losgerukt.\n"
      "De Zoutweg\n"
      "Niemand raakte gewond en de veerboot naar de eilanden vaart in het weekend weer." },
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
    { "a text of which nothing else goes is taken to be clean, and keeps its date,",
      "Tuesday, 27 August 2024\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "The other was taken in tow before noon, and the crew of the tug got a round of applause.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.",
      "Tuesday, 27 August 2024\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "The other was taken in tow before noon, and the crew of the tug got a round of applause.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "but nothing that asks something of the reader,",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "The other was taken in tow before noon, and the crew of the tug got a round of applause.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "Join our channel on WhatsApp",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "The other was taken in tow before noon, and the crew of the tug got a round of applause.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "and what it says of its makers stays",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "The other was taken in tow before noon, and the crew of the tug got a round of applause.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "Copyright 2024 Northern Courier. All rights reserved.",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "The other was taken in tow before noon, and the crew of the tug got a round of applause.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "Copyright 2024 Northern Courier. All rights reserved." },
    { "but not with a marker in it, which is no story's,",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Advertisement\n"
      "The other was taken in tow before noon, and the crew of the tug got a round of applause.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "Copyright 2024 Northern Courier. All rights reserved.",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "The other was taken in tow before noon, and the crew of the tug got a round of applause.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
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
    { "nor with two such lines",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "The other was taken in tow before noon, and the crew of the tug got a round of applause.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "Orla Finch contributed reporting to this story.\n"
      "Copyright 2024 Northern Courier. All rights reserved.",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "The other was taken in tow before noon, and the crew of the tug got a round of applause.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
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
};

static void by_what_stays(void **state)
{
    struct cleaner c;
    (void)state;
    assert_int_equal(cleaner_init(&c, NULL), DH_OK);
    for (size_t i = 0; i < DH_LEN(alone); i++) {
        assert_int_equal(cleaner_run(&c, dh_str_c(alone[i].in)), DH_OK);
        struct dh_str text = c.page.text;
        if (!dh_str_eq(text, dh_str_c(alone[i].want)))
            fail_msg("%s: '%.*s'", alone[i].name, (int)text.n, text.p);
        assert_int_equal(cleaner_run(&c, dh_str_c(alone[i].want)), DH_OK);
        assert_true(dh_str_eq(c.page.text, dh_str_c(alone[i].want)));
    }
    cleaner_release(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(by_what_stays) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
