/* SPDX-License-Identifier: MIT */
/* Repairs, each undone by the page's changes, and normal forms. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/hash.h"
#include "cleantext.h"
#include "text/repair/repair.h"
#include "text/words/langs.h"
#include "text/words/normal.h"

static const struct {
    const char *name, *in, *want;
} repairs[] = {
    { "stop after a quote that has one", "He called it “the end of the pier.” .\nThe mole held.",
      "He called it “the end of the pier.”\nThe mole held." },
    { "stop after a quote that has none", "He called it “the end of the pier” .\nThe mole held.",
      "He called it “the end of the pier”.\nThe mole held." },
    { "brackets", "The board ( EPB ) met on Monday.\nThe mole held.",
      "The board (EPB) met on Monday.\nThe mole held." },
    { "one blank in a bracket stays", "The board ( EPB) met on Monday.\nThe mole held.",
      "The board ( EPB) met on Monday.\nThe mole held." },
    { "blank before a comma", "The mole , built of stone, held.\nNobody fell.",
      "The mole, built of stone, held.\nNobody fell." },
    { "French keeps its blanks",
      "Le maire a dit que le port : fermé pour la nuit, reste sous la garde de la police !\n"
      "Les bateaux ne sont pas partis et les pêcheurs sont dans la rue avec le maire.",
      "Le maire a dit que le port : fermé pour la nuit, reste sous la garde de la police !\n"
      "Les bateaux ne sont pas partis et les pêcheurs sont dans la rue avec le maire." },
    { "soft hyphens",
      "The har\xC2\xAD"
      "bour was closed.\nThe mole held.",
      "The harbour was closed.\nThe mole held." },
    { "zero-width and BOM",
      "\xEF\xBB\xBFThe har\xE2\x80\x8B"
      "bour was closed.\nThe mole held.",
      "The harbour was closed.\nThe mole held." },
    { "a joiner between letters stays, one of two",
      "\xD9\x85\xDB\x8C\xE2\x80\x8C\xE2\x80\x8C\xD8\xB1\xD9\x88\xD8\xAF\nNobody fell.",
      "\xD9\x85\xDB\x8C\xE2\x80\x8C\xD8\xB1\xD9\x88\xD8\xAF\nNobody fell." },
    { "joiners before nothing go", "\xD9\x85\xDB\x8C\xE2\x80\x8D\xE2\x80\x8D now\nNobody fell.",
      "\xD9\x85\xDB\x8C now\nNobody fell." },
    { "entities escaped twice", "The mole&amp;#39;s stones &amp; sand held.\nNobody fell.",
      "The mole's stones & sand held.\nNobody fell." },
    { "references by number, decimal or not, and by any name",
      "&laquo;&#xA0;The&#8203; har&#173;bour&nbsp;&raquo; &#8212; cafés &Eacute;toile &#038; "
      "Fils.\nNobody fell.",
      "« The harbour » — cafés Étoile & Fils.\nNobody fell." },
    { "numbers of Windows-1252, and a line end", "The pilots&#146; boat&#10;sank.\nNobody fell.",
      "The pilots’ boat sank.\nNobody fell." },
    { "what is no reference: no semicolon, no such name, no such character",
      "AT&T &copy 1999 &nosuch; &#xD800; &#0; &#7; &#xFFFF; &#; R&D;.\nNobody fell.",
      "AT&T &copy 1999 &nosuch; &#xD800; &#0; &#7; &#xFFFF; &#; R&D;.\nNobody fell." },
    { "a text on HTML",
      "In HTML an ampersand is written &amp; and a blank &nbsp; or so.\nNobody fell.",
      "In HTML an ampersand is written &amp; and a blank &nbsp; or so.\nNobody fell." },
    { "a reference that is spoken of",
      "Type '&nbsp;' or `&lt;` or (“&copy;”) there, and \"Quay\"&nbsp;\"Mole\" here.\nNobody fell.",
      "Type '&nbsp;' or `&lt;` or (“&copy;”) there, and \"Quay\" \"Mole\" here.\nNobody fell." },
    { "names of values in addresses, and references behind them",
      "See https://quay.example/?a=1&copy;=2&para;=3&amp;order;=4&amp;b=5 or (www.quay.example/"
      "mole?q=1&sect;=2&#228;).\nThe caf&eacute; https://quay.example/caf&eacute; "
      "&copy;?\nNobody fell.",
      "See https://quay.example/?a=1&copy;=2&para;=3&order;=4&b=5 or (www.quay.example/"
      "mole?q=1&sect;=2ä).\nThe café https://quay.example/café ©?\nNobody fell." },
    { "a blank, a quotation mark and ASCII by name behind an address",
      "See &quot;https://quay.example/?a=1&rdquo;&nbsp;and https://quay.example/?a&lsqb;1&rsqb;.\n"
      "Nobody fell.",
      "See \"https://quay.example/?a=1” and https://quay.example/?a[1].\nNobody fell." },
    { "what turns the direction of text comes of no reference",
      "The &#x202E;harbour&#8236; w&#x2066;as&amp;#8297; closed&#8237;.\nMen at \xE2\x80\xAAthe"
      "\xE2\x80\xAC mole&rlm; held.",
      "The harbour was closed.\nMen at \xE2\x80\xAAthe\xE2\x80\xAC mole\xE2\x80\x8F held." },
    { "brackets of markup that are escaped twice, and signs of it beside tags",
      "Their feed had &amp;lt;b&amp;gt; in it.\n<p>Five &lt; six &amp; caf&eacute;</p>\nNobody "
      "fell.",
      "Their feed had &amp;lt;b&amp;gt; in it.\n<p>Five &lt; six &amp; café</p>\nNobody fell." },
    { "the same by number, and escaped more often than is read at once",
      "It had &#38;lt;b&#x26;gt; or &#38;#38;lt;i in it.\nAnd "
      "&amp;amp;amp;amp;amp;amp;amp;amp;amp;amp;amp;amp;lt;p there.\nA &#38;amp; B.\nNobody fell.",
      "It had &#38;lt;b&#x26;gt; or &#38;lt;i in it.\nAnd "
      "&amp;amp;amp;amp;amp;amp;amp;amp;amp;amp;amp;amp;lt;p there.\nA & B.\nNobody fell." },
    { "a blank that was escaped twice, before a sign",
      "Who moored them&amp;nbsp;? The board&nbsp;, the pilots&nbsp;&nbsp; .\nNobody fell.",
      "Who moored them? The board, the pilots.\nNobody fell." },
    { "such blanks in brackets", "The board (&nbsp;EPB&nbsp;) met on Monday.\nNobody fell.",
      "The board (EPB) met on Monday.\nNobody fell." },
    { "an entity around a zero width space",
      "The mole &am\xE2\x80\x8Bp; the pier held.\nNobody fell.",
      "The mole & the pier held.\nNobody fell." },
    { "a doubled headline with such a blank in it",
      "Storm closes the old&nbsp;harbour Storm closes the old harbour\nNobody fell.",
      "Storm closes the old harbour\nNobody fell." },
    { "blanks on both sides of what is cut",
      "Shares of Elm Ferries (ELM.X) , opens new tab , fell on Monday.\nNobody fell.",
      "Shares of Elm Ferries (ELM.X) fell on Monday.\nNobody fell." },
    { "blanks on both sides of what is cut, before a stop",
      "The board met at the harbour, opens new tab&nbsp;&nbsp;.\nNobody fell.",
      "The board met at the harbour.\nNobody fell." },
    { "mojibake", "The ferry to SkÃ¶vde was late for a day.\nNobody fell.",
      "The ferry to Skövde was late for a day.\nNobody fell." },
    { "mojibake of what goes by itself",
      "ï»¿The fer\xC3\x82\xC2\xADry to SkÃ¶vde was late for a day.\nNobody fell.",
      "The ferry to Skövde was late for a day.\nNobody fell." },
    { "no mojibake where one sign does not fit",
      "The ferry to Å and SkÃ¶vde was late.\nNobody fell.",
      "The ferry to Å and SkÃ¶vde was late.\nNobody fell." },
    { "no mojibake: a word and its closing quote",
      "„The Strauß“ ran aground, and the «\xC2\xA0Olé\xC2\xA0», too.\n«LE CAFÉ» closed.",
      "„The Strauß“ ran aground, and the «\xC2\xA0Olé\xC2\xA0», too.\n«LE CAFÉ» closed." },
    { "mojibake that ends a word", "The ferry to cittÃ\xC2\xA0 was late.\nNobody fell.",
      "The ferry to città was late.\nNobody fell." },
    { "what a link's label says inside a sentence",
      "Shares of Elm Ferries (ELM.X), opens new tab fell on Monday.\nNobody fell.",
      "Shares of Elm Ferries (ELM.X) fell on Monday.\nNobody fell." },
    { "the same inside brackets and quotation marks, which stay",
      "Shares of Elm Ferries (ELM.X, opens new tab) and \"Quay, opens new tab\" fell.\nNobody "
      "fell.",
      "Shares of Elm Ferries (ELM.X) and \"Quay\" fell.\nNobody fell." },
    { "in brackets of its own, with blanks or a stop, and in some that hold more",
      "Shares ( opens in a new window ) fell (opens in a new tab). The mole (opens in a new window "
      "of glass) stood.\nNobody fell.",
      "Shares fell. The mole (opens in a new window of glass) stood.\nNobody fell." },
    { "a button in brackets at the end",
      "The mole stood on Monday for a long time, and no ferry sailed. (Read more)\nNobody fell.",
      "The mole stood on Monday for a long time, and no ferry sailed.\nNobody fell." },
    { "a marker before a bracket",
      "ADVERTISEMENT (Quay Press) - The mole stood for a long time, and no ferry sailed.\n"
      "Nobody fell.",
      "(Quay Press) - The mole stood for a long time, and no ferry sailed.\nNobody fell." },
    { "doubled headline", "Storm closes the old harbour Storm closes the old harbour\nNobody fell.",
      "Storm closes the old harbour\nNobody fell." },
    { "a headline four times",
      "Storm closes the old harbour Storm closes the old harbour Storm closes the old harbour "
      "Storm "
      "closes the old harbour\nNobody fell.",
      "Storm closes the old harbour\nNobody fell." },
    { "a word that is sung again and again", "Na na na na na na na na na na na na\nNobody fell.",
      "Na na na na na na na na na na na na\nNobody fell." },
    { "crosshead set apart",
      "Nobody fell.\nPILOTS WATCHING THE MOLE Meanwhile, the board of the harbour met again to "
      "hear what the pilots had seen.",
      "Nobody fell.\nPILOTS WATCHING THE MOLE\nMeanwhile, the board of the harbour met again to "
      "hear what the pilots had seen." },
    { "one with references and what is dropped",
      "Nobody fell.\nPILOTS&nbsp;WATCHING THE MO&shy;L&zwnj;E&#160;Meanwhile, the board of the "
      "harbour met again to hear what the pilots had seen.",
      "Nobody fell.\nPILOTS WATCHING THE MOLE\nMeanwhile, the board of the harbour met again to "
      "hear what the pilots had seen." },
    { "one too short as it will read",
      "Nobody fell.\nP&#x200B;I&#x200B;L&#x200B;O T&shy;H E&#x200B; Meanwhile, the board of the "
      "harbour met again to hear what the pilots had seen.",
      "Nobody fell.\nPILO TH E Meanwhile, the board of the harbour met again to hear what the "
      "pilots had seen." },
    { "a crosshead that asks something is not cut in two",
      "Nobody fell.\nWHO IS WATCHING THE MOLE? The board of the harbour met again to hear what the "
      "pilots had seen.\n",
      "Nobody fell.\nWHO IS WATCHING THE MOLE? The board of the harbour met again to hear what the "
      "pilots had seen.\n" },
    { "nor one whose last word has a colon behind it",
      "Nobody fell.\nORLA FINCH, PILOT\nWISE WORDS FROM THE MOLE: The tent has saved us more than "
      "once when the weather turned.\n",
      "Nobody fell.\nORLA FINCH, PILOT\nWISE WORDS FROM THE MOLE: The tent has saved us more than "
      "once when the weather turned.\n" },
    { "a dateline is no crosshead",
      "Nobody fell.\nELMOUTH (AP) — The board of the harbour met again to hear what the pilots had "
      "seen that night.",
      "Nobody fell.\nELMOUTH (AP) — The board of the harbour met again to hear what the pilots had "
      "seen that night." },
    { "a zero width space stands between no two characters",
      "Who had moored them ?\xE2\x80\x8B And with how many lines \xE2\x80\x8B?\nNobody "
      "knows\xE2\x80\x8B , and nobody asks \xE2\x80\x8B\xE2\x81\xA0.",
      "Who had moored them? And with how many lines?\nNobody knows, and nobody asks." },
};

static void mends(void **state)
{
    struct cleaner c;
    int bad = 0;
    (void)state;
    assert_int_equal(cleaner_init(&c, NULL), DH_OK);
    for (size_t i = 0; i < DH_LEN(repairs); i++) {
        assert_int_equal(cleaner_run(&c, dh_str_c(repairs[i].in)), DH_OK);
        if (!dh_str_eq(c.page.text, dh_str_c(repairs[i].want))) {
            print_message("%s: '%.*s'\n", repairs[i].name, (int)c.page.text.n, c.page.text.p);
            bad++;
        }
        struct dh_undo undo[16];
        struct dh_buf back;
        assert_true(c.page.n_changes <= DH_LEN(undo));
        for (size_t k = 0; k < c.page.n_changes; k++)
            undo[k] = (struct dh_undo){ c.page.changes[k].at,
                                        dh_str_sub(c.page.input, c.page.changes[k].at,
                                                   c.page.changes[k].n),
                                        c.page.changes[k].now };
        dh_buf_init(&back, dh_mem_default(), 1 << 20);
        assert_int_equal(dh_page_restore(c.page.text, undo, c.page.n_changes, &back), DH_OK);
        assert_true(dh_str_eq(dh_buf_str(&back), dh_str_c(repairs[i].in)));
        dh_buf_release(&back);
        char once[1024];
        memcpy(once, c.page.text.p, c.page.text.n);
        struct dh_str text = { once, c.page.text.n };
        assert_int_equal(cleaner_run(&c, text), DH_OK);
        assert_true(dh_str_eq(text, c.page.text));
    }
    cleaner_release(&c);
    assert_int_equal(bad, 0);
}

static const struct {
    const char *in, *want;
} norms[] = {
    { "- Anzeige -", "anzeige" },
    { "  READ \t MORE:  ", "read more" },
    { "Stra\xC3\x9F"
      "e",
      "strasse" },
    { "STRASSE", "strasse" },
    { "e\xCC\x81t\xC3\xA9", "\xC3\xA9t\xC3\xA9" }, /* E21 */
    { "\xD0\xA0\xD0\x95\xD0\x9A\xD0\x9B\xD0\x90\xD0\x9C\xD0\x90",
      "\xD1\x80\xD0\xB5\xD0\xBA\xD0\xBB\xD0\xB0\xD0\xBC\xD0\xB0" },
    { "\xEF\xBC\xA1\xEF\xBC\xA2", "ab" },                           /* full width */
    { "Annons\xC3\xB8r\xC2\xADinnhold", "annons\xC3\xB8rinnhold" }, /* soft hyphen */
    { "\xE2\x80\xA6", "" },
    { "more\x01\xE2\x80\xA6 here\x7F", "more... here" }, /* controls go */
    { "$5.00", "$5.00" },
};

