/* SPDX-License-Identifier: MIT */
/* The lists of rules/lists.rules: whom a line speaks to, shares of a hundred, family names, what
 * tells a language. Each word is found by who looks for it, and rows of the user's stand beside the
 * built-in ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "cleantext.h"
#include "text/around/address.h"
#include "text/cues/persons.h"
#include "text/cues/tables.h"
#include "text/sight/tells.h"

/* Function words of the languages: whom a line speaks to. */
static const struct {
    const char *lang, *line;
    unsigned says;
} lines[] = {
    { "en", "Have YOUR say", DH_ADDRESS_YOU },
    { "en", "You\xE2\x80\x99re in", DH_ADDRESS_YOU },
    { "en", "All of our crosswords", DH_ADDRESS_OUR },
    { "en", "My life on the mole", DH_ADDRESS_I },
    { "en", "The youth of the hour", 0 },
    { "de", "Wir rufen Sie an", DH_ADDRESS_YOU | DH_ADDRESS_WE },
    { "de", "Sie rufen an. Sie kommen", 0 },
    { "de", "Das sind ihre Taue", 0 },
    { "fr", "\xC2\xAB vos photos \xC2\xBB", DH_ADDRESS_YOU },
    { "ru", "узнайте, что вам нужно", DH_ADDRESS_YOU },
    { "ru", "вамп", 0 },
    { "tr", "size özel", DH_ADDRESS_YOU },
    { "el", "οι φωτογραφίες σας", DH_ADDRESS_YOU },
    { "hi", "आपकी राय", DH_ADDRESS_YOU },
    { "ja", "ご意見をお寄せください", DH_ADDRESS_YOU },
    { "ko", "의견을 보내주세요", DH_ADDRESS_YOU },
    { "zh", "欢迎您参与", DH_ADDRESS_YOU },
    { "th", "บอกเราว่าคุณคิดอย่างไร", DH_ADDRESS_YOU | DH_ADDRESS_WE },
    { "en", "Tell US", DH_ADDRESS_WE },
    { "en", "The bus", 0 },
    { "fr", "Racontez-nous", DH_ADDRESS_WE },
    { "pt", "Conte-nos a sua história", DH_ADDRESS_WE },
    { "pl", "Napisz do nas", DH_ADDRESS_WE },
    { "ru", "Напишите нам", DH_ADDRESS_WE },
    { "sv", "Mejla oss", DH_ADDRESS_WE },
};

static struct dh_cues *builtin(void)
{
    struct dh_cues *cues;
    assert_int_equal(dh_cues_builtin(&cues, dh_mem_default()), DH_OK);
    return cues;
}

static void address(void **state)
{
    struct dh_cues *cues = builtin();
    struct dh_address a;
    int bad = 0;
    (void)state;
    for (size_t i = 0; i < DH_LEN(lines); i++) {
        struct dh_str line = dh_str_c(lines[i].line);
        assert_true(dh_address_of(&a, &cues->lists, dh_lang_number(dh_str_c(lines[i].lang))));
        unsigned says = dh_address_read(&a, line, line);
        if (says != lines[i].says)
            print_error("%s: %u\n", lines[i].line, says);
        bad += says != lines[i].says;
    }
    assert_int_equal(bad, 0);
    assert_false(dh_address_of(&a, &cues->lists, -1));
    assert_false(dh_address_of(&a, &cues->lists, dh_lang_number(DH_STR("zu"))));
    dh_cues_free(cues);
}

static struct dh_str amid(char *room, size_t size, const char *before, struct dh_str word,
                          const char *behind)
{
    int n = snprintf(room, size, "%s%.*s%s", before, (int)word.n, word.p, behind);
    assert_true(n > 0 && (size_t)n < size);
    return (struct dh_str){ room, (size_t)n };
}

