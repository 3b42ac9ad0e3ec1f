/* SPDX-License-Identifier: MIT */
/* What becomes of a page when the counts of its site are put on it: tables of lines, each with what
 * the counts say, and what the reader is to get. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "repeat/standing.h"
#include "repeat/repeat.h"

#define BODY (1u << DH_SLOT_BODY)
#define HEAD (1u << DH_SLOT_HEAD)
#define TAIL (1u << DH_SLOT_TAIL)
#define ANY  (BODY | HEAD | TAIL)
#define PROSE \
    "The ferry left the basin an hour late because nobody had found the key to the bridge."
#define MORE \
    "Its captain said that the key hung where it always hangs, behind the door of the kitchen."
#define TOLD \
    "Passengers waited beside the harbour office, where coffee was served and somebody played " \
    "the " \
    "accordion, while engineers searched drawers, buckets and finally the lifeboat. Towards " \
    "evening schoolchildren brought blankets, biscuits, lanterns and a telescope."
#define INVITED "Sign up for the membership of our newspaper and come along with all of us"
#define SLOGAN  "Our paper walks along the quay every morning so that you can stay in your kitchen."

enum { LINES = 18, ROOM = 4096 };

/* One line: its text, what the page alone made of it, what the counts say, whether it stays. */
struct line {
    const char *text;
    const char *cut; /* rule of the zone; NULL: the page alone left it */
    struct dh_standing s;
    bool stays;
};

struct page {
    const char *name;
    struct line line[LINES];
};

#define CHROME \
    { \
        .text = ANY, .before = true \
    }
#define FOOT \
    { \
        .text = ANY \
    }
#define WIDE \
    { \
        .text = ANY, .wide = true, .before = true \
    }
#define LINKED \
    { \
        .linked = true \
    }

/* A line of the story's own, which nobody else has; one of a menu above it, the counts say what. */
#define OWN(text) \
    { \
        text, NULL, { 0 }, true \
    }
#define ITEM(text, ...) \
    { \
        text, "context.before", __VA_ARGS__, false \
    }
#define STORY OWN(PROSE), OWN(MORE)
#define MENU(...) \
    ITEM("Home", __VA_ARGS__), ITEM("Harbour", __VA_ARGS__), ITEM("Weather", __VA_ARGS__)
#define MORE_MENU(...) \
    ITEM("Puzzles", __VA_ARGS__), ITEM("Stars", __VA_ARGS__), ITEM("Jobs", __VA_ARGS__)

/* What one other story has as well, and what is chrome but for that. */
#define SHARED \
    { \
        .rare = true, .kin = 7 \
    }
#define KIN(...) \
    { \
        .rare = true, .kin = 7, __VA_ARGS__ \
    }

