/* SPDX-License-Identifier: MIT */
/* The body of a page, to the word: parts beside its paragraphs that are the story's, and parts that
 * are not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "bodypage.h"

#define POST(time, head, text) \
    "<article class=entry><header><time datetime=" time ">" time "</time><h2>" head \
    "</h2></header><div><p>" text "</p></div></article>"
#define SLIDE(head, text) \
    "<div class=slide><h2>" head "</h2><div class=slide-img><img><span class=src>Shutterstock" \
    "</span></div><p>" text "</p><div class=slide-ad>Advertisement</div></div>"
#define ASK(question, answer) "<h3><a href='#q'>" question "</a></h3><p>" answer "</p>"
#define REPLY(who, text) \
    "<div class=post><div class=inner><div class=postbody><h3><a href='#p'>Re: Lamps</a></h3>" \
    "<p class=author>Post by <strong>" who "</strong> » Mon Mar 03, 2031 9:15 am</p><div " \
    "class=content>" text "</div></div></div></div>"

static void test_parts(void **state)
{
    static const struct body_part cases[] = {
        { "text moved off the screen",
          HEAD "<article>" H1 "<p>" P1 "</p><p>" P2
               "</p><p style='position:absolute; left: -9999px'>Loans and pills for less, and "
               "nobody asks what they are for.</p><p>" P3 "</p><p>" P4 "</p></article>" FOOT,
          STORY },
        { "text moved by less stays",
          HEAD "<article>" H1 "<p>" P1 "</p><p style='margin-left:-12px'>" P2 "</p><p>" P3
               "</p><p style='top:-999px'>" P4 "</p></article>" FOOT,
          STORY },
        { "questions that link to themselves",
          PLAIN_HEAD("The lamp of Cape Marrow") ASK("When was the tower built?", "In 1884.")
              ASK("How far does its light reach?", "Twenty-one miles, in clear weather.")
                  ASK("Who keeps the lamp?", "Two keepers, who take turns of a week.")
                      ASK("Can the tower be climbed?", "On Sundays. Bring a coat.") PLAIN_FOOT,
          "When was the tower built?\nIn 1884.\nHow far does its light reach?\nTwenty-one miles, "
          "in "
          "clear weather.\nWho keeps the lamp?\nTwo keepers, who take turns of a week.\nCan the "
          "tower be climbed?\nOn Sundays. Bring a coat.\n" },
        { "author, date and reading time between standfirst and text",
          "<!doctype html><html lang=en><head><title>Lighthouse goes dark at Cape Marrow</title>"
          "<meta name=author content='Mara Quist'></head><body><main><div class=prose>" H1
          "<p class=lede>A storm tore off the roof, and the lamp got wet</p>"
          "<p class=meta>Mara Quist · 2031-03-12 · 4 min read</p>" PARAGRAPHS "</div></main>" FOOT,
          "A storm tore off the roof, and the lamp got wet\n" STORY },
        { "a standfirst in a box named so, outside of the text's",
          "<html><head><title>Lighthouse goes dark at Cape Marrow</title></head><body><div "
          "class=page>" H1 "<div class=standfirst><strong>A storm tore off the roof, and the lamp "
          "got wet</strong></div><div class=author>by <b>Mara Quist</b></div><div class=body>" P1
          "<br><br>" P2 "<br><br>" P3 "<br><br>" P4 "</div></div>" FOOT,
          "A storm tore off the roof, and the lamp got wet\n" STORY },
        { "a standfirst that an attribute of data names",
          HEAD "<div>" H1 "<div data-gu-name=standfirst><div class=x><p>Rain in the lamp room of "
               "Cape Marrow</p></div></div><div class=y><a href=/a>Mara Quist</a></div></div><div "
               "class=z>" PARAGRAPHS "</div>" FOOT,
          "Rain in the lamp room of Cape Marrow\n" STORY },
        { "a line below the headline in a box named so that links elsewhere",
          "<html><head><title>Lighthouse goes dark at Cape Marrow</title></head><body><div "
          "class=page>" H1 "<div class=summary><a href=/x>All that is known of the storm in the "
          "north</a></div><div class=body>" P1 "<br><br>" P2 "<br><br>" P3 "<br><br>" P4
          "</div></div>" FOOT,
          STORY },
        { "a box of facts amid the text",
          HEAD "<div class=page>" H1 "<div class=text><p>" P1 "</p><p>" P2
               "</p><div class=factbox><div class=head>Facts: the tower</div><div><p>Built in "
               "1884.</p><p>Two lamps, of 1931 and 1998.</p><ul><li>Height: 41 metres</li><li>"
               "Steps: 212</li></ul></div></div><p>" P3 "</p><p>" P4 "</p></div></div>" FOOT,
          P1 "\n" P2 "\nFacts: the tower\nBuilt in 1884.\nTwo lamps, of 1931 and 1998.\n"
             "Height: 41 metres\nSteps: 212\n" P3 "\n" P4 "\n" },
        { "headings of a live blog's posts",
          HEAD "<main>" H1 "<div class=posts>" POST(
              "21:58", "Lamp lit", "It burns. The keepers have gone up with the last of the oil.")
              POST("21:31", "Off", "The lamp is out again, and nobody on the pier can say why.")
                  POST("20:46", "Half-time", "The wind drops. Tea for all who are on the stairs.")
                      POST("20:19", "Gale",
                           "Force nine from the west, and the roof has begun to "
                           "lift.") "</div></main>" FOOT,
          "Lamp lit\nIt burns. The keepers have gone up with the last of the oil.\nOff\nThe lamp "
          "is out again, and nobody on the pier can say why.\nHalf-time\nThe wind drops. Tea for "
          "all who are on the stairs.\nGale\nForce nine from the west, and the roof has begun to "
          "lift.\n" },
        { "terms right below the last paragraph",
          HEAD "<article>" H1 "<div class=text>" PARAGRAPHS
               "<dl><dt>Height</dt><dd>41 metres</dd><dt>Range</dt><dd>21 miles</dd></dl></div>"
               "</article>" FOOT,
          STORY "Height\n41 metres\nRange\n21 miles\n" },
        { "how the story was worked out",
          HEAD "<article>" H1 "<div class=text>" PARAGRAPHS
               "</div><div class=box><h3>Methodology</h3><p>Figures are for 2030 and do not count "
               "lightships.</p></div></article><a href=/data.csv>Download the data</a>" FOOT,
          STORY "Methodology\nFigures are for 2030 and do not count lightships.\n" },
        { "small boxes amid the text that ask for something",
          HEAD "<article>" H1 "<div class=t><p>" P1 "</p><div class=x><h3>Help us improve</h3><p>"
               "Take our two-minute survey and win a hamper.</p><a href=/s>To the survey</a></div>"
               "<p>" P2 "</p><p>" P3 "</p><div><div>Harbour talk</div><p>Meet those who mend the "
               "lamp at the Corn Hall on Friday. Bring a chair.</p><p>Book now</p></div><p>" P4
               "</p></div></article>" FOOT,
          STORY },
        { "such a box whose last words are hardly less like text",
          HEAD "<article>" H1 "<div class=t><p>" P1 "</p><p>" P2 "</p><p>" P3
               "</p><div><div>The tower by night</div><p>Climb it with a keeper and see how far "
               "the light goes. It is 188 steps.</p><p>Reserve</p></div><p>" P4
               "</p></div></article>" FOOT,
          STORY },
        { "a crosshead in bold in boxes of its own, right between two sentences",
          HEAD "<div>" H1 "<div><p>" P1 "</p></div><div><a class=button href=/s>Become a member"
               "</a></div><div><p>" P2 "</p></div><div><div class=grey><div><b>By night</b></div>"
               "</div><p>" P3 "</p></div><div><p>" P4 "</p></div></div>" FOOT,
          P1 "\n" P2 "\nBy night\n" P3 "\n" P4 "\n" },
        { "a summary by a machine in one paragraph below a heading that says so",
          HEAD "<article>" H1 "<div class=box><h3>Summary by AI</h3><p>A storm tore the roof off a "
               "lighthouse. Its lamp is out. Two keepers waved at ships.</p></div><div "
               "class=text>" PARAGRAPHS "</div></article>" FOOT,
          STORY },
        { "a section on such summaries stays",
          HEAD "<article>" H1 "<p>" P1 "</p><p>" P2 "</p><section><h3>A summary by AI</h3><p>" P3
               "</p></section><p>" P4 "</p></article>" FOOT,
          P1 "\n" P2 "\nA summary by AI\n" P3 "\n" P4 "\n" },
        { "what a program was to put something in the place of",
          HEAD "<article>" H1 "<p>" P1 "</p><p>" P2 "</p><p>[contact-form-7 id=\"12\" "
               "title=\"Tips\"]</p><p>" P3 "</p><p>[/box]</p><p>" P4
               "</p><p>[Ships were told to wait.]</p></article>" FOOT,
          STORY "[Ships were told to wait.]\n" },
        { "what stands between two of them is text",
          HEAD "<article>" H1 "<p>" P1 "</p><p>[column width=\"half\"]" P2 "[/column]</p><p>" P3
               "</p><p>" P4 "</p></article>" FOOT,
          P1 "\n[column width=\"half\"]" P2 "[/column]\n" P3 "\n" P4 "\n" },
        { "things of a list in boxes called after pictures, with a credit and an ad in each",
          PLAIN_HEAD(
              "Three walks near Marrow") "<div class=slides><p>All three start at the "
                                         "station and can be done in an afternoon.</p>" SLIDE(
                                             "1. The ford", "Cross at low water "
                                                            "and take your shoes off. The stones "
                                                            "were laid in 1740.")
                                             SLIDE(
                                                 "2. The weir",
                                                 "It is "
                                                 "grey again, mostly. Go early, before the buses.")
                                                 SLIDE(
                                                     "3. The road",
                                                     "Count the "
                                                     "circles. There are 140.") "</div>" PLAIN_FOOT,
          "All three start at the station and can be done in an afternoon.\n1. The ford\nCross at "
          "low water and take your shoes off. The stones were laid in 1740.\n2. The weir\nIt is "
          "grey again, mostly. Go early, before the buses.\n3. The road\nCount the circles. There "
          "are 140.\n" },
        { "what forums put above a post, and answers",
          "<html><head><title>Lamps - The Pier</title></head><body><div id=head>The Pier</div><h2>"
          "<a href=/t>Lamps</a></h2><div id=body>" REPLY("tern", P1) REPLY("gull_2", P2)
              REPLY("tern", P3) REPLY("auk", P4) "</div></body></html>",
          STORY },
    };
    check_parts(*state, cases, DH_LEN(cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parts),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