/* Each word that speaks of somebody is read as such amid a line: one in capitals would not be. */
static void each_speaks(void **state)
{
    static const struct {
        enum dh_wordlist list;
        unsigned says;
    } all[] = { { DH_LIST_YOU, DH_ADDRESS_YOU },
                { DH_LIST_I, DH_ADDRESS_I },
                { DH_LIST_OUR, DH_ADDRESS_OUR },
                { DH_LIST_WE, DH_ADDRESS_WE } };
    struct dh_cues *cues = builtin();
    size_t words = 0;
    (void)state;
    for (size_t i = 0; i < DH_LEN(all) * DH_LANGS; i++) {
        const int lang = (int)(i % DH_LANGS);
        struct dh_str list = cues->lists.of[all[i / DH_LANGS].list][lang], word;
        struct dh_address a;
        char room[256];
        while (dh_str_split(&list, '\n', &word)) {
            struct dh_str line = amid(room, sizeof room, "zvorn ", word, " dubinek");
            if (word.n == 0)
                continue;
            assert_true(dh_address_of(&a, &cues->lists, lang));
            if (!(dh_address_read(&a, line, line) & all[i / DH_LANGS].says))
                fail_msg("%s: '%s' is not read", dh_lang_name(lang), room);
            words++;
        }
    }
    assert_true(words > 600);
    dh_cues_free(cues);
}

/* A poll between two paragraphs and an ad, and a sentence: whether the poll goes. */
static bool poll_goes(struct cleaner *c, struct dh_str sentence)
{
    enum { QUESTION = 4 };
    char text[1024];
    amid(text, sizeof text,
         "Ferry landing to open again\n"
         "The harbour of the town was closed on Monday after a storm had torn two barges loose.\n"
         "Owen Marsh, who runs the bakery at the mole, had no flour until noon and sold buns.\n"
         "Advertisement\n"
         "Should the landing open?\nYes 64%\nNo 36%\n"
         "Nobody was hurt, and the ferry to the islands is expected to sail by the weekend.\n",
         sentence, "");
    assert_int_equal(cleaner_run(c, dh_str_c(text)), DH_OK);
    return c->page.fragments[QUESTION].kind == DH_COMMENTS;
}

/* A story that speaks of shares keeps its polls, whatever word of whatever language it has. */
static void each_percent(void **state)
{
    struct dh_cues *cues = builtin();
    struct cleaner c;
    size_t words = 0;
    (void)state;
    assert_int_equal(cleaner_init(&c, NULL), DH_OK);
    assert_true(poll_goes(&c, DH_STR("Owen Marsh said that some 64 of the hundred want it back.")));
    for (int lang = 0; lang <= DH_LIST_ANY; lang++) {
        struct dh_str list = cues->lists.of[DH_LIST_PERCENT][lang], word;
        while (dh_str_split(&list, '\n', &word)) {
            char room[256];
            if (word.n == 0)
                continue;
            struct dh_str line =
                amid(room, sizeof room, "Owen Marsh said that some 64 ", word, " want it back.");
            if (poll_goes(&c, line))
                fail_msg("the poll goes beside '%s'", room);
            words++;
        }
    }
    assert_true(words > 40);
    cleaner_release(&c);
    dh_cues_free(cues);
}

/* Whether what is glued to "记者" in such a line is a name. */
static bool is_name(const struct dh_cues *cues, struct dh_str line)
{
    static struct dh_tokens ws;
    dh_tokens_init(&ws, dh_mem_default());
    dh_tokens_cut(&ws, &cues->vocab, line, DH_TOKENS_MAX);
    bool on = dh_name_runs_on(cues, &ws, 2);
    dh_tokens_release(&ws);
    return !on;
}

static void each_family(void **state)
{
    struct dh_cues *cues = builtin();
    struct dh_str list = cues->lists.of[DH_LIST_FAMILY][dh_lang_number(DH_STR("zh"))], word;
    size_t words = 0;
    char room[64];
    (void)state;
    for (; dh_str_split(&list, '\n', &word); words += word.n > 0)
        if (word.n && !is_name(cues, amid(room, sizeof room, "记者", word, "芳")))
            fail_msg("'%s' is no name", room);
    assert_true(words > 100);
    assert_false(is_name(cues, DH_STR("记者走进")));
    assert_false(is_name(cues, DH_STR("记者王芳走进渔村")));
    dh_cues_free(cues);
}