static void normal_forms(void **state)
{
    struct dh_buf b;
    (void)state;
    dh_buf_init(&b, dh_mem_default(), 1 << 20);
    for (size_t i = 0; i < DH_LEN(norms); i++) {
        dh_normal_fold(&b, dh_str_c(norms[i].in));
        struct dh_str got = dh_normal_trim(dh_buf_str(&b));
        if (!dh_str_eq(got, dh_str_c(norms[i].want)))
            print_message("'%s' -> '%.*s'\n", norms[i].in, (int)got.n, got.p);
        assert_true(dh_str_eq(got, dh_str_c(norms[i].want)));
    }
    /* a stack of combining marks costs linear time */
    struct dh_buf marks;
    dh_buf_init(&marks, dh_mem_default(), 1 << 24);
    dh_buf_byte(&marks, 'a');
    for (int i = 0; i < 200000; i++)
        dh_buf_add(&marks, i % 2 ? DH_STR("\xCC\x81") : DH_STR("\xCC\xA3"));
    dh_normal_fold(&b, dh_buf_str(&marks));
    assert_int_equal(b.err, DH_OK);
    dh_buf_release(&marks);
    dh_buf_release(&b);
}

static const struct {
    const char *name, *in;
    enum dh_unit unit;
    size_t fragments;
} units[] = {
    { "line ends of all kinds",
      "a\nb\rc\r\nd\xC2\x85"
      "e\xE2\x80\xA8"
      "f",
      DH_UNIT_LINE, 6 },
    { "one line is sentences", "The mole held. Mr. Finch saw it. Nobody fell!", DH_UNIT_SENTENCE,
      3 },
    { "a line of characters that go is none",
      "\u200C\nThe mole held. Mr. Finch saw it. Nobody fell!\n\u2060", DH_UNIT_SENTENCE, 3 },
    { "a crosshead that shares a line",
      "Nobody fell.\nPILOTS WATCHING THE MOLE Meanwhile, the board of the harbour met in the hall "
      "of the pilots.",
      DH_UNIT_LINE, 3 },
    { "wrapped paragraphs",
      "The harbour of the town was closed on Monday after a storm that had\ntorn two barges loose "
      "from the mole, and the pilots met to hear the\nboard.\n\nThe ferry to the islands is "
      "expected to sail again by the weekend\nif the board of the harbour agrees, the pilots and "
      "the owners of the\nbarges said.",
      DH_UNIT_PARAGRAPH, 2 },
    { "one wrapped paragraph among lines",
      "Storm in Elmouth\n\nThe harbour of the town was closed on Monday after a storm that had\n"
      "torn two barges loose.\n\nNobody was hurt.",
      DH_UNIT_PARAGRAPH, 3 },
    { "one line above another that begins anew",
      "Storm in Elmouth\n\nThe harbour of the town was closed on Monday after a storm, it said\n"
      "Ferries to sail again.\n\nNobody was hurt.",
      DH_UNIT_LINE, 4 },
    { "one line that goes on, and a longer one",
      "The harbour of the town was closed on Monday after a storm that had\ntorn two barges "
      "loose.\n\nNobody was hurt, and the ferry to the islands is expected to sail again by the "
      "weekend, the pilots said.",
      DH_UNIT_LINE, 3 },
    { "filled lines without blank lines between paragraphs, and a list",
      "Storm in Elmouth\nThe harbour of the town was closed on Monday after a storm that had\ntorn "
      "two barges loose from the mole, and the pilots met.\nThe ferry to the islands is expected "
      "to sail again by the weekend if\nthe board of the harbour agrees, the owners of the barges "
      "said, but\nnot before.\n* Elm Ferry, at the new quay beside the mole, every hour, from 9\n"
      "* Ivo Stern, pilot\nThe pilots said that the mole had stood for a hundred years or more,"
      "\nand that it would stand.",
      DH_UNIT_PARAGRAPH, 6 },
    { "lines of like width that nobody filled",
      "The harbour of the town was closed on Monday morning\nThe ferry to the islands will not "
      "sail before the weekend\nA tug brought the first barge back\nThe council met in the "
      "evening and voted on the new bollards\nFishermen have asked for years that it be raised",
      DH_UNIT_LINE, 5 },
    { "lines as wide as wrapped ones, each of which begins anew",
      "See also: The harbour of the town was closed on Monday\nThe ferry to the islands will not "
      "sail before Saturday\nA tug has brought the first of the barges to the quay\nThe council "
      "met in the evening to vote on new bollards",
      DH_UNIT_LINE, 4 },
    { "rows of a table are no filled lines",
      "The harbour of the town was closed on Monday after a storm that had\nTown          Played  "
      "Won  Drawn  Lost  Points  Goals  Home  Away\nElmouth       20      14   3      3     45     "
      " 44     20    24\nHarrow        20      13   4      3     43      40     19    21\nNyby    "
      "      20      10   5      5     35      33     15    18",
      DH_UNIT_LINE, 5 },
    { "wrapped paragraphs in Cyrillic",
      "Ночью река вышла из берегов и затопила несколько улиц в посёлке, а\nжителей вывезли на "
      "лодках в соседний город, где для них открыли\nшколу.\n\nГубернатор сказал, что вода "
      "начнёт уходить только к среде, когда\nзакончатся дожди, и попросил жителей не возвращаться "
      "домой до\nчетверга.",
      DH_UNIT_PARAGRAPH, 2 },
    { "nothing", " \n\t\n ", DH_UNIT_SENTENCE, 0 },
    { "CJK sentences", "港は閉鎖された。けが人はない。", DH_UNIT_SENTENCE, 2 },
};

