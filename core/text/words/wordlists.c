/* SPDX-License-Identifier: MIT */
#include "text/words/wordlists.h"

#include <string.h>

int dh_wordlist_number(struct dh_str name)
{
    static const char *const names[DH_LISTS] = {
        [DH_LIST_YOU] = "you",       [DH_LIST_POLITE] = "polite", [DH_LIST_I] = "i",
        [DH_LIST_OUR] = "our",       [DH_LIST_WE] = "we",         [DH_LIST_PERCENT] = "percent",
        [DH_LIST_FAMILY] = "family", [DH_LIST_LAND] = "land",     [DH_LIST_TILL] = "till",
        [DH_LIST_VOTE] = "vote",     [DH_LIST_TELL] = "tell",
    };
    for (int i = 0; i < DH_LISTS; i++)
        if (dh_str_eq(name, dh_str_c(names[i])))
            return i;
    return -1;
}

bool dh_wordlist_has(struct dh_str list, struct dh_str word)
{
    char line[DH_LIST_WORD_MAX + 2];
    if (list.n == 0 || word.n == 0 || word.n > DH_LIST_WORD_MAX)
        return false;
    line[0] = line[word.n + 1] = '\n';
    memcpy(line + 1, word.p, word.n);
    return memmem(list.p, list.n, line, word.n + 2) != NULL;
}

bool dh_wordlist_in(struct dh_str list, struct dh_str s)
{
    struct dh_str word;
    while (dh_str_split(&list, '\n', &word))
        if (word.n && dh_str_find(s, word) < s.n)
            return true;
    return false;
}
