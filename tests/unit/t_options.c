/* SPDX-License-Identifier: MIT */
/* Options by name: what is taken, what is refused, what a copy holds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>
#include <string.h>

#include "job/options.h"
#include "job/optiontable.h"

static void values(void **state)
{
    static const struct {
        const char *name, *value;
        enum dh_err want;
    } cases[] = {
        { "captions", "first", DH_OK },
        { "captions", "second", DH_EUSAGE },
        { "captions", "", DH_EUSAGE },
        { "title", "yes", DH_OK },
        { "title", NULL, DH_OK },
        { "title", "maybe", DH_EUSAGE },
        { "max-size", "1", DH_OK },
        { "max-size", "10k", DH_OK },
        { "max-size", "64M", DH_OK },
        { "max-size", "1G", DH_OK },
        { "max-size", "0", DH_EUSAGE },
        { "max-size", "4G", DH_EUSAGE },
        { "max-size", "12x", DH_EUSAGE },
        { "max-size", "M", DH_EUSAGE },
        { "max-size", "99999999999999999999G", DH_EUSAGE },
        { "keep", "share", DH_OK },
        { "keep", "share,ad", DH_OK },
        { "keep", "story", DH_EUSAGE },
        { "keep", "share,nothing", DH_EUSAGE },
        { "keep", "", DH_EUSAGE },
        { "drop", "crosshead", DH_OK },
        { "jobs", "256", DH_OK },
        { "jobs", "257", DH_EUSAGE },
        { "field", "text=body", DH_OK },
        { "field", "body", DH_EUSAGE },
        { "field", "colour=red", DH_EUSAGE },
        { "charset", "windows-1251", DH_OK },
        { "charset", "UTF8", DH_OK },
        { "charset", "klingon-8", DH_EUSAGE },
        { "charset", "utf-7", DH_EUSAGE },
        { "charset", "", DH_EUSAGE },
        { "nothing", "x", DH_EUSAGE },
        { "url", "https://example.com/", DH_OK },
    };
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        struct dh_options *o;
        struct dh_detail d;
        assert_int_equal(dh_options_new(&o), DH_OK);
        if (dh_options_set(o, cases[i].name, cases[i].value, &d) != cases[i].want)
            fail_msg("%s=%s", cases[i].name, cases[i].value ? cases[i].value : "(flag)");
        if (cases[i].want)
            assert_true(d.msg[0] && d.code == cases[i].want);
        dh_options_free(o);
    }
}

/* Whether the option takes the value; says so in the detail where it does not. */
static bool takes(const struct dh_option_row *r, const char *value)
{
    struct dh_options *o;
    struct dh_detail d;
    assert_int_equal(dh_options_new(&o), DH_OK);
    enum dh_err e = dh_options_set(o, r->pub.name, value, &d);
    dh_options_free(o);
    if (e == DH_OK)
        return true;
    assert_int_equal(e, DH_EUSAGE);
    assert_non_null(strstr(d.msg, r->pub.name));
    assert_non_null(strstr(d.msg, "takes a number from"));
    return false;
}

/* Of every option that takes a number: its limits, and what is no number. */
static void numbers(void **state)
{
    static const char *const none[] = {
        "",
        "-1",
        "-0",
        "+1",
        "1e9",
        " 5",
        "5 ",
        "5\n",
        "0x10",
        "1.5",
        "1,5",
        "5M5",
        "5 M",
        "M",
        "MM",
        "5MM",
        "1T",
        "1P",
        "five",
        "5%",
        "\xD9\xA5",
        "9223372036854775807",  /* 2^63 - 1, */
        "9223372036854775808",  /* 2^63, */
        "18446744073709551615", /* 2^64 - 1, */
        "18446744073709551616", /* 2^64, */
        "18446744073709551617", /* which would wrap to 1, */
        "17179869185G",         /* and 2^64 and a gigabyte */
        "99999999999999999999G",
    };
    const struct dh_option_row *r;
    (void)state;
    for (size_t i = 0; (r = dh_option_row_at(i)); i++) {
        char number[32];
        if (r->shape != DH_OPTION_NUMBER)
            continue;
        for (size_t k = 0; k < DH_LEN(none); k++)
            if (takes(r, none[k]))
                fail_msg("--%s takes '%s'", r->pub.name, none[k]);
        for (int beyond = 0; beyond <= 1; beyond++) {
            snprintf(number, sizeof number, "%llu", (unsigned long long)r->max + (unsigned)beyond);
            if (takes(r, number) == (beyond > 0))
                fail_msg("--%s %s", r->pub.name, number);
            if (r->min == 0 && beyond)
                continue;
            snprintf(number, sizeof number, "%llu", (unsigned long long)r->min - (unsigned)beyond);
            if (takes(r, number) == (beyond > 0))
                fail_msg("--%s %s", r->pub.name, number);
        }
    }
}