static void cuts(void **state)
{
    (void)state;
    for (size_t i = 0; i < DH_LEN(units); i++) {
        struct dh_page p;
        dh_page_init(&p, dh_mem_default(), (size_t)1 << 28);
        p.input = dh_str_c(units[i].in);
        assert_int_equal(dh_text_split(&p), DH_OK);
        if (p.unit != units[i].unit || p.n_fragments != units[i].fragments)
            print_message("%s: %s, %zu\n", units[i].name, dh_unit_name(p.unit), p.n_fragments);
        assert_int_equal(p.unit, units[i].unit);
        assert_int_equal(p.n_fragments, units[i].fragments);
        dh_page_release(&p);
    }
}

/* Each repair has a switch of its own. */
static void switches(void **state)
{
    static const struct {
        const char *rule, *in;
    } cases[] = {
        { "repair.stop", "He called it \"the end of the pier\" .\nThe mole held." },
        { "repair.bracket", "The board ( EPB ) met on Monday.\nThe mole held." },
        { "repair.space", "The mole , built of stone, held.\nNobody fell." },
        { "repair.softhyphen", "The har\xC2\xAD"
                               "bour was closed.\nThe mole held." },
        { "repair.zerowidth", "The har\xE2\x80\x8B"
                              "bour was closed.\nThe mole held." },
        { "repair.entity", "The mole&amp;#39;s stones held.\nNobody fell." },
        { "repair.mojibake", "The ferry to Sk\xC3\x83\xC2\xB6vde was late.\nNobody fell." },
        { "repair.doubled", "Storm closes the harbour Storm closes the harbour\nNobody fell." },
        { "repair.crosshead", "Nobody fell.\nPILOTS WATCHING THE MOLE Meanwhile, the board of the "
                              "harbour met again to hear what the pilots had seen." },
    };
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        struct dh_str in = dh_str_c(cases[i].in);
        for (int on = 0; on < 2; on++) {
            struct cleaner c;
            assert_int_equal(cleaner_init(&c, on ? NULL : cases[i].rule), DH_OK);
            assert_int_equal(cleaner_run(&c, in), DH_OK);
            if (dh_str_eq(c.page.text, in) != !on)
                fail_msg("%s %s: '%.*s'", on ? "with" : "without", cases[i].rule,
                         (int)c.page.text.n, c.page.text.p);
            cleaner_release(&c);
        }
    }
}

