/* SPDX-License-Identifier: MIT */
/* Scraped texts as a whole: headlines, who wrote the text and when, and what looks like them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "wholetext.h"

static const struct whole_text texts[] = {
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
};

static void around_the_headline(void **state)
{
    (void)state;
    assert_whole_texts(texts, DH_LEN(texts));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(around_the_headline) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
