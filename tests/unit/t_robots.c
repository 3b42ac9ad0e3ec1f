/* SPDX-License-Identifier: MIT */
/* robots.txt: what may be fetched, file by file and path by path. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "fetch/robots.h"

#define BYTES(lit) ((struct dh_str){ lit, sizeof(lit) - 1 })

/* paths: each with '+' (allowed) or '-' before it, blanks between. */
static const struct {
    const char *name;
    struct dh_str file;
    const char *paths;
} files[] = {
    { "empty", BYTES(""), "+/ +/a" },
    { "all", BYTES("User-agent: *\nDisallow: /"), "-/ -/a -/a?b +/robots.txt -/robots.txt?x" },
    { "nothing", BYTES("User-agent: *\nDisallow:"), "+/ +/a" },
    { "a prefix", BYTES("User-agent: *\nDisallow: /a"), "+/ -/a -/ab -/a/b +/b +/A" },
    { "a folder", BYTES("User-agent: *\nDisallow: /a/"), "+/a -/a/ -/a/b +/ab" },
    { "rules before any group", BYTES("Disallow: /\nUser-agent: *\nDisallow: /a"), "+/ -/a" },
    /* groups */
    { "our group, not everybody's",
      BYTES("User-agent: *\nDisallow: /\nUser-agent: dehusk\nDisallow: /a"), "+/ -/a" },
    { "the order makes no difference",
      BYTES("User-agent: dehusk\nDisallow: /a\nUser-agent: *\nDisallow: /"), "+/ -/a" },
    { "our group, empty", BYTES("User-agent: *\nDisallow: /\n\nUser-agent: dehusk\n"), "+/a" },
    { "another's", BYTES("User-agent: otherbot\nDisallow: /"), "+/a" },
    { "a name that begins like ours", BYTES("User-agent: dehusker\nDisallow: /"), "+/a" },
    { "a name that ours begins like", BYTES("User-agent: dehu\nDisallow: /"), "+/a" },
    { "a version behind our name", BYTES("User-agent: Dehusk/2.0 (x)\nDisallow: /"), "-/a" },
    { "keys and names in any case", BYTES("USER-AGENT: DEHUSK\ndisALLOW: /a"), "-/a +/A" },
    { "two names, one group",
      BYTES("User-agent: x\nUser-agent: dehusk\nUser-agent: y\nDisallow: /a"), "-/a +/b" },
    { "blank lines do not part names",
      BYTES("User-agent: dehusk\n\n\nUser-agent: y\n\nDisallow: /a"), "-/a" },
    { "rules do", BYTES("User-agent: dehusk\nDisallow: /a\nUser-agent: y\nDisallow: /b"),
      "-/a +/b" },
    { "one name twice",
      BYTES("User-agent: dehusk\nDisallow: /a\nUser-agent: *\nDisallow: /c\nUser-agent: "
            "dehusk\nDisallow: /b"),
      "-/a -/b +/c" },
    { "everybody twice",
      BYTES(
          "User-agent: *\nDisallow: /a\nUser-agent: x\nDisallow: /c\nUser-agent: *\nDisallow: /b"),
      "-/a -/b +/c" },
    { "Sitemap parts nothing",
      BYTES("User-agent: dehusk\nSitemap: /s\nDisallow: /a\nSitemap: /t\nDisallow: /b"),
      "-/a -/b" },
    { "nor does what is unknown",
      BYTES("User-agent: x\nFrobnicate: 1\nUser-agent: dehusk\nDisallow: /a"), "-/a" },
    { "a star with a word is a name", BYTES("User-agent: *bot\nDisallow: /"), "+/a" },
    { "a star with a remark", BYTES("User-agent: * all\nDisallow: /"), "-/a" },
    /* which rule wins */
    { "the longest", BYTES("User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c"),
      "-/a -/a/x +/a/b +/a/b/x -/a/b/c" },
    { "the order makes none", BYTES("User-agent: *\nDisallow: /a/b/c\nAllow: /a/b\nDisallow: /a"),
      "-/a +/a/b -/a/b/c" },
    { "Allow among equals", BYTES("User-agent: *\nDisallow: /a\nAllow: /a"), "+/a" },
    { "Allow first, the same", BYTES("User-agent: *\nAllow: /\nDisallow: /"), "+/ +/a" },
    { "a star counts as a byte", BYTES("User-agent: *\nDisallow: /*.html\nAllow: /a"),
      "-/a.html +/a.txt" },
    { "by length, not by place", BYTES("User-agent: *\nAllow: /page\nDisallow: /*.htm"),
      "-/page.htm +/page" },
    { "the RFC's example",
      BYTES("User-Agent: dehusk\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif"),
      "+/example/page/ -/example/page/disallowed.gif +/example/page/x" },
    /* stars and ends */
    { "a star at the end says nothing more", BYTES("User-agent: *\nDisallow: /a*"),
      "-/a -/ab +/b" },
    { "a star in the middle", BYTES("User-agent: *\nDisallow: /a*c"), "-/ac -/abc -/abbc/d +/ab" },
    { "an end", BYTES("User-agent: *\nDisallow: /a$"), "-/a +/ab +/a/ +/a?b" },
    { "a star and an end", BYTES("User-agent: *\nDisallow: /*.php$"),
      "-/a.php -/b/a.php +/a.php5 +/a.php?x -/a.php?x.php" },
    { "the last piece may come earlier as well", BYTES("User-agent: *\nDisallow: /*ab$"),
      "-/abab -/xab +/aba" },
    { "pieces do not overlap", BYTES("User-agent: *\nDisallow: /*aba*ba$"),
      "-/ababa +/aba -/abaxba" },
    { "a dollar in the middle is a dollar", BYTES("User-agent: *\nDisallow: /a$b"), "-/a$b +/a" },
    { "an end alone", BYTES("User-agent: *\nDisallow: /$"), "-/ +/a" },
    { "a star first", BYTES("User-agent: *\nDisallow: *.gif"), "-/a.gif +/a" },
    { "stars in a row", BYTES("User-agent: *\nDisallow: /a***b"), "-/ab -/axb +/a" },
    { "only stars", BYTES("User-agent: *\nDisallow: **"), "-/ -/a" },
    { "no slash first never matches", BYTES("User-agent: *\nDisallow: a"), "+/a" },
    /* forms */
    { "escapes of plain letters", BYTES("User-agent: *\nDisallow: /%7Ea/%62"),
      "-/~a/b -/%7ea/b -/%7Ea/%62" },
    { "tilde in the rule, escape in the path", BYTES("User-agent: *\nDisallow: /~a"),
      "-/%7ea -/%7Ea -/~a" },
    { "an escaped slash is no slash", BYTES("User-agent: *\nDisallow: /a%2fb"),
      "-/a%2Fb -/a%2fb +/a/b" },
    { "and a slash no escaped one", BYTES("User-agent: *\nDisallow: /a/b"), "-/a/b +/a%2Fb" },
    { "letters outside ASCII", BYTES("User-agent: *\nDisallow: /caf\xC3\xA9"),
      "-/caf%C3%A9 -/caf%c3%a9 -/caf\xC3\xA9 +/cafe" },
    { "and escaped in the rule", BYTES("User-agent: *\nDisallow: /caf%c3%a9"), "-/caf\xC3\xA9" },
    { "a broken escape is itself", BYTES("User-agent: *\nDisallow: /a%zz%"), "-/a%zz% +/a" },
    { "an escaped star is a star's byte", BYTES("User-agent: *\nDisallow: /a%2Ab"),
      "-/a%2ab -/a*b +/axb +/a*c" },
    { "an escaped dollar is no end", BYTES("User-agent: *\nDisallow: /a%24"),
      "-/a$ -/a%24 -/a$b +/a +/ab" },
    { "a dollar and an end", BYTES("User-agent: *\nDisallow: /a$$"), "-/a$ +/a +/a$b" },
    { "a star in the path is any byte to a rule's", BYTES("User-agent: *\nDisallow: /a*c"),
      "-/a*c -/a**c +/a*" },
    { "queries", BYTES("User-agent: *\nDisallow: /*?id=\nDisallow: /?"),
      "-/a?id=1 -/b/?x&y?id=2 +/a?x -/?q" },
    /* files as they are */
    { "CR LF", BYTES("User-agent: *\r\nDisallow: /a\r\n"), "-/a +/b" },
    { "CR alone", BYTES("User-agent: *\rDisallow: /a\rDisallow: /b"), "-/a -/b +/c" },
    { "BOM", BYTES("\xEF\xBB\xBFUser-agent: *\nDisallow: /a"), "-/a" },
    { "half a BOM", BYTES("\xEF\xBBUser-agent: *\nDisallow: /a"), "-/a" },
    { "comments", BYTES("# x\nUser-agent: * # all\n  Disallow : /a # no\nDisallow: /b#c"),
      "-/a -/b" },
    { "no colon", BYTES("User-agent *\nDisallow /a\nDisallow /b c"), "-/a +/b" },
    { "misspelt", BYTES("useragent: *\nDissallow: /a\ndisalow: /b\nDisallaw: /c"), "-/a -/b -/c" },
    { "tabs and blanks", BYTES("\tUser-agent\t:\t*\t\n Disallow:/a\t"), "-/a" },
    { "a web page",
      BYTES("<!DOCTYPE html><html><body style=\"color: red\">User-agent: *</body>\nDisallow"),
      "+/a" },
    { "UTF-16",
      BYTES("\xFF\xFEU\0s\0e\0r\0-\0a\0g\0e\0n\0t\0:\0*\0\n\0D\0i\0s\0a\0l\0l\0o\0w\0:\0/\0"),
      "+/a" },
    { "NULs", BYTES("User-agent: *\nDis\0allow: /a\n\0\0\nDisallow: /b"), "+/a -/b" },
};

