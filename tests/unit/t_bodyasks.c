/* SPDX-License-Identifier: MIT */
/* The body of a page, to the word: what asks something of readers, or leads them away, and reads
 * like the story's. Each case has another below it that looks like it and stays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "bodypage.h"

#define ASK1 \
    "The Marrow Mail belongs to nobody but its readers. We have no paywall and want none, so " \
    "that " \
    "everybody who needs our journalism can have it, rich or poor."
#define ASK2 \
    "That is why we count on your support. Six people work here, and most of what they are paid " \
    "comes from readers like you, in small sums and once a month."
#define ASK3 \
    "All gifts made before the end of the year will be doubled by a friend of the house, who " \
    "would rather not be named. It takes two minutes, and you can stop at any time."

static void test_pleas(void **state)
{
    static const struct body_part cases[] = {
        { "a plea for money below the story, longer than it",
          HEAD "<div>" H1 "<div class=t><p>" P1 "</p><p>" P2
               "</p></div><div class=d><h3>Before you "
               "go</h3><p>" ASK1 "</p><p>" ASK2 "</p><p>" ASK3
               "</p><p>Thank you.</p><p>Mara Quist</p><a href=/give>Give</a></div></div>" FOOT,
          P1 "\n" P2 "\n" },
        { "the same in elements of the page's own, in German",
          HEAD "<x-page>" H1 "<x-text><x-par>" P1 "</x-par><x-par>" P2
               "</x-par></x-text><x-ask><p>Liebe Leserin, lieber Leser, dieses Blatt hat keine "
               "Bezahlschranke und keinen Konzern im Rücken.</p><p>Schon mit fünf Euro im Monat "
               "helfen Sie, dass unsere Arbeit allen offensteht. Auf Ihre Unterstützung kommt es "
               "an.</p><button>Ich bin dabei</button></x-ask></x-page>" FOOT,
          P1 "\n" P2 "\n" },
        { "a plea amid the text, in a box without a name",
          HEAD "<div><div>" H1 "<div><p>" P1 "</p><p>" P2
               "</p><div><p>Before you go on.</p><p>" ASK1 "</p><p>" ASK2 "</p></div><p>" P3
               "</p><p>" P4 "</p></div></div></div>" FOOT,
          STORY },
        { "the last paragraphs, without a box",
          HEAD "<article>" H1 PARAGRAPHS "<h3>A word from us</h3><p>" ASK1 "</p><p>" ASK2
               "</p></article>" FOOT,
          STORY },
        { "a story on a paper that asks, and how it closes, stay",
          HEAD "<article>" H1 "<p>" P1 "</p><p>The Marrow Mail, which told of it first, has begun "
               "to ask for money. “We rely on readers,” says its editor.</p><p>" P4 "</p><p>“If "
               "you value what we do, your support keeps the lamp lit,” her plea begins.</p><p>"
               "“No paywall will ever stand here,” it ends.</p></article>" FOOT,
          P1 "\nThe Marrow Mail, which told of it first, has begun to ask for money. “We rely on "
             "readers,” says its editor.\n" P4 "\n“If you value what we do, your support keeps the "
             "lamp lit,” her plea begins.\n“No paywall will ever stand here,” it ends.\n" },
        { "a plea that is quoted in a box of its own stays",
          HEAD
          "<article>" H1 "<p>" P1 "</p><p>" P2 "</p><div class=q><p>“We have no paywall, and your "
          "support is all that keeps the Mail afloat,” its editor wrote on Monday.</p><p>“Readers "
          "like you told us that the lamp was out,” she went on.</p></div><p>" P4
          "</p></article>" FOOT,
          P1 "\n" P2
             "\n“We have no paywall, and your support is all that keeps the Mail afloat,” its "
             "editor wrote on Monday.\n“Readers like you told us that the lamp was out,” she went "
             "on.\n" P4 "\n" },
        { "how to help others stays",
          HEAD "<article>" H1 "<p>" P1 "</p><p>" P2 "</p><p>" P3 "</p><div class=h><h3>How to "
               "help</h3><p>You can help at the tower on Saturday, with a broom or a "
               "bucket.</p><p>Donations made to the keepers before Friday will be doubled by the "
               "port.</p></div><p>" P4 "</p></article>" FOOT,
          P1
          "\n" P2 "\n" P3 "\nHow to help\nYou can help at the tower on Saturday, with a broom or "
          "a bucket.\nDonations made to the keepers before Friday will be doubled by the port.\n" P4
          "\n" },
        { "a story on who reads papers for money, and how it closes, stay",
          HEAD "<article>" H1 "<p>" P1 "</p><p>" P2
               "</p><p>The Marrow Mail put up a paywall in May, "
               "and a third of those who read it left before the autumn.</p><p>Its rival has no "
               "paywall and now prints more copies than it has in twenty years.</p></article>" FOOT,
          P1 "\n" P2 "\nThe Marrow Mail put up a paywall in May, and a third of those who read it "
             "left before the autumn.\nIts rival has no paywall and now prints more copies than it "
             "has in twenty years.\n" },
        { "a box of the story in which one says so once stays",
          HEAD "<article>" H1 "<p>" P1 "</p><p>" P2 "</p><div class=s><p>" P3
               "</p><p>“What we need now is your support,” she told the council on Monday, and put "
               "a tin on the table.</p></div><p>" P4 "</p></article>" FOOT,
          P1 "\n" P2 "\n" P3 "\n“What we need now is your support,” she told the council on "
             "Monday, and put a tin on the table.\n" P4 "\n" },
    };
    check_parts(*state, cases, DH_LEN(cases));
}

static void test_ways_out(void **state)
{
    static const struct body_part cases[] = {
        { "the title of another story in bold, and a sentence on it in the same line",
          HEAD "<div>" H1 "<div>" P1 "</div><div>" P2 "</div><div><a href=/o><b>Keepers wanted at "
               "three lights</b></a><span>Nobody has applied since the spring of last "
               "year.</span></div><div>" P3 "</div><div>" P4 "</div></div>" FOOT,
          STORY },
        { "a name in bold that leads elsewhere, and goes on",
          HEAD "<div>" H1 "<p>" P1 "</p><p>" P2 "</p><p><a href=/o><b>Ines Halvorsen of the old "
               "light</b></a> has run the station for eleven years.</p><p>" P3 "</p><p>" P4
               "</p></div>" FOOT,
          P1 "\n" P2 "\nInes Halvorsen of the old light has run the station for eleven years.\n" P3
             "\n" P4 "\n" },
        { "such names and what they do, one below the other, are the story's",
          HEAD "<div>" H1 "<p>" P1 "</p><p>" P2 "</p><p><a href=/i><b>Ines Halvorsen of the old "
               "light</b></a> Keeper for eleven years, she has the key to the lamp "
               "room.</p><p><a href=/w><b>Wiktor Quist of the iron light</b></a> He brought the "
               "oil by boat when the road was gone.</p><p>" P3 "</p><p>" P4 "</p></div>" FOOT,
          P1 "\n" P2 "\nInes Halvorsen of the old light Keeper for eleven years, she has the key "
             "to the lamp room.\nWiktor Quist of the iron light He brought the oil by boat when "
             "the road was gone.\n" P3 "\n" P4 "\n" },
        { "a title that is a link as a whole, between two paragraphs",
          HEAD "<div>" H1 "<div>" P1 "<br><br>" P2 "<br><br><a href=/o>Keepers wanted at the three "
               "lights of Skerry</a><br><br>" P3 "<br><br>" P4 "</div></div>" FOOT,
          STORY },
        { "one that leads to another site is the story's source",
          HEAD "<div>" H1 "<div>" P1 "<br><br>" P2
               "<br><br><a href=https://lights.example.net/w>Statement of the board of lights on "
               "its keepers</a><br><br>" P3 "<br><br>" P4 "</div></div>" FOOT,
          P1 "\n" P2 "\nStatement of the board of lights on its keepers\n" P3 "\n" P4 "\n" },
        { "such lines that head what is told below each stay",
          HEAD "<div>" H1 "<p>" P1 "</p><p><a href=/1>The old light of Skerry Point</a></p><p>" P2
               "</p><p><a href=/2>The iron light on the bar</a></p><p>" P3
               "</p><p><a href=/3>The light that nobody lights</a></p><p>" P4
               "</p><p><a href=/4>The bell buoy off the mole</a></p><p>" Q1
               "</p><p><a href=/5>The fires on Saint Anne's Head</a></p><p>" Q2 "</p></div>" FOOT,
          P1 "\nThe old light of Skerry Point\n" P2 "\nThe iron light on the bar\n" P3
             "\nThe light that nobody lights\n" P4 "\nThe bell buoy off the mole\n" Q1
             "\nThe fires on Saint Anne's Head\n" Q2 "\n" },
        { "another story below a label, in one line with its title, and what it tells",
          HEAD "<div>" H1 "<p>" P1 "</p><p>" P2 "</p><div class=x><b>Mohlo by vás zajímat</b><a "
               "href=/o>Nový maják na mysu</a><p>The builders have laid the first ring of stone, "
               "and the road along the shore is shut until the spring of next year.</p></div><p>" P3
               "</p><p>" P4 "</p></div>" FOOT,
          STORY },
        { "a paragraph in a box with such a line stays",
          HEAD "<div>" H1 "<div class=c><p>" P1
               "</p></div><div class=c><p>Read more: <a href=/o>A new "
               "light for Skerry Point</a></p><p>" P2 "</p></div><div class=c><p>" P3
               "</p></div><div class=c><p>" P4 "</p></div></div>" FOOT,
          STORY },
        { "a link between paragraphs that says what buttons do",
          HEAD "<div>" H1 "<h2>1. The dark</h2><p>" P1 "</p><p>" P2
               "</p><a class=btn href=/b>Check "
               "prices</a><h2>2. The watch</h2><p>" P3 "</p><p>" P4 "</p></div>" FOOT,
          "1. The dark\n" P1 "\n" P2 "\n2. The watch\n" P3 "\n" P4 "\n" },
        { "a label without a colon, and a title that is a link",
          HEAD "<div>" H1 "<p>" P1 "</p><p>" P2 "</p><p><b>LIRE AUSSI. <a href=/o>On cherche des "
               "gardiens</a></b></p><p>" P3 "</p><p>" P4 "</p></div>" FOOT,
          STORY },
    };
    check_parts(*state, cases, DH_LEN(cases));
}

#define ENTRY(head, text) "<div><h2>" head "</h2><p>" text "</p><a href=/b>Book now</a></div>"

static void test_insets(void **state)
{
    static const struct body_part cases[] = {
        { "a box of sentences that ends in what buttons say, like the text as it may be",
          HEAD "<div>" H1 "<div><p>" P1 "</p><p>" P2 "</p><div><p>A roof that lasts</p><p>Quist & "
               "Daughters have kept Cape Marrow dry since 1961, and took the copper down from the "
               "old tower before the storm could.</p><p>Get a quote</p></div><p>" P3 "</p><p>" P4
               "</p></div></div>" FOOT,
          STORY },
        { "the same in a cell of a mail, in Swedish, with a link",
          HEAD "<table><tr><td>" H1 "</td></tr><tr><td><p>" P1 "</p><p>" P2
               "</p></td></tr><tr><td><b>Bättre tak</b><p>Quist och döttrar har hållit taken torra "
               "i sextio år och hjälper gärna dig med. Ring innan stormen kommer.</p><a "
               "href=/a>Boka nu</a></td></tr><tr><td><p>" P3 "</p><p>" P4
               "</p></td></tr></table>" FOOT,
          STORY },
        { "a line that asks whether one liked the text, and a link",
          HEAD
          "<div>" H1 "<div class=part><p>" P1 "</p></div><div class=part><p>" P2
          "</p></div><div class=part><p>Like what you're reading? The Mail is a magazine, too. "
          "Have it sent to your door.</p><p><a href=/b>To the new "
          "number</a></p></div><div class=part><p>" P3 "</p></div><div class=part><p>" P4
          "</p></div></div>" FOOT,
          STORY },
        { "facts above such a button are the story's",
          HEAD
          "<div>" H1 "<div><p>" P1 "</p><p>" P2 "</p><div><p>The tower by day</p><p>Cape Marrow, "
          "at the end of the mole</p><p>Sundays from 10 to 4, children free</p><p>Climb it "
          "with a keeper.</p><p>Book tickets</p></div><p>" P3 "</p><p>" P4 "</p></div></div>" FOOT,
          P1 "\n" P2
             "\nThe tower by day\nCape Marrow, at the end of the mole\nSundays from 10 to 4, "
             "children free\nClimb it with a keeper.\nBook tickets\n" P3 "\n" P4 "\n" },
        { "entries that each end in a button stay, without it",
          PLAIN_HEAD(
              "Three rooms by the sea") "<div><p>The coast has rooms again, and none of them "
                                        "was a room a year ago. We slept in all "
                                        "three.</p>" ENTRY("The bell house",
                                                           "The bell is gone and the rope "
                                                           "is still there. Do not pull.")
                                            ENTRY("The lamp store", "It smells of oil and has one "
                                                                    "window. You hear the sea.")
                                                ENTRY("The net loft",
                                                      "Bring a jumper. The ladder is steeper than "
                                                      "it looks.") "</div>" PLAIN_FOOT,
          "The coast has rooms again, and none of them was a room a year ago. We slept in all "
          "three.\nThe bell house\nThe bell is gone and the rope is still there. Do not pull.\nThe "
          "lamp store\nIt smells of oil and has one window. You hear the sea.\nThe net loft\nBring "
          "a "
          "jumper. The ladder is steeper than it looks.\n" },
        { "a part of the story under a heading as the others' stays",
          HEAD
          "<div>" H1 "<p>" P1 "</p><div><h2>The watch</h2><p>" P2 "</p><p>" P3
          "</p></div><div><h2>The tower</h2><p>The tower has 188 steps, and whoever climbs them "
          "on a Sunday is given tea by the keepers at the top.</p><a href=/b>Book "
          "now</a></div><div><h2>The roof</h2><p>" P4 "</p><p>" Q1 "</p></div></div>" FOOT,
          P1 "\nThe watch\n" P2 "\n" P3 "\nThe tower\nThe tower has 188 steps, and whoever climbs "
             "them on a Sunday is given tea by the keepers at the top.\nThe roof\n" P4 "\n" Q1
             "\n" },
        { "a paragraph in a box that leads on stays",
          HEAD "<div>" H1 "<div><p>" P1 "</p></div><div><p>" P2
               "</p></div><div><p>The tower has 188 steps, and whoever climbs them on a Sunday is "
               "given tea by the keepers at the top.</p><p><a href=/b>Read "
               "more</a></p></div><div><p>" P3 "</p></div><div><p>" P4 "</p></div></div>" FOOT,
          P1 "\n" P2
             "\nThe tower has 188 steps, and whoever climbs them on a Sunday is given tea by "
             "the keepers at the top.\n" P3 "\n" P4 "\n" },
        { "what a stub says of the subscription that shows the rest",
          HEAD "<div>" H1 "<p>" P1 "</p><div><h2>Bli abonnent for å lese videre</h2><p>"
               "Få tilgang til alt innhold, både på nett og i app.</p><ul><li>Alle "
               "plussaker</li><li>eAvis hver kveld</li></ul><p>1 krone de første 4 ukene</p><a "
               "href=/k>Kjøp tilgang</a></div></div>" FOOT,
          P1 "\n" },
        { "an item of the story's list with a banner behind it",
          HEAD "<div>" H1 "<p>" P1 "</p><p>" P2
               "</p><p>What the keepers say:</p><ul><li>The lamp is "
               "dry.</li><li>The roof will be new before Friday.<p>Become a member and read "
               "us at sea!</p><p><a href=/r>Register</a></p></li></ul><p>" P4 "</p></div>" FOOT,
          P1 "\n" P2 "\nWhat the keepers say:\nThe lamp is dry.\nThe roof will be new before "
             "Friday.\nBecome a member and read us at sea!\nRegister\n" P4 "\n" },
    };
    check_parts(*state, cases, DH_LEN(cases));
}

#define LONG \
    "The keepers wrote to the council in March, and again in April, when the first of the gulls " \
    "had lost its way in the dark. The council took eleven weeks to read both letters, and then " \
    "asked for a third, on a form that nobody on the point had ever seen, and which came by " \
    "boat, " \
    "wet, a day after it had to be back in town on the desk of the clerk who had sent it out."

static void test_press_lines(void **state)
{
    static const struct body_part cases[] = {
        { "whom the press may ask",
          HEAD "<div>" H1 PARAGRAPHS "<p><strong>Kontakt dla mediów:</strong><br>rzecznik "
               "prasowy<br>Wiktor Pławski<br>tel. 600 000 000<br>prasa@latarnia.example</p><p>The "
               "tower is 188 steps high.</p></div>" FOOT,
          STORY "The tower is 188 steps high.\n" },
        { "a bare label above a name",
          HEAD "<div>" H1 PARAGRAPHS "<p>Contact</p><p>Ines Halvorsen</p><p>Keeper</p><p>"
               "<a href='mailto:i@light.example'>i@light.example</a></p></div>" FOOT,
          STORY },
        { "whom it may ask in one line each",
          HEAD
          "<div>" H1 PARAGRAPHS "<p><b>Contacts:</b></p><p>Press: Ines Halvorsen, 0555 010203, "
          "ines@marrow.example</p><p>Ships: Bo Ray, 0555 010204, bo@marrow.example</p></div>" FOOT,
          STORY },
        { "where readers may go, below such a label, stays",
          HEAD "<div>" H1 PARAGRAPHS "<h3>Contact</h3><p>The lamp room, on Sundays</p><p>Call "
               "0555 010203 before noon.</p></div>" FOOT,
          STORY "Contact\nThe lamp room, on Sundays\nCall 0555 010203 before noon.\n" },
        { "a crosshead in such words stays",
          HEAD "<div>" H1 "<p>" P1 "</p><h3>Press office in the dark</h3><p>" P2 "</p><p>" P3
               "</p><p>" P4 "</p></div>" FOOT,
          P1 "\nPress office in the dark\n" P2 "\n" P3 "\n" P4 "\n" },
        { "whom readers may ask stays",
          HEAD "<div>" H1 PARAGRAPHS "<p>Contact details for those who look for their kin:</p><p>"
               "The lamp room, 0555 010203</p><p>The mole, 0555 010204</p></div>" FOOT,
          STORY "Contact details for those who look for their kin:\nThe lamp room, 0555 "
                "010203\nThe mole, 0555 010204\n" },
        { "the same few words below each entry of a list are no labels",
          HEAD "<div>" H1 "<p>" P1 "</p><p>" P2 "</p><h3>The lamp by night</h3><p>Saturday, six in "
               "the evening, on the mole</p><p>Keywords</p><h3>The bell by day</h3><p>Sunday, ten "
               "to four, in the loft</p><p>Keywords</p><h3>The choir of the point</h3><p>Friday, "
               "eight in the evening, in the tower</p><p>Keywords</p><p>" P3 "</p><p>" P4
               "</p></div>" FOOT,
          P1 "\n" P2 "\nThe lamp by night\nSaturday, six in the evening, on the mole\nKeywords\n"
             "The bell by day\nSunday, ten to four, in the loft\nKeywords\nThe choir of the "
             "point\nFriday, eight in the evening, in the tower\nKeywords\n" P3 "\n" P4 "\n" },
        { "a sentence with sums below a crosshead in such words stays",
          HEAD "<div>" H1 PARAGRAPHS "<h3>Investor relations</h3><p>The fund holds "
               "1,200,000 shares worth 34,000,000 crowns.</p></div>" FOOT,
          STORY "Investor relations\nThe fund holds 1,200,000 shares worth "
                "34,000,000 crowns.\n" },
        { "what a study is filed under, and a long paragraph below it, which stays",
          HEAD "<div>" H1 "<p>" P1
               "</p><div><h4>DOI</h4><p>10.1/lamp</p><h4>Journal</h4><p>Letters "
               "on Lamps</p><h4>Keywords</h4></div><p>" LONG "</p><p>" P2 "</p><p>" P3 "</p><p>" P4
               "</p></div>" FOOT,
          P1 "\n" LONG "\n" P2 "\n" P3 "\n" P4 "\n" },
        { "what a study is filed under",
          HEAD "<div>" H1 PARAGRAPHS "<div><h4>Journal</h4><p>Letters on Lamps</p><h4>Method of "
               "Research</h4><p>Observation</p><h4>Article Title</h4><p>What gulls make of a dark "
               "coast</p><h4>COI Statement</h4><p>The keepers own no gulls.</p></div></div>" FOOT,
          STORY },
        { "a story under such words stays",
          HEAD
          "<div>" H1 "<p>" P1 "</p><p>" P2
          "</p><h3>Funding</h3><p>The keepers sold jam to pay for the "
          "lamp.</p><h3>Journal</h3><p>They write the weather into a school book.</p><h3>Keywords"
          "</h3><p>“Wind,” says the one. “Rust,” says the other.</p><p>" P4 "</p></div>" FOOT,
          P1
          "\n" P2
          "\nFunding\nThe keepers sold jam to pay for the lamp.\nJournal\nThey write the weather "
          "into a school book.\nKeywords\n“Wind,” says the one. “Rust,” says the other.\n" P4
          "\n" },
        { "two such words as crossheads stay",
          HEAD "<div>" H1 "<h4>Funding</h4><p>" P1 "</p><p>" P2 "</p><h4>Journal</h4><p>" P3
               "</p><p>" P4 "</p></div>" FOOT,
          "Funding\n" P1 "\n" P2 "\nJournal\n" P3 "\n" P4 "\n" },
    };
    check_parts(*state, cases, DH_LEN(cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pleas),
        cmocka_unit_test(test_ways_out),
        cmocka_unit_test(test_insets),
        cmocka_unit_test(test_press_lines),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
