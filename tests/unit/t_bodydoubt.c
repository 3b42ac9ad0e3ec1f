/* SPDX-License-Identifier: MIT */
/* What stays beside the text where the scores leave it open, by a model of the test's own: lines of
 * more than eight words are text, of the others those of up to twelve bytes need the most. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "bodypage.h"

static const struct dh_forest_node nodes[] = {
    { DH_F_T_WORDS, { 2, 1 }, 8 }, { 0, { 0, 0 }, 4 },  { DH_F_T_CHARS, { 1, 2 }, 12 },
    { 0, { 0, 0 }, -3.4f },        { 0, { 0, 0 }, -2 },
};
static const uint16_t root = 0;
static const struct dh_forest words_tell = {
    .nodes = nodes, .roots = &root, .n_nodes = DH_LEN(nodes), .n_trees = 1, .depth = 2
};

static void check_doubt(struct reader *r, const struct body_part *c, struct dh_buf *got)
{
    keep_by_model(r, c->html, &words_tell, got);
    if (strcmp(got->p, c->want) != 0)
        fail_msg("%s: got\n%s", c->name, got->p);
}

#define PAGE(body) \
    "<html><head><title>Lighthouse goes dark at Cape Marrow</title></head><body><div class=k>" \
    "<h1>Lighthouse goes dark at Cape Marrow</h1>" body "</div></body></html>"
#define LETTER(head, text, name) \
    "<div class=u><h3>" head "</h3><p>" text "</p><p>" name "</p></div>"
#define SECTION(head, text) \
    "<div class=z><x-callout><h2>" head \
    "</h2></x-callout></div><figure><img><figcaption>Photo: Ann Lee</figcaption></figure><p>" text \
    "</p>"
#define SIGHT(where, text, when) "<p>" where "</p><p>" text "</p><p>" when "</p>"

static void test_doubt(void **state)
{
    static const struct body_part cases[] = {
        { "names below letters, where most stay",
          PAGE(LETTER("On lamps that go out", P1, "Ann Margaret Lee, Ellery")
                   LETTER("On keepers who wave", P2, "Ines Halvorsen, Marrow")
                       LETTER("On roofs of copper", P4, "Bo Ray")),
          "On lamps that go out\n" P1 "\nAnn Margaret Lee, Ellery\nOn keepers who wave\n" P2
          "\nInes Halvorsen, Marrow\nOn roofs of copper\n" P4 "\nBo Ray\n" },
        { "names below letters, where most are in doubt",
          PAGE(LETTER("On lamps that go out", P1, "Ann Lee")
                   LETTER("On keepers who wave", P2, "Ines Halvorsen, Marrow")
                       LETTER("On roofs of copper", P4, "Bo Ray")),
          "On lamps that go out\n" P1 "\nOn keepers who wave\n" P2
          "\nInes Halvorsen, Marrow\nOn roofs of copper\n" P4 "\n" },
        { "names below letters, of which most are frames that stay",
          PAGE(LETTER("On lamps that go out", P1, "By a reader of this newspaper")
                   LETTER("On keepers who wave", P2, "By a reader of this newspaper")
                       LETTER("On roofs of copper", P4, "By a reader of this newspaper")
                           LETTER("On ferries", Q2, "Bo Ray")),
          "On lamps that go out\n" P1 "\nBy a reader of this newspaper\nOn keepers who wave\n" P2
          "\nBy a reader of this newspaper\nOn roofs of copper\n" P4
          "\nBy a reader of this newspaper\nOn ferries\n" Q2 "\n" },
        { "headings of one level, of which most stay",
          PAGE("<p>" Q1 "</p>" SECTION("The night of the storm", P1) SECTION("The keepers", P2)
                   SECTION("The two hand lamps", Q2) SECTION("What comes next", P4)),
          Q1 "\nThe night of the storm\n" P1 "\nThe keepers\n" P2 "\nThe two hand lamps\n" Q2
             "\nWhat comes next\n" P4 "\n" },
        { "headings of one level, of which most are in doubt",
          PAGE("<p>" Q1 "</p>" SECTION("The storm", P1) SECTION("The keepers", P2)
                   SECTION("The two hand lamps", Q2) SECTION("What next", P4)),
          Q1 "\n" P1 "\n" P2 "\nThe two hand lamps\n" Q2 "\n" P4 "\n" },
        { "the last line of a list of things, where others open so",
          PAGE(SIGHT("Cape Marrow, west of Ellery", P1, "Open daily until 9 May")
                   SIGHT("The old cinema of Ellery", Q1, "Open daily until 4 July")
                       SIGHT("The station of the coastguard", P2, "Open daily until 1 June")
                           SIGHT("The mainland, by boat", P4, "Open daily until noon")),
          P1 "\nOpen daily until 9 May\nThe old cinema of Ellery\n" Q1
             "\nOpen daily until 4 July\nThe station of the coastguard\n" P2
             "\nOpen daily until 1 June\nThe mainland, by boat\n" P4 "\nOpen daily until noon\n" },
        { "such a line of wide characters, where no more than one word is alike",
          PAGE(SIGHT("Cape Marrow, west of Ellery", P1, "灯台は毎日九時から開館しています")
                   SIGHT("The old cinema of Ellery", Q1, "灯台は古い映画館の隣にあります")
                       SIGHT("The station of the coastguard", P2, "灯台は海の見える丘の上です")
                           SIGHT("The mainland, by boat", P4, "灯台は島からは船で行けます")),
          P1 "\n灯台は毎日九時から開館しています\nThe old cinema of Ellery\n" Q1
             "\n灯台は古い映画館の隣にあります\nThe station of the coastguard\n" P2
             "\n灯台は海の見える丘の上です\nThe mainland, by boat\n" P4 "\n" },
        { "such a line of wide characters, where some words are alike",
          PAGE(SIGHT("Cape Marrow, west of Ellery", P1, "毎日午前九時から夕方までの開館です") SIGHT(
              "The old cinema of Ellery", Q1, "毎日午前九時から夜中までの上映です")
                   SIGHT("The station of the coastguard", P2, "毎日午前九時からは見学ができます")
                       SIGHT("The mainland, by boat", P4, "毎日午前九時から船が出ます")),
          P1 "\n毎日午前九時から夕方までの開館です\nThe old cinema of Ellery\n" Q1
             "\n毎日午前九時から夜中までの上映です\nThe station of the coastguard\n" P2
             "\n毎日午前九時からは見学ができます\nThe mainland, by boat\n" P4
             "\n毎日午前九時から船が出ます\n" },
        { "such a line, where none opens so",
          PAGE(SIGHT("Cape Marrow, west of Ellery", P1, "From ten until 9 May")
                   SIGHT("The old cinema of Ellery", Q1, "Open daily until 4 July")
                       SIGHT("The station of the coastguard", P2, "Tuesdays until 1 June")
                           SIGHT("The mainland, by boat", P4, "Not daily, until noon")),
          P1 "\nFrom ten until 9 May\nThe old cinema of Ellery\n" Q1
             "\nOpen daily until 4 July\nThe station of the coastguard\n" P2
             "\nTuesdays until 1 June\nThe mainland, by boat\n" P4 "\n" },
        { "a heading right below the headline",
          PAGE("<h2>Rain got into the wiring at night</h2><p>" P1 "</p><p>" P2 "</p><p>" P4 "</p>"),
          "Rain got into the wiring at night\n" P1 "\n" P2 "\n" P4 "\n" },
        { "such a line that is no heading",
          PAGE("<p>Rain got into the wiring at night<p>" P1 "</p><p>" P2 "</p><p>" P4 "</p>"),
          P1 "\n" P2 "\n" P4 "\n" },
        { "a box of facts at the foot",
          PAGE("<div><p>" P1 "</p><p>" P2 "</p><p>" P4
               "</p></div><div class=faktaruta><b>The tower "
               "in figures</b><ul><li>Built in the year 1884</li><li>188 steps</li></ul></div>"),
          P1 "\n" P2 "\n" P4 "\nThe tower in figures\nBuilt in the year 1884\n188 steps\n" },
        { "such a box of a heading and a line",
          PAGE("<div><p>" P1 "</p><p>" P2 "</p></div><div class=infobox><h3>The tower</h3><p>" P4
               "</p></div>"),
          P1 "\n" P2 "\nThe tower\n" P4 "\n" },
        { "highlights at the foot, of the house",
          PAGE("<div><p>" P1 "</p><p>" P2 "</p><p>" P4
               "</p></div><div class=highlights><h3>What we stand for</h3><p>A free press needs "
               "free "
               "readers</p></div>"),
          P1 "\n" P2 "\n" P4 "\n" },
        { "a box of key bullets at the foot, with a slogan",
          PAGE(
              "<div><p>" P1 "</p><p>" P2 "</p><p>" P4
              "</p></div><div class='key bullets'><h3>Why Marrow Gazette</h3><p>We were there when "
              "the lamp went out</p><p>And we are there still</p></div>"),
          P1 "\n" P2 "\n" P4 "\n" },
        { "such a box that says nothing of facts",
          PAGE("<div><p>" P1 "</p><p>" P2 "</p><p>" P4 "</p></div><div class=ruta><b>The tower "
               "in figures</b><ul><li>Built in the year 1884</li><li>188 steps</li></ul></div>"),
          P1 "\n" P2 "\n" P4 "\n" },
    };
    struct dh_buf got;
    dh_buf_init(&got, dh_mem_default(), ARENA);
    for (size_t i = 0; i < DH_LEN(cases); i++)
        check_doubt(*state, &cases[i], &got);
    dh_buf_release(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_doubt) };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