static const struct page pages[] = {
    { "a headline among menus comes back, for others link to it",
      { MENU(CHROME),
        { "No crossing before noon", "context.before", LINKED, true },
        ITEM("A word from the quay", CHROME),
        STORY } },
    { "a headline whose words come back in the story",
      { MENU(CHROME),
        { "The key was in the captain's kitchen", "context.before", { 0 }, true },
        { "Nine things worth seeing", "context.before", { 0 }, false },
        ITEM("Share", CHROME),
        STORY } },
    { "a headline below a sentence of the site, to which others link behind their stories",
      { { SLOGAN, NULL, CHROME, false },
        { "No crossing before noon", NULL, { .text = BODY | TAIL }, true },
        STORY } },
    { "without a site that is known, the zone is right",
      { MENU({ 0 }),
        { "The key was in the captain's kitchen", "context.before", { 0 }, false },
        STORY } },
    { "what others link to is a section where it has three words, and no headline",
      { MENU(CHROME), { "Life and harbour", "context.before", LINKED, false }, STORY } },
    { "a headline that the story tells comes back though nothing else is known",
      { { "Home", "model.line", { 0 }, false },
        { "Captain found nobody in the kitchen", "model.line", { 0 }, true },
        STORY } },
    { "not so the second of two lines of which the other stays",
      { { "Captain found nobody in the kitchen", "model.line", { 0 }, false },
        OWN(PROSE),
        { "Captain found nobody in the kitchen", NULL, { 0 }, true },
        OWN(MORE) } },
    { "the only line that may be a headline says nothing of the story",
      { MENU(CHROME), { "Nine things worth seeing", "context.before", { 0 }, false }, STORY } },
    { "a caption above the story says as much as the headline that the zone left",
      { MENU(CHROME),
        { "Captain with the key to the bridge", "context.before", { 0 }, false },
        { "Nobody looked in the kitchen", NULL, { 0 }, true },
        STORY } },
    { "what the zone cut behind the story is a list of teasers, known or not",
      { STORY,
        { "(Chart: keys lost a year)", "context.behind", { 0 }, false },
        { "A word from the quay", "context.behind", FOOT, false },
        { "Contact", "context.behind", FOOT, false },
        { "Terms", "context.behind", FOOT, false } } },
    { "what one other story has between its paragraphs here is of a passage of that",
      { OWN(TOLD),
        { "No crossing before noon", NULL, KIN(.text = ANY, .before = true), true },
        { PROSE, NULL, SHARED, true },
        { SLOGAN, NULL, FOOT, false },
        { "Behind the door", NULL, KIN(.text = ANY), true },
        { MORE, NULL, KIN(.text = ANY), true },
        { "Read on: the bell", NULL, KIN(.text = ANY, .link = true), false } } },
    { "not so with one paragraph, as a teaser has it",
      { OWN(TOLD),
        { "No crossing before noon", NULL, KIN(.text = ANY, .before = true), false },
        { PROSE, NULL, SHARED, true },
        OWN(MORE) } },
    { "nor where counts would take all of it, or where it comes with a third one",
      { OWN(TOLD),
        { PROSE, NULL, KIN(.text = ANY), false },
        { SLOGAN, NULL, KIN(.text = ANY), false },
        OWN(TOLD),
        { PROSE, NULL, SHARED, true },
        { "Behind the door", NULL, { .text = ANY, .rare = true, .kin = 9 }, false },
        { MORE, NULL, SHARED, true } } },
    { "of two lines above the story to which one other page links the one below the headline stays",
      { { "The key hung in the kitchen", NULL, KIN(.head = true, .linked = true), true },
        { "Captain and passengers waited behind the bridge", NULL,
          KIN(.head = true, .linked = true), true },
        STORY } },
    { "not so where many link to it",
      { { "The key hung in the kitchen", NULL, { .head = true, .linked = true }, false },
        { "Captain said key always hangs in kitchen", NULL, LINKED, true },
        STORY } },
    { "a crosshead that the model cut comes back where all else that it cut is the site's",
      { ITEM("Home", WIDE),
        ITEM("Harbour", WIDE),
        { "The bell of the quay", "model.line", WIDE, false },
        OWN(PROSE),
        { "Behind the door", "model.line", { 0 }, true },
        OWN(MORE),
        { "Contact", "context.behind", WIDE, false } } },
    { "not so a line of more words, or a sentence, or behind the story",
      { MENU(WIDE),
        MORE_MENU(WIDE),
        OWN(PROSE),
        { "Old mill finds a buyer", "model.line", { 0 }, false },
        { "Nobody asked.", "model.line", { 0 }, false },
        OWN(MORE),
        { "Behind the door", "model.line", { 0 }, false },
        { "Contact", "context.behind", WIDE, false },
        { "Terms", "context.behind", WIDE, false },
        { "Privacy", "context.behind", WIDE, false },
        { "The bell of the quay", "context.behind", WIDE, false },
        { "The lamp of the mole", "context.behind", WIDE, false } } },
    { "of more words right above a paragraph, or one that asks, with figures",
      { ITEM("Home", WIDE),
        ITEM("Harbour", WIDE),
        { "The bell of the quay", "model.line", WIDE, false },
        ITEM("Weather", WIDE),
        ITEM("Puzzles", WIDE),
        ITEM("Stars", WIDE),
        ITEM("Jobs", WIDE),
        OWN(PROSE),
        { "Old mill finds a buyer", "model.line", { 0 }, true },
        OWN(MORE),
        { "A bridge in 2031?", "model.line", { 0 }, true },
        { "Contact", "context.behind", WIDE, false },
        OWN(TOLD),
        { "Terms", "context.behind", WIDE, false } } },
    { "above the first paragraph, right below the headline",
      { ITEM("Home", WIDE),
        ITEM("Harbour", WIDE),
        { "The bell of the quay", "model.line", WIDE, false },
        { "Captain found nobody in the kitchen", NULL, { 0 }, true },
        ITEM("Weather", WIDE),
        { "Search behind doors", "model.line", { 0 }, true },
        STORY } },
    { "one of names that the story says",
      { MENU(WIDE),
        { "The bell of the quay", "model.line", WIDE, false },
        { "Captain found nobody in the kitchen", NULL, { 0 }, true },
        { "Ferry Captain", "model.line", { 0 }, true },
        STORY } },
    { "who wrote the story, and what stands above the headline",
      { MENU(WIDE),
        MORE_MENU(WIDE),
        ITEM("Boats", WIDE),
        { "The bell of the quay", "model.line", WIDE, false },
        { "Search behind doors", "model.line", { 0 }, false },
        { "Captain found nobody in the kitchen", NULL, { 0 }, true },
        { "Orla Finch", "model.line", { 0 }, false },
        STORY } },
    { "nor where only two stories have the rest",
      { MENU(CHROME),
        { "The bell of the quay", "model.line", CHROME, false },
        OWN(PROSE),
        { "Behind the door", "model.line", { 0 }, false },
        OWN(MORE) } },
    { "nor one of several, as names above comments are",
      { MENU(WIDE),
        { "The bell of the quay", "model.line", WIDE, false },
        OWN(PROSE),
        { "Ann Colby", "model.line", { 0 }, false },
        OWN(MORE),
        { "Orla Finch", "model.line", { 0 }, false },
        OWN(TOLD) } },
    { "a form among paragraphs",
      { OWN(PROSE),
        { "Read by 12 people at the quay", NULL, { .form = ANY }, false },
        OWN(MORE) } },
    { "items of a recipe have forms as well",
      { OWN(PROSE),
        { "200 g of plain flour", NULL, { .form = ANY }, true },
        { "2 eggs", NULL, { 0 }, true },
        OWN(MORE) } },
    { "a sentence with figures that lost its end is no item",
      { OWN(PROSE),
        { "Captain found 3 keys in 12 drawers and a lifeboat, after he had looked behind the door",
          NULL,
          { 0 },
          true },
        { "Read by 12 people at the quay", NULL, { .form = ANY }, false },
        OWN(MORE) } },
    { "a list of the story has lines that others have",
      { OWN(PROSE),
        { "Three ropes", NULL, { 0 }, true },
        { "Salt and pepper", NULL, { .text = ANY }, true },
        { "A jar of tar", NULL, { 0 }, true },
        { "Two old hats", NULL, { 0 }, true },
        { "Keep reading with us", NULL, { .text = ANY, .wide = true }, false },
        { "One wet glove", NULL, { 0 }, true },
        OWN(MORE) } },
    { "a table whose rows others have, here and there",
      { OWN(PROSE),
        { "Standings", NULL, { .text = ANY, .kin = 7 }, true },
        { "1. Basin 21 points", NULL, { .text = ANY, .kin = 7 }, true },
        { "2. Quay 18 points", NULL, { .text = ANY, .kin = 8 }, true },
        { "3. Lock 17 points", NULL, { .text = ANY, .kin = 9 }, true },
        { "4. Weir 11 points", NULL, { 0 }, true },
        { "Basin against Weir", NULL, { .text = ANY, .kin = 8 }, true },
        { "A word from the quay", NULL, { .text = ANY, .wide = true, .kin = 7 }, false },
        OWN(MORE) } },
    { "a box with figures, most of which another story has",
      { OWN(PROSE),
        { "Tide tables", NULL, { .text = ANY, .kin = 7 }, false },
        { "Low water at 3", NULL, { .text = ANY, .kin = 7 }, false },
        { "High water at 9", NULL, { .text = ANY, .kin = 7 }, false },
        { "Low water at 15", NULL, { .text = ANY, .kin = 7 }, false },
        { "High water at 21", NULL, { .text = ANY, .kin = 8 }, false },
        { "Moon in 5 days", NULL, { 0 }, true },
        OWN(MORE) } },
    { "headings of a kind of text, the first above its first paragraph",
      { { "Basin", NULL, { .text = ANY, .kin = 7 }, true },
        OWN(PROSE),
        { "Quay", NULL, { .text = ANY, .kin = 7 }, true },
        OWN(MORE),
        { "A word from the quay", NULL, { .text = ANY, .wide = true, .kin = 7 }, false },
        { "Who holds the key?", NULL, { .text = ANY, .kin = 8 }, true },
        OWN(TOLD),
        { "Weir", NULL, { .text = ANY, .kin = 7 }, true },
        OWN(SLOGAN) } },
    { "three of them may be inserts",
      { OWN(PROSE),
        { "Quay", NULL, { .text = ANY, .kin = 7 }, false },
        OWN(MORE),
        { "Lock", NULL, { .text = ANY, .kin = 7 }, false },
        OWN(TOLD),
        { "Weir", NULL, { .text = ANY, .kin = 7 }, false },
        OWN(SLOGAN) } },
    { "lines that come with a story each are inserts",
      { OWN(PROSE),
        { "Basin", NULL, { .text = ANY, .kin = 6 }, false },
        OWN(MORE),
        { "Quay", NULL, { .text = ANY, .kin = 7 }, false },
        OWN(TOLD),
        { "Lock", NULL, { .text = ANY, .kin = 8 }, false },
        OWN(SLOGAN),
        { "Weir", NULL, { .text = ANY, .kin = 9 }, false },
        OWN(PROSE " So it stayed.") } },
    { "one line over and over is a mark of the site",
      { OWN(PROSE),
        { "Quay", NULL, { .text = ANY, .kin = 7 }, false },
        OWN(MORE),
        { "Quay", NULL, { .text = ANY, .kin = 7 }, false },
        OWN(TOLD),
        { "Quay", NULL, { .text = ANY, .kin = 7 }, false },
        OWN(SLOGAN),
        { "Quay", NULL, { .text = ANY, .kin = 7 }, false },
        OWN(PROSE " So it stayed.") } },
    { "a headline that others link to comes back though nothing else is known",
      { { "Home", "model.line", { 0 }, false },
        { "No crossing before noon", "model.line", LINKED, true },
        STORY } },
    { "of two words right above who wrote the story",
      { { "Home", "model.line", { 0 }, false },
        { "High tide", "model.line", LINKED, true },
        { "By Orla Finch", "grammar.byline", { 0 }, false },
        STORY } },
    { "or with a line of the site between, as a reporter's name is",
      { { "Home", "model.line", { 0 }, false },
        { "High tide", "model.line", LINKED, true },
        { "Orla Finch", NULL, CHROME, false },
        { "By the harbour desk", "grammar.byline", { 0 }, false },
        STORY } },
    { "two words anywhere else are a section",
      { { "Home", "model.line", { 0 }, false },
        { "High tide", "model.line", LINKED, false },
        { "Nobody looked in the lifeboat", NULL, { 0 }, true },
        { "By Orla Finch", "grammar.byline", { 0 }, false },
        STORY } },
    { "three lines are no list",
      { OWN(PROSE),
        { "Three ropes", NULL, { 0 }, true },
        { "Two old hats", NULL, { 0 }, true },
        { "A jar of tar", NULL, { 0 }, true },
        { "A word from the quay", NULL, { .text = ANY }, false },
        OWN(MORE) } },
    { "a label before another page's headline, and the headline itself",
      { { "Key to bridge missing", NULL, { .link = true }, true },
        OWN(PROSE),
        { "See also: No crossing before noon", NULL, { .link = true }, false },
        OWN(MORE) } },
    { "slots are those between what stays",
      { { SLOGAN, NULL, { .text = ANY, .wide = true }, false },
        { "Harbour and sea", NULL, { .text = HEAD }, false },
        OWN(PROSE),
        { "Harbour and land", NULL, { .text = HEAD | TAIL }, true },
        OWN(MORE) } },
    { "a sentence that two stories have, of what this one speaks of",
      { STORY,
        OWN(TOLD),
        { "The bridge to the kitchen was closed, the captain said, until somebody found the key.",
          NULL,
          { .text = ANY, .few = true },
          true } } },
    { "one that speaks of something else",
      { STORY, OWN(TOLD), { SLOGAN, NULL, { .text = ANY, .few = true }, false } } },
    { "nobody else is to keep it",
      { STORY, OWN(TOLD), { SLOGAN, NULL, { .text = ANY, .few = true, .one = true }, true } } },
    { "what reporters write into many stories, on few pages, in a box, all over the site",
      { OWN(PROSE),
        { "No arrests have been made.", NULL, { .text = ANY }, true },
        { "Nobody was injured in the fire.", NULL, { .text = ANY, .boxed = true }, false },
        { "Police are asking for witnesses.", NULL, { .text = ANY, .wide = true }, false },
        { "Come and read with us.", NULL, { .text = ANY }, false },
        OWN(MORE),
        OWN(TOLD) } },
    { "an invitation that no other page has, of what this one speaks of",
      { STORY,
        OWN(TOLD),
        { INVITED " to the kitchen, where the captain of the bridge keeps harbour biscuits.",
          "promo.any",
          { .lone = true },
          true } } },
    { "one that speaks of something else, and those that a small site, or others, may have",
      { STORY,
        OWN(TOLD),
        { INVITED " to all that there is on our pages.", "promo.any", { .lone = true }, false },
        { INVITED " to the kitchen, where the captain of the bridge keeps harbour biscuits.",
          "promo.any",
          { 0 },
          false } } },
    { "on a good part of the site, whatever it speaks of",
      { STORY,
        OWN(TOLD),
        { "The bridge to the kitchen was closed, the captain said, until somebody found the key.",
          NULL,
          { .text = ANY },
          false } } },
    { "a story too short to tell",
      { OWN(PROSE), { SLOGAN, NULL, { .text = ANY, .few = true }, true } } },
    { "the same in a box of the site's",
      { STORY, { SLOGAN, NULL, { .text = ANY, .few = true, .boxed = true }, false } } },
    { "short sentences among the paragraphs and behind the last one",
      { OWN(PROSE),
        { "Nobody was hurt.", NULL, { .text = ANY, .few = true, .one = true }, true },
        OWN(MORE),
        OWN(TOLD),
        { "The captain closed the kitchen.", NULL, { .text = ANY, .few = true }, true },
        { "Come and read with us.", NULL, { .text = ANY, .few = true }, false },
        { "Nobody was late.", NULL, { .text = ANY, .few = true, .one = true }, true },
        { "Harbour and sea", NULL, { 0 }, true },
        { "Nobody was wet.", NULL, { .text = ANY, .few = true, .one = true }, false } } },
    { "two counters are no table",
      { OWN(PROSE),
        { "Read by 12 people at the quay", NULL, { .form = ANY, .wide = true }, false },
        { "Shared by 5 people at the quay", NULL, { .form = ANY, .wide = true }, false },
        OWN(MORE) } },
    { "a counter beside one that goes for standing beside nothing else",
      { OWN(PROSE),
        { "Read by 12 people at the quay", NULL, { .form = ANY, .wide = true }, false },
        { "Shared by 5 people at the quay", NULL, { .form = ANY }, false },
        OWN(MORE) } },
    { "lines between two paragraphs amid a box of the site, of which more goes than stays",
      { OWN(PROSE),
        { "A word from the quay", NULL, { .text = TAIL }, false },
        { "Read by 12 people at the quay", NULL, { .form = TAIL }, false },
        { "12 ferries of Friday 3 March", NULL, { .form = TAIL }, false },
        { "Contact", "legal.any", { 0 }, false },
        { "Terms", "legal.any", { 0 }, false },
        { "Harbour and sea", NULL, { .text = ANY, .wide = true }, false },
        { "Privacy", "model.line", { .text = ANY }, false },
        OWN(MORE) } },
    { "two lines that go, or ads and captions, or less than stays, are no box",
      { OWN(PROSE),
        { "A word from the quay", NULL, { .text = TAIL }, true },
        { "Contact", "legal.any", { 0 }, false },
        { "Terms", "legal.any", { 0 }, false },
        OWN(MORE),
        { "Read by 12 people at the quay", NULL, { .form = TAIL }, true },
        { "Ad", "ad.any", { 0 }, false },
        { "Ad", "ad.any", { 0 }, false },
        { "Ad", "ad.any", { 0 }, false },
        OWN(TOLD),
        OWN("Three ropes"),
        { "2 buckets from the quay", NULL, { .form = TAIL }, true },
        OWN("Two old hats"),
        { "Contact", "legal.any", { 0 }, false },
        { "Terms", "legal.any", { 0 }, false },
        { "Imprint", "legal.any", { 0 }, false },
        OWN(SLOGAN) } },
    { "a timetable that two pages have, and neither anything else",
      { { "Ferry to the island", NULL, { .text = ANY }, true },
        { "Monday to Friday at noon", NULL, { .text = ANY }, true },
        { "Sunday at dusk", NULL, { .text = ANY }, true },
        { "A word from the quay", NULL, { .text = ANY, .wide = true }, false },
        { "No crossing before noon", NULL, { .text = ANY, .before = true }, false },
        { "Tickets", NULL, { 0 }, true } } },
    { "what comes with other pages than the timetable does",
      { { "Ferry to the island", NULL, { .text = ANY, .kin = 7 }, true },
        { "Harbour and sea", NULL, { .text = ANY, .kin = 8 }, false },
        { "Monday to Friday at noon", NULL, { .text = ANY, .kin = 7 }, true },
        { "Sunday at dusk", NULL, { .text = ANY, .kin = 7 }, true },
        { "Harbour and land", NULL, { .text = ANY, .kin = 9 }, false },
        { "Tickets", NULL, { 0 }, true } } },
    { "what comes with it, and stands above a sentence there",
      { { "Ferry to the island", NULL, { .text = ANY, .before = true, .kin = 7 }, true },
        { "Monday to Friday at noon", NULL, { .text = ANY, .kin = 7 }, true },
        { "Sunday at dusk", NULL, { .text = ANY, .kin = 7 }, true },
        { "No crossing before noon", NULL, { .text = ANY, .before = true, .kin = 8 }, false },
        { "A word from the quay",
          NULL,
          { .text = ANY, .before = true, .wide = true, .kin = 7 },
          false },
        { "Tickets", NULL, { 0 }, true } } },
    { "a timetable whose lines come with a page each",
      { { "Ferry to the island", NULL, { .text = ANY, .kin = 7 }, true },
        { "Monday to Friday at noon", NULL, { .text = ANY, .kin = 8 }, true },
        { "Sunday at dusk", NULL, { .text = ANY, .kin = 9 }, true },
        { "Tickets", NULL, { 0 }, true } } },
    { "versions of a story, and a slogan that came with neither",
      { { PROSE, NULL, { .text = ANY, .kin = 7 }, true },
        { MORE, NULL, { .text = ANY, .kin = 7 }, true },
        { SLOGAN, NULL, { .text = ANY, .kin = 8 }, false } } },
    { "a line above the first paragraph of a story that came back",
      { { SLOGAN, NULL, { .text = ANY, .wide = true }, false },
        { "Harbour and sea", NULL, { .text = HEAD }, false },
        { PROSE, NULL, { .text = ANY }, true },
        { MORE, NULL, { .text = ANY }, true } } },
    { "versions of a story that nobody saw to be one",
      { { PROSE, NULL, { .text = ANY }, true },
        { MORE, NULL, { .text = ANY }, true },
        OWN(SLOGAN) } },
    { "what stands on half the site is no version",
      { { PROSE, NULL, { .text = ANY, .wide = true }, false },
        { MORE, NULL, { .text = ANY, .wide = true }, false },
        OWN(SLOGAN) } },
};

