/* SPDX-License-Identifier: MIT */
#include "meta/shown/namebeside.h"

#include "meta/facts/byline.h"
#include "meta/name/byintro.h"
#include "meta/name/nameline.h"
#include "meta/name/personname.h"
#include "meta/shown/changed.h"

/* The name behind the last sign of a line that begins with the date: "04 MAR 2024 | ANN LEE"; the
 * line: none. */
static struct dh_str name_behind(struct dh_str line)
{
    static const struct dh_str signs[] = { { "|", 1 }, { "\xC2\xB7", 2 }, { "\xE2\x80\xA2", 3 } };
    struct dh_str rest = line;
    if (line.n == 0 || !dh_is_digit((unsigned char)line.p[0]))
        return line;
    for (size_t i = 0; i < DH_LEN(signs); i++)
        for (size_t hit; (hit = dh_str_find(rest, signs[i])) < rest.n;)
            rest = dh_str_trim(dh_str_sub(rest, hit + signs[i].n, rest.n));
    return dh_nameline_is_person(rest) ? rest : line;
}

/* The name that a line begins with, before a date or the site's: "Ann Lee 3 May 2024", "Ann Lee -
 * Gull"; empty: none. */
static struct dh_str name_in_line(struct dh_str line, struct dh_str site, bool dated)
{
    struct dh_str names, behind;
    unsigned words;
    size_t comma = dh_str_find_byte(line, ','), stroke = dh_str_find(line, DH_STR(" / "));
    comma = stroke < comma ? stroke + 1 : comma;
    struct dh_str place = dh_str_trim(dh_str_sub(line, comma + 1, line.n));
    if (dh_changed_tells(line))
        return DH_STR_NONE;
    if (comma < line.n && dh_str_find_byte(place, ' ') == place.n)
        line = dh_str_trim(dh_str_sub(line, 0, comma)); /* "Ann Lee, Marlow" */
    if (dh_names_person(line))
        return dh_str_eq_nocase(line, site) ? DH_STR_NONE : line;
    bool parted = dh_byline_leading_names(line, &names);
    if (!parted) {
        names = dh_names_leading(line, &words, &behind);
        parted = behind.n && dh_is_digit((unsigned char)behind.p[0]);
    }
    bool ends = dated || (site.n && dh_str_ends(line, site));
    return parted && ends && dh_names_person(names) ? names : DH_STR_NONE;
}

/* The names that a word introduces behind the date: "4 May 2024 by Ann Lee"; empty: none. */
static struct dh_str names_introduced(struct dh_str line)
{
    for (size_t at = 0, hit;
         (hit = dh_str_find_byte(dh_str_sub(line, at, line.n), ' ')) < line.n - at;) {
        at += hit + 1;
        struct dh_str rest = dh_str_sub(line, at, line.n), names = dh_intro_cut(rest);
        if (names.n < rest.n)
            return dh_names_only(names) && !dh_names_no_person(names) &&
                           !dh_nameline_role(dh_str_sub(line, 0, at)) /* "Photo by" */
                       ? names
                       : DH_STR_NONE;
    }
    return DH_STR_NONE;
}

struct dh_str dh_name_beside(struct dh_str line, struct dh_str site, bool dated)
{
    struct dh_str names = dated ? names_introduced(line) : DH_STR_NONE;
    if (names.n)
        return names;
    return name_in_line(dated ? name_behind(line) : line, site, dated);
}
