/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tree/tree.h"

static const struct {
    const char *name, *in, *want;
    bool attribute;
} cases[] = {
    { "plain", "no reference", "no reference", false },
    { "named", "a &amp; b", "a & b", false },
    { "two code points", "&NotEqualTilde;", "\xE2\x89\x82\xCC\xB8", false },
    { "the longest name", "&CounterClockwiseContourIntegral;", "\xE2\x88\xB3", false },
    { "legacy without semicolon", "&copy 2020", "\xC2\xA9 2020", false },
    { "legacy prefix in text", "&notit;", "\xC2\xACit;", false },
    { "a longer name wins", "&notin;", "\xE2\x88\x89", false },
    { "not legacy needs its semicolon", "&hearts", "&hearts", false },
    { "case counts", "&AMP; &Amp;", "& &Amp;", false },
    { "unknown stays", "&nosuch; &", "&nosuch; &", false },
    { "doubled", "&amp;amp;", "&amp;", false },
    { "decimal", "&#228;", "\xC3\xA4", false },
    { "hexadecimal, both cases", "&#xE4;&#Xe4;", "\xC3\xA4\xC3\xA4", false },
    { "number without semicolon", "&#65b", "Ab", false },
    { "no digits", "&#; &#x; &#xg", "&#; &#x; &#xg", false },
    { "windows-1252", "&#146;&#x80;", "\xE2\x80\x99\xE2\x82\xAC", false },
    { "windows-1252's holes", "&#129;", "\xC2\x81", false },
    { "zero", "&#0;", "\xEF\xBF\xBD", false },
    { "a surrogate", "&#xD800;", "\xEF\xBF\xBD", false },
    { "too large", "&#x110000;&#99999999999999999999;", "\xEF\xBF\xBD\xEF\xBF\xBD", false },
    { "attribute: equals sign follows", "?a=1&copy=2", "?a=1&copy=2", true },
    { "attribute: a letter follows", "&notit;", "&notit;", true },
    { "attribute: legacy at the end", "x&copy", "x\xC2\xA9", true },
    { "attribute: with semicolon", "&copy;=", "\xC2\xA9=", true },
    { "text: equals sign follows", "&copy=2", "\xC2\xA9=2", false },
};

static void decodes(void **state)
{
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        struct dh_buf b;
        dh_buf_init(&b, dh_mem_default(), 1000);
        dh_html_decode(&b, dh_str_c(cases[i].in), cases[i].attribute);
        if (!dh_str_eq(dh_buf_str(&b), dh_str_c(cases[i].want)))
            fail_msg("%s: got '%.*s'", cases[i].name, (int)b.n, b.p);
        dh_buf_release(&b);
    }
}

static const struct {
    const char *name, *tag, *attribute, *want; /* want NULL: not there */
} attributes[] = {
    { "double quotes", "<a href=\"x y\">", "href", "x y" },
    { "single quotes", "<a href='x\"y'>", "href", "x\"y" },
    { "no quotes", "<a href=x/y/>", "href", "x/y/" },
    { "space around =", "<a href \n= x>", "href", "x" },
    { "case", "<A HREF=x>", "href", "x" },
    { "no value", "<input hidden>", "hidden", "" },
    { "empty value", "<a title=\"\" b=1>", "title", "" },
    { "the first counts", "<a id=1 id=2>", "id", "1" },
    { "after another without space", "<a b=\"1\"c=\"2\">", "c", "2" },
    { "after a slash", "<a/b/c=2>", "c", "2" },
    { "> in quotes", "<a b='>' c=2>", "c", "2" },
    { "= starts a name", "<a =b=c>", "=b", "c" },
    { "not there", "<a hrefs=x>", "href", NULL },
    { "inside a value only", "<a b='href=x'>", "href", NULL },
    { "implied element", "", "href", NULL },
};

static void finds_attributes(void **state)
{
    (void)state;
    for (size_t i = 0; i < DH_LEN(attributes); i++) {
        const char *want = attributes[i].want;
        struct dh_str got;
        bool found =
            dh_tag_attr(dh_str_c(attributes[i].tag), dh_str_c(attributes[i].attribute), &got);
        if (found != (want != NULL) || (found && !dh_str_eq(got, dh_str_c(want))))
            fail_msg("%s", attributes[i].name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes),
        cmocka_unit_test(finds_attributes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
