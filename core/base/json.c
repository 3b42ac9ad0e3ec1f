/* SPDX-License-Identifier: MIT */
/* JSON as a tree: cJSON behind the check of jsonraw.c. */
#include "base/json.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"

static char *copy_of(struct dh_str s)
{
    char *p = malloc(s.n);
    if (p)
        memcpy(p, s.p, s.n);
    return p;
}

/* cJSON ends a string at \u0000 and takes no lone surrogate: such escapes become \ufffd, of equal
 * length, in a copy, which is made where there is one. false: out of memory. */
static bool mend_odd_escapes(struct dh_str s, char **copy)
{
    *copy = NULL;
    for (size_t at = 0; (at += dh_str_find_byte(dh_str_sub(s, at, s.n), '\\')) + 1 < s.n;) {
        uint32_t cp;
        size_t n = s.p[at + 1] == 'u' ? dh_json_escape_u(s, at, &cp) : 0;
        if (n && (cp == 0 || cp == 0xFFFD)) {
            char *p = *copy ? *copy : copy_of(s);
            if (!p)
                return false;
            memcpy(p + at, "\\ufffd", 6);
            *copy = p;
        }
        at += n ? n : 2; /* the escaped character is no escape's start */
    }
    return true;
}

enum dh_err dh_json_parse(struct dh_str s, dh_json **out, struct dh_detail *d)
{
    size_t pos;
    if (dh_json_check(s, &pos) != DH_OK)
        return dh_fail(d, DH_EDATA, pos, "not valid JSON at byte %zu", pos);
    char *copy;
    if (!mend_odd_escapes(s, &copy))
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for %zu bytes of JSON", s.n);
    dh_json *v = cJSON_ParseWithLength(copy ? copy : s.p, s.n);
    free(copy);
    if (!v)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for %zu bytes of JSON", s.n);
    *out = v;
    return DH_OK;
}

void dh_json_free(dh_json *doc)
{
    cJSON_Delete(doc); /* recurses per level: DH_JSON_DEPTH at most */
}

enum dh_json_kind dh_json_kind(const dh_json *v)
{
    if (cJSON_IsString(v))
        return DH_JSON_STRING;
    if (cJSON_IsObject(v))
        return DH_JSON_OBJECT;
    if (cJSON_IsArray(v))
        return DH_JSON_ARRAY;
    if (cJSON_IsNumber(v))
        return DH_JSON_NUMBER;
    return cJSON_IsBool(v) ? DH_JSON_BOOL : DH_JSON_NULL;
}

struct dh_str dh_json_string(const dh_json *v)
{
    return cJSON_IsString(v) ? dh_str_c(v->valuestring) : DH_STR_NONE;
}

bool dh_json_true(const dh_json *v)
{
    return cJSON_IsTrue(v);
}

double dh_json_number(const dh_json *v)
{
    return cJSON_IsNumber(v) ? v->valuedouble : 0;
}

const dh_json *dh_json_get(const dh_json *v, const char *key)
{
    return cJSON_IsObject(v) ? cJSON_GetObjectItemCaseSensitive(v, key) : NULL;
}

const dh_json *dh_json_first(const dh_json *v)
{
    return cJSON_IsObject(v) || cJSON_IsArray(v) ? v->child : NULL;
}

const dh_json *dh_json_next(const dh_json *v)
{
    return v->next;
}

struct dh_str dh_json_key(const dh_json *member)
{
    return dh_str_c(member->string);
}
