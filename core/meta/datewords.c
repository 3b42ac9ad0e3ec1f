/* SPDX-License-Identifier: MIT */
#include "meta/datewords.h"

#include "base/utf8.h"

enum { WORD_MAX = 24 };

struct word {
    const char *name;
    int value;
};

/* Months by their first letters, in lower case: as many as tell them apart from other words. The
 * first row that fits decides. */
static const struct word months[] = {
    /* What begins as the month of another language does: Finnish, Czech, Croatian */
    { "marrask", 11 },
    { "červenc", 7 },
    { "červenec", 7 },
    { "lipnj", 6 },
    { "lipanj", 6 },
    { "srpnj", 7 },
    { "srpanj", 7 },
    { "listopada", DH_DATE_LISTOPADA },
    /* English */
    { "jan", 1 },
    { "feb", 2 },
    { "mar", 3 },
    { "apr", 4 },
    { "may", 5 },
    { "jun", 6 },
    { "jul", 7 },
    { "aug", 8 },
    { "sep", 9 },
    { "oct", 10 },
    { "nov", 11 },
    { "dec", 12 },
    /* German */
    { "jän", 1 },
    { "mär", 3 },
    { "mai", 5 },
    { "okt", 10 },
    { "dez", 12 },
    /* French */
    { "janv", 1 },
    { "fév", 2 },
    { "fev", 2 },
    { "avr", 4 },
    { "juin", 6 },
    { "juil", 7 },
    { "aoû", 8 },
    { "aout", 8 },
    { "déc", 12 },
    /* Spanish, Portuguese, Italian */
    { "ene", 1 },
    { "abr", 4 },
    { "ago", 8 },
    { "set", 9 },
    { "dic", 12 },
    { "gen", 1 },
    { "mag", 5 },
    { "giu", 6 },
    { "lug", 7 },
    { "ott", 10 },
    { "out", 10 },
    /* Dutch, Scandinavian */
    { "mrt", 3 },
    { "maart", 3 },
    { "mei", 5 },
    { "maj", 5 },
    { "des", 12 },
    /* Polish */
    { "sty", 1 },
    { "lut", 2 },
    { "kwi", 4 },
    { "cze", 6 },
    { "lip", 7 },
    { "sie", 8 },
    { "wrz", 9 },
    { "paź", 10 },
    { "lis", 11 },
    { "gru", 12 },
    /* Czech, Slovak */
    { "led", 1 },
    { "úno", 2 },
    { "bře", 3 },
    { "dub", 4 },
    { "kvě", 5 },
    { "červ", 6 },
    { "srp", 8 },
    { "zář", 9 },
    { "říj", 10 },
    { "pros", 12 },
    { "máj", 5 },
    { "jún", 6 },
    { "júl", 7 },
    /* Croatian, Slovene, Serbian */
    { "siječ", 1 },
    { "veljač", 2 },
    { "ožuj", 3 },
    { "travnj", 4 },
    { "svib", 5 },
    { "kolovoz", 8 },
    { "rujn", 9 },
    { "rujan", 9 },
    { "studenog", 11 },
    { "studeni", 11 },
    { "avg", 8 },
    /* Hungarian, Romanian */
    { "már", 3 },
    { "ápr", 4 },
    { "szep", 9 },
    { "ian", 1 },
    { "iun", 6 },
    { "iul", 7 },
    { "noi", 11 },
    /* Finnish */
    { "tammik", 1 },
    { "helmik", 2 },
    { "maalisk", 3 },
    { "huhtik", 4 },
    { "toukok", 5 },
    { "kesäk", 6 },
    { "heinäk", 7 },
    { "elok", 8 },
    { "syysk", 9 },
    { "lokak", 10 },
    { "jouluk", 12 },
    /* Turkish, Indonesian */
    { "oca", 1 },
    { "şub", 2 },
    { "nis", 4 },
    { "haz", 6 },
    { "tem", 7 },
    { "ağu", 8 },
    { "eyl", 9 },
    { "eki", 10 },
    { "kas", 11 },
    { "ara", 12 },
    { "agu", 8 },
    /* Russian, Bulgarian */
    { "янв", 1 },
    { "яну", 1 },
    { "фев", 2 },
    { "мар", 3 },
    { "апр", 4 },
    { "мая", 5 },
    { "май", 5 },
    { "июн", 6 },
    { "юни", 6 },
    { "июл", 7 },
    { "юли", 7 },
    { "авг", 8 },
    { "сен", 9 },
    { "сеп", 9 },
    { "окт", 10 },
    { "ноя", 11 },
    { "ное", 11 },
    { "дек", 12 },
    /* Serbian, Macedonian */
    { "јан", 1 },
    { "мај", 5 },
    { "јун", 6 },
    { "јул", 7 },
    { "нов", 11 },
    /* Ukrainian */
    { "січ", 1 },
    { "лют", 2 },
    { "бер", 3 },
    { "кві", 4 },
    { "трав", 5 },
    { "черв", 6 },
    { "лип", 7 },
    { "серп", 8 },
    { "вер", 9 },
    { "жов", 10 },
    { "лист", 11 },
    { "груд", 12 },
    /* Greek */
    { "ιαν", 1 },
    { "φεβ", 2 },
    { "μαρ", 3 },
    { "μάρ", 3 },
    { "απρ", 4 },
    { "μαΐ", 5 },
    { "μαϊ", 5 },
    { "μάι", 5 },
    { "ιουν", 6 },
    { "ιούν", 6 },
    { "ιουλ", 7 },
    { "ιούλ", 7 },
    { "αυγ", 8 },
    { "αύγ", 8 },
    { "σεπ", 9 },
    { "οκτ", 10 },
    { "νοε", 11 },
    { "νοέ", 11 },
    { "δεκ", 12 },
    /* Arabic */
    { "يناير", 1 },
    { "فبراير", 2 },
    { "مارس", 3 },
    { "أبريل", 4 },
    { "إبريل", 4 },
    { "مايو", 5 },
    { "يونيو", 6 },
    { "يوليو", 7 },
    { "أغسطس", 8 },
    { "سبتمبر", 9 },
    { "أكتوبر", 10 },
    { "نوفمبر", 11 },
    { "ديسمبر", 12 },
    /* Hebrew, bare and behind "in" */
    { "ינואר", 1 },
    { "פברואר", 2 },
    { "מרץ", 3 },
    { "אפריל", 4 },
    { "מאי", 5 },
    { "יוני", 6 },
    { "יולי", 7 },
    { "אוגוסט", 8 },
    { "ספטמבר", 9 },
    { "אוקטובר", 10 },
    { "נובמבר", 11 },
    { "דצמבר", 12 },
    { "בינואר", 1 },
    { "בפברואר", 2 },
    { "במרץ", 3 },
    { "באפריל", 4 },
    { "במאי", 5 },
    { "ביוני", 6 },
    { "ביולי", 7 },
    { "באוגוסט", 8 },
    { "בספטמבר", 9 },
    { "באוקטובר", 10 },
    { "בנובמבר", 11 },
    { "בדצמבר", 12 },
    /* Hindi */
    { "जनवरी", 1 },
    { "फरवरी", 2 },
    { "मार्च", 3 },
    { "अप्रैल", 4 },
    { "मई", 5 },
    { "जून", 6 },
    { "जुलाई", 7 },
    { "अगस्त", 8 },
    { "सितंबर", 9 },
    { "अक्टूबर", 10 },
    { "नवंबर", 11 },
    { "दिसंबर", 12 },
    /* Thai */
    { "มกรา", DH_DATE_THAI + 1 },
    { "กุมภา", DH_DATE_THAI + 2 },
    { "มีนา", DH_DATE_THAI + 3 },
    { "เมษา", DH_DATE_THAI + 4 },
    { "พฤษภา", DH_DATE_THAI + 5 },
    { "มิถุนา", DH_DATE_THAI + 6 },
    { "กรกฎา", DH_DATE_THAI + 7 },
    { "สิงหา", DH_DATE_THAI + 8 },
    { "กันยา", DH_DATE_THAI + 9 },
    { "ตุลา", DH_DATE_THAI + 10 },
    { "พฤศจิก", DH_DATE_THAI + 11 },
    { "ธันวา", DH_DATE_THAI + 12 },
};