static const char *product = "dehusk";

static void judge(const char *name, struct dh_str file, const char *paths)
{
    struct dh_robots *r = NULL;
    struct dh_str rest = dh_str_c(paths), one;
    char url[256];

    assert_int_equal(dh_robots_new(&r, dh_mem_default(), file, dh_str_c(product), NULL), DH_OK);
    while (dh_str_split(&rest, ' ', &one)) {
        snprintf(url, sizeof url, "http://h.example:8080%.*s", (int)one.n - 1, one.p + 1);
        if (dh_robots_allows(r, dh_str_c(url)) != (one.p[0] == '+'))
            fail_msg("%s: %.*s", name, (int)one.n, one.p);
    }
    dh_robots_free(r);
}

static void allows(void **state)
{
    (void)state;
    for (size_t i = 0; i < DH_LEN(files); i++)
        judge(files[i].name, files[i].file, files[i].paths);
}

/* URLs in other shapes than http://h/path. */
static void takes_urls(void **state)
{
    static const struct {
        const char *url;
        bool want;
    } urls[] = { { "http://h", false },
                 { "http://h?q", false },
                 { "http://h/a#/b", true },
                 { "https://u:p@h:1/a", true },
                 { "http://[::1]:80/", false },
                 { "/", false },
                 { "/a", true } };
    struct dh_robots *r = NULL;
    (void)state;
    assert_int_equal(
        dh_robots_new(&r, dh_mem_default(),
                      DH_STR("User-agent: *\nDisallow: /$\nDisallow: /?\nDisallow: /b"),
                      DH_STR("x"), NULL),
        DH_OK);
    for (size_t i = 0; i < DH_LEN(urls); i++)
        if (dh_robots_allows(r, dh_str_c(urls[i].url)) != urls[i].want)
            fail_msg("%s", urls[i].url);
    dh_robots_free(r);
}

