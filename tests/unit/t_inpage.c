/* SPDX-License-Identifier: MIT */
/* Repetition inside one page: what goes, what stays, and that a second pass finds nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "repeat/repeat.h"

/* A line of `page` is a code and a text; `want` holds one code a line. Codes: '.' story, 'c' story
 * that looks like a caption, 'h' heading, 'i' list item, 'q' quote; struck before: C caption, A ad,
 * L related, T title, O other; kept kinds: x crosshead, n note. In `want` also 'r': a repeat. */
struct row {
    const char *name, *page, *want;
};

static const struct row rows[] = {
    { "chrome goes with all its copies",
      "A Advertisement\n. The river rose by night.\n. Advertisement\n. It fell by noon.\n. "
      "Advertisement",
      "A.A.A" },
    { "a section label in the navigation says nothing of a crosshead",
      "O Sport\n. The cup went to the visitors.\n. Sport\n. They will defend it.", "O..." },
    { "a teaser does not take the lead with it",
      "h Bridge closed\nL The old bridge over the Elm was closed on Monday after a lorry struck "
      "its "
      "middle pier.\n. The old bridge over the Elm was closed on Monday after a lorry struck its "
      "middle pier.",
      "hL." },
    { "a related list does not take the headline with it",
      ". Old bridge closed after crash\n. Nobody was hurt.\nL Old bridge closed after crash",
      "..L" },
    { "a related link in the body goes with the list",
      ". Bridge shut\n. Ferry fares to rise again\n. Nobody was hurt.\nL Ferry fares to rise again",
      ".L.L" },
    { "a caption's twin in a paragraph goes",
      ". Bridge shut\nC Engineers inspect the pier of the Elm bridge on Monday.\n. Traffic was "
      "led away.\n. Engineers inspect the pier of the Elm bridge on Monday.",
      ".C.C" },
    { "second wording of a credited caption",
      ". Talks resume\n. Both sides met again.\nc Foreign Minister Ada Brandt speaks during the "
      "2019 "
      "Lisbon Harbour Conference.\n. More talks will follow.\nC Foreign Minister Ada Brandt waves "
      "during her speech at the Harbour Conference in Lisbon Portugal on May 4 2019. Tom Kell  AP",
      "..C.C" },
    { "an uncredited caption that stands twice",
      ". Talks resume\nc Minister Ada Brandt greets harbour pilots outside the town hall in "
      "Lisbon.\n. Both sides met again.\nc Minister Ada Brandt greets harbour pilots outside the "
      "town hall in Lisbon.",
      ".C.C" },
    { "two wordings, neither credited",
      ". Talks resume\nc Minister Ada Brandt greets harbour pilots outside the old town hall in "
      "Lisbon.\n. Both sides met again.\nc Minister Ada Brandt greets harbour pilots outside the "
      "town hall in Lisbon on Friday.",
      ".C.C" },
    { "a sentence that takes up the words of a caption and says more",
      ". Talks resume\nc Minister Ada Brandt has greeted harbour pilots outside the old town hall "
      "while dockers blocked both quays with lorries and cranes this morning.\n. Both sides met "
      "again.\nC Minister Ada Brandt greeted harbour pilots outside town hall.",
      ".c.C" },
    { "a lead that reads like a caption, alone",
      "c Minister Ada Brandt speaks to harbour pilots in Lisbon on Friday.\n. Talks resume.",
      "c." },
    { "the headline is no caption",
      "c Minister Ada Brandt greets harbour pilots outside Lisbon hall\n. Talks resume.\nC "
      "Minister "
      "Ada Brandt greets harbour pilots outside Lisbon hall on Friday. Tom Kell/AP",
      "c.C" },
    { "five content words in common are chance",
      ". Talks\nc Minister Ada Brandt speaks in Lisbon today.\n. Both met.\nC Minister Brandt "
      "speaks "
      "in Lisbon today with pilots from Porto harbour before lunch. Tom Kell/AP",
      ".c.C" },
    { "story prose is never made a caption",
      ". Talks\n. Minister Ada Brandt greets harbour pilots outside the town hall in Lisbon.\n. "
      "Both "
      "met.\nC Minister Ada Brandt greets harbour pilots outside the town hall in Lisbon. (AP)",
      "...C" },
    { "German, umlauts and two wordings",
      ". Gespräche gehen weiter\nc Außenministerin Ada Brandt begrüßt die Lotsen vor dem Rathaus "
      "in "
      "Lübeck.\n. Beide Seiten trafen sich.\nC AUßENMINISTERIN Ada Brandt begrüßt am Freitag die "
      "Lotsen vor dem Rathaus in Lübeck. Foto: dpa",
      ".C.C" },
    { "Russian",
      ". Переговоры продолжаются\nc Министр Анна Брандт встречает лоцманов перед ратушей города "
      "Любек.\n. Стороны встретились.\nC Министр Анна Брандт встречает лоцманов перед ратушей "
      "города Любек в пятницу. Фото: ТАСС",
      ".C.C" },
    { "Chinese has no spaces",
      ". 会谈继续\nc 外交部长布兰特在里斯本市政厅前会见港口领航员\n. 双方再次会面。\nC "
      "外交部长布兰特星期五在里斯本市政厅前会见港口领航员（新华社记者摄）",
      ".C.C" },
    { "second copy of a paragraph",
      ". Head\n. The council voted on Tuesday to keep the small library open until the end of the "
      "year.\n. Nobody spoke against it.\n. The council voted on Tuesday to keep the small library "
      "open until the end of the year.",
      "...r" },
    { "a doubled article goes with its short lines",
      ". Head\n. The council voted on Tuesday to keep the small library open until the end of the "
      "year.\nx Costs\n. “No,” she said.\n. The budget for the coming winter is short by some nine "
      "thousand pounds, she said.\n. Head\n. The council voted on Tuesday to keep the small "
      "library "
      "open until the end of the year.\nx Costs\n. “No,” she said.\n. The budget for the coming "
      "winter is short by some nine thousand pounds, she said.",
      "..x..rrrrr" },
    { "notes stay in a doubled article",
      ". Head\nn Correction: the vote was on Tuesday.\n. The council voted on Tuesday to keep the "
      "small library open until the end of the year.\nn Correction: the vote was on Tuesday.\n. "
      "The "
      "council voted on Tuesday to keep the small library open until the end of the year.",
      ".n.nr" },
    { "Japanese paragraph twice",
      ". 見出し\n. 市議会は火曜日に小さな図書館を年末まで開けておくことを決めた。\n. "
      "反対する者はいなかった。\n. "
      "市議会は火曜日に小さな図書館を年末まで開けておくことを決めた。",
      "...r" },
    { "Hindi paragraph twice",
      ". शीर्षक\n. नगर परिषद ने मंगलवार को छोटे पुस्तकालय को साल के अंत तक खुला रखने का फैसला "
      "किया।\n. किसी ने विरोध नहीं किया।\n. नगर परिषद ने मंगलवार को छोटे पुस्तकालय को साल के अंत "
      "तक खुला रखने का फैसला किया।",
      "...r" },
    { "a refrain stays",
      ". Song\n. Row, row, row the boat\n. Gently down the stream\n. Row, row, row the boat\n. "
      "Gently down the stream",
      "....." },
    { "score lines stay",
      ". Live\n. 90 minutes: Ashford 2 Marlow 3\n. 80 minutes: Ashford 2 Marlow 3\n. GOAL!\n. "
      "GOAL!\n. 80 minutes: Ashford 2 Marlow 3",
      "......" },
    { "long lines that differ in figures stay",
      ". Quiz\n. In round 1 the team from the lower valley took 12 points and lost 4 of them "
      "again.\n. In round 2 the team from the lower valley took 15 points and lost 3 of them "
      "again.",
      "..." },
    { "questions, answers, separators and short quotes stay",
      ". Head\n. Q:\n. ***\n. Carlson replied:\n. “I will not go.”\n. Q:\n. ***\n. Carlson "
      "replied:\n. “I will not go.”",
      "........." },
    { "list items and headings stay",
      ". Head\ni The council voted on Tuesday to keep the small library open until the end of the "
      "year.\n. Short line here.\ni The council voted on Tuesday to keep the small library open "
      "until the end of the year.\nh The council voted on Tuesday to keep the small library open "
      "until the end of the year.",
      "....h" },
    { "nothing to compare", ". Alone", "." },
    { "no words at all", ". ***\n. ***\n. —", "..." },
};

