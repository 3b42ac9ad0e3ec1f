/* SPDX-License-Identifier: MIT */
/* What language and subject a text is said to have: by the first words of its fragments where those
 * tell, by more of them where they do not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "text/sight/context.h"
#include "text/text.h"

#define NAMES \
    "Orla Finch, Elmouth, Owen Marsh, Saltmere, Rosa Iglesias, Corvane, Dana Whitlow, Tarn, Jan " \
    "Wrona, Brackle: "

/* Of lines, `times` each. */
static const struct row {
    const char *name, *lines[2];
    unsigned times[2];
    const char *lang;
    enum dh_kind subject; /* DH_STORY: none */
    unsigned read;        /* words at first; 0: any number */
} rows[] = {
    { "the first words tell",
      { "The harbour of the town was closed on Monday after a storm had torn two barges from the "
        "mole, and nobody knows when it will be open again." },
      { 8 },
      "en",
      DH_STORY,
      8 * 10 },
    { "names stand first",
      { NAMES
        "nachdem der Sturm die beiden Kähne von der Mole losgerissen hatte, war der Hafen der "
        "Stadt auch am Montag für die Fähre zu den Inseln noch nicht wieder offen." },
      { 8 },
      "de",
      DH_STORY,
      0 },
    { "Japanese that begins with Han characters",
      { "気象庁宮崎県震度五弱高知一津波注意報発表によりますと、この町の港は月曜日に閉鎖されましたが"
        "、"
        "島へのフェリーは週末に再び運航する見通しだということです。" },
      { 8 },
      "ja",
      DH_STORY,
      0 },
    { "two sentences of ten begin with the subject, the others come to it",
      { "Our newsletter has been sent from a small office in the harbour since the town was built, "
        "and the people of the islands read it.",
        "The harbour of the town was closed on Monday after a storm had torn two barges from the "
        "mole, which the newsletter told before anybody else did." },
      { 2, 8 },
      "en",
      DH_NEWSLETTER,
      0 },
    { "one of ten speaks of it",
      { "Our newsletter has been sent from a small office in the harbour since the town was built, "
        "and the people of the islands read it.",
        "The harbour of the town was closed on Monday after a storm had torn two barges from the "
        "mole, and nobody knows when it will be open again." },
      { 1, 9 },
      "en",
      DH_STORY,
      0 },
};

static void put_together(struct dh_buf *b, const struct row *r)
{
    for (size_t i = 0; i < DH_LEN(r->lines); i++)
        for (unsigned k = 0; k < r->times[i]; k++) {
            dh_buf_add(b, dh_str_c(r->lines[i]));
            dh_buf_byte(b, '\n');
        }
}

static void tells(void **state)
{
    static struct dh_tokens words;
    static struct dh_marks marks;
    static struct dh_sample sample;
    struct dh_cues *cues = NULL;
    struct dh_buf in;
    struct dh_page page;
    (void)state;
    dh_tokens_init(&words, dh_mem_default());
    dh_buf_init(&in, dh_mem_default(), 1 << 16);
    dh_page_init(&page, dh_mem_default(), 1 << 22);
    assert_int_equal(dh_cues_builtin(&cues, dh_mem_default()), DH_OK);
    for (size_t i = 0; i < DH_LEN(rows); i++) {
        struct dh_view v = { .cues = cues, .words = &words, .marks = &marks };
        struct dh_sight sights[16] = { { 0 } };
        dh_buf_reset(&in);
        put_together(&in, &rows[i]);
        dh_page_reset(&page);
        page.input = dh_buf_str(&in);
        assert_int_equal(dh_text_split(&page), DH_OK);
        assert_true(page.n_fragments <= DH_LEN(sights));
        dh_tokens_forget(&words);
        dh_context_read(&v, &page, &sample, sights);
        const char *lang = v.lang < 0 ? "none" : dh_lang_name(v.lang);
        uint32_t subject = rows[i].subject == DH_STORY ? 0 : 1u << rows[i].subject;
        if (strcmp(lang, rows[i].lang) != 0 || v.subject != subject)
            fail_msg("'%s': language %s, subjects %x", rows[i].name, lang, v.subject);
        if (rows[i].read && sample.tally.total != rows[i].read)
            fail_msg("'%s': %u words are read", rows[i].name, sample.tally.total);
    }
    dh_page_release(&page);
    dh_buf_release(&in);
    dh_tokens_release(&words);
    dh_cues_free(cues);
}