/* What a first look found well is not looked at again, but for its halves; in French some blanks
 * are right that are not in English. */
static void looks_once(void **state)
{
    static const struct {
        const char *lang, *in;
        bool well;
        size_t mended;
    } rows[] = {
        { "en", "The mole held, and nobody fell.", true, 0 },
        { "en", "The mole held , and nobody fell.", false, 1 },
        { "fr", "Who had moored them ?", false, 1 },
        { "en", "Storm closes the harbour Storm closes the harbour", true, 1 },
    };
    (void)state;
    for (size_t i = 0; i < DH_LEN(rows); i++) {
        struct dh_view v = { .lang = dh_lang_number(dh_str_c(rows[i].lang)) };
        struct dh_page p;
        dh_page_init(&p, dh_mem_default(), (size_t)1 << 28);
        p.input = dh_str_c(rows[i].in);
        assert_int_equal(dh_text_split(&p), DH_OK);
        assert_int_equal(p.n_fragments, 1);
        assert_int_equal(dh_repair_once(&v, &p, 0), DH_OK);
        assert_int_equal((p.fragments[0].looks & DH_LOOKS_WELL) != 0, rows[i].well);
        p.n_edits = 0;
        v.lang = dh_lang_number(DH_STR("en"));
        assert_int_equal(dh_repair_fragment(&v, &p, 0, 0, 0), DH_OK);
        assert_int_equal(p.n_edits, rows[i].mended);
        dh_page_release(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(looks_once), cmocka_unit_test(mends),    cmocka_unit_test(normal_forms),
        cmocka_unit_test(cuts),       cmocka_unit_test(switches),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
