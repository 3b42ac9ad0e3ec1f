/* SPDX-License-Identifier: MIT */
/* What language and subject a text is said to have: by the first words of its fragments where those
 * tell, by more of them where they do not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "text/context.h"
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
        struct dh_tally t;
        dh_buf_reset(&in);
        put_together(&in, &rows[i]);
        dh_page_reset(&page);
        page.input = dh_buf_str(&in);
        assert_int_equal(dh_text_split(&page), DH_OK);
        assert_true(page.n_fragments <= DH_LEN(sights));
        dh_tokens_forget(&words);
        dh_context_read(&v, &page, &t, sights);
        const char *lang = v.lang < 0 ? "none" : dh_lang_name(v.lang);
        uint32_t subject = rows[i].subject == DH_STORY ? 0 : 1u << rows[i].subject;
        if (strcmp(lang, rows[i].lang) != 0 || v.subject != subject)
            fail_msg("'%s': language %s, subjects %x", rows[i].name, lang, v.subject);
        if (rows[i].read && t.total != rows[i].read)
            fail_msg("'%s': %u words are read", rows[i].name, t.total);
    }
    dh_page_release(&page);
    dh_buf_release(&in);
    dh_tokens_release(&words);
    dh_cues_free(cues);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(tells) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