static void what_does_not_fit_changes_nothing(void **state)
{
    static const char *const cases[][3] = {
        { "title", "yes", "maybe" },    { "captions", "first", "second" },  { "jobs", "3", "0" },
        { "keep", "share", "ad,none" }, { "charset", "koi8-r", "klingon" },
    };
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        struct dh_options *o;
        assert_int_equal(dh_options_new(&o), DH_OK);
        assert_int_equal(dh_options_set(o, cases[i][0], cases[i][1], NULL), DH_OK);
        struct dh_settings was = o->s;
        assert_int_equal(dh_options_set(o, cases[i][0], cases[i][2], NULL), DH_EUSAGE);
        if (memcmp(&was, &o->s, sizeof was) != 0)
            fail_msg("--%s changed", cases[i][0]);
        dh_options_free(o);
    }
}

static void every_option_is_described_once(void **state)
{
    (void)state;
    for (size_t i = 0; dh_option_at(i); i++) {
        const struct dh_option *o = dh_option_at(i);
        assert_true(o->name[0] && o->help[0]);
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(o->name, dh_option_at(k)->name);
    }
}

static void defaults_are_what_the_table_says(void **state)
{
    (void)state;
    for (size_t i = 0; dh_option_at(i); i++) {
        const struct dh_option *row = dh_option_at(i);
        struct dh_options *a, *b;
        if (!row->fallback)
            continue;
        assert_int_equal(dh_options_new(&a), DH_OK);
        assert_int_equal(dh_options_new(&b), DH_OK);
        assert_int_equal(dh_options_set(b, row->name, row->fallback, NULL), DH_OK);
        if (memcmp(&a->s, &b->s, sizeof a->s) != 0)
            fail_msg("--%s: the default is not %s", row->name, row->fallback);
        dh_options_free(a);
        dh_options_free(b);
    }
}

static void a_copy_stands_alone(void **state)
{
    struct dh_options *o, *c;
    (void)state;
    assert_int_equal(dh_options_new(&o), DH_OK);
    assert_int_equal(dh_options_set(o, "keep", "share", NULL), DH_OK);
    assert_int_equal(dh_options_set(o, "keep", "ad", NULL), DH_OK);
    assert_int_equal(dh_options_set(o, "url", "https://example.com/a", NULL), DH_OK);
    assert_int_equal(dh_options_set(o, "charset", "koi8-r", NULL), DH_OK);
    assert_int_equal(dh_options_set(o, "field", "text=body", NULL), DH_OK);
    assert_int_equal(dh_options_copy(&c, o, dh_mem_default()), DH_OK);
    assert_ptr_not_equal(c->s.charset, o->s.charset);
    dh_options_free(o);
    assert_false(c->s.drop[DH_SHARE] || c->s.drop[DH_AD]);
    assert_true(c->s.drop[DH_CAPTION] && !c->s.drop[DH_CROSSHEAD]);
    assert_string_equal(c->s.url, "https://example.com/a");
    assert_string_equal(c->s.charset, "koi8-r");
    assert_true(dh_str_eq(c->s.fields.text, DH_STR("body")));
    dh_options_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values),
        cmocka_unit_test(numbers),
        cmocka_unit_test(what_does_not_fit_changes_nothing),
        cmocka_unit_test(every_option_is_described_once),
        cmocka_unit_test(defaults_are_what_the_table_says),
        cmocka_unit_test(a_copy_stands_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
