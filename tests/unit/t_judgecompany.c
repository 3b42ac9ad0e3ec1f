/* SPDX-License-Identifier: MIT */
/* Scraped texts as a whole: lines that a story may say as well, and that go only where more of the
 * text goes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "wholetext.h"

static const struct whole_text texts[] = {
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
    { "a short sentence that comes upon words of a site, last of the story and beside chrome",
      "Share\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "It is published in print too.\n"
      "Advertisement",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "It is published in print too." },
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
    { "a label of opinion as the headline, above its standfirst",
      "Opinion: The mole should stay where it is\n"
      "The mole is older than the town hall\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "Read more\n"
      "Sign up for our newsletter",
      "Opinion: The mole should stay where it is\n"
      "The mole is older than the town hall\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "the same label above a headline, below what goes",
      "Advertisement\n"
      "Opinion: The mole should stay where it is\n"
      "Two barges torn loose in storm\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "Sign up for our newsletter",
      "Two barges torn loose in storm\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "a label of contacts above a name and its number, and above nothing",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "Contact\n"
      "Orla Finch\n"
      "Tel. 01632 960123",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "Contact\n"
      "Orla Finch\n"
      "Tel. 01632 960123" },
    { "sentences in words of a site that tell what others found",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "This release contains forward-looking statements that the regulator called misleading.\n"
      "You can change your settings at any time, but few of the app's users ever do, a survey "
      "found.\n"
      "Read more: The mole\n"
      "Sign up for our newsletter\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "This release contains forward-looking statements that the regulator called misleading.\n"
      "You can change your settings at any time, but few of the app's users ever do, a survey "
      "found.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "what a release says of itself",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "This release contains forward-looking statements, which are based on what we believe.\n"
      "Sign up for our newsletter\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "numbers alone below who wrote the text",
      "Storm closes the harbour of the town\n"
      "News desk\n"
      "1.2K\n"
      "345\n"
      "12\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "Share this article",
      "Storm closes the harbour of the town\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "numbers that the story begins with",
      "Numbers drawn in the harbour lottery\n"
      "12\n"
      "345\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.\n"
      "Share this article",
      "Numbers drawn in the harbour lottery\n"
      "12\n"
      "345\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
    { "a word of buttons as the title of a poem",
      "Share\n"
      "Half of the bread is yours, the heel\n"
      "is mine, the crumbs are for the birds\n"
      "that wait upon the sill all day\n"
      "and never ask us for the words.",
      "Share\n"
      "Half of the bread is yours, the heel\n"
      "is mine, the crumbs are for the birds\n"
      "that wait upon the sill all day\n"
      "and never ask us for the words." },
    { "the same word above a story",
      "Share\n"
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend.",
      "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
      "One barge drifted across the water and came to rest against the pier of the old ferry.\n"
      "Nobody was hurt, and the ferry to the islands is expected to sail again by the weekend." },
};

static void only_in_company(void **state)
{
    (void)state;
    assert_whole_texts(texts, DH_LEN(texts));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(only_in_company) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
