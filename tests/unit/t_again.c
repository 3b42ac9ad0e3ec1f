/* SPDX-License-Identifier: MIT */
/* Cleaning the result again changes nothing: texts that once broke that, each for a cause of its
 * own, and a few thousand made of the lines of forms.tsv and storylines.tsv, shuffled. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/file.h"
#include "dehusk.h"
#include "langrows.h"

enum { LINES = 12, TEXTS = 4000, POOL_LEAST = 5000, NEAR = 60 };

/* Of the text, less the line ends behind it, that cleaning `text` leaves; the caller releases it.
 */
static void clean(struct dh_context *c, struct dh_str text, struct dh_buf *out)
{
    const struct dh_hints h = { .site = "none" };
    struct dh_record *r;
    assert_int_equal(dh_clean(c, text.p, text.n, &h, &r, NULL), DH_OK);
    struct dh_str s = dh_record_text(r);
    while (s.n && s.p[s.n - 1] == '\n')
        s.n--;
    dh_buf_add(out, s);
    if (s.n)
        dh_buf_byte(out, '\n');
    assert_int_equal(out->err, DH_OK);
    dh_record_free(r);
}

/* Whether the text, cleaned twice, is the same as when it is cleaned once; says so where not. */
static bool holds(struct dh_context *c, const char *name, struct dh_str text)
{
    struct dh_buf once, twice;
    dh_buf_init(&once, dh_mem_default(), 1 << 20);
    dh_buf_init(&twice, dh_mem_default(), 1 << 20);
    clean(c, text, &once);
    clean(c, dh_buf_str(&once), &twice);
    bool same = dh_str_eq(dh_buf_str(&once), dh_buf_str(&twice));
    if (!same)
        print_message("%s: of\n%.*s\nthere is left\n%.*s\nand of that\n%.*s\n", name, (int)text.n,
                      text.p, (int)once.n, once.p, (int)twice.n, twice.n ? twice.p : "");
    dh_buf_release(&once);
    dh_buf_release(&twice);
    return same;
}

static struct dh_context *new_context(const char *how)
{
    struct dh_options *o;
    struct dh_context *c;
    assert_int_equal(dh_options_new(&o), DH_OK);
    assert_int_equal(dh_options_set(o, "type", "text", NULL), DH_OK);
    assert_int_equal(dh_options_set(o, "captions", how, NULL), DH_OK);
    assert_int_equal(dh_context_new(&c, o, NULL), DH_OK);
    dh_options_free(o);
    return c;
}