static enum dh_kind kind_of(const char *rule)
{
    if (!strcmp(rule, "grammar.byline"))
        return DH_BYLINE;
    if (!strcmp(rule, "legal.any"))
        return DH_LEGAL;
    if (!strcmp(rule, "ad.any"))
        return DH_AD;
    return !strcmp(rule, "promo.any") ? DH_PROMO : DH_OTHER;
}

static void make_page(struct dh_page *p, const struct page *from, struct dh_standing *s, char *text,
                      bool result)
{
    size_t n = 0, k = 0;
    dh_page_reset(p);
    p->unit = DH_UNIT_LINE;
    p->field[DH_FIELD_LANG] = DH_STR("en");
    p->input.p = text;
    for (size_t i = 0; i < LINES && from->line[i].text; i++) {
        const struct line *l = &from->line[i];
        size_t len = strlen(l->text);
        if (result && !l->stays)
            continue;
        memcpy(text + n, l->text, len);
        p->input.n = n + len;
        assert_int_equal(dh_page_add_fragment(p, (uint32_t)n, (uint32_t)len, DH_ROLE_PARAGRAPH),
                         DH_OK);
        p->fragments[k].key = dh_hash64(dh_str_c(l->text));
        if (l->cut && !result)
            dh_page_strike(p, k, kind_of(l->cut), dh_str_c(l->cut));
        s[k++] = l->s;
        n += len + 1;
    }
    assert_int_equal(dh_repeat_describe(p), DH_OK);
}

