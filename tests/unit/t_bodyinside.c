/* SPDX-License-Identifier: MIT */
/* What belongs to a story though it looks like what surrounds one: crossheads, lists, boxes, links
 * and notes amid it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "bodypage.h"

static const struct body_case bodies[] = {
    { "code in boxes of any name, amid the text",
      HEAD "<article>" H1 "<p>" P1 "</p><p>" P2
           "</p><div class=highlight><button>Copy</button><pre>lamp = roof[0]\nburn(lamp)"
           "</pre></div><p>" P3 "</p><p>" P4 "</p></article>" FOOT,
      P1 "\n" P2 "\nlamp = roof[0]\nburn(lamp)\n" P3 "\n" P4 "\n", false },
    { "figures in a box of any name, amid the text",
      HEAD "<article>" H1 "<p>" P1 "</p><p>" P2
           "</p><div class=modal><table><tr><th>Winter</th><th>Nights</th></tr><tr><td>2029</td>"
           "<td>3</td></tr><tr><td>2030</td><td>11</td></tr></table></div><p>" P3 "</p><p>" P4
           "</p></article>" FOOT,
      P1 "\n" P2 "\nWinter\nNights\n2029\n3\n2030\n11\n" P3 "\n" P4 "\n", false },
    { "questions and answers in a box of facts",
      HEAD "<main>" H1 "<p>" P1 "</p><div class=faq>"
           "<details><summary>When was it lit again?</summary><div><p>On Friday at nine, by hand, "
           "and it burned until the sun was up.</p></div></details><details><summary>Who "
           "pays?</summary><div><p>The county pays for the copper, the town for the rest of it."
           "</p></div></details><details><summary>Who stood watch?</summary><div><p>Two keepers, "
           "and the wife of one of them, who had brought the soup.</p></div></details></div>"
           "</main>" FOOT,
      P1 "\nWhen was it lit again?\nOn Friday at nine, by hand, and it burned until the sun was "
         "up.\nWho pays?\nThe county pays for the copper, the town for the rest of it.\nWho stood "
         "watch?\nTwo keepers, and the wife of one of them, who had brought the soup.\n",
      false },
    { "a footnote, below the number that leads to it",
      HEAD "<article>" H1 "<div>" PARAGRAPHS
           "<div class=footnote><a href=#n1>1</a><div class=footnote-content><p>The logbook of "
           "the station has it on page 212.</p></div></div></div></article>" FOOT,
      STORY "The logbook of the station has it on page 212.\n", false },
    { "the last of several questions, though the model doubts it",
      HEAD "<main><article>" H1 "<p>" P1 "</p><p>" P2
           "</p><div class=key-facts><div class=item><h3>When was it lit again?</h3><p>On Friday "
           "at nine, by hand, and it burned until the sun was up.</p></div><div class=item><h3>"
           "Who stood watch?</h3><p>Two keepers, and the wife of one of them, who had brought the "
           "soup.</p></div><div "
           "class=item><h3>Soup?</h3><p>No.</p></div></div></article></main>" FOOT,
      P1 "\n" P2 "\nWhen was it lit again?\nOn Friday at nine, by hand, and it burned until the "
         "sun was up.\nWho stood watch?\nTwo keepers, and the wife of one of them, who had "
         "brought the soup.\nSoup?\nNo.\n",
      false },
    { "crosshead and quote stay",
      HEAD "<article>" H1 "<p>" P1 "</p><p>" P2 "</p><h2>By hand</h2><blockquote><p>" P3
           "</p></blockquote><p>" P4 "</p></article>" FOOT,
      P1 "\n" P2 "\nBy hand\n" P3 "\n" P4 "\n", true },
    { "a crosshead that begins as a label of links does", DIVS("<h2>More trouble ahead</h2>"),
      DIV_TEXT("More trouble ahead\n"), false },
    { "a crosshead on comments", DIVS("<h2>Comments from ashore</h2>"),
      DIV_TEXT("Comments from ashore\n"), false },
    { "links that the story announces, and goes on below",
      HEAD "<main><article>" H1 "<p>" P1 "</p><p>Three things stand out:</p><ul><li><a href=/1>The "
           "price of a berth has doubled</a><li><a href=/2>The noise of the crane</a><li><a "
           "href=/3>The weight of the new mole</a></ul><p>" P2 "</p><p>" P3
           "</p></article></main>" FOOT,
      P1 "\nThree things stand out:\nThe price of a berth has doubled\nThe noise of the "
         "crane\nThe "
         "weight of the new mole\n" P2 "\n" P3 "\n",
      false },
    { "a crosshead much like the headline",
      "<!doctype html><title>What is a spring tide and when does it "
      "come?</title><body><article>"
      "<h1>What is a spring tide and when does it come?</h1><p>" P1 "</p><p>" P2
      "</p><h2>What is a spring tide?</h2><p>" P3 "</p><p>" P4 "</p></article></body>",
      P1 "\n" P2 "\nWhat is a spring tide?\n" P3 "\n" P4 "\n", false },
    { "a crosshead that is part of the headline, below it and a few words",
      "<!doctype html><title>Tide tables: what is a spring tide and when does it "
      "come?</title><body><article>"
      "<h1>Tide tables: what is a spring tide and when does it come?</h1><div class=b><p>The "
      "harbour office prints its tables each spring, and many ask what they say.</p></div>"
      "<div class=b><h2>What is a spring tide and when does it come?</h2></div><div class=b>"
      "<p>" P3 "</p></div><div class=b><p>" P4 "</p></div></article></body>",
      "The harbour office prints its tables each spring, and many ask what they say.\n"
      "What is a spring tide and when does it come?\n" P3 "\n" P4 "\n",
      false },
    { "steps that the last sentence announces, though they say to sign up, and where",
      HEAD "<article>" H1 PARAGRAPHS "<p>Whoever wants to stand in the lamp room when it is "
           "lit by hand has to do three things, in this order:</p><ul><li>Sign up for a place "
           "<a href=https://o.example/1>by Thursday noon at the latest</a></li><li>If you are "
           "a member, <a href=https://o.example/2>your account page</a> has a form</li><li>Sign "
           "up your children <a href=https://o.example/3>on the same page</a></li></ul>"
           "</article>" FOOT,
      STORY "Whoever wants to stand in the lamp room when it is lit by hand has to do three "
            "things, in this order:\nSign up for a place by Thursday noon at the latest\nIf you "
            "are a member, your account page has a form\nSign up your children on the same "
            "page\n",
      false },
    { "a list of boxes that a line announces in words",
      HEAD "<article>" H1 PARAGRAPHS "<p>The lamp can show these colours:</p>" COLOURS
           "</article>" FOOT,
      STORY "The lamp can show these colours:\nRed\nGreen\nWhite\n", false },
    { "the same boxes below a label",
      HEAD "<article>" H1 PARAGRAPHS "<p>Colours:</p>" COLOURS "</article>" FOOT,
      STORY "Colours:\n", false },
    { "text list between paragraphs",
      HEAD "<article>" H1 "<p>" P1 "</p><p>" P2
           "</p><ul><li>The roof is to be mended by Friday.</li>"
           "<li>Ships keep two miles off.</li></ul><p>" P3 "</p><p>" P4 "</p></article>" FOOT,
      P1 "\n" P2 "\nThe roof is to be mended by Friday.\nShips keep two miles off.\n" P3 "\n" P4
         "\n",
      true },
    { "links between paragraphs, in the flow: where to get a thing, what was told of it",
      HEAD "<article>" H1 "<p>" P1 "</p><p><a href=https://shop.example/l>Hand lamp at "
           "Brandt's for $39</a></p><p><a href=https://store.example/l>Also at the "
           "Mill</a></p><p>" P2 "</p><ul><li><a href=/1>Profile: Ines Halvorsen</a></li><li><a "
           "href=/2>Timeline of the night</a></li></ul><p>" P3 "</p><p>" P4 "</p></article>" FOOT,
      P1 "\nHand lamp at Brandt's for $39\nAlso at the Mill\n" P2
         "\nProfile: Ines Halvorsen\nTimeline of the night\n" P3 "\n" P4 "\n",
      false },
    { "the address of what its label names, at the end",
      HEAD "<article>" H1 PARAGRAPHS "<p>Lighthouse: <a "
           "href=https://gazette.example/hub/lighthouse>https://gazette.example/hub/lighthouse"
           "</a></p></article>" FOOT,
      STORY "Lighthouse: https://gazette.example/hub/lighthouse\n", false },
    { "many addresses that a text refers to, one a line",
      HEAD "<div>" H1 "<div>" P1 "<br><br>" P2 "<br><br>" P3 "<br><br>" P4 "<br><br>[1] "
           "<a href=/1>https://harbour.example/log-of-the-night</a><br>[2] "
           "<a href=/2>https://coastguard.example/warnings/marrow</a><br>[3] "
           "<a href=/3>https://archive.example/lamp-room/1931</a><br>[4] "
           "<a href=/4>https://tides.example/cape</a><br>[5] "
           "<a href=/5>https://roofers.example/copper</a><br>[6] "
           "<a href=/6>https://radio.example/night-watch</a><br>[7] "
           "<a href=/7>https://museum.example/hand-lamps</a><br>[8] "
           "<a href=/8>https://chart.example/two-miles</a><br><br>" Q1 "</div></div>" FOOT,
      STORY "[1] https://harbour.example/log-of-the-night\n"
            "[2] https://coastguard.example/warnings/marrow\n"
            "[3] https://archive.example/lamp-room/1931\n[4] https://tides.example/cape\n"
            "[5] https://roofers.example/copper\n[6] https://radio.example/night-watch\n"
            "[7] https://museum.example/hand-lamps\n[8] https://chart.example/two-miles\n" Q1 "\n",
      false },
    { "what was said, with a link to where, and a number before what is told of it",
      HEAD "<article>" H1 "<p>" P1 "</p><p>Halvorsen told the radio: <a href=/r>“We shall not "
           "give up the light of this cape.”</a></p><p>" P2 "</p><p>Her log of the night says: "
           "<a href=/l>The lamp room stood open until the morning.</a></p><p>" P3
           "</p><p><a href=/2>2. THE KEEPERS OF MARROW</a></p><p>" P4 "</p></article>" FOOT,
      P1 "\nHalvorsen told the radio: “We shall not give up the light of this cape.”\n" P2
         "\nHer log of the night says: The lamp room stood open until the morning.\n" P3
         "\n2. THE KEEPERS OF MARROW\n" P4 "\n",
      false },
    { "sources at the end, named by a line of their own",
      HEAD "<article>" H1 PARAGRAPHS
           "<p><b>Sources: the coastguard, the harbour office</b></p><p><a href=/1>Ferry stays "
           "in port until the wind turns</a></p><p><a href=/2>Storm fells the oldest oak on "
           "the cape</a></p><p><a href=/3>Harbour office closed</a></p></article>" FOOT,
      STORY "Sources: the coastguard, the harbour office\n", false },
    { "the first paragraph in a header with a field",
      HEAD "<article><header>" H1 "<p>" P1
           "</p><div><input name=stars><i>Rate</i></div></header><p>" P2 "</p><p>" P3 "</p><p>" P4
           "</p></article>" FOOT,
      STORY, false },
    { "a newspaper that says how it worked",
      "<!doctype html><title>Lighthouse goes dark at Cape Marrow</title><meta name=author "
      "content='The Marrow Gazette'><body><article>" H1 PARAGRAPHS
      "<p>The Marrow Gazette has asked the harbour office for its log of that night and will "
      "print it when it comes.</p></article></body>",
      STORY "The Marrow Gazette has asked the harbour office for its log of that night and will "
            "print it when it comes.\n",
      true },
    { "where it was printed, below the article",
      HEAD "<div class=a><div class=b><article>" H1 PARAGRAPHS
           "</article></div><footer class=foot>Published in the print edition of the "
           "<a href=/i>January 4, 2031</a>, issue, with the headline “No Light.”</footer>"
           "<div><h2>More of the cape</h2><p>Storm fells the oldest oak</p></div></div>" FOOT,
      STORY "Published in the print edition of the January 4, 2031, issue, with the headline "
            "“No Light.”\n",
      false },
    { "where it was first printed, in a box above the text",
      HEAD H1 "<section class=writer><h5>Mara Quist</h5></section><section class=source><p "
              "class=source-note>This post originally appeared in <a "
              "href=https://skarn.example/l>The Skarn Letter</a>.</p></section><article>" PARAGRAPHS
              "</article>" FOOT,
      "This post originally appeared in The Skarn Letter.\n" STORY, false },
    { "the same in German",
      HEAD H1 "<section class=writer><p>Von Mara Quist</p></section><section class=source><p "
              "class=source-note>Dieser Beitrag ist zuerst im <a "
              "href=https://skarn.example/b>Skarner Brief</a> "
              "erschienen.</p></section><article>" PARAGRAPHS "</article>" FOOT,
      "Dieser Beitrag ist zuerst im Skarner Brief erschienen.\n" STORY, false },
    { "a disclosure in a box of its own, in German",
      HEAD "<main><article class=story>" H1 PARAGRAPHS
           "</article><aside class=legal-box><p>Transparenzhinweis: Die Reederei, von der hier "
           "die Rede ist, hält die Hälfte dieses Verlags.</p></aside></main>" FOOT,
      STORY "Transparenzhinweis: Die Reederei, von der hier die Rede ist, hält die Hälfte dieses "
            "Verlags.\n",
      false },
    { "a correction in Spanish, below links to other stories",
      HEAD "<main><article class=story>" H1 PARAGRAPHS
           "<p><a href=/1>Ellery buys back its cinema</a></p>"
           "<p><a href=/2>Projector found behind a wall</a></p><p><a href=/3>Tickets at the old "
           "prices</a></p><div class=after><p>Fe de errores: la torre mide "
           "cuarenta metros, y no sesenta.</p></div></article></main>" FOOT,
      STORY "Fe de errores: la torre mide cuarenta metros, y no sesenta.\n", false },
    { "a disclosure that asks to sign up",
      HEAD "<main><article class=story>" H1 PARAGRAPHS
           "</article><aside class=legal-box><p>Full disclosure: you will love our newsletter, "
           "so sign up for it today.</p></aside></main>" FOOT,
      STORY, false },
    { "who is quoted in a box of its own",
      HEAD "<article>" H1 "<p>" P1 "</p><p>" P2 "</p><div class=Quote><blockquote>Ninety years "
           "of light, and then one roof, said the harbour master in the morning.</blockquote>"
           "<div class=Quote-by>Harbour master Nils Orre</div></div><p>" P3 "</p><p>" P4
           "</p></article>" FOOT,
      P1 "\n" P2 "\nNinety years of light, and then one roof, said the harbour master in the "
         "morning.\nHarbour master Nils Orre\n" P3 "\n" P4 "\n",
      false },
    { "addresses that the text refers to",
      HEAD "<article>" H1 PARAGRAPHS "<p><strong>Sources:</strong></p><p><a "
           "href=http://marrowlamps.example>marrowlamps.example</a></p><p><a "
           "href=http://www.capes.example>www.capes.example</a></p><p><a "
           "href=http://lamps.example/log>http://lamps.example/log</a></p></article>" FOOT,
      STORY "Sources:\nmarrowlamps.example\nwww.capes.example\nhttp://lamps.example/log\n", false },
    { "a survey of the news",
      HEAD "<article>" H1 "<p>What the papers of the coast write this morning, on lamps and on "
           "other things.</p>" TEASERS "</article>" FOOT,
      "What the papers of the coast write this morning, on lamps and on other things.\n"
      "Ellery buys back its cinema " Q1 "\nProjector found behind a wall " Q2
      "\nTickets at the old prices " Q3 "\nTwo keepers stand watch " P2 "\n",
      false },
    { "a crosshead, a picture, and another",
      HEAD "<article>" H1 "<p>" P1 "</p><p>" P2
           "</p><hr><div class=heading-block><h2>Music</h2></div><figure><img "
           "src=a.jpg><figcaption>Illustration by Ole Brandt</figcaption></figure><div "
           "role=heading><b>Lamps, waves and radio</b></div><p>" P3 "</p><p>" P4
           "</p></article>" FOOT,
      P1 "\n" P2 "\nMusic\nLamps, waves and radio\n" P3 "\n" P4 "\n", false },
    { "a quoted post stays whole",
      HEAD "<article>" H1 "<p>" P1 "</p><p>" P2
           "</p><blockquote class=twitter-tweet><p>No light tonight. Stay out of the bay, all "
           "of you, and keep your radios on.</p>&mdash; Marrow Coastguard (@marrowcg) <a "
           "href=/p/1>January 4, 2031</a></blockquote><p>" P3 "</p><p>" P4 "</p></article>" FOOT,
      P1 "\n" P2 "\nNo light tonight. Stay out of the bay, all of you, and keep your radios "
         "on.\n— Marrow Coastguard (@marrowcg) January 4, 2031\n" P3 "\n" P4 "\n",
      false },
};

static void test_stays(void **state)
{
    check_bodies(*state, bodies, DH_LEN(bodies));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_stays) };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
