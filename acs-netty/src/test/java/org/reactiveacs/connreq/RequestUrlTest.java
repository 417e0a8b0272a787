package org.reactiveacs.connreq;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestUrlTest {

    @ParameterizedTest
    @CsvSource({
        "http://192.0.2.7:7547/tr069/a1b2, false, 192.0.2.7, 7547, /tr069/a1b2, 192.0.2.7:7547",
        "http://192.0.2.7, false, 192.0.2.7, 80, /, 192.0.2.7",
        "https://[2001:db8::7]/x?y=[1], true, 2001:db8::7, 443, /x?y=[1], [2001:db8::7]",
        "HTTP://cpe_7.example:58000?id=1, false, cpe_7.example, 58000, /?id=1, cpe_7.example:58000",
        "http://192.0.2.7:7547/a b, false, 192.0.2.7, 7547, /a%20b, 192.0.2.7:7547",
        "http://192.0.2.7:7547/a#b, false, 192.0.2.7, 7547, /a, 192.0.2.7:7547",
    })
    void urlsOfDevicesAreUnderstood(
            String text, boolean isTls, String host, int port, String target, String hostHeader) {
        var url = RequestUrl.parse(text).orElseThrow();

        assertThat(url).isEqualTo(new RequestUrl(isTls, host, port, target));
        assertThat(url.hostHeader()).isEqualTo(hostHeader);
    }

    @Test
    void nothingInItEndsTheRequestLine() {
        var url = RequestUrl.parse("http://192.0.2.7/a\r\nX-Evil: 1\u0001ü").orElseThrow();

        assertThat(url.target()).isEqualTo("/a%0D%0AX-Evil:%201%01%C3%BC");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0.0.0.0:7547",
                "ftp://192.0.2.7/",
                "http:///x",
                "http://192.0.2.7:0/",
                "http://192.0.2.7:70000/",
                "http://user:secret@192.0.2.7/",
                "http://[::1/",
                "http://a b/",
                "http://a\" outcome=\"reached/",
                "file:///etc/passwd"
            })
    void whatCannotBeCalledIsNone(String text) {
        assertThat(RequestUrl.parse(text)).isEmpty();
    }
}
