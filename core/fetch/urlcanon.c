/* SPDX-License-Identifier: MIT */
#include "fetch/urlcanon.h"

#include <string.h>

#include "base/url.h"
#include "fetch/percent.h"

/* Query parameters that say where a visitor came from and never which page is meant. One that
 * ends in "*" is a prefix. Names alone that also choose content on some sites (ref, source, id,
 * page, amp) do not belong here. */
static const struct dh_str tracking[] = {
    { "utm_*", 5 }, /* Google Analytics */
    { "gclid", 5 },
    { "gclsrc", 6 },
    { "dclid", 5 },
    { "gbraid", 6 },
    { "wbraid", 6 },
    { "srsltid", 7 },
    { "_ga", 3 },
    { "_gl", 3 },
    { "fbclid", 6 }, /* Facebook, Instagram */
    { "fb_action_ids", 13 },
    { "fb_action_types", 15 },
    { "fb_source", 9 },
    { "fb_ref", 6 },
    { "igshid", 6 },
    { "igsh", 4 },
    { "msclkid", 7 }, /* Microsoft, Twitter, TikTok, LinkedIn, Yandex */
    { "twclid", 6 },
    { "ref_src", 7 },
    { "ref_url", 7 },
    { "__twitter_impression", 20 },
    { "ttclid", 6 },
    { "li_fat_id", 9 },
    { "trk", 3 },
    { "trkCampaign", 11 },
    { "yclid", 5 },
    { "ysclid", 6 },
    { "_openstat", 9 },
    { "mc_cid", 6 }, /* mail: Mailchimp, HubSpot, Marketo, Omeda, Vero */
    { "mc_eid", 6 },
    { "_hsenc", 6 },
    { "_hsmi", 5 },
    { "hsCtaTracking", 13 },
    { "hsa_*", 5 },
    { "mkt_tok", 7 },
    { "oly_anon_id", 11 },
    { "oly_enc_id", 10 },
    { "vero_id", 7 },
    { "vero_conv", 9 },
    { "ml_subscriber", 13 },
    { "pk_*", 4 }, /* Matomo, AT Internet, Adobe, Webtrends */
    { "piwik_*", 7 },
    { "mtm_*", 5 },
    { "matomo_*", 8 },
    { "at_medium", 9 },
    { "at_campaign", 11 },
    { "at_custom*", 10 },
    { "xtor", 4 },
    { "s_cid", 5 },
    { "s_kwcid", 7 },
    { "WT.mc_id", 8 },
    { "cmpid", 5 },
    { "CMP", 3 },
    { "ns_mchannel", 11 }, /* publishers' own */
    { "ns_source", 9 },
    { "ns_campaign", 11 },
    { "ns_linkname", 11 },
    { "ns_fee", 6 },
    { "ocid", 4 },
    { "smid", 4 },
    { "wt_zmc", 6 },
    { "guccounter", 10 },
    { "guce_referrer", 13 },
    { "guce_referrer_sig", 17 },
    { "spm", 3 },
    { "wickedid", 8 },
};

static bool is_tracking(struct dh_str param)
{
    struct dh_str name = dh_str_sub(param, 0, dh_str_find_byte(param, '='));

    for (size_t i = 0; i < DH_LEN(tracking); i++) {
        struct dh_str t = tracking[i];
        bool prefix = t.p[t.n - 1] == '*';
        if (prefix ? dh_str_starts_nocase(name, dh_str_sub(t, 0, t.n - 1))
                   : dh_str_eq_nocase(name, t))
            return true;
    }
    return false;
}

static void add_query(struct dh_str query, struct dh_buf *out)
{
    struct dh_str param;
    char sep = '?';

    while (dh_str_split(&query, '&', &param)) {
        if (!param.n || is_tracking(param))
            continue;
        dh_buf_byte(out, sep);
        dh_buf_add(out, param);
        sep = '&';
    }
}

enum dh_err dh_urlcanon(struct dh_str url, struct dh_buf *out)
{
    char spelt[DH_PERCENT_STRETCH * DH_URL_MAX];
    struct dh_buf normal;

    dh_buf_init(&normal, out->mem, DH_URL_MAX);
    enum dh_err e = dh_url_normal(DH_STR_NONE, url, &normal);
    if (e == DH_OK) {
        struct dh_str whole = { spelt, dh_percent_normal(spelt, dh_buf_str(&normal)) };
        struct dh_str host = dh_url_host(whole);
        size_t end = (size_t)(host.p - whole.p) + host.n;
        struct dh_str rest = dh_str_sub(whole, end, whole.n);
        size_t query = dh_str_find_byte(rest, '?');
        while (host.n > 1 && host.p[host.n - 1] == '.')
            host.n--;
        dh_buf_add(out, dh_str_sub(whole, 0, (size_t)(host.p - whole.p) + host.n));
        dh_buf_add(out, dh_str_sub(rest, 0, query));
        if (query < rest.n)
            add_query(dh_str_sub(rest, query + 1, rest.n), out);
        e = out->err;
    }
    dh_buf_release(&normal);
    return e;
}
