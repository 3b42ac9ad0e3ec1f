/* SPDX-License-Identifier: MIT */
/* What stands in and around the box of a story and is none of it: captions, authors, other stories,
 * sign-up, comments; and what only looks like that. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "bodypage.h"

static const struct body_case bodies[] = {
    { "captions go",
      HEAD "<article>" H1 "<figure><img src=a.jpg><figcaption>The tower on Wednesday. Photo: Ole "
           "Brandt</figcaption></figure>" PARAGRAPHS "</article>" FOOT,
      STORY, true },
    { "share boxes go",
      HEAD "<article>" H1 "<div class=share-bar><a href=#>Share</a> <a href=#>Tweet</a></div><p>" P1
           "</p><p>" P2 "</p><div class=social-share><span>Share this story</span></div><p>" P3
           "</p><p>" P4 "</p></article>" FOOT,
      STORY, true },
    { "byline and date go",
      HEAD "<article>" H1 "<p class=byline>By Mara Quist</p><time>12 March 2031</time>" PARAGRAPHS
           "</article>" FOOT,
      STORY, true },
    { "related links go",
      HEAD "<article>" H1 PARAGRAPHS
           "<div class=related><h3>Related</h3><ul><li><a href=/1>Ferry stays in port</a><li><a "
           "href=/2>Storm fells the oldest oak on the cape</a></ul></div></article>" FOOT,
      STORY, true },
    { "comments go",
      HEAD "<article>" H1 PARAGRAPHS "</article><div id=comments><ol><li><p>" Q1 "</p><li><p>" Q2
           "</p><li><p>" Q3 "</p></ol></div>" FOOT,
      STORY, true },
    { "comments below a label, and text in no box of its own behind them",
      HEAD "<article>" H1 PARAGRAPHS "</article><section><div>2 comments</div><div><div>"
           "<p>Ann Lee</p><p>" Q1 "</p></div><div><p>Jo Marsh</p><p>" Q2
           "</p></div>Older ones</div></section>" FOOT,
      STORY, false },
    { "comments below a label in Arabic", HEAD "<article>" H1 PARAGRAPHS "</article>" ARABIC FOOT,
      STORY, false },
    { "other stories in the box of a short one",
      HEAD "<div>" H1 "<p>By <a href=/ann>Ann Marie Lee</a></p><div><p>" P1 "</p></div>" OTHERS
           "</div>" FOOT,
      P1 "\n", false },
    { "the same below a standfirst",
      HEAD "<div>" H1 "<p class=standfirst>The lamp stood dark for a night.</p><div><p>" P1
           "</p></div>" OTHERS "</div>" FOOT,
      "The lamp stood dark for a night.\n" P1 "\n", false },
    { "other stories below one whose headline is no heading",
      HEAD "<div><div>Lighthouse goes dark at Cape Marrow</div><div><div>" P1 "</div></div>" OTHERS
           "</div>" FOOT,
      P1 "\n", false },
    { "a link amid a story that stands in a box apart from its headline and standfirst",
      HEAD "<div>" H1
           "<p>The lamp stood dark for a night, and nobody knows why.</p></div><div><p>" P3
           "</p><p><a href=/1>Related: Ferry stays in port until the wind turns</a></p><p>" P1
           "</p><p>" P2 "</p><p>" P4 "</p><p>" Q1 "</p></div>" FOOT,
      "The lamp stood dark for a night, and nobody knows why.\n" P3 "\n" P1 "\n" P2 "\n" P4 "\n" Q1
      "\n",
      false },
    { "hidden text goes",
      HEAD "<article>" H1 "<p hidden>" Q1 "</p>" PARAGRAPHS "<p style='display:none'>" Q2
           "</p></article>" FOOT,
      STORY, true },
    { "what asks for consent, as long as the story",
      HEAD "<article>" H1 PARAGRAPHS "</article><div id=consent-sdk><div class=cookie-center>"
           "<h2>Your choices</h2><p>We and our partners store and read what is on your device, "
           "to measure how you use these pages and to show you what fits.</p><p>You may object "
           "at any time. If you do, you will see as many advertisements as before, but they "
           "will fit less well.</p><p>When you visit us again we will know what you chose, and "
           "keep that for thirteen months.</p><button>Save</button></div></div>" FOOT,
      STORY, false },
    { "signposts to other stories between paragraphs",
      HEAD "<article>" H1 "<p>" P1 "</p><p>Videre om havet: <a href=/1>Ferry stays in port until "
           "the wind turns</a></p><p>" P2 "</p><p><a href=/2>ALSO TONIGHT | Storm fells the "
           "oldest oak on the cape</a></p><p>" P3 "</p><p><a href=/app>GET THE LAMP "
           "ON YOUR PHONE HERE</a></p><p>" P4 "</p></article>" FOOT,
      STORY, true },
    { "what looks like a signpost and is text",
      HEAD "<article>" H1 "<p>" P1 "</p><p>" P2
           "</p><p>The rule is simple: <a href=/r>ships keep two miles off the cape</a> until "
           "the lamp burns again, and nobody enters the bay.</p><p>See the chart: <a "
           "href=/c>Marrow</a></p><p>Log of the night: <a "
           "href=/l>www.marrow.example/harbour-office/log-of-that-night</a></p><p>" P3 "</p><p>" P4
           "</p></article>" FOOT,
      P1 "\n" P2 "\nThe rule is simple: ships keep two miles off the cape until the lamp burns "
         "again, and nobody enters the bay.\nSee the chart: Marrow\nLog of the night: "
         "www.marrow.example/harbour-office/log-of-that-night\n" P3 "\n" P4 "\n",
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
           "/srv/www/gallery.php on line 129</blockquote><p>" P3 "</p><p>" P4 "</p></article>" FOOT,
      P1 "\n" P2 "\nWarning: Only variables should be passed by reference in "
         "/srv/www/gallery.php on line 129\n" P3 "\n" P4 "\n",
      false },
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
      "that, and nobody wanted to.</p><p>" P3 "</p><p>Mara Quist: We shall see on Friday.</p><p>" P4
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
      HEAD "<article>" H1 PARAGRAPHS
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
      P1 "\n" P2
         "\nThe council has put its log of the night (PDF, 310 KB) where everybody can read it, "
         "and asks all who saw the light go out to write to it:\n" P3 "\n" P4 "\n",
      false },
    { "a file to load, between paragraphs",
      HEAD "<article>" H1 "<p>" P1 "</p><p>" P2
           "</p><p><a href=/l.pdf>Log of the night</a> (PDF, 1,2 MB)</p><p>" P3
           "</p><p><a href=/p>Plan of the lamp room PDF | 310 KB | opens in a window</a></p><p>" P4
           "</p></article>" FOOT,
      STORY, false },
    { "a summary that a machine made, in a box that says so",
      HEAD "<article>" H1 "<div class=shortly><h2>In short</h2><ul><li>The lamp of Cape Marrow "
           "was dark for a night.</li><li>Two keepers waved four trawlers in by hand.</li><li>The "
           "roof is to be mended before the next gale.</li></ul><p>Summary made with AI and "
           "checked by our editors.</p></div>" PARAGRAPHS "</article>" FOOT,
      STORY, false },
    { "the same in German, the note above it",
      HEAD "<article>" H1 "<section><p>Diese Zusammenfassung hat ChatGPT erstellt.</p><div><p>Das "
           "Licht am Kap war eine Nacht lang aus.</p><p>Zwei Wärter winkten vier Kutter mit der "
           "Hand herein.</p></div></section>" PARAGRAPHS "</article>" FOOT,
      STORY, false },
    { "a story on summaries that machines make",
      HEAD "<article>" H1 "<p>" P1 "</p><p>A summary made with AI said it was for good.</p><p>" P2
           "</p><p>" P3 "</p><p>" P4 "</p></article>" FOOT,
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
           "storm</p>" PARAGRAPHS "<p>News date : 4 January 2031 Category : Harbour</p></div>" FOOT,
      STORY, false },
    { "opening hours at the end",
      HEAD "<div>" H1 PARAGRAPHS "<p>The lamp room is open to visitors, werktags: 10:00 to 16:00, "
           "from 4 January 2031</p></div>" FOOT,
      STORY "The lamp room is open to visitors, werktags: 10:00 to 16:00, from 4 January 2031\n",
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
      STORY "The brass lamp of Ellery yard £40 in all shops of the coast until the end of the "
            "month of May\nThe lamp room of the museum – Open from noon until dusk on all days "
            "but Monday, when the keeper sleeps\nMara Quist, keeper of the lamp “It was the "
            "longest night of my life, and I had no tea at all”\nThe tower of Cape Marrow: nine "
            "flights of stairs, which the keepers climb four times a day\n" Q1 "\n",
      false },
    { "the same words under picture after picture",
      HEAD "<article>" H1 "<p>" P1 "</p>" PICTURE "<p>" P2 "</p>" PICTURE "<p>" P3 "</p>" PICTURE
           "<p>" P4 "</p></article>" FOOT,
      P1 "\nKeepers of Cape Marrow wave their lamps from the gallery.\n" P2 "\n" P3 "\n" P4 "\n",
      false },
    { "who wrote each note and when",
      HEAD "<article>" H1 "<p>" P1 "</p><p><time class=date>21:00</time>Ole Brandt writes</p><p>" P2
           "</p><p><time class=date>20:24</time>Ole Brandt writes</p><p>" P3
           "</p><p><time class=date>19:58</time>Ole Brandt writes</p><p>" P4 "</p></article>" FOOT,
      STORY, true },
    { "a sign-up box without a telling name",
      HEAD "<div class=c7>" H1 "<p>" P1 "</p><p>" P2
           "</p><div class=x1><div>The Lamp</div><div>All news from the cape, every morning."
           "</div><form action=/l><input type=email><button>Join</button></form></div><p>" P3
           "</p><p>" P4 "</p></div>" FOOT,
      STORY, false },
    { "teasers of other stories, more than the story has",
      HEAD "<div class=latest><article>" H1 "<p>" P1 "</p><p>" P2 "</p><p>" P3
           "</p></article><div class=feed><div><h3><a href=/1>Ellery buys back its "
           "cinema</a></h3><p>" Q1 "</p></div><div><h3><a href=/2>Projector behind a wall</a>"
           "</h3><p>" Q2 "</p></div><div><h3><a href=/3>Tickets at old prices</a></h3><p>" Q3
           "</p></div></div></div>" FOOT,
      P1 "\n" P2 "\n" P3 "\n", false },
};

static void test_goes(void **state)
{
    check_bodies(*state, bodies, DH_LEN(bodies));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_goes) };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