static void delays(void **state)
{
    static const struct {
        const char *value;
        unsigned want;
    } cases[] = { { "10", 10000 }, { "0.1", 100 },      { "1.5", 1500 },
                  { "2.", 2000 },  { ".25", 250 },      { "0.12345", 123 },
                  { "0", 0 },      { "86400", 300000 }, { "99999999999999999999999", 300000 },
                  { "-1", 0 },     { "abc", 0 },        { "", 0 },
                  { "1,5", 0 },    { "1.x", 0 },        { "5 # slow", 5000 } };
    char file[128];
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++) {
        struct dh_robots *r = NULL;
        snprintf(file, sizeof file,
                 "User-agent: x\nCrawl-delay: 7\nUser-agent: *\nCrawl-delay: %s\n", cases[i].value);
        assert_int_equal(dh_robots_new(&r, dh_mem_default(), dh_str_c(file), DH_STR("y"), NULL),
                         DH_OK);
        if (dh_robots_delay(r) != cases[i].want)
            fail_msg("%s: %u", cases[i].value, dh_robots_delay(r));
        dh_robots_free(r);
    }
}

static void counts_lines(void **state)
{
    struct dh_robots *r = NULL;
    (void)state;
    assert_int_equal(
        dh_robots_new(&r, dh_mem_default(),
                      DH_STR("Sitemap: http://h/a:b\nUser-agent: *\nsite-map:/c\nSitemap:\n<p>"),
                      DH_STR("x"), NULL),
        DH_OK);
    assert_int_equal(dh_robots_lines(r), 4);
    dh_robots_free(r);
}