/* Words that start as a month does and are none. */
static const char *const no_months[] = { "mardi", "martedì", "martes", "segunda", "jueves" };

/* Zone names that mean one offset only (RFC 2822 section 4.3 and the European and East Asian ones).
 */
static const struct word zones[] = {
    { "z", 0 },      { "ut", 0 },     { "utc", 0 },    { "gmt", 0 },    { "wet", 0 },
    { "west", 60 },  { "cet", 60 },   { "mez", 60 },   { "cest", 120 }, { "mesz", 120 },
    { "eet", 120 },  { "eest", 180 }, { "msk", 180 },  { "jst", 540 },  { "kst", 540 },
    { "est", -300 }, { "edt", -240 }, { "cst", -360 }, { "cdt", -300 }, { "mst", -420 },
    { "mdt", -360 }, { "pst", -480 }, { "pdt", -420 }, { "aest", 600 }, { "aedt", 660 },
    { "nzst", 720 }, { "nzdt", 780 }, { "wib", 420 },
};

/* The first letters of s in lower case. */
static struct dh_str fold(struct dh_str s, char out[WORD_MAX])
{
    size_t n = 0;
    for (size_t at = 0; at < s.n && n + 4 <= WORD_MAX;) {
        uint32_t cp;
        at += dh_utf8_get(s, at, &cp);
        n += dh_utf8_put(out + n, dh_utf8_lower(cp));
    }
    return (struct dh_str){ out, n };
}

/* The row whose name is s, or begins it; NULL: none. */
static const struct word *find(const struct word *rows, size_t n, struct dh_str s, bool whole)
{
    for (size_t i = 0; s.n && i < n; i++) {
        if (rows[i].name[0] != s.p[0])
            continue;
        struct dh_str name = dh_str_c(rows[i].name);
        if (whole ? dh_str_eq(s, name) : dh_str_starts(s, name))
            return &rows[i];
    }
    return NULL;
}

enum dh_date_word dh_date_word(struct dh_str s, long *value)
{
    char low[WORD_MAX];
    struct dh_str w = fold(s, low);
    const struct word *row = find(zones, DH_LEN(zones), w, true);

    *value = row ? row->value : 0;
    if (row)
        return DH_DATE_ZONE;
    if (dh_str_eq(w, DH_STR("am")) || dh_str_eq(w, DH_STR("pm")))
        return w.p[0] == 'a' ? DH_DATE_AM : DH_DATE_PM;
    for (size_t i = 0; i < DH_LEN(no_months); i++)
        if (dh_str_eq(w, dh_str_c(no_months[i])))
            return DH_DATE_OTHER;
    row = find(months, DH_LEN(months), w, false);
    *value = row ? row->value : 0;
    return row ? DH_DATE_MONTH : DH_DATE_OTHER;
}
