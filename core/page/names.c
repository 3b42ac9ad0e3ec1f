/* SPDX-License-Identifier: MIT */
/* Names of kinds, verdicts, units and fields, as they stand in records and on the command line. */
#include "page/page.h"

const char *dh_kind_name(enum dh_kind k)
{
    switch (k) {
    case DH_STORY:
        return "story";
    case DH_SHARE:
        return "share";
    case DH_AD:
        return "ad";
    case DH_CAPTION:
        return "caption";
    case DH_CREDIT:
        return "credit";
    case DH_RELATED:
        return "related";
    case DH_NEWSLETTER:
        return "newsletter";
    case DH_COMMENTS:
        return "comments";
    case DH_TOOLS:
        return "tools";
    case DH_STAMP:
        return "stamp";
    case DH_BYLINE:
        return "byline";
    case DH_VIDEO:
        return "video";
    case DH_TAGS:
        return "tags";
    case DH_LEGAL:
        return "legal";
    case DH_PROMO:
        return "promo";
    case DH_COOKIE:
        return "cookie";
    case DH_SITE:
        return "site";
    case DH_REPEAT:
        return "repeat";
    case DH_TITLE:
        return "title";
    case DH_OTHER:
        return "other";
    case DH_CROSSHEAD:
        return "crosshead";
    case DH_DATELINE:
        return "dateline";
    case DH_NOTE:
        return "note";
    case DH_KINDS:
        break;
    }
    return NULL;
}

const char *dh_verdict_name(enum dh_verdict v)
{
    switch (v) {
    case DH_KEPT:
        return "kept";
    case DH_DUPLICATE:
        return "duplicate";
    case DH_EMPTY:
        return "empty";
    case DH_FAILED:
        return "failed";
    }
    return NULL;
}

const char *dh_unit_name(enum dh_unit u)
{
    switch (u) {
    case DH_UNIT_BLOCK:
        return "block";
    case DH_UNIT_LINE:
        return "line";
    case DH_UNIT_PARAGRAPH:
        return "paragraph";
    case DH_UNIT_SENTENCE:
        return "sentence";
    }
    return NULL;
}

const char *dh_field_name(enum dh_field f)
{
    switch (f) {
    case DH_FIELD_ID:
        return "id";
    case DH_FIELD_URL:
        return "url";
    case DH_FIELD_CANONICAL:
        return "canonical";
    case DH_FIELD_SITE:
        return "site";
    case DH_FIELD_SITENAME:
        return "sitename";
    case DH_FIELD_TITLE:
        return "title";
    case DH_FIELD_AUTHOR:
        return "author";
    case DH_FIELD_PUBLISHED:
        return "published";
    case DH_FIELD_MODIFIED:
        return "modified";
    case DH_FIELD_SECTION:
        return "section";
    case DH_FIELD_IMAGE:
        return "image";
    case DH_FIELD_LANG:
        return "lang";
    case DH_FIELD_TYPE:
        return "type";
    case DH_FIELD_UNIT:
        return "unit";
    case DH_FIELD_CHARSET:
        return "charset";
    case DH_FIELD_SOURCE:
        return "source";
    case DH_FIELDS:
        break;
    }
    return NULL;
}