struct code {
    char c;
    enum dh_kind kind;
    enum dh_role role;
    unsigned looks;
};
static const struct code codes[] = {
    { '.', DH_STORY, DH_ROLE_PARAGRAPH, 0 },
    { 'c', DH_STORY, DH_ROLE_PARAGRAPH, DH_LOOKS_CAPTION },
    { 'h', DH_STORY, DH_ROLE_HEADING, 0 },
    { 'i', DH_STORY, DH_ROLE_ITEM, 0 },
    { 'q', DH_STORY, DH_ROLE_QUOTE, 0 },
    { 'C', DH_CAPTION, DH_ROLE_CAPTION, 0 },
    { 'A', DH_AD, DH_ROLE_PARAGRAPH, 0 },
    { 'L', DH_RELATED, DH_ROLE_PARAGRAPH, 0 },
    { 'T', DH_TITLE, DH_ROLE_HEADING, 0 },
    { 'O', DH_OTHER, DH_ROLE_PARAGRAPH, 0 },
    { 'x', DH_CROSSHEAD, DH_ROLE_PARAGRAPH, 0 },
    { 'n', DH_NOTE, DH_ROLE_PARAGRAPH, 0 },
};

static const struct code *code_of(char c)
{
    for (size_t i = 0; i < DH_LEN(codes); i++)
        if (codes[i].c == c)
            return &codes[i];
    fail_msg("no code '%c'", c);
    return NULL;
}