/* The table; and that what stays, judged again by the same counts, stays whole. */
static void test_pages(void **state)
{
    struct dh_standing s[LINES];
    struct dh_page p;
    char text[ROOM];
    (void)state;
    dh_page_init(&p, dh_mem_default(), (size_t)1 << 24);
    for (size_t i = 0; i < DH_LEN(pages); i++) {
        make_page(&p, &pages[i], s, text, false);
        assert_int_equal(dh_standing_apply(&p, s), DH_OK);
        for (size_t k = 0; k < p.n_fragments; k++)
            if ((p.fragments[k].kind == DH_STORY) != pages[i].line[k].stays)
                fail_msg("%s: \"%s\"", pages[i].name, pages[i].line[k].text);
        make_page(&p, &pages[i], s, text, true);
        assert_int_equal(dh_standing_apply(&p, s), DH_OK);
        for (size_t k = 0; k < p.n_fragments; k++)
            if (p.fragments[k].kind != DH_STORY)
                fail_msg("%s, cleaned again: line %zu", pages[i].name, k);
    }
    dh_page_release(&p);
}

/* A crosshead that is a label elsewhere stays as long as the story goes on below it. */
static void test_labels(void **state)
{
    static const struct page below[] = {
        { "prose that stays",
          { { PROSE, NULL, { 0 }, true },
            { "Key points", NULL, { 0 }, true },
            { MORE, NULL, { 0 }, true } } },
        { "prose that goes",
          { { PROSE, NULL, { 0 }, true },
            { "Key points", NULL, { 0 }, false },
            { SLOGAN, NULL, { .text = ANY, .wide = true }, false } } },
    };
    struct dh_standing s[LINES];
    struct dh_page p;
    char text[ROOM];
    (void)state;
    dh_page_init(&p, dh_mem_default(), (size_t)1 << 24);
    for (size_t i = 0; i < DH_LEN(below); i++) {
        make_page(&p, &below[i], s, text, false);
        dh_page_wait(&p, 1, DH_TAGS, DH_STR("test.label"));
        p.fragments[1].kind = DH_CROSSHEAD;
        assert_int_equal(dh_standing_apply(&p, s), DH_OK);
        for (size_t k = 0; k < p.n_fragments; k++)
            if (dh_page_goes(&p, k) == below[i].line[k].stays)
                fail_msg("%s: line %zu", below[i].name, k);
        if (dh_page_goes(&p, 1))
            assert_int_equal(p.fragments[1].kind, DH_TAGS);
    }
    dh_page_release(&p);
}

