/* SPDX-License-Identifier: MIT */
/* What becomes of a page when the counts of its site are put on it: its headline, what its zone had
 * cut, sentences, versions. Lists, rubrics and passages: t_standlist.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "standpage.h"

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
    { "of two lines above the story to which one other page links the one below the headline stays",
      { { "The key hung in the kitchen", NULL, KIN(.head = true, .linked = true), true },
        { "Captain and passengers waited behind the bridge", NULL,
          KIN(.head = true, .linked = true), true },
        STORY } },
    { "not so where many link to both: the first is the headline, whatever words the other has",
      { { "The key hung in the kitchen", NULL, { .head = true, .linked = true }, true },
        { "Captain said key always hangs in kitchen",
          NULL,
          { .head = true, .linked = true },
          false },
        STORY } },
    { "a paragraph that opens another story goes below that one's headline",
      { STORY,
        { "Nine things worth seeing", NULL, { .text = 7, .borne = true, .kin = 7 }, false },
        { LEAD, NULL, { .lead = true, .kin = 7 }, false } } },
    { "not so below a line of the site, or where the other story goes on",
      { STORY,
        { "Nine things worth seeing", NULL, { .text = 7, .kin = 7 }, false },
        { LEAD, NULL, { .lead = true, .kin = 7 }, true },
        { "Ten things worth seeing", NULL, { .text = 7, .borne = true, .kin = 8 }, false },
        { LEAD, NULL, { .lead = true, .kin = 8 }, true },
        { LEAD, NULL, { .kin = 8 }, true } } },
    { "the headline that stands below the other story's first sentence, which says the same",
      { STORY,
        { "Swans and herons return", NULL, { .text = 7, .topped = true, .kin = 7 }, false },
        { LEAD, NULL, { .lead = true, .kin = 7 }, false } } },
    { "not so where it says nothing of that, or where a sentence of the site stands there",
      { STORY,
        { "A word from the quay", NULL, { .text = 7, .topped = true, .kin = 7 }, false },
        { LEAD, NULL, { .lead = true, .kin = 7 }, true },
        { "Our heron says so.", NULL, { .text = 7, .topped = true, .kin = 8 }, false },
        { LEAD, NULL, { .lead = true, .kin = 8 }, true } } },
    { "a link behind a label is the story's own, and the paragraph below it no teaser",
      { STORY,
        { "See: Nine things worth seeing", NULL, { .link = true }, false },
        { LEAD, NULL, { .lead = true, .kin = 7 }, true },
        { "Puzzles", NULL, FOOT, false },
        { "14:05 Nine things worth seeing", NULL, { .link = true, .listed = true }, false },
        { LEAD, NULL, { .lead = true, .kin = 7 }, false } } },
    { "not so where the page has little else",
      { OWN(PROSE),
        { "Nine things worth seeing", NULL, { .text = 7, .borne = true, .kin = 7 }, false },
        { LEAD, NULL, { .lead = true, .kin = 7 }, true } } },
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

static void test_pages(void **state)
{
    (void)state;
    check_pages(pages, DH_LEN(pages));
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

/* A heading that is known by its words stays where it heads something, on however many pages. */
static void test_headings(void **state)
{
    static const struct page heading[] = {
        { "a list of the story's",
          { { PROSE, NULL, { 0 }, true },
            { "Ingredients", NULL, WIDE, true },
            { "Two old hats", NULL, { 0 }, true },
            { MORE, NULL, { 0 }, true } } },
        { "one that two stories have, and this one",
          { { PROSE, NULL, { 0 }, true },
            { "Ingredients", NULL, WIDE, true },
            { "Salt", NULL, { .text = HEAD }, true },
            { MORE, NULL, { 0 }, true } } },
        { "links to other stories",
          { { PROSE, NULL, { 0 }, true },
            { "Ingredients", NULL, WIDE, false },
            { "The captain and more", NULL, CHROME, false },
            { MORE, NULL, { 0 }, true } } },
        { "a short sentence below the prose",
          { { PROSE, NULL, { 0 }, true },
            { "Ingredients", NULL, WIDE, true },
            { "Two old hats", NULL, { 0 }, true },
            { "Stir and serve.", NULL, { 0 }, true } } },
        { "behind the story",
          { { PROSE, NULL, { 0 }, true },
            { "Ingredients", NULL, WIDE, false },
            { "Two old hats", NULL, { 0 }, true } } },
    };
    struct dh_standing s[LINES];
    struct dh_page p;
    char text[ROOM];
    (void)state;
    dh_page_init(&p, dh_mem_default(), (size_t)1 << 24);
    for (size_t i = 0; i < DH_LEN(heading); i++) {
        make_page(&p, &heading[i], s, text, false);
        p.fragments[1].kind = DH_CROSSHEAD;
        assert_int_equal(dh_standing_apply(&p, s), DH_OK);
        for (size_t k = 0; k < p.n_fragments; k++)
            if (dh_page_goes(&p, k) == heading[i].line[k].stays)
                fail_msg("%s: line %zu", heading[i].name, k);
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
                                        cmocka_unit_test(test_headings),
                                        cmocka_unit_test(test_waiting) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