/* A stand-in for text/normal: lower case, the stop at the end off, nothing for bare punctuation. */
static void set_key(struct dh_page *p, size_t i)
{
    struct dh_fragment *f = &p->fragments[i];
    struct dh_str s = dh_page_fragment(p, i);
    char *out = dh_arena_alloc(&p->arena, 4 * s.n);
    size_t n = 0, end = 0;
    assert_non_null(out);
    for (size_t at = 0; at < s.n;) {
        uint32_t cp;
        at += dh_utf8_get(s, at, &cp);
        n += dh_utf8_put(out + n, dh_utf8_lower(cp));
        if (!(dh_utf8_class(cp) & (DH_C_PUNCT | DH_C_SPACE)))
            end = n;
    }
    f->norm = (struct dh_str){ out, end };
    f->key = end ? dh_hash64(f->norm) : 0;
    f->folded = f->key;
}

static void add_lines(struct dh_page *p, const char *text)
{
    struct dh_str rest = dh_str_c(text), line;
    p->input = rest;
    while (dh_str_split(&rest, '\n', &line)) {
        const struct code *c = code_of(line.p[0]);
        size_t at = (size_t)(line.p - text) + 2;
        assert_int_equal(dh_page_add_fragment(p, (uint32_t)at, (uint32_t)(line.n - 2), c->role),
                         DH_OK);
        struct dh_fragment *f = &p->fragments[p->n_fragments - 1];
        f->kind = (uint8_t)c->kind;
        f->looks = (uint8_t)c->looks;
        set_key(p, p->n_fragments - 1);
    }
}

static char letter(const struct dh_fragment *f)
{
    if (f->kind == DH_REPEAT)
        return 'r';
    if (f->kind == DH_STORY)
        return f->looks ? 'c' : f->role == DH_ROLE_HEADING ? 'h' : '.';
    for (size_t i = 0; i < DH_LEN(codes); i++)
        if (codes[i].kind == (enum dh_kind)f->kind)
            return codes[i].c;
    return '?';
}

static bool stays(const struct dh_fragment *f)
{
    return f->kind == DH_STORY || f->kind == DH_CROSSHEAD || f->kind == DH_NOTE;
}

static void check_row(const struct row *r)
{
    struct dh_page p;
    char got[64] = "";

    dh_page_init(&p, dh_mem_default(), (size_t)1 << 24);
    add_lines(&p, r->page);
    assert_int_equal(dh_repeat_page(&p), DH_OK);
    assert_true(p.n_fragments < sizeof got);
    for (size_t i = 0; i < p.n_fragments; i++) {
        got[i] = letter(&p.fragments[i]);
        assert_true(p.fragments[i].group <= i);
    }
    if (strcmp(got, r->want) != 0)
        fail_msg("%s: got %s, want %s", r->name, got, r->want);
    /* What stays is all that the next run sees: it must stay again. */
    size_t n = 0;
    for (size_t i = 0; i < p.n_fragments; i++)
        if (stays(&p.fragments[i]))
            p.fragments[n++] = p.fragments[i];
    p.n_fragments = n;
    assert_int_equal(dh_repeat_page(&p), DH_OK);
    for (size_t i = 0; i < n; i++)
        if (!stays(&p.fragments[i]))
            fail_msg("%s: not stable at %zu of the result", r->name, i);
    dh_page_release(&p);
}

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < DH_LEN(rows); i++)
        check_row(&rows[i]);
}