/* What waits for something beside it to go (dh_page_strike_waiting) goes beside lines of the site,
 * but the headline does not. */
static void test_waiting(void **state)
{
    static const struct page beside = { "a headline and a line below the story",
                                        { { "Home", NULL, WIDE, false },
                                          { "The captain and more", NULL, { 0 }, true },
                                          { PROSE, NULL, { 0 }, true },
                                          { MORE, NULL, { 0 }, true },
                                          { "The kitchen and more", NULL, { 0 }, false },
                                          { "Contact", NULL, WIDE, false } } };
    struct dh_standing s[LINES];
    struct dh_page p;
    char text[ROOM];
    (void)state;
    dh_page_init(&p, dh_mem_default(), (size_t)1 << 24);
    make_page(&p, &beside, s, text, false);
    dh_page_wait(&p, 1, DH_RELATED, DH_STR("test.half"));
    dh_page_wait(&p, 4, DH_RELATED, DH_STR("test.half"));
    assert_int_equal(dh_standing_apply(&p, s), DH_OK);
    dh_page_strike_waiting(&p);
    for (size_t k = 0; k < p.n_fragments; k++)
        if (dh_page_goes(&p, k) == beside.line[k].stays)
            fail_msg("line %zu", k);
    dh_page_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_pages), cmocka_unit_test(test_labels),
                                        cmocka_unit_test(test_waiting) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