static const struct {
    const char *name, *text;
} texts[] = {
    { "the copies beside a date go after its words were judged",
      "Set design: Orla Finch\n\n"
      "Voters will be asked in May whether the old bridge should be rebuilt in stone.\n\n"
      "Set design: Orla Finch\n\nSound: Ann Lee\n\nLight: Ted Vane\n\n4 March 2024\n\n"
      "Light: Ted Vane\n" },
    { "a note that stays is no company for what a clean text may say",
      "Full screen\n\nBy Orla Finch\n\nTwo hours ago, the pier was still there.\n\n"
      "Correction: an earlier version gave a wrong length.\n\n"
      "Only one crew has been hired so far.\n\n"
      "The track follows the old railway. Two bridges will be built anew, a third is mended.\n\n"
      "When will it close?\n" },
    { "one line is left: it is read by the sentence",
      "Advertisement\n"
      "The harbour was closed on Monday. Sign up for our weekly newsletter. Both barges had been "
      "moored at the mole since the spring, and their owner said the ropes were new.\n"
      "Advertisement\n" },
    { "what goes looked hard-wrapped",
      "Jetzt kostenlos registrieren und weiterlesen\nCadastre-se grátis para continuar lendo\n"
      "Dieses Cookie speichert eine zufällige Nummer\n"
      "Le cookie est utilisé pour compter les visites\n"
      "Nachdruck nur mit Genehmigung des Verlags\n"
      "Nachdruck nur mit Genehmigung des Verlags\n" },
    { "what is cut off a line does not tell the language",
      "Lees ook: Ooievaarspaar keert terug naar paal bij het gemaal\n"
      "Le port sera dragué en mai, quand les bateaux de pêche seront partis. Lire aussi : Les "
      "pêcheurs demandent une digue plus haute\n"
      "Fishing families in the public seats applauded when the vote was read\n"
      "Two hours ago, the pier was still there.\n國際中心陈志远/報導\n" },
    { "what is cut out of a line is not the end of it, nor tells the language",
      "Le conseil (opens in a new window) a décidé mardi de reconstruire le vieux port, et les "
      "travaux commenceront au mois de mai.\n\n"
      "Les habitants (opens in a new window) sont venus à la mairie pour voir les plans, et tous "
      "ne sont pas contents.\n\n"
      "Les bateaux (opens in a new window) seront à la nouvelle digue pendant les travaux, et les "
      "patrons ne paieront rien pour cela. Lire aussi : Les pêcheurs demandent une digue\n\n"
      "The council said on Tuesday that it would rebuild the old harbour, and that the work would "
      "begin in May of the next year.\n\n"
      "Many people came to the hall to see the plans, and not all of them were happy with what "
      "they had been told there.\n" },
    { "a crosshead that gets a line of its own is one from the start",
      "Le conseil a décidé mardi de reconstruire le vieux port, et les travaux commenceront au "
      "mois de mai.\n"
      "Il a voté pour les plans que la ville avait faits, et la région paiera la moitié.\n"
      "Par Orla Finch\n"
      "LES PLANS DU PORT Les habitants sont venus à la mairie pour voir les plans, et tous ne sont "
      "pas contents du tout.\n" },
    { "a character that goes behind a stop",
      "The council said on Tuesday that it would rebuild the old harbour. Work begins in "
      "May.\u2060\u2060\nThe council said on Tuesday that it would rebuild the old harbour. Work "
      "begins in May.\u2060\u2060\n" },
    { "a character that goes amid a date", "0\u200B.7.23" },
    { "a stop alone behind a blank that was escaped twice", "The pier \u00FF . &nbsp; ." },
    { "a blank before a stop at the end of a label", "See more pto .\u00FF" },
    { "signs that a button leaves behind", "|, opens new tab\nThe lake was frozen.\n" },
    { "a blank between signs that is a tab or a reference", "( \t &nbsp;\n\u2060 &amp;" },
    { "a sentence whose button goes is one",
      "Printemps\n11 18:42\nLe port fermera quand les bateaux de pêche seront partis. Lire : La "
      "digue\n" },
    { "references tell the language as the letters do",
      "Le bac&#8203; avait &eacute;t&eacute; repeint par Quai &#038; Fils en onze "
      "se&#173;maines&#8239;; il co&ucirc;te 40&nbsp;000&#x20AC; par an.\n"
      "Mayor Odile Branwen opens an oyster during the first harvest walk at Saltmere on "
      "Saturday.\n" },
    { "and end sentences as they do",
      "&#8230; 12:30 The harbour was closed on Monday. Both barges had been moored at the mole." },
    { "and part them", "The harbour was closed on "
                       "Monday.&nbsp;Advertisement&hellip;&nbsp;&nbsp;Both barges had been "
                       "moored at the mole since the spring.&rdquo;&nbsp;Read more" },
    { "and are no longer than those",
      "bac de l&#x27;&Icirc;le-aux-Moines ne partira plus le dimanche\n"
      "Masz ciekawy temat? Napisz\n" },
};

