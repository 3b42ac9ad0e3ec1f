/* SPDX-License-Identifier: MIT */
/* The body of a page, to the word: of articles, of short stories, of scripts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "bodypage.h"

/* Pages whose body is known to the word; both extractors must find it where `both` is set. */
static void test_body(void **state)
{
    static const struct {
        const char *name, *html, *want;
        bool both;
    } cases[] = {
        { "article element", HEAD "<article>" H1 PARAGRAPHS "</article>" FOOT, STORY, true },
        { "no article element", HEAD "<div>" H1 "<div>" PARAGRAPHS "</div></div>" FOOT, STORY,
          true },
        { "br paragraphs",
          HEAD "<div id=c>" H1 "<div>" P1 "<br><br>" P2 "<br><br>" P3 "<br><br>" P4
               "</div></div>" FOOT,
          STORY, true },
        { "text outside any block",
          "<title>Lighthouse goes dark at Cape Marrow</title>" P1 "<p>" P2 "<p>" P3 "<p>" P4, STORY,
          true },
        { "a table for layout",
          HEAD "<table><tr><td><a href=/a>Tides</a><br><a href=/b>Boats</a></td><td>" H1 PARAGRAPHS
               "</td></tr></table>" FOOT,
          STORY, true },
        { "captions go",
          HEAD "<article>" H1
               "<figure><img src=a.jpg><figcaption>The tower on Wednesday. Photo: Ole "
               "Brandt</figcaption></figure>" PARAGRAPHS "</article>" FOOT,
          STORY, true },
        { "share boxes go",
          HEAD "<article>" H1
               "<div class=share-bar><a href=#>Share</a> <a href=#>Tweet</a></div><p>" P1
               "</p><p>" P2 "</p><div class=social-share><span>Share this story</span></div><p>" P3
               "</p><p>" P4 "</p></article>" FOOT,
          STORY, true },
        { "byline and date go",
          HEAD "<article>" H1
               "<p class=byline>By Mara Quist</p><time>12 March 2031</time>" PARAGRAPHS
               "</article>" FOOT,
          STORY, true },
        { "related links go",
          HEAD
          "<article>" H1 PARAGRAPHS
          "<div class=related><h3>Related</h3><ul><li><a href=/1>Ferry stays in port</a><li><a "
          "href=/2>Storm fells the oldest oak on the cape</a></ul></div></article>" FOOT,
          STORY, true },
        { "comments go",
          HEAD "<article>" H1 PARAGRAPHS "</article><div id=comments><ol><li><p>" Q1
               "</p><li><p>" Q2 "</p><li><p>" Q3 "</p></ol></div>" FOOT,
          STORY, true },
        { "comments below a label, and text in no box of its own behind them",
          HEAD "<article>" H1 PARAGRAPHS "</article><section><div>2 comments</div><div><div>"
               "<p>Ann Lee</p><p>" Q1 "</p></div><div><p>Jo Marsh</p><p>" Q2
               "</p></div>Older ones</div></section>" FOOT,
          STORY, false },
        { "comments below a label in Arabic",
          HEAD "<article>" H1 PARAGRAPHS "</article>" ARABIC FOOT, STORY, false },
        { "other stories in the box of a short one",
          HEAD "<div>" H1 "<p>By <a href=/ann>Ann Marie Lee</a></p><div><p>" P1 "</p></div>" OTHERS
               "</div>" FOOT,
          P1 "\n", false },
        { "the same below a standfirst",
          HEAD "<div>" H1 "<p class=standfirst>The lamp stood dark for a night.</p><div><p>" P1
               "</p></div>" OTHERS "</div>" FOOT,
          "The lamp stood dark for a night.\n" P1 "\n", false },
        { "code in boxes of any name, amid the text",
          HEAD "<article>" H1 "<p>" P1 "</p><p>" P2
               "</p><div class=highlight><button>Copy</button><pre>lamp = roof[0]\nburn(lamp)"
               "</pre></div><p>" P3 "</p><p>" P4 "</p></article>" FOOT,
          P1 "\n" P2 "\nlamp = roof[0]\nburn(lamp)\n" P3 "\n" P4 "\n", false },
        { "figures in a box of any name, amid the text",
          HEAD
          "<article>" H1 "<p>" P1 "</p><p>" P2
          "</p><div class=modal><table><tr><th>Winter</th><th>Nights</th></tr><tr><td>2029</td>"
          "<td>3</td></tr><tr><td>2030</td><td>11</td></tr></table></div><p>" P3 "</p><p>" P4
          "</p></article>" FOOT,
          P1 "\n" P2 "\nWinter\nNights\n2029\n3\n2030\n11\n" P3 "\n" P4 "\n", false },
        { "questions and answers in a box of facts",
          HEAD
          "<main>" H1 "<p>" P1 "</p><div class=faq>"
          "<details><summary>When was it lit again?</summary><div><p>On Friday at nine, by hand, "
          "and it burned until the sun was up.</p></div></details><details><summary>Who "
          "pays?</summary><div><p>The county pays for the copper, the town for the rest of it."
          "</p></div></details><details><summary>Who stood watch?</summary><div><p>Two keepers, "
          "and the wife of one of them, who had brought the soup.</p></div></details></div>"
          "</main>" FOOT,
          P1
          "\nWhen was it lit again?\nOn Friday at nine, by hand, and it burned until the sun was "
          "up.\nWho pays?\nThe county pays for the copper, the town for the rest of it.\nWho stood "
          "watch?\nTwo keepers, and the wife of one of them, who had brought the soup.\n",
          false },
        { "a footnote, below the number that leads to it",
          HEAD "<article>" H1 "<div>" PARAGRAPHS
               "<div class=footnote><a href=#n1>1</a><div class=footnote-content><p>The logbook of "
               "the station has it on page 212.</p></div></div></div></article>" FOOT,
          STORY "The logbook of the station has it on page 212.\n", false },
        { "other stories below one whose headline is no heading",
          HEAD "<div><div>Lighthouse goes dark at Cape Marrow</div><div><div>" P1
               "</div></div>" OTHERS "</div>" FOOT,
          P1 "\n", false },
        { "the last of several questions, though the model doubts it",
          HEAD
          "<main><article>" H1 "<p>" P1 "</p><p>" P2
          "</p><div class=key-facts><div class=item><h3>When was it lit again?</h3><p>On Friday "
          "at nine, by hand, and it burned until the sun was up.</p></div><div class=item><h3>"
          "Who stood watch?</h3><p>Two keepers, and the wife of one of them, who had brought the "
          "soup.</p></div><div "
          "class=item><h3>Soup?</h3><p>No.</p></div></div></article></main>" FOOT,
          P1 "\n" P2
             "\nWhen was it lit again?\nOn Friday at nine, by hand, and it burned until the "
             "sun was up.\nWho stood watch?\nTwo keepers, and the wife of one of them, who had "
             "brought the soup.\nSoup?\nNo.\n",
          false },
        { "hidden text goes",
          HEAD "<article>" H1 "<p hidden>" Q1 "</p>" PARAGRAPHS "<p style='display:none'>" Q2
               "</p></article>" FOOT,
          STORY, true },
        { "crosshead and quote stay",
          HEAD "<article>" H1 "<p>" P1 "</p><p>" P2 "</p><h2>By hand</h2><blockquote><p>" P3
               "</p></blockquote><p>" P4 "</p></article>" FOOT,
          P1 "\n" P2 "\nBy hand\n" P3 "\n" P4 "\n", true },
        { "a crosshead that begins as a label of links does", DIVS("<h2>More trouble ahead</h2>"),
          DIV_TEXT("More trouble ahead\n"), false },
        { "a crosshead on comments", DIVS("<h2>Comments from ashore</h2>"),
          DIV_TEXT("Comments from ashore\n"), false },
        { "links that the story announces, and goes on below",
          HEAD "<main><article>" H1 "<p>" P1
               "</p><p>Three things stand out:</p><ul><li><a href=/1>The "
               "price of a berth has doubled</a><li><a href=/2>The noise of the crane</a><li><a "
               "href=/3>The weight of the new mole</a></ul><p>" P2 "</p><p>" P3
               "</p></article></main>" FOOT,
          P1 "\nThree things stand out:\nThe price of a berth has doubled\nThe noise of the "
             "crane\nThe "
             "weight of the new mole\n" P2 "\n" P3 "\n",
          false },
        { "a body that stands twice",
          HEAD "<div class=screen>" H1 PARAGRAPHS "</div><div class=print>" PARAGRAPHS
               "</div>" FOOT,
          STORY, true },
        { "another article follows",
          HEAD "<div class='story s1'>" H1 "<div class=copy>" PARAGRAPHS
               "</div></div><div class='story s2'><h1>Ellery buys back its cinema</h1><div "
               "class=copy><p>" Q1 "</p><p>" Q2 "</p><p>" Q3 "</p></div></div>" FOOT,
          STORY, false },
        { "another article follows in another kind of box",
          HEAD "<main><article id=own class=story-main>" H1
               "<p class=byline>By Mara Quist</p><time>12 March 2031</time>" PARAGRAPHS
               "</article><div class=promo-slot><a href=/c>Boats for hire</a></div><section "
               "class=loaded><h1>Ellery buys back its cinema</h1><p class=byline>By Ole Brandt</p>"
               "<time>11 March 2031</time><div class=copy><p>" Q1 "</p><p>" Q2 "</p><p>" Q3
               "</p></div></section></main>" FOOT,
          STORY, false },
        { "what asks for consent, as long as the story",
          HEAD "<article>" H1 PARAGRAPHS "</article><div id=consent-sdk><div class=cookie-center>"
               "<h2>Your choices</h2><p>We and our partners store and read what is on your device, "
               "to measure how you use these pages and to show you what fits.</p><p>You may object "
               "at any time. If you do, you will see as many advertisements as before, but they "
               "will fit less well.</p><p>When you visit us again we will know what you chose, and "
               "keep that for thirteen months.</p><button>Save</button></div></div>" FOOT,
          STORY, false },
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
          HEAD
          "<article>" H1 PARAGRAPHS "<p>Whoever wants to stand in the lamp room when it is "
          "lit by hand has to do three things, in this order:</p><ul><li>Sign up for a place "
          "<a href=https://o.example/1>by Thursday noon at the latest</a></li><li>If you are "
          "a member, <a href=https://o.example/2>your account page</a> has a form</li><li>Sign "
          "up your children <a href=https://o.example/3>on the same page</a></li></ul>"
          "</article>" FOOT,
          STORY
          "Whoever wants to stand in the lamp room when it is lit by hand has to do three "
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
               "href=/2>Timeline of the night</a></li></ul><p>" P3 "</p><p>" P4
               "</p></article>" FOOT,
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
                "[7] https://museum.example/hand-lamps\n[8] https://chart.example/two-miles\n" Q1
                "\n",
          false },
        { "signposts to other stories between paragraphs",
          HEAD "<article>" H1 "<p>" P1
               "</p><p>Videre om havet: <a href=/1>Ferry stays in port until "
               "the wind turns</a></p><p>" P2 "</p><p><a href=/2>ALSO TONIGHT | Storm fells the "
               "oldest oak on the cape</a></p><p>" P3 "</p><p><a href=/app>GET THE LAMP "
               "ON YOUR PHONE HERE</a></p><p>" P4 "</p></article>" FOOT,
          STORY, true },
        { "what looks like a signpost and is text",
          HEAD "<article>" H1 "<p>" P1 "</p><p>" P2
               "</p><p>The rule is simple: <a href=/r>ships keep two miles off the cape</a> until "
               "the lamp burns again, and nobody enters the bay.</p><p>See the chart: <a "
               "href=/c>Marrow</a></p><p>Log of the night: <a "
               "href=/l>www.marrow.example/harbour-office/log-of-that-night</a></p><p>" P3
               "</p><p>" P4 "</p></article>" FOOT,
          P1 "\n" P2 "\nThe rule is simple: ships keep two miles off the cape until the lamp burns "
             "again, and nobody enters the bay.\nSee the chart: Marrow\nLog of the night: "
             "www.marrow.example/harbour-office/log-of-that-night\n" P3 "\n" P4 "\n",
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
        { "the label of links that went, at the end",
          HEAD "<article>" H1 PARAGRAPHS
               "<p><b>Mer om havet</b></p><ul><li><a href=/1>Ferry stays in port until the wind "
               "turns</a></li><li><a href=/2>Storm fells the oldest oak on the cape</a></li>"
               "<li><a href=/3>Harbour office closed on Monday</a></li></ul></article>" FOOT,
          STORY, true },
        { "a label in bold at the end, of nothing",
          HEAD "<article>" H1 PARAGRAPHS
               "<p><b>Pictures of the night</b></p><div><img src=a.jpg></div></article>" FOOT,
          STORY, true },
        { "a link at the end, below the last paragraph",
          HEAD "<article>" H1 PARAGRAPHS
               "<p><a href=/1>Here is the list of lamps</a></p></article>" FOOT,
          STORY, true },
        { "what the page's own program complains of",
          HEAD "<article>" H1 "<p>" P1
               "</p><br><b>Warning</b>: Only variables should be passed by reference in "
               "<b>/srv/www/gallery.php</b> on line <b>129</b><br><p>" P2 "</p><p>" P3 "</p><p>" P4
               "</p></article>" FOOT,
          STORY, true },
        { "such a complaint, quoted",
          HEAD "<article>" H1 "<p>" P1 "</p><p>" P2
               "</p><blockquote>Warning: Only variables should be passed by reference in "
               "/srv/www/gallery.php on line 129</blockquote><p>" P3 "</p><p>" P4
               "</p></article>" FOOT,
          P1 "\n" P2 "\nWarning: Only variables should be passed by reference in "
             "/srv/www/gallery.php on line 129\n" P3 "\n" P4 "\n",
          false },
        { "sources at the end, named by a line of their own",
          HEAD "<article>" H1 PARAGRAPHS
               "<p><b>Sources: the coastguard, the harbour office</b></p><p><a href=/1>Ferry stays "
               "in port until the wind turns</a></p><p><a href=/2>Storm fells the oldest oak on "
               "the cape</a></p><p><a href=/3>Harbour office closed</a></p></article>" FOOT,
          STORY "Sources: the coastguard, the harbour office\n", false },
        { "the first paragraph in a header with a field",
          HEAD "<article><header>" H1 "<p>" P1
               "</p><div><input name=stars><i>Rate</i></div></header><p>" P2 "</p><p>" P3
               "</p><p>" P4 "</p></article>" FOOT,
          STORY, false },
        { "who wrote it, below the story",
          "<!doctype html><title>Lighthouse goes dark at Cape Marrow</title><meta name=author "
          "content='Mara Quist'><body><article>" H1 PARAGRAPHS
          "<p>Our correspondent Mara Quist keeps bees on the cape and is at work on a book about "
          "lamps that burn oil.</p></article></body>",
          STORY, true },
        { "who wrote it, with small words in the name",
          "<!doctype html><title>Lighthouse goes dark at Cape Marrow</title><meta name=author "
          "content='Jan van der Quist'><body><article>" H1 PARAGRAPHS
          "<p>Jan van der Quist keeps bees on the cape and is at work on a book about lamps that "
          "burn oil.</p></article></body>",
          STORY, true },
        { "small words of the author's name in the story",
          "<!doctype html><title>Lighthouse goes dark at Cape Marrow</title><meta name=author "
          "content='Jan van der Quist'><body><article>" H1 PARAGRAPHS
          "<p>Old van der Meer said that he would stay with the lamp for as long as it took "
          "to dry it.</p></article></body>",
          STORY "Old van der Meer said that he would stay with the lamp for as long as it "
                "took to dry it.\n",
          true },
        { "a part of the author's name in the story",
          "<!doctype html><title>Lighthouse goes dark at Cape Marrow</title><meta name=author "
          "content='Cape Marrow Times'><body><article>" H1 PARAGRAPHS
          "<p>At Cape Marrow the last keeper who had lit the lamp by hand was ninety years "
          "old.</p></article></body>",
          STORY "At Cape Marrow the last keeper who had lit the lamp by hand was ninety years "
                "old.\n",
          true },
        { "the author's name in an interview",
          "<!doctype html><title>Lighthouse goes dark at Cape Marrow</title><meta name=author "
          "content='Mara Quist'><body><article>" H1 "<p>" P1 "</p><p>Mara Quist: I saw it go out, "
          "and then I heard the roof come down.</p><p>" P2 "</p><p>Mara Quist: Nobody slept after "
          "that, and nobody wanted to.</p><p>" P3
          "</p><p>Mara Quist: We shall see on Friday.</p><p>" P4
          "</p><p>Mara Quist: And then I will sleep for a week.</p></article></body>",
          P1 "\nMara Quist: I saw it go out, and then I heard the roof come down.\n" P2
             "\nMara Quist: Nobody slept after that, and nobody wanted to.\n" P3
             "\nMara Quist: We shall see on Friday.\n" P4
             "\nMara Quist: And then I will sleep for a week.\n",
          true },
        { "a brand that is its site",
          "<!doctype html><title>Lighthouse goes dark at Cape Marrow</title><link rel=canonical "
          "href=https://www.marrowgazette.example/lamp><meta name=author content='Marrow Gazette "
          "Desk'><body><article>" H1 PARAGRAPHS
          "<p>Marrow Gazette lamps can be had at the harbour office for as long as the old one "
          "does not burn.</p></article></body>",
          STORY "Marrow Gazette lamps can be had at the harbour office for as long as the old one "
                "does not burn.\n",
          true },
        { "a newspaper that says how it worked",
          "<!doctype html><title>Lighthouse goes dark at Cape Marrow</title><meta name=author "
          "content='The Marrow Gazette'><body><article>" H1 PARAGRAPHS
          "<p>The Marrow Gazette has asked the harbour office for its log of that night and will "
          "print it when it comes.</p></article></body>",
          STORY
          "The Marrow Gazette has asked the harbour office for its log of that night and will "
          "print it when it comes.\n",
          true },
        { "who wrote and who edited, with the author's name",
          "<!doctype html><title>Lighthouse goes dark at Cape Marrow</title><meta name=author "
          "content='Mara Quist'><body><article>" H1 PARAGRAPHS
          "<p>Reporting by Mara Quist in Marrow; editing by Ole Brandt</p></article></body>",
          STORY "Reporting by Mara Quist in Marrow; editing by Ole Brandt\n", false },
        { "the same in French, in a box of its own",
          "<!doctype html><title>Lighthouse goes dark at Cape Marrow</title><meta name=author "
          "content='Mara Quist'><body><article><div class=article-body>" H1 PARAGRAPHS
          "</div><div class=sign-off>Rédigé par Mara Quist, édité par Ole Brandt</div>"
          "</article></body>",
          STORY "Rédigé par Mara Quist, édité par Ole Brandt\n", false },
        { "where it was printed, below the article",
          HEAD "<div class=a><div class=b><article>" H1 PARAGRAPHS
               "</article></div><footer class=foot>Published in the print edition of the "
               "<a href=/i>January 4, 2031</a>, issue, with the headline “No Light.”</footer>"
               "<div><h2>More of the cape</h2><p>Storm fells the oldest oak</p></div></div>" FOOT,
          STORY "Published in the print edition of the January 4, 2031, issue, with the headline "
                "“No Light.”\n",
          false },
        { "where it was first printed, in a box above the text",
          HEAD H1
          "<section class=writer><h5>Mara Quist</h5></section><section class=source><p "
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
          STORY
          "Transparenzhinweis: Die Reederei, von der hier die Rede ist, hält die Hälfte dieses "
          "Verlags.\n",
          false },
        { "a correction in Spanish, below links to other stories",
          HEAD
          "<main><article class=story>" H1 PARAGRAPHS
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
        { "the page's own address at the end, and one of another site",
          HEAD "<link rel=canonical href=https://www.gazette.example/cape-lighthouse>"
               "<article>" H1 PARAGRAPHS
               "<p>https://petitions.example/lighthouse-at-cape-marrow</p></article>" FOOT,
          STORY "https://petitions.example/lighthouse-at-cape-marrow\n", false },
        { "the address of another site at the end, both below one public suffix",
          HEAD "<link rel=canonical href=https://www.gazette.co.uk/cape-lighthouse>"
               "<article>" H1 PARAGRAPHS
               "<p>https://petitions.co.uk/lighthouse-at-cape-marrow</p></article>" FOOT,
          STORY "https://petitions.co.uk/lighthouse-at-cape-marrow\n", false },
        { "the page's own address at the end",
          HEAD "<link rel=canonical href=https://www.gazette.example/cape-lighthouse>"
               "<article>" H1 PARAGRAPHS
               "<p>https://m.gazette.example/lighthouse-at-cape-marrow</p></article>" FOOT,
          STORY, false },
        { "a question in bold over links to other stories, at the end",
          HEAD
          "<article>" H1 PARAGRAPHS
          "<p><b>Seen already?</b></p><blockquote><p><a href=/1>Ellery buys back its "
          "cinema</a></p></blockquote><blockquote><p><a href=/2>Projector found behind a "
          "wall</a></p></blockquote><blockquote><p><a href=/3>Tickets at the old prices</a></p>"
          "</blockquote></article>" FOOT,
          STORY, false },
        { "a link below a paragraph that has one, at the end",
          HEAD "<article>" H1 "<p>" P1 "</p><p>" P2 "</p><p>" P3
               "</p><p>Of the <a href=/n>nine lamps on the coast</a> two are lit by hand, the "
               "council said in its report of March.</p><p><a href=/t>Here is the table of "
               "tides</a></p></article>" FOOT,
          P1 "\n" P2 "\n" P3 "\nOf the nine lamps on the coast two are lit by hand, the council "
             "said in its report of March.\n",
          false },
        { "a paragraph without a stop that tells of a file amid",
          HEAD "<article>" H1 "<p>" P1 "</p><p>" P2
               "</p><p>The council has put its <a href=/l.pdf>log of the night</a> (PDF, 310 KB) "
               "where everybody can read it, and asks all who saw the light go out to write to it:"
               "</p><p>" P3 "</p><p>" P4 "</p></article>" FOOT,
          P1
          "\n" P2
          "\nThe council has put its log of the night (PDF, 310 KB) where everybody can read it, "
          "and asks all who saw the light go out to write to it:\n" P3 "\n" P4 "\n",
          false },
        { "a file to load, between paragraphs",
          HEAD
          "<article>" H1 "<p>" P1 "</p><p>" P2
          "</p><p><a href=/l.pdf>Log of the night</a> (PDF, 1,2 MB)</p><p>" P3
          "</p><p><a href=/p>Plan of the lamp room PDF | 310 KB | opens in a window</a></p><p>" P4
          "</p></article>" FOOT,
          STORY, false },
        { "a summary that a machine made, in a box that says so",
          HEAD
          "<article>" H1 "<div class=shortly><h2>In short</h2><ul><li>The lamp of Cape Marrow "
          "was dark for a night.</li><li>Two keepers waved four trawlers in by hand.</li><li>The "
          "roof is to be mended before the next gale.</li></ul><p>Summary made with AI and "
          "checked by our editors.</p></div>" PARAGRAPHS "</article>" FOOT,
          STORY, false },
        { "the same in German, the note above it",
          HEAD
          "<article>" H1 "<section><p>Diese Zusammenfassung hat ChatGPT erstellt.</p><div><p>Das "
          "Licht am Kap war eine Nacht lang aus.</p><p>Zwei Wärter winkten vier Kutter mit der "
          "Hand herein.</p></div></section>" PARAGRAPHS "</article>" FOOT,
          STORY, false },
        { "a story on summaries that machines make",
          HEAD "<article>" H1 "<p>" P1
               "</p><p>A summary made with AI said it was for good.</p><p>" P2 "</p><p>" P3
               "</p><p>" P4 "</p></article>" FOOT,
          P1 "\nA summary made with AI said it was for good.\n" P2 "\n" P3 "\n" P4 "\n", false },
        { "a request to sign up in the box of a story of few words",
          HEAD "<div>" H1 "<p>4 January 2031</p><p>The lamp of Cape Marrow was dark for a night, "
               "the keepers said.</p><p>Nobody was hurt. The roof is to be mended by "
               "June.</p><p class=signup>Sign up for our newsletter</p><p class=share>Share this "
               "story</p></div>" FOOT,
          "The lamp of Cape Marrow was dark for a night, the keepers said.\nNobody was hurt. The "
          "roof is to be mended by June.\n",
          false },
        { "talks on such machines that go on, in a box of the story",
          HEAD "<article>" H1 "<p>" P1 "</p><p>" P2 "</p><p>" P3 "</p><p>" P4
               "</p><div><p>Talks on the AI bill resume on Thursday.</p><p>The keepers of three "
               "other lamps were asked to come.</p><p>Both sides hope for an end to it by "
               "June.</p></div></article>" FOOT,
          STORY "Talks on the AI bill resume on Thursday.\nThe keepers of three other lamps were "
                "asked to come.\nBoth sides hope for an end to it by June.\n",
          false },
        { "a summary that people made, among what they made it of",
          HEAD "<article>" H1 "<p>" P1 "</p><p>" P2 "</p><p>" P3 "</p><p>" P4
               "</p><div><p>The keepers of three other lamps were asked to come.</p><p>A summary "
               "of the intelligence went to the president.</p><p>Both sides hope for an end to it "
               "by June.</p></div></article>" FOOT,
          STORY "The keepers of three other lamps were asked to come.\nA summary of the "
                "intelligence went to the president.\nBoth sides hope for an end to it by June.\n",
          false },
        { "what a program files a post under, at its head and its foot",
          HEAD "<div>" H1 "<p>04/01/2031 - Posted by: Mara Quist - Category: Harbour - Tags: lamp "
               "storm</p>" PARAGRAPHS
               "<p>News date : 4 January 2031 Category : Harbour</p></div>" FOOT,
          STORY, false },
        { "opening hours at the end",
          HEAD "<div>" H1 PARAGRAPHS
               "<p>The lamp room is open to visitors, werktags: 10:00 to 16:00, "
               "from 4 January 2031</p></div>" FOOT,
          STORY
          "The lamp room is open to visitors, werktags: 10:00 to 16:00, from 4 January 2031\n",
          false },
        { "what asks to buy the print edition",
          HEAD "<div class=a><div class=b><article>" H1 PARAGRAPHS
               "</article></div><footer class=foot>Subscribe now and find the tide tables in the "
               "print edition of every Friday</footer></div>" FOOT,
          STORY, false },
        { "captions that no box tells",
          HEAD "<article>" H1 "<p>" P1 "</p><p><img src=a.jpg><br><em>Figure 2: The tower "
               "without its roof.</em></p><p>" P2
               "</p><img src=b.jpg><p>The lamp room © Harbour Office</p><p>" P3
               "</p><p>© Marrow Pictures/Ole Brandt</p><p>" P4 "</p></article>" FOOT,
          STORY, false },
        { "what only looks like such captions",
          HEAD "<article>" H1 "<p>" P1 "</p><p>Figure 2: of the nine lamps on the coast, two are "
               "lit by hand.</p><p>" P2
               "</p><img src=b.jpg><p>Map makers had left the cape blank for a hundred years, "
               "until the first keeper drew one.</p><p>" P3 "</p><p>" P4 "</p></article>" FOOT,
          P1 "\nFigure 2: of the nine lamps on the coast, two are lit by hand.\n" P2
             "\nMap makers had left the cape blank for a hundred years, until the first keeper "
             "drew one.\n" P3 "\n" P4 "\n",
          false },
        { "addresses that the text refers to",
          HEAD "<article>" H1 PARAGRAPHS "<p><strong>Sources:</strong></p><p><a "
               "href=http://marrowlamps.example>marrowlamps.example</a></p><p><a "
               "href=http://www.capes.example>www.capes.example</a></p><p><a "
               "href=http://lamps.example/log>http://lamps.example/log</a></p></article>" FOOT,
          STORY "Sources:\nmarrowlamps.example\nwww.capes.example\nhttp://lamps.example/log\n",
          false },
        { "other stories, their titles and beginnings in one line each",
          HEAD "<div class=top>" TEASERS "</div><div class=c1>" H1 PARAGRAPHS "</div>" FOOT, STORY,
          false },
        { "what links name, and what is said of it, in one line each",
          HEAD "<article>" H1 PARAGRAPHS "<ul><li><a href=/1>The brass lamp of Ellery yard</a> £40 "
               "in all shops of the coast until the end of the month of May</li><li><a href=/2>The "
               "lamp room of the museum</a> – Open from noon until dusk on all days but Monday, "
               "when the keeper sleeps</li><li><a href=/3>Mara Quist, keeper of the lamp</a> “It "
               "was the longest night of my life, and I had no tea at all”</li><li><a href=/4>The "
               "tower of Cape Marrow</a>: nine flights of stairs, which the keepers climb four "
               "times a day</li></ul><p>" Q1 "</p></article>" FOOT,
          STORY
          "The brass lamp of Ellery yard £40 in all shops of the coast until the end of the "
          "month of May\nThe lamp room of the museum – Open from noon until dusk on all days "
          "but Monday, when the keeper sleeps\nMara Quist, keeper of the lamp “It was the "
          "longest night of my life, and I had no tea at all”\nThe tower of Cape Marrow: nine "
          "flights of stairs, which the keepers climb four times a day\n" Q1 "\n",
          false },
        { "a survey of the news",
          HEAD "<article>" H1 "<p>What the papers of the coast write this morning, on lamps and on "
               "other things.</p>" TEASERS "</article>" FOOT,
          "What the papers of the coast write this morning, on lamps and on other things.\n"
          "Ellery buys back its cinema " Q1 "\nProjector found behind a wall " Q2
          "\nTickets at the old prices " Q3 "\nTwo keepers stand watch " P2 "\n",
          false },
        { "the same words under picture after picture",
          HEAD "<article>" H1 "<p>" P1 "</p>" PICTURE "<p>" P2 "</p>" PICTURE "<p>" P3
               "</p>" PICTURE "<p>" P4 "</p></article>" FOOT,
          P1 "\nKeepers of Cape Marrow wave their lamps from the gallery.\n" P2 "\n" P3 "\n" P4
             "\n",
          false },
        { "a crosshead, a picture, and another",
          HEAD "<article>" H1 "<p>" P1 "</p><p>" P2
               "</p><hr><div class=heading-block><h2>Music</h2></div><figure><img "
               "src=a.jpg><figcaption>Illustration by Ole Brandt</figcaption></figure><div "
               "role=heading><b>Lamps, waves and radio</b></div><p>" P3 "</p><p>" P4
               "</p></article>" FOOT,
          P1 "\n" P2 "\nMusic\nLamps, waves and radio\n" P3 "\n" P4 "\n", false },
        { "who wrote each note and when",
          HEAD
          "<article>" H1 "<p>" P1 "</p><p><time class=date>21:00</time>Ole Brandt writes</p><p>" P2
          "</p><p><time class=date>20:24</time>Ole Brandt writes</p><p>" P3
          "</p><p><time class=date>19:58</time>Ole Brandt writes</p><p>" P4 "</p></article>" FOOT,
          STORY, true },
        { "a sign-up box without a telling name",
          HEAD "<div class=c7>" H1 "<p>" P1 "</p><p>" P2
               "</p><div class=x1><div>The Lamp</div><div>All news from the cape, every morning."
               "</div><form action=/l><input type=email><button>Join</button></form></div><p>" P3
               "</p><p>" P4 "</p></div>" FOOT,
          STORY, false },
        { "text that subscribers may read",
          HEAD "<article>" H1 "<p class=paywall>" P1 "</p><p class=paywall>" P2
               "</p><h2 class='paywall heading-h6'>By hand</h2><p class=paywall>" P3
               "</p><p class=paywall>" P4 "</p></article>" FOOT,
          P1 "\n" P2 "\nBy hand\n" P3 "\n" P4 "\n", true },
        { "a page that has a sidebar is none",
          HEAD
          "<div class='page has-sidebar with-newsletter'><div class=single-gallery>" H1 PARAGRAPHS
          "</div></div>" FOOT,
          STORY, false },
        { "headline and date without tags of their own",
          "<title>Lighthouse goes dark at Cape Marrow</title><table><tr><td><font size=5><b>"
          "Lighthouse goes dark at Cape Marrow</b></font><br>Jan. 4, 2031 Mara Quist<br><br>" P1
          "<br><br>" P2 "<br><br>" P3 "<br><br>" P4 "</td></tr></table>",
          STORY, false },
        { "a first sentence that begins with the headline",
          HEAD "<article>" H1 "<p>Lighthouse goes dark at Cape Marrow again</p>" PARAGRAPHS
               "</article>" FOOT,
          "Lighthouse goes dark at Cape Marrow again\n" STORY, false },
        { "a quoted post stays whole",
          HEAD "<article>" H1 "<p>" P1 "</p><p>" P2
               "</p><blockquote class=twitter-tweet><p>No light tonight. Stay out of the bay, all "
               "of you, and keep your radios on.</p>&mdash; Marrow Coastguard (@marrowcg) <a "
               "href=/p/1>January 4, 2031</a></blockquote><p>" P3 "</p><p>" P4
               "</p></article>" FOOT,
          P1 "\n" P2 "\nNo light tonight. Stay out of the bay, all of you, and keep your radios "
             "on.\n— Marrow Coastguard (@marrowcg) January 4, 2031\n" P3 "\n" P4 "\n",
          false },
        { "teasers of other stories, more than the story has",
          HEAD "<div class=latest><article>" H1 "<p>" P1 "</p><p>" P2 "</p><p>" P3
               "</p></article><div class=feed><div><h3><a href=/1>Ellery buys back its "
               "cinema</a></h3><p>" Q1 "</p></div><div><h3><a href=/2>Projector behind a wall</a>"
               "</h3><p>" Q2 "</p></div><div><h3><a href=/3>Tickets at old prices</a></h3><p>" Q3
               "</p></div></div></div>" FOOT,
          P1 "\n" P2 "\n" P3 "\n", false },
        { "an AMP page",
          "<!doctype html><html amp lang=en><head><title>Lighthouse goes dark at Cape "
          "Marrow</title>"
          "<style amp-boilerplate>body{}</style></head><body><amp-sidebar><ul><li><a "
          "href=/>Home</a>"
          "</ul></amp-sidebar><main><article>" H1 "<amp-img src=x></amp-img>" PARAGRAPHS
          "</article></main></body></html>",
          STORY, true },
        { "all in an unclosed noscript",
          "<title>Lighthouse goes dark at Cape "
          "Marrow</title><body><noscript><div></noscript><div>" H1 PARAGRAPHS "</div></body>",
          STORY, true },
        { "a print version",
          "<html><title>Lighthouse goes dark at Cape Marrow - print</title><body>"
          "<a href='javascript:print()'>Print</a>" H1 PARAGRAPHS "</body></html>",
          STORY, true },
        { "xhtml served as text",
          "<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml'><head>"
          "<title>Lighthouse goes dark at Cape Marrow</title></head><body><div id='a'/>" H1
              PARAGRAPHS "</body></html>",
          STORY, true },
        { "right-to-left marks",
          "<html lang=he><title>המגדלור כבה</title><body><article><h1>המגדלור "
          "כבה</h1><p>&rlm;המגדלור "
          "בכף מרו כבה ביום שלישי בלילה, בפעם הראשונה מזה תשעים שנה, לאחר שסופה תלשה את גג הנחושת "
          "של חדר "
          "הפנס והגשם חדר פנימה.</p><p>שני שומרים טיפסו אל המגדל עם פנסי יד ועמדו על המשמר עד "
          "הבוקר, "
          "בזמן שמשמר החופים הזהיר את האוניות ברדיו, כך נמסר.</p></article></body></html>",
          "\u200Fהמגדלור בכף מרו כבה ביום שלישי בלילה, בפעם הראשונה מזה תשעים שנה, לאחר שסופה תלשה "
          "את גג "
          "הנחושת של חדר הפנס והגשם חדר פנימה.\nשני שומרים טיפסו אל המגדל עם פנסי יד ועמדו על "
          "המשמר עד "
          "הבוקר, בזמן שמשמר החופים הזהיר את האוניות ברדיו, כך נמסר.\n",
          true },
    };
    struct reader *r = *state;
    struct dh_buf got;
    dh_buf_init(&got, dh_mem_default(), ARENA);
    for (size_t i = 0; i < DH_LEN(cases); i++)
        for (int how = DH_EXTRACTOR_MODEL; how <= (cases[i].both ? DH_EXTRACTOR_RULES : 0); how++) {
            struct dh_page *p = read_page(r, dh_str_c(cases[i].html), (enum dh_extractor)how);
            kept(p, &got);
            if (strcmp(got.p, cases[i].want) != 0)
                fail_msg("%s (%s): got\n%s", cases[i].name, how ? "rules" : "model", got.p);
            assert_true(p->confidence > .5 && p->confidence <= 1);
        }
    dh_buf_release(&got);
}

/* Stories that the model hardly knows for such, below a headline. */
static void test_brief(void **state)
{
    static const struct {
        const char *name, *html, *want;
    } cases[] = {
        { "a recipe",
          PLAIN_HEAD(
              "Erwtensoep") "<p>Voor 6 personen</p><p>Bereidingstijd: 3 uur</p><p>500 g "
                            "spliterwten</p><p>1 rookworst</p>" AD
                            "<h2>2 preien</h2><p>Kook de erwten gaar.</p><p>Deel "
                            "de worst in plakjes.</p><p>Bewaar een kom voor morgen.</p>" PLAIN_FOOT,
          "Voor 6 personen\nBereidingstijd: 3 uur\n500 g spliterwten\n1 rookworst\n2 preien\nKook "
          "de "
          "erwten gaar.\nDeel de worst in plakjes.\nBewaar een kom voor morgen.\n" },
        { "verse",
          PLAIN_HEAD("Low Water") "<p>The boats lie over on their sides</p><p>like dogs that "
                                  "sleep.</p><p>Nobody waves.</p>" AD
                                  "<p>Close the window,</p><p>turn the page,</p><p>the "
                                  "tide will come again.</p>" PLAIN_FOOT,
          "The boats lie over on their sides\nlike dogs that sleep.\nNobody waves.\nClose the "
          "window,\nturn the page,\nthe tide will come again.\n" },
        { "two sentences of news",
          PLAIN_HEAD("Bus strike over") "<p>Drivers voted to accept 4 per cent.</p>" AD
                                        "<p>Services resume on Monday.</p>" PLAIN_FOOT,
          "Drivers voted to accept 4 per cent.\nServices resume on Monday.\n" },
        { "the same, dated below the headline",
          PLAIN_HEAD("Bus strike over") "<p>24 March 2031, 19:49 | Marrow</p><p>Drivers voted to "
                                        "accept 4 per cent.</p>" AD
                                        "<p>Services resume on Monday.</p>" PLAIN_FOOT,
          "Drivers voted to accept 4 per cent.\nServices resume on Monday.\n" },
        { "results",
          PLAIN_HEAD(
              "How the districts voted") "<p>Harbour: yes 412, no 398</p><p>Mill: yes 201, no "
                                         "377</p>" AD "<p>Moor: yes 19, no 21</p><p>Spoilt: "
                                         "14</p><p>Result: no, by 54</p>" PLAIN_FOOT,
          "Harbour: yes 412, no 398\nMill: yes 201, no 377\nMoor: yes 19, no 21\nSpoilt: "
          "14\nResult: "
          "no, by 54\n" },
        { "a question of consent",
          PLAIN_HEAD(
              "Before you go on") "<p>We use cookies to improve our site.</p><p>You can accept "
                                  "or reject them.</p><button>Accept</button>" PLAIN_FOOT,
          "" },
        { "a wall",
          PLAIN_HEAD("Bridge shut") "<p>This article is for subscribers only.</p><p>Subscribe now "
                                    "for £1 a week.</p>" PLAIN_FOOT,
          "" },
    };
    struct dh_buf got;
    dh_buf_init(&got, dh_mem_default(), ARENA);
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        struct dh_page *p = read_page(*state, dh_str_c(cases[i].html), DH_EXTRACTOR_MODEL);
        kept(p, &got);
        if (strcmp(got.p, cases[i].want) != 0)
            fail_msg("%s: got\n%s", cases[i].name, got.p);
    }
    dh_buf_release(&got);
}