static void reads_statuses(void **state)
{
    static const struct {
        long status;
        enum dh_robots_access want;
    } cases[] = { { 200, DH_ROBOTS_READ },    { 204, DH_ROBOTS_READ },
                  { 401, DH_ROBOTS_ALL },     { 403, DH_ROBOTS_ALL },
                  { 404, DH_ROBOTS_ALL },     { 410, DH_ROBOTS_ALL },
                  { 429, DH_ROBOTS_NOTHING }, { 500, DH_ROBOTS_NOTHING },
                  { 503, DH_ROBOTS_NOTHING }, { 0, DH_ROBOTS_NOTHING },
                  { 302, DH_ROBOTS_NOTHING } };
    (void)state;
    for (size_t i = 0; i < DH_LEN(cases); i++)
        assert_int_equal(dh_robots_access(cases[i].status), cases[i].want);
}

/* 500 KiB count, and not a byte more; what is cut does not count as a shorter rule would. */
static void large_files(void **state)
{
    enum { SIZE = 10 << 20 };
    char *file = malloc(SIZE);
    (void)state;
    memset(file, '\n', SIZE);
    memcpy(file, "User-agent: *\n", 14);
    memcpy(file + DH_ROBOTS_MAX - 13, "Disallow: /a\n", 13);
    memcpy(file + DH_ROBOTS_MAX + 2, "Disallow: /b\n", 13);
    judge("large", (struct dh_str){ file, SIZE }, "-/a +/b");
    /* the line that is cut there is none: half of it would forbid all */
    memcpy(file + DH_ROBOTS_MAX - 24, "Disallow: /a\nDisallow: /ccc\n", 28);
    judge("cut", (struct dh_str){ file, SIZE }, "-/a +/b +/ccc");
    judge("cut on the way", (struct dh_str){ file, DH_ROBOTS_MAX }, "-/a +/b +/ccc");
    /* a line of 17 KB: its start counts */
    memset(file, 'x', 20000);
    memcpy(file, "User-agent: *\nDisallow: /a\nDisallow: /b", 39);
    memcpy(file + 17000 + 39, "\nDisallow: /c\n", 14);
    judge("a long line", (struct dh_str){ file, 17000 + 53 }, "-/a +/b -/c");
    free(file);
}

/* 2,000 stars against a path that almost matches, for 100 rules: done at once, or not in this life.
 */
static void many_stars(void **state)
{
    struct dh_buf b;
    char path[8000] = "http://h/";

    (void)state;
    memset(path + 9, 'a', sizeof path - 10);
    dh_buf_init(&b, dh_mem_default(), 1 << 20);
    dh_buf_add(&b, DH_STR("User-agent: *\n"));
    for (int k = 0; k < 100; k++) {
        dh_buf_add(&b, DH_STR("Disallow: /"));
        for (int i = 0; i < 2000; i++)
            dh_buf_add(&b, DH_STR("a*"));
        dh_buf_add(&b, DH_STR("b\n"));
    }
    struct dh_robots *r = NULL;
    assert_int_equal(dh_robots_new(&r, dh_mem_default(), dh_buf_str(&b), DH_STR("x"), NULL), DH_OK);
    assert_true(dh_robots_allows(r, dh_str_c(path)));
    path[sizeof path - 2] = 'b';
    assert_false(dh_robots_allows(r, dh_str_c(path)));
    dh_robots_free(r);
    dh_buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(allows),         cmocka_unit_test(takes_urls),
        cmocka_unit_test(delays),         cmocka_unit_test(counts_lines),
        cmocka_unit_test(reads_statuses), cmocka_unit_test(large_files),
        cmocka_unit_test(many_stars),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