/* What is read of one text, and of another that holds only what stays of it. */
struct both {
    struct dh_page page, rest;
    struct dh_tokens words;
    struct dh_marks marks;
    struct dh_sample sample;
    struct dh_buf in, left;
    struct dh_cues *cues;
};

static void init(struct both *b)
{
    dh_tokens_init(&b->words, dh_mem_default());
    dh_buf_init(&b->in, dh_mem_default(), 1 << 16);
    dh_buf_init(&b->left, dh_mem_default(), 1 << 16);
    dh_page_init(&b->page, dh_mem_default(), 1 << 22);
    dh_page_init(&b->rest, dh_mem_default(), 1 << 22);
    assert_int_equal(dh_cues_builtin(&b->cues, dh_mem_default()), DH_OK);
}

static void release(struct both *b)
{
    dh_page_release(&b->page);
    dh_page_release(&b->rest);
    dh_buf_release(&b->in);
    dh_buf_release(&b->left);
    dh_tokens_release(&b->words);
    dh_cues_free(b->cues);
}

static void read_text(struct both *b, struct dh_page *page, struct dh_str text, struct dh_view *v)
{
    struct dh_sight sights[16] = { { 0 } };
    dh_page_reset(page);
    page->input = text;
    assert_int_equal(dh_text_split(page), DH_OK);
    assert_true(page->n_fragments <= DH_LEN(sights));
    dh_tokens_forget(&b->words);
    *v = (struct dh_view){ .cues = b->cues, .words = &b->words, .marks = &b->marks };
    dh_context_read(v, page, &b->sample, sights);
}

/* Of the row's text the lines of mask go, and `cut` bytes of the first that stays. */
static void compare(struct both *b, const struct row *r, unsigned mask, uint32_t cut)
{
    struct dh_view v, anew;
    dh_buf_reset(&b->in);
    dh_buf_reset(&b->left);
    put_together(&b->in, r);
    read_text(b, &b->page, dh_buf_str(&b->in), &v);
    for (size_t i = 0; i < b->page.n_fragments; i++) {
        struct dh_str s = dh_page_fragment(&b->page, i);
        if (mask & 1u << i) {
            dh_page_strike(&b->page, i, DH_AD, DH_STR("test"));
            continue;
        }
        if (b->left.n == 0 && cut) {
            assert_int_equal(dh_page_edit(&b->page, b->page.fragments[i].at, cut, DH_AD,
                                          DH_STR_NONE, DH_STR("test")),
                             DH_OK);
            s = dh_str_trim(dh_str_sub(s, cut, s.n));
        }
        dh_buf_add(&b->left, s);
        dh_buf_byte(&b->left, '\n');
    }
    if (b->left.n == 0)
        return;
    dh_context_again(&v, &b->page, &b->sample);
    read_text(b, &b->rest, dh_buf_str(&b->left), &anew);
    if (b->rest.n_fragments > 1 && (v.lang != anew.lang || v.subject != anew.subject))
        fail_msg("'%s' without lines %x, cut by %u: language %d, anew %d; subjects %x, anew %x",
                 r->name, mask, cut, v.lang, anew.lang, v.subject, anew.subject);
}

/* What is known of the parts that stay says what reading them again would say. */
static void again_as_anew(void **state)
{
    static struct both b;
    static const unsigned masks[] = { 0, 1, 2, 3, 6, 0x55, 0xAAAA, 0x1F, 0xFFE0, 0x3FFF };
    (void)state;
    init(&b);
    for (size_t i = 0; i < DH_LEN(rows); i++)
        for (size_t k = 0; k < DH_LEN(masks); k++) {
            compare(&b, &rows[i], masks[k], 0);
            compare(&b, &rows[i], masks[k], 9);
            compare(&b, &rows[i], masks[k], 40);
        }
    release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(tells), cmocka_unit_test(again_as_anew) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