/* The body stands in a script only. */
static void test_script_body(void **state)
{
    struct reader *r = *state;
    struct dh_buf got;
    dh_buf_init(&got, dh_mem_default(), ARENA);
    struct dh_page *p = read_page(
        r,
        DH_STR("<html><head><title>Lighthouse</title><script type=application/ld+json>"
               "{\"@type\":\"NewsArticle\",\"headline\":\"Lighthouse\",\"articleBody\":\"" P1
               "\\n\\n" P2 "\\n" P3 "\\n" P4
               "\"}</script></head><body><div id=app></div></body></html>"),
        DH_EXTRACTOR_MODEL);
    kept(p, &got);
    assert_string_equal(got.p, STORY);
    assert_true(dh_str_eq(p->field[DH_FIELD_SOURCE], DH_STR("jsonld")));
    p = read_page(r,
                  DH_STR("<html><head><title>Lighthouse</title></head><body><div "
                         "data-component=Story data-props=\"{&quot;id&quot;:7,&quot;parts&quot;:["
                         "{&quot;text&quot;:&quot;" P1 "&quot;},{&quot;text&quot;:&quot;" P2
                         "&quot;},{&quot;text&quot;:&quot;" P3 "&quot;},{&quot;text&quot;:&quot;" P4
                         "&quot;}],&quot;next&quot;:[{&quot;text&quot;:&quot;" Q1
                         "&quot;},{&quot;text&quot;:&quot;" Q2 "&quot;},{&quot;text&quot;:&quot;" Q3
                         "&quot;},{&quot;text&quot;:&quot;" Q1 Q2 Q3
                         "&quot;}]}\"></div></body></html>"),
                  DH_EXTRACTOR_MODEL);
    kept(p, &got);
    assert_string_equal(got.p, STORY);
    assert_true(dh_str_eq(p->field[DH_FIELD_SOURCE], DH_STR("state")));
    dh_buf_release(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_body),
        cmocka_unit_test(test_brief),
        cmocka_unit_test(test_script_body),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
