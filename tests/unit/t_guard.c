/* SPDX-License-Identifier: MIT */
/* Which addresses a socket may lead to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/un.h>

#include "base/str.h"
#include "fetch/guard.h"

static const struct {
    const char *address;
    bool want;
} addresses[] = {
    { "0.0.0.0", false },
    { "0.255.255.255", false },
    { "1.0.0.0", true },
    { "9.255.255.255", true },
    { "10.0.0.0", false },
    { "10.255.255.255", false },
    { "11.0.0.0", true },
    { "100.63.255.255", true },
    { "100.64.0.0", false },
    { "100.127.255.255", false },
    { "100.128.0.0", true },
    { "127.0.0.1", false },
    { "127.255.255.254", false },
    { "128.0.0.0", true },
    { "169.253.255.255", true },
    { "169.254.169.254", false },
    { "169.255.0.0", true },
    { "172.15.255.255", true },
    { "172.16.0.0", false },
    { "172.31.255.255", false },
    { "172.32.0.0", true },
    { "192.0.0.1", false },
    { "192.0.1.0", true },
    { "192.0.2.1", false },
    { "192.88.99.1", false },
    { "192.167.255.255", true },
    { "192.168.0.1", false },
    { "192.169.0.0", true },
    { "198.17.255.255", true },
    { "198.18.0.1", false },
    { "198.19.255.255", false },
    { "198.20.0.0", true },
    { "198.51.100.1", false },
    { "203.0.113.1", false },
    { "223.255.255.255", true },
    { "224.0.0.1", false },
    { "239.255.255.255", false },
    { "240.0.0.1", false },
    { "255.255.255.255", false },
    { "::", false },
    { "::1", false },
    { "::127.0.0.1", false },
    { "::8.8.8.8", false },
    { "::ffff:127.0.0.1", false },
    { "::ffff:10.1.2.3", false },
    { "::ffff:0.0.0.0", false },
    { "::ffff:8.8.8.8", true },
    { "64:ff9b::7f00:1", false },
    { "64:ff9b::8.8.8.8", true },
    { "64:ff9b:1::8.8.8.8", false },
    { "100::1", false },
    { "2001::1", false },
    { "2001:200::1", true },
    { "2001:4860:4860::8888", true },
    { "2001:db8::1", false },
    { "2001:db9::1", true },
    { "2002:7f00:1::", false },
    { "2002:a00:1::1", false },
    { "2002:808:808::1", true },
    { "2a00:1450::1", true },
    { "3fff::1", false },
    { "3fff:1000::1", true },
    { "4000::1", false },
    { "fc00::1", false },
    { "fd00:ec2::254", false },
    { "fe80::1", false },
    { "febf::1", false },
    { "fec0::1", false },
    { "ff02::1", false },
};

static void judges_addresses(void **state)
{
    (void)state;
    for (size_t i = 0; i < DH_LEN(addresses); i++) {
        struct sockaddr_in v4 = { .sin_family = AF_INET };
        struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };
        bool is6 = inet_pton(AF_INET6, addresses[i].address, &v6.sin6_addr) == 1;
        if (!is6)
            assert_int_equal(inet_pton(AF_INET, addresses[i].address, &v4.sin_addr), 1);
        const struct sockaddr *a = is6 ? (const void *)&v6 : (const void *)&v4;
        if (dh_guard_public(a) != addresses[i].want)
            fail_msg("%s", addresses[i].address);
    }
    struct sockaddr_un un = { .sun_family = AF_UNIX };
    assert_false(dh_guard_public((const void *)&un));
}

static void judges_ports(void **state)
{
    static const struct {
        unsigned port;
        bool want;
    } ports[] = { { 80, true },  { 443, true }, { 8080, true },  { 8443, true },  { 0, false },
                  { 22, false }, { 25, false }, { 6379, false }, { 65535, false } };
    (void)state;
    for (size_t i = 0; i < DH_LEN(ports); i++)
        assert_int_equal(dh_guard_port(ports[i].port), ports[i].want);
}

static void judges_hosts_for_a_proxy(void **state)
{
    static const struct {
        const char *host;
        bool want;
    } hosts[] = { { "gazette.example", true }, { "notlocalhost", true },
                  { "8.8.8.8", true },         { "[2a00:1450::1]", true },
                  { "localhost", false },      { "localhost.", false },
                  { "a.localhost", false },    { "127.0.0.1", false },
                  { "10.1.2.3", false },       { "169.254.169.254", false },
                  { "[::1]", false },          { "[::ffff:10.1.2.3]", false } };
    (void)state;
    for (size_t i = 0; i < DH_LEN(hosts); i++)
        if (dh_guard_host(dh_str_c(hosts[i].host)) != hosts[i].want)
            fail_msg("%s", hosts[i].host);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(judges_addresses),
        cmocka_unit_test(judges_ports),
        cmocka_unit_test(judges_hosts_for_a_proxy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
