package vn.hanoi.datahub.edge.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** Whatever a request says of its host, links lead where the operator or the socket says. */
class PublicUrlTest {

    private static MockHttpServletRequest request() {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/v1/areas/00004%2F1");
        request.setServerName("evil.example");
        request.setServerPort(666);
        request.addHeader("Host", "evil.example:666");
        request.addHeader("X-Forwarded-Host", "evil.example");
        request.setLocalAddr("10.0.0.7");
        request.setLocalPort(8080);
        return request;
    }

    @Test
    void isTheOperators() {
        PublicUrl url = new PublicUrl("https://data.hanoi.gov.vn/hub/");

        assertThat(url.base(request())).isEqualTo("https://data.hanoi.gov.vn/hub");
        assertThat(url.of(request())).isEqualTo("https://data.hanoi.gov.vn/hub/v1/areas/00004%2F1");
    }

    @Test
    void addsNoPathTwice() {
        MockHttpServletRequest request = request();
        request.setContextPath("/hub");
        request.setRequestURI("/hub/v1/areas");

        assertThat(new PublicUrl("https://data.hanoi.gov.vn/hub").of(request))
                .isEqualTo("https://data.hanoi.gov.vn/hub/v1/areas");
        assertThat(new PublicUrl("").of(request)).isEqualTo("http://10.0.0.7:8080/hub/v1/areas");
    }

    @Test
    void linksAndCookiesBelongToThePublicAddress() {
        PublicUrl city = new PublicUrl("https://hub.example.org/city/");

        assertThat(city.link("/v1/files/1", request())).isEqualTo("https://hub.example.org/city/v1/files/1");
        assertThat(city.prefix(request())).isEqualTo("/city");
        assertThat(city.isSecure(request())).isTrue();
        assertThat(new PublicUrl("http://hub.example.org").prefix(request())).isEmpty();
        assertThat(new PublicUrl("http://hub.example.org").isSecure(request())).isFalse();
    }

    @Test
    void withoutAPublicAddress_aLinkIsAPath() {
        MockHttpServletRequest request = request();
        request.setContextPath("/hub");

        assertThat(new PublicUrl("").link("/v1/files/1", request)).isEqualTo("/hub/v1/files/1");
        assertThat(new PublicUrl("").prefix(request)).isEqualTo("/hub");
        assertThat(new PublicUrl("").isSecure(request)).isFalse();
        request.setSecure(true);
        assertThat(new PublicUrl("").isSecure(request)).isTrue();
    }

    @Test
    void isTheSocketsWithoutOne() {
        assertThat(new PublicUrl("").base(request())).isEqualTo("http://10.0.0.7:8080");
        MockHttpServletRequest v6 = request();
        v6.setLocalAddr("0:0:0:0:0:0:0:1");
        assertThat(new PublicUrl("").base(v6)).isEqualTo("http://[0:0:0:0:0:0:0:1]:8080");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data.hanoi.gov.vn",
                "ftp://data.hanoi.gov.vn",
                "https:///x",
                "https://a/?b",
                "https://me@a/",
                "https://a/#b"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> new PublicUrl(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HUB_PUBLIC_URL is an address such as");
    }
}