/* Whether a list tells that the word, or a word with the letter, is of the language. */
static bool is_told(struct dh_view *v, struct dh_str word, int lang)
{
    dh_tokens_cut(v->words, &v->cues->vocab, word, DH_TOKENS_MAX);
    dh_cues_mark(v->cues, v->words, v->marks);
    v->marks->glue[0] = 0;
    dh_tells_mark(v);
    return v->words->n == 1 && (v->marks->glue[0] >> lang & 1);
}

static void each_tell(void **state)
{
    static struct dh_tokens ws;
    static struct dh_marks marks;
    struct dh_cues *cues = builtin();
    struct dh_view v = { .cues = cues, .words = &ws, .marks = &marks };
    const int tr = dh_lang_number(DH_STR("tr")), cs = dh_lang_number(DH_STR("cs"));
    size_t words = 0;
    (void)state;
    dh_tokens_init(&ws, dh_mem_default());
    for (int lang = 0; lang < DH_LANGS; lang++) {
        struct dh_str list = cues->lists.of[DH_LIST_TELL][lang], word;
        for (; dh_str_split(&list, '\n', &word); words += word.n > 0)
            if (word.n && !is_told(&v, word, lang))
                fail_msg("%s: '%.*s' tells nothing", dh_lang_name(lang), (int)word.n, word.p);
    }
    assert_true(words > 900);
    assert_true(is_told(&v, DH_STR("bağ"), tr));
    assert_false(is_told(&v, DH_STR("Bağ"), tr)); /* may be a name */
    assert_false(is_told(&v, DH_STR("bağř"), tr));
    assert_false(is_told(&v, DH_STR("bağř"), cs));
    assert_false(is_told(&v, DH_STR("zvorn"), tr));
    dh_tokens_release(&ws);
    dh_cues_free(cues);
}

/* Rows of the user's stand beside those built in; words are parted by commas, and may hold blanks.
 */
static void users_rows(void **state)
{
    static const char rows[] =
        "[list en]\nyou: thou, thee\nyou: thine\n[list any]\npercent: of a hundred\n";
    struct dh_forms *f;
    struct dh_cues *cues;
    struct dh_address a;
    struct dh_detail d;
    const int en = dh_lang_number(DH_STR("en"));
    (void)state;
    assert_int_equal(dh_forms_new(&f, dh_mem_default()), DH_OK);
    assert_int_equal(dh_tables_read(f, dh_tables_builtin(), false, &d), DH_OK);
    assert_int_equal(dh_tables_read(f, dh_str_c(rows), true, &d), DH_OK);
    assert_int_equal(dh_forms_seal(f, &cues), DH_OK);
    assert_true(dh_address_of(&a, &cues->lists, en));
    assert_int_equal(dh_address_read(&a, DH_STR("thine own"), DH_STR("thine own")), DH_ADDRESS_YOU);
    assert_int_equal(dh_address_read(&a, DH_STR("your own"), DH_STR("your own")), DH_ADDRESS_YOU);
    assert_int_equal(dh_address_read(&a, DH_STR("thou, we"), DH_STR("thou, we")),
                     DH_ADDRESS_YOU | DH_ADDRESS_WE);
    struct dh_str percent = cues->lists.of[DH_LIST_PERCENT][DH_LIST_ANY];
    assert_true(dh_wordlist_in(percent, DH_STR("64 of a hundred want it")));
    assert_true(dh_wordlist_has(percent, DH_STR("of a hundred")));
    assert_false(dh_wordlist_has(percent, DH_STR("hundred")));
    assert_false(dh_wordlist_has(percent, DH_STR("")));
    assert_false(dh_wordlist_has(percent, DH_STR_NONE)); /* what is too long to be looked for */
    assert_false(dh_wordlist_in(DH_STR_NONE, DH_STR("64 of a hundred")));
    dh_cues_free(cues);
    dh_forms_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(address),      cmocka_unit_test(each_speaks),
        cmocka_unit_test(each_percent), cmocka_unit_test(each_family),
        cmocka_unit_test(each_tell),    cmocka_unit_test(users_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
