/* SPDX-License-Identifier: MIT */
/* The library as a program outside of the project uses it: the installed header and pkg-config
 * only. Compiled as C11 and as C++, against the static and the shared library: see outside.sh. */
#include <dehusk.h>

#include <stdio.h>
#include <string.h>

static const char PAGE[] =
    "<html lang=en><head><title>Ferry timetable grows by two sailings</title></head><body>"
    "<nav><a href='/'>Home</a> <a href='/harbour'>Harbour</a></nav><article>"
    "<h1>Ferry timetable grows by two sailings</h1><div class='share'>Share</div>"
    "<p>The island ferry will sail twice more on weekdays from May, the harbour board said on "
    "Monday, after two winters in which commuters were left standing on the quay.</p>"
    "<p>Advertisement</p>"
    "<p>The extra sailings leave at ten past six and at half past seven in the evening. Fares stay "
    "as they are until the end of the year, and bicycles travel free of charge.</p>"
    "</article><footer>Copyright Harbour Gazette</footer></body></html>";

/* dh_batch_finish wants C linkage of nothing: a plain function pointer serves both languages. */
static enum dh_err put(void *self, struct dh_record *r)
{
    struct dh_str line = { NULL, 0 };
    ++*(int *)self;
    return dh_record_json(r, &line);
}

static int holds(struct dh_str s, const char *what)
{
    size_t n = strlen(what);
    for (size_t i = 0; i + n <= s.n; i++)
        if (memcmp(s.p + i, what, n) == 0)
            return 1;
    return 0;
}

static int one_page(struct dh_context *c)
{
    struct dh_record *r = NULL;
    struct dh_str back = { NULL, 0 };
    struct dh_detail d;
    int bad = 1;
    if (dh_clean(c, PAGE, sizeof PAGE - 1, NULL, &r, &d) != DH_OK)
        return 1;
    struct dh_str text = dh_record_text(r);
    bad = !holds(text, "The extra sailings leave") || holds(text, "Advertisement") ||
          dh_record_verdict(r) != DH_KEPT || dh_record_changes(r) == 0 ||
          dh_record_restore(r, &back) != DH_OK || !holds(back, "Advertisement");
    if (bad)
        printf("# got: %.*s\n", (int)text.n, text.p ? text.p : "");
    dh_record_free(r);
    return bad;
}

static int batch(struct dh_context *c)
{
    struct dh_batch *b = NULL;
    int pages = 0, bad;
    if (dh_batch_new(&b, c, NULL) != DH_OK)
        return 1;
    bad = dh_batch_add(b, PAGE, sizeof PAGE - 1, NULL, NULL) != DH_OK ||
          dh_batch_add(b, "Share\n\nOne line.\n", 17, NULL, NULL) != DH_OK ||
          dh_batch_finish(b, put, &pages, NULL) != DH_OK || pages != 2;
    dh_batch_free(b);
    return bad;
}

static int options(void)
{
    struct dh_options *o = NULL;
    struct dh_detail d;
    int bad;
    if (dh_options_new(&o) != DH_OK)
        return 1;
    bad = dh_options_set(o, "captions", "first", &d) != DH_OK ||
          dh_options_set(o, "captions", "sometimes", &d) != DH_EUSAGE ||
          dh_options_set(o, "no such option", "x", &d) != DH_EUSAGE || dh_option_at(0) == NULL;
    dh_options_free(o);
    return bad;
}

int main(void)
{
    struct dh_context *c = NULL;
    int bad = dh_context_new(&c, NULL, NULL) != DH_OK;
    if (bad)
        return 1;
    bad = strcmp(dh_version(), DH_VERSION) != 0 ? 1 : 0;
    bad |= options() << 1;
    bad |= one_page(c) << 2;
    bad |= batch(c) << 3;
    dh_context_free(c);
    if (bad)
        printf("# failed (bits: version, options, page, batch): %d\n", bad);
    return bad;
}