/* Captions of a group carry the number of its first, for --captions first. */
static void test_groups(void **state)
{
    struct dh_page p;
    (void)state;
    dh_page_init(&p, dh_mem_default(), (size_t)1 << 24);
    add_lines(&p, ". Talks\nc Minister Ada Brandt greets harbour pilots outside the town hall in "
                  "Lisbon.\n. Both met.\nC Minister Ada Brandt greets harbour pilots outside the "
                  "town hall in Lisbon on Friday. Tom Kell/AP\n. Both met.");
    assert_int_equal(dh_repeat_page(&p), DH_OK);
    assert_int_equal(p.fragments[1].group, 1);
    assert_int_equal(p.fragments[3].group, 1);
    assert_int_equal(p.fragments[4].group, 2);
    assert_true(dh_str_eq(p.fragments[1].rule, DH_STR("repeat.near")));
    dh_page_release(&p);
}

/* Two paragraphs that become the same by a cut and a repair are copies already now. */
static void test_edits(void **state)
{
    static const char text[] =
        ". Head\n. The council voted on Tuesday to keep the small library open until the end of "
        "the "
        "year.\n. Nobody spoke.\n. The council vot-ed on Tuesday to keep the small library open "
        "until the end of the year. (AP)";
    struct dh_page p;
    (void)state;
    dh_page_init(&p, dh_mem_default(), (size_t)1 << 24);
    add_lines(&p, text);
    uint32_t cut = (uint32_t)dh_str_find(dh_str_c(text), DH_STR(" (AP)"));
    uint32_t hyphen = (uint32_t)dh_str_find(dh_str_c(text), DH_STR("-ed")) - 3;
    assert_int_equal(dh_page_edit(&p, cut, 5, DH_CREDIT, DH_STR_NONE, DH_STR("t")), DH_OK);
    assert_int_equal(dh_page_edit(&p, hyphen, 6, DH_STORY, DH_STR("voted"), DH_STR("t")), DH_OK);
    assert_int_equal(dh_repeat_page(&p), DH_OK);
    assert_int_equal(p.fragments[1].kind, DH_STORY);
    assert_int_equal(p.fragments[3].kind, DH_REPEAT);
    dh_page_release(&p);
}

/* Hostile: many fragments that all share their words. Must end soon (the runner's clock watches)
 * and lose nothing. */
static void test_many(void **state)
{
    enum { N = 100000 };
    struct dh_page p;
    struct dh_buf b;
    char line[160];
    (void)state;
    dh_page_init(&p, dh_mem_default(), (size_t)1 << 30);
    dh_buf_init(&b, dh_mem_default(), (size_t)1 << 28);
    for (int i = 0; i < N; i++) {
        int n = snprintf(line, sizeof line,
                         "%sc Minister Brandt greets %d pilots outside town hall %d in Lisbon %d",
                         i ? "\n" : "", i % 7, i % 1000, i);
        dh_buf_add(&b, (struct dh_str){ line, (size_t)n });
    }
    dh_buf_byte(&b, '\0');
    assert_int_equal(b.err, DH_OK);
    add_lines(&p, b.p);
    assert_int_equal(dh_repeat_page(&p), DH_OK);
    size_t captions = 0;
    for (size_t i = 0; i < p.n_fragments; i++)
        captions += p.fragments[i].kind == DH_CAPTION;
    assert_true(captions > N / 2);
    dh_page_release(&p);
    dh_buf_release(&b);
}

/* A small arena: refused, not crashed. */
static void test_no_memory(void **state)
{
    (void)state;
    for (size_t cap = 4096; cap < 60000; cap += 1000) {
        struct dh_page p;
        dh_page_init(&p, dh_mem_default(), (size_t)1 << 20);
        add_lines(&p, rows[6].page);
        dh_page_limit(&p, p.arena.used + cap);
        enum dh_err e = dh_repeat_page(&p);
        assert_true(e == DH_OK || e == DH_ELIMIT);
        dh_page_release(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows), cmocka_unit_test(test_groups),    cmocka_unit_test(test_edits),
        cmocka_unit_test(test_many), cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