/* The same with captions that stay without their credits. */
static const struct {
    const char *name, *text;
} captions[] = {
    { "all of a credit goes that begins with an agency",
      "Gulls ring the long mole on Monday in Grimsby, Wis. (AP Photo/Orla Finch)\n"
      "The council said on Tuesday that it would rebuild the old harbour by the spring.\n"
      "Many people came to the hall to see the plans, and not all of them were happy.\n" },
    { "or of which a part alone would be one",
      "Photo by tidepix /Getty Images/iStockphoto\n"
      "The council said on Tuesday that it would rebuild the old harbour by the spring.\n"
      "Many people came to the hall to see the plans, and not all of them were happy.\n" },
    { "both credits of a caption go",
      "Legende: Der Rat traf sich am Samstag im Rathaus mit den Fischern, um über den Hafen zu "
      "reden. Keystone/Harbour Board via AP/Orla Finch Bild: Keystone/Harbour Board via AP/Orla "
      "Finch\n"
      "Der Rat will den alten Hafen bis zum Frühling neu bauen, und nicht alle sind damit "
      "zufrieden.\n" },
};

static void causes(void **state)
{
    struct dh_context *drop = new_context("drop"), *first = new_context("first");
    unsigned bad = 0;
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        bad += !holds(drop, texts[i].name, dh_str_c(texts[i].text));
    for (size_t i = 0; i < sizeof captions / sizeof *captions; i++)
        bad += !holds(first, captions[i].name, dh_str_c(captions[i].text));
    assert_int_equal(bad, 0);
    dh_context_free(drop);
    dh_context_free(first);
}

/* ---- Made texts */

struct pool {
    struct dh_str *line;
    size_t n;
};

/* The texts of the rows of a table. */
static void read_rows(const char *path, struct dh_buf *b, struct pool *p)
{
    struct dh_detail d;
    struct dh_str rest, line;
    struct lang_row r;
    dh_buf_init(b, dh_mem_default(), 8 << 20);
    assert_int_equal(dh_file_read(path, b, &d), DH_OK);
    rest = dh_buf_str(b);
    p->line = realloc(p->line, (p->n + rest.n) * sizeof *p->line);
    assert_non_null(p->line);
    while (dh_str_split(&rest, '\n', &line))
        if (lang_row_read(line, &r))
            p->line[p->n++] = r.text;
}

/* xorshift64*: the same texts on every machine. */
static size_t next(uint64_t *seed, size_t below)
{
    *seed ^= *seed >> 12;
    *seed ^= *seed << 25;
    *seed ^= *seed >> 27;
    return (size_t)((*seed * 0x2545F4914F6CDD1DULL) >> 33) % below;
}

/* Up to LINES lines, of all languages or of rows that stand near each other, some of them twice. */
static void make(const struct pool *p, uint64_t *seed, struct dh_buf *out)
{
    size_t n = 2 + next(seed, LINES - 1), first = next(seed, p->n);
    size_t spread = next(seed, 2) ? p->n : NEAR;
    const char *end = next(seed, 2) ? "\n" : "\n\n";
    struct dh_str line = p->line[first];
    dh_buf_reset(out);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || next(seed, LINES))
            line = p->line[(first + next(seed, spread)) % p->n];
        dh_buf_add(out, line);
        dh_buf_add(out, dh_str_c(end));
    }
}

static void made(void **state)
{
    struct dh_context *c = new_context("drop");
    struct dh_buf forms, lines, text;
    struct pool p = { 0 };
    uint64_t seed = 1;
    unsigned bad = 0;
    (void)state;
    read_rows("tests/unit/forms.tsv", &forms, &p);
    read_rows("tests/unit/storylines.tsv", &lines, &p);
    assert_true(p.n >= POOL_LEAST);
    dh_buf_init(&text, dh_mem_default(), 1 << 20);
    for (unsigned i = 0; i < TEXTS; i++) {
        make(&p, &seed, &text);
        bad += !holds(c, "a made text", dh_buf_str(&text));
    }
    assert_int_equal(bad, 0);
    dh_buf_release(&text);
    dh_buf_release(&forms);
    dh_buf_release(&lines);
    free(p.line);
    dh_context_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(causes), cmocka_unit_test(made) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
